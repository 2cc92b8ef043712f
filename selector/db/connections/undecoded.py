"""Text in SQLite that is not UTF-8: read it anyway, or find it in the file to name it.

In: a query, or an address. Out: its rows, or where the first such text is. SQLite stores any bytes
as text, and Python's driver refuses a whole query for one such value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import OperationalError

from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Executable
    from sqlalchemy.engine import URL

TABLES = ("projects", "manifests", "assets", "asset_clean_references", "scene_manifests")
"""The pipelines' tables that are searched, beside our own."""


def rows_as_stored(connection: Connection, query: Executable) -> Sequence[Any]:
    """All rows of a query. Text that is not UTF-8 has a lone surrogate for each wrong byte."""
    try:
        return connection.execute(query).all()
    except OperationalError as error:
        if not is_undecoded(error.orig):
            raise
    with _any_bytes(connection):
        return connection.execute(query).all()


def is_undecoded(cause: BaseException | None) -> bool:
    """Say if the driver refused a text because it is not UTF-8."""
    return str(cause).startswith("Could not decode to UTF-8")


def find_undecoded(url: URL) -> tuple[str, str, str] | None:
    """The table, the column and the row of the first such text in an SQLite file, if any."""
    database = url.database or ""
    if url.get_backend_name() != "sqlite" or not database or ":memory:" in database:
        return None
    file = Path(database.removeprefix("file:").partition("?")[0])
    address = f"{file.absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as connection:
        connection.text_factory = bytes
        for table in _tables(connection):
            for column, row in _undecoded_in(connection, table):
                return table, column, row
    return None


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """The names of the tables to search, in order."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (name,) in connection.execute(query).fetchall():
        table = _text(name)
        if table in TABLES or table.startswith("selector_"):
            yield table


def _undecoded_in(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """The columns and rows of one table with such a text; a row is named by its primary key."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [row[1].decode() for row in info]
    keys = [row[1].decode() for row in info if row[5]]
    kinds = ", ".join(f"typeof({column})" for column in columns)
    run = connection.execute
    typed = run(f"SELECT {kinds} FROM {table} ORDER BY rowid")  # noqa: S608  # one of `_tables`
    rows = run(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608  # as above
    for values, its_kinds in zip(rows, typed, strict=False):
        for column, value, kind in zip(columns, values, its_kinds, strict=True):
            if kind == b"text" and not _is_utf8(value):
                row = dict(zip(columns, values, strict=True))
                names = [f"`{key}` {_text(row[key])}" for key in keys]
                yield column, listed(names)


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """Inside, the connection returns text whatever its bytes are."""
    driver: Any = connection.connection.driver_connection
    before = driver.text_factory
    driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before
