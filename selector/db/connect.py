"""A database address in; an engine out, set up as selector needs it, with problems that say nothing secret.

Only engines made here get pragmas. An engine or a session that somebody else made is used as it is.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

from selector.db.refusals import at_database, problem, told
from selector.model.problem import Problem, ProblemError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncEngine

BUSY_MILLISECONDS = 30_000
"""How long one writer waits for another on SQLite. Who comes next there is chance: on two busy cores eight writers made
one of them wait for more than five seconds."""

_SYNC_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
_ASYNC_DRIVERS = {"sqlite": "aiosqlite", "postgresql": "psycopg"}
_ASYNC_ONLY = frozenset({"aiosqlite", "asyncpg"})
_EXAMPLES = "Write it like sqlite:///film.sqlite or postgresql://user:password@host/database."


def default_url(folder: Path) -> str:
    """The address of the database that a film folder has unless another is named: `FILM/selector.sqlite`.

    Raises:
        ProblemError: The folder's name is not UTF-8, and no database can be opened in it (D601).
    """
    _must_be_text(str(folder))
    return URL.create("sqlite+pysqlite", database=str(folder / "selector.sqlite")).render_as_string()


def read_url(text: str | URL) -> URL:
    """The address with its driver written out: `postgres://` and `postgresql://` mean psycopg 3, a bare path SQLite.

    Raises:
        ProblemError: It is no address, or of a kind of database that selector does not speak (D601).
    """
    _must_be_text(text if isinstance(text, str) else text.database or "")
    if isinstance(text, str) and "://" not in text and text.endswith((".sqlite", ".sqlite3", ".db")):
        return URL.create("sqlite+pysqlite", database=text)
    try:
        url = make_url(re.sub(r"^postgres(?=[:+])", "postgresql", text) if isinstance(text, str) else text)
    except (ArgumentError, ValueError):
        what = "This database address cannot be read."
        raise ProblemError([Problem(at=at_database("database"), code="D601", what=what, hint=_EXAMPLES)]) from None
    kind, _, driver = url.drivername.partition("+")
    if kind not in _SYNC_DRIVERS:
        what = f"selector keeps films in SQLite and PostgreSQL, not in `{kind}`."
        raise ProblemError([Problem(at=at_database(url), code="D601", what=what, hint=_EXAMPLES)])
    return url if driver else url.set(drivername=f"{kind}+{_SYNC_DRIVERS[kind]}")


def make_engine(address: str | URL, *, writes: bool = False, patience: int | None = None) -> Engine:
    """An engine for one address. With `writes`, every transaction takes SQLite's write lock when it begins.

    It waits `patience` milliseconds for it, 30,000 unless given. Nothing is opened yet. Dispose of it when done.

    Raises:
        ProblemError: The address is wrong (D601) or its driver is not installed (D602).
    """
    url = read_url(address)
    kind, _, driver = url.drivername.partition("+")
    if driver in _ASYNC_ONLY:
        url = url.set(drivername=f"{kind}+{_SYNC_DRIVERS[kind]}")
    with told(url):
        engine = create_engine(url, **_options(kind, url))
    if kind == "sqlite":
        _set_up_sqlite(engine, writes=writes, patience=patience)
    return engine


def make_async_engine(address: str | URL, *, writes: bool = False) -> AsyncEngine:
    """The same for asyncio: aiosqlite for SQLite, and psycopg 3 unless the address names another driver.

    Raises:
        ProblemError: The address is wrong (D601) or its driver is not installed (D602).
    """
    url = read_url(address)
    kind, _, driver = url.drivername.partition("+")
    if driver not in _ASYNC_ONLY:
        url = url.set(drivername=f"{kind}+{_ASYNC_DRIVERS[kind]}")
    with told(url):
        engine = create_async_engine(url, **_options(kind, url))
    if kind == "sqlite":
        _set_up_sqlite(engine.sync_engine, writes=writes)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """The file that an SQLite address means; None for any other database, or one in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database.removeprefix("file:").partition("?")[0])


def is_read_only(url: URL) -> bool:
    """Whether an SQLite address asks for a database that is only read (`mode=ro`, `immutable=1`)."""
    return url.query.get("mode") == "ro" or url.query.get("immutable") == "1"


def _must_be_text(address: str) -> None:
    """Names of files that are no UTF-8 cannot be said to a database's driver."""
    try:
        address.encode()
    except UnicodeEncodeError:
        what = "The path has a letter that is not UTF-8; no database can be opened there."
        where = "database" if "://" in address else address
        raise problem(where, "D601", what, "Rename the folder or the file, or use another --db.") from None


def _options(kind: str, url: URL) -> dict[str, Any]:
    if kind == "postgresql":
        return {"connect_args": {"connect_timeout": 10}} if "psycopg" in url.drivername else {}
    # No transactions of the driver's own: it would begin none before DDL, and a deferred one before writing.
    return {"connect_args": {"isolation_level": None}}


def _set_up_sqlite(engine: Engine, *, writes: bool, patience: int | None = None) -> None:
    """Pragmas for each connection. A new database is filled without WAL, so that undoing leaves no files behind."""
    read_only = is_read_only(engine.url)

    def on_connect(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        try:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute(f"PRAGMA busy_timeout = {patience or BUSY_MILLISECONDS}")
            cursor.execute("PRAGMA schema_version")
            if cursor.fetchone() != (0,) and writes and not read_only:
                with suppress(sqlite3.OperationalError):  # somebody writes just now: a later connection sets it
                    cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        finally:
            cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
