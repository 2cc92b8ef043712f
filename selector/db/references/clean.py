"""Clean references: ask which one is sent instead of an asset's own picture, and change it.

In: a caller's session or connection, in whose transaction the function works without committing;
or an engine or an address, and then it commits. Out: clean references that belong to no session.
`await f(...)` with asyncio, `f.sync(...)` without.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from selector.db.connections.bulk import add_rows, change_rows
from selector.db.connections.database_problems import must_fit, problem
from selector.db.connections.sessions import database_of, in_reading_session, in_session
from selector.db.models import AssetCleanReference
from selector.db.references.copies import origins_of
from selector.db.references.primary import demote, primaries_of, read_references
from selector.db.tables.columns import as_uuid
from selector.db.tables.held_rows import refresh_held
from selector.db.tables.pipeline_tables import ASSETS, IS_PRIMARY, REFERENCES
from selector.model.problem import as_python


@in_reading_session
def get_primary_clean_reference(
    session: Session, asset_id: UUID | str
) -> AssetCleanReference | None:
    """The clean reference that is sent instead of an asset's picture; None if none is primary.

    A copy that a fork made has that of the picture it was copied from, unless it has its own. If
    two are primary, in a database that was never upgraded, the newest counts; of equally new ones
    that of higher quality, then that with the lower id. The result belongs to no session: it stays
    usable when the session closes, and changing it changes nothing in the database.

    Raises:
        TypeError: `asset_id` is not a UUID.
    """
    identity = _uuid(asset_id)
    origins = origins_of(session.connection(), [identity])
    return primaries_of(session, origins).get(identity)


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
    """Store a clean reference of an asset.

    Args:
        session: A session, a connection, an engine or an address.
        asset_id: The asset's id.
        tier: How the picture was made, such as `tier2_rembg`; at most 20 characters.
        clean_image_url: The picture's address; at most 500 characters.
        generation_prompt: The prompt that it was made with.
        face_similarity_score: How similar its face is to the original's, from 0 to 1.
        quality_score: Its quality, from 0 to 10.
        generation_cost: What it cost, in whatever currency you use.
        primary: Send it instead of the original from now on.

    Returns:
        The clean reference as it is stored.

    Raises:
        ProblemError: There is no such asset (D610), or a value is too long (D611).
    """
    must_fit(database_of(session), "The `tier`", tier, 20)
    must_fit(database_of(session), "The `clean_image_url`", clean_image_url, 500)
    asset = _lock_asset(session, _uuid(asset_id))
    if primary:
        _demote_all(session, asset)
    reference_id = uuid4()
    values = {
        "id": reference_id,
        "asset_id": asset,
        "tier": tier,
        "clean_image_url": clean_image_url,
        "generation_prompt": generation_prompt,
        "face_similarity_score": face_similarity_score,
        "quality_score": quality_score,
        "is_primary": primary,
        "generation_cost": generation_cost,
        "created_at": datetime.now(UTC),
    }
    add_rows(session.connection(), REFERENCES, list(values), [tuple(values.values())])
    _refresh_marks(session, asset)
    return read_references(session, REFERENCES.c.id == reference_id)[0]


@in_session
def promote_clean_reference(session: Session, reference_id: UUID | str) -> AssetCleanReference:
    """Make a clean reference the primary one of its asset, in place of any other.

    Two calls at once take turns; the later one counts.

    Raises:
        ProblemError: There is no such clean reference (D610).
    """
    return _mark(session, _uuid(reference_id), primary=True)


@in_session
def demote_clean_reference(session: Session, reference_id: UUID | str) -> AssetCleanReference:
    """Stop sending a clean reference. Its asset then has no primary one, unless that was another.

    Raises:
        ProblemError: There is no such clean reference (D610).
    """
    return _mark(session, _uuid(reference_id), primary=False)


def _mark(session: Session, reference_id: UUID, *, primary: bool) -> AssetCleanReference:
    asset = _lock_asset(session, _asset_of(session, reference_id))
    if primary:
        _demote_all(session, asset)
    this = REFERENCES.c.id == reference_id
    change_rows(session.connection(), REFERENCES, this, {"is_primary": primary})
    _refresh_marks(session, asset)
    return read_references(session, this)[0]


def _refresh_marks(session: Session, asset_id: UUID) -> None:
    """Show the caller's session which clean references of an asset are primary now."""

    def is_of_asset(values: dict[str, Any]) -> bool:
        return as_uuid(values.get("asset_id", asset_id)) == asset_id

    refresh_held(session, REFERENCES.name, ["is_primary"], is_of_asset)


def _demote_all(session: Session, asset_id: UUID) -> None:
    its = (REFERENCES.c.asset_id == asset_id) & IS_PRIMARY
    demote(session.connection(), its)


def _lock_asset(session: Session, asset_id: UUID) -> UUID:
    """Wait for others who change the references of this asset. SQLite has one writer anyway."""
    its = ASSETS.c.id == asset_id
    query = select(ASSETS.c.id).where(its).with_for_update(key_share=True)
    if session.execute(query).first() is None:
        what = f"There is no picture with the id `{asset_id}`."
        raise problem(database_of(session), "D610", what, "Check the id.")
    return asset_id


def _asset_of(session: Session, reference_id: UUID) -> UUID:
    its = REFERENCES.c.id == reference_id
    asset: UUID | None = session.scalar(select(REFERENCES.c.asset_id).where(its))
    if asset is None:
        what = f"There is no clean reference with the id `{reference_id}`."
        raise problem(database_of(session), "D610", what, "Check the id.")
    return asset


def _uuid(value: object) -> UUID:
    """A caller's id. Anything else is a mistake of the caller's, not a problem of the database."""
    found = as_uuid(value)
    if found is None:
        raise TypeError(f"An id must be a UUID, or a UUID as text, not {as_python(value)}")
    return found
