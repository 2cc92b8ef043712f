"""Clean references: which cleaned picture of an asset stands in for the original, and the choice of another.

Every function takes a caller's session, and works in its transaction without committing; or an engine or an address,
and then commits. `await f(...)` for asyncio, `f.sync(...)` without. What is returned belongs to no session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm.session import Session, make_transient_to_detached

from selector.db.metadata import table_of
from selector.db.models import Asset, AssetCleanReference
from selector.db.refusals import problem
from selector.db.sessions import in_session, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

_OLDEST = datetime.min.replace(tzinfo=UTC)
REFERENCES = table_of(AssetCleanReference)
_ASSETS = table_of(Asset)


@in_session
def get_primary_clean_reference(session: Session, asset_id: UUID | str) -> AssetCleanReference | None:
    """The clean reference that stands in for an asset's picture, or None where none is primary.

    Where two are primary (in a database that was never upgraded), it is the newest, of equally new ones the one of
    higher quality, then the one with the lower id: the same each time. The answer belongs to no session: it stays
    usable when the session closes, and changing it changes nothing in the database.
    """
    its = (REFERENCES.c.asset_id == _uuid(asset_id)) & REFERENCES.c.is_primary
    found = read_references(session, its)
    return newest(found) if found else None


@in_session
def add_clean_reference(
    session: Session,
    asset_id: UUID | str,
    *,
    tier: str,
    clean_image_url: str,
    generation_prompt: str | None = None,
    face_similarity_score: float | None = None,
    quality_score: float | None = None,
    generation_cost: float = 0.0,
    primary: bool = False,
) -> AssetCleanReference:
    """Keep a cleaned picture of an asset. With `primary` it stands in for the original from now on.

    Raises:
        ProblemError: There is no such asset (D610), or a value is too long (D611).
    """
    for name, value, size in (("tier", tier, 20), ("clean_image_url", clean_image_url, 500)):
        if len(value) > size:
            what = f"The {name} is {len(value)} letters long; the database holds {size}."
            raise problem(place_of(session), "D611", what, "Shorten it, then run it again.")
    asset = _lock_asset(session, _uuid(asset_id))
    if primary:
        _demote_all(session, asset)
    reference_id = uuid4()
    session.execute(
        insert(REFERENCES).values(
            id=reference_id,
            asset_id=asset,
            tier=tier,
            clean_image_url=clean_image_url,
            generation_prompt=generation_prompt,
            face_similarity_score=face_similarity_score,
            quality_score=quality_score,
            is_primary=primary,
            generation_cost=generation_cost,
            created_at=datetime.now(UTC),
        )
    )
    return read_references(session, REFERENCES.c.id == reference_id)[0]


@in_session
def promote_clean_reference(session: Session, reference_id: UUID | str) -> AssetCleanReference:
    """Make one the primary of its asset, and no other. Two who promote at once take turns; the later one counts.

    Raises:
        ProblemError: There is no such clean reference (D610).
    """
    wanted = _uuid(reference_id)
    asset = _asset_of(session, wanted)
    _lock_asset(session, asset)
    _demote_all(session, asset)
    session.execute(update(REFERENCES).where(REFERENCES.c.id == wanted).values(is_primary=True))
    return read_references(session, REFERENCES.c.id == wanted)[0]


@in_session
def demote_clean_reference(session: Session, reference_id: UUID | str) -> AssetCleanReference:
    """Let one stand in for its asset no longer. The asset has no primary then, unless another was it.

    Raises:
        ProblemError: There is no such clean reference (D610).
    """
    wanted = _uuid(reference_id)
    _lock_asset(session, _asset_of(session, wanted))
    session.execute(update(REFERENCES).where(REFERENCES.c.id == wanted).values(is_primary=False))
    return read_references(session, REFERENCES.c.id == wanted)[0]


def newest(references: Iterable[AssetCleanReference]) -> AssetCleanReference:
    """The one that counts among several: newest, then of higher quality (none is lowest), then of the lower id."""
    by_id = sorted(references, key=lambda reference: reference.id)
    return max(by_id, key=_weight)  # of equals, max keeps the first


def _weight(reference: AssetCleanReference) -> tuple[datetime, bool, float]:
    quality = reference.quality_score if isinstance(reference.quality_score, float | int) else None  # SQLite keeps any
    made: datetime | None = reference.created_at  # older tables may have none
    return _OLDEST if made is None else made, quality is not None, quality or 0.0


def read_references(session: Session | Connection, which: ColumnElement[bool]) -> list[AssetCleanReference]:
    """Those that meet a condition, belonging to no session."""
    rows = session.execute(select(REFERENCES).where(which)).mappings()
    references = [AssetCleanReference(**row) for row in rows]
    for reference in references:
        make_transient_to_detached(reference)
    return references


def _demote_all(session: Session, asset_id: UUID) -> None:
    its = (REFERENCES.c.asset_id == asset_id) & REFERENCES.c.is_primary
    session.execute(update(REFERENCES).where(its).values(is_primary=False))


def _lock_asset(session: Session, asset_id: UUID) -> UUID:
    """Wait for whoever changes the references of this asset. SQLite has one writer anyway."""
    found = session.execute(select(_ASSETS.c.id).where(_ASSETS.c.id == asset_id).with_for_update(key_share=True))
    if found.first() is None:
        raise problem(place_of(session), "D610", f"There is no asset {asset_id}.", "Check its id.")
    return asset_id


def _asset_of(session: Session, reference_id: UUID) -> UUID:
    asset: UUID | None = session.scalar(select(REFERENCES.c.asset_id).where(REFERENCES.c.id == reference_id))
    if asset is None:
        raise problem(place_of(session), "D610", f"There is no clean reference {reference_id}.", "Check its id.")
    return asset


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
