"""What a PostgreSQL server refuses is told in a true sentence with a way out; what was lost in a race is done again."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.connections.database_errors import errors_explained, refusal
from selector.db.connections.engines import make_engine
from selector.db.connections.turns import take_turn
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.films.importing import import_film
from selector.db.models import Asset
from selector.db.schema.upgrade import status, upgrade
from selector.model.problem import Problem, ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import await_instead, sync_url
from tests.db.films import AGAIN, HARBOUR, RULES, SmallFilm, results, scene
from tests.db.postgres_server import Server

DRIVERS = ("postgresql", "postgresql+asyncpg")


@pytest.fixture(params=DRIVERS)
def driver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each driver of PostgreSQL; with that for asyncio, whatever is called is awaited."""
    name: str = request.param
    if "+" in name:
        await_instead(monkeypatch, name)
    return name


@pytest.fixture
def address(driver: str, server: Server, postgres_ready_template: str) -> Iterator[str]:
    """A film of three scenes on PostgreSQL, for each driver."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    yield made.replace("postgresql:", f"{driver}:", 1)
    server.drop(made)


def problem_of(use: Callable[[], object]) -> Problem:
    """The one problem that something comes to."""
    with pytest.raises(ProblemError) as caught:
        use()
    (found,) = caught.value.problems
    return found


def conninfo(server: Server, address: str) -> str:
    return server.conninfo(server.name_of(address))


@contextmanager
def held(server: Server, address: str, statement: str) -> Iterator[None]:
    """Another session that has run a statement and does not end its transaction."""
    with psycopg.connect(conninfo(server, address)) as other:
        # Whoever waits without a limit gets the lock at last, and the test fails.
        other.execute(b"SET idle_in_transaction_session_timeout = '20s'")
        other.execute(statement.encode())
        yield
        other.rollback()


def rows(server: Server, address: str, table: str = "selector_decisions") -> list[Any]:
    with psycopg.connect(conninfo(server, address)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3".encode()).fetchall()


LOCKS = [
    "LOCK TABLE scene_manifests IN ACCESS EXCLUSIVE MODE",
    "UPDATE scene_manifests SET scene_index = scene_index",
    "LOCK TABLE selector_decisions IN ACCESS EXCLUSIVE MODE",
]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_that_another_session_holds_ends_after_the_time_that_the_address_says(
    address: str, server: Server, lock: str
) -> None:
    before = rows(server, address)
    started = time.monotonic()
    with held(server, address, lock):
        found = problem_of(lambda: pick_project.sync(f"{address}&lock_timeout=200ms", None, AGAIN))
    assert time.monotonic() - started < 20, "the default would have been 30 seconds"
    assert (found.code, found.what) == (
        "D606",
        "Another session holds a lock in the database: a pick, an upgrade, or an open transaction.",
    )
    assert "`lock_timeout=5min`" in found.hint
    assert rows(server, address) == before


def test_without_a_word_in_the_address_a_lock_is_waited_for_as_long_as_on_sqlite(
    address: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selector.db.connections.engines.BUSY_MILLISECONDS", 100)
    with held(server, address, LOCKS[0]):
        assert problem_of(lambda: pick_project.sync(address, None, AGAIN)).code == "D606"


def test_a_limit_that_the_user_has_on_the_server_stays(
    address: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selector.db.connections.engines.BUSY_MILLISECONDS", 600_000)
    server.run(f"ALTER DATABASE {server.name_of(address)} SET lock_timeout = '100ms'")
    with held(server, address, LOCKS[0]):
        assert problem_of(lambda: pick_project.sync(address, None, AGAIN)).code == "D606"


def test_every_transaction_of_an_address_has_its_limits(plain_address: str) -> None:
    """As the second attempt of a call that lost a race has them."""
    limits = "lock_timeout=200ms&statement_timeout=5min"
    engine = make_engine(f"{plain_address}&{limits}")
    for _ in range(2):
        with engine.begin() as connection:
            found = [
                connection.scalar(text(f"SHOW {name}"))
                for name in ("lock_timeout", "statement_timeout")
            ]
        assert found == ["200ms", "5min"]
    engine.dispose()


def test_an_upgrade_that_waits_for_a_lock_ends_too(address: str, server: Server) -> None:
    sync = address.replace("+asyncpg", "")
    with held(server, address, "LOCK TABLE selector_version IN ACCESS EXCLUSIVE MODE"):
        assert problem_of(lambda: upgrade(f"{sync}&lock_timeout=100ms")).code == "D606"
    assert status(sync).after == status(sync).newest


def test_a_statement_that_takes_longer_than_the_address_allows_is_told(
    address: str, server: Server
) -> None:
    with held(server, address, LOCKS[0]):
        found = problem_of(
            lambda: pick_project.sync(f"{address}&statement_timeout=200ms", None, AGAIN)
        )
    assert (found.code, found.what) == (
        "D622",
        "The database stopped a request: it took longer than `statement_timeout`, or was cancelled.",
    )


@pytest.mark.parametrize("limit", ["soon", "5 m", "-1", "1.5s", "99999999999s", "5m"])
@pytest.mark.parametrize("start", ["postgresql://host/film", "sqlite:///film.sqlite"])
def test_a_limit_that_is_not_a_time_is_refused(start: str, limit: str) -> None:
    found = problem_of(lambda: read_url(f"{start}?lock_timeout={limit}"))
    assert (found.code, found.what) == (
        "D601",
        "The value of `lock_timeout` after the `?` is not a time.",
    )


class Once:
    """A caller's own progress that does something when it is called first."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act
        self.attempts = 0

    def __call__(self, done: int, _: int) -> None:
        if done == 1:
            self.attempts += 1
            if self.attempts == 1:
                self._act()


