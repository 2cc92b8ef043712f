"""Tables are upgraded from a program: with its engine, its session or its connection, awaited or not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, create_engine, create_mock_engine, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.models import AssetCleanReference
from selector.db.schema.upgrade import TablesState, downgrade, status, upgrade
from selector.db.schema.version import VERSION_TABLE, VERSIONS
from selector.model.problem import ProblemError
from tests.db import pipeline

NEWEST = VERSIONS[-1]
ASYNC = {"sqlite": ("aiosqlite",), "postgresql": ("psycopg", "asyncpg")}


@pytest.fixture
def theirs(address: str) -> Engine:
    """An engine as a host makes it: without anything that selector sets."""
    return create_engine(read_url(address))


def tables(address: str) -> set[str]:
    engine = create_engine(read_url(address))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def async_engines(address: str) -> list[AsyncEngine]:
    url = read_url(address)
    kind = url.get_backend_name()
    return [create_async_engine(url.set(drivername=f"{kind}+{driver}")) for driver in ASYNC[kind]]


def test_an_engine_is_upgraded_and_goes_back_as_an_address_does(
    address: str, theirs: Engine
) -> None:
    state = upgrade(theirs)
    assert (state.before, state.after) == (None, NEWEST)
    assert status(theirs) == status(address)
    assert upgrade(theirs).before == NEWEST
    down = downgrade(theirs)
    assert (down.before, down.after) == (NEWEST, None)
    assert tables(address) == set()
    theirs.dispose()


def test_the_status_of_an_engine_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    with pytest.raises(ProblemError, match="D608"):
        status(create_engine(f"sqlite:///{file}"))
    assert not file.exists()


def test_a_connection_is_upgraded_in_the_transaction_of_its_caller(
    address: str, theirs: Engine
) -> None:
    with theirs.connect() as connection:
        assert upgrade(connection).after == NEWEST
        assert status(connection).after == NEWEST
        connection.rollback()
    assert "projects" not in tables(address)
    with theirs.begin() as connection:
        pipeline_row(connection)
        upgrade(connection)
    assert {"host", "projects", VERSION_TABLE} <= tables(address)
    with Session(theirs) as session:
        assert downgrade(session).after is None
        session.rollback()
    assert status(address).after == NEWEST
    with Session(theirs) as session, session.begin():
        downgrade(session)
    assert tables(address) == {"host"}
    theirs.dispose()


def pipeline_row(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE host (id INTEGER)"))
    connection.execute(text("INSERT INTO host VALUES (1)"))


def two_primaries(engine: Engine) -> None:
    """Tables of a pipeline with two primary clean references of one picture, which an upgrade reduces to one."""
    pipeline.make_pipeline(engine, clean_references=True)
    with engine.begin() as connection:
        for number, tier in enumerate(["first", "second", "third"]):
            pipeline.insert(
                connection,
                "asset_clean_references",
                id=UUID(int=100 + number),
                asset_id=pipeline.WREN,
                tier=tier,
                clean_image_url="u",
                is_primary=tier != "third",
                generation_cost=0.5,
                created_at=f"2026-11-2{number} 08:00:00",
            )


def held_in(session: Session) -> list[AssetCleanReference]:
    held = list(session.scalars(select(AssetCleanReference).order_by(AssetCleanReference.tier)))
    assert [each.is_primary for each in held] == [True, True, False]
    held[2].is_primary = True  # not sent yet
    return held


def must_be_refreshed(session: Session, held: list[AssetCleanReference]) -> None:
    """The row that was demoted can be promoted again, and what was not sent is sent at last."""
    assert [each.is_primary for each in held] == [False, True, True]
    assert list(session.dirty) == [held[2]]
    session.commit()
    assert [each.is_primary for each in held] == [False, False, True]
    held[0].is_primary = True
    session.commit()
    session.expire_all()
    assert [each.is_primary for each in held] == [True, False, False]


def test_a_session_that_upgrades_sees_which_clean_references_are_primary_now(
    address: str, theirs: Engine
) -> None:
    two_primaries(theirs)
    with Session(theirs, expire_on_commit=False, autoflush=False) as session:
        held = held_in(session)
        assert len(upgrade(session).said) == 1
        must_be_refreshed(session, held)
    downgrade(address)
    theirs.dispose()


@pytest.mark.parametrize("nth", [0, 1])
def test_an_async_session_that_upgrades_sees_it_too(address: str, theirs: Engine, nth: int) -> None:
    engines = async_engines(address)
    if nth >= len(engines):
        pytest.skip("SQLite has one driver for asyncio")
    two_primaries(theirs)

    async def inside() -> None:
        made = engines[nth]
        async with AsyncSession(made, expire_on_commit=False, autoflush=False) as session:
            held = await session.run_sync(held_in)
            await upgrade(session)
            await session.run_sync(must_be_refreshed, held)
        await made.dispose()

    asyncio.run(inside())
    theirs.dispose()


def test_what_is_refused_leaves_the_rest_of_the_transaction(address: str, theirs: Engine) -> None:
    """Its tables are half a pipeline's: none is added, and what the host wrote before stays."""
    with theirs.begin() as connection:
        pipeline_row(connection)
        connection.execute(text("CREATE TABLE projects (id INTEGER)"))
        with pytest.raises(ProblemError, match="D614"):
            upgrade(connection)
        assert connection.scalar(text("SELECT count(*) FROM host")) == 1
    assert tables(address) == {"host", "projects"}
    theirs.dispose()


