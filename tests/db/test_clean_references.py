"""One clean reference stands in for an asset, whatever a pipeline did."""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_async_engine, make_engine
from selector.db.models import Asset, AssetCleanReference, Manifest
from selector.db.references.clean import (
    add_clean_reference,
    demote_clean_reference,
    get_primary_clean_reference,
    promote_clean_reference,
)
from selector.db.tables.primary_guard import PRIMARY_INDEX, drop_guard
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import async_url, sync_url

DAY = datetime(2026, 11, 20, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def asset_id(engine: Engine) -> UUID:
    """An asset in that database."""
    return new_asset(engine)


def new_asset(engine: Engine) -> UUID:
    with Session(engine) as session:
        manifest = Manifest(name="M")
        session.add(manifest)
        session.flush()
        asset = Asset(
            manifest_id=manifest.id, asset_type="CHARACTER", name="Wren", manifest_tag="WREN"
        )
        session.add(asset)
        session.commit()
        return asset.id


def reference(
    asset_id: UUID, tier: str, made: datetime, quality: float | None = None, number: int = 0
) -> Any:
    identity = UUID(int=number) if number else uuid4()
    return AssetCleanReference(
        id=identity,
        asset_id=asset_id,
        tier=tier,
        clean_image_url=f"{tier}.png",
        quality_score=quality,
        created_at=made,
        is_primary=True,
    )


def primaries(engine: Engine) -> list[str]:
    with Session(engine) as session:
        wanted = select(AssetCleanReference.tier).where(AssetCleanReference.is_primary)
        return sorted(session.scalars(wanted))


CASES: dict[str, tuple[list[tuple[str, datetime, float | None, int]], str]] = {
    "the newest of two": ([("b", LATER, 1.0, 2), ("a", DAY, 9.0, 1)], "b"),
    "of equally new ones the better": ([("b", DAY, 0.0, 2), ("a", DAY, None, 1)], "b"),
    "of equally good ones the lower id": ([("b", DAY, 5.0, 1), ("a", DAY, 5.0, 2)], "b"),
}


@pytest.mark.parametrize("case", CASES)
def test_of_two_primaries_in_a_database_without_the_index_one_is_the_answer(
    address: str, engine: Engine, asset_id: UUID, case: str
) -> None:
    references, wanted = CASES[case]
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP INDEX {PRIMARY_INDEX}")
    with Session(engine) as session:
        session.add_all([reference(asset_id, *each) for each in references])
        session.commit()
        assert primaries(engine) == ["a", "b"]
        found = get_primary_clean_reference.sync(session, asset_id)
    assert found is not None
    assert found.tier == wanted

    async def asked() -> str | None:
        async_engine = make_async_engine(address)
        async with AsyncSession(async_engine) as session, session.begin():
            primary = await get_primary_clean_reference(session, str(asset_id))
        await async_engine.dispose()
        return primary.clean_image_url if primary else None

    assert asyncio.run(asked()) == f"{wanted}.png"


def test_an_asset_without_a_primary_has_none(engine: Engine, asset_id: UUID) -> None:
    add_clean_reference.sync(engine, asset_id, tier="a", clean_image_url="a.png")
    assert get_primary_clean_reference.sync(engine, asset_id) is None
    assert get_primary_clean_reference.sync(engine, uuid4()) is None


def test_what_is_returned_is_no_new_row_for_a_session_that_takes_it(
    engine: Engine, asset_id: UUID
) -> None:
    add_clean_reference.sync(engine, asset_id, tier="a", clean_image_url="a.png", primary=True)
    found = get_primary_clean_reference.sync(engine, asset_id)
    with Session(engine) as session:
        session.add(found)
        assert not session.new
        session.commit()
    assert primaries(engine) == ["a"]


@pytest.mark.parametrize("wrong", ["nonsense", "", 5, None], ids=repr)
def test_an_id_that_is_none_is_the_callers_mistake(engine: Engine, wrong: Any) -> None:
    with (
        Session(engine) as session,
        pytest.raises(TypeError, match="An id must be a UUID, or a UUID as text, not"),
    ):
        get_primary_clean_reference.sync(session, wrong)


def test_it_is_an_async_function_that_says_what_it_does() -> None:
    assert inspect.iscoroutinefunction(get_primary_clean_reference)
    assert str(inspect.signature(get_primary_clean_reference)).startswith("(where, /, ")
    assert "is sent instead of" in (inspect.getdoc(get_primary_clean_reference) or "")


def test_the_second_primary_that_a_pipeline_inserts_becomes_the_primary(
    engine: Engine, asset_id: UUID
) -> None:
    other = new_asset(engine)
    with Session(engine) as session:
        session.add(reference(other, "elsewhere", DAY))
        for tier in ("first", "second", "third"):
            session.add(reference(asset_id, tier, DAY))
            session.commit()
    assert primaries(engine) == ["elsewhere", "third"]


def test_primaries_inserted_in_one_statement_and_marked_by_an_update_leave_one(
    engine: Engine, asset_id: UUID
) -> None:
    rows = [(uuid4(), tier) for tier in ("first", "second")]
    with engine.begin() as connection:
        for start in (rows, [(uuid4(), "third"), (uuid4(), "fourth")]):
            values = ", ".join(
                f"(:id{n}, :asset, '{tier}', 'u', true)" for n, (_, tier) in enumerate(start)
            )
            ids = {f"id{n}": key.hex for n, (key, _) in enumerate(start)}
            insert = "INSERT INTO asset_clean_references (id, asset_id, tier, clean_image_url, is_primary) VALUES "
            cast = values.replace(":id", "CAST(:id").replace(
                ", :asset", " AS uuid), CAST(:asset AS uuid)"
            )
            statement = insert + (cast if engine.dialect.name == "postgresql" else values)
            connection.execute(text(statement), {**ids, "asset": asset_id.hex})
    assert primaries(engine) == ["fourth"]
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE asset_clean_references SET is_primary = true WHERE tier = 'first'")
        )
    assert primaries(engine) == ["first"]


