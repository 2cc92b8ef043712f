"""Clean references: which cleaned picture of an asset stands in for the original."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.session import make_transient_to_detached

from selector.db.models import AssetCleanReference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

_OLDEST = datetime.min.replace(tzinfo=UTC)


async def get_primary_clean_reference(async_session: AsyncSession, asset_id: UUID | str) -> AssetCleanReference | None:
    """The clean reference that stands in for an asset's picture, or None where none is primary.

    Where two are primary (a pipeline marked a second one without clearing the first), it is the newest, of equally
    new ones the one of higher quality, then the one with the lower id: the same each time. The answer belongs to no
    session: it stays usable when the session closes, and changing it changes nothing in the database.
    """
    return await async_session.run_sync(primary_clean_reference, asset_id)


def primary_clean_reference(session: Session, asset_id: UUID | str) -> AssetCleanReference | None:
    """The same for a `Session`."""
    wanted = asset_id if isinstance(asset_id, UUID) else UUID(asset_id)
    table = AssetCleanReference.__table__
    rows = session.execute(select(table).where(table.c.asset_id == wanted, table.c.is_primary)).mappings()
    references = [AssetCleanReference(**row) for row in rows]
    if not references:
        return None
    primary = newest(references)
    make_transient_to_detached(primary)
    return primary


def newest(references: Iterable[AssetCleanReference]) -> AssetCleanReference:
    """The one that counts among several: newest, then of higher quality (none is lowest), then of the lower id."""
    by_id = sorted(references, key=lambda reference: reference.id)
    return max(by_id, key=_weight)  # of equals, max keeps the first


def _weight(reference: AssetCleanReference) -> tuple[datetime, bool, float]:
    quality = reference.quality_score
    made: datetime | None = reference.created_at  # older tables may have none
    return _OLDEST if made is None else made, quality is not None, quality or 0.0
