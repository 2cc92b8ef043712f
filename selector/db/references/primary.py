"""Which clean reference of an asset is the primary: of several the newest, and the others made ordinary again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm.session import make_transient_to_detached

from selector.db.models import AssetCleanReference
from selector.db.tables.pipeline_tables import REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy.orm import Session

_OLDEST = datetime.min.replace(tzinfo=UTC)


def read_references(
    session: Session | Connection, which: ColumnElement[bool]
) -> list[AssetCleanReference]:
    """Those that meet a condition, belonging to no session."""
    rows = session.execute(select(REFERENCES).where(which)).mappings()
    references = [AssetCleanReference(**row) for row in rows]
    for reference in references:
        make_transient_to_detached(reference)
    return references


def newest(references: Iterable[AssetCleanReference]) -> AssetCleanReference:
    """The one that counts among several: newest, then of higher quality (none is lowest), then of the lower id."""
    by_id = sorted(references, key=lambda reference: reference.id)
    return max(by_id, key=_weight)  # of equals, max keeps the first


def demote_all_but_newest(connection: Connection) -> Iterator[str]:
    """Where an asset has several primary clean references, the newest stays it. Says what was done, an asset a line."""
    primaries = read_references(connection, REFERENCES.c.is_primary)
    by_asset: dict[str, list[int]] = {}
    for number, reference in enumerate(primaries):
        by_asset.setdefault(str(reference.asset_id), []).append(number)
    for asset_id, numbers in sorted(by_asset.items()):
        if len(numbers) > 1:
            kept = newest(primaries[number] for number in numbers)
            its = (
                (REFERENCES.c.asset_id == kept.asset_id)
                & (REFERENCES.c.id != kept.id)
                & REFERENCES.c.is_primary
            )
            connection.execute(update(REFERENCES).where(its).values(is_primary=False))
            others = len(numbers) - 1
            yield (
                f"Asset {asset_id} had {len(numbers)} primary clean references: {kept.id} ({kept.tier}), the newest, "
                f"stays primary; the other{'s' if others > 1 else ''} ({others}) stay{'' if others > 1 else 's'} "
                f"without being primary."
            )


def _weight(reference: AssetCleanReference) -> tuple[datetime, bool, float]:
    quality = (
        reference.quality_score if isinstance(reference.quality_score, float | int) else None
    )  # SQLite keeps any
    made: datetime | None = reference.created_at  # older tables may have none
    return _OLDEST if made is None else made, quality is not None, quality or 0.0
