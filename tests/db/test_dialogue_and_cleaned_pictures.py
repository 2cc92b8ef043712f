"""Who speaks, and which pictures are cleaned, comes with the scenes and the pool of a database, by every driver."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text, update

from selector.db.connections.engines import make_engine
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.films.importing import import_film
from selector.db.references.clean import add_clean_reference, promote_clean_reference
from selector.db.references.resolve import resolve_references
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES
from selector.db.tables.primary_guard import drop_guard
from selector.engine.selection import Selection
from selector.model.asset import Asset, CleanReference
from selector.model.problem import ProblemError
from selector.model.scene import Speaker
from selector.reporting.note_words import note_sentence
from tests.db import pipeline
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, WREN, SmallFilm, film_in, results, write_with_nobody
from tests.db.statements import statements_run
from tests.films import JPEG, manifest, write_film

LINES = [{"speaker_tag": "[WREN]", "line": "Light it."}, {"speaker_name": "The Sea"}]
SPEAKERS = (Speaker("WREN", None), Speaker(None, "The Sea"))


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_with_nobody


def audio_table(engine: Engine, *columns: str) -> None:
    """The table as a pipeline has it, or with other columns."""
    uuid = "UUID" if engine.dialect.name == "postgresql" else "CHAR(32)"
    given = columns or (f"project_id {uuid}", "scene_index INTEGER", "dialogue_json JSON")
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE scene_audio_manifests ({', '.join(given)})"))


def says(engine: Engine, project: UUID, scene: int, lines: Any) -> None:
    with engine.begin() as connection:
        pipeline.insert(
            connection,
            "scene_audio_manifests",
            project_id=project,
            scene_index=scene,
            dialogue_json=lines,
        )


def speakers(engine: Engine, project: UUID, scene: int) -> Any:
    return pick_scene.sync(engine, project, scene, RULES).scene.speakers


def test_a_pipelines_dialogue_comes_with_its_scenes(engine: Engine, project: UUID) -> None:
    audio_table(engine)
    says(engine, project, 1, LINES)
    says(engine, project, 3, {"dialogue_lines": LINES[1:]})
    says(engine, UUID(int=9), 2, LINES)
    assert speakers(engine, project, 1) == SPEAKERS
    done = pick_project.sync(engine, project, RULES)
    assert [selection.scene.speakers for selection in done.selections] == [
        SPEAKERS,
        (),
        SPEAKERS[1:],
    ]


def test_the_lines_of_a_manifest_and_of_its_row_add_up(address: str, engine: Engine) -> None:
    moth = {**manifest(1), "dialogue": [{"speaker_tag": "MOTH"}, {"speaker_tag": "WREN"}]}
    made = record_film.sync(address, HARBOUR, [(moth, next(results(1, "WREN"))[1])]).project_id
    audio_table(engine)
    says(engine, made, 1, LINES)
    found = speakers(engine, made, 1)
    assert found == (Speaker("MOTH", None), Speaker("WREN", None), Speaker(None, "The Sea"))


@pytest.mark.parametrize(
    "columns",
    [
        ("project_id INTEGER", "scene_index INTEGER", "lines JSON"),
        ("project_id INTEGER", "dialogue_json JSON"),
    ],
)
def test_another_table_of_that_name_is_left_alone(
    columns: tuple[str, ...], engine: Engine, project: UUID
) -> None:
    audio_table(engine, *columns)
    assert speakers(engine, project, 1) == ()


def test_no_table_and_what_is_no_dialogue_say_nothing(engine: Engine, project: UUID) -> None:
    assert speakers(engine, project, 1) == ()
    audio_table(engine)
    for scene, lines in ((1, None), (2, "null"), (3, [7, {"line": "…"}])):
        says(engine, project, scene, lines)
    done = pick_project.sync(engine, project, RULES)
    assert [selection.scene.speakers for selection in done.selections] == [(), (), ()]


@pytest.mark.parametrize(
    "lines", ["5", '"Light it."', "true", [7], ["Light it."], [{"speaker_tag": 5}]]
)
def test_dialogue_that_cannot_be_read_is_noted_and_stops_nothing(
    engine: Engine, project: UUID, lines: Any
) -> None:
    audio_table(engine)
    says(engine, project, 1, lines)
    says(engine, project, 2, LINES)
    first, second, third = pick_project.sync(engine, project, RULES).selections
    assert "dialogue_not_read" in [note.kind for note in first.notes]
    assert second.scene.speakers == SPEAKERS
    for other in (second, third):
        assert "dialogue_not_read" not in [note.kind for note in other.notes]
    again = pick_scene.sync(engine, project, 1, RULES)
    assert again.notes == first.notes
    said = [note_sentence(note) for note in again.notes]
    assert any("(`dialogue_json`) is not a list of lines" in each for each in said)
    assert replay.sync(engine, project).problems == ()


@pytest.mark.parametrize(
    "lines", [{}, [], {"dialogue_lines": LINES}, LINES[0], [{"line": "The wind."}], None]
)
def test_dialogue_that_can_be_read_is_not_noted(engine: Engine, project: UUID, lines: Any) -> None:
    audio_table(engine)
    says(engine, project, 1, lines)
    notes = pick_scene.sync(engine, project, 1, RULES).notes
    assert "dialogue_not_read" not in [note.kind for note in notes]


def test_dialogue_that_is_no_json_is_noted(driven_address: str) -> None:
    made = make_engine(driven_address, writes=True)
    project = record_film.sync(driven_address, HARBOUR, results(1, "WREN")).project_id
    uuid = "UUID" if made.dialect.name == "postgresql" else "CHAR(32)"
    audio_table(made, f"project_id {uuid}", "scene_index INTEGER", "dialogue_json TEXT")
    its = f"'{project}'" if made.dialect.name == "postgresql" else f"'{project.hex}'"
    with made.begin() as connection:
        connection.execute(text(f"INSERT INTO scene_audio_manifests VALUES ({its}, 1, '{{x')"))
    notes = pick_scene.sync(driven_address, project, 1, RULES).notes
    assert "dialogue_not_read" in [note.kind for note in notes]
    made.dispose()


def test_dialogue_costs_one_query_more_for_a_batch_and_clean_references_one_in_all(
    address: str, engine: Engine
) -> None:
    def selects(ask: Callable[[], object]) -> int:
        with statements_run() as statements:
            ask()
        return len([each for each in statements if each.text.lstrip().startswith("SELECT")])

    made = record_film.sync(address, HARBOUR, results(40, "WREN")).project_id
    pick_project.sync(engine, made, RULES)
    scene, film = (
        lambda: pick_scene.sync(engine, made, 1, RULES),
        lambda: pick_project.sync(engine, made, RULES),
    )
    before = selects(scene), selects(film)
    audio_table(engine)
    for each in range(1, 41):
        says(engine, made, each, LINES)
    add_clean_reference.sync(
        engine, id_of(engine, "WREN"), tier="t", clean_image_url="c.png", primary=True
    )
    assert (selects(scene), selects(film)) == (before[0] + 1, before[1] + 1)


def id_of(engine: Engine, tag: str) -> UUID:
    with engine.connect() as connection:
        found: UUID = connection.scalars(
            select(ASSETS.c.id).where(ASSETS.c.manifest_tag == tag)
        ).one()
    return found


def known(selection: Selection) -> dict[str, Any]:
    """The clean references of a pool by their tags."""
    return {row.tag: row.clean for row in selection.pool.rows if row.clean is not None}


def test_the_primary_clean_reference_comes_with_the_pool(engine: Engine, project: UUID) -> None:
    wren, face = id_of(engine, "WREN"), id_of(engine, "WREN_FACE")

    def add(asset: UUID, url: str, likeness: float | None, *, primary: bool) -> UUID:
        made: UUID = add_clean_reference.sync(
            engine, asset, tier="t", clean_image_url=url, face_similarity_score=likeness,
            primary=primary,
        ).id  # fmt: skip
        return made

    add(wren, "first.png", 0.5, primary=True)
    second = add(wren, "second.png", 0.75, primary=False)
    add(face, "face.png", None, primary=True)
    picked = pick_scene.sync(engine, project, 1, RULES)
    assert known(picked) == {"WREN": ("first.png", 0.5), "WREN_FACE": ("face.png", None)}
    promote_clean_reference.sync(engine, second)
    again = pick_scene.sync(engine, project, 1, RULES)
    assert known(again)["WREN"] == ("second.png", 0.75)
    assert pick_project.sync(engine, project, RULES).decisions == 2


@pytest.mark.parametrize("likeness", [-0.04, 1.5, 92.0, float("nan")])
def test_a_likeness_that_is_none_is_not_known(
    likeness: float, engine: Engine, project: UUID
) -> None:
    add_clean_reference.sync(
        engine, id_of(engine, "WREN"), tier="t", clean_image_url="c.png", primary=True
    )
    with engine.begin() as connection:
        connection.execute(update(REFERENCES).values(face_similarity_score=likeness))
    assert known(pick_scene.sync(engine, project, 1, RULES)) == {"WREN": ("c.png", None)}


def test_a_clean_reference_without_an_address_is_none(engine: Engine, project: UUID) -> None:
    add_clean_reference.sync(
        engine, id_of(engine, "WREN"), tier="t", clean_image_url="c.png", primary=True
    )
    with engine.begin() as connection:
        connection.execute(update(REFERENCES).values(clean_image_url=""))
    picked = pick_scene.sync(engine, project, 1, RULES)
    assert known(picked) == {}
    assert picked.assets[0].clean_reference is None
    sent = resolve_references.sync(engine, picked)[0]
    assert (sent.sent, sent.reason) == ("original", "The clean reference has no address.")


def test_of_several_primaries_the_one_that_is_sent_counts(engine: Engine, project: UUID) -> None:
    wren = id_of(engine, "WREN")
    with engine.begin() as connection:
        drop_guard(connection)
    for url in ("old.png", "new.png", "older.png"):
        add_clean_reference.sync(engine, wren, tier="t", clean_image_url=url)
    with engine.begin() as connection:
        connection.execute(update(REFERENCES).values(is_primary=True))
        for url, day in (("old.png", 2), ("new.png", 3), ("older.png", 1)):
            its = REFERENCES.c.clean_image_url == url
            made = datetime(2026, 11, day)
            connection.execute(update(REFERENCES).where(its).values(created_at=made))
    picked = pick_scene.sync(engine, project, 1, RULES)
    assert known(picked) == {"WREN": ("new.png", None)}
    (sent, *_) = resolve_references.sync(engine, picked)
    assert sent.url == "new.png"
    without = {"clean_image_url": ""}
    with engine.begin() as connection:
        its = REFERENCES.c.clean_image_url == "new.png"
        connection.execute(update(REFERENCES).where(its).values(without))
        its = ASSETS.c.id == wren
        connection.execute(update(ASSETS).where(its).values(reference_image_url=None))
    picked = pick_scene.sync(engine, project, 1, RULES)
    assert "WREN" not in picked.tags, "nothing would be sent for it"


CLEANED = replace(
    WREN, clean_reference=CleanReference(clean_image_url="clean.png", face_similarity_score=0.9)
)


def with_wren(wren: Asset) -> SmallFilm:
    """The film with another picture of her."""
    assets = (wren if each is WREN else each for each in HARBOUR.assets)
    return replace(HARBOUR, assets=tuple(assets))


def test_a_cleaned_picture_of_a_film_is_its_primary_clean_reference(
    address: str, engine: Engine
) -> None:
    def stored(film: SmallFilm) -> tuple[UUID, tuple[str, ...]]:
        done = record_film.sync(address, film, results(1, "WREN"))
        return done.project_id, done.changes.pictures.changed

    def sent() -> str | None:
        picked = pick_scene.sync(engine, made, 1, RULES)
        return str(resolve_references.sync(engine, picked)[0].url)

    made, _ = stored(HARBOUR)
    film = with_wren(CLEANED)
    assert stored(film) == (made, ("WREN",))
    assert known(pick_scene.sync(engine, made, 1, RULES)) == {"WREN": ("clean.png", 0.9)}
    assert sent() == "clean.png"
    with statements_run() as statements:
        assert stored(film) == (made, ())
    assert not any("asset_clean_references" in each.text for each in statements if each.writes)
    add_clean_reference.sync(
        engine, id_of(engine, "WREN"), tier="t", clean_image_url="best.png", primary=True
    )
    assert stored(film) == (made, ())
    assert sent() == "best.png"
    better = replace(CLEANED, clean_reference=CleanReference(clean_image_url="better.png"))
    assert stored(with_wren(better)) == (made, ("WREN",))
    assert known(pick_scene.sync(engine, made, 1, RULES)) == {"WREN": ("better.png", None)}
    assert stored(HARBOUR) == (made, ("WREN",))
    assert sent() == WREN.reference_image_url
    with engine.connect() as connection:
        left = connection.scalars(select(REFERENCES.c.clean_image_url)).all()
    assert left == ["best.png"]  # those of others stay


def test_cleaned_pictures_take_as_many_statements_however_many_there_are(
    address: str,
) -> None:
    def of(count: int, likeness: float) -> SmallFilm:
        clean = CleanReference(clean_image_url="clean.png", face_similarity_score=likeness)
        several = []
        for nth in range(count):
            source = "P0" if nth else None
            several.append(
                replace(
                    WREN, id=f"P{nth}", manifest_tag=f"W{nth}", clean_reference=clean,
                    source_asset_id=source,
                )
            )  # fmt: skip
        return replace(HARBOUR, title=f"{count}", assets=tuple(several))

    counts = []
    for count in (2, 40):
        for likeness in (0.5, 0.9):
            with statements_run() as statements:
                record_film.sync(address, of(count, likeness), results(1, "W0"))
            counts.append(sum(each.writes for each in statements))
    few, few_again, many, many_again = counts
    assert (few, few_again) == (many, many_again)


def test_a_path_of_a_cleaned_picture_that_is_too_long_is_refused_by_name(address: str) -> None:
    long = replace(WREN, clean_reference=CleanReference(clean_image_url="x" * 501))
    with pytest.raises(ProblemError) as refused:
        record_film.sync(address, replace(HARBOUR, assets=(long,)), results(1, "WREN"))
    (problem,) = refused.value.problems
    assert problem.code == "D611"
    assert problem.what.startswith(
        "The path of the clean reference of the picture with the tag `WREN`"
    )


def test_both_come_out_of_a_database_into_a_folder_and_back(
    address: str, engine: Engine, tmp_path: Path
) -> None:
    cleaned = "{picture: pictures/c.png, likeness: 0.9}"
    picture = f"{{picture: pictures/wren.jpg, tag: WREN, type: character, cleaned: {cleaned}}}"
    files: dict[str, str | bytes] = {
        "film.yaml": "title: Quay\n",
        "assets.yaml": f"pictures:\n  - {picture}\n",
        "pictures/c.png": JPEG,
        "scenes.json": json.dumps(
            [{**manifest(1), "audio_manifest": {"dialogue": LINES}}, manifest(2)]
        ),
    }
    folder = write_film(tmp_path / "film", files)
    made = import_film.sync(address, film_in(folder)).project_id
    audio_table(engine)
    for scene in (1, 2):
        says(engine, made, scene, LINES)
    export_film.sync(address, tmp_path / "again", made)
    again = film_in(tmp_path / "again")
    assert again.assets[0].clean_reference == film_in(folder).assets[0].clean_reference
    first, second = (read.manifest for read in again.read_scenes())
    assert first == {**manifest(1), "audio_manifest": {"dialogue": LINES}}
    assert second == {**manifest(2), "audio_manifest": {"dialogue_lines": LINES}}
    assert import_film.sync(address, again).changes.pictures.changed == ()


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"dialogue": [{"speaker_tag": "MOTH"}]},
        {"audio_manifest": {"dialogue": [{"speaker_tag": "MOTH"}], "music": "a waltz"}},
        {"audio_manifest": {"dialogue_lines": [LINES[1]], "dialogue": {"speaker_tag": "MOTH"}}},
        {"audio_manifest": "audio/1.json", "dialogue": {"speaker_tag": "MOTH"}},
    ],
)
def test_who_speaks_in_a_film_is_the_same_once_it_is_exported(
    own: dict[str, Any], address: str, engine: Engine, tmp_path: Path
) -> None:
    stored: list[Any] = [LINES, LINES[0], {"dialogue_lines": LINES}, {"dialogue": LINES}]
    scenes = [({**scene, **own}, picked) for scene, picked in results(len(stored), "WREN")]
    made = record_film.sync(address, HARBOUR, scenes).project_id
    audio_table(engine)
    for nth, lines in enumerate(stored, 1):
        says(engine, made, nth, lines)
    export_film.sync(address, tmp_path / "again", made)
    for nth, again in enumerate(film_in(tmp_path / "again").read_scenes(), 1):
        assert again.scene is not None
        assert again.scene.speakers == speakers(engine, made, nth)
        assert SPEAKERS[0] in again.scene.speakers
        for word in ("MOTH", "a waltz", "audio/1.json"):
            assert (word in json.dumps(again.manifest)) == (word in json.dumps(own))
