"""Limits that a scene does not meet: fewer are sent with it than their `at_least`.

A limit keeps slots for what a scene offers. It cannot send what is not there, so a selection is
right all the same; but whoever wrote the limit may not know.

Whether a pick counts for a limit may depend on the placement by which it was taken. Only going
through the scene again says which one that was, and takes ten times as long as choosing. Nearly
every picture is offered by one placement, or a limit asks the same of all: then the picks are
enough.

In: a selection. Out: the names of the limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from selector.engine.alike import placement_kinds
from selector.engine.case import Case
from selector.engine.offers import offers
from selector.engine.order_of_events import order_of_events
from selector.engine.struck import circumstances_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selector.engine.plan import Step
    from selector.engine.selection import Selection
    from selector.language.candidate import Candidate
    from selector.model.picks import EntryName

_Sent: TypeAlias = "Mapping[int, Sequence[Candidate]]"
"""By the place of each pick what the placements make of it that offer it."""


def limits_not_met(selection: Selection) -> tuple[EntryName, ...]:
    """The limits of which fewer are sent than they ask for, in their order."""
    limits = [limit for limit in selection.shot_plan.limits if limit.at_least]
    if not limits:
        return ()
    sent = _sent(selection)
    found = []
    for limit in limits:
        is_met = _is_met(limit, sent, selection)
        if is_met is None:
            return _by_events(selection)
        if not is_met:
            found.append(limit.name)
    return tuple(found)


def _sent(selection: Selection) -> _Sent:
    shot_plan, scene, pool = selection.shot_plan, selection.scene, selection.pool
    seen = circumstances_of(shot_plan, scene, pool, selection.earlier_anew())
    offered = offers(pool, scene.placements, placement_kinds([shot_plan]))
    sent = {}
    for place in selection.places:
        by = offered.get(place)
        if by is None:
            sent[place] = [seen.unplaced(place)]
        else:
            sent[place] = [seen.candidate(place, nth) for nth in by]
    return sent


def _is_met(limit: Step, sent: _Sent, selection: Selection) -> bool | None:
    """Whether enough individuals count for a limit; None if that depends on their placements."""
    sure = set()
    perhaps = set()
    for place, candidates in sent.items():
        answers = list(map(limit.is_met, candidates))
        individual = selection.pool.individuals[place]
        if all(answers):
            sure.add(individual)
        if any(answers):
            perhaps.add(individual)
    wanted = limit.at_least or 0
    if len(sure) >= wanted:
        return True
    if len(perhaps) < wanted:
        return False
    return None


def _by_events(selection: Selection) -> tuple[EntryName, ...]:
    """The same, by going through the scene again."""
    limits = selection.shot_plan.limits
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
