"""What a database refuses, in; a problem in plain words out, without passwords.

Drivers say why in codes (SQLite's result codes, PostgreSQL's SQLSTATE); their own words are only quoted where no
row of the tables below knows better.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from selector.db.connections.database_problems import problem, without_password
from selector.db.connections.displayed import without_secrets
from selector.db.connections.undecoded import is_undecoded, place_of_undecoded
from selector.model.problem import ProblemError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOWN = (
    "D603",
    "The database does not answer.",
    "Check that it runs, its host and port, the user and the password.",
)
_READ_ONLY = (
    "D604",
    "The database can only be read.",
    "Make the file and its folder writable, or use another --db.",
)
_NO_WRITING = (
    "D604",
    "The database's folder cannot be written to.",
    "Make it writable, or use another --db.",
)
FULL = (
    "D605",
    "There is no room left for the database.",
    "Make room on the disk, then run it again.",
)
_BUSY = (
    "D606",
    "Another program is writing to the database.",
    "Wait until it is done, then run it again.",
)
_NO_DATABASE = (
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
    "Set it up: selector db upgrade.",
)
_NO_ROOM_FOR_VALUE = (
    "D611",
    "A value does not fit into the database.",
    "Shorten it, then run it again.",
)

_SQLITE = {
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_NOTADB": _NO_DATABASE,
    "SQLITE_CORRUPT": (
        "D607",
        "The SQLite database is damaged.",
        "Restore it from a copy. Nothing was changed.",
    ),
    "SQLITE_CANTOPEN": NOWHERE,
}
"""By the start of SQLite's result code."""

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
    "22": _NO_ROOM_FOR_VALUE,
    "42501": (
        "D604",
        "This user may not write to the database.",
        "Ask for the right to write to its tables.",
    ),
}
"""By PostgreSQL's SQLSTATE, or the class that it starts with."""

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


@contextmanager
def errors_explained(url: URL | str) -> Iterator[None]:
    """Turns what the database or its driver refuses inside into a `ProblemError`.

    Raises:
        ProblemError: One of D603 to D612, at the database.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise refusal(url, error) from error


@contextmanager
def reached(url: URL | str) -> Iterator[None]:
    """Around the making of a connection, and no more: turns an error of the network into a problem (D603).

    psycopg has errors of its own for that; asyncpg leaves it to Python's.
    """
    try:
        yield
    except OSError as error:
        raise problem(url, *_DOWN) from error


@contextmanager
def driver_there(url: URL) -> Iterator[None]:
    """Around the making of an engine, which imports nothing but its driver.

    Raises:
        ProblemError: The driver is not installed (D602).
    """
    try:
        yield
    except (ImportError, NoSuchModuleError):
        what = f"The driver that speaks to this database is not installed: {url.get_driver_name()}."
        raise problem(url, "D602", what, _INSTALL[url.get_driver_name()]) from None


@contextmanager
def sensible(url: URL | str) -> Iterator[None]:
    """Turns a stored value that its column's type cannot read, such as an id that is no UUID, into a problem (D615).

    For our own queries only: a caller's code may raise a ValueError of its own.
    """
    try:
        yield
    except ProblemError:
        raise
    except ValueError as error:
        what = f"Something stored makes no sense any more: {error}."
        raise problem(url, "D615", what, "Restore the database from a copy.") from error


def refusal(url: URL | str, error: SQLAlchemyError) -> ProblemError:
    """The problem that an error of the database comes to."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    row = _undecoded(url) if is_undecoded(cause) else _from_sqlite(cause) or _from_postgres(cause)
    if row == NOWHERE and _stands_in_locked_folder(url):
        row = _NO_WRITING
    if row is None:
        detail = str(cause or error)
        detail = without_secrets(detail, url) if isinstance(url, URL) else detail
        detail = re.sub(r"\s+", " ", detail).strip()
        row = ("D612", f"The database refused: {detail:.300}", "Nothing was changed.")
    return problem(url, *row)


_INSTALL = {
    "pysqlite": "Install a Python that has sqlite3.",
    "aiosqlite": "Install it: pip install aiosqlite",
    "psycopg": "Install it: pip install 'reference-selector[postgres]'",
    "asyncpg": "Install it: pip install 'reference-selector[asyncpg]'",
}

_Row = tuple[str, str, str]


def _undecoded(url: URL | str) -> _Row:
    """A text that is not UTF-8, with its table, column and row where it can be found."""
    what, hint = (
        "A text that is stored is not UTF-8",
        "Write it anew, or restore the database from a copy.",
    )
    found = place_of_undecoded(url) if isinstance(url, URL) else None
    if found is not None:
        table, column, row = found
        what = f"The text in the column `{column}` of the table `{table}` is not UTF-8, in the row with {shown(row, 120)}"
    return "D615", f"{what}.", hint


def _from_sqlite(cause: BaseException | None) -> _Row | None:
    code = getattr(cause, "sqlite_errorname", "") or ""
    for start, row in _SQLITE.items():
        if code.startswith(start):
            return row
    return _by_words(_SQLITE_WORDS, cause) if code else None


def _stands_in_locked_folder(url: URL | str) -> bool:
    folder = Path(without_password(url)).parent
    return (
        isinstance(url, URL)
        and url.get_backend_name() == "sqlite"
        and folder.is_dir()
        and not os.access(folder, os.W_OK)
    )


def _from_postgres(cause: BaseException | None) -> _Row | None:
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or ""
    for length in (5, 2):
        if state[:length] in _POSTGRES:
            return _POSTGRES[state[:length]]
    connecting = type(cause).__name__ in (
        "OperationalError",
        "ConnectionTimeout",
        "InterfaceError",
        "AdminShutdown",
    )
    return (
        _by_words(_POSTGRES_WORDS, cause) or _DOWN
        if connecting and not state and not hasattr(cause, "sqlite_errorname")
        else None
    )


def _by_words(words: dict[str, _Row], cause: BaseException | None) -> _Row | None:
    text = str(cause)
    return next((row for start, row in words.items() if start in text), None)
