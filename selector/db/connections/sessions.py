"""One set of queries for every caller: written once, callable with whatever the caller has.

In: a function of a `Session` or of a `Connection`. Out: a function that accepts sessions,
connections, engines and addresses, with asyncio and without. A caller's own session or connection
is used in its transaction and never committed. An engine or an address gets its own transaction,
committed at the end; only for an address is an engine made, and only that one gets pragmas.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager
from functools import update_wrapper
from inspect import Parameter, signature
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from selector.db.connections.addresses import must_be_there, read_url
from selector.db.connections.arguments import check_arguments
from selector.db.connections.database_errors import (
    errors_explained,
    reached,
    sensible,
)
from selector.db.connections.database_problems import ROLL_BACK, problem
from selector.db.connections.drivers import must_use_ours, unscoped
from selector.db.connections.engines import (
    connected,
    make_async_engine,
    make_engine,
    making_no_file,
    must_be_of_this_process,
)
from selector.db.connections.turns import (
    Attempt,
    begin_ours,
    begin_reading,
    must_store_whole,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator
    from typing import TypeAlias

    from sqlalchemy.ext.asyncio import (
        AsyncConnection,
        AsyncEngine,
        AsyncSession,
        async_scoped_session,
    )
    from sqlalchemy.orm import Session, scoped_session

    Where: TypeAlias = Session | scoped_session[Session] | Connection | Engine | URL | str
    AsyncWhere: TypeAlias = (
        AsyncSession
        | async_scoped_session[AsyncSession]
        | AsyncConnection
        | AsyncEngine
        | URL
        | str
    )

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

if TYPE_CHECKING:
    SessionWork: TypeAlias = Callable[Concatenate[Session, P], T]
    ConnectionWork: TypeAlias = Callable[Concatenate[Connection, P], T]


_NAMED_BEFORE = {"project_id": "project"}
"""Arguments that had another name in some functions, by that name."""

_BEGINNINGS = {True: begin_ours, False: begin_reading}
"""How a transaction of ours begins, by whether it writes."""


class InSession(Protocol[P, T_co]):
    """A function of a session: await it with asyncio, or call its `sync` without.

    Both accept an address, too.
    """

    async def __call__(self, where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Run with asyncio.

        Args:
            where: An AsyncSession, an AsyncConnection, an AsyncEngine or an address.
            *args: The function's other arguments.
            **kwargs: The same by name.

        Returns:
            What the function returns.
        """

    def sync(self, where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Run without asyncio.

        Args:
            where: A Session, a Connection, an Engine or an address.
            *args: The function's other arguments.
            **kwargs: The same by name.

        Returns:
            What the function returns.
        """


class Opening(Protocol):
    """How a function of a connection gets one: at an address, or within a caller's session."""

    writes: ClassVar[bool]

    def __init__(self, url: URL) -> None:
        """Check the address before anything is opened; may raise ProblemError."""

    def opened(self, connection: Connection) -> AbstractContextManager[object]:
        """The context of the work on a connection of its own."""

    @staticmethod
    def joined(session: Session) -> AbstractContextManager[Connection]:
        """The context of the work in a caller's transaction; it gives the connection."""


def in_session(work: SessionWork[P, T_co]) -> InSession[P, T_co]:
    """Make a function of a session callable with sessions, connections, engines and addresses.

    At an engine or an address of SQLite, it holds the write lock from its beginning.
    """
    return _callable(_sensible(work), writes=True)


def in_reading_session(work: SessionWork[P, T_co]) -> InSession[P, T_co]:
    """The same for a function that writes nothing: it waits for nobody who writes."""
    return _callable(_sensible(work), writes=False)


def _sensible(work: SessionWork[P, T_co]) -> SessionWork[P, T_co]:
    def sensibly(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with sensible(session.connection()):
            return work(session, *args, **kwargs)

    return update_wrapper(sensibly, work)


def on_connection(
    opening: type[Opening], *, repeats: bool = True
) -> Callable[[ConnectionWork[P, T_co]], InSession[P, T_co]]:
    """The same for a function of a connection.

    A caller's database is used as it is: no tables are made there.

    Args:
        opening: Says how an address is opened for it.
        repeats: What was lost in a race or with its connection is done once more. Not for a
            function that a caller watches.
    """

    def made(work: ConnectionWork[P, T_co]) -> InSession[P, T_co]:
        def part(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            with opening.joined(session) as connection:
                return work(connection, *args, **kwargs)

        joined = _callable(update_wrapper(part, work), writes=opening.writes, repeats=repeats)

        async def awaited(where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            if not isinstance(where, URL | str):
                return await joined(where, *args, **kwargs)
            check_arguments(work, args, kwargs)
            from selector.db.connections.cancelling import to_its_end  # noqa: PLC0415  # asyncio

            attempt = Attempt(args, kwargs, repeats=repeats)

            def once() -> Awaitable[T_co]:
                whole = _whole(opening, work, where, attempt)
                run = _awaited_at(opening, whole, where, *args, **kwargs)
                return to_its_end(read_url(where).get_backend_name(), run)

            return await attempt.awaited(once)

        def called(where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            if not isinstance(where, URL | str):
                return joined.sync(where, *args, **kwargs)
            check_arguments(work, args, kwargs)

            attempt = Attempt(args, kwargs, repeats=repeats)

            def once() -> T_co:
                whole = _whole(opening, work, where, attempt)
                with connected(where, writes=opening.writes) as connection:
                    return whole(connection, *args, **kwargs)

            return attempt.made(once)

        return _both(work, awaited, called)

    return made


def database_of(session: Session) -> URL | str:
    """The address of a session's database, for problems to name."""
    bind = session.bind
    if bind is None:
        return "database"
    return bind.engine.url


def _dialect_of(session: AsyncSession) -> str:
    bind = session.sync_session.bind
    if bind is None:
        return ""
    return bind.dialect.name


@contextmanager
def _session_of(connection: Connection) -> Iterator[Session]:
    """A session in the transaction of a caller's connection, which it neither commits nor ends."""
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    with errors_explained(connection.engine.url):
        transaction = connection.get_transaction()
        if transaction is None:
            # Else the session begins one of its own, and ends it.
            connection.begin()
        elif not transaction.is_active:
            raise problem(connection, *ROLL_BACK)
        with Session(connection, join_transaction_mode="rollback_only") as session:
            yield session


def _in_session_of(connected: SessionWork[P, T_co]) -> ConnectionWork[P, T_co]:
    def joined(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with _session_of(connection) as session:
            return connected(session, *args, **kwargs)

    return joined


async def _disposed_after(engine: AsyncEngine, run: Awaitable[T_co]) -> T_co:
    try:
        return await run
    finally:
        await engine.dispose()


async def _awaited_at(
    opening: type[Opening],
    whole: ConnectionWork[P, T_co],
    where: URL | str,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T_co:
    engine = make_async_engine(where, writes=opening.writes)
    try:
        with errors_explained(engine.url):
            async with AsyncExitStack() as stack:
                with reached(engine.url):
                    connection = await stack.enter_async_context(engine.connect())
                return await connection.run_sync(whole, *args, **kwargs)
    finally:
        await engine.dispose()


def _whole(
    opening: type[Opening], work: ConnectionWork[P, T_co], where: URL | str, attempt: Attempt
) -> ConnectionWork[P, T_co]:
    """The work within the context that it has at an address."""
    address = opening(read_url(where))

    def whole(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with address.opened(connection):
            done = work(connection, *args, **kwargs)
            attempt.is_committing = True
            return done

    return whole


def _in_callers_session(work: SessionWork[P, T_co], *, writes: bool) -> SessionWork[P, T_co]:
    def connected(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        from selector.db.connections.undoing import (  # noqa: PLC0415  # for callers' sessions only
            undoing_reported,
        )

        with errors_explained(database_of(session)):
            connection = _connection(session)
            # A pick that records nothing only reads.
            if writes and kwargs.get("record") is not False:
                must_store_whole(connection)
            with undoing_reported(connection):
                # Even where it sends nothing by itself: the answer is about what it holds.
                session.flush()
                return work(session, *args, **kwargs)

    return connected


def _callable(
    work: SessionWork[P, T_co], *, writes: bool, repeats: bool = True
) -> InSession[P, T_co]:
    begin = _BEGINNINGS[writes]
    connected = _in_callers_session(work, writes=writes)
    joined = _in_session_of(connected)

    async def awaited(where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        where = unscoped(where)
        must_use_ours(where)
        _rename(kwargs)
        check_arguments(work, args, kwargs)
        from sqlalchemy.ext.asyncio import (  # noqa: PLC0415  # slow to load
            AsyncConnection,
            AsyncEngine,
            AsyncSession,
        )

        from selector.db.connections.cancelling import to_its_end  # noqa: PLC0415  # asyncio only

        if isinstance(where, AsyncSession):
            run = where.run_sync(connected, *args, **kwargs)
            return await to_its_end(_dialect_of(where), run)
        if isinstance(where, AsyncConnection):
            run = where.run_sync(joined, *args, **kwargs)
            return await to_its_end(where.sync_engine.dialect.name, run)
        attempt = Attempt(args, kwargs, repeats=repeats)
        if isinstance(where, AsyncEngine):
            run = _in_async_engine(where, work, begin, attempt, *args, **kwargs)
            return await to_its_end(where.dialect.name, run)
        address = _address(where, work, "an `AsyncSession`, `AsyncConnection`, `AsyncEngine`")
        engine = make_async_engine(address, writes=writes)
        run = _in_async_engine(engine, work, begin, attempt, *args, **kwargs)
        return await to_its_end(engine.dialect.name, _disposed_after(engine, run))

    def called(where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        where = unscoped(where)
        must_use_ours(where)
        _rename(kwargs)
        check_arguments(work, args, kwargs)
        from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

        if isinstance(where, Session):
            return connected(where, *args, **kwargs)
        if isinstance(where, Connection):
            return joined(where, *args, **kwargs)
        attempt = Attempt(args, kwargs, repeats=repeats)
        if isinstance(where, Engine):
            return _in_engine(where, work, begin, attempt, *args, **kwargs)
        address = _address(where, work, "a `Session`, `Connection`, `Engine`")
        engine = make_engine(address, writes=writes)
        try:
            return _in_engine(engine, work, begin, attempt, *args, **kwargs)
        finally:
            engine.dispose()

    return _both(work, awaited, called)


def _rename(named: dict[str, object]) -> None:
    """Take arguments under the names that they had before."""
    for old, new in _NAMED_BEFORE.items():
        if old in named and new not in named:
            from warnings import warn  # noqa: PLC0415  # if needed

            warn(f"`{old}` is called `{new}` now", DeprecationWarning, stacklevel=3)
            named[new] = named.pop(old)


def _address(where: object, work: Callable[..., object], others: str) -> URL:
    """The address of a database that is there, where it is not one of the others.

    Raises:
        ProblemError: The file does not exist (D608): opening it would make one.
        TypeError: It is not an address.
    """
    if not isinstance(where, URL | str):
        kind = type(where).__name__
        takes = f"`{work.__name__}` takes {others} or the address of a database here"
        raise TypeError(f"{takes}, not a `{kind}`")
    url = read_url(where)
    must_be_there(url)
    return url


def _both(
    work: Callable[..., T_co],
    awaited: Callable[..., object],
    called: Callable[..., T_co],
) -> InSession[P, T_co]:
    both = update_wrapper(awaited, work)
    sync = update_wrapper(called, work)
    _call_first_where(both, work)
    _call_first_where(sync, work)
    both.sync = sync  # type: ignore[attr-defined]  # as InSession promises
    return cast("InSession[P, T_co]", both)


def _call_first_where(function: Callable[..., object], work: Callable[..., object]) -> None:
    """Show the first argument in help under the name that it has in types and in errors."""
    own = signature(work)
    first, *others = own.parameters.values()
    where = first.replace(name="where", kind=Parameter.POSITIONAL_ONLY, annotation=Parameter.empty)
    shown = own.replace(parameters=[where, *others])
    function.__signature__ = shown  # type: ignore[attr-defined]  # read by `inspect`
    words = function.__doc__ or ""
    function.__doc__ = words.replace(f"        {first.name}: ", "        where: ", 1)


def _in_engine(
    engine: Engine,
    work: SessionWork[P, T_co],
    begin: Callable[[Connection], None],
    attempt: Attempt,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T_co:
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    def once() -> T_co:
        with errors_explained(engine.url), Session(engine) as session, session.begin():
            begin(_connection(session))
            done = work(session, *args, **kwargs)
            attempt.is_committing = True
            return done

    return attempt.made(once)


async def _in_async_engine(
    engine: AsyncEngine,
    work: SessionWork[P, T_co],
    begin: Callable[[Connection], None],
    attempt: Attempt,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T_co:
    from sqlalchemy.ext.asyncio import AsyncSession  # noqa: PLC0415  # slow to load

    def whole(session: Session) -> T_co:
        begin(_connection(session))
        done = work(session, *args, **kwargs)
        attempt.is_committing = True
        return done

    async def once() -> T_co:
        with errors_explained(engine.url):
            async with AsyncSession(engine) as session, session.begin():
                return await session.run_sync(whole)

    return await attempt.awaited(once)


def _connection(session: Session) -> Connection:
    """The session's connection, made first: asyncpg explains failures with Python's exceptions."""
    with reached(database_of(session)):
        if session.bind is None:
            connection = session.connection()
        else:
            with making_no_file(session.bind.engine):
                connection = session.connection()
    must_be_of_this_process(connection)
    return connection
