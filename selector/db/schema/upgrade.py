"""Bring the tables of a database to the newest version, or back, in one transaction.

In: an address. Out: a `TablesState`. Alembic does the work, from the files in `migrations/`, with a
version table of our own.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from selector.db.connections.addresses import must_be_there, read_url
from selector.db.connections.database_problems import problem, without_password
from selector.db.connections.engines import connected
from selector.db.connections.turns import take_turn
from selector.db.schema.version import VERSIONS, require_tables, version_of
from selector.model.frozen import frozen
from selector.model.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

_PATIENCE = 120_000
"""Milliseconds that one upgrade waits for another on SQLite."""


@frozen
class TablesState:
    """The version of a database's tables before and after; None if they have no version.

    `said` are lines for people about what was done.
    """

    database: str
    before: str | None
    after: str | None
    newest: str = VERSIONS[-1]
    said: tuple[str, ...] = ()


def upgrade(address: str | URL) -> TablesState:
    """Upgrade the tables to the newest version.

    An empty database gets all tables; a pipeline's gets what it lacks. Two who upgrade at once take
    turns; the second finds nothing to do.

    Raises:
        ProblemError: The database cannot be used (D601 to D608), selector does not understand its
            tables (D614), or they are newer (D613). Nothing has changed then.
    """
    from alembic.command import upgrade as run  # noqa: PLC0415  # takes 100 ms to load

    with _changing(address) as connection:
        before = version_of(connection)
        if before != VERSIONS[-1]:
            run(_config(connection), "head")
        return _state(connection, before)


def downgrade(address: str | URL, version: str = "base") -> TablesState:
    """Bring the tables back to an older version.

    `base` removes all that selector made, including decisions. What a pipeline had stays as it was.

    Raises:
        ProblemError: The database cannot be used (D601 to D608), or there is no such older version
            (D610).
    """
    from alembic.command import downgrade as run  # noqa: PLC0415  # as above

    with _changing(address) as connection:
        before = version_of(connection)
        if before is not None:
            older = ("base", *VERSIONS[: VERSIONS.index(before)])
            if version not in (*older, before):
                what = f"There is no version {version} of the tables to go back to."
                hint = f"Choose {quoted(older, 'or')}."
                raise problem(connection, "D610", what, hint)
            run(_config(connection), version)
        return _state(connection, before)


def status(address: str | URL) -> TablesState:
    """The version of the tables. This changes nothing, and makes no file.

    Raises:
        ProblemError: The database cannot be used or does not exist (D601 to D608).
    """
    url = read_url(address)
    must_be_there(url)
    with connected(url) as connection:
        return _state(connection, version_of(connection))


@contextmanager
def _changing(address: str | URL) -> Iterator[Connection]:
    with connected(address, writes=True, patience=_PATIENCE) as connection, connection.begin():
        take_turn(connection, "tables")
        if version_of(connection) not in (None, *VERSIONS):
            require_tables(connection)
        connection.info.pop("said", None)
        yield connection


def _state(connection: Connection, before: str | None) -> TablesState:
    return TablesState(
        database=without_password(connection),
        before=before,
        after=version_of(connection),
        said=tuple(connection.info.get("said", ())),
    )


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
