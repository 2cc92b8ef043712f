"""The caller's session sees what is written beside it, and loses no write of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import JSON, Uuid

from selector import (
    StoredPicture,
    keep_selection,
    load_rules,
    pick_project,
    pick_scene,
    record_sent,
    resolve_references,
)
from selector.db.connections.addresses import default_url
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.record import record_film
from selector.db.models import Asset, AssetCleanReference, Project, SceneManifest
from selector.db.references.clean import (
    add_clean_reference,
    demote_clean_reference,
    get_primary_clean_reference,
    promote_clean_reference,
)
from selector.db.tables.own_tables import DECISIONS
from selector.model.asset import Asset as Picture
from selector.model.asset import CleanReference
from selector.model.problem import ProblemError
from tests.db.films import SmallFilm, results
from tests.db.in_a_session import in_a_session
from tests.db.whole_pipeline import FACE, FORK, HARBOUR, ROOM, WREN, many_scenes

RULES = load_rules()


class Base(DeclarativeBase):
    """A pipeline's own classes."""


class Scene(Base):
    """A pipeline's own class for its scenes, with names of its own."""

    __tablename__ = "scene_manifests"
    project: Mapped[UUID] = mapped_column("project_id", Uuid, primary_key=True)
    number: Mapped[int] = mapped_column("scene_index", primary_key=True)
    sent: Mapped[list[str] | None] = mapped_column("selected_reference_tags", JSON)


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


TAGS = ["WREN_FACE", "WREN", "ROOM"]


@pytest.mark.parametrize("autoflush", [True, False])
@pytest.mark.parametrize("way", ["pick_scene", "pick_project", "keep_selection"])
def test_picked_tags_are_seen_at_once_and_a_later_none_is_written(
    address: str, engine: Engine, way: str, *, autoflush: bool
) -> None:
    """Of whatever class the rows are; those of other projects stay as they are."""

    def work(session: Session) -> None:
        ours = session.get_one(SceneManifest, (HARBOUR, 1))
        theirs = session.get_one(Scene, (HARBOUR, 1))
        assert (ours.selected_reference_tags, theirs.sent) == (None, None)
        ours.composition_shot_type = "unmapped"  # type: ignore[attr-defined]  # no column of the class
        if way == "pick_project":
            pick_project.sync(session, HARBOUR, RULES)
        else:
            selection = pick_scene.sync(session, HARBOUR, 1, RULES)
            if way == "keep_selection":
                session.execute(update(SceneManifest).values(selected_reference_tags=None))
                session.refresh(ours)
                session.refresh(theirs)
                keep_selection.sync(session, HARBOUR, selection)
        assert (ours.selected_reference_tags, theirs.sent) == (TAGS, TAGS)
        assert ours not in session.dirty
        assert theirs not in session.dirty
        ours.selected_reference_tags = None
        session.commit()

    in_a_session(address, engine, work, autoflush=autoflush)
    with Session(engine) as session:
        row = session.get_one(SceneManifest, (HARBOUR, 1))
        assert row.selected_reference_tags is None


def test_what_the_caller_has_not_sent_yet_is_sent_before(address: str, engine: Engine) -> None:
    """With autoflush off, too: the pick is made from what the session holds."""

    def work(session: Session) -> None:
        face = session.get_one(Asset, FACE)
        face.manifest_tag = "SOMEBODY"
        face.source_asset_id = None
        scene = session.get_one(SceneManifest, (HARBOUR, 1))
        assert pick_scene.sync(session, HARBOUR, 1, RULES).tags == ("WREN", "ROOM")
        assert scene.selected_reference_tags == ["WREN", "ROOM"]
        session.rollback()
        assert scene.selected_reference_tags is None

    in_a_session(address, engine, work)


@pytest.mark.parametrize("autoflush", [True, False])
def test_whoever_reads_sees_what_the_caller_has_not_sent_yet(
    address: str, engine: Engine, *, autoflush: bool
) -> None:
    """As in `test_what_the_caller_has_not_sent_yet_is_sent_before`, where nothing is written."""

    def work(session: Session) -> None:
        selection = pick_scene.sync(session, HARBOUR, 1, RULES)
        session.add(_clean("tier4", primary=True))
        assert resolve_references.sync(session, selection)[0].url == "tier4.png"
        session.add(_clean("tier5", primary=True))
        primary = get_primary_clean_reference.sync(session, FACE)
        assert primary is not None
        assert primary.tier == "tier5"
        session.add(_clean("tier6", primary=False))
        (latest,) = session.new
        latest.id = UUID(int=0xDD)
        assert promote_clean_reference.sync(session, UUID(int=0xDD)).is_primary
        session.get_one(Project, HARBOUR).title = "Breakwater"
        assert len(read_history.sync(session, "Breakwater")) == 1
        session.get_one(Project, HARBOUR).title = "Mole"
        assert record_sent.sync(session, "Mole", 1, []).scene_index == 1

    in_a_session(address, engine, work, autoflush=autoflush)


