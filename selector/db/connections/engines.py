"""Engines, set up as selector needs them.

In: a database address. Out: an engine. Only engines made here get pragmas: an engine or a session
that somebody else made is used as it is.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine

from selector.db.connections.addresses import (
    TIME_LIMITS,
    is_read_only,
    read_url,
    sqlite_file,
    time_limits,
)
from selector.db.connections.database_errors import driver_there, errors_explained, reached
from selector.db.connections.database_problems import FORKED, NOWHERE, problem
from selector.db.connections.displayed import file_of
from selector.db.connections.drivers import (
    ASYNC_DRIVERS,
    ASYNC_ONLY,
    SYNC_DRIVERS,
    asyncpg_options,
    libpq_options,
    spelled_for,
    without_options,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY_MILLISECONDS = 30_000
"""How long one writer waits for another.

Which writer comes next on SQLite is chance: on two busy cores with eight writers, one of them
waited for more than five seconds.
"""

NEVER_BUSY = 2**31 - 1
"""The longest that SQLite waits."""

_PROCESS = "selector_process"
"""What SQLAlchemy keeps with a connection: the process in which selector used it first."""

_SHOWN = "SHOW lock_timeout"

_OURS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name GLOB 'selector_*' LIMIT 1"


def make_engine(address: str | URL, *, writes: bool = False, patience: int | None = None) -> Engine:
    """An engine for one address. Nothing is opened yet.

    Args:
        address: The address of the database.
        writes: Every transaction takes SQLite's write lock when it begins.
        patience: How many milliseconds to wait for a lock, 30,000 by default, unless the address
            says it (`lock_timeout`).

    Returns:
        The engine, which the caller disposes of.

    Raises:
        ProblemError: The address is wrong (D601), or its driver is not installed (D602) or not one
            that selector works with (D621).
    """
    url = read_url(address)
    kind = url.get_backend_name()
    limits = time_limits(url)
    url = spelled_for(url.difference_update_query(TIME_LIMITS), SYNC_DRIVERS[kind])
    with errors_explained(url), driver_there(url):
        engine = create_engine(url, **_options(kind, url))
    _set_up(engine, limits, writes=writes, patience=patience)
    return engine


@contextmanager
def connected(
    address: str | URL, *, writes: bool = False, patience: int | None = None
) -> Iterator[Connection]:
    """A connection to the database at an address, and nothing of it afterwards.

    Args:
        address: The address of the database.
        writes: Every transaction takes SQLite's write lock when it begins.
        patience: How many milliseconds to wait for a lock, 30,000 by default, unless the address
            says it (`lock_timeout`).

    Yields:
        The connection, in no transaction yet.

    Raises:
        ProblemError: As `make_engine`, and for whatever the database refuses.
    """
    url = read_url(address)
    engine = make_engine(url, writes=writes, patience=patience)
    try:
        with errors_explained(url), ExitStack() as stack:
            with reached(url):
                connection = stack.enter_context(engine.connect())
            yield connection
    finally:
        engine.dispose()


@contextmanager
def making_no_file(engine: Engine) -> Iterator[None]:
    """Refuse meanwhile what would make the file of an SQLite database.

    An engine that somebody else made may know the file by another path than its address: it keeps
    a relative one as it was when it was made. So only what it opens itself tells.

    Args:
        engine: The engine of a caller. It is left as it was.

    Raises:
        ProblemError: The file does not exist (D608).
    """
    url = engine.url
    file = sqlite_file(url)
    if file is None or file.exists():
        yield
        return

    def refuse(_dialect: object, _record: object, arguments: Sequence[str], _: object) -> None:
        if not Path(file_of(arguments[0])).exists():
            raise problem(url, *NOWHERE)

    event.listen(engine, "do_connect", refuse)
    try:
        yield
    finally:
        event.remove(engine, "do_connect", refuse)


def must_be_of_this_process(connection: Connection) -> None:
    """Refuse a connection that selector used before in another process; nothing is sent.

    Of two processes with one connection to PostgreSQL, each may get the other's answers, or wait
    for ever for its own. The locks of an SQLite file do not survive a fork; a database in memory
    is copied.

    Raises:
        ProblemError: This process is a fork of that one (D612).
    """
    process = os.getpid()
    if connection.info.setdefault(_PROCESS, process) == process:
        return
    url = connection.engine.url
    if connection.dialect.name == "postgresql" or sqlite_file(url) is not None:
        raise problem(url, *FORKED)


def make_async_engine(address: str | URL, *, writes: bool = False) -> AsyncEngine:
    """The same for asyncio: aiosqlite, and psycopg 3 unless the address names another driver.

    Raises:
        ProblemError: The address is wrong (D601), or its driver is not installed (D602) or not one
            that selector works with (D621).
    """
    url = read_url(address)
    kind, _, driver = url.drivername.partition("+")
    if driver not in ASYNC_ONLY:
        driver = ASYNC_DRIVERS[kind]
    limits = time_limits(url)
    url = spelled_for(url.difference_update_query(TIME_LIMITS), driver)
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415  # slow to load

    with errors_explained(url), driver_there(url):
        engine = create_async_engine(without_options(url), **_options(kind, url))
    _set_up(engine.sync_engine, limits, writes=writes)
    return engine


def _options(kind: str, url: URL) -> dict[str, Any]:
    if kind == "sqlite":
        # The driver must not begin transactions: it begins none before DDL, and a deferred one
        # before it writes.
        return {"connect_args": {"isolation_level": None}}
    if url.get_driver_name() == "asyncpg":
        return {"connect_args": asyncpg_options(url)}
    return {"connect_args": libpq_options(url)}


def _set_up(
    engine: Engine, limits: dict[str, int], *, writes: bool, patience: int | None = None
) -> None:
    """Set what an engine of ours needs.

    Args:
        engine: The engine.
        limits: The time limits of its address.
        writes: As for `make_engine`.
        patience: As for `make_engine`.
    """
    if patience is None:
        patience = BUSY_MILLISECONDS
    if engine.dialect.name == "sqlite":
        # On PostgreSQL, 0 is no limit; here it would be no patience.
        wait = limits.get("lock_timeout", patience) or NEVER_BUSY
        _set_up_sqlite(engine, writes=writes, patience=wait)
    else:
        _set_up_postgresql(engine, limits, patience)


def _set_up_postgresql(engine: Engine, limits: dict[str, int], patience: int) -> None:
    """Limit how long each transaction waits for a lock, unless the server or the user does.

    It is set in the transaction, since a pooler may give each one another connection.
    """

    def on_begin(connection: Connection) -> None:
        ours = dict(limits)
        # A `SELECT` would fix the moment at which some transactions see the database.
        if "lock_timeout" not in ours and connection.exec_driver_sql(_SHOWN).scalar() == "0":
            ours["lock_timeout"] = patience
        for name, limit in sorted(ours.items()):
            connection.exec_driver_sql(f"SET LOCAL {name} = {limit}")

    event.listen(engine, "begin", on_begin)


def _set_up_sqlite(engine: Engine, *, writes: bool, patience: int) -> None:
    """Set pragmas on each connection. WAL mode stays in the file: only one with our tables gets it.

    A new database is filled without WAL, so that undoing it leaves no files behind. A file that is
    not a database fails here.
    """
    uses_wal = writes and not is_read_only(engine.url)
    begin = "BEGIN"
    if writes:
        begin = "BEGIN IMMEDIATE"

    def on_connect(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
            cursor.execute(_OURS)
            if cursor.fetchone() and uses_wal:
                # Another program is writing now: a later connection will set it.
                with suppress(sqlite3.OperationalError):
                    cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        finally:
            cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
