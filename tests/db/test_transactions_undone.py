"""Where SQLite undoes a caller's whole transaction, the caller is told, and nothing goes on in it unnoticed."""

from __future__ import annotations

import asyncio
import resource
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, create_engine, event, select, text, update
from sqlalchemy.exc import PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only

from selector import ProblemError, load_rules, pick_project, pick_scene
from selector.db.models import Project
from selector.db.references.clean import add_clean_reference
from selector.db.schema.upgrade import downgrade, upgrade
from tests.db.conftest import Write
from tests.db.whole_pipeline import HARBOUR, WREN, add_project, add_scenes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

RULES = load_rules()
LONG = UUID(int=0xAA)
MINE = "My title"
FAILED = "D624 The disk failed to read or write the database."
AGAIN = "Check the disk: its space, its quota and, if it is a network drive, its connection."
LOST = "SQLite undid the whole transaction, with all that was written in it before this call."
WAY_OUT = f"Roll it back, for example with `session.rollback()`. {AGAIN}"

Work = Callable[[Session | Connection], object]


@pytest.fixture
def file(
    tmp_path: Path,
    sqlite_pipeline_template: Path,
    sqlite_after: Callable[[Path, Write], Path],
) -> Path:
    """A pipeline's own database with a long project."""
    made = sqlite_after(sqlite_pipeline_template, write_a_long_project)
    return Path(shutil.copy(made, tmp_path / "film.sqlite"))


def write_a_long_project(address: str) -> None:
    """A project of 60 scenes, more than the tests have room for."""
    engine = create_engine(address)
    with engine.begin() as connection:
        add_project(connection, LONG, "Long")
        add_scenes(connection, LONG, range(60))
    engine.dispose()


def in_session(file: Path, work: Work) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with Session(engine) as session:
        work(session)
    engine.dispose()


def in_connection(file: Path, work: Work) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        work(connection)
    engine.dispose()


def in_async_session(file: Path, work: Work) -> None:
    async def inside() -> None:
        engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
        async with AsyncSession(engine) as session:
            await session.run_sync(work)
        await engine.dispose()

    asyncio.run(inside())


def in_async_connection(file: Path, work: Work) -> None:
    async def inside() -> None:
        engine = create_async_engine(f"sqlite+aiosqlite:///{file}")
        async with engine.connect() as connection:
            await connection.run_sync(work)
        await engine.dispose()

    asyncio.run(inside())


WAYS = [in_session, in_connection, in_async_session, in_async_connection]


