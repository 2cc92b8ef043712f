"""selector works with four drivers, and refuses every other by its name before anything is sent to the database."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import NullPool

from selector import AssetPool
from selector.cli.main import run
from selector.db.connections.addresses import default_url, read_url
from selector.db.connections.database_errors import callers_code, errors_explained
from selector.db.connections.drivers import asyncpg_options, spelled_for
from selector.db.connections.engines import make_async_engine, make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.films.exporting import export_film
from selector.db.references.clean import add_clean_reference, get_primary_clean_reference
from selector.db.schema.upgrade import status, upgrade
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import async_url
from tests.db.films import HARBOUR, RULES, results
from tests.db.postgres_server import Server

WAY_OUT = (
    "Use `psycopg` or `asyncpg` for PostgreSQL, and `sqlite3` or `aiosqlite` for SQLite. "
    "Write `postgresql://…`, `postgresql+asyncpg://…`, `sqlite:///…` or `sqlite+aiosqlite:///…`."
)

ASYNC_OF = {
    "sqlite": ["sqlite+aiosqlite"],
    "postgresql": ["postgresql+psycopg", "postgresql+asyncpg"],
}
ANOTHER_LOOP = (
    "The connection belongs to another event loop, such as that of an earlier `asyncio.run`.",
    (
        "Give each event loop an engine of its own, or await `engine.dispose()` at the end of each, "
        "or make the engine with `poolclass=NullPool`."
    ),
)

OTHERS = {
    "postgresql+psycopg2://keeper:hunter2@host/film": "selector does not work with the driver `psycopg2`.",
    "postgres+pg8000://keeper:hunter2@host/film": "selector does not work with the driver `pg8000`.",
    "postgresql+pigeon://keeper:hunter2@host/film": "selector does not work with the driver `pigeon`.",
    "postgresql+pysqlite://keeper:hunter2@host/film": "selector does not work with the driver `pysqlite`.",
    "sqlite+pysqlcipher://:hunter2@/film.sqlite": "selector does not work with the driver `pysqlcipher`.",
    "sqlite+pysqlite_numeric:///film.sqlite": "selector does not work with the driver `pysqlite_numeric`.",
    "sqlite+asyncpg:///film.sqlite": "selector does not work with the driver `asyncpg`.",
    "mysql://keeper:hunter2@host/film": "selector stores films in SQLite or PostgreSQL, not in `mysql`.",
    "mysql+aiomysql://keeper:hunter2@host/f": "selector stores films in SQLite or PostgreSQL, not in `mysql+aiomysql`.",
    "mssql+pyodbc://keeper:hunter2@host/film": "selector stores films in SQLite or PostgreSQL, not in `mssql+pyodbc`.",
    "cockroachdb+asyncpg://keeper:hunter2@host/film": (
        "selector stores films in SQLite or PostgreSQL, not in `cockroachdb+asyncpg`."
    ),
}


def test_an_engine_that_writes_another_schema_into_statements_is_refused(tmp_path: Path) -> None:
    """Half of what selector sends would go to one schema, and half to another."""
    file = tmp_path / "film.sqlite"
    record_film.sync(f"sqlite:///{file}", HARBOUR, results(1, "WREN"))
    plain = create_engine(f"sqlite:///{file}")
    other = plain.execution_options(schema_translate_map={None: "tenant"})
    awaited_plain = create_async_engine(f"sqlite+aiosqlite:///{file}")
    awaited_other = awaited_plain.execution_options(schema_translate_map={None: "tenant"})

    async def at_once() -> None:
        async with awaited_plain.connect() as connection:
            await connection.execution_options(schema_translate_map={None: "tenant"})
            await read_history(connection)

    uses: list[Callable[[], object]] = [
        lambda: pick_project.sync(other, None, RULES),
        lambda: read_history.sync(Session(other)),
        lambda: upgrade(other),
        lambda: status(other),
        lambda: asyncio.run(_history(awaited_other)),
        lambda: asyncio.run(at_once()),
    ]
    for use in uses:
        with pytest.raises(ProblemError) as caught:
            use()
        (found,) = caught.value.problems
        assert found.code == "D621"
        assert "`schema_translate_map`" in found.what
        assert "`search_path`" in found.hint
    same = plain.execution_options(schema_translate_map={None: "main"})
    assert len(read_history.sync(same)) == 1
    asyncio.run(awaited_plain.dispose())
    plain.dispose()


def test_a_session_that_commits_in_two_phases_is_refused_on_sqlite(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'film.sqlite'}"
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    plain = create_engine(address)
    asynchronous = create_async_engine(address.replace("sqlite", "sqlite+aiosqlite", 1))

    async def awaited_history() -> None:
        async with AsyncSession(asynchronous, twophase=True) as session:
            await read_history(session)

    uses: list[Callable[[], object]] = [
        lambda: pick_project.sync(Session(plain, twophase=True), None, RULES),
        lambda: upgrade(Session(plain, twophase=True)),
        lambda: asyncio.run(awaited_history()),
    ]
    for use in uses:
        with pytest.raises(ProblemError) as caught:
            use()
        (found,) = caught.value.problems
        assert (found.code, found.what) == (
            "D621",
            "The session commits in two phases (`twophase=True`), which SQLite cannot do.",
        )
    asyncio.run(asynchronous.dispose())
    plain.dispose()


async def _history(where: Any) -> object:
    return await read_history(where)


@pytest.mark.parametrize("address", OTHERS)
def test_an_address_with_another_driver_is_refused_by_its_name(
    address: str, tmp_path: Path
) -> None:
    uses: list[Callable[[], object]] = [
        lambda: pick_scene.sync(address, "Harbour", 1, RULES),
        lambda: pick_scene.sync(make_url(address), "Harbour", 1, RULES),
        lambda: asyncio.run(awaited(address)),
        lambda: record_film.sync(address, HARBOUR, results(1, "WREN")),
        lambda: export_film.sync(address, tmp_path / "out"),
        lambda: upgrade(address),
        lambda: status(address),
    ]
    for use in uses:
        with pytest.raises(ProblemError) as caught:
            use()
        (found,) = caught.value.problems
        assert (found.code, found.what, found.hint) == ("D621", OTHERS[address], WAY_OUT)
        assert "hunter2" not in str(found)


async def awaited(where: Any) -> object:
    return await pick_scene(where, "Harbour", 1, RULES)


def test_the_command_line_refuses_another_driver_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pick", "mysql+pymysql://keeper:hunter2@host/film"]) == 2
    told = capsys.readouterr().err
    assert (
        "error D621: selector stores films in SQLite or PostgreSQL, not in `mysql+pymysql`." in told
    )
    assert "hunter2" not in told


class _NeverCalled(ModuleType):
    """Stands for a driver: whoever connects with it fails the test."""

    paramstyle = "pyformat"
    Error = OperationalError = ProgrammingError = InterfaceError = IntegrityError = sqlite3.Error
    __version__ = "2.9.9"
    version = "2.9.9"
    sqlite_version_info = (3, 45, 0)

    def connect(self, *_: object, **__: object) -> None:
        pytest.fail("something was sent to the database")


class _Routed(Session):
    """A session that finds its engine by itself."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    def get_bind(self, *_: Any, **__: Any) -> Engine:
        return self._engine


