"""A connection that a PostgreSQL server drops is replaced, or told; what was surely not stored is done again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.films.importing import import_film
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, HARBOUR, RULES, SmallFilm, results, scene
from tests.db.postgres_server import Server
from tests.db.server_faults import (
    Once,
    conninfo,
    drop_connections,
    own_session,
    problem_of,
)


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


def test_a_connection_that_is_lost_while_it_commits_makes_no_call_once_more(
    driver: str, server: Server, postgres_ready_template: str
) -> None:
    """Nobody knows then if it was stored."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    once = Once(lambda: None)

    def cut_off(_: object) -> None:
        drop_connections(server, made)

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
        drop_connections(server, made)
        assert len(read_history.sync(engine)) == 3
        drop_connections(server, made)
        assert len(pick_project.sync(engine, None, AGAIN).selections) == 3
        engine.dispose()
    server.drop(made)


def _awaited_after_a_drop(made: str, server: Server) -> None:
    async def uses() -> None:
        engine = create_async_engine(read_url(made).set(drivername="postgresql+asyncpg"))
        assert len(await read_history(engine)) == 3
        drop_connections(server, made)
        assert len(await read_history(engine)) == 3
        drop_connections(server, made)
        assert len((await pick_project(engine, None, AGAIN)).selections) == 3
        await engine.dispose()

    asyncio.run(uses())


def test_a_session_whose_connection_was_dropped_is_told_so(address: str, server: Server) -> None:
    engine = create_engine(sync_url(address))
    with Session(engine) as session:
        assert len(read_history.sync(session)) == 3
        drop_connections(server, address)
        found = problem_of(lambda: read_history.sync(session))
        session.rollback()
        assert len(read_history.sync(session)) == 3
    engine.dispose()
    assert (found.code, found.what) == ("D603", "The connection to the database was lost.")


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
    once = Once(lambda: drop_connections(server, address))
    film: Any = ReadFilm(title="Island", assets=HARBOUR.assets, act=lambda: once(1, 1))
    assert import_film.sync(address, film).scenes == 3
    assert once.attempts == 2


def test_an_import_that_loses_its_connection_while_it_commits_is_not_made_once_more(
    address: str, server: Server
) -> None:
    """Nobody knows then if it was stored."""

    def cut_off(_: object) -> None:
        drop_connections(server, address)

    once = Once(lambda: event.listen(Engine, "commit", cut_off))
    film: Any = ReadFilm(title="Island", assets=HARBOUR.assets, act=lambda: once(1, 1))
    try:
        found = problem_of(lambda: import_film.sync(address, film))
    finally:
        event.remove(Engine, "commit", cut_off)
    assert (found.code, once.attempts) == ("D603", 1)


def test_a_film_that_loses_its_connection_is_not_recorded_once_more(
    address: str, server: Server
) -> None:
    """Its caller has been told already what was stored."""
    once = Once(lambda: drop_connections(server, address))

    def note(manifest: Any, *_: object) -> None:
        once(manifest["scene_index"], 3)

    scenes = [*results(600, "ROOM")]
    found = problem_of(lambda: record_film.sync(address, HARBOUR, scenes, on_stored=note))
    assert (found.code, once.attempts) == ("D603", 1)
