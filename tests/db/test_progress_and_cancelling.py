"""A pick tells how far it is, and one that is stopped or cancelled leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from selector import (
    load_rules,
    pick_project,
)
from selector.db.connections.addresses import default_url
from selector.db.connections.engines import make_engine
from selector.db.models import Project, SceneManifest
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import async_url
from tests.db.in_a_session import in_a_session
from tests.db.whole_pipeline import HARBOUR, many_scenes
from tests.long import many

RULES = load_rules()


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


def written(engine: Engine, project: UUID) -> tuple[int, int]:
    """How many decisions and picked tags a project has."""
    with engine.connect() as connection:
        decided = connection.scalar(
            text(
                f"SELECT count(*) FROM selector_decisions WHERE project_id = '{_as_text(engine, project)}'"
            )
        )
        tagged = connection.scalar(
            text(
                "SELECT count(*) FROM scene_manifests WHERE selected_reference_tags IS NOT NULL"
                f" AND project_id = '{_as_text(engine, project)}'"
            )
        )
        return int(decided or 0), int(tagged or 0)


def _as_text(engine: Engine, identity: UUID) -> str:
    return identity.hex if engine.dialect.name == "sqlite" else str(identity)


class StoppedError(Exception):
    """Raised by a caller's own progress."""


def test_progress_is_told_and_may_stop_a_pick_without_a_trace(address: str, engine: Engine) -> None:
    project = many_scenes(engine, 620)
    told: list[tuple[int, int]] = []

    def note(done: int, count: int) -> None:
        told.append((done, count))
        if len(told) == 600:
            raise StoppedError

    def work(session: Session) -> None:
        row = session.get_one(SceneManifest, (project, 3))
        session.execute(
            update(SceneManifest)
            .where(SceneManifest.project_id == HARBOUR)
            .values(selected_reference_tags=["MINE"])
        )
        with pytest.raises(StoppedError):
            pick_project.sync(session, project, RULES, progress=note)
        assert row.selected_reference_tags is None
        session.commit()

    in_a_session(address, engine, work)
    assert told == [(done, 620) for done in range(1, 601)]
    assert written(engine, project) == (0, 0)
    assert written(engine, HARBOUR) == (0, 3)
    told.clear()
    only = pick_project.sync(
        address, project, RULES, only=[5, 7], progress=lambda *each: told.append(each)
    )
    assert told == [(1, 2), (2, 2)]
    assert len(only.selections) == 2


@pytest.mark.parametrize("ends", ["commit", "rollback", "close"])
def test_a_function_that_ends_the_transaction_of_the_call_is_named(
    address: str, engine: Engine, ends: str
) -> None:
    project = many_scenes(engine, 5)

    def fails(name: str, call: Callable[[Session, Any], object]) -> None:
        def work(session: Session) -> None:
            session.execute(update(Project).where(Project.id == project).values(title="Mine"))
            with pytest.raises(ProblemError) as raised:
                call(session, lambda *_: getattr(session, ends)())
            (found,) = raised.value.problems
            assert (found.code, found.what, found.hint) == (
                "D612",
                f"`{name}` ended the transaction of this call, by a commit, a rollback or a close.",
                f"Let `{name}` use a session of its own. Only what it committed is stored.",
            )
            session.rollback()
            assert session.get_one(Project, project).title == (
                "Mine" if ends == "commit" else "Long"
            )
            session.execute(update(Project).where(Project.id == project).values(title="Long"))
            session.commit()

        in_a_session(address, engine, work)
        assert written(engine, project) == (0, 0)

    def pick(session: Session, **more: Any) -> object:
        return pick_project.sync(session, project, RULES, **more)

    fails("progress", lambda session, end: pick(session, progress=end))
    fails("progress", lambda session, end: pick(session, progress=end, record=False))
    fails("only", lambda session, end: pick(session, only=end))


def cancelled(address: str, work: Callable[[AsyncSession], Awaitable[object]]) -> None:
    """Run in a session of asyncio, with the driver that awaits for this database."""

    async def inside() -> None:
        made = create_async_engine(async_url(address))
        async with AsyncSession(made, expire_on_commit=False) as session:
            await work(session)
        await made.dispose()

    asyncio.run(inside())


