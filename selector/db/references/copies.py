"""What a fork copied: which picture each copy comes from, and which pictures are there at all.

In: the ids of pictures. Out: for each that the database has, the ids of what it was copied from. A
fork copies rows of pictures, but not their clean references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import case, literal_column, select

from selector.db.connections.bulk import batches
from selector.db.tables.columns import as_uuid, is_otherwise, untyped
from selector.db.tables.marked_rows import has_column, is_marked
from selector.db.tables.pipeline_tables import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

AT_ONCE = 5_000
"""Ids in one query; a database takes about 32,000 values at once."""

_ORIGIN = "inherited_from_asset"


def origins_of(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """What pictures were copied from, by their ids: the nearest first, then what that comes from.

    One query, and one more for each fork of a fork.

    Args:
        connection: The database.
        ids: The pictures.

    Returns:
        A list for each picture that the database has; it is empty if the picture is not a copy.
    """
    columns = _columns(connection)
    copied_from: dict[UUID, UUID | None] = {}
    wanted = list(dict.fromkeys(ids))
    ask = wanted
    while ask:
        found = _copied_from(connection, columns, ask)
        copied_from |= found
        origins = [origin for origin in found.values() if origin is not None]
        ask = [origin for origin in dict.fromkeys(origins) if origin not in copied_from]
    missing = [each for each in wanted if each not in copied_from]
    if missing:
        copied_from |= dict.fromkeys(_of_another_form(connection, missing))
    return {each: _line(each, copied_from) for each in wanted if each in copied_from}


def _of_another_form(connection: Connection, ids: Iterable[UUID]) -> Iterator[UUID]:
    """Those of these pictures whose ids SQLite has in another form.

    Somebody wrote them by hand after the tables were upgraded, which refuses them.
    """
    if connection.dialect.name != "sqlite":
        return
    wanted = set(ids)
    query = select(untyped(ASSETS.c.id)).where(is_otherwise(ASSETS.c.id))
    for written in connection.scalars(query):
        identity = as_uuid(written)
        if identity in wanted:
            yield identity


def _line(copy: UUID, copied_from: Mapping[UUID, UUID | None]) -> list[UUID]:
    """What one picture comes from; each once, whatever was edited by hand."""
    line = {copy: None}
    origin = copied_from.get(copy)
    while origin is not None and origin not in line:
        line[origin] = None
        origin = copied_from.get(origin)
    return list(line)[1:]


def _columns(connection: Connection) -> list[ColumnElement[Any]]:
    """What is read of each picture: its id, and what it was copied from if the database says it."""
    columns: list[ColumnElement[Any]] = [ASSETS.c.id]
    is_copy = is_marked(connection, "inherited")
    if is_copy is not None and has_column(connection, ASSETS.name, _ORIGIN):
        origin: ColumnElement[Any] = literal_column(f"{ASSETS.name}.{_ORIGIN}")
        columns.append(case((is_copy, origin)).label("origin"))
    return columns


def _copied_from(
    connection: Connection, columns: Sequence[ColumnElement[Any]], ids: Iterable[UUID]
) -> dict[UUID, UUID | None]:
    """What each of these pictures was copied from itself; None for nothing."""
    found: dict[UUID, UUID | None] = {}
    for some in batches(ids, AT_ONCE):
        query = select(*columns).where(ASSETS.c.id.in_(some))
        for identity, *origin in connection.execute(query):
            # Of any type and form: the column was often added later.
            found[identity] = as_uuid(origin[0]) if origin else None
    return found
