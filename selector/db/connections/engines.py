"""A database address in; an engine out, set up as selector needs it.

Only engines made here get pragmas. An engine or a session that somebody else made is used as it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine

from selector.db.connections.addresses import is_read_only, read_url
from selector.db.connections.database_errors import driver_there, errors_explained
from selector.db.connections.drivers import (
    ASYNC_DRIVERS,
    ASYNC_ONLY,
    SYNC_DRIVERS,
    asyncpg_options,
    spelled_for,
    without_options,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY_MILLISECONDS = 30_000
"""How long one writer waits for another on SQLite. Who comes next there is chance: on two busy cores eight writers made
one of them wait for more than five seconds."""

_OURS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name GLOB 'selector_*' LIMIT 1"


def make_engine(address: str | URL, *, writes: bool = False, patience: int | None = None) -> Engine:
    """An engine for one address. With `writes`, every transaction takes SQLite's write lock when it begins.

    It waits `patience` milliseconds for it, 30,000 unless given. Nothing is opened yet. Dispose of it when done.

    Raises:
        ProblemError: The address is wrong (D601), or its driver is not installed (D602) or none of ours (D621).
    """
    url = read_url(address)
    kind = url.get_backend_name()
    url = spelled_for(url, SYNC_DRIVERS[kind])
    with errors_explained(url), driver_there(url):
        engine = create_engine(url, **_options(kind, url))
    if kind == "sqlite":
        _set_up_sqlite(engine, writes=writes, patience=patience)
    return engine


def make_async_engine(address: str | URL, *, writes: bool = False) -> AsyncEngine:
    """The same for asyncio: aiosqlite for SQLite, and psycopg 3 unless the address names another driver.

    Raises:
        ProblemError: The address is wrong (D601), or its driver is not installed (D602) or none of ours (D621).
    """
    url = read_url(address)
    kind, _, driver = url.drivername.partition("+")
    url = spelled_for(url, driver if driver in ASYNC_ONLY else ASYNC_DRIVERS[kind])
    options = _options(kind, url)
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415  # slow to load

    with errors_explained(url), driver_there(url):
        engine = create_async_engine(without_options(url), **options)
    if kind == "sqlite":
        _set_up_sqlite(engine.sync_engine, writes=writes)
    return engine


def _options(kind: str, url: URL) -> dict[str, Any]:
    if kind == "postgresql":
        asked = (
            asyncpg_options(url) if url.get_driver_name() == "asyncpg" else {"connect_timeout": 10}
        )
        return {"connect_args": asked}
    # No transactions of the driver's own: it would begin none before DDL, and a deferred one before writing.
    return {"connect_args": {"isolation_level": None}}


def _set_up_sqlite(engine: Engine, *, writes: bool, patience: int | None = None) -> None:
    """Pragmas for each connection. WAL stays in the file, so only one with tables of ours gets it.

    A new database is filled without it, so that undoing leaves no files behind; what is no database fails here.
    """
    read_only = is_read_only(engine.url)

    def on_connect(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute(f"PRAGMA busy_timeout = {patience or BUSY_MILLISECONDS}")
            cursor.execute(_OURS)
            if cursor.fetchone() and writes and not read_only:
                with suppress(
                    sqlite3.OperationalError
                ):  # somebody writes just now: a later connection sets it
                    cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        finally:
            cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
