"""Clean references: which cleaned picture of an asset stands in for the original, and the choice of another.

Every function takes a caller's session, and works in its transaction without committing; or an engine or an address,
and then commits. `await f(...)` for asyncio, `f.sync(...)` without. What is returned belongs to no session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from selector.db.connections.database_problems import problem
from selector.db.connections.sessions import database_of, in_session
from selector.db.models import AssetCleanReference
from selector.db.references.primary import newest, read_references
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES
from selector.model.problem import as_python


@in_session
def get_primary_clean_reference(
    session: Session, asset_id: UUID | str
) -> AssetCleanReference | None:
    """The clean reference that stands in for an asset's picture, or None where none is primary.

    Where two are primary (in a database that was never upgraded), it is the newest, of equally new ones the one of
    higher quality, then the one with the lower id: the same each time. The answer belongs to no session: it stays
    usable when the session closes, and changing it changes nothing in the database.

    Raises:
        TypeError: `asset_id` is no UUID.
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
            raise problem(database_of(session), "D611", what, "Shorten it, then run it again.")
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
    return _mark(session, _uuid(reference_id), primary=True)


@in_session
def demote_clean_reference(session: Session, reference_id: UUID | str) -> AssetCleanReference:
    """Let one stand in for its asset no longer. The asset has no primary then, unless another was it.

    Raises:
        ProblemError: There is no such clean reference (D610).
    """
    return _mark(session, _uuid(reference_id), primary=False)


def _mark(session: Session, reference_id: UUID, *, primary: bool) -> AssetCleanReference:
    asset = _lock_asset(session, _asset_of(session, reference_id))
    if primary:
        _demote_all(session, asset)
    this = REFERENCES.c.id == reference_id
    session.execute(update(REFERENCES).where(this).values(is_primary=primary))
    return read_references(session, this)[0]


def _demote_all(session: Session, asset_id: UUID) -> None:
    its = (REFERENCES.c.asset_id == asset_id) & REFERENCES.c.is_primary
    session.execute(update(REFERENCES).where(its).values(is_primary=False))


def _lock_asset(session: Session, asset_id: UUID) -> UUID:
    """Wait for whoever changes the references of this asset. SQLite has one writer anyway."""
    found = session.execute(
        select(ASSETS.c.id).where(ASSETS.c.id == asset_id).with_for_update(key_share=True)
    )
    if found.first() is None:
        raise problem(
            database_of(session), "D610", f"There is no asset {asset_id}.", "Check its id."
        )
    return asset_id


def _asset_of(session: Session, reference_id: UUID) -> UUID:
    asset: UUID | None = session.scalar(
        select(REFERENCES.c.asset_id).where(REFERENCES.c.id == reference_id)
    )
    if asset is None:
        raise problem(
            database_of(session),
            "D610",
            f"There is no clean reference {reference_id}.",
            "Check its id.",
        )
    return asset


def _uuid(value: UUID | str) -> UUID:
    """The id, of its text; what is no id is the caller's mistake, and nothing that the database holds."""
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise TypeError(f"an id must be a UUID, or its text, and is {as_python(value)}") from None
