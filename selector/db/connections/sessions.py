"""One set of queries for every caller: written once for a `Session`, callable with whatever the caller has.

A caller's own `Session` or `AsyncSession` is worked in and never committed. An engine or an address gets a transaction
of its own, committed at the end; only for an address is an engine made, and only that one gets pragmas.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, AsyncExitStack
from functools import update_wrapper
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from selector.db.connections.addresses import read_url
from selector.db.connections.database_errors import errors_explained, reached, sensible
from selector.db.connections.drivers import must_use_ours
from selector.db.connections.engines import make_async_engine, make_engine
from selector.db.connections.turns import begin_writing

if TYPE_CHECKING:
    from typing import TypeAlias

    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
    from sqlalchemy.orm import Session

    Where: TypeAlias = Session | Engine | URL | str
    AsyncWhere: TypeAlias = AsyncSession | AsyncEngine | URL | str

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)


class InSession(Protocol[P, T_co]):
    """A function of a session. Called, it is awaited and takes what asyncio has; `sync` is the same without asyncio.

    Both take an address, too.
    """

    async def __call__(self, where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Do it where asyncio is used."""

    def sync(self, where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Do it where asyncio is not used."""


class Opening(Protocol):
    """How a function of a connection comes by one: for an address it is made for, or within a caller's session."""

    writes: ClassVar[bool]

    def __init__(self, url: URL) -> None:
        """Look at the address before anything is opened; raises ProblemError where that must not be."""

    def opened(self, connection: Connection) -> AbstractContextManager[object]:
        """What surrounds the work on a connection of its own."""

    @staticmethod
    def joined(session: Session) -> AbstractContextManager[Connection]:
        """What surrounds the work in a caller's transaction, and the connection to work on."""


def in_session(work: Callable[Concatenate[Session, P], T_co]) -> InSession[P, T_co]:
    """Makes a function of a session callable with sessions, engines and addresses, with and without asyncio."""

    def sensibly(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with sensible(database_of(session)):
            return work(session, *args, **kwargs)

    return _callable(update_wrapper(sensibly, work))


def on_connection(
    opening: type[Opening],
) -> Callable[[Callable[Concatenate[Connection, P], T_co]], InSession[P, T_co]]:
    """The same for a function of a connection, for which an address is opened in a way of its own.

    A caller's database is used as it is: no tables are made there.
    """

    def made(work: Callable[Concatenate[Connection, P], T_co]) -> InSession[P, T_co]:
        def part(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            with opening.joined(session) as connection:
                return work(connection, *args, **kwargs)

        joined = _callable(update_wrapper(part, work))

        async def awaited(where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            if not isinstance(where, URL | str):
                return await joined(where, *args, **kwargs)
            whole = _whole(opening, work, where)
            engine = make_async_engine(where, writes=opening.writes)
            try:
                with errors_explained(engine.url):
                    async with AsyncExitStack() as stack:
                        with reached(engine.url):
                            connection = await stack.enter_async_context(engine.connect())
                        return await connection.run_sync(whole, *args, **kwargs)
            finally:
                await engine.dispose()

        def called(where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
            if not isinstance(where, URL | str):
                return joined.sync(where, *args, **kwargs)
            whole = _whole(opening, work, where)
            engine = make_engine(where, writes=opening.writes)
            try:
                with errors_explained(engine.url), engine.connect() as connection:
                    return whole(connection, *args, **kwargs)
            finally:
                engine.dispose()

        return _both(work, awaited, called)

    return made


def _whole(
    opening: type[Opening], work: Callable[Concatenate[Connection, P], T_co], where: URL | str
) -> Callable[Concatenate[Connection, P], T_co]:
    """The work with what surrounds it at an address."""
    address = opening(read_url(where))

    def whole(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with address.opened(connection):
            return work(connection, *args, **kwargs)

    return whole


def _callable(work: Callable[Concatenate[Session, P], T_co]) -> InSession[P, T_co]:
    def connected(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        with errors_explained(database_of(session)):
            _connection(session)
            return work(session, *args, **kwargs)

    async def awaited(where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        must_use_ours(where)
        from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession  # noqa: PLC0415  # slow to load

        if isinstance(where, AsyncSession):
            return await where.run_sync(connected, *args, **kwargs)
        if isinstance(where, AsyncEngine):
            return await _in_async_engine(where, work, *args, **kwargs)
        engine = make_async_engine(
            _address(where, work, "an AsyncSession, an AsyncEngine"), writes=True
        )
        try:
            return await _in_async_engine(engine, work, *args, **kwargs)
        finally:
            await engine.dispose()

    def called(where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        must_use_ours(where)
        from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

        if isinstance(where, Session):
            return connected(where, *args, **kwargs)
        if isinstance(where, Engine):
            return _in_engine(where, work, *args, **kwargs)
        engine = make_engine(_address(where, work, "a Session, an Engine"), writes=True)
        try:
            return _in_engine(engine, work, *args, **kwargs)
        finally:
            engine.dispose()

    return _both(work, awaited, called)


def _address(where: object, work: Callable[..., object], others: str) -> URL | str:
    """What must be an address, being none of the others."""
    if isinstance(where, URL | str):
        return where
    kind = type(where).__name__
    message = f"{work.__name__} takes {others} or the address of a database here, and not a {kind}"
    raise TypeError(message)


def _both(
    work: Callable[..., T_co], awaited: Callable[..., object], called: Callable[..., T_co]
) -> InSession[P, T_co]:
    both = update_wrapper(awaited, work)
    both.sync = update_wrapper(called, work)  # type: ignore[attr-defined]  # what InSession promises
    return cast("InSession[P, T_co]", both)


def _in_engine(
    engine: Engine, work: Callable[Concatenate[Session, P], T_co], *args: P.args, **kwargs: P.kwargs
) -> T_co:
    from sqlalchemy.orm import Session  # noqa: PLC0415  # slow to load

    with errors_explained(engine.url), Session(engine) as session, session.begin():
        begin_writing(_connection(session))
        return work(session, *args, **kwargs)


async def _in_async_engine(
    engine: AsyncEngine,
    work: Callable[Concatenate[Session, P], T_co],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T_co:
    from sqlalchemy.ext.asyncio import AsyncSession  # noqa: PLC0415  # slow to load

    def whole(session: Session) -> T_co:
        begin_writing(_connection(session))
        return work(session, *args, **kwargs)

    with errors_explained(engine.url):
        async with AsyncSession(engine) as session, session.begin():
            return await session.run_sync(whole)


def _connection(session: Session) -> Connection:
    """The session's connection, made before anything else: asyncpg says with exceptions of Python's why it has none."""
    with reached(database_of(session)):
        return session.connection()


def database_of(session: Session) -> URL | str:
    """The address of the database behind a session, for problems to name."""
    bind = session.bind
    if isinstance(bind, Connection):
        return bind.engine.url
    return bind.url if bind is not None else "database"
