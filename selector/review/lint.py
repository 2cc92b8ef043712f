"""Warnings about rules that are allowed, but can hardly be meant.

In: compiled rules. Out: warnings, in no particular order. Each lint warns only where it is certain,
whatever the scene and the pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import in_force
from selector.engine.plan import ShotPlan, Step
from selector.engine.rules import Rules
from selector.language.entry_lists import entries_of, lists_in, places_of
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.model.phrases import listed
from selector.model.problem import Location, Problem, Source, shown
from selector.model.ruleset import Entry, PicturesEach, ShotRule, Written
from selector.reading.load import check_rules
from selector.review.idle_steps import allowed_by, crops_of, idle_steps, takers_before

_MOST_NAMED = 5
"""Names that a message lists."""

_Written = Written[PicturesEach]
_InForce = tuple[_Written, list[ShotPlan]]
"""A written `pictures_each`, and the shot plans that it counts for."""


def check_rule_text(
    source: Source, folder: Path | None = None
) -> tuple[Rules | None, tuple[Problem, ...]]:
    """The rules, unless a problem is an error; and every problem and warning, by location.

    `folder` is where the files are that the rules may extend; None if they are not a file.
    """
    rules, problems = check_rules(source, folder=folder)
    if rules is not None:
        problems = (*problems, *lint(rules))
    return rules, tuple(sorted(problems))


def lint(rules: Rules) -> Iterator[Problem]:
    """Every warning about what the rules mean."""
    for check in LINTS:
        yield from check(rules)


def entries_without_reason(rules: Rules) -> Iterator[Problem]:
    """R251: an entry does not say why, so no explanation can."""
    reasons = [scene.at for scene in rules.rule_set.scenes if BECAUSE.written(scene.words)]
    without = set(_without_reason(rules))
    for place, entry_list, entry in entries_of(rules.rule_set):
        if entry.at not in without or place.at in reasons:
            continue
        yield Problem(
            at=entry.at,
            code="R251",
            what=f"The {entry_list.entry} `{shown(entry.name)}` {place.of} gives no reason.",
            hint="Give one in `because`, in your own words; `selector why` shows it.",
        )


def _without_reason(rules: Rules) -> Iterator[Location]:
    """Where the entries are that have no reason once all edits are made."""
    lists = EffectiveLists(rules.rule_set)
    for place, holder in places_of(rules.rule_set):
        for entry_list in lists_in(place.kind).values():
            if isinstance(holder, ShotRule):
                laid = lists.of(holder, PRIORITIES if entry_list is CHANGE else entry_list)
            else:
                laid = lists.in_place(holder, entry_list)
            yield from (each.at for each in laid.entries if not BECAUSE.written(each.words))


def only_faces(rules: Rules) -> Iterator[Problem]:
    """R252: `pictures_each: [face]` leaves out what priorities ask for besides faces."""
    for written, shot_plans in _pictures_each(rules):
        barred = list(filter(_asks_for_more_than_faces, shot_plans))
        if written.value != ("face",) or not barred:
            continue
        where = _names_of(barred)
        yield Problem(
            at=written.at,
            code="R252",
            what=f"Only face crops can be sent in {where}, so every place and thing is left out.",
            hint="Write `[face, full]`, or only `prefer: face`, which leaves nothing out.",
        )


def pictures_too_many(rules: Rules) -> Iterator[Problem]:
    """R253: `pictures_each` is more than can ever be sent.

    Each priority takes at most one picture of a person, place or thing. So no more are sent than
    the rule has priorities that can take any, nor than it has references. The warning is given if
    that holds in every shot rule for which the number is in force. Nothing is said where pins or
    limits take pictures, too.
    """
    for written, shot_plans in _pictures_each(rules):
        allowed = allowed_by(written.value)
        depends = any(shot_plan.pins or shot_plan.limits for shot_plan in shot_plans)
        if allowed == 1 or depends:
            continue
        most = max(1, *map(_most_pictures, _distinct(shot_plans)))
        if allowed <= most:
            continue
        where = _names_of(shot_plans)
        one = "of one person, place or thing"
        yield Problem(
            at=written.at,
            code="R253",
            what=f"At most {_pictures(most)} {one} can be sent in {where}, not {allowed}.",
            hint=f"Write {most}, or add priorities: each of them takes one more picture.",
        )


def limits_too_high(rules: Rules) -> Iterator[Problem]:
    """R254: `at_most` is more than the references of every shot rule that has the entry."""
    for priorities, shot_plans in _priorities(rules):
        yield from _too_high(priorities, shot_plans)
    for limits, shot_plans in _limits(rules):
        yield from _too_high(limits, shot_plans)


def idle_priorities(rules: Rules) -> Iterator[Problem]:
    """R255: a priority can never take a picture, in any shot rule that has it.

    Pools in which two assets are the same photograph are not considered, nor are roles and types
    that the language does not have.
    """
    idle = _IdleSteps()
    for priorities, shot_plans in _priorities(rules):
        first, *others = _distinct(shot_plans)
        everywhere = idle[first].intersection(*[idle[other] for other in others])
        everywhere &= {priority.at for priority in priorities}
        for step in first.steps:
            if step.name.at in everywhere:
                yield _idle(first, step)


LINTS = (
    entries_without_reason,
    only_faces,
    pictures_too_many,
    limits_too_high,
    idle_priorities,
)
"""All lints: each is a function from rules to warnings."""


def _idle(shot_plan: ShotPlan, step: Step) -> Problem:
    name = shown(step.name.name)
    why = "`pictures_each` leaves out what it asks for"
    takers = [taker.name.name for taker in takers_before(shot_plan, step)]
    if takers:
        take = "takes" if len(takers) == 1 else "take"
        why = f"{_names(takers)} {take} every picture that it could take"
    return Problem(
        at=step.name.at,
        code="R255",
        what=f"The priority `{name}` can never take a picture: {why}.",
        hint="Delete the priority, change what it asks for, or allow more in `pictures_each`.",
    )


def _too_high(entries: Iterable[Entry], shot_plans: Sequence[ShotPlan]) -> Iterator[Problem]:
    most = max(shot_plan.references for shot_plan in shot_plans)
    for entry in entries:
        limit = AT_MOST.written(entry.words)
        if limit is None or limit.value <= most:
            continue
        where = _names_of(shot_plans)
        sent = f"at most {_pictures(most)} can be sent in {where} anyway"
        yield Problem(
            at=limit.at,
            code="R254",
            what=f"This limit changes nothing: {sent}.",
            hint=f"Write a number up to {most}, or delete `at_most`.",
        )


class _IdleSteps(dict[ShotPlan, set[Location]]):
    """Where the steps of plans are written that are idle, by plan; worked out once for each."""

    def __missing__(self, shot_plan: ShotPlan) -> set[Location]:
        idle = self[shot_plan] = {step.name.at for step in idle_steps(shot_plan)}
        return idle


def _asks_for_more_than_faces(shot_plan: ShotPlan) -> bool:
    """Whether any priority does; never mind where pins may send what is left out."""
    return not shot_plan.pins and any(crops_of(step) != {"face"} for step in shot_plan.steps)


def _most_pictures(shot_plan: ShotPlan) -> int:
    """How many pictures of one person, place or thing a shot plan can send."""
    if any(step.pictures_each is not None for step in shot_plan.steps):
        return shot_plan.references
    able = len(shot_plan.steps) - len(idle_steps(shot_plan))
    return min(shot_plan.references, able)


def _pictures_each(rules: Rules) -> Iterator[_InForce]:
    """Every `pictures_each` that is in force, with the plans of the shot rules that it is for.

    Shot rules that send no references are left out.
    """
    plans: dict[Location, _InForce] = {}
    counting = in_force(rules.rule_set, PICTURES_EACH)
    for written, shot_plan in zip(counting, rules.plan.shots, strict=True):
        if written and shot_plan.references:
            _, shot_plans = plans.setdefault(written.at, (written, []))
            shot_plans.append(shot_plan)
    yield from plans.values()


def _priorities(rules: Rules) -> Iterator[tuple[Sequence[Entry], list[ShotPlan]]]:
    """Priorities, with the plans of all shot rules that have them.

    Those that are in the same shot rules come together. Shot rules that send no references are left
    out.
    """
    lists = EffectiveLists(rules.rule_set)
    having: dict[int, tuple[tuple[Entry, ...], list[ShotPlan]]] = {}
    for shot_rule, shot_plan in zip(rules.rule_set.shots, rules.plan.shots, strict=True):
        if shot_plan.references:
            entries = lists.of(shot_rule, PRIORITIES).entries
            having.setdefault(id(entries), (entries, []))[1].append(shot_plan)
    at_top = lists.in_place(rules.rule_set, FIRST).entries
    if at_top and having:
        yield at_top, [each for _, shot_plans in having.values() for each in shot_plans]
    # An entry is in several lists where `change` edits others beside it.
    holders: dict[Location, tuple[Entry, list[int]]] = {}
    for number, (entries, _) in having.items():
        for entry in entries:
            holders.setdefault(entry.at, (entry, []))[1].append(number)
    together: dict[tuple[int, ...], list[Entry]] = defaultdict(list)
    for entry, numbers in holders.values():
        together[tuple(numbers)].append(entry)
    for having_it, same in together.items():
        yield same, [each for number in having_it for each in having[number][1]]


def _limits(rules: Rules) -> Iterator[tuple[Sequence[Entry], list[ShotPlan]]]:
    """The limits written in one place, with the plans of all shot rules that have them.

    Shot rules that send no references are left out.
    """
    plans: dict[Location, list[ShotPlan]] = defaultdict(list)
    for shot_plan in rules.plan.shots:
        for limit in shot_plan.limits if shot_plan.references else ():
            plans[limit.name.at].append(shot_plan)
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is LIMITS and entry.at in plans:
            yield [entry], plans[entry.at]


def _distinct(shot_plans: Iterable[ShotPlan]) -> list[ShotPlan]:
    """The plans that choose differently: with `like` there may be many that do not."""
    distinct = {}
    for shot_plan in shot_plans:
        own = [step.name.at for step in shot_plan.steps if step.name.list == PRIORITIES.key]
        distinct[tuple(own), shot_plan.references, shot_plan.pictures_each] = shot_plan
    return list(distinct.values())


def _names_of(shot_plans: Iterable[ShotPlan]) -> str:
    return _names([shot_plan.name for shot_plan in shot_plans])


def _names(names: list[str]) -> str:
    marked = [f"`{shown(name)}`" for name in names]
    if len(marked) > _MOST_NAMED:
        marked[_MOST_NAMED - 1 :] = ["others"]
    return listed(marked)


def _pictures(number: int) -> str:
    noun = "picture" if number == 1 else "pictures"
    return f"{number} {noun}"
