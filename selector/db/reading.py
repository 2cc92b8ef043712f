"""One connection for reading: it writes nothing, and makes no file where there is no database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from selector.db.connect import make_engine, sqlite_file
from selector.db.refusals import problem, sensible, told
from selector.db.schema import require_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.orm import Session


@contextmanager
def reading(url: URL) -> Iterator[Connection]:
    """A connection to a database whose tables this program knows.

    Raises:
        ProblemError: The database is not there or cannot be used (D601 to D609, D613).
    """
    must_be_there(url)
    engine = make_engine(url)
    try:
        with told(url), sensible(url), engine.connect() as connection:
            require_tables(connection)
            yield connection
    finally:
        engine.dispose()


class Reading:
    """The same for what callers may also ask for in a session of theirs; see `selector.db.sessions.Opening`."""

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


def must_be_there(url: URL) -> None:
    """Raises ProblemError (D608) for an SQLite file that does not exist: opening it would make one."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise problem(
            url, "D608", "There is no such database.", "Check the path or the name, and that its folder exists."
        )
