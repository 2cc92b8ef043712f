"""The same calls with asyncio: for a while, `.sync` of every function of `selector.db` awaits the function itself.

An address is passed on; for an engine one for asyncio is made on the same database. A session or a connection
without asyncio stays as it is: it has no other way.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session

import selector.db
from selector.db.connections.addresses import read_url
from selector.db.connections.drivers import ASYNC_DRIVERS, ASYNC_ONLY, SYNC_DRIVERS


def await_instead(monkeypatch: pytest.MonkeyPatch, drivername: str) -> None:
    """Until the test ends."""
    for function in ways_in():
        monkeypatch.setattr(
            function, "sync", partial(_awaited, function, function.sync, drivername)
        )


def driven(address: str, drivername: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address that names the driver, if it is one for asyncio: then everything is awaited."""
    if "+" not in drivername:
        return address
    await_instead(monkeypatch, drivername)
    return read_url(address).set(drivername=drivername).render_as_string(hide_password=False)


def sync_url(address: str) -> URL:
    """An address for code without asyncio."""
    kind = make_url(address).get_backend_name()
    return make_url(address).set(drivername=f"{kind}+{SYNC_DRIVERS[kind]}")


def async_url(address: str) -> URL:
    """An address for asyncio, with the driver that it names if it names one."""
    url = make_url(address)
    if "+" in url.drivername and url.get_driver_name() in ASYNC_ONLY:
        return url
    kind = url.get_backend_name()
    return url.set(drivername=f"{kind}+{ASYNC_DRIVERS[kind]}")


def on_a_connection(address: str, use: Callable[[Connection], object], **options: Any) -> None:
    """Call with a connection of the address's driver, in no transaction yet.

    With a driver for asyncio, it is that of an asynchronous one; `options` are those of the engine.
    """
    if not address.partition(":")[0].endswith(tuple(ASYNC_ONLY)):
        made = create_engine(sync_url(address), **options)
        with made.connect() as connection:
            use(connection)
        made.dispose()
        return

    async def inside() -> None:
        made = create_async_engine(async_url(address), **options)
        async with made.connect() as connection:
            await connection.run_sync(use)
        await made.dispose()

    asyncio.run(inside())


@cache
def ways_in() -> tuple[Any, ...]:
    """Every function of `selector.db` that is awaited and has `sync` besides, where it is defined."""
    return tuple(_ways_in())


def _ways_in() -> Iterator[Any]:
    for module in pkgutil.walk_packages(selector.db.__path__, "selector.db."):
        if "migrations" not in module.name:
            for value in vars(importlib.import_module(module.name)).values():
                if (
                    inspect.iscoroutinefunction(value)
                    and hasattr(value, "sync")
                    and value.__module__ == module.name
                ):
                    yield value


def _awaited(
    function: Any, sync: Callable[..., Any], drivername: str, where: Any, *args: Any, **kwargs: Any
) -> Any:
    if isinstance(where, Session | Connection):
        return sync(where, *args, **kwargs)
    if isinstance(where, Engine):
        return asyncio.run(_on_engine(function, where, drivername, *args, **kwargs))
    url = make_url(where)
    return asyncio.run(function(url.set(drivername=drivername), *args, **kwargs))


async def _on_engine(
    function: Any, engine: Engine, drivername: str, *args: Any, **kwargs: Any
) -> Any:
    made = create_async_engine(engine.url.set(drivername=drivername))
    try:
        return await function(made, *args, **kwargs)
    finally:
        await made.dispose()
