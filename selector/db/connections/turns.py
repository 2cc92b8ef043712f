"""Writers of the same thing take turns, on either kind of database. Who loses a race runs again.

In: a connection and the name of what is written. The call returns when it is its turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from selector.db.connections.database_errors import explained_by
from selector.db.connections.database_problems import AUTOCOMMIT, IN_PARTS, problem
from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from sqlalchemy import Connection

T = TypeVar("T")

_TAKE_TURNS = "LOCK TABLE selector_film_scenes IN SHARE UPDATE EXCLUSIVE MODE"
"""Who reads or writes rows of the table need not wait, only who sends the same."""

_WITHOUT_TURNS = frozenset({"42P01", "42501", "25006"})
"""No such table, no right to lock it, a server that only reads: go on, and learn there what is."""


def take_turn(connection: Connection, name: str, *, shared: bool = False) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends.

    SQLite's writers take turns anyway.

    Args:
        connection: The connection whose transaction writes.
        name: What is written.
        shared: Others may hold the name at the same time, if they share it too.
    """
    if connection.dialect.name != "postgresql":
        return
    digest = hashlib.sha256(f"selector {name}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    lock = func.pg_advisory_xact_lock
    if shared:
        lock = func.pg_advisory_xact_lock_shared
    connection.execute(select(lock(number)))


def begin_writing(connection: Connection) -> None:
    """On SQLite, wait for the write lock now.

    A transaction that reads first loses the lock to whoever writes in between.

    Raises:
        ProblemError: As `must_store_whole`.
    """
    _begin(connection, "BEGIN IMMEDIATE")
    must_store_whole(connection)


def begin_ours(connection: Connection) -> None:
    """The same in a transaction of ours, before anything is read in it.

    Where a transaction sees the database as it was at its first query, on PostgreSQL, whoever
    waited for a turn would see it as it was before the turn, and lose the race. So they take turns
    before that: of all statements that wait, only this one is no query.
    """
    begin_writing(connection)
    if connection.dialect.name != "postgresql" or not _sees_one_moment(connection):
        return
    from selector.db.connections.postgresql_errors import sqlstate_of  # noqa: PLC0415  # if needed

    try:
        with connection.begin_nested():
            connection.exec_driver_sql(_TAKE_TURNS)
    except DBAPIError as error:
        if sqlstate_of(error.orig) not in _WITHOUT_TURNS:
            raise


def _sees_one_moment(connection: Connection) -> bool:
    options = connection.get_execution_options()
    level = options.get("isolation_level") or connection.default_isolation_level or ""
    return level.replace("_", " ").upper() in ("REPEATABLE READ", "SERIALIZABLE")


def must_store_whole(connection: Connection) -> None:
    """Refuse to write where each statement is committed on its own, or is read with a cursor.

    Reading is fine there.

    On SQLite, somebody may have begun a transaction nonetheless.

    Raises:
        ProblemError: Each statement is (D612, D621).
    """
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        by_itself = driver.isolation_level is None or getattr(driver, "autocommit", None) is True
        by_itself = by_itself and not driver.in_transaction
    else:
        driven: Any = connection.connection.dbapi_connection
        by_itself = driven.autocommit
        if connection.get_execution_options().get("stream_results"):
            raise problem(connection, *IN_PARTS)
    if by_itself:
        raise problem(connection, *AUTOCOMMIT)


def begin_reading(connection: Connection) -> None:
    """On SQLite, see the database from now on as it is, and wait for nobody who writes.

    A driver that begins no transaction for queries would show what others store between two.
    """
    _begin(connection, "BEGIN")


def _begin(connection: Connection, statement: str) -> None:
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:
        connection.exec_driver_sql(statement)


class Attempt:
    """A call in a transaction of ours, which is made once more if it was lost.

    Nothing of it is stored then: the transaction lost a race against another one, or its connection
    before it was committed. Iterators among the arguments are used up by the first attempt, so that
    there is no other.

    Args:
        args: The arguments of the call.
        kwargs: The same by name.
        repeats: Whether it may be made once more at all.

    Attributes:
        is_committing: All work is done, and may be stored.
    """

    def __init__(
        self, args: Sequence[object], kwargs: Mapping[str, object], *, repeats: bool = True
    ) -> None:
        given = (*args, *kwargs.values())
        self._repeats = repeats and not any(isinstance(each, Iterator) for each in given)
        self.is_committing = False

    def made(self, once: Callable[[], T]) -> T:
        """Make the call, and once more if it was lost."""
        try:
            return once()
        except ProblemError as error:
            if not self._was_lost(error):
                raise
        return once()

    async def awaited(self, once: Callable[[], Awaitable[T]]) -> T:
        """The same with asyncio."""
        try:
            return await once()
        except ProblemError as error:
            if not self._was_lost(error):
                raise
        return await once()

    def _was_lost(self, error: ProblemError) -> bool:
        cause = explained_by(error)
        if not self._repeats or not isinstance(cause, DBAPIError):
            return False
        from selector.db.connections.postgresql_errors import (  # noqa: PLC0415  # if needed
            is_lost_race,
        )

        is_cut_off = cause.connection_invalidated and not self.is_committing
        return is_cut_off or is_lost_race(cause.orig)
