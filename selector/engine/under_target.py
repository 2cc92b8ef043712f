"""A plan and a video model in; the plan out under which pictures are picked for that model.

The *slots* of a shot are what the rules ask for: the nearest `references`, else the cap of the
model, else 3; and never more than the cap. What the model refuses is never sent, whatever a
priority asks for: its *refusals* are conditions like those of bans, and come after them.

Nothing else changes, so the same rules can be tried for one model after the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from selector.engine.plan import Plan, ShotPlan, Step, caps_of, with_shot_plans
from selector.language.entry_lists.never import NEVER
from selector.language.file_words.target import TARGET
from selector.language.shot_words.references import REFERENCES
from selector.language.taken import refusals_of
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.picks import EntryName
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import RuleSet
from selector.model.video_model import GoneModel, KnownModels, VideoModel
from selector.model.vocabulary import plain

_MOST_NAMED = 12
"""How many video models a message lists."""
_SHORTEST = 3
"""The fewest letters that say which models are meant."""
_HEAD = re.compile(r"[^\W\d_]{3,}")
LISTS_ALL = "`selector rules --targets` lists them all"


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
    return replace(with_shot_plans(plan, made), target=model)


def _refusals(model: VideoModel) -> Iterable[Step]:
    for number, condition in enumerate(refusals_of(model), 1):
        name = EntryName(
            shot="",
            name=model.id,
            number=number,
            because=None,
            at=model.at,
            list=NEVER.key,
        )
        yield Step(name=name, conditions=(condition,))


def model_named(models: Mapping[str, VideoModel], name: str) -> VideoModel | None:
    """The video model of that id; case does not count."""
    its_id = _id_in(models, name)
    if its_id is None:
        return None
    return models[its_id]


def target_written(rule_set: RuleSet, target: VideoModel | None) -> Location | None:
    """Where rules name the video model that they are for; None where somebody else names it."""
    written = TARGET.written(rule_set.words)
    if written is None or target is None or _id_in([target.id], written.value) is None:
        return None
    return written.at


def _id_in(models: Iterable[str], name: str) -> str | None:
    """The id that a name is, as its vendor writes it."""
    wanted = _compared(name)
    return next((each for each in models if _compared(each) == wanted), None)


def _compared(name: str) -> str:
    return plain(name).casefold()


def unknown_target(name: str, models: Mapping[str, VideoModel], at: Location) -> Problem:
    """R236: no video model of that id is known, or only that it is gone.

    Args:
        name: The id as written.
        models: The video models that are known.
        at: Where it is written.

    Returns:
        The problem.
    """
    if isinstance(models, KnownModels):
        its_id = _id_in(models.gone, name)
        if its_id is None and not _family_of(name, models):
            its_id = next(iter(_beginning_with(name, models.gone)), None)
        if its_id is not None:
            return _gone(models.gone[its_id], models, at)
    return Problem(
        at=at,
        code="R236",
        what=f"No video model with the id `{shown(name)}` is known.",
        hint=models_meant(name, models) or _known(models),
    )


def models_meant(name: str, models: Mapping[str, VideoModel]) -> str:
    """The question for the models that people call so: `veo3`, `Kling`, or an id with a slip.

    Args:
        name: What somebody wrote.
        models: The video models that are known.

    Returns:
        The question; an empty text if there is no telling.
    """
    family = _family_of(name, models)
    if not family:
        near = did_you_mean(name, models)
        if near:
            return near
        head = _HEAD.match(_letters(name))
        if head is None:
            return ""
        family = _family_of(head[0], models)
        if not family:
            return ""
    offered = []
    for each in family:
        if models[each].retires is None:
            offered.append(each)  # noqa: PERF401  # one idea a line
    meant = offered or family
    return f"Did you mean {quoted(meant[:_MOST_NAMED], 'or')}?"


def _family_of(name: str, models: Mapping[str, VideoModel]) -> list[str]:
    """The ids that begin with a name, and those of the vendor of that name."""
    family = _beginning_with(name, models)
    wanted = _letters(name)
    if family or not wanted:
        return family
    for each in models:
        vendor = models[each].vendor
        if _letters(vendor) == wanted:
            family.append(each)
    return family


def _beginning_with(name: str, ids: Iterable[str]) -> list[str]:
    """The ids that begin with a name, whatever is between its letters."""
    wanted = _letters(name)
    if len(wanted) < _SHORTEST:
        return []
    return [each for each in ids if _letters(each).startswith(wanted)]


def _letters(name: str) -> str:
    """The letters and digits of a name, without case."""
    return "".join(filter(str.isalnum, _compared(name)))


def _known(models: Mapping[str, VideoModel]) -> str:
    ids = sorted(models)
    first = ids[:_MOST_NAMED]
    if not first:
        return f"Write `{REFERENCES.key}` instead of `{TARGET.key}`."
    if len(ids) > len(first):
        return f"Known ids include {quoted(first, 'and')}. {LISTS_ALL}."
    return f"The known ids are {quoted(first, 'and')}."


def _gone(gone: GoneModel, models: Mapping[str, VideoModel], at: Location) -> Problem:
    ends = f"The video model `{shown(gone.id)}` is withdrawn as of {gone.retires}"
    return Problem(
        at=at,
        code="R236",
        what=f"{ends}, and selector does not know how many pictures it takes.",
        hint=instead_of(gone, models),
    )


def ending_of(model: VideoModel, models: Collection[str], at: Location) -> Problem:
    """R281: when a video model ends, and what to write instead.

    Args:
        model: A model that ends.
        models: The ids of the video models that are known.
        at: Where somebody names the model.

    Returns:
        The problem. It names the day, whether that is past or to come.
    """
    name = shown(model.id)
    what = f"The vendor advises against the video model `{name}` from {model.deprecated} on."
    if model.retires is not None:
        what = f"The video model `{name}` is withdrawn as of {model.retires}."
    return Problem(
        at=at,
        code="R281",
        what=what,
        hint=instead_of(model, models),
    )


def instead_of(model: VideoModel | GoneModel, models: Collection[str]) -> str:
    """What to write instead of a model that ends: the one that its vendor names, if it is known.

    Args:
        model: The model that ends.
        models: The ids of the video models that are known.

    Returns:
        A sentence or two.
    """
    successor = model.replaced_by
    if successor is None:
        return f"Name another model: {LISTS_ALL}."
    named = f"Its vendor recommends `{shown(successor)}` instead"
    if successor in models:
        return f"{named}."
    without = f"To use that one, write `{REFERENCES.key}` instead of `{TARGET.key}`."
    return f"{named}, which selector does not know. {without}"
