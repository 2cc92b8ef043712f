"""By which plans scenes may be served: a plan of rules in; what lints must look at, out.

A shot plan serves the scenes of its shot, and what a single scene says may be laid over it. So what
holds under the shot plan need not hold in every scene: a scene may send more references, or more
pictures of each. Of the scenes only what could matter to the entries of a shot rule is laid over
it, and scenes that differ in nothing of that count once.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.serving import with_scene
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.plan import Plan, ScenePlan, ShotPlan, Step
    from selector.model.ruleset import PicturesEach

Numbers: TypeAlias = "tuple[int, PicturesEach, bool]"
"""The references, the `pictures_each`, and whether there are limits."""


class Served:
    """The plans of one rule set by which scenes may be served."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scenes: dict[ShotPlan | None, list[ScenePlan]] = {}
        """Those of which any differ in numbers or limits, by the plan that they use."""
        seen = set()
        for scene in plan.scenes.values():
            has_limits = bool(scene.lists[LIMITS.key])
            said = (scene.use, *sorted(scene.settings.items()), has_limits)
            if said not in seen and (scene.settings or has_limits):
                seen.add(said)
                self._scenes.setdefault(scene.use, []).append(scene)
        self._by_shot: dict[ShotPlan, list[ShotPlan]] = {}

    def by_shot(self, shot_plan: ShotPlan) -> list[ShotPlan]:
        """A shot plan with its own numbers, and with those that scenes say in their place.

        Those that send no references are left out, and no entries of scenes are in the others.
        """
        if shot_plan not in self._by_shot:
            plans = {numbers(shot_plan): shot_plan}
            for scene in self.scenes_with(shot_plan):
                laid = with_scene(shot_plan, scene)
                own = replace(
                    laid,
                    steps=shot_plan.steps,
                    bars=shot_plan.bars,
                    pins=shot_plan.pins,
                )
                plans.setdefault(numbers(own), own)
            self._by_shot[shot_plan] = [each for each in plans.values() if each.references]
        return self._by_shot[shot_plan]

    def by_shots(self, shot_plans: Iterable[ShotPlan]) -> list[ShotPlan]:
        """The same of several shot plans."""
        return list(chain.from_iterable(map(self.by_shot, shot_plans)))

    def scenes_with(self, shot_plan: ShotPlan) -> Iterator[ScenePlan]:
        """The scenes with numbers or limits of their own that a shot plan may serve."""
        yield from self._scenes.get(None, ())
        yield from self._scenes.get(shot_plan, ())

    def scenes_that_add(self, shot_plan: ShotPlan) -> bool:
        """Whether any scene that a shot plan may serve has entries that take pictures."""
        for scene in self._plan.scenes.values():
            adds = any(scene.lists[each.key] for each in (FIRST, PIN, LIMITS))
            if adds and scene.use in {None, shot_plan}:
                return True
        return False

    def in_scene(self, scene: ScenePlan) -> list[ShotPlan]:
        """What may serve a scene, so far as it matters to the entries that the scene has itself.

        Without a `use`, any shot plan may: of each only what all have at the top of the file.
        """
        if scene.use is not None:
            return [with_scene(scene.use, scene)]
        laid = map(with_scene, map(self.top_alone, self._plan.shots), repeat(scene))
        return list(_distinct(laid))

    def at_top(self) -> list[ShotPlan]:
        """The same for the entries at the top of the file."""
        plans = _distinct(self.by_shots(self._plan.shots))
        return list(map(self.top_alone, plans))

    def top_alone(self, shot_plan: ShotPlan) -> ShotPlan:
        """A shot plan without the entries of its shot rule, but for limits."""
        top = self._plan.top
        return replace(
            shot_plan,
            steps=top[FIRST.key],
            bars=top[NEVER.key],
            pins=top[PIN.key],
        )


def _distinct(shot_plans: Iterable[ShotPlan]) -> Iterable[ShotPlan]:
    """One plan of each kind that differs in numbers."""
    return {numbers(each): each for each in shot_plans}.values()


def numbers(shot_plan: ShotPlan) -> Numbers:
    """What may differ between the plans that serve the scenes of one shot rule."""
    return shot_plan.references, shot_plan.pictures_each, bool(shot_plan.limits)


def all_limits(plan: Plan) -> Iterator[Step]:
    """The limits of every place."""
    for shot_plan in plan.shots:
        yield from shot_plan.limits
    for scene in plan.scenes.values():
        yield from scene.lists[LIMITS.key]