def test_rows_of_other_scenes_stay_as_the_caller_loaded_them(address: str, engine: Engine) -> None:
    """Nothing was written to them, so that nobody asks for them."""

    def work(session: Session) -> None:
        others = [session.get_one(SceneManifest, key) for key in ((HARBOUR, 2), (FORK, 1))]
        session.execute(text("UPDATE scene_manifests SET selected_reference_tags = '[\"X\"]'"))
        pick_scene.sync(session, HARBOUR, 1, RULES)
        assert [each.selected_reference_tags for each in others] == [None, None]

    in_a_session(address, engine, work)


def test_every_row_that_a_session_holds_is_seen_however_many_they_are(
    address: str, engine: Engine
) -> None:
    project = many_scenes(engine, 410)

    def work(session: Session) -> None:
        query = select(SceneManifest).where(SceneManifest.project_id == project)
        held = session.scalars(query).all()
        pick_project.sync(session, project, RULES)
        assert [each.selected_reference_tags for each in held] == [TAGS] * 410

    in_a_session(address, engine, work)


@pytest.mark.parametrize("autoflush", [True, False])
def test_marks_of_clean_references_are_seen_at_once(
    address: str, engine: Engine, *, autoflush: bool
) -> None:
    def work(session: Session) -> None:
        query = select(AssetCleanReference).where(AssetCleanReference.asset_id == FACE)
        held = {each.tier: each for each in session.scalars(query)}
        others = session.scalars(
            select(AssetCleanReference).where(AssetCleanReference.asset_id == ROOM)
        ).all()
        before = [each.is_primary for each in others]

        def primaries() -> list[str]:
            assert not session.dirty
            return [tier for tier, each in held.items() if each.is_primary]

        assert primaries() == ["tier3_gemini"]
        promote_clean_reference.sync(session, held["tier1_crop"].id)
        assert primaries() == ["tier1_crop"]
        demote_clean_reference.sync(session, held["tier1_crop"].id)
        assert primaries() == []
        promote_clean_reference.sync(session, held["tier2_rembg"].id)
        add_clean_reference.sync(
            session, FACE, tier="tier4", clean_image_url="four.png", primary=True
        )
        assert primaries() == []
        # What the guard of the database demotes is seen, too.
        fifth = _clean("tier5", primary=True)
        session.add(fifth)
        held["tier1_crop"].quality_score = 3.0
        session.flush()
        held["tier2_rembg"].is_primary = True
        session.flush()
        assert primaries() == ["tier2_rembg"]
        assert not fifth.is_primary
        latest = _clean("tier6", primary=True)
        session.add(latest)
        session.flush()
        assert primaries() == []
        assert latest.is_primary
        held["tier2_rembg"].is_primary = False
        assert [each.is_primary for each in others] == before
        session.commit()

    in_a_session(address, engine, work, autoflush=autoflush)
    with Session(engine) as session:
        query = select(AssetCleanReference.tier).where(
            AssetCleanReference.asset_id == FACE, AssetCleanReference.is_primary
        )
        assert session.scalars(query).all() == ["tier6"]


def _clean(tier: str, *, primary: bool) -> AssetCleanReference:
    return AssetCleanReference(
        asset_id=FACE,
        tier=tier,
        clean_image_url=f"{tier}.png",
        is_primary=primary,
        created_at=datetime.now(UTC),
    )


def test_values_that_are_not_loaded_are_left_to_be_loaded(address: str, engine: Engine) -> None:
    def work(session: Session) -> None:
        row = session.get_one(SceneManifest, (HARBOUR, 1))
        session.expire(row, ["selected_reference_tags"])
        pick_scene.sync(session, HARBOUR, 1, RULES)
        assert "selected_reference_tags" not in row.__dict__
        assert row.selected_reference_tags == TAGS

    in_a_session(address, engine, work)


