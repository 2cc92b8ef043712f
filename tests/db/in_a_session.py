"""Work in a session of the caller's, through each driver."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from tests.db.asyncio_instead import async_url

Work = Callable[[Session], object]


def in_a_session(address: str, engine: Engine, work: Work, *, autoflush: bool = False) -> None:
    """Run in a session that keeps its objects: without asyncio, or inside one of asyncio if the driver is for it."""
    options: Any = {"expire_on_commit": False, "autoflush": autoflush}
    if "+a" not in address:
        with Session(engine, **options) as session:
            work(session)
        return

    async def inside() -> None:
        made = create_async_engine(async_url(address))
        async with AsyncSession(made, **options) as session:
            await session.run_sync(work)
        await made.dispose()

    asyncio.run(inside())
