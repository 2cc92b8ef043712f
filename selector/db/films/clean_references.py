"""The clean references of a collection's pictures, read at once.

In: a collection in the database. Out: for each picture that has one its primary clean reference, as
plain values that belong to no session. What a fork copied has those of what it was copied from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.connections.bulk import batches
from selector.db.connections.undecoded import rows_as_stored
from selector.db.references.copies import AT_ONCE, origins_of
from selector.db.tables.columns import as_uuid, is_text, untyped
from selector.db.tables.pipeline_tables import ASSETS, IS_PRIMARY, REFERENCES
from selector.engine.asset_values import SAME, is_gap, is_score
from selector.model.asset import CleanReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection, Row


def read_clean_references(
    connection: Connection, manifest_id: UUID | None, *, of_copies: bool = False
) -> dict[str, CleanReference]:
    """The primary clean references that have an address.

    One query, and another one where an asset has several primaries, as it may in a database that
    was never upgraded: then the one that is sent counts. A likeness that is not a number from 0 to
    1, and so was not made by comparing faces, counts as not known.

    Args:
        connection: The database.
        manifest_id: The collection.
        of_copies: Copies that a fork made are wanted too.

    Returns:
        The clean references by the ids of their assets.
    """
    found = _primary(connection, _rows(connection, ASSETS.c.manifest_id == manifest_id))
    if of_copies:
        found = _of_copies(connection, manifest_id, found) | found
    return found


def _of_copies(
    connection: Connection, manifest_id: UUID | None, found: Mapping[str, CleanReference]
) -> dict[str, CleanReference]:
    """The clean references of what the collection's pictures were copied from.

    Args:
        connection: The database.
        manifest_id: The collection.
        found: Those of its pictures.
    """
    query = select(untyped(ASSETS.c.id)).where(ASSETS.c.manifest_id == manifest_id)
    ids = [identity for identity in map(as_uuid, connection.scalars(query)) if identity is not None]
    origins = origins_of(connection, ids)
    elsewhere = dict.fromkeys([each for line in origins.values() for each in line])
    theirs = dict(found)
    for some in batches(elsewhere, AT_ONCE):
        theirs |= _primary(connection, _rows(connection, ASSETS.c.id.in_(some)))
    inherited = {}
    for copy, line in origins.items():
        for origin in reversed(line):
            if str(origin) in theirs:
                inherited[str(copy)] = theirs[str(origin)]
    return inherited


def _primary(connection: Connection, there: Iterable[Row[Any]]) -> dict[str, CleanReference]:
    """The clean references that count, by the ids of their assets."""
    by_asset: dict[str, list[Row[Any]]] = {}
    for row in there:
        asset_id = str(as_uuid(row.asset_id) or row.asset_id)
        by_asset.setdefault(asset_id, []).append(row)
    several = [rows for rows in by_asset.values() if len(rows) > 1]
    counting = set()
    if several:
        counting = _counting(connection, several)
    found = {}
    for asset_id, rows in by_asset.items():
        for row in rows:
            is_counting = len(rows) == 1 or as_uuid(row.id) in counting
            if is_counting and row.clean_image_url and is_text(row.clean_image_url):
                found[asset_id] = _clean_reference(row)
    return found


def _rows(connection: Connection, of_assets: ColumnElement[bool]) -> Sequence[Row[Any]]:
    query = (
        select(
            untyped(REFERENCES.c.id).label("id"),
            untyped(REFERENCES.c.asset_id).label("asset_id"),
            REFERENCES.c.clean_image_url,
            untyped(REFERENCES.c.face_similarity_score).label("likeness"),
        )
        .join_from(REFERENCES, ASSETS, REFERENCES.c.asset_id == ASSETS.c.id)
        .where(of_assets, IS_PRIMARY)
    )
    return rows_as_stored(connection, query)


def _counting(connection: Connection, several: Sequence[Sequence[Row[Any]]]) -> set[UUID | None]:
    """The ids of those that are sent, of assets with several primaries each."""
    from selector.db.references import primary  # noqa: PLC0415  # the ORM is slow to load

    ids = [as_uuid(row.id) for rows in several for row in rows]
    by_asset: dict[UUID, list[Any]] = {}
    for each in primary.read_references(connection, REFERENCES.c.id.in_(ids)):
        by_asset.setdefault(each.asset_id, []).append(each)
    return {primary.newest(references).id for references in by_asset.values()}


def _clean_reference(row: Row[Any]) -> CleanReference:
    likeness = None
    if is_score(row.likeness, SAME) and not is_gap(row.likeness):
        likeness = float(row.likeness)
    return CleanReference(clean_image_url=row.clean_image_url, face_similarity_score=likeness)
