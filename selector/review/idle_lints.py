"""Warnings about entries that do nothing: R255 for good, R258 while pins and limits take all.

In: compiled rules. Out: warnings, in no particular order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeAlias

from selector.engine.plan import ShotPlan, Step
from selector.engine.rules import Rules
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.scene_conditions import WHEN
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.references import REFERENCES
from selector.model.phrases import listed
from selector.model.problem import Location, Problem, shown
from selector.review.cells import exclude_each_other, holds_with
from selector.review.crowded_out import CrowdedOut, crowded_out
from selector.review.idle_entries import idle_entries
from selector.review.idle_steps import MOST_COMPARED, Idle, idle_steps
from selector.review.served import Served, numbers

_MOST_NAMED = 5
"""Names that a message lists."""
_AROUND = (PIN, NEVER, LIMITS)
"""The lists around the priorities."""
_Under: TypeAlias = "tuple[Step, ShotPlan, Idle | None]"
"""An entry, a plan that has it, and why it is idle there, if it is."""
_Crowded: TypeAlias = "tuple[Location, ShotPlan, list[CrowdedOut]]"
"""What is crowded out under a plan, and where to say so."""
_NAME = attrgetter("name.name")


def entries_that_do_nothing(rules: Rules) -> Iterator[Problem]:
    """R255: an entry can never change what is sent, in any scene for which it counts.

    Such is a priority that can never take a picture, a pin of what a ban excludes, or a ban of what
    another excludes. Pools in which two assets are the same photograph are not considered.
    """
    having: dict[Location, list[_Under]] = defaultdict(list)
    for under in _all_under(rules):
        having[under[0].name.at].append(under)
    for found in having.values():
        matters = [each for each in found if not _is_without_slots(each)] or found
        entry, shot_plan, idle = matters[0]
        if idle is not None and all(other is not None for *_, other in matters):
            yield _does_nothing(entry, shot_plan, idle)


def entries_without_slot(rules: Rules) -> Iterator[Problem]:
    """R258: pins and limits leave no slot for an entry, unless they find too few pictures.

    Once for the same pins and limits, with all the shot rules in which they do.
    """
    crowded: dict[Hashable, list[_Crowded]] = defaultdict(list)
    for shot_rule, shot_plan in zip(rules.rule_set.shots, rules.plan.shots, strict=True):
        found = _crowded(shot_plan) if shot_plan.references else []
        if not found:
            continue
        steps = chain.from_iterable(each.by for each in found)
        takers = [step.name.at for step in steps]
        at = shot_rule.at
        if at.source is not rules.rule_set.source:
            left_out = [each.entry.name.at for each in found]
            at = _own_of((*takers, *left_out), rules) or at
        key = frozenset(takers), shot_plan.references
        crowded[key].append((at, shot_plan, found))
    for together in crowded.values():
        at, *_ = together[0]
        shot_plans = [shot_plan for _, shot_plan, _ in together]
        all_found = chain.from_iterable(found for *_, found in together)
        yield _without_slot(at, list(all_found), shot_plans)


def _own_of(locations: Iterable[Location], rules: Rules) -> Location | None:
    """The first location in the rule file itself, and not in one that it extends."""
    for at in locations:
        if at.source is rules.rule_set.source:
            return at
    return None


def names_of(named: Iterable[str]) -> str:
    """Some names as a message lists them: of many only the first."""
    marked = [f"`{shown(name)}`" for name in dict.fromkeys(named)]
    if len(marked) > _MOST_NAMED:
        marked[_MOST_NAMED - 1 :] = ["others"]
    return listed(marked)


def _all_under(rules: Rules) -> Iterator[_Under]:
    """Every entry, once for each plan under which it may count.

    Priorities of shot rules that send no references are left out: a shot rule needs some.
    """
    served = Served(rules.plan)
    yield from _steps_under(served.by_shots(rules.plan.shots))
    for scene in rules.plan.scenes.values():
        for shot_plan in _sending(served.in_scene(scene)):
            yield from _first_under(shot_plan, scene.lists[FIRST.key])
    yield from _replacements_under(rules)
    for list_in in _AROUND:
        at_top = rules.plan.top[list_in.key]
        for shot_plan in served.at_top():
            yield from _entries_under(shot_plan, at_top)
        for shot_plan in rules.plan.shots:
            own = shot_plan.own.get(list_in.key, [])
            for each in served.by_shot(shot_plan) or [shot_plan]:
                yield from _entries_under(each, own, at_top)
        for scene in rules.plan.scenes.values():
            own_of_scene = scene.lists[list_in.key]
            everywhere = at_top
            if scene.use is not None:
                everywhere = (*scene.use.own.get(list_in.key, []), *at_top)
            for each in _sending(served.in_scene(scene)):
                yield from _entries_under(each, own_of_scene, everywhere)


def _is_without_slots(under: _Under) -> bool:
    *_, idle = under
    return idle is not None and idle.no_slots


def _replacements_under(rules: Rules) -> Iterator[_Under]:
    """What serves instead, and what holds before it whenever it would hold."""
    replacements = rules.plan.top[INSTEAD.key]
    for nth, entry in enumerate(replacements):
        idle = None
        if exclude_each_other(entry.when):
            idle = Idle(entry=entry, wants_nothing=True)
        for earlier in replacements[: min(nth, MOST_COMPARED)]:
            if idle is None and holds_with(earlier, entry):
                idle = Idle(entry=entry, same=earlier)
        yield entry, rules.plan.default, idle


def _steps_under(shot_plans: Iterable[ShotPlan]) -> Iterator[_Under]:
    """The steps of shot plans. What is idle is found once for plans that differ in nothing else."""
    known: dict[Hashable, dict[Location, Idle]] = {}
    for shot_plan in shot_plans:
        matters = (*shot_plan.steps, *shot_plan.strikes)
        key = tuple([each.name.at for each in matters]), numbers(shot_plan)
        if key not in known:
            known[key] = _by_location(idle_steps(shot_plan))
        for step in shot_plan.steps:
            yield step, shot_plan, known[key].get(step.name.at)


def _first_under(shot_plan: ShotPlan, first: Sequence[Step]) -> Iterator[_Under]:
    """What comes first in a scene, under a plan that may serve it."""
    idle = _by_location(idle_steps(shot_plan))
    for step in first:
        found = idle.get(step.name.at)
        if not shot_plan.references:
            found = Idle(entry=step, no_slots=True)
        yield step, shot_plan, found


def _entries_under(
    shot_plan: ShotPlan, entries: Sequence[Step], everywhere: Sequence[Step] = ()
) -> Iterator[_Under]:
    """The entries of a list around the priorities, under a plan that may serve a scene.

    Args:
        shot_plan: The plan.
        entries: The entries that are written in one place.
        everywhere: Those of the same list that are written in a farther place.
    """
    idle = {}
    if entries and shot_plan.references:
        found = idle_entries(shot_plan, entries, everywhere)
        idle = _by_location(found)
    for entry in entries:
        why = idle.get(entry.name.at)
        if not shot_plan.references:
            why = Idle(entry=entry, no_slots=True)
        yield entry, shot_plan, why


def _by_location(idle: Iterable[Idle]) -> dict[Location, Idle]:
    return {each.entry.name.at: each for each in idle}


def _sending(shot_plans: list[ShotPlan]) -> list[ShotPlan]:
    """The plans that send references; all if none does."""
    return [each for each in shot_plans if each.references] or shot_plans


def _crowded(shot_plan: ShotPlan) -> list[CrowdedOut]:
    """What is crowded out of a shot rule, of what is not idle anyway."""
    if not list(crowded_out(shot_plan)):
        return []
    idle = [*idle_steps(shot_plan)]
    for entries in (shot_plan.pins, shot_plan.limits):
        idle += idle_entries(shot_plan, entries)
    return list(crowded_out(shot_plan, map(attrgetter("entry"), idle)))


def _does_nothing(entry: Step, shot_plan: ShotPlan, idle: Idle) -> Problem:
    entry_list = ENTRY_LISTS[entry.name.list]
    name = shown(entry.name.name)
    do_so = _NEVER.get(entry_list.key, "send a picture")
    return Problem(
        at=entry.name.at,
        code="R255",
        what=f"The {entry_list.entry} `{name}` can never {do_so}: {_why(shot_plan, idle)}.",
        hint=f"Delete the {entry_list.entry}, {_what_to_do(entry, idle)}.",
    )


_NEVER = {
    NEVER.key: "exclude anything",
    LIMITS.key: "change anything",
    INSTEAD.key: "serve a scene",
}
"""What an idle entry of a list never does, where it is not to send a picture."""


def _why(shot_plan: ShotPlan, idle: Idle) -> str:
    if idle.no_slots:
        where = f"`{shown(shot_plan.name)}`"
        if idle.entry.name.scene is not None:
            where = f"scene {shown(idle.entry.name.scene)}"
        return f"{where} sends no references"
    if exclude_each_other(idle.entry.when):
        return f"the conditions in its `{WHEN}` exclude each other"
    if idle.wants_nothing:
        return "its conditions exclude each other"
    if idle.same is not None:
        return f"`{shown(idle.same.name.name)}` {_SAME[idle.entry.name.list]}"
    acts = [_done("excluded by", idle.excluding), _done("sent by", idle.takers)]
    if any(acts):
        return f"every picture that it could send is {listed(filter(None, acts), 'or')}"
    return f"what it asks for is left out by `{PICTURES_EACH.key}`"


_SAME = {
    NEVER.key: "already excludes everything that it could exclude",
    PIN.key: "already asks for the same",
    LIMITS.key: "already does the same or more",
    INSTEAD.key: "comes before it and always holds when it does",
}
"""What another entry of a list does that makes one idle."""


def _done(what_by: str, steps: Sequence[Step]) -> str:
    """What is done by some entries; nothing if there are none."""
    if not steps:
        return ""
    return f"{what_by} {names_of(map(_NAME, steps))}"


def _what_to_do(entry: Step, idle: Idle) -> str:
    if idle.no_slots:
        return f"or write another number in `{REFERENCES.key}`"
    its_conditions = _ITS.get(entry.name.list, "what it asks for")
    if idle.wants_nothing and exclude_each_other(entry.when):
        return f"or change its `{WHEN}`"
    if idle.same is not None or idle.wants_nothing:
        return f"or change {its_conditions}"
    if idle.excluding:
        return f"change {its_conditions}, or exclude less"
    return f"change {its_conditions}, or allow more in `{PICTURES_EACH.key}`"


_ITS = {NEVER.key: "what it excludes", LIMITS.key: "what it limits", INSTEAD.key: "its `when`"}
"""How the conditions of an entry are referred to, where it does not ask for pictures."""


def _without_slot(
    at: Location, crowded: Sequence[CrowdedOut], shot_plans: Sequence[ShotPlan]
) -> Problem:
    takers = chain.from_iterable(each.by for each in crowded)
    taking = list(dict.fromkeys(map(_NAME, takers)))
    take, they_do = "take", "they do"
    if len(taking) == 1:
        take, they_do = "takes", "it does"
    entries = names_of(map(attrgetter("entry.name.name"), crowded))
    count = shot_plans[0].references
    all_slots = f"all {count}"
    slots = f"{count} references"
    if count == 1:
        all_slots = "the only one"
        slots = "1 reference"
    elif count == 2:
        all_slots = "both"
    if len(shot_plans) > 1:
        slots += " each"
    return Problem(
        at=at,
        code="R258",
        what=(
            f"In {names_of(map(attrgetter('name'), shot_plans))} ({slots}),"
            f" {names_of(taking)} {take} {all_slots};"
            f" while {they_do}, nothing is left for {entries}."
        ),
        hint=f"Write a higher number for `{REFERENCES.key}`, or use fewer pins and limits.",
    )
