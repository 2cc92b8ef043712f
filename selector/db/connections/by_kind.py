"""Work on one connection, done wherever a caller wants it; awaited if what it gives is asyncio's.

In: a function of a connection, and an address, an engine, a session or a connection. Out: what the
function returns, or with asyncio an awaitable of it. A caller's session or connection is used in
its own transaction, which is not committed; an engine or an address gets one that is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, nullcontext
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from selector.db.connections.database_errors import (
    cells_explained,
    errors_explained,
    reached,
)
from selector.db.connections.drivers import must_use_ours, unscoped
from selector.db.connections.engines import making_no_file, must_be_of_this_process
from selector.db.connections.turns import begin_writing, must_store_whole
from selector.db.connections.undoing import savepoint, undoing_reported

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.ext.asyncio import (
        AsyncConnection,
        AsyncEngine,
        AsyncSession,
        async_scoped_session,
    )
    from sqlalchemy.orm import Session, scoped_session

    Waiting: TypeAlias = Connection | Session | scoped_session[Session] | Engine | URL | str
    """What is worked on without asyncio."""
    Awaited: TypeAlias = (
        AsyncConnection | AsyncSession | async_scoped_session[AsyncSession] | AsyncEngine
    )
    """What is worked on with asyncio."""

T = TypeVar("T")


class ByKind(Generic[T]):
    """A function of a connection that can be called with whatever a caller has.

    Attributes:
        name: What problems call the function.
        at_address: Opens an address for it.
        writes: Whether it changes the database.
        afterwards: Called with a caller's session when the work in it is done.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[Connection], T],
        at_address: Callable[[URL | str], AbstractContextManager[Connection]],
        *,
        writes: bool,
        afterwards: Callable[[Session], object] = lambda _: None,
    ) -> None:
        self.name = name
        self._function = work
        self.at_address = at_address
        self.writes = writes
        self._afterwards = afterwards

    def called(self, where: Waiting | Awaited) -> T | Awaitable[T]:
        """Do the work.

        Args:
            where: An address, an engine, a session or a connection.

        Returns:
            What the function returns; of asyncio's engines, sessions and connections an awaitable.

        Raises:
            ProblemError: The database cannot be used, or selector does not work with its driver.
            TypeError: `where` is something else.
        """
        given = unscoped(where)
        must_use_ours(given)
        if isinstance(given, URL | str):
            with self.at_address(given) as connection:
                return self.work(connection)
        if isinstance(given, Connection):
            return self._joined(given)
        if isinstance(given, Engine):
            return self._in_engine(given)
        return self._called_beside(given)

    def work(self, connection: Connection) -> T:
        """Call the function. A cell that it cannot read is named."""
        with cells_explained(connection):
            return self._function(connection)

    def _called_beside(self, where: Session | Awaited) -> T | Awaitable[T]:
        """The same for what only the ORM and asyncio know, which are slow to load."""
        from sqlalchemy.ext import asyncio  # noqa: PLC0415  # see above
        from sqlalchemy.orm import Session  # noqa: PLC0415  # see above

        from selector.db.connections.cancelling import to_its_end  # noqa: PLC0415  # asyncio only

        if isinstance(where, Session):
            return self._in_session(where)
        if isinstance(where, asyncio.AsyncSession):
            return to_its_end(where.get_bind().dialect.name, where.run_sync(self._in_session))
        if isinstance(where, asyncio.AsyncConnection):
            return to_its_end(where.dialect.name, where.run_sync(self._joined))
        if isinstance(where, asyncio.AsyncEngine):
            return to_its_end(where.dialect.name, self._in_async_engine(where))
        function, given = self.name, type(where).__name__
        takes = "an address, or an engine, a session or a connection of SQLAlchemy"
        if given == "MockConnection":  # of Alembic
            message = "with `--sql`, Alembic has no database that selector could look at"
            raise TypeError(f"{message}: run the migration without it, on a database")
        raise TypeError(f"`{function}` takes {takes}, not a `{given}`")

    def _in_session(self, session: Session) -> T:
        done = self._joined(session.connection())
        with errors_explained(session.connection().engine.url):
            self._afterwards(session)
        return done

    def _joined(self, connection: Connection) -> T:
        """Within the transaction of a caller; what fails leaves the rest as it was."""
        with errors_explained(connection.engine.url):
            must_be_of_this_process(connection)
            if not self.writes:
                return self.work(connection)
            must_store_whole(connection)
            with undoing_reported(connection):
                begin_writing(connection)
                with savepoint(connection):
                    return self.work(connection)

    def _in_engine(self, engine: Engine) -> T:
        with errors_explained(engine.url):
            with reached(engine.url), self._as_it_is(engine):
                connection = engine.connect()
            with connection:
                return self._whole(connection)

    async def _in_async_engine(self, engine: AsyncEngine) -> T:
        with errors_explained(engine.url):
            async with AsyncExitStack() as stack:
                with reached(engine.url), self._as_it_is(engine.sync_engine):
                    connection = await stack.enter_async_context(engine.connect())
                return await connection.run_sync(self._whole)

    def _whole(self, connection: Connection) -> T:
        """In a transaction that nobody else uses."""
        must_be_of_this_process(connection)
        with connection.begin():
            if self.writes:
                begin_writing(connection)
            return self.work(connection)

    def _as_it_is(self, engine: Engine) -> AbstractContextManager[None]:
        """What only reads makes no file."""
        return nullcontext() if self.writes else making_no_file(engine)