def test_the_index_holds_where_the_trigger_is_gone(engine: Engine, asset_id: UUID) -> None:
    with engine.begin() as connection:
        drop_guard(connection)
        connection.exec_driver_sql(
            f"CREATE UNIQUE INDEX {PRIMARY_INDEX} ON asset_clean_references (asset_id) WHERE is_primary"
        )
    with Session(engine) as session:
        session.add(reference(asset_id, "first", DAY))
        session.commit()
        session.add(reference(asset_id, "second", DAY))
        with pytest.raises(IntegrityError):
            session.commit()


def test_one_is_added_promoted_and_demoted(engine: Engine, asset_id: UUID) -> None:
    first = add_clean_reference.sync(
        engine,
        asset_id,
        tier="tier2_rembg",
        clean_image_url="1.png",
        quality_score=7.5,
        primary=True,
    )
    assert (first.is_primary, first.quality_score, first.generation_cost) == (True, 7.5, 0.0)
    assert abs(first.created_at - datetime.now(UTC)) < timedelta(minutes=1)
    second = add_clean_reference.sync(
        engine, asset_id, tier="tier3_gemini", clean_image_url="2.png"
    )
    assert primaries(engine) == ["tier2_rembg"]
    assert promote_clean_reference.sync(engine, str(second.id)).is_primary
    assert primaries(engine) == ["tier3_gemini"]
    assert not demote_clean_reference.sync(engine, second.id).is_primary
    assert primaries(engine) == []


def test_whoever_is_not_there_is_named(engine: Engine) -> None:
    gone = UUID(int=7)
    with pytest.raises(ProblemError, match=f"D610 There is no picture with the id `{gone}`"):
        add_clean_reference.sync(engine, gone, tier="a", clean_image_url="u")
    with pytest.raises(
        ProblemError, match=f"D610 There is no clean reference with the id `{gone}`"
    ):
        promote_clean_reference.sync(engine, gone)
    with pytest.raises(
        ProblemError, match=f"D610 There is no clean reference with the id `{gone}`"
    ):
        demote_clean_reference.sync(engine, gone)
    with pytest.raises(
        ProblemError, match="D611 The `tier` has 21 characters; the database holds at most 20"
    ):
        add_clean_reference.sync(engine, gone, tier="x" * 21, clean_image_url="u")


def test_a_callers_own_transaction_is_left_to_the_caller(engine: Engine, asset_id: UUID) -> None:
    with Session(engine) as session:
        added = add_clean_reference.sync(
            session, asset_id, tier="a", clean_image_url="u", primary=True
        )
        assert get_primary_clean_reference.sync(session, asset_id) is not None
        session.rollback()
    assert (added.tier, added.asset_id) == ("a", asset_id)
    assert get_primary_clean_reference.sync(engine, asset_id) is None


def test_a_plain_engine_of_somebody_else_keeps_its_pragmas(
    address: str, engine: Engine, asset_id: UUID
) -> None:
    plain = create_engine(sync_url(address))
    added = add_clean_reference.sync(plain, asset_id, tier="a", clean_image_url="u")
    assert promote_clean_reference.sync(plain, added.id).is_primary
    if plain.dialect.name == "sqlite":
        with plain.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with Session(plain) as session:
        demote_clean_reference.sync(session, added.id)
        session.rollback()
    plain.dispose()
    assert primaries(engine) == ["a"]


def test_every_way_in_gives_the_same(address: str, engine: Engine, asset_id: UUID) -> None:
    added = add_clean_reference.sync(address, asset_id, tier="a", clean_image_url="u", primary=True)

    async def ways() -> list[UUID | None]:
        plain = create_async_engine(async_url(address))
        async with AsyncSession(plain) as session:
            found: list[AssetCleanReference | None] = [
                await get_primary_clean_reference(session, asset_id)
            ]
            await demote_clean_reference(session, added.id)
            await session.rollback()
        found.append(await get_primary_clean_reference(plain, asset_id))
        found.append(await get_primary_clean_reference(address, asset_id))
        found.append(await promote_clean_reference(address, added.id))
        await plain.dispose()
        return [None if each is None else each.id for each in found]

    assert asyncio.run(ways()) == [added.id] * 4
    with Session(engine) as session:
        assert get_primary_clean_reference.sync(session, asset_id) is not None
    assert get_primary_clean_reference.sync(address, asset_id) is not None


def test_threads_that_promote_and_insert_at_once_leave_one_primary(
    address: str, engine: Engine, asset_id: UUID
) -> None:
    ids = [
        add_clean_reference.sync(engine, asset_id, tier=f"t{n}", clean_image_url="u").id
        for n in range(4)
    ]

    def work(number: int) -> None:
        own = make_engine(address, writes=True)
        for turn in range(6):
            if number % 2:
                promote_clean_reference.sync(own, ids[(number + turn) % 4])
            else:
                with Session(own) as session:
                    session.add(reference(asset_id, f"n{number}", DAY))
                    session.commit()
        own.dispose()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    assert len(primaries(engine)) == 1
