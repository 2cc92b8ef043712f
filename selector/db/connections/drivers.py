"""The drivers that selector works with, and how each of them wants its statements and options.

In: an address, an engine or a session. Out: a refusal of all other drivers, or the address and the
options in the words of its driver.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.util.concurrency import in_greenlet

from selector.db.connections.database_problems import TWO_SIGNS, problem
from selector.db.connections.displayed import displayed_key, may_be_torn
from selector.model.problem import ProblemError, shown

SYNC_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
"""The kinds of database, and the driver that selector uses for each without asyncio."""

ASYNC_DRIVERS = {"sqlite": "aiosqlite", "postgresql": "psycopg"}
"""The same with asyncio, unless the address names a driver that is for asyncio only."""

ASYNC_ONLY = frozenset({"aiosqlite", "asyncpg"})

_SIGNS = {
    "pysqlite": "?",
    "aiosqlite": "?",
    "psycopg": "%s",
    "psycopg_async": "%s",
    "asyncpg": "${}",
}
"""The drivers by SQLAlchemy's names for them, and the sign of each for a value in a statement."""

_ASYNCPG_WORDS = {"sslmode": "ssl", "connect_timeout": "timeout", "dbname": "database"}
"""Names of options in libpq, and asyncpg's names for the same."""

_SIZES = frozenset({"prepared_statement_cache_size", "statement_cache_size"})
_ONLY_ASYNCPG = _SIZES | {"command_timeout"}
_NUMBERS = _ONLY_ASYNCPG | {"timeout"}
_TEXTS = frozenset({
    "database", "gsslib", "host", "krbsrvname", "passfile", "password", "port", "service",
    "servicefile", "ssl", "target_session_attrs", "user",
})  # fmt: skip
"""The options of asyncpg, by the kind of their values."""

_HINT = (
    "Use `psycopg` or `asyncpg` for PostgreSQL, and `sqlite3` or `aiosqlite` for SQLite. Write "
    "`postgresql://…`, `postgresql+asyncpg://…`, `sqlite:///…` or `sqlite+aiosqlite:///…`."
)


_NOT_OPEN = (
    "D612",
    "The connection is not open yet.",
    "Write `async with engine.connect() as connection:` around the call.",
)
_NOT_AWAITED = (
    "D612",
    "This belongs to an engine of asyncio, and nothing is awaited here.",
    "Await the function with what asyncio has (`AsyncSession`), or call it inside `run_sync`.",
)

_OWN_SCHEMAS = (None, "public", "main")
"""The schemas that PostgreSQL and SQLite take where a statement names none."""

_TRANSLATED = (
    "The engine writes another schema into statements (`schema_translate_map`), which selector's"
    " own do not all follow."
)
_UNTRANSLATED = "Pass one without it. On PostgreSQL, let `search_path` name the schema."

_TWO_PHASES = "The session commits in two phases (`twophase=True`), which SQLite cannot do."


def must_be_ours(url: URL, kind: str, driver: str) -> None:
    """Refuse a driver that selector does not work with.

    Args:
        url: The address, for the problem to name.
        kind: The kind of database, such as `sqlite`.
        driver: SQLAlchemy's name of the driver.

    Raises:
        ProblemError: selector does not use this driver for this kind of database (D621).
    """
    if kind not in SYNC_DRIVERS:
        name = kind
        if driver:
            name = f"{kind}+{driver}"
        what = f"selector stores films in SQLite or PostgreSQL, not in `{shown(name)}`."
        raise problem(url, "D621", what, _HINT)
    is_for_sqlite = driver in ("pysqlite", "aiosqlite")
    if driver not in _SIGNS or is_for_sqlite != (kind == "sqlite"):
        what = f"selector does not work with the driver `{shown(driver)}`."
        raise problem(url, "D621", what, _HINT)


def unscoped(where: Any) -> Any:  # noqa: ANN401  # whatever a caller gives
    """The session behind a `scoped_session`; whatever else a caller gives, as it is."""
    if type(where).__name__ not in ("scoped_session", "async_scoped_session"):
        return where
    return where()


def must_use_ours(where: object) -> None:
    """The same for a caller's engine, session or connection. Nothing is sent to the database.

    Raises:
        ProblemError: selector does not work with its driver, with another schema that it writes
            into statements, or with its commits in two phases (D621); or nobody opened it, or
            would await it (D612).
    """
    bind = _bind(where)
    if bind is None:
        return
    must_be_ours(bind.engine.url, bind.dialect.name, bind.dialect.driver)
    if bind.dialect.is_async:
        _must_be_awaited(where, bind)
    schemas = bind.get_execution_options().get("schema_translate_map") or {}
    if schemas.get(None) not in _OWN_SCHEMAS:
        raise problem(bind.engine.url, "D621", _TRANSLATED, _UNTRANSLATED)
    session = getattr(where, "sync_session", where)
    if getattr(session, "twophase", False) and bind.dialect.name == "sqlite":
        raise problem(bind.engine.url, "D621", _TWO_PHASES, "Pass a session without it.")


