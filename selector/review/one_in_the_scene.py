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
from typing import TYPE_CHECKING, NamedTuple

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
from selector.review.idle_steps import MOST_COMPARED, Bans, idle_steps
from selector.review.whom import types_of, usual_cells, usual_types, whom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class _Judged(NamedTuple):
    """A step, what it asks for, and whom."""

    step: Step
    wanted: Wanted
    of_whom: Wanted

    def asks_again_for(self, earlier: _Judged) -> bool:
        """Whether it asks for all that an earlier one asks for, in the same crops."""
        same_crops = self.wanted.crops == earlier.wanted.crops
        return same_crops and self.wanted.covers(earlier.wanted)


def going_past(shot_plan: ShotPlan) -> Iterator[tuple[Step, Step]]:
    """The steps that take one of a kind, each with the first later step that may send another.

    Of a plan with many steps the first are looked at.
    """
    steps = shot_plan.steps[:MOST_COMPARED]
    if shot_plan.references < _TWO or not any(map(_takes_one_of_a_kind, steps)):
        return
    judged = list(map(_judged, steps))
    idle = set()
    for found in idle_steps(shot_plan):
        idle.add(found.entry.name.at)
    sending = []
    for later, other in enumerate(judged):
        is_open = other.step.at_most is None and other.step.name.at not in idle
        if is_open and not any(map(other.asks_again_for, judged[:later])):
            sending.append(later)
    bans = Bans(shot_plan.strikes)
    for nth, one in enumerate(judged):
        if not _takes_one_of_a_kind(one.step) or one.step.name.at in idle:
            continue
        for later in sending:
            if later > nth and _goes_past(shot_plan, judged[: later + 1], one, bans):
                yield one.step, judged[later].step
                break


def _judged(step: Step) -> _Judged:
    return _Judged(step, Wanted.by(step), Wanted.by(whom(step)))


def _goes_past(
    shot_plan: ShotPlan,
    steps: Sequence[_Judged],
    one: _Judged,
    bans: Bans,
) -> bool:
    """Whether the last of some steps may send another of what one of them takes once."""
    *before, other = steps
    if not one.wanted.may & other.wanted.may & usual_cells():
        return False
    both = _both(one.step, other.step)
    left = both.may & ~bans.excluded_of(both) & ~_limited(shot_plan, both)
    taking = [each for each in before if each is not one and each.of_whom.covers_others_of(both)]
    left &= _with_two_slots(shot_plan.references, taking)
    return _may_be_meant(one, left)


def _takes_one_of_a_kind(step: Step) -> bool:
    return step.at_most == 1 and _asks_for_a_kind(step)


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


def _both(one: Step, other: Step) -> Wanted:
    """What meets both steps."""
    step = replace(
        other,
        conditions=(*one.conditions, *other.conditions),
        when=(*one.when, *other.when),
    )
    return Wanted.by(step)


def _with_two_slots(slots: int, taking: Iterable[_Judged]) -> int:
    """The cells of which earlier steps take so few that two more have slots."""
    left = 0
    for nth in range(len(CELLS)):
        bit = 1 << nth
        taken = 0
        for each in taking:
            if each.of_whom.cells & bit:
                taken += each.step.at_most or slots
        if taken <= slots - _TWO:
            left |= bit
    return left


def _may_be_meant(one: _Judged, cells: int) -> bool:
    """Whether a director thinks of some cells: where people are asked for, of those of people."""
    types = types_of(cells & usual_cells())
    if _CHARACTER in usual_types(one.wanted):
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
