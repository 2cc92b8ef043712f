"""Open a database for work that needs its tables.

In: an address, or a caller's session. Out: a connection. For reading the tables must exist, and no
file is made. For writing an empty database gets its tables, and whatever fails undoes everything,
including the file of a new database.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, ClassVar

from selector.db.connections.addresses import free_bytes, is_there, must_be_there, sqlite_file
from selector.db.connections.database_errors import cells_explained, sensible
from selector.db.connections.database_problems import FULL, problem
from selector.db.connections.engines import connected
from selector.db.connections.turns import begin_ours, begin_writing
from selector.db.schema.version import make_tables_if_empty, require_tables
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES, SCENES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.orm import Session

ROOM = 65_536
"""Bytes that a new SQLite database needs at least: its tables alone take more."""


@contextmanager
def reading(url: URL) -> Iterator[Connection]:
    """A connection to a database whose tables this program knows.

    Raises:
        ProblemError: The database does not exist or cannot be used (D601 to D609, D613).
    """
    must_be_there(url)
    with connected(url) as connection, sensible(connection):
        require_tables(connection)
        yield connection


class Reading:
    """Open for reading, at an address or in a caller's session (an `Opening` of `connections`)."""

    writes: ClassVar[bool] = False

    def __init__(self, url: URL) -> None:
        must_be_there(url)

    @contextmanager
    def opened(self, connection: Connection) -> Iterator[None]:
        """Check that this program knows the tables."""
        with sensible(connection):
            require_tables(connection)
            yield

    @staticmethod
    @contextmanager
    def joined(session: Session) -> Iterator[Connection]:
        """A caller's transaction."""
        connection = session.connection()
        with sensible(connection):
            require_tables(connection)
            yield connection


class Writing:
    """Open for writing: everything is written, or nothing, not even the file of a new database."""

    writes: ClassVar[bool] = True

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file = sqlite_file(url)
        self._is_new = self._file is not None and not is_there(url, self._file)
        if self._is_new and self._file is not None:
            _must_have_room(url, self._file)

    @contextmanager
    def opened(self, connection: Connection) -> Iterator[None]:
        """A transaction that holds SQLite's write lock, committed at the end.

        An empty database gets its tables. Whatever is raised inside undoes everything, and removes
        the file of an SQLite database that did not exist before.
        """
        try:
            with connection.begin(), cells_explained(connection):
                _still_there(self._url, self._file)
                begin_ours(connection)
                make_tables_if_empty(connection)
                yield
        except BaseException:
            if self._is_new and self._file is not None:
                _remove_empty(connection, self._file)
            raise

    @staticmethod
    @contextmanager
    def joined(session: Session) -> Iterator[Connection]:
        """A savepoint of a caller's transaction: what fails leaves the rest as it was."""
        connection = session.connection()
        # Else a driver that begins late takes the savepoint for the whole transaction.
        begin_writing(connection)
        with cells_explained(connection):
            require_tables(connection)
            with session.begin_nested():
                # Only this call sends the savepoint.
                yield session.connection()
        from selector.db.tables.held_rows import refresh_held  # noqa: PLC0415  # for sessions only

        for table in (ASSETS, REFERENCES, SCENES):
            refresh_held(session, table.name, table.c.keys())


def _must_have_room(url: URL, file: Path) -> None:
    """Refuse a full disk: SQLite would make an empty file, then no lock to remove it under."""
    with suppress(OSError):
        if free_bytes(file.parent) < ROOM:
            raise problem(url, *FULL)


def _still_there(url: URL, file: Path | None) -> None:
    """Refuse a file that its maker removed after a failure, while this writer waited."""
    if file is not None and not file.exists():
        what = "The database was removed while selector was waiting for it."
        raise problem(url, "D608", what, "Try again.")


def _remove_empty(connection: Connection, file: Path) -> None:
    """Remove the file that this transaction made, if it is still empty."""
    with suppress(Exception), connection.begin():
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            file.unlink(missing_ok=True)