def test_each_of_asyncio_is_awaited(address: str) -> None:
    async def whole(engine: AsyncEngine) -> None:
        state = await upgrade(engine)
        assert isinstance(state, TablesState)
        assert (state.before, state.after) == (None, NEWEST)
        assert await status(engine) == await with_connection(engine, status)
        async with engine.connect() as connection:
            assert (await downgrade(connection)).after is None
            await connection.rollback()
        assert (await status(engine)).after == NEWEST
        async with AsyncSession(engine) as session, session.begin():
            assert (await downgrade(session, "0003")).after == "0003"
        async with AsyncSession(engine) as session, session.begin():
            assert (await upgrade(session)).before == "0003"
        assert (await status(engine)).after == NEWEST
        assert (await downgrade(engine)).after is None
        await engine.dispose()

    for engine in async_engines(address):
        asyncio.run(whole(engine))
        assert tables(address) == set()


def test_an_upgrade_of_a_file_that_is_cancelled_ends_before_its_caller_goes_on(
    tmp_path: Path,
) -> None:
    """What the driver has begun in its thread would keep its lock."""

    async def cancelled(where: AsyncEngine | AsyncConnection | AsyncSession) -> None:
        async def work() -> None:
            await upgrade(where)

        task = asyncio.create_task(work())
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert (await status(where)).after == NEWEST

    async def each() -> None:
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/film.sqlite")
        async with engine.connect() as connection:
            await cancelled(connection)
            await connection.rollback()
        async with AsyncSession(engine) as session:
            await cancelled(session)
            await session.rollback()
        await cancelled(engine)
        await engine.dispose()

    asyncio.run(each())


async def in_a_task(where: URL) -> TablesState:
    return upgrade(where)


def test_an_address_of_asyncio_is_not_awaited(address: str) -> None:
    for engine in async_engines(address):
        assert upgrade(engine.url).after == NEWEST
        assert asyncio.run(in_a_task(engine.url)).after == NEWEST


async def with_connection(engine: AsyncEngine, work: Callable[[AsyncConnection], Any]) -> Any:
    async with engine.connect() as connection:
        return await work(connection)


def test_awaited_it_makes_what_it_makes_otherwise_and_keeps_what_a_pipeline_has(
    address: str, engine: Engine
) -> None:
    pipeline.make_pipeline(engine)
    before = pipeline.everything(engine)

    async def whole(awaited: AsyncEngine) -> None:
        await upgrade(awaited)
        await awaited.dispose()

    for awaited in async_engines(address):
        asyncio.run(whole(awaited))
        assert pipeline.everything(engine) == before
        names = tables(address)
        downgrade(address)
        upgrade(address)
        assert tables(address) == names
        downgrade(address)


def test_many_databases_are_upgraded_at_once(tmp_path: Path) -> None:
    """Alembic has one place for what it works on in the whole process."""

    @asynccontextmanager
    async def opened(number: int) -> AsyncIterator[AsyncEngine]:
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/awaited{number}.sqlite")
        yield engine
        await engine.dispose()

    async def one(number: int) -> TablesState:
        async with opened(number) as engine:
            return await upgrade(engine)

    async def all_of_them() -> list[TablesState]:
        return await asyncio.gather(*map(one, range(8)))

    with ThreadPoolExecutor(4) as threads:
        waiting = [
            threads.submit(upgrade, f"sqlite:///{tmp_path}/waited{number}.sqlite")
            for number in range(8)
        ]
        states = asyncio.run(all_of_them())
        states += [each.result() for each in waiting]
    assert {(state.before, state.after) for state in states} == {(None, NEWEST)}
    shapes = [tables(f"sqlite:///{file}") for file in tmp_path.glob("*.sqlite")]
    assert len(shapes) == 16
    assert all(shape == shapes[0] for shape in shapes)


def test_several_who_await_the_same_database_take_turns(address: str) -> None:
    async def all_of_them(engine: AsyncEngine) -> list[TablesState]:
        states = await asyncio.gather(*(upgrade(engine) for _ in range(4)))
        await engine.dispose()
        return states

    first = async_engines(address)[0]
    states = asyncio.run(all_of_them(first))
    assert sorted(str(state.before) for state in states) == [NEWEST, NEWEST, NEWEST, "None"]


@pytest.mark.parametrize("work", [upgrade, downgrade, status])
def test_what_is_no_database_is_refused_by_name(work: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match=f"`{work.__name__}` takes an address, or an engine"):
        work(3)
    with pytest.raises(ProblemError, match="D621"):
        work("mysql://films")


def test_our_migrations_are_not_logged_among_the_hosts(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    upgrade(address)
    named = "alembic.runtime.migration"
    assert named not in {record.name for record in caplog.records}
    logging.getLogger(named).info("the host's")
    assert named in {record.name for record in caplog.records}


def test_migrations_as_sql_are_said_to_need_a_database() -> None:
    without: Any = create_mock_engine("sqlite://", lambda *_, **__: None)
    for use in (upgrade, downgrade):
        with pytest.raises(TypeError, match=r"^with `--sql`, Alembic has no database"):
            use(without)


def test_tables_of_two_versions_are_told_and_stay_as_they_are(address: str, theirs: Engine) -> None:
    upgrade(address)
    with theirs.begin() as connection:
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('0001')"))
    for use in (upgrade, downgrade, status):
        with pytest.raises(ProblemError) as caught:
            use(address)
        (found,) = caught.value.problems
        assert (found.code, found.what) == (
            "D615",
            f"The table `{VERSION_TABLE}` has several versions: `0001` and `{NEWEST}`.",
        )
    with theirs.begin() as connection:
        connection.execute(text(f"DELETE FROM {VERSION_TABLE} WHERE version_num = '0001'"))
    assert status(address).after == NEWEST
    theirs.dispose()
