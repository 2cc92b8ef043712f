"""A film written as a whole: in one transaction on one address, or as one part of a caller's transaction."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from selector.db.connect import sqlite_file
from selector.db.refusals import FULL, problem
from selector.db.schema import begin_writing, make_tables_if_empty, require_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.orm import Session


ROOM = 65_536
"""Bytes that a new SQLite database needs at the least: its tables alone take more."""


class Writing:
    """Everything or nothing, not even the file of a new database; see `selector.db.sessions.Opening`."""

    writes: ClassVar[bool] = True

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file = sqlite_file(url)
        self._is_new = self._file is not None and not self._file.exists()
        if self._is_new and self._file is not None:
            _must_have_room(url, self._file)

    @contextmanager
    def opened(self, connection: Connection) -> Iterator[None]:
        """A transaction that holds SQLite's write lock, committed at the end.

        An empty database gets its tables. Whatever is raised inside undoes everything, and removes the file of an
        SQLite database that did not exist before.
        """
        try:
            with connection.begin():
                _still_there(self._url, self._file)
                make_tables_if_empty(connection)
                yield
        except BaseException:
            if self._is_new and self._file is not None:
                _remove_empty(connection, self._file)
            raise

    @staticmethod
    @contextmanager
    def joined(session: Session) -> Iterator[Connection]:
        """A savepoint of a caller's transaction, whose tables must be there: what fails leaves the rest as it was."""
        session.flush()
        connection = session.connection()
        begin_writing(connection)  # else a driver that begins late takes the savepoint for the whole transaction
        require_tables(connection)
        with session.begin_nested():
            yield session.connection()  # asked for anew: only this sends the savepoint


def _must_have_room(url: URL, file: Path) -> None:
    """On a full disk SQLite makes an empty file and then gives no lock, without which nobody may remove it again."""
    with suppress(OSError):
        if shutil.disk_usage(file.parent).free < ROOM:
            raise problem(url, *FULL)


def _still_there(url: URL, file: Path | None) -> None:
    """While this writer waited for the lock, one that made the file and failed may have removed it."""
    if file is not None and "memory" not in str(url.query) and not file.exists():
        raise problem(url, "D608", "The database was removed while this was waiting for it.", "Run it again.")


def _remove_empty(connection: Connection, file: Path) -> None:
    """Remove the file that this transaction made, if nothing has come to stand in it since."""
    with suppress(Exception), connection.begin():
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            file.unlink(missing_ok=True)
