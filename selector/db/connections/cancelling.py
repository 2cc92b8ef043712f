"""A cancelled task leaves no statement half done, and no lock behind.

In: work with asyncio on a database, in a task that may be cancelled. Out: its result. PostgreSQL's
drivers cancel the statement on the server. Those of SQLite go on in a thread of their own: a
statement that nobody awaits any more would keep its lock. So such work runs in a task of its own,
which stops where it says so, between two statements; else it ends first.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy.util import await_only

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Coroutine

    from sqlalchemy import Connection

T = TypeVar("T")


class _Caller:
    """The task that waits for some work."""

    is_cancelled = False


_CALLER: ContextVar[_Caller | None] = ContextVar("_CALLER", default=None)


def may_stop_here(connection: Connection) -> None:
    """With asyncio, let other tasks run, and end the work here if its task was cancelled.

    Raises:
        asyncio.CancelledError: The task was cancelled.
    """
    if not connection.dialect.is_async:
        return
    import asyncio  # noqa: PLC0415  # slow to load

    await_only(asyncio.sleep(0))
    caller = _CALLER.get()
    if caller is not None and caller.is_cancelled:
        raise asyncio.CancelledError


def finished(connection: Connection, returned: T) -> T:
    """What a function of the caller's returned; with asyncio, that is awaited if it can be.

    Raises:
        TypeError: It can be awaited, and the call is one without asyncio.
    """
    if not hasattr(returned, "__await__"):
        return returned
    if connection.dialect.is_async:
        done: T = await_only(cast("Any", returned))
        return done
    if hasattr(returned, "close"):
        returned.close()
    raise TypeError("`.sync` awaits nothing: pass a plain function in place of an `async` one")


async def to_its_end(dialect: str, work: Coroutine[object, object, T]) -> T:
    """Await work on a database.

    Args:
        dialect: The kind of the database.
        work: A coroutine.

    Returns:
        Its result.

    Raises:
        asyncio.CancelledError: The task was cancelled; the work has ended before.
    """
    if dialect != "sqlite":
        return await work
    import asyncio  # noqa: PLC0415  # slow to load

    caller = _Caller()
    token = _CALLER.set(caller)
    try:
        task = asyncio.ensure_future(work)
    finally:
        _CALLER.reset(token)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        caller.is_cancelled = True
        await _end_of(task)
        raise


async def _end_of(task: Future[T]) -> None:
    """Wait for it, whoever cancels meanwhile; what the task raised is dropped."""
    import asyncio  # noqa: PLC0415  # slow to load

    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            continue
    if not task.cancelled():
        task.exception()
