"""Recording a film keeps everything or leaves what was there."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from selector.db.connections.addresses import default_url
from selector.db.connections.bulk import batches
from selector.db.connections.engines import make_engine
from selector.db.decisions.record import record_film
from selector.db.models import Asset, Project, SceneManifest
from selector.db.tables.own_tables import FILM_ASSETS
from selector.db.tables.pipeline_tables import ASSETS, MANIFESTS, PROJECTS, SCENES
from selector.engine.pool import AssetPool
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from tests.db.films import FACE, HARBOUR, ROOM, WREN, SmallFilm, picked, results, scene
from tests.long import many


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


def everything(address: str) -> dict[str, list[Any]]:
    """Every row that a film has."""
    engine = make_engine(address)
    found: dict[str, list[Any]] = {}
    with engine.connect() as connection:
        for table in (PROJECTS, MANIFESTS, ASSETS, SCENES, FILM_ASSETS):
            rows = connection.execute(select(table).order_by(*table.primary_key)).all()
            found[table.name] = [tuple(row) for row in rows]
    engine.dispose()
    return found


def test_a_film_is_kept_with_the_tags_of_every_scene(empty_address: str) -> None:
    address = empty_address
    recorded = record_film.sync(address, HARBOUR, results(3, "WREN", "ROOM"))
    assert recorded.scenes == 3
    engine = make_engine(address)
    with Session(engine) as session:
        project = session.get_one(Project, recorded.project_id)
        assert project.title == "Harbour"
        scenes = session.scalars(select(SceneManifest).order_by(SceneManifest.scene_index)).all()
        assert [each.selected_reference_tags for each in scenes] == [["WREN", "ROOM"]] * 3
        assert scenes[1].manifest_json == scene(2, "close_up", "WREN", "ROOM")
        rows = session.scalars(select(Asset).order_by(Asset.sort_order)).all()
        assert [row.manifest_tag for row in rows] == ["WREN_FACE", "WREN", "ROOM"]
        assert {row.manifest_id for row in rows} == {project.manifest_id}
        assert rows[0].source_asset_id == rows[1].id
        assert (rows[1].name, rows[1].user_tags, rows[0].name) == (
            "Wren",
            ["night", "oilskins"],
            "WREN_FACE",
        )
        first, second = (
            session.execute(select(FILM_ASSETS).where(FILM_ASSETS.c.asset_id == row.id)).one()
            for row in rows[1:3]
        )
        assert (first.written_id, first.individual, first.named) == ("wren", "Wren Calloway", True)
        assert second.written_source == "gone"
    engine.dispose()


def test_recording_again_changes_nothing_and_ids_stay(address: str) -> None:
    record_film.sync(address, HARBOUR, results(3, "WREN"))
    before = everything(address)
    record_film.sync(address, HARBOUR, results(3, "WREN"))
    assert everything(address) == before


def test_an_edit_changes_the_row_that_it_belongs_to(address: str) -> None:
    record_film.sync(address, HARBOUR, results(3, "WREN"))
    before = {row[0]: row for row in everything(address)["assets"]}
    better = replace(WREN, quality_score=9.9, manifest_tag="WREN_2")
    film = replace(HARBOUR, assets=(better, FACE, ROOM))
    record_film.sync(address, film, results(2, "WREN_2", film=film))
    after = {row[0]: row for row in everything(address)["assets"]}
    assert set(before) == set(after)
    assert sorted(row[4] for row in after.values()) == ["ROOM", "WREN_2", "WREN_FACE"]
    assert [row[3] for row in everything(address)["scene_manifests"]] == [["WREN_2"], ["WREN_2"]]


def test_a_single_scene_leaves_the_other_scenes_alone(address: str) -> None:
    record_film.sync(address, HARBOUR, results(3, "WREN"))
    record_film.sync(
        address,
        HARBOUR,
        [picked(scene(2, "wide", "ROOM"), AssetPool(HARBOUR.assets))],
        whole_film=False,
    )
    assert [row[3] for row in everything(address)["scene_manifests"]] == [
        ["WREN"],
        ["ROOM"],
        ["WREN"],
    ]


def test_a_picture_that_the_film_has_no_longer_is_set_aside_and_comes_back_as_itself(
    address: str,
) -> None:
    recorded = record_film.sync(address, HARBOUR, results(1, "WREN"))
    before = everything(address)["assets"]
    record_film.sync(address, replace(HARBOUR, assets=(FACE, WREN)), results(1, "WREN"))
    manifest = _manifest_of(address, recorded.project_id)
    assert sorted(row[4] for row in everything(address)["assets"] if row[1] == manifest) == [
        "WREN",
        "WREN_FACE",
    ]
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    assert everything(address)["assets"] == before


def test_two_films_of_different_titles_live_in_one_database(address: str) -> None:
    first = record_film.sync(address, HARBOUR, results(2, "WREN"))
    second = record_film.sync(address, replace(HARBOUR, title="Island"), results(1, "ROOM"))
    assert first.project_id != second.project_id
    found = everything(address)
    assert sorted(str(row[1]) for row in found["projects"]) == ["Harbour", "Island"]
    assert (len(found["assets"]), len(found["scene_manifests"])) == (6, 3)


def test_another_film_of_the_same_title_is_not_written_over(address: str) -> None:
    record_film.sync(address, HARBOUR, results(2, "WREN"))
    before = everything(address)
    other = replace(HARBOUR, assets=(replace(WREN, id="somebody else"),))
    with pytest.raises(
        ProblemError, match='D610 The database has another film called "Harbour", with none of'
    ):
        record_film.sync(address, other, results(1, "WREN", film=other))
    assert everything(address) == before


def test_pictures_without_ids_are_told_apart(address: str) -> None:
    twins = SmallFilm(assets=(ROOM, ROOM, replace(ROOM, reference_image_url="a.jpg")))
    record_film.sync(address, twins, results(1, "ROOM"))
    record_film.sync(address, twins, results(1, "ROOM"))
    assert len(everything(address)["assets"]) == 3


class FailedInTheMiddleError(RuntimeError):
    """Something that goes wrong in the middle."""


def broken(after: int) -> Iterator[tuple[dict[str, Any], Selection]]:
    """Results that end in an exception."""
    yield from results(after, "ROOM")
    raise FailedInTheMiddleError


@pytest.mark.parametrize("after", [0, 3, 700])
def test_a_failure_among_the_results_leaves_what_was_there(address: str, after: int) -> None:
    record_film.sync(address, HARBOUR, results(5, "WREN"))
    before = everything(address)
    with pytest.raises(FailedInTheMiddleError):
        record_film.sync(address, replace(HARBOUR, assets=(WREN,)), broken(after))
    assert everything(address) == before


@pytest.mark.parametrize("after", [0, 700])
def test_a_failure_leaves_no_new_sqlite_file(tmp_path: Path, after: int) -> None:
    with pytest.raises(FailedInTheMiddleError):
        record_film.sync(default_url(tmp_path), HARBOUR, broken(after))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_a_file_that_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "selector.sqlite").touch()
    with pytest.raises(FailedInTheMiddleError):
        record_film.sync(default_url(tmp_path), HARBOUR, broken(1))
    assert (tmp_path / "selector.sqlite").exists()


@pytest.mark.parametrize(
    ("film", "words"),
    [
        (
            replace(HARBOUR, title="x" * 201),
            "The film's title has 201 characters; the database holds at most 200.",
        ),
        (
            replace(HARBOUR, assets=(replace(ROOM, manifest_tag="R" * 51),)),
            f"The tag `{'R' * 51}` has 51 characters; the database holds at most 50.",
        ),
        (
            replace(HARBOUR, assets=(replace(ROOM, description="a\0b"),)),
            "A value of the picture with the tag `ROOM` has a character that databases cannot store (U+0000).",
        ),
    ],
)
def test_what_does_not_fit_is_named_before_anything_is_written(
    address: str, film: SmallFilm, words: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        record_film.sync(address, film, results(1, "ROOM"))
    assert [(problem.code, problem.what) for problem in caught.value.problems] == [("D611", words)]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (None, "D611 The scene at position 1 in the list has no number"),
        (
            True,
            "D611 The scene at position 1 .* has a `scene_index` that is not a scene number: `True`",
        ),
        ("x" * 61, "D611 .* has a `scene_index` that is not a scene number: `xxx"),
        (
            int("9" * 4_000) ** 2,
            "D611 .* has a `scene_index` of more than 60 digits",
        ),
    ],
    ids=["none", "truth", "text", "digits"],
)
def test_a_scene_without_a_number_is_refused(address: str, index: Any, words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        record_film.sync(address, HARBOUR, [picked(scene(index), AssetPool(()))])


def test_memory_does_not_grow_with_the_length_of_the_film(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried with smaller batches than usual, so that a shorter film has several."""
    size, more = many((100, 10_000), (500, 500_000))
    monkeypatch.setattr(batches, "__defaults__", (size,))

    def collected(scenes: int) -> Iterator[tuple[dict[str, Any], Selection]]:
        for number, result in enumerate(results(scenes, "WREN")):
            if number % 100 == 0:
                gc.collect()  # when Python does it by itself depends on what other tests have left
            yield result

    def peak(scenes: int) -> int:
        gc.freeze()  # what is there already needs no looking at
        tracemalloc.start()
        record_film.sync(default_url(tmp_path), HARBOUR, collected(scenes))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    short, long = peak(size), peak(size * 3)
    assert long < short * 1.2 + more  # a number for each scene, to know which ones are gone


def _manifest_of(address: str, project_id: UUID) -> UUID | None:
    found: UUID | None = next(
        row[2] for row in everything(address)["projects"] if row[0] == project_id
    )
    return found
