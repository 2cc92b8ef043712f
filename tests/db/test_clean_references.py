"""One clean reference stands in for an asset, whatever a pipeline did."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from selector.db.clean_references import get_primary_clean_reference, primary_clean_reference
from selector.db.connect import make_async_engine, make_engine
from selector.db.models import Asset, AssetCleanReference, Base, Manifest

DAY = datetime(2026, 11, 20, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def asset_id(address: str) -> UUID:
    """An asset in a database with every table."""
    engine = make_engine(address, writes=True)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        manifest = Manifest(name="M")
        session.add(manifest)
        session.flush()
        asset = Asset(manifest_id=manifest.id, asset_type="CHARACTER", name="Wren", manifest_tag="WREN")
        session.add(asset)
        session.commit()
        found = asset.id
    engine.dispose()
    return found


def reference(
    asset_id: UUID, tier: str, made: datetime, quality: float | None = None, number: int = 0
) -> AssetCleanReference:
    identity = UUID(int=number) if number else uuid4()
    return AssetCleanReference(
        id=identity, asset_id=asset_id, tier=tier, clean_image_url=f"{tier}.png", quality_score=quality, created_at=made
    )


CASES: dict[str, tuple[list[tuple[str, datetime, float | None, int]], str]] = {
    "the newest of two": ([("a", DAY, 9.0, 1), ("b", LATER, 1.0, 2)], "b"),
    "of equally new ones the better": ([("a", DAY, None, 1), ("b", DAY, 0.0, 2)], "b"),
    "of equally good ones the lower id": ([("a", DAY, 5.0, 2), ("b", DAY, 5.0, 1)], "b"),
}


@pytest.mark.parametrize("case", CASES)
def test_of_two_primaries_one_is_the_answer(address: str, asset_id: UUID, case: str) -> None:
    references, wanted = CASES[case]
    engine = make_engine(address, writes=True)
    with Session(engine) as session:
        session.add_all([reference(asset_id, *each) for each in references])
        session.flush()
        session.execute(update(AssetCleanReference).values(is_primary=True))
        session.commit()
        found = primary_clean_reference(session, asset_id)
    engine.dispose()
    assert found is not None
    assert found.tier == wanted

    async def asked() -> str | None:
        async_engine = make_async_engine(address)
        async with AsyncSession(async_engine) as session, session.begin():
            primary = await get_primary_clean_reference(session, str(asset_id))
        await async_engine.dispose()
        return primary.clean_image_url if primary else None

    assert asyncio.run(asked()) == f"{wanted}.png"


def test_an_asset_without_a_primary_has_none(address: str, asset_id: UUID) -> None:
    engine = make_engine(address, writes=True)
    with Session(engine) as session:
        session.add(reference(asset_id, "a", DAY))
        session.commit()
        assert primary_clean_reference(session, asset_id) is None
        assert primary_clean_reference(session, uuid4()) is None
    engine.dispose()