@contextmanager
def disk_that_fails(where: Session | Connection | None = None) -> Iterator[None]:
    """No file can be written meanwhile beyond its first page, and SQLite holds few pages back."""
    if where is not None:
        where.execute(text("PRAGMA cache_size = 5"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def pick_many(where: Session | Connection) -> object:
    return pick_project.sync(where, LONG, RULES)


def pick_one(where: Session | Connection) -> object:
    return pick_scene.sync(where, LONG, 1, RULES, by="x" * 500_000)


CALLS = [pick_many, pick_one]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("way", WAYS)
def test_the_caller_is_told_that_all_is_undone_and_can_only_roll_back(
    file: Path, way: Callable[[Path, Work], None], call: Work
) -> None:
    def work(where: Session | Connection) -> None:
        title = select(Project.title).where(Project.id == HARBOUR)
        before = where.scalar(title)
        where.execute(update(Project).where(Project.id == HARBOUR).values(title=MINE))
        with disk_that_fails(where), pytest.raises(ProblemError) as raised:
            call(where)
        assert str(raised.value).endswith(f"{FAILED} {LOST} {WAY_OUT}")
        with pytest.raises(ProblemError, match="D612 A request failed earlier in this transaction"):
            pick_scene.sync(where, LONG, 1, RULES)
        with pytest.raises(PendingRollbackError):
            where.scalar(title)
        with pytest.raises(PendingRollbackError):
            where.commit()
        where.rollback()
        assert where.scalar(title) == before
        pick_scene.sync(where, HARBOUR, 1, RULES)

    way(file, work)


@pytest.mark.parametrize("way", WAYS)
def test_a_callers_savepoint_ends_with_the_transaction(
    file: Path, way: Callable[[Path, Work], None]
) -> None:
    def work(where: Session | Connection) -> None:
        where.execute(update(Project).values(title=MINE))
        with (
            disk_that_fails(where),
            pytest.raises(ProblemError, match=LOST),
            where.begin_nested(),
        ):
            pick_many(where)
        with pytest.raises(PendingRollbackError):
            where.commit()
        where.rollback()
        assert where.scalars(select(Project.id).where(Project.title == MINE)).all() == []

    way(file, work)


@pytest.mark.parametrize("way", WAYS)
def test_a_block_of_the_callers_commits_nothing_that_comes_after(
    file: Path, way: Callable[[Path, Work], None]
) -> None:
    def work(where: Session | Connection) -> None:
        with suppress(PendingRollbackError), where.begin():
            where.execute(update(Project).values(title=MINE))
            with disk_that_fails(where), pytest.raises(ProblemError, match=LOST):
                pick_many(where)
            where.execute(update(Project).values(title=MINE))
        where.rollback()
        assert where.scalars(select(Project.id).where(Project.title == MINE)).all() == []

    way(file, work)


@pytest.mark.parametrize("way", WAYS)
def test_where_the_caller_had_written_nothing_the_transaction_goes_on(
    file: Path, way: Callable[[Path, Work], None]
) -> None:
    def work(where: Session | Connection) -> None:
        with disk_that_fails(where), pytest.raises(ProblemError) as raised:
            pick_many(where)
        assert str(raised.value).endswith(f"{FAILED} {AGAIN}")
        where.execute(update(Project).where(Project.id == HARBOUR).values(title=MINE))
        where.commit()
        assert where.scalars(select(Project.id).where(Project.title == MINE)).all() == [HARBOUR]

    way(file, work)


@pytest.mark.parametrize("way", WAYS)
def test_an_upgrade_in_a_callers_transaction_tells_it_too(
    file: Path, way: Callable[[Path, Work], None]
) -> None:
    def work(where: Session | Connection) -> None:
        downgrade(where)
        where.commit()
        where.execute(update(Project).values(title=MINE))
        with disk_that_fails(where), pytest.raises(ProblemError, match=f"{FAILED} {LOST}"):
            upgrade(where)
        with pytest.raises(PendingRollbackError):
            where.commit()

    way(file, work)


def test_with_an_engine_nothing_of_the_callers_is_lost_and_the_disk_is_told(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def hold_few_pages_back(connection: Any, _: object) -> None:
        connection.execute("PRAGMA cache_size = 5")

    with disk_that_fails(), pytest.raises(ProblemError) as raised:
        pick_project.sync(engine, LONG, RULES)
    assert str(raised.value).endswith(f"{FAILED} {AGAIN}")
    engine.dispose()


@contextmanager
def stopped_by_a_handler(where: Session | Connection, start: str) -> Iterator[None]:
    """A progress handler stops the first statement that starts like this, at its first jump."""
    stops: list[bool] = []

    def traced(statement: str) -> None:
        if not stops and statement.strip().startswith(start):
            stops.append(True)

    def asked() -> bool:
        stop = stops == [True]
        if stop:
            stops.append(False)
        return stop

    driver, called = driver_of(where)
    called(driver.set_trace_callback(traced))
    called(driver.set_progress_handler(asked, 1))
    try:
        yield
    finally:
        called(driver.set_progress_handler(None, 0))
        called(driver.set_trace_callback(None))
        assert len(stops) == 2


@contextmanager
def stopped_by_another_thread(where: Session | Connection, start: str) -> Iterator[None]:
    """The same by `interrupt()`, which another thread calls while the statement runs."""
    driver, called = driver_of(where)
    sqlite: sqlite3.Connection = getattr(driver, "_conn", driver)
    runs, was_stopped = threading.Event(), threading.Event()

    def stop() -> None:
        if runs.wait(30):
            sqlite.interrupt()
        was_stopped.set()

    def traced(statement: str) -> None:
        if not runs.is_set() and statement.strip().startswith(start):
            runs.set()
            was_stopped.wait(30)

    other = threading.Thread(target=stop)
    other.start()
    called(driver.set_trace_callback(traced))
    try:
        yield
    finally:
        called(driver.set_trace_callback(None))
        other.join()
        assert runs.is_set()


def driver_of(where: Session | Connection) -> tuple[Any, Callable[[Any], object]]:
    """The driver's own connection, and what awaits its answers if it is aiosqlite's."""
    connection = where.connection() if isinstance(where, Session) else where
    called: Callable[[Any], object] = await_only if connection.dialect.is_async else bool
    return connection.connection.driver_connection, called


STOPS = [stopped_by_a_handler, stopped_by_another_thread]
STOPPED = "D622 The program stopped this request, with `interrupt()` or a progress handler."


def add_reference(where: Session | Connection) -> object:
    return add_clean_reference.sync(
        where, WREN, tier="tier2", clean_image_url="new.png", primary=True
    )


WRITES = [
    (pick_many, "INSERT INTO selector_decisions"),
    (pick_many, "UPDATE scene_manifests"),
    (add_reference, "INSERT INTO asset_clean_references"),
    (upgrade, "CREATE TABLE"),
]


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize(("call", "start"), WRITES)
@pytest.mark.parametrize("way", WAYS)
def test_of_a_write_that_was_stopped_the_caller_is_told_that_all_is_undone(
    file: Path, way: Callable[[Path, Work], None], call: Work, start: str, stop: Any
) -> None:
    def work(where: Session | Connection) -> None:
        if call is upgrade:
            downgrade(where)
            where.commit()
        title = select(Project.title).where(Project.id == HARBOUR)
        before = where.scalar(title)
        where.execute(update(Project).where(Project.id == HARBOUR).values(title=MINE))
        with stop(where, start), pytest.raises(ProblemError) as raised:
            call(where)
        assert str(raised.value).endswith(
            f"{STOPPED} {LOST} Roll it back, for example with `session.rollback()`. Try again."
        )
        with pytest.raises(ProblemError, match="D612 A request failed earlier in this transaction"):
            call(where)
        with pytest.raises(PendingRollbackError):
            where.commit()
        where.rollback()
        assert where.scalar(title) == before
        call(where)
        where.commit()

    way(file, work)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("way", WAYS)
def test_of_a_query_that_was_stopped_nothing_is_undone_and_the_transaction_goes_on(
    file: Path, way: Callable[[Path, Work], None], stop: Any
) -> None:
    def work(where: Session | Connection) -> None:
        where.execute(update(Project).where(Project.id == HARBOUR).values(title=MINE))
        with stop(where, "SELECT"), pytest.raises(ProblemError) as raised:
            pick_many(where)
        assert str(raised.value).endswith(f"{STOPPED} Try again.")
        pick_one(where)
        where.commit()
        assert where.scalars(select(Project.id).where(Project.title == MINE)).all() == [HARBOUR]

    way(file, work)


@pytest.mark.parametrize("call", [pick_many, add_reference, upgrade])
@pytest.mark.parametrize("way", WAYS)
def test_where_another_program_is_writing_what_the_caller_wrote_before_stands(
    file: Path, way: Callable[[Path, Work], None], call: Work, tmp_path: Path
) -> None:
    """The same file holds nothing of the caller's then, but another that is attached may."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def work(where: Session | Connection) -> None:
        if call is upgrade:
            downgrade(where)
            where.commit()
        where.execute(text("PRAGMA busy_timeout = 20"))
        where.execute(text(f"ATTACH '{tmp_path / 'notes.sqlite'}' AS beside"))
        where.execute(text("CREATE TABLE beside.notes (note TEXT)"))
        where.commit()
        where.execute(text("INSERT INTO beside.notes VALUES ('mine')"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProblemError, match="D606 Another program is writing") as raised:
            call(where)
        assert LOST not in str(raised.value)
        other.execute("ROLLBACK")
        call(where)
        where.commit()
        assert where.scalars(text("SELECT note FROM beside.notes")).all() == ["mine"]

    way(file, work)
    other.close()


@pytest.mark.parametrize("way", WAYS)
def test_who_has_read_what_another_program_then_wrote_is_told_to_roll_back(
    file: Path, way: Callable[[Path, Work], None]
) -> None:
    """In WAL mode: what was read is old then, and nothing can be written on top of it."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode = WAL")

    def work(where: Session | Connection) -> None:
        where.execute(text("BEGIN"))
        where.scalar(select(Project.title))
        other.execute("UPDATE projects SET title = 'theirs'")
        for _ in range(2):
            with pytest.raises(ProblemError) as raised:
                pick_many(where)
            assert str(raised.value).endswith(
                "D606 Another program wrote to the database after this transaction had read it."
                " Roll it back, for example with `session.rollback()`, then try again."
            )
        where.rollback()
        pick_many(where)
        where.commit()

    way(file, work)
    other.close()
