"""R272: `order: speaks`, read as "whoever speaks goes before everybody".

An order sorts what one priority may take. It does not change which priority has its turn first, so
whoever speaks still comes after all that an earlier priority sends.

Said of a priority if an earlier one may take others of the same type, and takes nobody of those
who would come first: else they have gone before, sorted by it or asked for by it.

In: compiled rules. Out: warnings, in no particular order.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import in_force
from selector.language.conditions import CONDITIONS
from selector.language.conditions.speaks import SPEAKS
from selector.language.conditions.type import TYPE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.shot_words.order import ORDER
from selector.model.problem import Problem, shown
from selector.review.cells import Wanted, cells_with, exclude_each_other
from selector.review.idle_steps import MOST_COMPARED, idle_steps
from selector.review.whom import types_of, usual_cells, usual_types, whom, whom_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.rules import Rules
    from selector.language.taste import Item
    from selector.language.taste import Written as WrittenTaste
    from selector.model.problem import Location
    from selector.model.ruleset import Entry, Written

WrittenOrder: TypeAlias = "Written[WrittenTaste]"

_CHARACTER = "character"
"""The type of those who speak."""


def orders_within_priorities(rules: Rules) -> Iterator[Problem]:
    """R272: those who come first by an order come after what an earlier priority sends."""
    rule_set = rules.rule_set
    lists = EffectiveLists(rule_set)
    of_first = _own_orders(lists.in_place(rule_set, FIRST).entries)
    of_shots = in_force(rule_set, ORDER)
    warned = set()
    for shot_rule, shot_plan, of_shot in zip(
        rule_set.shots,
        rules.plan.shots,
        of_shots,
        strict=True,
    ):
        own = lists.of(shot_rule, PRIORITIES).entries
        of_entries = of_first | _own_orders(own)
        if of_shot is None and not of_entries:
            continue
        late = LateSteps(shot_plan)
        for step in late.steps:
            order = of_entries.get(step.name.at, of_shot)
            if order is None or order.at in warned:
                continue
            item = ORDER.compiled(order.value, CONDITIONS)[0]
            earlier = late.sent_before(step, item)
            if earlier is not None:
                warned.add(order.at)
                yield _problem(order.at, item, shot_plan, earlier, step)


def _own_orders(entries: Iterable[Entry]) -> dict[Location, WrittenOrder]:
    """The orders that entries have themselves, by the locations of the entries."""
    orders = {}
    for entry in entries:
        order = ORDER.written(entry.words)
        if order is not None:
            orders[entry.at] = order
    return orders


class _Judged(NamedTuple):
    """A step, and whom it asks for."""

    step: Step
    wanted: Wanted
    types: frozenset[str]


class LateSteps:
    """The first steps of one plan that may send anything, and what comes before each."""

    def __init__(self, shot_plan: ShotPlan) -> None:
        idle = set()
        for each in idle_steps(shot_plan):
            idle.add(each.entry.name.at)
        self._judged: list[_Judged] = []
        for step in shot_plan.steps:
            if step.name.at not in idle and len(self._judged) < MOST_COMPARED:
                wanted = Wanted.by(whom(step))
                self._judged.append(_Judged(step, wanted, usual_types(wanted)))

    @property
    def steps(self) -> list[Step]:
        """The steps, in order."""
        return [judged.step for judged in self._judged]

    def sent_before(self, step: Step, item: Item) -> Step | None:
        """The first step that sends others before those whom an order puts first in a later one.

        Args:
            step: The later step.
            item: What comes first by its order.

        Returns:
            The earlier step; None if there is none.
        """
        if not whom_of(item.conditions):
            return None  # it is about how good a picture is
        before = list(takewhile(lambda judged: judged.step is not step, self._judged))
        if not before:
            return None
        types = _types_that_come_late(step, before, item)
        for earlier in before:
            if earlier.step.name.list != step.name.list or types.isdisjoint(earlier.types):
                continue
            if _may_send_others(earlier.step, step, item):
                return earlier.step
        return None


def _types_that_come_late(
    step: Step,
    before: Iterable[_Judged],
    item: Item,
) -> frozenset[str]:
    """The types of those who would come first in a step, and whom no earlier step takes."""
    conditions = (*step.conditions, *item.conditions)
    first = Wanted.by(whom(replace(step, conditions=conditions)))
    left = first.may & usual_cells()
    if any(condition.word is SPEAKS for condition in item.conditions):
        left &= cells_with(TYPE, _CHARACTER)
    for earlier in before:
        if earlier.wanted.covers_others_of(first):
            left &= ~earlier.wanted.cells
    return types_of(left)


def _may_send_others(earlier: Step, step: Step, item: Item) -> bool:
    """Whether an earlier step may send something of which the item is not true."""
    if exclude_each_other((*earlier.when, *step.when)):
        return False
    always = [any(map(each.covers, earlier.conditions)) for each in item.conditions]
    return not all(always)


def _problem(
    at: Location,
    item: Item,
    shot_plan: ShotPlan,
    earlier: Step,
    step: Step,
) -> Problem:
    asks = "these conditions"
    if item.word:
        asks = f"`{item.word}: true`"
    return Problem(
        at=at,
        code="R272",
        what=(
            f"This only sorts within one priority: in `{shown(shot_plan.name)}`,"
            f" `{shown(step.name.name)}` still comes after `{shown(earlier.name.name)}`."
        ),
        hint=(
            f"To send them before everybody else, write an entry with {asks} in `{FIRST.key}`,"
            " at the top of the file."
        ),
    )
