"""Clean references that are not found, since SQLite has an id in another form.

In: a connection. Out: what is wrong, by the ids of the pictures. Without it, the original would be
sent, and nobody would know why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from selector.db.connections.bulk import batches
from selector.db.references.copies import AT_ONCE
from selector.db.tables.columns import as_uuid, is_otherwise, not_as_looked_up, untyped
from selector.db.tables.pipeline_tables import IS_PRIMARY, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy import Connection

_NOT_FOUND = "Its clean reference is not found"


def lost_clean_references(
    connection: Connection, otherwise: Mapping[UUID, object]
) -> dict[UUID, str]:
    """The primary clean references that are not found, as SQLite has an id in another form.

    Args:
        connection: The database.
        otherwise: Those pictures whose own ids are in another form, and how they are written.

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
    for some in batches(otherwise, AT_ONCE):
        for identity in connection.scalars(select(its).where(its.in_(some), IS_PRIMARY)):
            wrong = not_as_looked_up("assets.id", otherwise[identity])
            lost[identity] = f"{_NOT_FOUND}: {wrong}"
    return lost
