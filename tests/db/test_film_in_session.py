"""Films go in and out within a caller's session, engine and transaction: nothing is committed or made there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    Engine,
    Integer,
    TypeDecorator,
    Uuid,
    create_engine,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from selector.db.connections.addresses import read_url, sqlite_file
from selector.db.decisions.record import record_film
from selector.db.films.exporting import export_film
from selector.db.films.importing import import_film
from selector.db.models import Project, SceneManifest
from selector.db.schema.upgrade import status, upgrade
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from selector.reading.film import Film
from tests.db.asyncio_instead import async_url, sync_url
from tests.db.films import HARBOUR, film_in, results
from tests.long import many

T = TypeVar("T")


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def plain(address: str) -> Iterator[Engine]:
    """An engine as a pipeline makes it."""
    made = create_engine(sync_url(address))
    yield made
    made.dispose()


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """A film folder of one picture and two scenes."""
    folder = tmp_path / "island"
    folder.mkdir()
    (folder / "film.yaml").write_text("title: Island\n", encoding="utf-8")
    (folder / "assets.json").write_text(
        json.dumps([{"manifest_tag": "WREN", "asset_type": "CHARACTER"}])
    )
    scenes: list[dict[str, Any]] = [
        {"scene_index": n, "composition": {"shot_type": "wide"}, "placements": []} for n in (1, 2)
    ]
    (folder / "scenes.jsonl").write_text(
        "".join(json.dumps(each) + "\n" for each in scenes), encoding="utf-8"
    )
    return film_in(folder)


def titles(engine: Engine) -> set[str | None]:
    with Session(engine) as session:
        return set(session.scalars(select(Project.title)))


def cut_off() -> Iterator[tuple[dict[str, Any], Selection]]:
    """More than a batch of results, then an exception of the caller's own."""
    yield from results(700, "WREN")
    message = "the caller's own"
    raise ValueError(message)


@pytest.mark.parametrize("ends", ["commit", "rollback", "close"])
def test_a_function_that_ends_the_transaction_of_a_film_is_named(plain: Engine, ends: str) -> None:
    with Session(plain) as session:

        def end(*_: object) -> None:
            getattr(session, ends)()

        with pytest.raises(ProblemError, match="D612 `on_stored` ended the transaction"):
            record_film.sync(session, HARBOUR, results(3, "WREN"), on_stored=end)
    assert titles(plain) == ({"Harbour"} if ends == "commit" else set())


def test_a_callers_session_is_worked_in_and_not_committed(
    plain: Engine, film: Film, tmp_path: Path
) -> None:
    with Session(plain) as session:
        recorded = record_film.sync(session, HARBOUR, results(3, "WREN"), by="director")
        imported = import_film.sync(session, film)
        exported = export_film.sync(session, tmp_path / "out", imported.project_id)
        assert (recorded.scenes, recorded.decisions, imported.scenes, exported.scenes) == (
            3,
            3,
            2,
            2,
        )
        assert (tmp_path / "out" / "film.yaml").read_text(encoding="utf-8") == "title: Island\n"
        session.rollback()
    assert titles(plain) == set()
    with Session(plain) as session, session.begin():
        record_film.sync(session, HARBOUR, results(3, "WREN"))
        import_film.sync(session, film)
    assert titles(plain) == {"Harbour", "Island"}


def test_an_async_session_is_worked_in_and_not_committed(
    address: str, plain: Engine, film: Film, tmp_path: Path
) -> None:
    async def in_a_pipeline() -> None:
        engine = create_async_engine(async_url(address))
        async with AsyncSession(engine) as session:
            await record_film(session, HARBOUR, results(3, "WREN"))
            await import_film(session, film)
            exported = await export_film(session, tmp_path / "out", "Island")
            assert exported.scenes == 2
            await session.rollback()
        async with AsyncSession(engine) as session, session.begin():
            assert (await record_film(session, HARBOUR, results(3, "WREN"))).decisions == 3
        await import_film(engine, film)
        assert (await export_film(engine, tmp_path / "out", "Island")).written == ()
        await engine.dispose()

    asyncio.run(in_a_pipeline())
    assert titles(plain) == {"Harbour", "Island"}


