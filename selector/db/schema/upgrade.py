"""Bring the tables of a database to the newest version, or back, in one transaction.

In: an address, an engine, a session or a connection, of asyncio or not. Out: a `TablesState`, which
is awaited if what was given is asyncio's; an address is not. Alembic does the work, from the files
in `migrations/`, with a version table of our own.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from logging import LogRecord, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from selector.db.connections.addresses import must_be_there, read_url
from selector.db.connections.by_kind import ByKind
from selector.db.connections.database_problems import ignored, problem, without_password
from selector.db.connections.engines import connected
from selector.db.connections.turns import take_turn
from selector.db.schema.version import (
    VERSION_TABLE,
    VERSIONS,
    forget_version,
    must_have_no_views,
    must_see_tables,
    require_all_there,
    require_tables,
    version_of,
)
from selector.model.frozen import frozen
from selector.model.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from alembic.runtime.migration import RevisionStep
    from alembic.script import ScriptDirectory
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.orm import Session

    from selector.db.connections.by_kind import Awaited, Waiting

    Steps = Callable[[ScriptDirectory, Any], Iterable[RevisionStep]]

MIGRATIONS = Path(__file__).parent / "migrations"

_PATIENCE = 120_000
"""Milliseconds that one upgrade waits for another on SQLite."""


_THEIRS = getLogger("alembic.runtime.migration")
_IS_OURS: ContextVar[bool] = ContextVar("_IS_OURS", default=False)
"""Whether the migrations that run are ours."""


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


@overload
def upgrade(where: Waiting) -> TablesState: ...
@overload
def upgrade(where: Awaited) -> Awaitable[TablesState]: ...
def upgrade(where: Waiting | Awaited) -> TablesState | Awaitable[TablesState]:
    """Upgrade the tables to the newest version.

    An empty database gets all tables; a pipeline's gets what it lacks. Two upgrades at once take
    turns; the second finds nothing to do. Await it for an engine, a session or a connection of
    asyncio. An address is never awaited, whatever its driver: the call returns when all is done.
    The transaction of a session or a connection is the caller's, who commits it.

    Raises:
        ProblemError: The database cannot be used (D601 to D608), selector does not understand its
            tables (D614), they are newer (D613), or something was removed from them (D609). Nothing
            has changed then.
    """
    work = ByKind("upgrade", _upgraded, _changing, writes=True, afterwards=_refresh_demoted)
    return work.called(where)


@overload
def downgrade(where: Waiting, version: str = ...) -> TablesState: ...
@overload
def downgrade(where: Awaited, version: str = ...) -> Awaitable[TablesState]: ...
def downgrade(
    where: Waiting | Awaited, version: str = "base"
) -> TablesState | Awaitable[TablesState]:
    """Bring the tables back to an older version; awaited and committed as `upgrade` is.

    `base` removes all that selector made, including decisions. What a pipeline had stays as it was.

    Raises:
        ProblemError: The database cannot be used (D601 to D608), or there is no such older version
            (D610).
    """

    def work(connection: Connection) -> TablesState:
        return _downgraded(connection, version)

    return ByKind("downgrade", work, _changing, writes=True).called(where)


@overload
def status(where: Waiting) -> TablesState: ...
@overload
def status(where: Awaited) -> Awaitable[TablesState]: ...
def status(where: Waiting | Awaited) -> TablesState | Awaitable[TablesState]:
    """The version of the tables; awaited as `upgrade` is. Changes nothing, and makes no file.

    Raises:
        ProblemError: The database cannot be used or does not exist (D601 to D608), something was
            removed from tables at the newest version, or PostgreSQL's search path names no schema
            that there is (D609), or none that the user is allowed to use (D623).
    """
    return ByKind("status", _found, _looking, writes=False).called(where)


@contextmanager
def _changing(address: URL | str) -> Iterator[Connection]:
    with connected(address, writes=True, patience=_PATIENCE) as connection, connection.begin():
        yield connection


@contextmanager
def _looking(address: URL | str) -> Iterator[Connection]:
    url = read_url(address)
    must_be_there(url)
    with connected(url) as connection:
        yield connection


def _upgraded(connection: Connection) -> TablesState:
    _begin(connection)
    before = version_of(connection)
    if before == VERSIONS[-1]:
        require_all_there(connection)
    else:
        must_see_tables(connection)
        must_have_no_views(connection)
        _migrate(connection, lambda files, there: files._upgrade_revs("head", there))
    return _state(connection, before)


def _refresh_demoted(session: Session) -> None:
    """Show the caller's session which clean references are no longer the primary."""
    from selector.db.tables.held_rows import refresh_held  # noqa: PLC0415  # for sessions only

    refresh_held(session, "asset_clean_references", ["is_primary"])


def _downgraded(connection: Connection, version: str) -> TablesState:
    _begin(connection)
    before = version_of(connection)
    older = ["base", *VERSIONS]
    if before is not None:
        older = ["base", *VERSIONS[: VERSIONS.index(before)]]
    if version not in (*older, before):
        what = f"There is no version {version} of the tables to go back to."
        hint = f"Choose {quoted(older, 'or')}."
        raise problem(connection, "D610", what, hint)
    if before is not None:
        _migrate(connection, lambda files, there: files._downgrade_revs(version, there))
        if version == "base":
            forget_version(connection)
    return _state(connection, before)


def _found(connection: Connection) -> TablesState:
    version = version_of(connection)
    if version == VERSIONS[-1]:
        require_all_there(connection)
    else:
        must_see_tables(connection)
    return _state(connection, version)


def _begin(connection: Connection) -> None:
    """Wait for others who change the tables, and refuse tables that this program does not know."""
    take_turn(connection, "tables")
    if version_of(connection) not in (None, *VERSIONS):
        require_tables(connection)


def _migrate(connection: Connection, steps: Steps) -> None:
    """Run migrations on the connection, in the caller's transaction.

    `alembic.op` and `alembic.context` belong to whoever runs Alembic's command: a host whose own
    migration calls `upgrade` goes on with them. So ours are handed what they work with.

    Args:
        connection: The database.
        steps: Which of the files to run, from the versions that are there.

    Raises:
        ProblemError: The database keeps the version that it had (D612).
    """
    from alembic.operations import Operations  # noqa: PLC0415  # takes 100 ms to load
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415  # as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # as above
    from alembic.util import CommandError  # noqa: PLC0415  # as above

    files = ScriptDirectory(str(MIGRATIONS))
    how = {"version_table": VERSION_TABLE, "fn": lambda there, _: steps(files, there)}
    _THEIRS.addFilter(_is_about_the_host)
    here = _IS_OURS.set(True)
    try:
        context = MigrationContext.configure(connection, opts=how)
        context.run_migrations(op=Operations(context))
    except CommandError as error:  # Alembic counts the rows of its version
        raise problem(connection, *ignored(VERSION_TABLE)) from error
    finally:
        _IS_OURS.reset(here)


def _is_about_the_host(_: LogRecord) -> bool:
    """Keep our migrations out of a log that lists the host's."""
    return not _IS_OURS.get()


def _state(connection: Connection, before: str | None) -> TablesState:
    return TablesState(
        database=without_password(connection),
        before=before,
        after=version_of(connection),
        said=tuple(connection.info.pop("said", ())),
    )
