"""What is allowed in a rule file, and can hardly be meant. In: compiled rules. Out: warnings, in no promised order.

Each function says one thing, and only where it is certain: whatever the scene and the pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from selector.engine.plan import ShotPlan, Step
from selector.engine.rules import Rules
from selector.language.conditions.crop import CROP
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.model.problem import Location, Problem, Source, shown
from selector.model.ruleset import PicturesEach, ShotRule, Written
from selector.model.vocabulary import CROPS, fold
from selector.reading.load import check_rules

_FAR = 40
"""Priorities of one rule that are compared with each other, which takes the square of their number."""


def check_rule_text(source: Source) -> tuple[Rules | None, tuple[Problem, ...]]:
    """The rules, unless a problem is an error; and every problem, the warnings of `lint` too, in order of place."""
    rules, problems = check_rules(source)
    return rules, tuple(sorted((*problems, *(lint(rules) if rules else ()))))


def lint(rules: Rules) -> Iterator[Problem]:
    """Every warning about what the rules mean."""
    for check in (
        priorities_without_reason,
        only_faces,
        pictures_too_many,
        caps_too_high,
        idle_priorities,
    ):
        yield from check(rules)


def priorities_without_reason(rules: Rules) -> Iterator[Problem]:
    """R251: a priority does not say why, so no explanation can."""
    for shot in rules.rule_set.shots:
        for priority in shot.priorities or ():
            if not priority.because:
                what = f"The priority `{shown(priority.name)}` of `{shown(shot.name)}` gives no reason."
                hint = "Say why after `because:`, in your own words; whoever asks why a picture went reads them."
                yield Problem(at=priority.at, code="R251", what=what, hint=hint)


def only_faces(rules: Rules) -> Iterator[Problem]:
    """R252: `pictures_each: [face]` bars every place and thing, while priorities ask for more than faces."""
    for written, plans in _pictures_each(rules):
        barred = [plan for plan in plans if any(_crops(step) != {"face"} for step in plan.steps)]
        if written.value == ("face",) and barred:
            what = f"Only faces can go in {_names(barred)}: this bars every other picture, and so every place and thing."
            hint = "Write `[face, full]`, or leave it out and write `prefer: face`, which bars nothing."
            yield Problem(at=written.at, code="R252", what=what, hint=hint)


def pictures_too_many(rules: Rules) -> Iterator[Problem]:
    """R253: more pictures of one individual may go than ever can.

    Each priority takes at most one picture of an individual, so no more of them go than the rule has priorities that
    can choose, nor than it has references. Said where that holds in every shot rule for which the number is in force.
    """
    for written, plans in _pictures_each(rules):
        allowed = written.value if isinstance(written.value, int) else len(written.value)
        most = max(
            min(plan.references, sum(not _is_idle(plan, step) for step in plan.steps))
            for plan in _distinct(plans)
        )
        if allowed > max(most, 1):
            what = f"No individual can send {allowed} pictures in {_names(plans)}: no later priority could take another."
            hint = (
                f"Write {max(most, 1)}, or add priorities: each takes one picture of an individual."
            )
            yield Problem(at=written.at, code="R253", what=what, hint=hint)


def caps_too_high(rules: Rules) -> Iterator[Problem]:
    """R254: `at_most` is more than all the references of every shot rule that has the priority."""
    for shot, plans in _priorities(rules):
        most = max(plan.references for plan in plans)
        for priority in shot.priorities or ():
            if priority.at_most and priority.at_most.value > most:
                what = f"This cap changes nothing: at most {most} pictures go in {_names(plans)} anyway."
                hint = f"Write a number up to {most}, or take `at_most` out."
                yield Problem(at=priority.at_most.at, code="R254", what=what, hint=hint)


def idle_priorities(rules: Rules) -> Iterator[Problem]:
    """R255: a priority can never choose, in any shot rule that has it: see `_is_idle`.

    Pools in which two assets are one photograph are left out of account.
    """
    for _, plans in _priorities(rules):
        plan, *others = _distinct(plans)
        for place, step in enumerate(plan.steps[:_FAR]):
            if _is_idle(plan, step) and all(
                _is_idle(other, other.steps[place]) for other in others
            ):
                before = [
                    one
                    for one in plan.steps[:place]
                    if any(_takes_all(plan, one, step, c) for c in _crops(step))
                ]
                why = (
                    f"nothing that meets it is left by {_names(before)}"
                    if before
                    else "`pictures_each` bars what meets it"
                )
                what = f"The priority `{shown(step.name.name)}` can never choose anything: {why}."
                hint = "Take it out, ask for something else, or let more pictures of one individual go."
                yield Problem(at=step.name.at, code="R255", what=what, hint=hint)


def _is_idle(plan: ShotPlan, step: Step) -> bool:
    """Whether no picture can be left for a step, of either crop that it asks for.

    A picture that meets it has met every earlier step that asks for all that it asks for. Unless capped, each of those
    took one picture of its individual; once these are all that may go, none is left. `pictures_each: [face]` is R252's.
    """
    earlier = plan.steps[: step.name.number - 1]
    each = plan.pictures_each
    if step.name.number > _FAR or (each == ("face",) and "face" not in _crops(step)):
        return False
    return all(
        _is_gone(
            each,
            crop,
            (_crops(one) for one in earlier if _takes_all(plan, one, step, crop)),
            len(earlier),
        )
        for crop in _crops(step)
    )


def _is_gone(each: PicturesEach, crop: str, taken: Iterator[frozenset[str]], most: int) -> bool:
    """Whether an individual may send no more of a crop, once steps (at most `most`) took pictures of these crops."""
    if isinstance(each, int):
        return each <= most and len(list(islice(taken, each))) == each
    asked = list(taken)
    return (
        crop not in each
        or len(asked) >= len(each)
        or any(crops & {*each} == {crop} for crops in asked)
    )


def _takes_all(plan: ShotPlan, earlier: Step, step: Step, crop: str) -> bool:
    """Whether an earlier step, uncapped, asks for all that a step asks for of one crop, and perhaps for more."""
    if earlier.at_most is not None and earlier.at_most < plan.references:
        return False
    others = [one for one in earlier.conditions if one.word is not CROP]
    covered = [any(one.covers(other) for other in step.conditions) for one in others]
    return crop in _crops(earlier) and all(covered)


def _crops(step: Step) -> frozenset[str]:
    """The crops that meet a step: both, unless it asks for one."""
    return next((one.wanted for one in step.conditions if one.word is CROP), frozenset(CROPS))


def _pictures_each(rules: Rules) -> Iterator[tuple[Written[PicturesEach], list[ShotPlan]]]:
    """Every `pictures_each` of the file that is in force somewhere, with the plans of the shot rules it serves."""
    by_name = {fold(shot.name): shot for shot in rules.rule_set.shots}
    liked = {
        shot.name: by_name[fold(shot.like.value)] for shot in rules.rule_set.shots if shot.like
    }
    in_force: dict[Location, tuple[Written[PicturesEach], list[ShotPlan]]] = {}
    for rule, plan in zip(rules.rule_set.shots, rules.plan.shots, strict=True):
        shot = rule
        while not PICTURES_EACH.written(shot.words) and shot.like:
            shot = liked[shot.name]
        written = PICTURES_EACH.written(shot.words) or PICTURES_EACH.written(rules.rule_set.words)
        if written:
            in_force.setdefault(written.at, (written, []))[1].append(plan)
    yield from in_force.values()


def _priorities(rules: Rules) -> Iterator[tuple[ShotRule, list[ShotPlan]]]:
    """Each shot rule that writes priorities, with the plans that have them: its own, and those of the rules like it."""
    plans: dict[Location, list[ShotPlan]] = defaultdict(list)
    for plan in rules.plan.shots:
        plans[plan.steps[0].name.at].append(plan)
    for shot in rules.rule_set.shots:
        if shot.priorities:
            yield shot, plans[shot.priorities[0].at]


def _distinct(plans: Iterable[ShotPlan]) -> list[ShotPlan]:
    """The plans but those that choose as another does: with `like` there may be many."""
    return list(
        {
            (plan.steps[0].name.at, plan.references, plan.pictures_each): plan for plan in plans
        }.values()
    )


def _names(named: Iterable[ShotPlan | Step]) -> str:
    names = [
        f"`{shown(each.name if isinstance(each, ShotPlan) else each.name.name)}`" for each in named
    ]
    if len(names) > 5:
        names = [*names[:4], "others"]
    return " and ".join(each for each in (", ".join(names[:-1]), names[-1]) if each)