@pytest.mark.parametrize("steps", [many([0, 300, 1_500], range(0, 6_000, 37))])
def test_a_cancelled_pick_leaves_nothing_behind(
    address: str, engine: Engine, steps: list[int]
) -> None:
    """However far it was: it is cancelled after so many turns of the loop."""
    project = many_scenes(engine, 520)

    async def work(session: AsyncSession) -> None:
        for step in steps:
            task = asyncio.create_task(_pick(session, project))
            for _ in range(step):
                await asyncio.sleep(0)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                await session.rollback()
                row = await session.get_one(SceneManifest, (project, 3))
                assert row.selected_reference_tags is None
            await session.rollback()
        done = await pick_project(session, project, RULES)
        assert done.decisions == 520
        await session.rollback()

    cancelled(address, work)
    assert written(engine, project) == (0, 0)


async def _pick(session: AsyncSession, project: UUID) -> None:
    await pick_project(session, project, RULES)


def test_a_pick_is_cancelled_between_two_batches(address: str, engine: Engine) -> None:
    """What the first batch wrote is taken back, and what the caller wrote before stays."""
    project = many_scenes(engine, 620)

    async def work(session: AsyncSession) -> None:
        await session.execute(
            update(SceneManifest)
            .where(SceneManifest.project_id == HARBOUR)
            .values(selected_reference_tags=["MINE"])
        )

        task = asyncio.current_task()
        assert task is not None

        def note(done: int, _: int) -> None:
            if done == 510:
                task.cancel()

        with pytest.raises(asyncio.CancelledError):
            await pick_project(session, project, RULES, progress=note)
        task.uncancel()
        await session.commit()

    cancelled(address, work)
    assert written(engine, project) == (0, 0)
    assert written(engine, HARBOUR) == (0, 3)


@pytest.fixture
def file_address(sqlite_pipeline_template: Path, tmp_path: Path) -> str:
    """The same pipeline in a file, whose driver for asyncio works in a thread of its own."""
    shutil.copy(sqlite_pipeline_template, tmp_path / "selector.sqlite")
    return default_url(tmp_path)


@pytest.fixture
def file_engine(file_address: str) -> Iterator[Engine]:
    made = make_engine(file_address, writes=True)
    yield made
    made.dispose()


def test_a_pick_that_is_cancelled_twice_ends_before_its_caller_goes_on(
    file_address: str, file_engine: Engine
) -> None:
    project = many_scenes(file_engine, 620)

    async def work(session: AsyncSession) -> None:
        task = asyncio.create_task(_pick(session, project))
        for _ in range(40):
            await asyncio.sleep(0)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        await session.rollback()

    cancelled(file_address, work)
    assert written(file_engine, project) == (0, 0)


def test_what_a_cancelled_pick_raises_besides_is_no_error_that_nobody_met(
    file_address: str, file_engine: Engine
) -> None:
    """asyncio reports an exception that no task took."""
    project = many_scenes(file_engine, 620)
    reported: list[object] = []

    async def work(session: AsyncSession) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, what: reported.append(what))
        task = asyncio.current_task()
        assert task is not None

        def note(done: int, _: int) -> None:
            if done == 510:
                task.cancel()
            if done == 515:
                raise StoppedError

        with pytest.raises(asyncio.CancelledError):
            await pick_project(session, project, RULES, progress=note)
        task.uncancel()
        await session.rollback()
        gc.collect()
        await asyncio.sleep(0)

    cancelled(file_address, work)
    assert reported == []


def test_progress_is_told_of_what_is_skipped_too(address: str, engine: Engine) -> None:
    with engine.begin() as connection:
        statement = "UPDATE scene_manifests SET manifest_json = '{}' WHERE scene_index = 1"
        connection.execute(text(statement))
    told: list[tuple[int, int]] = []
    done = pick_project.sync(
        address,
        HARBOUR,
        RULES,
        on_problem="skip",
        progress=lambda *each: told.append(each),
    )
    assert [each.scene for each in done.problems] == [1]
    assert told == [(1, 3), (2, 3), (3, 3)]