def test_a_call_that_loses_a_deadlock_is_made_once_more(address: str, server: Server) -> None:
    """The other session waits for what the pick holds, and then the pick for what that one holds."""
    before = len(rows(server, address))
    server.run(f"ALTER DATABASE {server.name_of(address)} SET deadlock_timeout = '50ms'")
    ((project, *_),) = rows(server, address, "projects")
    engine = create_engine(sync_url(address))
    with engine.begin() as other:
        other.execute(text("SET deadlock_timeout = '1h'"))  # the pick is the victim
        other.execute(text("LOCK TABLE selector_contents IN ACCESS EXCLUSIVE MODE"))

        def wait() -> None:
            take_turn(other, f"project {project}")
            other.commit()

        thread = threading.Thread(target=wait)

        def let_the_other_wait() -> None:
            thread.start()
            _until_somebody_waits(server, address)

        once = Once(let_the_other_wait)
        picked = pick_project.sync(address, None, AGAIN, progress=once)
        thread.join(30)
    engine.dispose()
    assert once.attempts == 2
    assert picked.decisions == 3
    assert len(rows(server, address)) == before + 3


def _until_somebody_waits(server: Server, address: str) -> None:
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with psycopg.connect(server.conninfo("postgres"), autocommit=True) as connection:
        for _ in range(500):
            if connection.execute(query, [server.name_of(address)]).fetchone():
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")


def _write_beside(server: Server, address: str) -> None:
    with psycopg.connect(conninfo(server, address)) as other:
        other.execute(b"UPDATE scene_manifests SET selected_reference_tags = '[]'")


