"""Which plan serves a scene: its shot type's, or another, with what the scene's own rule adds.

A scene in; its shot plan out. Everything that rules say about a scene as a whole is decided here,
before anything is chosen: the evaluators, the advice and the explanations take the plan that
serves the scene, and know nothing of where it comes from.

1. The shot type leads to a shot rule, by its name or a spelling, else to `default`.
2. The scene's `use` puts another in its place.
3. What the scene's rule says is laid over it: its settings count before those of the shot rule, its
   entries come before the others.

A rule set that says nothing of single scenes is served by its shot plans as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.plan import caps_of
from selector.engine.under_target import slots
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.shot_words.order import in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import deciding
from selector.language.shot_words.references import REFERENCES
from selector.model.scene_number import likeness

if TYPE_CHECKING:
    from selector.engine.plan import Plan, ScenePlan, ShotPlan
    from selector.model.scene import Scene


class Serving:
    """Finds the plans that serve scenes. Each is made once: plans are compared by identity."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._laid: dict[tuple[ShotPlan, str], ShotPlan] = {}

    def plan_for(self, scene: Scene) -> ShotPlan:
        """The plan that serves a scene."""
        plan = self._plan
        shot_plan = plan.for_shot(scene.shot)
        if not plan.scenes or scene.index is None:
            return shot_plan
        number = likeness(scene.index)
        scene_plan = plan.scenes.get(number)
        if scene_plan is None:
            return shot_plan
        shot_plan = scene_plan.use or shot_plan
        if (shot_plan, number) not in self._laid:
            self._laid[shot_plan, number] = with_scene(shot_plan, scene_plan)
        return self._laid[shot_plan, number]


def with_scene(shot_plan: ShotPlan, scene: ScenePlan) -> ShotPlan:
    """A shot plan with what the rule of one scene says laid over it."""
    written = scene.settings.get(REFERENCES.key, shot_plan.written_references)
    references = slots(written, shot_plan.target)
    steps = (*scene.lists[FIRST.key], *shot_plan.steps)
    return replace(
        shot_plan,
        references=references,
        written_references=written,
        pictures_each=scene.settings.get(PICTURES_EACH.key, shot_plan.pictures_each),
        prefer=deciding((*scene.prefer, *shot_plan.prefer)),
        order=in_sequence((*scene.order, shot_plan.order)),
        steps=steps,
        caps=caps_of(steps, references),
        bars=(*scene.lists[NEVER.key], *shot_plan.bars),
        pins=(*scene.lists[PIN.key], *shot_plan.pins),
        limits=(*scene.lists[LIMITS.key], *shot_plan.limits),
        scene=scene.rule,
    )
