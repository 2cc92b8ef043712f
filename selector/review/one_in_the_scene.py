"""R271: `at_most: 1` in a priority, read as "only one in the scene".

The number counts what this priority takes. A later priority may send another of them; what holds
for the whole scene is a limit.

Said of priorities that ask for a kind of thing, such as animals or faces, if a later one may send
more of that kind. Nothing is said where the director seems to know:

- the priority asks for a part in the scene: *the subject*, *whoever speaks* or *who is new here*
  says whom to send first, and not how many there may be;
- the later one has an `at_most` of its own, or asks again for all that an earlier priority asks
  for, of both crops: it is there to send the rest;
- a limit allows no more anyway, or the priority names only one person, place or thing.

In: compiled rules. Out: warnings, in no particular order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.effective_lists import EffectiveLists
from selector.language.conditions.has import HAS
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.at_most import AT_MOST
from selector.language.text import ANY
from selector.model.problem import Problem, shown
from selector.review.cells import CELLS, Wanted
from selector.review.idle_steps import Bans, idle_steps
from selector.review.whom import types_of, usual_cells, usual_types, whom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.rules import Rules
    from selector.language.condition import Requirement
    from selector.model.problem import Location
    from selector.model.ruleset import Entry

_CHARACTER = "character"
_TWO = 2
"""One and another."""


def ones_that_others_go_past(rules: Rules) -> Iterator[Problem]:
    """R271: a priority takes one of a kind, and a later one may send another."""
    rule_set = rules.rule_set
    lists = EffectiveLists(rule_set)
    of_first = lists.in_place(rule_set, FIRST).entries
    warned = set()
    for shot_rule, shot_plan in zip(rule_set.shots, rules.plan.shots, strict=True):
        own = lists.of(shot_rule, PRIORITIES).entries
        numbers = _numbers((*of_first, *own))
        for one, other in going_past(shot_plan):
            at = numbers[one.name.at]
            if at not in warned:
                warned.add(at)
                yield _problem(at, shot_plan, one, other)


def _numbers(entries: Iterable[Entry]) -> dict[Location, Location]:
    """Where each entry writes its `at_most`, by the location of the entry."""
    found = {}
    for entry in entries:
        at_most = AT_MOST.written(entry.words)
        if at_most is not None:
            found[entry.at] = at_most.at
    return found


def going_past(shot_plan: ShotPlan) -> Iterator[tuple[Step, Step]]:
    """The steps that take one of a kind, each with the first later step that may send another."""
    steps = shot_plan.steps
    ones = [nth for nth, step in enumerate(steps) if step.at_most == 1 and _asks_for_a_kind(step)]
    if not ones or shot_plan.references < _TWO:
        return
    idle = [each.entry for each in idle_steps(shot_plan)]
    bans = Bans(shot_plan.strikes)
    for nth in ones:
        one = steps[nth]
        if one in idle:
            continue
        for later in range(nth + 1, len(steps)):
            other = steps[later]
            if other in idle or other.at_most is not None or _sends_the_rest(other, steps[:later]):
                continue
            both = _both(one, other)
            others = [step for step in steps[:later] if step is not one]
            left = both.may & ~bans.excluded_of(both) & ~_limited(shot_plan, both)
            left &= _with_two_slots(shot_plan.references, others, both)
            if _may_be_meant(one, left):
                yield one, other
                break


def _asks_for_a_kind(step: Step) -> bool:
    """Whether a step asks for several things of a kind, whatever they do in the scene."""
    for condition in step.conditions:
        is_a_kind = condition.is_the_same_in_every_scene or condition.word is HAS
        if not is_a_kind or _names_one(condition):
            return False
    return True


def _names_one(condition: Requirement) -> bool:
    names = condition.in_order
    if condition.word not in {OF, PICTURE} or len(names) > 1:
        return False
    return not any(ANY in name for name in names)


def _sends_the_rest(step: Step, before: Iterable[Step]) -> bool:
    """Whether a step asks again for all that an earlier one asks for, in the same crops."""
    wanted = Wanted.by(step)
    for each in before:
        earlier = Wanted.by(each)
        if wanted.covers(earlier) and wanted.crops == earlier.crops:
            return True
    return False


def _both(one: Step, other: Step) -> Wanted:
    """What meets both steps."""
    step = replace(
        other,
        conditions=(*one.conditions, *other.conditions),
        when=(*one.when, *other.when),
    )
    return Wanted.by(step)


def _with_two_slots(slots: int, before: Iterable[Step], both: Wanted) -> int:
    """The cells of which earlier steps take so few that two more have slots."""
    taking = [(step, Wanted.by(whom(step))) for step in before]
    taking = [(step, wanted) for step, wanted in taking if wanted.covers_others_of(both)]
    left = 0
    for nth in range(len(CELLS)):
        bit = 1 << nth
        taken = [step.at_most or slots for step, wanted in taking if wanted.cells & bit]
        if sum(taken) <= slots - _TWO:
            left |= bit
    return left


def _may_be_meant(one: Step, cells: int) -> bool:
    """Whether a director thinks of some cells: where people are asked for, of those of people."""
    types = types_of(cells & usual_cells())
    if _CHARACTER in usual_types(Wanted.by(one)):
        return _CHARACTER in types
    return bool(types)


def _limited(shot_plan: ShotPlan, both: Wanted) -> int:
    """The cells of which limits let no more than one go."""
    limited = 0
    for limit in shot_plan.limits:
        if limit.at_most is None or limit.at_most > 1:
            continue
        counted = Wanted.by(limit)
        if counted.covers_others_of(both):
            limited |= counted.cells
    return limited


def _problem(at: Location, shot_plan: ShotPlan, one: Step, other: Step) -> Problem:
    return Problem(
        at=at,
        code="R271",
        what=(
            f"`{shown(one.name.name)}` takes at most 1, but in `{shown(shot_plan.name)}`,"
            f" `{shown(other.name.name)}` can send another one."
        ),
        hint=(
            f"To allow only 1 in the whole scene, write the same conditions with"
            f" `{AT_MOST.key}: 1` in `{LIMITS.key}`."
        ),
    )
