"""What tests of a PostgreSQL server's refusals share: other sessions that hold locks, and calls that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from selector.model.problem import Problem, ProblemError
from tests.db.asyncio_instead import sync_url
from tests.db.postgres_server import Server


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


def drop_connections(server: Server, address: str) -> None:
    """As a restart of the server does."""
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{server.name_of(address)}'"
    )


@contextmanager
def own_session(address: str) -> Iterator[Session]:
    """A session of the caller's, on an engine without any of our settings."""
    engine = create_engine(sync_url(address))
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()
