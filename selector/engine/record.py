"""A selection in; plain data out that says all of it, reasons and their places included: what a decision on record is.

The same selection gives the same data always. Pictures stand by their place in the pool, whose values are kept once
beside it (`selector.engine.inputs`); what no placement offers stands in ranges of places, first and last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from selector.engine.misnamed import NOTED_OF_OBJECTS
from selector.model.problem import Location
from selector.model.selection import Facts, NotPlaced, Pick

if TYPE_CHECKING:
    from selector.engine.selection import Selection


def record_of(selection: Selection) -> dict[str, Any]:
    """Everything a selection says: shot rule, picks, what was passed over with its reasons, and notes."""
    picks, over = selection.explained()
    # What no placement offers stands last, in the order of the pool: it is what is left of the pool.
    offered = list(takewhile(lambda each: type(each.reason) is not NotPlaced, over))
    left = sorted({pick.facts.place for pick in picks} | {each.facts.place for each in offered if each.facts})
    return {
        "shot": selection.shot,
        "picks": [_pick(pick) for pick in picks],
        "passed_over": [
            {
                "tag": each.tag,
                "place": each.facts and each.facts.place,
                "placement": each.placement,
                "reason": _plain(each.reason),
            }
            for each in offered
        ],
        "not_placed": list(_gaps(left, len(selection.pool))),
        "notes": [_plain(note) for note in selection.notes if note.kind not in NOTED_OF_OBJECTS],
    }


def canonical(value: object) -> str:
    """The one JSON text of plain data: keys sorted, nothing blank, only ASCII, so that any database keeps it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _pick(pick: Pick) -> dict[str, Any]:
    return {
        "slot": pick.slot,
        "place": pick.facts.place,
        "tag": pick.tag,
        "placement": pick.placement,
        "role": pick.role,
        "position": pick.position,
        "priority": _plain(pick.priority),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401  # a part of a selection, of any kind
    """A part of a selection as JSON has it."""
    if isinstance(value, Facts):
        return {"place": value.place, "tag": value.tag}
    if isinstance(value, Location):
        return [value.line, value.column, value.end_line, value.end_column]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _gaps(places: list[int], count: int) -> Iterator[list[int]]:
    """What rising numbers leave out of 0 to `count` - 1, as [first, last] pairs: 2 of 5 leaves [0, 1], [3, 4]."""
    first = 0
    for place in (*places, count):
        if place > first:
            yield [first, place - 1]
        first = place + 1
