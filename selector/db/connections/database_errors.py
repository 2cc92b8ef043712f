"""What a database or its driver refuses → a problem in plain English, without passwords.

In: an exception of SQLAlchemy's. Out: a `ProblemError`. Drivers give reasons as codes (SQLite's
result codes, PostgreSQL's SQLSTATE); the tables below turn those into our words. A driver's own
words are quoted only where no table has the reason.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError, StatementError

from selector.db.connections.database_problems import (
    FROM_A_BACKUP,
    WRITE_AGAIN,
    problem,
    without_password,
)
from selector.db.connections.displayed import without_secrets
from selector.db.connections.undecoded import find_undecoded, is_undecoded
from selector.model.problem import ProblemError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_DOWN = (
    "D603",
    "The database is not responding.",
    "Check that it is running, and check the host, the port, the user and the password.",
)
_READ_ONLY = (
    "D604",
    "The database is read-only.",
    "Make the file and its folder writable, or name another database with `--db`.",
)
_LOCKED_FOLDER = (
    "D604",
    "The database's folder is read-only.",
    "Make the folder writable, or name another database with `--db`.",
)
FULL = (
    "D605",
    "The database's disk is full.",
    "Free some space on it, then try again.",
)
_BUSY = (
    "D606",
    "Another program is writing to the database.",
    "Wait until it has finished, then try again.",
)
_NOT_A_DATABASE = (
    "D607",
    "This file is not an SQLite database.",
    "Check the path. Nothing was changed.",
)
NOWHERE = (
    "D608",
    "There is no such database.",
    "Check the path or the name, and that its folder exists.",
)
NO_TABLES = (
    "D609",
    "The database lacks a table or a column that selector needs.",
    "Run `selector db upgrade`.",
)
_DOES_NOT_FIT = (
    "D611",
    "A value is too long or too large for its column in the database.",
    "Shorten long texts and numbers, then try again.",
)

_SQLITE = {
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_NOTADB": _NOT_A_DATABASE,
    "SQLITE_CORRUPT": (
        "D607",
        "The SQLite database is damaged.",
        "Restore it from a backup. Nothing was changed.",
    ),
    "SQLITE_CANTOPEN": NOWHERE,
}
"""By how SQLite's result code starts."""

_POSTGRES = {
    "08": _DOWN,
    "28": _DOWN,
    "57": _DOWN,
    "25006": _READ_ONLY,
    "53100": FULL,
    "53": _DOWN,
    "55P03": _BUSY,
    "40": _BUSY,
    "3D000": NOWHERE,
    "42P01": NO_TABLES,
    "42703": NO_TABLES,
    "3F000": NO_TABLES,
    "22": _DOES_NOT_FIT,
    "42501": (
        "D604",
        "This user is not allowed to write to the database.",
        "Ask its owner for permission to write to its tables.",
    ),
}
"""By PostgreSQL's SQLSTATE, or its first two digits, which are its class."""

_SQLITE_WORDS = {
    "no such table": NO_TABLES,
    "no such column": NO_TABLES,
    "has no column named": NO_TABLES,
}
_POSTGRES_WORDS = {
    'role "': _DOWN,
    "does not exist": NOWHERE,
    "connection": _DOWN,
    "timeout": _DOWN,
    "password": _DOWN,
    "resolve": _DOWN,
}


_CANNOT_CONNECT = frozenset(
    {"OperationalError", "ConnectionTimeout", "InterfaceError", "AdminShutdown"}
)
"""What PostgreSQL's drivers raise without a code when they cannot connect."""

_INSTALL = {
    "pysqlite": "Install a Python that has `sqlite3`.",
    "aiosqlite": "Install it: `pip install aiosqlite`.",
    "psycopg": "Install it: `pip install 'reference-selector[postgres]'`.",
    "asyncpg": "Install it: `pip install 'reference-selector[asyncpg]'`.",
}

_Row = tuple[str, str, str]

_OF_A_CELL = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    StatementError,
    TypeError,
    ValueError,
)
"""What comes of a value of another type, where a row is read or what it says is used."""


