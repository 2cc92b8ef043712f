"""A caller's transaction that SQLite undoes as a whole, and a savepoint in it.

In: a caller's connection. Out: its transaction as it was, or a problem that says that all of it is
undone. Of a full disk or one that fails, SQLite may undo a transaction with savepoints and all.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from selector.db.connections.database_errors import NO_SAVEPOINT, errors_explained, explained_by
from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_UNDONE = " SQLite undid the whole transaction, with all that was written in it before this call."
_GO_BACK = "Roll it back, for example with `session.rollback()`. "


@contextmanager
def undoing_reported(connection: Connection) -> Iterator[None]:
    """Say if SQLite undoes a caller's transaction inside, and let nothing more be done in it.

    To SQLAlchemy it would go on, and the next statement begin another.

    Raises:
        ProblemError: What the database refused, and that the transaction is undone.
    """
    was_begun = _is_begun(connection)
    try:
        with errors_explained(connection.engine.url):
            yield
    except BaseException as error:
        if not was_begun or _is_begun(connection):
            raise
        transaction = connection.get_transaction()
        if transaction is not None:
            # As SQLAlchemy leaves it after a commit that failed: only a rollback helps.
            transaction.is_active = False
        if not isinstance(error, ProblemError) or explained_by(error) is None:
            raise
        raise _with_undoing(error) from None


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """A savepoint of a caller's transaction. Whatever is raised inside is what the caller gets.

    Where SQLite undid the whole transaction, the savepoint to go back to is gone. A driver with
    asyncio says so in an exception that no longer knows of the first one.
    """
    nested = connection.begin_nested()
    try:
        yield
    except BaseException:
        try:
            nested.rollback()
        except SQLAlchemyError as error:
            if NO_SAVEPOINT not in str(error):
                raise
        raise
    nested.commit()


def _is_begun(connection: Connection) -> bool:
    """Whether SQLite has a transaction open; also where nobody can tell any more."""
    if connection.dialect.name != "sqlite" or connection.closed or connection.invalidated:
        return True
    driver = connection.connection.driver_connection
    return driver is None or driver.in_transaction


def _with_undoing(refused: ProblemError) -> ProblemError:
    (problem,) = refused.problems
    what = problem.what + _UNDONE
    hint = _GO_BACK + problem.hint
    return ProblemError([replace(problem, what=what, hint=hint)])