def test_an_engine_of_somebody_else_is_committed_to_and_keeps_its_pragmas(
    plain: Engine, film: Film
) -> None:
    record_film.sync(plain, HARBOUR, results(3, "WREN"))
    import_film.sync(plain, film)
    assert titles(plain) == {"Harbour", "Island"}
    if plain.dialect.name == "sqlite":
        with plain.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0


def test_what_fails_leaves_the_rest_of_a_callers_transaction(plain: Engine, address: str) -> None:
    with Session(plain) as session, session.begin():
        record_film.sync(session, HARBOUR, results(1, "WREN"))
        with pytest.raises(ValueError, match="the caller's own"):
            record_film.sync(session, replace(HARBOUR, title="Island"), cut_off())
        record_film.sync(session, replace(HARBOUR, title="Strait"), results(1, "WREN"))
    assert titles(plain) == {"Harbour", "Strait"}


def test_what_fails_leaves_the_rest_of_the_transaction_of_a_callers_connection(
    plain: Engine, address: str
) -> None:
    with plain.begin() as connection:
        record_film.sync(connection, HARBOUR, results(1, "WREN"))
        with pytest.raises(ValueError, match="the caller's own"):
            record_film.sync(connection, replace(HARBOUR, title="Island"), cut_off())
        record_film.sync(connection, replace(HARBOUR, title="Strait"), results(1, "WREN"))
    assert titles(plain) == {"Harbour", "Strait"}


def test_what_a_session_has_not_sent_yet_is_seen(plain: Engine, film: Film, tmp_path: Path) -> None:
    with Session(plain) as session, session.begin():
        project = import_film.sync(session, film).project_id
        session.get_one(Project, project).title = "Another"
        assert export_film.sync(session, tmp_path / "out", "Another").scenes == 2


def test_what_a_session_holds_of_removed_scenes_is_let_go(plain: Engine, address: str) -> None:
    query = select(SceneManifest).order_by(SceneManifest.scene_index)
    with Session(plain) as session, session.begin():
        record_film.sync(session, HARBOUR, results(3, "WREN"))
        first, second, third = session.scalars(query)
        key = inspect(third).identity
        record_film.sync(session, HARBOUR, results(2, "WREN"))
        assert session.get(SceneManifest, key) is None
        assert first in session
        assert second in session
        third.selected_reference_tags = ["ROOM"]  # of no row: nothing is sent
    with Session(plain) as session:
        assert [each.selected_reference_tags for each in session.scalars(query)] == [["WREN"]] * 2


class WrittenKey(TypeDecorator[Any]):
    """A pipeline's own type: it takes a UUID and returns text."""

    impl = Uuid
    cache_ok = True

    def process_bind_param(self, value: object, dialect: object) -> UUID:
        return UUID(str(value))

    def process_result_value(self, value: object, dialect: object) -> str:
        return str(value)


class OwnBase(DeclarativeBase):
    """A pipeline's own classes."""


class OwnScene(OwnBase):
    """A pipeline's own class of scenes."""

    __tablename__ = "scene_manifests"
    project_id = mapped_column(WrittenKey, primary_key=True)
    scene_index = mapped_column(Integer, primary_key=True, autoincrement=False)
    manifest_json = mapped_column(JSON)


def test_what_a_session_holds_under_a_key_in_another_form_stays(
    plain: Engine, address: str
) -> None:
    with Session(plain) as session, session.begin():
        made = record_film.sync(session, HARBOUR, results(2, "WREN"))
        third = OwnScene(project_id=made.project_id, scene_index=3, manifest_json={})
        session.add(third)
        record_film.sync(session, HARBOUR, results(2, "WREN"), whole_film=False)
        assert third in session


