"""What a pipeline calls: load, select and record, in its own session or with an address, in few queries."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import isnan
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, create_engine, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.models import Asset as AssetRow
from selector.db.models import Base, SceneManifest
from selector.db.references.clean import add_clean_reference, get_primary_clean_reference
from selector.db.references.resolve import resolve_film, resolve_references
from selector.db.schema.upgrade import downgrade, upgrade
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS
from selector.db.tables.pipeline_tables import REFERENCES
from selector.model.asset import Asset
from selector.model.left_out import CannotBeSent
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import async_url, sync_url
from tests.db.films import (
    FACES,
    HARBOUR,
    RULES,
    RULES_TEXT,
    WREN,
    SmallFilm,
    results,
    rules_of,
    scene,
)
from tests.db.statements import statements_run
from tests.long import many


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def project(address: str) -> UUID:
    """A film of three scenes, recorded with no pick."""
    return record_film.sync(address, HARBOUR, results(3, "WREN", "ROOM", "NOBODY")).project_id


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
    for scenes in (1, 10, 400, 900):  # the first, so that the rules are on record
        film = replace(HARBOUR, title=f"of {scenes}")
        made = record_film.sync(address, film, results(scenes, "WREN")).project_id
        with statements_run() as statements:
            pick_project.sync(engine, made, FACES)
        count[scenes] = len([s for s in statements if not s.text.startswith(("BEGIN", "PRAGMA"))])
    assert count[400] == count[10]
    # Rules and contents that were there are read back. asyncpg does not say how many rows it wrote,
    # so all else is, too.
    assert count[900] - count[400] <= 12 + 3 * ("asyncpg" in address)


def test_individuals_of_a_film_hold_in_its_database(address: str) -> None:
    film = SmallFilm(assets=(
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


def test_what_is_sent_is_the_primary_else_the_original_else_a_problem(
    engine: Engine, project: UUID
) -> None:
    picked = pick_scene.sync(engine, project, 1, RULES)
    wren, room = picked.assets
    selection = RULES.select(picked.scene, [wren, replace(room, reference_image_url=None)])
    original, nothing = resolve_references.sync(engine, selection)
    assert (original.slot, original.tag, original.sent, original.url, original.reason) == (
        1,
        "WREN",
        "original",
        "pictures/wren.jpg",
        None,
    )
    assert (nothing.sent, nothing.url) == ("nothing", None)
    assert nothing.problem is not None
    assert nothing.problem.code == "D617"
    empty = RULES.select(picked.scene, [wren, replace(room, reference_image_url="")])
    unsent = resolve_references.sync(engine, empty)[1]
    assert (unsent.sent, unsent.original_url) == ("nothing", None)
    assert nothing.problem.what == (
        "The picture with the tag `ROOM` cannot be sent: it has no path or address."
    )
    add_clean_reference.sync(
        engine,
        wren.id,
        tier="t",
        clean_image_url="clean.png",
        face_similarity_score=0.62,
        primary=True,
    )
    add_clean_reference.sync(engine, room.id, tier="t", clean_image_url="room.png", primary=True)
    clean, other = resolve_references.sync(engine, selection, likeness_floor=0.5)
    assert (clean.sent, clean.url, other.url) == ("clean", "clean.png", "room.png")
    assert resolve_references.sync(engine, selection, likeness_floor=0.62)[0].sent == "clean"
    floored, other = resolve_references.sync(engine, selection, likeness_floor=0.7)
    assert (floored.sent, floored.url) == ("original", "pictures/wren.jpg")
    assert floored.reason == "The clean reference's likeness is 0.62; at least 0.7 is required."
    assert other.sent == "clean"
    for send_cleaned, floor, sent in (
        ("{likeness: {at_least: 0.6}}", None, ["clean", "nothing"]),
        ("{likeness: {at_least: 0.6}}", 0.7, ["original", "nothing"]),
        ("{likeness: {at_least: 0.7}}", 0.5, ["original", "nothing"]),
        ("never", None, ["original", "nothing"]),
    ):
        rules = rules_of(f"{RULES_TEXT}\nsend_cleaned: {send_cleaned}\n")
        selected = rules.select(picked.scene, selection.pool)
        resolved = resolve_references.sync(engine, selected, likeness_floor=floor)
        assert [each.sent for each in resolved] == sent


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (None, "it has no picture"),
        ("", "it has no picture"),
        ("https://a.test/wren.mp4?sig=1", "its address leads to a film clip, not an image"),
    ],
)
def test_what_has_neither_the_address_of_a_picture_nor_a_clean_reference_takes_no_slot(
    engine: Engine, project: UUID, url: str | None, why: str
) -> None:
    with Session(engine) as session, session.begin():
        session.execute(
            update(AssetRow).where(AssetRow.manifest_tag == "WREN").values(reference_image_url=url)
        )
    selection = pick_scene.sync(engine, project, 1, RULES)
    assert selection.tags == ("WREN_FACE", "ROOM")
    held = [
        passed.tag for passed in selection.passed_over if passed.reason == CannotBeSent(why=why)
    ]
    assert held == ["WREN"]
    wren = next(passed.asset for passed in selection.passed_over if passed.tag == "WREN")
    assert wren is not None
    add_clean_reference.sync(engine, wren.id, tier="t", clean_image_url="clean.png", primary=False)
    assert pick_scene.sync(engine, project, 1, RULES).tags == ("WREN_FACE", "ROOM")
    add_clean_reference.sync(engine, wren.id, tier="t", clean_image_url="cleaner.png", primary=True)
    cleaned = pick_scene.sync(engine, project, 1, RULES)
    assert cleaned.tags == ("WREN", "ROOM")
    assert [each.url for each in resolve_references.sync(engine, cleaned)] == [
        "cleaner.png",
        "room.jpg",
    ]
    assert replay.sync(engine).problems == ()


@pytest.mark.parametrize(
    ("clean", "send_cleaned", "tag"),
    [
        ("clean.png", "{likeness: {at_least: 0.5}}", "WREN"),
        ("clean.png", "{likeness: {at_least: 0.7}}", "WREN_FACE"),
        ("clean.png", "never", "WREN_FACE"),
        ("https://a.test/wren.mp4", "{likeness: {at_least: 0.5}}", "WREN_FACE"),
    ],
)
def test_a_picture_without_an_address_goes_only_where_its_clean_reference_does(
    engine: Engine, project: UUID, clean: str, send_cleaned: str, tag: str
) -> None:
    with Session(engine) as session, session.begin():
        is_wren = AssetRow.manifest_tag == "WREN"
        session.execute(update(AssetRow).where(is_wren).values(reference_image_url=None))
        wren = session.scalars(select(AssetRow.id).where(is_wren)).one()
    add_clean_reference.sync(
        engine,
        wren,
        tier="t",
        clean_image_url=clean,
        face_similarity_score=0.6,
        primary=True,
    )
    rules = rules_of(f"{RULES_TEXT}\nsend_cleaned: {send_cleaned}\n")
    assert pick_scene.sync(engine, project, 1, rules).tags == (tag, "ROOM")
    picked = pick_project.sync(engine, project, rules)
    assert {each.tags for each in picked.selections} == {(tag, "ROOM")}
    assert replay.sync(engine).problems == ()


def test_a_film_is_resolved_in_a_few_queries(engine: Engine, project: UUID) -> None:
    selections = pick_project.sync(engine, project, RULES).selections
    with statements_run() as statements:
        resolved = resolve_film.sync(engine, selections)
    assert [[each.tag for each in scene] for scene in resolved] == [["WREN", "ROOM"]] * 3
    asked = [each.text for each in statements if each.text.strip().startswith("SELECT")]
    in_sqlite = engine.dialect.name == "sqlite"
    assert len(asked) == 3 + in_sqlite, (
        "if the database knows copies, which pictures it has, clean references; in SQLite, those not found"
    )


GONE = "The picture with the tag `WREN` was deleted after it was picked."


def test_a_picture_that_was_deleted_after_the_pick_is_told_and_not_sent(
    engine: Engine, project: UUID
) -> None:
    """Whether the picks are values of selector's or rows of the caller's."""
    picked = pick_scene.sync(engine, project, 1, RULES)
    wren, room = picked.assets
    with Session(engine) as session:
        rows = [session.get_one(AssetRow, UUID(each.id)) for each in (wren, room)]
        session.expunge_all()
    by_rows = RULES.select(picked.scene, rows)
    with engine.begin() as connection:
        connection.execute(update(AssetRow).values(source_asset_id=None))
        connection.execute(delete(AssetRow).where(AssetRow.id == UUID(wren.id)))
    for selection in (picked, by_rows):
        gone, there = resolve_references.sync(engine, selection)
        assert (gone.tag, gone.sent, gone.url) == ("WREN", "nothing", None)
        assert gone.problem is not None
        assert (gone.problem.code, gone.problem.what) == ("D617", GONE)
        assert gone.problem.hint == "Pick for the scene again."
        assert gone.original_url == "pictures/wren.jpg"
        assert (there.sent, there.reason, there.problem) == ("original", None, None)
        assert resolve_film.sync(engine, [selection, selection])[1] == (gone, there)
    assert pick_scene.sync(engine, project, 1, RULES).tags == ("ROOM",)


def test_a_picture_of_the_callers_that_the_database_never_had_is_sent_with_a_word(
    engine: Engine, project: UUID
) -> None:
    picked = pick_scene.sync(engine, project, 1, RULES)
    identity = uuid4()
    new = AssetRow(
        id=identity, manifest_tag="WREN", asset_type="character", reference_image_url="new.png"
    )
    as_key = {"id": identity.hex, "manifest_tag": "WREN", "asset_type": "character",
              "reference_image_url": "new.png"}  # fmt: skip
    for asset in (new, as_key):
        (one,) = resolve_references.sync(engine, RULES.select(picked.scene, [asset]))
        assert (one.sent, one.url, one.problem) == ("original", "new.png", None)
        assert one.reason == f"The database has no picture with the id `{identity}`."


def test_pictures_of_a_folder_have_no_clean_references(engine: Engine, project: UUID) -> None:
    ((_, selection),) = results(1, "WREN")
    (one,) = resolve_references.sync(engine, selection)
    assert (one.sent, one.url, one.asset) == ("original", "pictures/wren.jpg", WREN)


def test_ids_nobody_knows_are_told(engine: Engine, project: UUID) -> None:
    gone = uuid4()
    with pytest.raises(ProblemError, match=f'D610 The database has no project "{gone}"'):
        pick_project.sync(engine, str(gone), RULES)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM projects")).scalar() == 1


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


@pytest.mark.parametrize("score", [float("nan"), 92.0, -0.5])
def test_a_score_that_is_not_one_never_shows_likeness(
    engine: Engine, project: UUID, score: float
) -> None:
    if isnan(score) and engine.dialect.name == "sqlite":
        pytest.skip("SQLite stores NaN as NULL: then no score is known")
    picked = pick_scene.sync(engine, project, 1, RULES)
    wren = picked.assets[0]
    add_clean_reference.sync(
        engine,
        wren.id,
        tier="t",
        clean_image_url="clean.png",
        primary=True,
    )
    with engine.begin() as connection:
        connection.execute(update(REFERENCES).values(face_similarity_score=score))
    assert resolve_references.sync(engine, picked)[0].sent == "clean"
    floored = resolve_references.sync(engine, picked, likeness_floor=0.7)[0]
    assert (floored.sent, floored.clean_reference is None) == ("original", False)
    assert floored.reason == (
        f"The clean reference's likeness is recorded as {score:g}, which is not a number from 0 to"
        " 1; at least 0.7 is required."
    )
    rules = rules_of(f"{RULES_TEXT}\nsend_cleaned: {{likeness: {{at_least: 0.6}}}}\n")
    selected = rules.select(picked.scene, picked.pool)
    assert "recorded as" in str(resolve_references.sync(engine, selected)[0].reason)
    stricter = resolve_references.sync(engine, selected, likeness_floor=0.5)[0]
    assert str(stricter.reason).endswith("at least 0.6 is required.")
    never = rules_of(f"{RULES_TEXT}\nsend_cleaned: never\n").select(picked.scene, picked.pool)
    assert resolve_references.sync(engine, never)[0].reason == (
        "The rules never send clean references."
    )