ENGINES = {
    "postgresql+psycopg2://k:hunter2@host/film": "`psycopg2`",
    "postgresql+pg8000://k:hunter2@host/film": "`pg8000`",
    "mysql+pymysql://k:hunter2@host/film": "`mysql+pymysql`",
    "sqlite+pysqlcipher://:hunter2@/film.sqlite": "`pysqlcipher`",
}


@pytest.mark.parametrize("address", ENGINES)
def test_an_engine_or_a_session_with_another_driver_is_refused_by_its_name(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = _NeverCalled("psycopg2")
    fake.extras = fake  # type: ignore[attr-defined]  # the dialect asks for it when an engine is made
    monkeypatch.setitem(sys.modules, "psycopg2", fake)
    engine = create_engine(address, module=fake)
    for where in (engine, Session(engine), _Routed(engine)):
        uses: list[Callable[[Any], object]] = [
            lambda place: pick_scene.sync(place, "Harbour", 1, RULES),
            lambda place: pick_project.sync(place, "Harbour", RULES),
            lambda place: record_film.sync(place, HARBOUR, results(1, "WREN")),
            lambda place: export_film.sync(place, tmp_path / "out"),
        ]
        for use in uses:
            with pytest.raises(ProblemError) as caught:
                use(where)
            (found,) = caught.value.problems
            assert (found.code, found.hint) == ("D621", WAY_OUT)
            assert ENGINES[address] in found.what
            assert "hunter2" not in str(found)


class _Pigeon(PGDialect_asyncpg):
    """Somebody's driver for asyncio."""

    driver = "pigeon"
    supports_statement_cache = True


def test_what_asyncio_has_with_another_driver_is_refused_by_its_name() -> None:
    registry.register("postgresql.pigeon", __name__, "_Pigeon")

    async def ways() -> list[str]:
        engine = create_async_engine("postgresql+pigeon://k@127.0.0.1:1/film")
        told = []
        for where in (engine, AsyncSession(engine)):
            with pytest.raises(ProblemError) as caught:
                await get_primary_clean_reference(where, "nonsense")
            told += [problem.what for problem in caught.value.problems]
        return told

    assert asyncio.run(ways()) == ["selector does not work with the driver `pigeon`."] * 2


def test_a_connection_of_asyncio_that_is_not_open_yet_is_told(ready_address: str) -> None:
    async def ways() -> list[str]:
        engine = create_async_engine(async_url(ready_address))
        told = []
        works: list[Callable[[Any], Any]] = [read_history, upgrade]
        for work in works:
            with pytest.raises(ProblemError) as caught:
                await work(engine.connect())
            told += [f"{problem.code} {problem.what}" for problem in caught.value.problems]
        await engine.dispose()
        return told

    assert asyncio.run(ways()) == ["D612 The connection is not open yet."] * 2


def test_a_connection_that_another_task_uses_is_no_server_that_is_down(server: Server) -> None:
    address = server.new_database()
    upgrade(address)

    async def two_at_once() -> None:
        engine = create_async_engine(make_url(address).set(drivername="postgresql+asyncpg"))
        async with engine.connect() as connection:
            driven: Any = (await connection.get_raw_connection()).driver_connection
            other = asyncio.ensure_future(driven.execute("SELECT pg_sleep(0.5)"))
            await asyncio.sleep(0.1)
            with pytest.raises(ProblemError, match="D612 The connection is in use by another task"):
                await read_history(connection)
            await other
        await engine.dispose()

    asyncio.run(two_at_once())
    server.drop(address)


async def in_session(engine: AsyncEngine) -> object:
    async with AsyncSession(engine) as session:
        return await read_history(session)


async def in_connection(engine: AsyncEngine) -> object:
    async with engine.connect() as connection:
        return await read_history(connection)


@pytest.mark.parametrize(
    ("work", "options"),
    [
        (read_history, {}),
        (status, {}),
        (in_session, {}),
        (in_connection, {}),  # which the caller opens itself: a ping would fail there
        (read_history, {"pool_pre_ping": True}),
        (status, {"pool_pre_ping": True}),
        (in_session, {"pool_pre_ping": True}),
    ],
)
def test_in_another_event_loop_an_engine_goes_on_or_is_refused_with_a_way_out(
    ready_address: str, work: Any, options: dict[str, Any]
) -> None:
    record_film.sync(ready_address, HARBOUR, ())
    plain = make_url(ready_address)
    for driver in ASYNC_OF[plain.get_backend_name()]:
        url = plain.set(drivername=driver)
        engine = create_async_engine(url, **options)
        with asyncio.Runner() as one, asyncio.Runner() as another:
            one.run(work(engine))
            with refused_or_not(driver):
                another.run(work(engine))
            one.run(engine.dispose())
            another.run(work(engine))
            another.run(engine.dispose())
        unpooled = create_async_engine(url, poolclass=NullPool, **options)
        asyncio.run(work(unpooled))
        asyncio.run(work(unpooled))


@contextmanager
def refused_or_not(driver: str) -> Iterator[None]:
    """Only asyncpg's connections belong to an event loop."""
    if not driver.endswith("asyncpg"):
        yield
        return
    with pytest.raises(ProblemError) as raised:
        yield
    (found,) = raised.value.problems
    assert (found.code, found.what, found.hint) == ("D612", *ANOTHER_LOOP)


def test_what_uvloop_says_of_another_event_loop_is_told_as_well() -> None:
    words = "unable to perform operation on <UnixTransport closed=True>; the handler is closed"
    with pytest.raises(ProblemError, match=ANOTHER_LOOP[0]), errors_explained("database"):
        raise RuntimeError(words)
    with pytest.raises(RuntimeError, match="mine"), errors_explained("database"):
        raise RuntimeError("mine")
    with pytest.raises(RuntimeError), errors_explained("database"), callers_code():
        raise RuntimeError(words)


def test_what_belongs_to_asyncio_is_told_where_nothing_is_awaited(ready_address: str) -> None:
    engine = create_async_engine(async_url(ready_address))
    session = AsyncSession(engine)
    works: list[Callable[[Any], object]] = [read_history.sync, upgrade]
    for work in works:
        for where in (engine.sync_engine, session.sync_session):
            with pytest.raises(ProblemError) as caught:
                work(where)
            (found,) = caught.value.problems
            assert (found.code, found.what) == (
                "D612",
                "This belongs to an engine of asyncio, and nothing is awaited here.",
            )

    async def inside() -> None:
        async with engine.connect() as connection:
            await connection.run_sync(upgrade)
        async with AsyncSession(engine) as awaited_session:
            with pytest.raises(ProblemError, match="D610"):
                await awaited_session.run_sync(lambda plain: read_history.sync(plain, "Nowhere"))
        await engine.dispose()

    asyncio.run(inside())


def test_a_connection_is_refused_by_its_driver_else_by_what_it_is(tmp_path: Path) -> None:
    engine = create_engine(default_url(tmp_path))
    with engine.connect() as connection, Session(connection) as session:
        with pytest.raises(
            TypeError,
            match="`pick_scene` takes a `Session`, `Connection`, `Engine` or the address of a "
            "database here, not a `sessionmaker`",
        ):
            pick_scene.sync(sessionmaker(engine), "Harbour", 1, RULES)  # type: ignore[call-overload]  # the mistake that is made
        with pytest.raises(
            TypeError,
            match="takes an `AsyncSession`, `AsyncConnection`, `AsyncEngine` or the address of",
        ):
            asyncio.run(awaited(session))
        engine.dialect.driver = connection.dialect.driver = "pigeon"
        for where in (connection, session):
            with pytest.raises(
                ProblemError, match="D621 selector does not work with the driver `pigeon`"
            ):
                pick_scene.sync(where, "Harbour", 1, RULES)
    engine.dispose()


OURS = {
    "postgresql://host/film": ("psycopg", "postgres"),
    "postgresql+psycopg://host/film": ("psycopg", "postgres"),
    "postgresql+asyncpg://host/film": ("asyncpg", "asyncpg"),
}


@pytest.mark.parametrize("address", OURS)
def test_a_driver_of_ours_that_is_not_installed_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, extra = OURS[address]
    monkeypatch.setitem(sys.modules, driver, None)
    with pytest.raises(ProblemError) as caught:
        asyncio.run(awaited(address))
    assert str(caught.value) == (
        f"postgresql://host/film: D602 The driver for this database is not installed: `{driver}`. "
        f"Install it: `pip install 'reference-selector[{extra}]'`."
    )


@pytest.mark.parametrize(
    ("written", "sync", "awaited"),
    [
        ("sqlite:///a.sqlite", "sqlite+pysqlite:///a.sqlite", "sqlite+aiosqlite:///a.sqlite"),
        ("SQLite+AioSQLite:///a.sqlite", "sqlite+pysqlite:///a.sqlite", "sqlite+aiosqlite:///a.sqlite"),
        ("Postgres://h/f?sslmode=require", "postgresql+psycopg://h/f?sslmode=require",
         "postgresql+psycopg://h/f?sslmode=require"),
        ("postgresql+psycopg_async://h/f", "postgresql+psycopg://h/f", "postgresql+psycopg://h/f"),
        ("postgresql+asyncpg://h/f?ssl=require&statement_cache_size=0&timeout=3",
         "postgresql+psycopg://h/f?connect_timeout=3&sslmode=require", "postgresql+asyncpg://h/f?ssl=require"),
        ("postgresql+asyncpg://h/f?sslmode=require&application_name=film&connect_timeout=3",
         "postgresql+psycopg://h/f?application_name=film&connect_timeout=3&sslmode=require",
         "postgresql+asyncpg://h/f?ssl=require"),
    ],
)  # fmt: skip
def test_an_address_serves_with_and_without_asyncio(written: str, sync: str, awaited: str) -> None:
    engine, async_engine = make_engine(written), make_async_engine(written)
    assert (engine.url, async_engine.url) == (make_url(sync), make_url(awaited))
    engine.dispose()
    asyncio.run(async_engine.dispose())


def test_what_asyncpg_wants_as_numbers_it_gets_as_numbers() -> None:
    url = "postgresql+asyncpg://h/f?connect_timeout=2.5&statement_cache_size=0&application_name=film&sslmode=require"
    options = asyncpg_options(spelled_for(read_url(url), "asyncpg"))
    assert options == {
        "timeout": 2.5,
        "statement_cache_size": 0,
        "server_settings": {"application_name": "film"},
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "options=-c x",
            "D601 `options` after the `?` is not an option of `asyncpg`. Leave it out",
        ),
        (
            "timeout=soon",
            "D601 The value of `timeout` after the `?` is not a number. Write a number, such as 30.",
        ),
        ("timeout=1&timeout=2", "D601 `timeout` is written more than once after the `?`. Write it"),
    ],
)
def test_what_asyncpg_does_not_know_is_told(question: str, words: str) -> None:
    with pytest.raises(ProblemError, match=words.replace("?", r"\?")):
        make_async_engine(f"postgresql+asyncpg://host/film?{question}")


