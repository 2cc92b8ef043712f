"""What SQLite refuses → a code, what is wrong, what to do.

SQLite gives its reasons as result codes. Some say little, such as "unable to open database file":
then the file, its folder and its disk are looked at.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from selector.db.connections.addresses import free_bytes, is_read_only, sqlite_file
from selector.db.connections.database_problems import (
    A_FOLDER,
    BUSY,
    FULL,
    NOWHERE,
    READ_ONLY,
    a_view,
    lacking,
)

if TYPE_CHECKING:
    from selector.db.connections.database_problems import Row

_LOCKED_FOLDER: Row = (
    "D604",
    "The database's folder is read-only.",
    "Make the folder writable, or name another database with `--db`.",
)
_FOR_READING: Row = (
    "D604",
    "The address opens the database only for reading (`mode=ro`).",
    "Leave `mode=ro` out of the address, or name another database with `--db`.",
)
_UNCHANGING: Row = (
    "D604",
    "The address says that nothing writes to the database (`immutable=1`).",
    "Leave `immutable=1` out of the address, or name another database with `--db`.",
)
_UNREADABLE: Row = (
    "D623",
    "This user is not allowed to read the database's file.",
    "Ask the owner of the file for permission to read and to write it.",
)
_DISK: Row = (
    "D624",
    "The disk failed to read or write the database.",
    "Check the disk: its space, its quota and, if it is a network drive, its connection.",
)

_DENIED: Row = (
    "D612",
    "The program denied this request, with an authorizer (`set_authorizer`).",
    "Let it read and write selector's tables, or pass another connection.",
)
_STOPPED: Row = (
    "D622",
    "The program stopped this request, with `interrupt()` or a progress handler.",
    "Try again.",
)
_READ_BEFORE: Row = (
    "D606",
    "Another program wrote to the database after this transaction had read it.",
    "Roll it back, for example with `session.rollback()`, then try again.",
)

_BY_CODE: dict[str, Row] = {
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_AUTH": _DENIED,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": _DISK,
    "SQLITE_INTERRUPT": _STOPPED,
    "SQLITE_BUSY_SNAPSHOT": _READ_BEFORE,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_PROTOCOL": BUSY,
    "SQLITE_NOTADB": (
        "D607",
        "This file is not an SQLite database.",
        "Check the path. Nothing was changed.",
    ),
    "SQLITE_CORRUPT": (
        "D607",
        "The SQLite database is damaged.",
        "Restore it from a backup. Nothing was changed.",
    ),
    "SQLITE_CANTOPEN": NOWHERE,
}
"""By how SQLite's result code starts; the first that fits counts."""

_VIEW = re.compile(r"cannot modify (\w+) because it is a view")
_LACKING = ("no such table", "no such column", "has no column named")

_ROOM = 65_536
"""Bytes below which a disk counts as full."""


def from_sqlite(cause: BaseException | None, url: URL | str) -> Row | None:
    """What SQLite's exception means; None if it is not one of SQLite's, or not known.

    Args:
        cause: The exception of the driver.
        url: The database's address, or a word if it is not known.
    """
    code = getattr(cause, "sqlite_errorname", "")
    if not code:
        return None
    for start, row in _BY_CODE.items():
        if code.startswith(start):
            return _of_the_address(row, url) or _looked_at(row, url)
    text = str(cause)
    found = _VIEW.search(text)
    if found:
        return a_view(found[1])
    if any(words in text for words in _LACKING):
        return lacking(text, "sqlite")
    return None


def _of_the_address(row: Row, url: URL | str) -> Row | None:
    """What an address that opens its database only for reading says; else None."""
    if row != READ_ONLY or isinstance(url, str) or not is_read_only(url):
        return None
    if url.query.get("mode") == "ro":
        return _FOR_READING
    return _UNCHANGING


def _looked_at(row: Row, url: URL | str) -> Row:
    """The same, or what the file, its folder or its disk says better."""
    file = sqlite_file(url) if isinstance(url, URL) else None
    if file is None:
        return row
    folder = file.parent
    if row == NOWHERE:
        if file.is_dir():
            return A_FOLDER
        if file.exists() and not os.access(file, os.R_OK):
            return _UNREADABLE
    if row in (NOWHERE, READ_ONLY):
        is_writable = not file.exists() or os.access(file, os.W_OK)
        if is_writable and folder.is_dir() and not os.access(folder, os.W_OK):
            return _LOCKED_FOLDER
    if row == _DISK and free_bytes(folder) < _ROOM:
        return FULL
    return row
