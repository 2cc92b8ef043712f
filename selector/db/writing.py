"""One transaction on one address, that leaves all or nothing: not even the file of a new database."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from selector.db.connect import make_engine, read_url, sqlite_file
from selector.db.refusals import problem, told
from selector.db.schema import make_tables_if_empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL


@contextmanager
def writing(address: str | URL) -> Iterator[Connection]:
    """A connection inside a transaction that holds SQLite's write lock, committed at the end.

    An empty database gets its tables. Whatever is raised inside undoes everything, and removes
    the file of an SQLite database that did not exist before.

    Raises:
        ProblemError: The database cannot be used or refuses (D601 to D612).
    """
    url = read_url(address)
    file = sqlite_file(url)
    is_new = file is not None and not file.exists()
    engine = make_engine(url, writes=True)
    try:
        with told(url), engine.connect() as connection:
            try:
                with connection.begin():
                    _still_there(url, file)
                    make_tables_if_empty(connection)
                    yield connection
            except BaseException:
                if is_new and file is not None:
                    _remove_empty(connection, file)
                raise
    finally:
        engine.dispose()


def _still_there(url: URL, file: Path | None) -> None:
    """While this writer waited for the lock, one that made the file and failed may have removed it."""
    if file is not None and "memory" not in str(url.query) and not file.exists():
        raise problem(url, "D608", "The database was removed while this was waiting for it.", "Run it again.")


def _remove_empty(connection: Connection, file: Path) -> None:
    """Remove the file that this transaction made, if nothing has come to stand in it since."""
    with suppress(Exception), connection.begin():
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            file.unlink(missing_ok=True)
