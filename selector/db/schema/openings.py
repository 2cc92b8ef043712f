"""A database opened for work that needs its tables: for reading, which changes nothing, or for writing a film whole.

For reading the tables must be there, and no file is made; writing fills an empty database, and undoes all it did,
the file of a new one included, where anything fails. Either way a caller's session will do as well as an address.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from selector.db.connections.addresses import must_be_there, sqlite_file
from selector.db.connections.database_errors import FULL, errors_explained, sensible
from selector.db.connections.database_problems import problem
from selector.db.connections.engines import make_engine
from selector.db.connections.turns import begin_writing
from selector.db.schema.version import make_tables_if_empty, require_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.orm import Session

ROOM = 65_536
"""Bytes that a new SQLite database needs at the least: its tables alone take more."""


@contextmanager
def reading(url: URL) -> Iterator[Connection]:
    """A connection to a database whose tables this program knows.

    Raises:
        ProblemError: The database is not there or cannot be used (D601 to D609, D613).
    """
    must_be_there(url)
    engine = make_engine(url)
    try:
        with errors_explained(url), sensible(url), engine.connect() as connection:
            require_tables(connection)
            yield connection
    finally:
        engine.dispose()


class Reading:
    """The same for what callers may also ask for in a session of theirs: an `Opening` of `selector.db.connections`."""

    writes: ClassVar[bool] = False

    def __init__(self, url: URL) -> None:
        must_be_there(url)

    @contextmanager
    def opened(self, connection: Connection) -> Iterator[None]:
        """Tables that this program knows."""
        with sensible(connection.engine.url):
            require_tables(connection)
            yield

    @staticmethod
    @contextmanager
    def joined(session: Session) -> Iterator[Connection]:
        """A caller's transaction, with what the session has not sent yet."""
        session.flush()
        connection = session.connection()
        with sensible(connection.engine.url):
            require_tables(connection)
            yield connection


class Writing:
    """Everything or nothing, not even the file of a new database: the other `Opening`."""

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
        begin_writing(
            connection
        )  # else a driver that begins late takes the savepoint for the whole transaction
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
        raise problem(
            url, "D608", "The database was removed while this was waiting for it.", "Run it again."
        )


def _remove_empty(connection: Connection, file: Path) -> None:
    """Remove the file that this transaction made, if nothing has come to stand in it since."""
    with suppress(Exception), connection.begin():
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            file.unlink(missing_ok=True)
