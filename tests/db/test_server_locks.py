"""A lock, a limit or a race on a PostgreSQL server is told, and what was lost in a race is done again."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.connections.engines import make_engine
from selector.db.connections.turns import take_turn
from selector.db.decisions.pick import pick_project
from selector.db.schema.upgrade import status, upgrade
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, RULES
from tests.db.postgres_server import Server
from tests.db.server_faults import (
    Once,
    conninfo,
    held,
    problem_of,
    rows,
)


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


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
