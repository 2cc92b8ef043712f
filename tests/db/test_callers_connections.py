"""A caller's connection is worked on in its transaction and never committed; so is a session that a registry gives."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.ext.asyncio import (
    AsyncSession,
    async_scoped_session,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import scoped_session, sessionmaker

from selector import ProblemError, load_rules, pick_project, pick_scene
from selector.db.decisions.history import read_history
from selector.db.schema.upgrade import status
from selector.db.tables.own_tables import DECISIONS
from tests.db.asyncio_instead import async_url, sync_url
from tests.db.whole_pipeline import HARBOUR

RULES = load_rules()
TAGS = ("WREN_FACE", "WREN", "ROOM")


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


def decisions(engine: Engine) -> int:
    """How many are stored, as another connection sees it."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(DECISIONS)) or 0


def test_a_connection_is_used_in_its_transaction(address: str, engine: Engine) -> None:
    """Whether it has begun one or not: nothing is there after a rollback, and all of it after a commit."""
    if "+a" in address:
        asyncio.run(_connection_awaited(address))
    else:
        _connection_at_once(address)
    assert decisions(engine) == 1


def _connection_at_once(address: str) -> None:
    made = create_engine(sync_url(address))
    with made.connect() as connection:
        assert pick_scene.sync(connection, HARBOUR, 1, RULES).tags == TAGS
        assert len(read_history.sync(connection, HARBOUR)) == 1
        connection.rollback()
        assert read_history.sync(connection, HARBOUR) == ()
        with pytest.raises(ProblemError, match="D610"):
            pick_project.sync(connection, "Nobody's", RULES)
        pick_scene.sync(connection, HARBOUR, 1, RULES)
        connection.commit()
        with connection.begin():
            pick_project.sync(connection, HARBOUR, RULES, only=[1])
    made.dispose()


async def _connection_awaited(address: str) -> None:
    made = create_async_engine(async_url(address))
    async with made.connect() as connection:
        assert (await pick_scene(connection, HARBOUR, 1, RULES)).tags == TAGS
        assert len(await read_history(connection, HARBOUR)) == 1
        await connection.rollback()
        assert await read_history(connection, HARBOUR) == ()
        with pytest.raises(ProblemError, match="D610"):
            await pick_project(connection, "Nobody's", RULES)
        await pick_scene(connection, HARBOUR, 1, RULES)
        await connection.commit()
        async with connection.begin():
            await pick_project(connection, HARBOUR, RULES, only=[1])
    await made.dispose()


def test_the_session_of_a_registry_is_used(address: str, engine: Engine) -> None:
    """It is the same one as the caller's, who commits it."""
    if "+a" in address:
        asyncio.run(_registry_awaited(address))
    else:
        _registry_at_once(address)
    assert decisions(engine) == 1


def _registry_at_once(address: str) -> None:
    made = create_engine(sync_url(address))
    registry = scoped_session(sessionmaker(made))
    pick_scene.sync(registry, HARBOUR, 1, RULES)
    registry.rollback()
    pick_scene.sync(registry, HARBOUR, 1, RULES)
    assert len(read_history.sync(registry, HARBOUR)) == 1
    state = status(registry)
    assert state.after == state.newest
    registry.commit()
    registry.remove()
    made.dispose()


async def _registry_awaited(address: str) -> None:
    made = create_async_engine(async_url(address))
    registry: async_scoped_session[AsyncSession] = async_scoped_session(
        async_sessionmaker(made), asyncio.current_task
    )
    await pick_scene(registry, HARBOUR, 1, RULES)
    await registry.rollback()
    await pick_scene(registry, HARBOUR, 1, RULES)
    assert len(await read_history(registry, HARBOUR)) == 1
    state = await status(registry)
    assert state.after == state.newest
    await registry.commit()
    await registry.remove()
    await made.dispose()
