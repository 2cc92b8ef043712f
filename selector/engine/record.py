"""A selection in; plain data out that says all of it, reasons and their places included: what a decision on record is.

The same selection gives the same data always. Pictures stand by their place in the pool, whose values are kept once
beside it (`selector.engine.inputs`); what no placement offers stands in ranges of places, first and last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from selector.model.problem import Location
from selector.model.selection import Facts, NotPlaced, Pick

if TYPE_CHECKING:
    from selector.engine.selection import Selection


def record_of(selection: Selection) -> dict[str, Any]:
    """Everything a selection says: shot rule, picks, what was passed over with its reasons, and notes."""
    over = selection.passed_over
    return {
        "shot": selection.shot,
        "picks": [_pick(pick) for pick in selection.picks],
        "passed_over": [
            {"tag": each.tag, "place": each.facts and each.facts.place, "placement": each.placement,
             "reason": _plain(each.reason)}
            for each in over if type(each.reason) is not NotPlaced
        ],
        "not_placed": list(_ranges(each.facts.place for each in over if type(each.reason) is NotPlaced and each.facts)),
        "notes": [_plain(note) for note in selection.notes],
    }  # fmt: skip


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


def _ranges(places: Iterable[int]) -> Iterator[list[int]]:
    """Rising numbers as [first, last] pairs: 3, 4, 5, 9 are [3, 5] and [9, 9]."""
    current: list[int] = []
    for place in places:
        if current and place == current[1] + 1:
            current[1] = place
        else:
            if current:
                yield current
            current = [place, place]
    if current:
        yield current