def used_by(use: Callable[[Session], T], engine: Engine) -> T:
    with Session(engine) as session, session.begin():
        return use(session)


def test_no_table_is_made_or_upgraded_on_somebody_elses_engine(
    empty_address: str, film: Film, tmp_path: Path
) -> None:
    engine = create_engine(read_url(empty_address))
    engine.connect().close()  # makes the file of an SQLite database
    uses: tuple[Callable[[Any], object], ...] = (
        lambda where: record_film.sync(where, HARBOUR, results(1, "WREN")),
        lambda where: import_film.sync(where, film),
        lambda where: export_film.sync(where, tmp_path / "out"),
    )
    for use in uses:
        with pytest.raises(ProblemError, match="D609"):
            use(engine)
        with pytest.raises(ProblemError, match="D609"):
            used_by(use, engine)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_awaited_with_an_address_it_is_as_without(
    empty_address: str, film: Film, tmp_path: Path
) -> None:
    with pytest.raises(ProblemError, match=r"D608|D609"):
        asyncio.run(export_film(empty_address, tmp_path / "out"))
    with pytest.raises(ValueError, match="the caller's own"):
        asyncio.run(record_film(empty_address, HARBOUR, cut_off()))
    file = sqlite_file(read_url(empty_address))
    assert file is None or not file.exists()
    assert asyncio.run(import_film(empty_address, film)).scenes == 2
    assert asyncio.run(record_film(empty_address, HARBOUR, results(3, "WREN"))).decisions == 3
    assert asyncio.run(export_film(empty_address, tmp_path / "out", "Island")).scenes == 2
    assert status(empty_address) == upgrade(empty_address)


WAYS = ("address", "engine", "session")
STEPS = many([0, 1, 2, 3, 5, 8, 13, 40, 150, 600, 1_800], range(0, 4_000, 7))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("work", [record_film, import_film], ids=["record", "import"])
def test_a_cancelled_film_is_there_as_a_whole_or_not_at_all(
    address: str, plain: Engine, work: Any, way: str, tmp_path: Path
) -> None:
    """However far it was: it is cancelled after so many turns of the loop, and no lock stays."""
    film = film_of_many_scenes(tmp_path)

    async def cancelled(step: int) -> None:
        pairs = (many_results(),) if work is record_film else ()
        engine = create_async_engine(async_url(address))
        task = asyncio.create_task(at(engine, pairs))
        for _ in range(step):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        # Nobody else holds the file now.
        async with engine.connect() as connection, connection.begin():
            if engine.dialect.name == "sqlite":
                await connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            await connection.execute(update(Project).values(title="Harbour"))
            await connection.rollback()
        await engine.dispose()

    async def at(engine: AsyncEngine, pairs: tuple[Any, ...]) -> None:
        if way == "address":
            await work(str(address), film, *pairs)
        elif way == "engine":
            await work(engine, film, *pairs)
        else:
            async with AsyncSession(engine) as session, session.begin():
                await work(session, film, *pairs)

    for step in STEPS:
        asyncio.run(cancelled(step))
        assert scenes_there(plain) in (0, 1_100)


@cache
def many_results() -> list[tuple[dict[str, Any], Selection]]:
    """As many, decided once for all tests."""
    return list(results(1_100))


def film_of_many_scenes(folder: Path) -> Film:
    """A film folder of more scenes than are written at once."""
    lines = [
        json.dumps({"scene_index": n, "composition": {"shot_type": "wide"}, "placements": []})
        for n in range(1_100)
    ]
    (folder / "scenes.jsonl").write_text("\n".join(lines))
    (folder / "film.yaml").write_text("title: Island\n")
    asset = {"manifest_tag": "WREN", "asset_type": "CHARACTER"}
    (folder / "assets.json").write_text(json.dumps([asset]))
    return film_in(folder)


def scenes_there(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(SceneManifest)) or 0)
