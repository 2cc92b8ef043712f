"""Clean references that are not found, since SQLite has an id in another form.

In: a connection. Out: what is wrong, by the ids of the pictures. Without it, the original would be
sent, and nobody would know why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from selector.db.connections.bulk import batches
from selector.db.references.copies import AT_ONCE, origins_of
from selector.db.tables.columns import as_uuid, is_otherwise, not_as_looked_up, untyped
from selector.db.tables.pipeline_tables import IS_PRIMARY, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from uuid import UUID

    from sqlalchemy import Connection

_NOT_FOUND = "Its clean reference is not found"


def lost_clean_references(connection: Connection) -> dict[UUID, str]:
    """The primary clean references that name their pictures in another form.

    Args:
        connection: The database.

    Returns:
        What is wrong, by the ids of the pictures.
    """
    if connection.dialect.name != "sqlite":
        return {}
    its = REFERENCES.c.asset_id
    lost: dict[UUID, str] = {}
    query = select(untyped(its)).where(is_otherwise(its), IS_PRIMARY)
    for written in connection.scalars(query):
        identity = as_uuid(written)
        wrong = not_as_looked_up("asset_clean_references.asset_id", written)
        if identity is not None:
            lost[identity] = f"{_NOT_FOUND}: {wrong}"
    return lost


def lost_of_pictures(
    connection: Connection,
    ids: Iterable[object],
    found: Container[str],
    *,
    of_copies: bool,
) -> dict[UUID, str]:
    """The same, also where the pictures' own ids are in another form.

    Args:
        connection: The database.
        ids: The ids of the pictures as they are stored.
        found: The ids of those whose clean reference is found.
        of_copies: Whether copies have the clean references of what they were copied from.

    Returns:
        What is wrong, by the ids of the pictures.
    """
    if connection.dialect.name != "sqlite":
        return {}
    written = {identity: each for each in ids if (identity := as_uuid(each)) is not None}
    otherwise = [identity for identity, each in written.items() if not_as_looked_up("id", each)]
    lost = lost_clean_references(connection)
    its = REFERENCES.c.asset_id
    for some in batches(otherwise, AT_ONCE):
        for identity in connection.scalars(select(its).where(its.in_(some), IS_PRIMARY)):
            wrong = not_as_looked_up("assets.id", written[identity])
            lost[identity] = f"{_NOT_FOUND}: {wrong}"
    if lost and of_copies:
        others = [identity for identity in written if str(identity) not in found]
        for copy, line in origins_of(connection, others).items():
            for origin in line:  # the nearest first
                if origin in lost:
                    lost.setdefault(copy, lost[origin])
    return lost