@contextmanager
def errors_explained(url: URL | str) -> Iterator[None]:
    """Turn what the database or its driver refuses inside into a `ProblemError`.

    Raises:
        ProblemError: One of D603 to D612, at the database.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise refusal(url, error) from error


@contextmanager
def reached(url: URL | str) -> Iterator[None]:
    """Turn a network error into a problem. For the making of a connection, and nothing else.

    psycopg has its own errors for that; asyncpg leaves it to Python's.

    Raises:
        ProblemError: The database is not responding (D603).
    """
    try:
        yield
    except OSError as error:
        raise problem(url, *_DOWN) from error


@contextmanager
def driver_there(url: URL) -> Iterator[None]:
    """Explain a missing driver. For the making of an engine, which imports nothing else.

    Raises:
        ProblemError: The driver is not installed (D602).
    """
    try:
        yield
    except (ImportError, NoSuchModuleError):
        driver = url.get_driver_name()
        what = f"The driver for this database is not installed: `{driver}`."
        raise problem(url, "D602", what, _INSTALL[driver]) from None


@contextmanager
def cells_explained(connection: Connection) -> Iterator[None]:
    """Explain a failure inside by the cell behind it, if the database has a cell of a wrong type.

    The cell is looked for only then.

    Raises:
        ProblemError: A cell holds a value that is not of its column's type (D615).
    """
    try:
        yield
    except (ProblemError, DBAPIError):
        raise
    except _OF_A_CELL as error:
        from selector.db.connections.wrong_cells import wrong_cell  # noqa: PLC0415  # see above

        what = wrong_cell(connection)
        if not what:
            raise
        raise problem(connection, "D615", what, WRITE_AGAIN) from error


@contextmanager
def sensible(connection: Connection) -> Iterator[None]:
    """Explain a stored value that its column's type cannot read, such as an id that is not a UUID.

    For our own queries only: a caller's code may raise a ValueError of its own.

    Raises:
        ProblemError: A stored value cannot be read (D615).
    """
    try:
        with cells_explained(connection):
            yield
    except ProblemError:
        raise
    except ValueError as error:
        what = f"A value stored in the database cannot be read: {error}."
        raise problem(connection, "D615", what, FROM_A_BACKUP) from error


def refusal(url: URL | str, error: SQLAlchemyError) -> ProblemError:
    """The problem that an error of the database means."""
    cause = None
    if isinstance(error, DBAPIError):
        cause = error.orig
    if is_undecoded(cause):
        row = _undecoded(url)
    else:
        row = _from_sqlite(cause) or _from_postgres(cause) or _quoted(url, cause or error)
    if row == NOWHERE and _is_in_locked_folder(url):
        row = _LOCKED_FOLDER
    return problem(url, *row)


def _undecoded(url: URL | str) -> _Row:
    """A text that is not UTF-8, with its table, column and row where it can be found."""
    found = None
    if isinstance(url, URL):
        found = find_undecoded(url)
    if found is None:
        return "D615", "Some text stored in the database is not UTF-8.", WRITE_AGAIN
    table, column, row = found
    where = f"In the table `{table}`, in the row with {shown(row, 120)}"
    what = f"{where}, the text in the column `{column}` is not UTF-8."
    return "D615", what, WRITE_AGAIN


def _quoted(url: URL | str, error: BaseException) -> _Row:
    """What no table has: the driver's own words."""
    detail = str(error)
    if isinstance(url, URL):
        detail = without_secrets(detail, url)
    detail = re.sub(r"\s+", " ", detail).strip()
    return (
        "D612",
        f"The database refused the request: {detail[:300].rstrip('.')}.",
        "Nothing was changed.",
    )


def _from_sqlite(cause: BaseException | None) -> _Row | None:
    code = getattr(cause, "sqlite_errorname", "")
    if not code:
        return None
    for start, row in _SQLITE.items():
        if code.startswith(start):
            return row
    return _by_words(_SQLITE_WORDS, cause)


def _from_postgres(cause: BaseException | None) -> _Row | None:
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or ""
    row = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if row or state or hasattr(cause, "sqlite_errorname"):
        return row
    if type(cause).__name__ not in _CANNOT_CONNECT:
        return None
    return _by_words(_POSTGRES_WORDS, cause) or _DOWN


def _by_words(words: dict[str, _Row], cause: BaseException | None) -> _Row | None:
    text = str(cause)
    for start, row in words.items():
        if start in text:
            return row
    return None


def _is_in_locked_folder(url: URL | str) -> bool:
    if not isinstance(url, URL) or url.get_backend_name() != "sqlite":
        return False
    folder = Path(without_password(url)).parent
    return folder.is_dir() and not os.access(folder, os.W_OK)
