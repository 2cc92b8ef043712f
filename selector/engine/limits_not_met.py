"""Limits that a scene does not meet: fewer are sent with it than their `at_least`.

A limit keeps slots for what a scene offers. It cannot send what is not there, so a selection is
right all the same; but whoever wrote the limit may not know.

In: a selection. Out: the names of the limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.case import Case
from selector.engine.order_of_events import order_of_events

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.model.picks import EntryName


def limits_not_met(selection: Selection) -> tuple[EntryName, ...]:
    """The limits of which fewer are sent than they ask for, in their order."""
    limits = selection.shot_plan.limits
    if not any(limit.at_least for limit in limits):
        return ()
    case = Case(
        selection.shot_plan,
        selection.scene,
        selection.pool,
        selection.earlier_anew(),
    )
    picked = order_of_events(case).picked
    found = []
    for nth, limit in enumerate(limits):
        if len(picked.counted(nth)) < (limit.at_least or 0):
            found.append(limit.name)
    return tuple(found)
