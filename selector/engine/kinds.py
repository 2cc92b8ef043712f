"""A picture in; its kind out: what rules can tell it by, type and crop, as one small number."""

from __future__ import annotations

from selector.engine.individuals import Row
from selector.model.vocabulary import ASSET_TYPES

_TYPE_NUMBERS: dict[str, int] = {kind: 2 * number for number, kind in enumerate(ASSET_TYPES)}
_UNKNOWN = 2 * len(ASSET_TYPES)

SAMPLES: tuple[Row, ...] = tuple(
    Row(tag="", type=kind, is_face=is_face, quality=None, id=None, source=None, individual=None)
    for kind in (*ASSET_TYPES, "")
    for is_face in (False, True)
)
"""For each kind a picture of it: whatever rules say of that one they say of all. The empty type is any unknown one."""


def kind_of(row: Row) -> int:
    """The number of a picture's kind: its place in `SAMPLES`. Face crops have odd numbers."""
    return _TYPE_NUMBERS.get(row.type, _UNKNOWN) + row.is_face
