"""One set of queries for every caller: written once for a `Session`, callable with whatever the caller has.

A caller's own `Session` or `AsyncSession` is worked in and never committed. An engine or an address gets a transaction
of its own, committed at the end; only for an address is an engine made, and only that one gets pragmas.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from selector.db.connect import make_async_engine, make_engine
from selector.db.refusals import sensible, told

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)

Where = Session | Engine | URL | str
AsyncWhere = AsyncSession | AsyncEngine | URL | str


class InSession(Protocol[P, T_co]):
    """A function of a session. Called, it is awaited and takes what asyncio has; `sync` is the same without asyncio.

    Both take an address, too.
    """

    async def __call__(self, where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Do it where asyncio is used."""

    def sync(self, where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Do it where asyncio is not used."""


def in_session(work: Callable[Concatenate[Session, P], T_co]) -> InSession[P, T_co]:
    """Makes a function of a session callable with sessions, engines and addresses, with and without asyncio."""

    async def awaited(where: AsyncWhere, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        if isinstance(where, AsyncSession):
            with told(place_of(where.sync_session)), sensible(place_of(where.sync_session)):
                return await where.run_sync(work, *args, **kwargs)
        if isinstance(where, AsyncEngine):
            return await _in_async_engine(where, work, *args, **kwargs)
        engine = make_async_engine(where, writes=True)
        try:
            return await _in_async_engine(engine, work, *args, **kwargs)
        finally:
            await engine.dispose()

    def called(where: Where, /, *args: P.args, **kwargs: P.kwargs) -> T_co:
        if isinstance(where, Session):
            with told(place_of(where)), sensible(place_of(where)):
                return work(where, *args, **kwargs)
        if isinstance(where, Engine):
            return _in_engine(where, work, *args, **kwargs)
        engine = make_engine(where, writes=True)
        try:
            return _in_engine(engine, work, *args, **kwargs)
        finally:
            engine.dispose()

    both = update_wrapper(awaited, work)
    both.sync = update_wrapper(called, work)  # type: ignore[attr-defined]  # what InSession promises
    return cast("InSession[P, T_co]", both)


def _in_engine(
    engine: Engine, work: Callable[Concatenate[Session, P], T_co], *args: P.args, **kwargs: P.kwargs
) -> T_co:
    with told(engine.url), sensible(engine.url), Session(engine) as session, session.begin():
        _take_turn(session)
        return work(session, *args, **kwargs)


async def _in_async_engine(
    engine: AsyncEngine, work: Callable[Concatenate[Session, P], T_co], *args: P.args, **kwargs: P.kwargs
) -> T_co:
    def whole(session: Session) -> T_co:
        _take_turn(session)
        return work(session, *args, **kwargs)

    with told(engine.url), sensible(engine.url):
        async with AsyncSession(engine) as session, session.begin():
            return await session.run_sync(whole)


def _take_turn(session: Session) -> None:
    """On SQLite, wait for the write lock now: a transaction that reads first loses it to whoever writes between."""
    connection = session.connection()
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def place_of(session: Session) -> URL | str:
    """The address of the database behind a session, for problems to name."""
    bind = session.bind
    if isinstance(bind, Connection):
        return bind.engine.url
    return bind.url if bind is not None else "database"
