"""Which clean reference of an asset is the primary, and what to do if several are.

In: the clean references that meet a condition. Out: the one that counts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm.session import make_transient_to_detached

from selector.db.connections.bulk import batches, must_find_none
from selector.db.models import AssetCleanReference
from selector.db.references.copies import AT_ONCE
from selector.db.tables.columns import checked
from selector.db.tables.pipeline_tables import IS_PRIMARY, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy.orm import Session

_OLDEST = datetime.min.replace(tzinfo=UTC)
_TEXTS = ("tier", "clean_image_url", "generation_prompt")
_OTHERS = [each for each in REFERENCES.c if each.key not in (*_TEXTS, "is_primary")]
_COLUMNS = (*map(checked, REFERENCES.c[_TEXTS]), *_OTHERS, IS_PRIMARY.label("is_primary"))
"""What is read of a clean reference. Its numbers may be of any kind: those who use them look."""


def read_references(
    session: Session | Connection, which: ColumnElement[bool]
) -> list[AssetCleanReference]:
    """The clean references that meet a condition; they belong to no session."""
    rows = session.execute(select(*_COLUMNS).where(which)).mappings()
    references = [AssetCleanReference(**row) for row in rows]
    for reference in references:
        make_transient_to_detached(reference)
    return references


def primaries_of(
    session: Session, origins: Mapping[UUID, Iterable[UUID]]
) -> dict[UUID, AssetCleanReference]:
    """The clean references that are sent instead of pictures.

    A copy that a fork made has that of the picture it was copied from, unless it has its own.

    Args:
        session: The database.
        origins: The pictures, each with what it was copied from, as `origins_of` says.
    """
    found = _own_primaries(session, origins)
    others = {copy: line for copy, line in origins.items() if copy not in found}
    theirs = _own_primaries(session, chain.from_iterable(others.values()))
    for copy, line in others.items():
        for origin in line:
            if origin in theirs:
                found[copy] = theirs[origin]
                break
    return found


def _own_primaries(session: Session, ids: Iterable[UUID]) -> dict[UUID, AssetCleanReference]:
    """The primary clean references of their own."""
    by_asset: dict[UUID, list[AssetCleanReference]] = {}
    for some in batches(dict.fromkeys(ids), AT_ONCE):
        its = REFERENCES.c.asset_id.in_(some) & IS_PRIMARY
        for reference in read_references(session, its):
            by_asset.setdefault(reference.asset_id, []).append(reference)
    return {asset_id: newest(references) for asset_id, references in by_asset.items()}


def newest(references: Iterable[AssetCleanReference]) -> AssetCleanReference:
    """The one that counts: the newest, then that of higher quality, then that of the lower id.

    One without a quality counts as lower than any.
    """
    by_id = sorted(references, key=lambda reference: reference.id)
    # Of equals, max keeps the first.
    return max(by_id, key=_weight)


def demote_all_but_newest(connection: Connection) -> Iterator[str]:
    """Leave every asset one primary clean reference.

    Yields:
        What was done, a line for each asset that had several.
    """
    by_asset: dict[str, list[AssetCleanReference]] = {}
    for reference in read_references(connection, IS_PRIMARY):
        by_asset.setdefault(str(reference.asset_id), []).append(reference)
    for asset_id, primaries in sorted(by_asset.items()):
        if len(primaries) > 1:
            first = newest(primaries)
            its = (
                (REFERENCES.c.asset_id == first.asset_id)
                & (REFERENCES.c.id != first.id)
                & IS_PRIMARY
            )
            demote(connection, its)
            yield (
                f"The picture with the id `{asset_id}` had {len(primaries)} primary clean"
                f" references. Only the newest is primary now: `{first.id}` (tier `{first.tier}`)."
            )


def demote(connection: Connection, its: ColumnElement[bool]) -> None:
    """Let clean references be primary no longer.

    Args:
        connection: The database.
        its: A condition that is true of primary ones.

    Raises:
        ProblemError: One of them still is (D612).
    """
    connection.execute(update(REFERENCES).where(its).values(is_primary=False))
    must_find_none(connection, REFERENCES.name, select(REFERENCES.c.id).where(its))


def _weight(reference: AssetCleanReference) -> tuple[datetime, bool, float]:
    # SQLite stores any value as a quality, and older tables may have no time.
    made: datetime | None = reference.created_at
    quality = reference.quality_score
    if isinstance(quality, float | int):
        return made or _OLDEST, True, quality
    return made or _OLDEST, False, 0.0
