"""One connection for reading: it writes nothing, and makes no file where there is no database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from selector.db.connect import make_engine, sqlite_file
from selector.db.refusals import problem, sensible, told
from selector.db.schema import require_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL


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


def must_be_there(url: URL) -> None:
    """Raises ProblemError (D608) for an SQLite file that does not exist: opening it would make one."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise problem(
            url, "D608", "There is no such database.", "Check the path or the name, and that its folder exists."
        )
