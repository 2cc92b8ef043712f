"""What is sent for a pick: the primary clean reference, else the original, else a problem."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_engine
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.models import Asset as AssetRow
from selector.db.references.clean import add_clean_reference
from selector.db.references.resolve import resolve_film, resolve_references
from selector.db.tables.pipeline_tables import REFERENCES
from selector.model.left_out import CannotBeSent
from selector.model.problem import ProblemError
from tests.commands import as_document, called
from tests.db.conftest import Write
from tests.db.films import (
    HARBOUR,
    RULES,
    RULES_TEXT,
    WREN,
    results,
    rules_of,
    write_with_nobody,
)
from tests.db.statements import statements_run


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_with_nobody


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


@pytest.mark.parametrize(("says", "tag"), [("", "WREN"), ("send_cleaned: never", "WREN_FACE")])
def test_why_explains_what_a_pick_by_these_rules_sends(
    ready_address: str, says: str, tag: str, tmp_path: Path
) -> None:
    """A picture has no address, but a clean reference."""
    record_film.sync(ready_address, HARBOUR, results(1, "WREN", "ROOM"))
    engine = make_engine(ready_address, writes=True)
    with Session(engine) as session, session.begin():
        is_wren = AssetRow.manifest_tag == "WREN"
        session.execute(update(AssetRow).where(is_wren).values(reference_image_url=None))
        wren = session.scalars(select(AssetRow.id).where(is_wren)).one()
    add_clean_reference.sync(engine, wren, tier="t", clean_image_url="c.png", primary=True)
    engine.dispose()
    rules = tmp_path / "rules.yaml"
    rules.write_text(f"{RULES_TEXT}\n{says}\n")
    line = ["why", ready_address, "1", "--rules", str(rules), "--format", "json"]
    document = as_document(called(line).out, "why")
    assert document["selection"]["tags"] == [tag, "ROOM"]


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
