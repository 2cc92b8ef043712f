"""What a pipeline calls: load, select and record, in its own session or with an address, in few queries."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, create_engine, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.models import Base, SceneManifest
from selector.db.references.clean import get_primary_clean_reference
from selector.db.schema.upgrade import downgrade, upgrade
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS
from selector.model.asset import Asset
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import async_url, sync_url
from tests.db.conftest import Write
from tests.db.films import (
    FACES,
    HARBOUR,
    RULES,
    SmallFilm,
    results,
    scene,
    write_with_nobody,
)
from tests.db.statements import statements_run
from tests.long import many


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_with_nobody


def tags_of(engine: Engine) -> list[object]:
    with Session(engine) as session:
        return list(
            session.scalars(
                select(SceneManifest.selected_reference_tags).order_by(SceneManifest.scene_index)
            )
        )


def decisions(engine: Engine) -> list[tuple[int, int]]:
    with Session(engine) as session:
        rows = session.execute(
            select(DECISIONS.c.scene_index, DECISIONS.c.number).order_by(
                DECISIONS.c.scene_index, DECISIONS.c.number
            )
        )
        return [(index, number) for index, number in rows]


def test_a_scene_is_picked_and_recorded_by_its_address(
    address: str, engine: Engine, project: UUID
) -> None:
    assert decisions(engine) == [(1, 1), (2, 1), (3, 1)]
    selection = pick_scene.sync(address, project, 2, FACES, by="night job")
    assert selection.tags == ("WREN_FACE", "ROOM")
    face = selection.assets[0]
    assert (face.reference_image_url, face.description, UUID(face.id).version) == (
        "pictures/wren-face.jpg",
        "Her face.",
        5,
    )
    assert tags_of(engine) == [["WREN", "ROOM"], ["WREN_FACE", "ROOM"], ["WREN", "ROOM"]]
    newest = read_history.sync(address, project, 2)[0]
    assert (newest.number, newest.asked_by, newest.tags) == (2, "night job", ("WREN_FACE", "ROOM"))


def test_an_unchanged_pick_adds_no_row_and_writes_nothing(
    address: str, engine: Engine, project: UUID
) -> None:
    first = pick_project.sync(address, project, RULES)
    assert first.decisions == 3  # the pool's ids are the rows' now: other inputs than the folder's
    with statements_run() as statements:
        again = pick_project.sync(engine, str(project), RULES)
    assert again.decisions == 0
    assert [each for each in statements if each.writes] == []
    assert [selection.tags for selection in again.selections] == [("WREN", "ROOM")] * 3


def test_tags_that_a_pipeline_changed_are_set_again(engine: Engine, project: UUID) -> None:
    pick_project.sync(engine, project, RULES)
    with Session(engine) as session:
        session.execute(
            update(SceneManifest)
            .where(SceneManifest.scene_index == 2)
            .values(selected_reference_tags=None)
        )
        session.commit()
    assert pick_project.sync(engine, project, RULES).decisions == 0
    assert tags_of(engine) == [["WREN", "ROOM"]] * 3


def test_contents_are_stored_once(engine: Engine, project: UUID) -> None:
    for rules in (RULES, FACES, RULES):
        pick_project.sync(engine, project, rules)
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(RULE_SETS)) == 2
        assert (
            session.scalar(select(func.count()).select_from(CONTENTS)) == 2 + 3
        )  # two pools, three scenes
        assert session.scalar(select(func.count()).select_from(DECISIONS)) == 4 * 3


def test_a_callers_session_is_worked_in_and_not_committed(
    address: str, engine: Engine, project: UUID
) -> None:
    before = tags_of(engine)
    with Session(engine) as session:
        selection = pick_scene.sync(session, project, 1, FACES)
        row = session.get_one(SceneManifest, (project, 1))
        assert row.selected_reference_tags == ["WREN_FACE", "ROOM"]
        session.rollback()
    assert tags_of(engine) == before
    assert selection.assets[0].manifest_tag == "WREN_FACE"

    async def in_a_pipeline() -> tuple[str | None, ...]:
        plain = create_async_engine(async_url(address))
        async with AsyncSession(plain) as session:
            await pick_scene(session, project, 1, FACES)
            await session.rollback()
        async with AsyncSession(plain) as session, session.begin():
            picked = await pick_scene(session, project, 2, FACES)
            whole = await pick_project(session, project, FACES)
        await plain.dispose()
        return (*picked.tags, *whole.selections[2].tags, picked.assets[0].name)

    assert asyncio.run(in_a_pipeline()) == ("WREN_FACE", "ROOM", "WREN_FACE", "ROOM", "WREN_FACE")
    assert tags_of(engine) == [["WREN_FACE", "ROOM"]] * 3


def test_a_plain_engine_serves_and_keeps_its_pragmas(
    address: str, engine: Engine, project: UUID
) -> None:
    plain = create_engine(sync_url(address))
    assert pick_scene.sync(plain, project, 1, FACES).tags == ("WREN_FACE", "ROOM")
    with Session(plain) as session, session.begin():
        pick_project.sync(session, project, RULES)
    if plain.dialect.name == "sqlite":
        with plain.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    plain.dispose()
    assert tags_of(engine) == [["WREN", "ROOM"]] * 3


def test_the_number_of_queries_grows_with_batches_only(address: str, engine: Engine) -> None:
    count: dict[int, int] = {}
    for scenes in (1, 10, 400, 510):  # the first, so that the rules are on record
        film = replace(HARBOUR, title=f"of {scenes}")
        made = record_film.sync(address, film, results(scenes, "WREN")).project_id
        with statements_run() as statements:
            pick_project.sync(engine, made, FACES)
        count[scenes] = len([s for s in statements if not s.text.startswith(("BEGIN", "PRAGMA"))])
    assert count[400] == count[10]
    # Rules and contents that were there are read back. asyncpg does not say how many rows it wrote,
    # so all else is, too.
    assert count[510] - count[400] <= 12 + 3 * ("asyncpg" in address)


def test_individuals_of_a_film_hold_in_its_database(address: str) -> None:
    film = SmallFilm(title="Ann", assets=(
        Asset(id="a", manifest_tag="A", asset_type="character", individual="Ann", is_face_crop=True,
              reference_image_url="ann-face.jpg"),
        Asset(id="b", manifest_tag="B", asset_type="character", individual="Ann", reference_image_url="ann.jpg"),
    ))  # fmt: skip
    manifest = scene(1, "x", "A")
    made = record_film.sync(
        address, film, [(manifest, RULES.select(manifest, film.assets))]
    ).project_id
    assert pick_scene.sync(address, made, 1, RULES).tags == ("B",)


def test_whatever_is_missing_is_named(address: str, engine: Engine, project: UUID) -> None:
    with pytest.raises(ProblemError, match='D610 The project "Harbour" has no scene 9'):
        pick_scene.sync(address, project, 9, RULES)
    with pytest.raises(ProblemError, match='D610 The database has no project "Nowhere"'):
        pick_project.sync(address, "Nowhere", RULES)
    assert len(pick_project.sync(address, "Harbour", RULES).selections) == 3


EDITS = {
    "a manifest that is a list": (
        "UPDATE scene_manifests SET manifest_json = '[1]' WHERE scene_index = 2",
        "D615 The manifest of scene 2 is not a JSON object",
    ),
    "a manifest without composition": (
        """UPDATE scene_manifests SET manifest_json = '{"placements": []}' WHERE scene_index = 2""",
        "scene 2: D615 The stored manifest of scene 2 cannot be used. `composition` is missing",
    ),
    "a quality above ten": (
        "UPDATE assets SET quality_score = 11 WHERE manifest_tag = 'WREN'",
        (
            "D615 The stored picture with the tag `WREN` \\(id `[0-9a-f-]{36}`\\) cannot be used. "
            "`quality_score` must be a number from 0 to 10, not 11.0"
        ),
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_what_somebody_edited_into_nonsense_is_told_and_nothing_changes(
    address: str, engine: Engine, project: UUID, case: str
) -> None:
    edit, words = EDITS[case]
    with engine.begin() as connection:
        connection.exec_driver_sql(edit)
    before = decisions(engine)
    with pytest.raises(ProblemError, match=words):
        pick_project.sync(address, project, FACES)
    assert decisions(engine) == before


def test_a_column_that_is_no_json_at_all_is_told(
    address: str, engine: Engine, project: UUID
) -> None:
    if engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL refuses such a text itself")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE scene_manifests SET manifest_json = '{oops', selected_reference_tags = '['"
        )
        connection.exec_driver_sql(
            "UPDATE scene_manifests SET manifest_json = '{}' WHERE scene_index > 1"
        )
    with pytest.raises(ProblemError, match="D615 The manifest of scene 1 is not a JSON object"):
        pick_scene.sync(address, project, 1, RULES)


def test_an_adopted_pipeline_is_picked_and_survives_going_back(
    empty_address: str, empty_engine: Engine
) -> None:
    pipeline.make_pipeline(empty_engine)
    empty_engine.dispose()
    before = pipeline.everything(empty_engine)
    upgrade(empty_address)
    picked = pick_project.sync(empty_address, pipeline.PROJECT, RULES, by="adoption")
    assert [selection.tags for selection in picked.selections] == [("WREN",)] * 3
    assert pipeline.everything(empty_engine) == before
    with pytest.raises(
        ProblemError,
        match=r"D618 This database belongs to a pipeline: only the pipeline can fill `projects\.",
    ):
        record_film.sync(empty_address, HARBOUR, results(1, "WREN"))
    downgrade(empty_address)
    assert pipeline.everything(empty_engine) == before
    upgrade(empty_address)
    assert pick_scene.sync(empty_address, pipeline.PROJECT, 1, RULES).tags == ("WREN",)
    assert pipeline.everything(empty_engine) == before


def test_tables_of_create_all_alone_serve_a_pipeline(
    empty_address: str, empty_engine: Engine
) -> None:
    Base.metadata.create_all(empty_engine)
    project = record_film.sync(empty_address, HARBOUR, results(1, "WREN")).project_id
    with Session(empty_engine) as session:
        assert pick_scene.sync(session, project, 1, RULES).tags == ("WREN",)


def test_a_database_without_our_tables_is_told_to_upgrade(
    empty_address: str, empty_engine: Engine
) -> None:
    pipeline.make_pipeline(empty_engine)
    with pytest.raises(ProblemError, match="D609"):
        pick_scene.sync(empty_address, pipeline.PROJECT, 1, RULES)


def test_a_database_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "missing.sqlite"
    for address in (str(file), f"sqlite:///{file}"):
        with pytest.raises(ProblemError, match="D608 There is no such database"):
            pick_project.sync(address, "Harbour", RULES)
        with pytest.raises(ProblemError, match="D608 There is no such database"):
            asyncio.run(pick_project(address, "Harbour", RULES))
    assert not file.exists()


def test_no_engine_or_session_makes_a_database_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "missing.sqlite"
    for path in ("missing.sqlite", str(file), "file:missing.sqlite?uri=true"):
        engine = create_engine(f"sqlite:///{path}")
        for _ in range(2):
            with pytest.raises(ProblemError, match="D608 There is no such database"):
                pick_project.sync(engine, "Harbour", RULES)
            with Session(engine) as session, pytest.raises(ProblemError, match="D608"):
                read_history.sync(session, None)
        asyncio.run(asked_of_nobody(f"sqlite+aiosqlite:///{path}"))
        assert list(tmp_path.iterdir()) == []
        with engine.connect():
            assert file.exists(), "what the caller does with it alone is the caller's"
        file.unlink()
        engine.dispose()


async def asked_of_nobody(address: str) -> None:
    engine = create_async_engine(address)
    with pytest.raises(ProblemError, match="D608 There is no such database"):
        await pick_project(engine, "Harbour", RULES)
    async with AsyncSession(engine) as session:
        with pytest.raises(ProblemError, match="D608 There is no such database"):
            await get_primary_clean_reference(session, uuid4())
    await engine.dispose()


def test_a_relative_path_of_an_engine_is_the_one_that_it_was_made_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = record_film.sync("film.sqlite", HARBOUR, results(1, "WREN")).project_id
    engine = create_engine("sqlite:///film.sqlite")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert len(pick_project.sync(engine, project, RULES).selections) == 1
    engine.dispose()


def test_a_second_pick_of_a_scene_waits_for_the_first_and_comes_after_it(
    address: str, engine: Engine, project: UUID
) -> None:
    with ThreadPoolExecutor(1) as thread:
        with Session(engine) as session, session.begin():
            pick_scene.sync(session, project, 1, FACES, by="first")
            second = thread.submit(pick_scene.sync, address, project, 1, RULES, by="second")
            with pytest.raises(TimeoutError):
                second.result(0.5)
        assert second.result(60).tags == ("WREN", "ROOM")
    assert [each.asked_by for each in read_history.sync(address, project, 1)][:2] == [
        "second",
        "first",
    ]


def test_engines_of_somebody_else_take_turns_too(address: str, project: UUID) -> None:
    def work(number: int) -> None:
        plain = create_engine(sync_url(address))
        for turn in range(many(3, 8)):
            pick_scene.sync(plain, project, 1, (RULES, FACES)[(number + turn) % 2])
        plain.dispose()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    numbers = [each.number for each in read_history.sync(address, project, 1)]
    assert numbers == list(range(len(numbers), 0, -1))