@pytest.mark.parametrize("driver", ["psycopg", "asyncpg"])
@pytest.mark.parametrize("host", ["127.0.0.1:1/film", "/film?host=/no/such/folder"])
def test_a_server_that_does_not_answer_is_told_through_every_way_in(driver: str, host: str) -> None:
    address = f"postgresql+{driver}://keeper:hunter2@{host}"

    async def ways() -> list[str]:
        engine = create_async_engine(address)
        told = []
        for where in (address, engine, AsyncSession(engine)):
            for use in (
                lambda place: get_primary_clean_reference(place, "x"),
                lambda place: export_film(place, "out"),
            ):
                with pytest.raises(ProblemError) as caught:
                    await use(where)
                told += [str(problem.code) for problem in caught.value.problems]
                assert "hunter2" not in str(caught.value)
        await engine.dispose()
        return told

    assert asyncio.run(ways()) == ["D603"] * 6


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that is not in UTC."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("driver", ["psycopg", "asyncpg"])
@pytest.mark.parametrize("column", ["TIMESTAMP", "TIMESTAMPTZ"])
def test_a_time_is_the_same_moment_with_each_driver_and_kind_of_column(
    server: Server, far_away: None, driver: str, column: str
) -> None:
    plain = server.new_database()
    server.run(f"ALTER DATABASE {server.name_of(plain)} SET timezone = 'Asia/Tokyo'")
    engine = make_engine(plain)
    pipeline.make_pipeline(engine, clean_references=True)
    with engine.begin() as connection:
        change = f"ALTER TABLE asset_clean_references ALTER COLUMN created_at TYPE {column}"
        connection.exec_driver_sql(change)
    upgrade(plain)
    address = read_url(plain).set(drivername=f"postgresql+{driver}")

    async def times() -> tuple[datetime, datetime]:
        made = await add_clean_reference(
            address, pipeline.WREN, tier="a", clean_image_url="u", primary=True
        )
        await pick_scene(address, pipeline.PROJECT, 1, RULES)
        assert (await prune(address, datetime.now(UTC) - timedelta(minutes=5))).removed == 0
        return made.created_at, (await read_history(address))[0].made_at

    for moment in asyncio.run(times()):
        assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)
    with engine.connect() as connection:
        zone = "" if column == "TIMESTAMP" else " AT TIME ZONE 'UTC'"
        stored = connection.exec_driver_sql(
            f"SELECT created_at{zone} FROM asset_clean_references"
        ).scalar()
    assert isinstance(stored, datetime)
    assert abs(stored.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
    engine.dispose()
    server.drop(plain)


def test_an_engine_of_a_pipeline_may_write_values_in_its_own_style(ready_address: str) -> None:
    style = "named" if "sqlite" in ready_address else "format"
    engine = create_engine(read_url(ready_address), paramstyle=style)
    assert record_film.sync(engine, HARBOUR, results(2, "WREN")).decisions == 2
    engine.dispose()


def test_a_record_of_asyncpg_is_an_asset(server: Server) -> None:
    import asyncpg  # type: ignore[import-untyped]  # noqa: PLC0415  # only here, and without types

    query = (
        "select 'WREN' as manifest_tag, 'character' as asset_type, 8.5 as quality_score, 7 as id"
    )

    async def fetched(address: str) -> list[Any]:
        url = read_url(address)
        connection = await asyncpg.connect(
            host=url.query["host"], user=url.username, database=url.database
        )
        rows: list[Any] = await connection.fetch(query)
        await connection.close()
        return rows

    address = server.new_database()
    rows = asyncio.run(fetched(address))
    server.drop(address)
    [row] = AssetPool(rows).rows
    assert (row.tag, row.type, row.quality, row.id) == ("WREN", "character", 8.5, "7")