def test_a_film_that_is_stored_again_is_seen_at_once(driven_address: str) -> None:
    """Every table that a film is stored in, in the caller's session."""
    first = SmallFilm(
        assets=(Picture(id="wren", manifest_tag="WREN", asset_type="character", name="Wren"),)
    )
    engine = make_engine(driven_address, writes=True)
    record_film.sync(driven_address, first, results(1, "WREN", film=first))
    again = SmallFilm(
        assets=(Picture(id="wren", manifest_tag="WREN", asset_type="character", name="Old Wren"),)
    )

    def work(session: Session) -> None:
        asset = session.scalars(select(Asset)).one()
        scene = session.scalars(select(SceneManifest)).one()
        assert asset.name == "Wren"
        record_film.sync(session, again, results(1, "WREN", "WREN", film=again))
        assert asset.name == "Old Wren"
        assert len(scene.manifest_json["placements"]) == 2
        assert not session.dirty
        session.rollback()
        assert asset.name == "Wren"

    in_a_session(driven_address, engine, work)
    engine.dispose()


def test_a_clean_reference_that_a_film_replaces_is_seen_as_primary_no_more(
    driven_address: str,
) -> None:
    """The database demotes it when the film's own is stored."""
    plain = Picture(manifest_tag="WREN", asset_type="character", reference_image_url="wren.png")
    clean = CleanReference(clean_image_url="clean.png", face_similarity_score=0.9)
    cleaned = replace(plain, clean_reference=clean)
    first, again = SmallFilm(assets=(plain,)), SmallFilm(assets=(cleaned,))
    record_film.sync(driven_address, first, results(1, "WREN", film=first))
    engine = make_engine(driven_address, writes=True)

    def work(session: Session) -> None:
        its = session.scalars(select(Asset.id)).one()
        add_clean_reference.sync(session, its, tier="t", clean_image_url="t.png", primary=True)
        held = session.scalars(select(AssetCleanReference)).one()
        assert held.is_primary
        record_film.sync(session, again, results(1, "WREN", film=again))
        assert not held.is_primary
        assert not session.dirty

    in_a_session(driven_address, engine, work)
    engine.dispose()


def test_what_is_returned_stays_usable_when_the_session_is_closed(
    address: str, engine: Engine
) -> None:
    kept: list[Any] = []

    def work(session: Session) -> None:
        done = pick_project.sync(session, HARBOUR, RULES)
        kept.append(done)
        kept.append(pick_scene.sync(session, HARBOUR, 0, RULES))
        session.rollback()

    in_a_session(address, engine, work)
    done, scene = kept
    for picture in (*done.selections[0].assets, *scene.assets):
        assert type(picture) is StoredPicture
        assert UUID(picture.id) in (FACE, WREN, ROOM)
        assert picture.reference_image_url
    assert "WREN_FACE" in str(scene.explain())
    # Nothing was committed for the caller.
    with engine.connect() as connection:
        assert connection.execute(select(DECISIONS.c.number)).all() == []


def test_an_error_of_a_listener_of_the_host_is_no_damaged_value(address: str) -> None:
    """It was told to restore the database from a backup."""

    def fails(*arguments: Any) -> None:
        if "INTO selector_decisions" in arguments[2]:
            raise ValueError("no picks on Sundays")

    event.listen(Engine, "before_cursor_execute", fails)
    try:
        with pytest.raises(ValueError, match="no picks on Sundays") as raised:
            pick_project.sync(address, HARBOUR, load_rules())
    finally:
        event.remove(Engine, "before_cursor_execute", fails)
    assert type(raised.value) is ValueError


def test_threads_of_one_session_are_named_before_a_backup_is(tmp_path: Path) -> None:
    """The trigger numbers the decision first, as another thread of the session would."""
    address = default_url(tmp_path)
    film = SmallFilm(title="Harbour")
    record_film.sync(address, film, results(1, "WREN"))
    engine = make_engine(address, writes=True)
    columns = ", ".join(column.name for column in DECISIONS.columns)
    values = ", ".join(f"new.{column.name}" for column in DECISIONS.columns)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER of_another_thread BEFORE INSERT ON selector_decisions BEGIN"
            f" INSERT INTO selector_decisions ({columns}) VALUES ({values}); END"
        )
    with Session(engine) as session, pytest.raises(ProblemError) as caught:
        record_film.sync(session, film, results(1, "ROOM"))
    engine.dispose()
    (found,) = caught.value.problems
    assert found.code == "D615"
    assert found.hint.startswith("If several threads use this session or connection, give each its")
