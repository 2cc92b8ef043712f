"""Text of SQLite that is not UTF-8: read all the same, row by row; or found in the file, so that it can be named.

SQLite keeps any bytes as text, and Python's driver refuses the whole query for one such cell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Executable
    from sqlalchemy.engine import URL

TABLES = ("projects", "manifests", "assets", "asset_clean_references", "scene_manifests")
"""The tables of pipelines that are looked through, beside our own."""


def rows_as_stored(connection: Connection, query: Executable) -> Sequence[Any]:
    """All rows of a query. Text that is not UTF-8 has a lone surrogate for each byte that is wrong."""
    try:
        return connection.execute(query).all()
    except OperationalError as error:
        if not is_undecoded(error.orig):
            raise
    with _any_bytes(connection):
        return connection.execute(query).all()


def is_undecoded(cause: BaseException | None) -> bool:
    """Whether this is how the driver says that a text is not UTF-8."""
    return str(cause).startswith("Could not decode to UTF-8")


def place_of_undecoded(url: URL) -> tuple[str, str, str] | None:
    """The table, the column and the row of the first such text in an SQLite file; None where there is none."""
    named = url.get_backend_name() == "sqlite" and (url.database or "")
    if not named or ":memory:" in named:
        return None
    file = Path(named.removeprefix("file:").partition("?")[0])
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database,
    ):
        database.text_factory = bytes
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall():
            table = name.decode("utf-8", "replace")
            if table in TABLES or table.startswith("selector_"):
                for found in _undecoded_in(database, table):
                    return table, *found
    return None


def _undecoded_in(database: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    columns = [row[1].decode() for row in database.execute(f"PRAGMA table_info({table})")]
    keys = [row[1].decode() for row in database.execute(f"PRAGMA table_info({table})") if row[5]]
    kinds = ", ".join(f"typeof({column})" for column in columns)
    typed = database.execute(f"SELECT {kinds} FROM {table} ORDER BY rowid")  # noqa: S608  # one of the names above
    rows = database.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608  # as above
    for values, its in zip(rows, typed, strict=False):
        for column, value, kind in zip(columns, values, its, strict=True):
            if kind == b"text" and not _is_utf8(value):
                row = dict(zip(columns, values, strict=True))
                yield column, ", ".join(f"{key} {_said(row[key])}" for key in keys)


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _said(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """While this lasts, the connection gives text whatever its bytes are."""
    driver: Any = connection.connection.driver_connection
    before = driver.text_factory
    driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before
