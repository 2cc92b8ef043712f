"""The drivers that selector works with: which of them an address or an engine uses, and the refusal of all others."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from selector.db.connections.database_problems import problem
from selector.db.connections.displayed import displayed_key
from selector.model.problem import shown

SYNC_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
"""The kinds of database, and the driver of each that an address without asyncio gets."""

ASYNC_DRIVERS = {"sqlite": "aiosqlite", "postgresql": "psycopg"}
"""The same for asyncio, where the address does not name one of those that have nothing else."""

ASYNC_ONLY = frozenset({"aiosqlite", "asyncpg"})

_SIGNS = {
    "pysqlite": "?",
    "aiosqlite": "?",
    "psycopg": "%s",
    "psycopg_async": "%s",
    "asyncpg": "${}",
}
"""Each driver by SQLAlchemy's name for it, and how it writes a value's place in a statement of its own."""

_HINT = (
    "It works with psycopg and asyncpg for PostgreSQL, and with sqlite3 and aiosqlite for SQLite. "
    "Write postgresql://..., postgresql+asyncpg://..., sqlite:///... or sqlite+aiosqlite:///..."
)


def must_be_ours(url: URL, kind: str, driver: str) -> None:
    """Raises ProblemError (D621) unless selector works with this driver for this kind of database."""
    if kind not in SYNC_DRIVERS:
        name = f"{kind}+{driver}" if driver else kind
        what = f"selector keeps films in SQLite and PostgreSQL, not in `{shown(name)}`."
        raise problem(url, "D621", what, _HINT)
    of_sqlite = driver in ("pysqlite", "aiosqlite")
    if driver not in _SIGNS or of_sqlite != (kind == "sqlite"):
        raise problem(
            url, "D621", f"selector does not work with the driver `{shown(driver)}`.", _HINT
        )


def must_use_ours(where: object) -> None:
    """The same for what a caller gives: an engine, a session or a connection. Nothing is sent to the database.

    Raises:
        ProblemError: Its driver is none of ours (D621).
    """
    bind = _bind(where)
    if bind is not None:
        must_be_ours(bind.engine.url, bind.dialect.name, bind.dialect.driver)


def signed(connection: Connection, statement: str) -> str:
    """A statement whose values are written as question marks, as the connection's driver reads it."""
    sign = _SIGNS[connection.dialect.driver]
    first, *rest = statement.split("?")
    return first + "".join(sign.format(number) + part for number, part in enumerate(rest, 1))


def spelled_for(url: URL, driver: str) -> URL:
    """An address with this driver, and with what it asks for after its `?` in the words that the driver knows."""
    url = url.set(drivername=f"{url.get_backend_name()}+{driver}")
    if driver == "asyncpg":
        return _renamed(url, _ASYNCPG_WORDS)
    if driver == "psycopg":
        words = {theirs: libpqs for libpqs, theirs in _ASYNCPG_WORDS.items()}
        return _renamed(url.difference_update_query(_ONLY_ASYNCPG), words)
    return url


def asyncpg_options(url: URL) -> dict[str, Any]:
    """What asyncpg wants as values of a kind, which an address can only say as text. It waits 10 seconds for a server.

    Raises:
        ProblemError: The address asks for what asyncpg does not know, or a number is none (D601). asyncpg itself would
            end in a TypeError.
    """
    options: dict[str, Any] = {"timeout": 10.0}
    for key, value in url.query.items():
        if key in _NUMBERS:
            options[key] = _number(url, key, value)
        elif key == "application_name":
            options["server_settings"] = {key: value}
        elif key not in _TEXTS:
            what = f"asyncpg knows no `{displayed_key(key)}`, which the address asks for after its `?`."
            raise problem(url, "D601", what, "Leave it out, or write postgresql:// for psycopg.")
    return options


def without_options(url: URL) -> URL:
    """The address without what `asyncpg_options` takes out of it."""
    return (
        url.difference_update_query({*_NUMBERS, "application_name"})
        if "asyncpg" in url.drivername
        else url
    )


_ASYNCPG_WORDS = {"sslmode": "ssl", "connect_timeout": "timeout", "dbname": "database"}
"""Words of libpq's, and what asyncpg calls the same."""

_ONLY_ASYNCPG = frozenset(
    {"command_timeout", "prepared_statement_cache_size", "statement_cache_size"}
)
_NUMBERS = _ONLY_ASYNCPG | {"timeout"}
_TEXTS = frozenset({
    "database", "gsslib", "host", "krbsrvname", "passfile", "password", "port", "service", "servicefile", "ssl",
    "target_session_attrs", "user",
})  # fmt: skip


def _number(url: URL, key: str, value: object) -> float:
    with suppress(ValueError):
        if isinstance(value, str):
            return int(value) if key.endswith("_size") else float(value)
    what = f"The address asks for a `{displayed_key(key)}` that is not a number."
    raise problem(url, "D601", what, "Write it once, as a number.")


def _renamed(url: URL, words: dict[str, str]) -> URL:
    return url.set(query={words.get(key, key): value for key, value in url.query.items()})


def _bind(where: object) -> Engine | Connection | None:
    """The engine or connection behind what a caller gives; None for an address, or where no database is bound."""
    if isinstance(where, URL | str):
        return None
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession  # noqa: PLC0415  # slow to load
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    if isinstance(where, AsyncSession):
        where = where.sync_session
    if isinstance(where, AsyncEngine | AsyncConnection):
        return where.sync_engine
    if isinstance(where, Session):
        with suppress(SQLAlchemyError):  # whoever uses the session is told what is missing
            return where.get_bind()
        return None
    return where if isinstance(where, Engine | Connection) else None