def test_a_call_that_loses_a_serialization_is_made_once_more_and_no_oftener(
    address: str, server: Server
) -> None:
    name = server.name_of(address)
    server.run(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    before = len(rows(server, address))
    once = Once(lambda: _write_beside(server, address))
    assert pick_project.sync(address, None, AGAIN, progress=once).decisions == 3
    assert once.attempts == 2
    attempts: list[int] = []

    def always(done: int, _: int) -> None:
        if done == 1:
            attempts.append(done)
            if len(attempts) < 5:
                _write_beside(server, address)

    found = problem_of(lambda: pick_project.sync(address, None, RULES, progress=always))
    assert (found.code, len(attempts)) == ("D606", 2)
    assert len(rows(server, address)) == before + 3


def test_a_call_with_an_iterator_is_not_made_once_more(address: str, server: Server) -> None:
    """The first attempt used it up: the second would pick for no scene."""
    name = server.name_of(address)
    server.run(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    once = Once(lambda: _write_beside(server, address))
    wanted = iter([1, 2, 3])
    found = problem_of(lambda: pick_project.sync(address, None, AGAIN, only=wanted, progress=once))
    assert (found.code, once.attempts) == ("D606", 1)


def test_a_connection_that_is_lost_while_it_commits_makes_no_call_once_more(
    driver: str, server: Server, postgres_ready_template: str
) -> None:
    """Nobody knows then if it was stored."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    once = Once(lambda: None)

    def cut_off(_: object) -> None:
        _drop_connections(server, made)

    async def awaited() -> None:
        engine = create_async_engine(read_url(made).set(drivername="postgresql+asyncpg"))
        event.listen(engine.sync_engine, "commit", cut_off)
        try:
            await pick_project(engine, None, AGAIN, progress=once)
        finally:
            event.remove(engine.sync_engine, "commit", cut_off)
            await engine.dispose()

    def called() -> None:
        engine = create_engine(sync_url(made))
        event.listen(engine, "commit", cut_off)
        try:
            pick_project.sync(engine, None, AGAIN, progress=once)
        finally:
            engine.dispose()

    found = problem_of(called if "+" not in driver else lambda: asyncio.run(awaited()))
    assert (found.code, once.attempts) == ("D603", 1)
    server.drop(made)


def test_a_race_that_a_callers_session_loses_is_told(address: str, server: Server) -> None:
    engine = create_engine(sync_url(address), isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        session.execute(text("SELECT 1 FROM scene_manifests"))
        with psycopg.connect(conninfo(server, address)) as other:
            other.execute(b"UPDATE scene_manifests SET selected_reference_tags = '[]'")
        found = problem_of(lambda: pick_project.sync(session, None, AGAIN))
    engine.dispose()
    assert (found.code, found.what, found.hint) == (
        "D606",
        "Two sessions wrote to the database at once, and it stopped this one.",
        "Try again.",
    )


def test_an_engine_that_commits_each_statement_is_told(address: str) -> None:
    """A project is stored whole or not at all, which is out of its reach."""
    engine = create_engine(sync_url(address), isolation_level="AUTOCOMMIT")
    with Session(engine) as session:
        found = problem_of(lambda: pick_project.sync(session, None, AGAIN))
    engine.dispose()
    assert (found.code, found.what, found.hint) == (
        "D612",
        "The engine commits each statement on its own (`AUTOCOMMIT`), so nothing can be stored whole.",
        "Leave out its `isolation_level`, or pass a session of another engine.",
    )


def test_a_pooled_connection_that_the_server_has_dropped_is_replaced(
    driver: str, server: Server, postgres_ready_template: str
) -> None:
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    if "+" in driver:
        _awaited_after_a_drop(made, server)
    else:
        engine = create_engine(sync_url(made))
        assert len(read_history.sync(engine)) == 3
        _drop_connections(server, made)
        assert len(read_history.sync(engine)) == 3
        _drop_connections(server, made)
        assert len(pick_project.sync(engine, None, AGAIN).selections) == 3
        engine.dispose()
    server.drop(made)


def _awaited_after_a_drop(made: str, server: Server) -> None:
    async def uses() -> None:
        engine = create_async_engine(read_url(made).set(drivername="postgresql+asyncpg"))
        assert len(await read_history(engine)) == 3
        _drop_connections(server, made)
        assert len(await read_history(engine)) == 3
        _drop_connections(server, made)
        assert len((await pick_project(engine, None, AGAIN)).selections) == 3
        await engine.dispose()

    asyncio.run(uses())


def _drop_connections(server: Server, address: str) -> None:
    """As a restart of the server does."""
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{server.name_of(address)}'"
    )


def test_a_session_whose_connection_was_dropped_is_told_so(address: str, server: Server) -> None:
    engine = create_engine(sync_url(address))
    with Session(engine) as session:
        assert len(read_history.sync(session)) == 3
        _drop_connections(server, address)
        found = problem_of(lambda: read_history.sync(session))
        session.rollback()
        assert len(read_history.sync(session)) == 3
    engine.dispose()
    assert (found.code, found.what) == ("D603", "The connection to the database was lost.")


class Roles:
    """A user who may do little in a database."""

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.address = address
        self.run("DROP ROLE IF EXISTS guest")
        self.run("CREATE ROLE guest LOGIN")

    def run(self, *statements: str) -> None:
        with psycopg.connect(conninfo(self.server, self.address), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    @property
    def as_guest(self) -> str:
        return self.address.replace("selector@", "guest@")


@pytest.fixture
def roles(address: str, server: Server) -> Iterator[Roles]:
    made = Roles(server, address)
    yield made
    made.run("DROP OWNED BY guest", "DROP ROLE guest")


def test_a_user_who_may_not_read_is_told_which_table(roles: Roles) -> None:
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == (
        "D623",
        "This user is not allowed to read the table `selector_version`.",
    )
    assert "`SELECT`" in found.hint


def test_a_user_who_may_not_write_is_told_which_table(roles: Roles) -> None:
    roles.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    assert len(read_history.sync(roles.as_guest)) == 3
    before = rows(roles.server, roles.address)
    found = problem_of(lambda: pick_project.sync(roles.as_guest, None, AGAIN))
    assert (found.code, found.what) == (
        "D604",
        "This user is not allowed to write to the table `scene_manifests`.",
    )
    assert rows(roles.server, roles.address) == before


def test_a_user_who_sees_no_schema_is_told_so(roles: Roles) -> None:
    roles.run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for use in (
        lambda: read_history.sync(roles.as_guest),
        lambda: record_film.sync(roles.as_guest, HARBOUR, results(1)),
    ):
        found = problem_of(use)
        assert (found.code, found.what) == (
            "D623",
            "This user is not allowed to use any schema of the database.",
        )


def test_a_user_who_may_not_create_tables_is_told_so(driver: str, server: Server) -> None:
    made = server.new_database()
    guest = Roles(server, made.replace("postgresql:", f"{driver}:", 1))
    uses: tuple[Callable[[], object], ...] = (
        lambda: record_film.sync(guest.as_guest, HARBOUR, results(1)),
        lambda: upgrade(guest.as_guest.replace("+asyncpg", "")),
    )
    for use in uses:
        found = problem_of(use)
        assert (found.code, found.what) == (
            "D604",
            "This user is not allowed to create or change tables in the database.",
        )
    guest.run("DROP ROLE guest")
    server.drop(made)


def test_a_user_who_may_not_connect_is_told_so(roles: Roles) -> None:
    roles.run(f"REVOKE ALL ON DATABASE {roles.server.name_of(roles.address)} FROM PUBLIC")
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == ("D603", "The database server refused the login.")


def test_a_server_without_room_for_another_connection_is_told_so(roles: Roles) -> None:
    roles.run(
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest",
        f"ALTER DATABASE {roles.server.name_of(roles.address)} CONNECTION LIMIT 0",
    )
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == (
        "D603",
        "The database server accepts no more connections.",
    )


def test_a_user_whose_connections_are_used_up_is_told_so(roles: Roles) -> None:
    roles.run("ALTER ROLE guest CONNECTION LIMIT 0")
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert found.what == "The database server accepts no more connections."


def test_a_host_a_user_and_a_database_that_are_unknown_are_told_apart(
    driver: str, server: Server
) -> None:
    start = f"{driver}://"
    told = {
        f"{start}keeper:s3cr3t@no-such-host.invalid/film": "The host in the database's address cannot be found.",
        f"{start}nobody:s3cr3t@/postgres?host={server.folder}": "The database server refused the login.",
        f"{start}selector:s3cr3t@/nothing?host={server.folder}": "There is no such database.",
        f"{start}keeper:s3cr3t@127.0.0.1:{_closed_port()}/film": "The database is not responding.",
    }
    for where, words in told.items():
        found = problem_of(lambda where=where: read_history.sync(where))  # type: ignore[misc]  # mypy cannot infer it
        assert found.what == words, where
        assert "s3cr3t" not in str(found)


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_ids_that_are_text_are_told_before_and_after_an_upgrade(
    driver: str, server: Server
) -> None:
    made = server.new_database()
    engine = create_engine(sync_url(made))
    pipeline.make_pipeline(engine)
    upgrade(made)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE assets DROP CONSTRAINT assets_source_asset_id_fkey"))
        connection.execute(text("ALTER TABLE assets ALTER source_asset_id TYPE TEXT"))
        connection.execute(
            text(
                "ALTER TABLE scene_manifests DROP CONSTRAINT scene_manifests_project_id_fkey CASCADE"
            )
        )
        connection.execute(
            text(
                "ALTER TABLE scene_audio_manifests DROP CONSTRAINT scene_audio_manifests_project_id_scene_index_fkey"
            )
        )
        connection.execute(text("ALTER TABLE scene_manifests ALTER project_id TYPE TEXT"))
    where = made.replace("postgresql:", f"{driver}:", 1)
    found = problem_of(lambda: pick_project.sync(where, None, AGAIN))
    assert (found.code, found.what.partition(": ")[0]) == (
        "D614",
        "A column in the database has another type than selector needs",
    )
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE selector_version"))
    engine.dispose()
    with pytest.raises(ProblemError) as caught:
        upgrade(made)
    told = "The column `scene_manifests.project_id` does not hold UUIDs as selector writes them."
    assert told in [each.what for each in caught.value.problems]
    server.drop(made)


@pytest.fixture
def plain_address(server: Server, postgres_ready_template: str) -> Iterator[str]:
    """The same film, for psycopg alone: what is shown is SQLAlchemy's, whatever the driver."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    yield made
    server.drop(made)


@contextmanager
def own_session(address: str) -> Iterator[Session]:
    """A session of the caller's, on an engine without any of our settings."""
    engine = create_engine(sync_url(address))
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def test_a_transaction_that_failed_before_is_to_be_rolled_back(plain_address: str) -> None:
    with own_session(plain_address) as session:
        with pytest.raises(DBAPIError):
            session.execute(text("SELECT 1/0"))
        refused = problem_of(lambda: pick_project.sync(session, "Harbour", RULES))
        assert (
            refused.what
            == "A request failed earlier in this transaction, which can do nothing more."
        )
        assert "session.rollback()" in (refused.hint or "")
        session.rollback()
        assert pick_project.sync(session, "Harbour", RULES).selections


def test_a_session_whose_connection_was_lost_is_to_be_rolled_back(
    server: Server, plain_address: str
) -> None:
    with own_session(plain_address) as session:
        pick_project.sync(session, "Harbour", RULES)
        with psycopg.connect(conninfo(server, plain_address), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        lost = problem_of(lambda: pick_project.sync(session, "Harbour", RULES))
        assert (lost.code, lost.what) == ("D603", "The connection to the database was lost.")
        refused = problem_of(lambda: pick_project.sync(session, "Harbour", RULES))
        assert "session.rollback()" in (refused.hint or "")
        session.rollback()
        assert pick_project.sync(session, "Harbour", RULES).selections


def test_a_pool_without_a_free_connection_is_told(plain_address: str) -> None:
    engine = create_engine(sync_url(plain_address), pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.connect():
        full = problem_of(lambda: pick_project.sync(engine, "Harbour", RULES))
    assert full.what == "No connection is free in the pool of the engine."
    assert pick_project.sync(engine, "Harbour", RULES).selections
    engine.dispose()


def test_no_message_and_no_traceback_quotes_a_row(plain_address: str) -> None:
    """What a host's own row says may be secret: psycopg and SQLAlchemy quote it."""
    with own_session(plain_address) as session:
        session.add(Asset(manifest_id=None, reference_image_url="https://b/x?sig=SECRET"))
        with pytest.raises(ProblemError) as caught:
            pick_project.sync(session, "Harbour", RULES)
    (refused,) = caught.value.problems
    assert refused.code == "D612"
    assert "null value" in refused.what
    told = "".join(traceback.format_exception(caught.value))
    assert "SECRET" not in told
    assert "DETAIL" not in told
    assert "SECRET" in str(caught.value.__context__)


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("SELECT CAST('x' AS uuid)", "D615", "not of the type that selector needs"),
        ("UPDATE projects SET title = repeat('x', 300)", "D611", "too long or too large"),
        ("SELECT CAST(9999999999 AS integer)", "D611", "too long or too large"),
    ],
)
def test_a_value_of_another_type_and_one_that_does_not_fit_are_told_apart(
    plain_address: str, statement: str, code: str, words: str
) -> None:
    def use() -> None:
        with own_session(plain_address) as session, errors_explained(plain_address):
            session.execute(text(statement))

    found = problem_of(use)
    assert found.code == code
    assert words in found.what


def test_a_closed_session_is_told(plain_address: str) -> None:
    with own_session(plain_address) as session:
        closed = Session(session.get_bind(), close_resets_only=False)
        closed.close()
        told = problem_of(lambda: pick_project.sync(closed, "Harbour", RULES))
    assert told.what == "The session or connection is closed."


def test_a_full_disk_of_the_server_is_told() -> None:
    url = read_url("postgresql://host/film")
    full = psycopg.errors.DiskFull("could not extend file: No space left on device")
    (found,) = refusal(url, DBAPIError("INSERT", {}, full)).problems
    assert (found.code, found.what) == ("D605", "The database's disk is full.")


@dataclass(frozen=True, kw_only=True)
class ReadFilm(SmallFilm):
    """A film whose scenes are read again for each attempt."""

    act: Callable[[], object]

    def usable_scenes(self) -> Iterator[tuple[None, dict[str, Any]]]:
        self.act()
        for number in (1, 2, 3):
            yield None, scene(number, "close_up", "WREN")


def test_an_import_that_loses_its_connection_is_made_once_more(
    address: str, server: Server
) -> None:
    once = Once(lambda: _drop_connections(server, address))
    film: Any = ReadFilm(title="Island", assets=HARBOUR.assets, act=lambda: once(1, 1))
    assert import_film.sync(address, film).scenes == 3
    assert once.attempts == 2


def test_a_film_that_loses_its_connection_is_not_recorded_once_more(
    address: str, server: Server
) -> None:
    """Its caller has been told already what was stored."""
    once = Once(lambda: _drop_connections(server, address))

    def note(manifest: Any, *_: object) -> None:
        once(manifest["scene_index"], 3)

    scenes = [*results(600, "ROOM")]
    found = problem_of(lambda: record_film.sync(address, HARBOUR, scenes, on_stored=note))
    assert (found.code, once.attempts) == ("D603", 1)
