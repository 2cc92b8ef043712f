"""A plan and a video model in; the plan out under which pictures are picked for that model.

The *slots* of a shot are what the rules ask for: the nearest `references`, else the cap of the
model, else 3; and never more than the cap. What the model refuses is never sent, whatever a
priority asks for: its *refusals* are conditions like those of bans, and come after them.

Nothing else changes, so the same rules can be tried for one model after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from selector.engine.plan import Plan, ScenePlan, ShotPlan, Step, caps_of
from selector.language.entry_lists.never import NEVER
from selector.language.file_words.target import TARGET
from selector.language.shot_words.references import REFERENCES
from selector.language.taken import refusals_of
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.picks import EntryName
from selector.model.problem import Location, Problem, shown
from selector.model.video_model import VideoModel
from selector.model.vocabulary import plain

_MOST_NAMED = 12
"""How many video models a message lists."""


def slots(wanted: int | None, model: VideoModel | None) -> int:
    """How many references are sent at most.

    Args:
        wanted: The nearest `references` of the rules, if they write any.
        model: The video model, if there is one.

    Returns:
        The number, which is never more than the video model takes.
    """
    if model is None:
        return REFERENCES.default if wanted is None else wanted
    if wanted is None:
        return model.references
    return min(wanted, model.references)


def under_target(plan: Plan, model: VideoModel) -> Plan:
    """The plan for a video model.

    Args:
        plan: The plan, whether for another video model or for none.
        model: The video model.

    Returns:
        A plan with new shot plans.
    """
    refusals = tuple(_refusals(model))
    made: dict[ShotPlan, ShotPlan] = {}
    for shot_plan in plan.shots:
        references = slots(shot_plan.written_references, model)
        made[shot_plan] = replace(
            shot_plan,
            references=references,
            caps=caps_of(shot_plan.steps, references),
            refusals=refusals,
            target=model,
        )
    return replace(
        plan,
        shots=tuple(made.values()),
        by_name={name: made[shot_plan] for name, shot_plan in plan.by_name.items()},
        default=made[plan.default],
        scenes={number: _for_scene(scene, made) for number, scene in plan.scenes.items()},
        target=model,
    )


def _for_scene(scene: ScenePlan, made: Mapping[ShotPlan, ShotPlan]) -> ScenePlan:
    """What one scene wants, with the new plan of the shot rule that it uses."""
    if scene.use is None:
        return scene
    return replace(scene, use=made[scene.use])


def _refusals(model: VideoModel) -> Iterable[Step]:
    for number, condition in enumerate(refusals_of(model), 1):
        name = EntryName(
            shot="", name=model.id, number=number, because=None, at=model.at, list=NEVER.key
        )
        yield Step(name=name, conditions=(condition,))


def model_named(models: Mapping[str, VideoModel], name: str) -> VideoModel | None:
    """The video model of that id; case does not count."""
    if name in models:
        return models[name]
    wanted = _compared(name)
    return next((model for model in models.values() if _compared(model.id) == wanted), None)


def _compared(name: str) -> str:
    return plain(name).casefold()


def unknown_target(name: str, models: Mapping[str, VideoModel], at: Location) -> Problem:
    """R236: no video model of that id is known.

    Args:
        name: The id as written.
        models: The video models that are known.
        at: Where it is written.

    Returns:
        The problem.
    """
    return Problem(
        at=at,
        code="R236",
        what=f"No video model with the id `{shown(name)}` is known.",
        hint=did_you_mean(name, models) or _known(models),
    )


def _known(models: Mapping[str, VideoModel]) -> str:
    first = sorted(models)[:_MOST_NAMED]
    if not first:
        return f"Delete `{TARGET.key}`."
    which = "The known ids are"
    if len(models) > len(first):
        which = "Known ids include"
    return f"{which} {quoted(first, 'and')}."
