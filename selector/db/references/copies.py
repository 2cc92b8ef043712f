"""What a fork copied: which picture each copy comes from.

In: the ids of pictures. Out: for each copy among them the ids of what it was copied from. A fork
copies rows of pictures, but not their clean references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select

from selector.db.connections.bulk import batches
from selector.db.tables.columns import as_uuid
from selector.db.tables.marked_rows import has_column, is_marked
from selector.db.tables.pipeline_tables import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

AT_ONCE = 5_000
"""Ids in one query; a database takes about 32,000 values at once."""

_ORIGIN = "inherited_from_asset"


def origins_of(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """What pictures were copied from, by their ids: the nearest first, then what that comes from.

    A picture that is not a copy has no entry.
    """
    copied_from: dict[UUID, UUID] = {}
    met = dict.fromkeys(ids)
    ask = list(met)
    while ask:
        found = _copied_from(connection, ask)
        copied_from |= found
        ask = [origin for origin in dict.fromkeys(found.values()) if origin not in met]
        met |= dict.fromkeys(ask)
    return {copy: _line(copy, copied_from) for copy in copied_from}


def _line(copy: UUID, copied_from: Mapping[UUID, UUID]) -> list[UUID]:
    """What one picture comes from; each once, whatever was edited by hand."""
    line = {copy: None}
    while copy in copied_from and copied_from[copy] not in line:
        copy = copied_from[copy]
        line[copy] = None
    return list(line)[1:]


def _copied_from(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The picture that each copy among these was copied from itself."""
    is_copy = is_marked(connection, "inherited")
    if is_copy is None or not has_column(connection, ASSETS.name, _ORIGIN):
        return {}
    origin: ColumnElement[object] = literal_column(f"{ASSETS.name}.{_ORIGIN}")
    found = {}
    for some in batches(ids, AT_ONCE):
        query = select(ASSETS.c.id, origin.label("origin")).where(ASSETS.c.id.in_(some), is_copy)
        for row in connection.execute(query):
            # Of any type and form: the column was often added later.
            identity = as_uuid(row.origin)
            if identity is not None:
                found[row.id] = identity
    return found