def _must_be_awaited(where: object, bind: Engine | Connection) -> None:
    """Refuse what SQLAlchemy would refuse in words of its own, or of greenlets."""
    from sqlalchemy.ext.asyncio import AsyncConnection  # noqa: PLC0415  # slow to load
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    if isinstance(where, AsyncConnection) and where.sync_connection is None:
        raise problem(bind.engine.url, *_NOT_OPEN)
    if isinstance(where, Session | Engine | Connection) and not in_greenlet():
        raise problem(bind.engine.url, *_NOT_AWAITED)


def signed(connection: Connection, statement: str) -> str:
    """A statement whose values are written as question marks, with the signs of its driver."""
    sign = _SIGNS[connection.dialect.driver]
    first, *rest = statement.split("?")
    parts = [first]
    for number, part in enumerate(rest, 1):
        parts += sign.format(number), part
    return "".join(parts)


def spelled_for(url: URL, driver: str) -> URL:
    """An address with this driver, and with its options under the names that the driver knows."""
    url = url.set(drivername=f"{url.get_backend_name()}+{driver}")
    if driver == "asyncpg":
        return _renamed(url, _ASYNCPG_WORDS)
    if driver == "psycopg":
        words = {theirs: libpqs for libpqs, theirs in _ASYNCPG_WORDS.items()}
        return _renamed(url.difference_update_query(_ONLY_ASYNCPG), words)
    return url


def asyncpg_options(url: URL) -> dict[str, Any]:
    """The options that asyncpg wants as numbers, which an address has as text.

    asyncpg waits 10 seconds for a server unless the address says otherwise; 0 is forever, as for
    libpq.

    Raises:
        ProblemError: asyncpg does not know an option (D601). It would raise a TypeError.
    """
    options: dict[str, Any] = {"timeout": 10.0}
    for key, value in url.query.items():
        if key in _SIZES:
            options[key] = int(str(value))
        elif key in _NUMBERS:
            options[key] = float(str(value))
        elif key == "application_name":
            options["server_settings"] = {key: value}
        elif key not in _TEXTS:
            hint = "Leave it out, or write `postgresql://` to use `psycopg`."
            raise _unknown(url, key, hint)
    if options["timeout"] <= 0:
        options["timeout"] = None
    return options


def libpq_options(url: URL) -> dict[str, Any]:
    """The options that psycopg gets besides those of an address.

    It waits 10 seconds for a server unless the address says otherwise.

    Raises:
        ProblemError: libpq, which psycopg connects with, does not know an option (D601). psycopg
            takes others as well, and none of them as text.
        ImportError: psycopg is not installed.
    """
    from psycopg.pq import Conninfo  # noqa: PLC0415  # slow to load

    known = [option.keyword.decode() for option in Conninfo.get_defaults()]
    for key in url.query:
        if key not in known:
            from selector.model.near_names import did_you_mean  # noqa: PLC0415  # seldom

            raise _unknown(url, key, did_you_mean(key, known) or "Leave it out.")
    if "connect_timeout" in url.query:
        return {}
    return {"connect_timeout": 10}


def without_options(url: URL) -> URL:
    """The address without the options that `asyncpg_options` returns."""
    if "asyncpg" not in url.drivername:
        return url
    return url.difference_update_query({*_NUMBERS, "application_name"})


def _unknown(url: URL, key: str, hint: str) -> ProblemError:
    """An option that a driver does not know, or a piece of a password that was read as one."""
    if may_be_torn(url):
        return problem(url, *TWO_SIGNS)
    what = f"`{displayed_key(key)}` after the `?` is not an option of `{url.get_driver_name()}`."
    return problem(url, "D601", what, hint)


def _renamed(url: URL, words: dict[str, str]) -> URL:
    options = {words.get(key, key): value for key, value in url.query.items()}
    return url.set(query=options)


def _bind(where: object) -> Engine | Connection | None:
    """The engine or connection behind what a caller gives.

    None for an address, or for a session without a database.
    """
    if isinstance(where, URL | str):
        return None
    from sqlalchemy.ext import asyncio  # noqa: PLC0415  # slow to load
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    if isinstance(where, asyncio.AsyncSession):
        where = where.sync_session
    if isinstance(where, asyncio.AsyncConnection):
        return where.sync_connection or where.sync_engine
    if isinstance(where, asyncio.AsyncEngine):
        return where.sync_engine
    if isinstance(where, Session):
        # Whoever uses the session learns what is missing.
        with suppress(SQLAlchemyError):
            return where.get_bind()
    if isinstance(where, Engine | Connection):
        return where
    return None
