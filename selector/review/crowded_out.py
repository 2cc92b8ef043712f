"""Entries for which pins and limits leave no slot, unless these take fewer pictures than they may.

In: a shot plan. Out: its entries that are crowded out, each with the pins and limits before which
it comes too late.

A pin sends one picture before all priorities, and `at_least` keeps that many slots. Where these are
as many as the references, a step is left with none; but a step that may take what a limit counts
serves the limit itself, so that such limits do not count against it. Face crops of anything but a
character are not considered, though: there are none. Nor do pins and limits count that may not hold
in a scene in which the step does. So a picture only goes by a step that is crowded out where pins
and limits find nothing, or serve one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.frozen import frozen
from selector.review.cells import Wanted, holds_with, with_usual_crops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.plan import ShotPlan, Step


@frozen
class CrowdedOut:
    """An entry, and the pins and limits that take all slots before it."""

    entry: Step
    by: tuple[Step, ...]


def crowded_out(shot_plan: ShotPlan, idle: Iterable[Step] = ()) -> Iterator[CrowdedOut]:
    """The pins and steps of a plan for which no slot is left.

    Args:
        shot_plan: The plan. One that sends no references crowds nothing out.
        idle: Entries that take nothing anyway.
    """
    left_out = set(map(id, idle))
    pins = [pin for pin in shot_plan.pins if id(pin) not in left_out]
    limits = [limit for limit in shot_plan.limits if id(limit) not in left_out]
    usual = with_usual_crops()
    counted = [(limit, Wanted.by(limit).may & usual) for limit in limits if limit.at_least]
    slots = shot_plan.references
    for nth, pin in enumerate(pins):
        earlier = [each for each in pins[:nth] if holds_with(each, pin)]
        if len(earlier) >= slots:
            yield CrowdedOut(entry=pin, by=tuple(earlier[:slots]))
    for step in shot_plan.steps:
        may = Wanted.by(step).may
        before = [*pins, *(limit for limit, counts in counted if not may & counts)]
        taking = _taking((each for each in before if holds_with(each, step)), slots)
        if taking and id(step) not in left_out:
            yield CrowdedOut(entry=step, by=taking)


def _taking(before: Iterable[Step], slots: int) -> tuple[Step, ...]:
    """The first entries that take all slots together; none if all of them leave one."""
    taking = []
    for entry in before:
        slots -= entry.at_least or 1
        taking.append(entry)
        if slots <= 0:
            return tuple(taking)
    return ()
