"""A lock, a limit or a race on a PostgreSQL server is told, and what was lost in a race is done again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.connections.engines import make_engine
from selector.db.connections.turns import take_turn
from selector.db.decisions.pick import pick_project
from selector.db.decisions.pick_types import Progress
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import status, upgrade
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, FACES, HARBOUR, RULES, SmallFilm, results
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


def test_old_decisions_are_removed_only_once_no_open_transaction_has_recorded_picks(
    address: str,
) -> None:
    """What it removes as unused, a pick of any film may be about to use."""
    add_a_second_film(address)
    patient, now = f"{address}&lock_timeout=200ms", datetime.now(UTC)
    engine = make_engine(sync_url(address), writes=True)
    with engine.begin() as connection:
        pick_project.sync(connection, "Harbour", AGAIN)
        assert pick_project.sync(patient, "Lagoon", FACES).decisions == 3
        assert problem_of(lambda: prune.sync(patient, now, "Lagoon")).code == "D606"
    engine.dispose()
    assert prune.sync(patient, now, "Lagoon").removed == 3


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
        "Nothing was changed. Run it again; in a session of your own, roll back first.",
    )


LEVELS = ("REPEATABLE READ", "SERIALIZABLE")


def add_a_second_film(address: str) -> None:
    record_film.sync(address, SmallFilm(title="Lagoon", assets=HARBOUR.assets), results(3, "WREN"))


class Rival:
    """Another pick, which begins while the first one is at work, and is waiting before that goes on."""

    def __init__(self, server: Server, address: str, pick: Callable[[Progress], object]) -> None:
        self.attempts = Once(lambda: None)
        self._problems: list[str] = []
        self._server, self._address, self._pick = server, address, pick
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._pick(self.attempts)
        except ProblemError as error:
            self._problems.append(str(error))

    def begins(self) -> None:
        self._thread.start()
        _until_somebody_waits(self._server, self._address)

    def ended(self) -> int:
        """How many attempts it took."""
        self._thread.join(30)
        assert not self._problems
        return self.attempts.attempts


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("second", ["Harbour", "Lagoon"])
def test_two_picks_that_see_one_moment_take_turns_before_it(
    address: str, server: Server, level: str, second: str
) -> None:
    """The second would lose otherwise: it waits for the first, and sees the database as it was."""
    name = server.name_of(address)
    server.run(f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'")
    add_a_second_film(address)
    rival = Rival(
        server, address, lambda once: pick_project.sync(address, second, AGAIN, progress=once)
    )
    once = Once(rival.begins)
    assert pick_project.sync(address, "Harbour", AGAIN, progress=once).decisions == 3
    assert (once.attempts, rival.ended()) == (1, 1)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("said_by", ["the engine", "its options"])
def test_an_engine_whose_transactions_see_one_moment_takes_turns_too(
    plain_address: str, server: Server, level: str, said_by: str
) -> None:
    if said_by == "the engine":
        engine = create_engine(sync_url(plain_address), isolation_level=level)
    else:
        engine = create_engine(sync_url(plain_address)).execution_options(isolation_level=level)
    rival = Rival(
        server, plain_address, lambda once: pick_project.sync(engine, None, FACES, progress=once)
    )
    once = Once(rival.begins)
    assert pick_project.sync(engine, None, AGAIN, progress=once).decisions == 3
    assert (once.attempts, rival.ended()) == (1, 1)
    engine.dispose()


def test_other_picks_of_two_films_do_not_wait_for_each_other(
    plain_address: str,
) -> None:
    add_a_second_film(plain_address)
    once = Once(lambda: pick_project.sync(plain_address, "Lagoon", AGAIN))
    assert pick_project.sync(plain_address, "Harbour", AGAIN, progress=once).decisions == 3
    assert once.attempts == 1


def test_who_may_not_lock_a_table_picks_without_a_turn(plain_address: str, server: Server) -> None:
    with psycopg.connect(conninfo(server, plain_address), autocommit=True) as owner:
        owner.execute(b"DROP ROLE IF EXISTS picker")
        owner.execute(b"CREATE ROLE picker LOGIN")
        owner.execute(b"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO picker")
        owner.execute(b"GRANT UPDATE ON scene_manifests TO picker")
        as_picker = sync_url(plain_address).set(username="picker")
        engine = create_engine(as_picker, isolation_level="SERIALIZABLE")
        assert pick_project.sync(engine, None, AGAIN).decisions == 3
        engine.dispose()
        owner.execute(b"DROP OWNED BY picker")
        owner.execute(b"DROP ROLE picker")


def test_tables_that_are_missing_are_told_as_ever(server: Server) -> None:
    made = server.new_database()
    told = []
    for level in ("READ COMMITTED", "SERIALIZABLE"):
        engine = create_engine(sync_url(made), isolation_level=level)
        told.append(problem_of(lambda engine=engine: pick_project.sync(engine, None, AGAIN)))  # type: ignore[misc]  # mypy cannot infer it
        engine.dispose()
    assert told[0] == told[1]
    assert told[0].code == "D609"
    server.drop(made)
