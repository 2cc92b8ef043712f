"""A pipeline's scenes are numbered by their manifests, and else by their rows, wherever somebody asks for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text, update

from selector.cli.main import run
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.replay import replay
from selector.db.decisions.sending import read_sent, record_sent
from selector.db.films.exporting import export_film
from selector.db.films.unusable import StoredProblem
from selector.db.references.resolve import resolve_references
from selector.db.schema.upgrade import upgrade
from selector.db.tables.pipeline_tables import SCENES
from selector.model.problem import ProblemError
from selector.model.scene_number import SceneNumber
from selector.reporting.note_words import note_sentence
from tests.db import pipeline
from tests.db.films import AGAIN, RULES


def numbered(engine: Engine, numbers: dict[int, object]) -> None:
    """A pipeline's database, whose scenes have these numbers in their manifests by their keys."""
    pipeline.make_pipeline(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM scene_audio_manifests"))
        connection.execute(text("DELETE FROM scene_manifests"))
        for key, number in numbers.items():
            manifest = {**pipeline.scene(key), "scene_index": number}
            if number is None:
                del manifest["scene_index"]
            pipeline.insert(connection, "scene_manifests", project_id=pipeline.PROJECT, scene_index=key,
                            manifest_json=manifest, new_asset_count=0, created_at="2026-11-20 08:00:00")  # fmt: skip


def test_a_pipelines_scenes_are_numbered_by_text_in_their_manifests_and_else_by_their_keys(
    address: str, engine: Engine
) -> None:
    numbered(engine, {0: "12A", 1: "001", 2: "7", 3: 9, 4: None, 5: "", 6: [1]})
    before = pipeline.everything(engine)
    upgrade(address)
    picked = pick_project.sync(engine, pipeline.PROJECT, RULES)
    assert [selection.scene.index for selection in picked.selections] == [
        "12A",
        "001",
        2,
        3,
        4,
        5,
        6,
    ]
    assert pick_scene.sync(engine, pipeline.PROJECT, "12A", AGAIN).scene.index == "12A"
    assert pick_scene.sync(engine, pipeline.PROJECT, 1, AGAIN).scene.index == "001"
    for number in (7, 9, 0):
        with pytest.raises(ProblemError, match=f"has no scene {number}"):
            pick_scene.sync(engine, pipeline.PROJECT, number, RULES)
    history = read_history.sync(engine, pipeline.PROJECT)
    assert [(each.scene_key, each.scene_index, each.number) for each in history[:4]] == [
        (0, "12A", 2), (0, "12A", 1), (1, "001", 2), (1, "001", 1),
    ]  # fmt: skip
    assert replay.sync(engine, pipeline.PROJECT, "12A").decisions == 2
    assert pipeline.everything(engine) == before


def test_a_row_whose_manifest_has_another_whole_number_says_so(
    address: str, engine: Engine
) -> None:
    numbered(engine, {0: 1, 1: "001", 2: None, 3: "12A", 5: "9"})
    upgrade(address)
    said = {
        selection.scene.index: [
            note_sentence(note) for note in selection.notes if note.kind == "other_scene_index"
        ]
        for selection in pick_project.sync(engine, pipeline.PROJECT, RULES).selections
    }
    assert said == {
        0: [
            "The number of this scene's row is 0, and `scene_index` in its manifest is 1. The row's number is used."
        ],
        "001": [],
        2: [],
        "12A": [],
        5: [
            "The number of this scene's row is 5, and `scene_index` in its manifest is 9. The row's number is used."
        ],
    }
    assert replay.sync(engine).problems == ()
    assert pick_project.sync(engine, pipeline.PROJECT, RULES).decisions == 0


def test_decisions_on_a_pipelines_scene_are_found_by_its_number_when_it_is_gone(
    address: str, engine: Engine
) -> None:
    numbered(engine, {3: "12A", 4: 4, 5: "12C"})
    upgrade(address)
    pick_project.sync(engine, pipeline.PROJECT, RULES)
    with engine.begin() as connection:
        connection.execute(delete(SCENES).where(SCENES.c.scene_index != 5))
    for number, key in (("12A", 3), (4, 4)):
        [decision] = read_history.sync(engine, pipeline.PROJECT, number)
        assert (decision.scene_index, decision.scene_key) == (number, key)
    with pytest.raises(ProblemError, match=r"D610 .* has no scene 3"):
        read_history.sync(engine, pipeline.PROJECT, 3)


def test_what_was_sent_for_a_pipelines_scene_is_found_by_its_number_when_it_is_gone(
    address: str, engine: Engine
) -> None:
    """Also where nothing was decided on it."""
    numbered(engine, {0: "12A", 1: 1})
    upgrade(address)
    picked = pick_project.sync(engine, pipeline.PROJECT, RULES, record=False)
    sent = resolve_references.sync(engine, picked.selections[0])
    record_sent.sync(engine, pipeline.PROJECT, "12A", sent)
    with engine.begin() as connection:
        connection.execute(delete(SCENES).where(SCENES.c.scene_index == 0))
    (found,) = read_sent.sync(engine, pipeline.PROJECT, "12A")
    assert (found.scene_index, found.decision) == ("12A", None)


def test_a_pipeline_may_number_its_scenes_anew(address: str, engine: Engine) -> None:
    numbered(engine, {3: "12A"})
    upgrade(address)
    pick_project.sync(engine, pipeline.PROJECT, RULES)
    with engine.begin() as connection:
        manifest = {**pipeline.scene(3), "scene_index": "12B"}
        connection.execute(update(SCENES).values(manifest_json=manifest))
    assert pick_scene.sync(engine, pipeline.PROJECT, "12B", RULES).scene.index == "12B"
    with pytest.raises(ProblemError, match="has no scene 12A"):
        pick_scene.sync(engine, pipeline.PROJECT, "12A", RULES)
    assert [each.number for each in read_history.sync(engine, pipeline.PROJECT, "12B")] == [2, 1]


def test_a_number_that_a_pipeline_gave_twice_means_neither_scene(
    address: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    numbered(engine, {3: "12A", 4: "12A", 5: None})
    upgrade(address)
    what = "Two scenes have the number 12A."
    hint = (
        'Give every scene a number of its own. In the project "Harbour", these scenes have the'
        " `scene_index` values `3` and `4`."
    )
    for ask in (
        lambda: pick_scene.sync(engine, pipeline.PROJECT, "12A", RULES),
        lambda: pick_project.sync(engine, pipeline.PROJECT, RULES),
        lambda: pick_project.sync(engine, pipeline.PROJECT, RULES, only=["12A", 5]),
        lambda: pick_project.sync(
            engine, pipeline.PROJECT, RULES, only=lambda number: number == "12A"
        ),
        lambda: read_history.sync(engine, pipeline.PROJECT, "12A"),
        lambda: recall.sync(engine, pipeline.PROJECT, "12A"),
        lambda: replay.sync(engine, pipeline.PROJECT, "12A"),
    ):
        with pytest.raises(ProblemError) as caught:
            ask()
        [problem] = caught.value.problems
        assert (problem.code, problem.what, problem.hint) == ("D610", what, hint)
    asked: list[SceneNumber] = ["12A", 5, "12A"]
    for only in (None, asked):
        done = pick_project.sync(engine, pipeline.PROJECT, RULES, only=only, on_problem="skip")
        assert [selection.scene.index for selection in done.selections] == [5]
        assert done.problems == (StoredProblem(scene="12A", code="D610", what=what, hint=hint),)
    assert pick_project.sync(engine, pipeline.PROJECT, RULES, only=[5]).problems == ()
    assert [each.scene_index for each in read_history.sync(engine, pipeline.PROJECT)] == [5]
    capsys.readouterr()
    for command in ("why {} 12A", "why {} 12A --decision last", "pick {} --scene 12A", "pick {} --scene 12A-5",
                    "db history {} 12A", "db replay {} 12A", "pick {}"):  # fmt: skip
        assert run([address if word == "{}" else word for word in command.split()]) == 2
        assert what in capsys.readouterr().err


def test_three_scenes_of_one_number_are_counted_and_spellings_of_one_are_named(
    address: str, engine: Engine
) -> None:
    numbered(engine, {3: "12A", 4: "12A", 6: "12A"})
    upgrade(address)
    with pytest.raises(
        ProblemError,
        match=r"3 scenes have the number 12A\. .* `scene_index` values `3`, `4` and `6`",
    ):
        pick_scene.sync(engine, pipeline.PROJECT, "12A", RULES)


def test_the_decision_of_a_number_is_that_of_the_scene_that_has_it_now(
    address: str, engine: Engine
) -> None:
    numbered(engine, {3: "12A", 4: "12B"})
    upgrade(address)
    pick_project.sync(engine, pipeline.PROJECT, RULES)
    with engine.begin() as connection:
        for key, number in ((3, "12X"), (4, "12A")):
            manifest = {**pipeline.scene(key), "scene_index": number}
            connection.execute(
                update(SCENES).where(SCENES.c.scene_index == key).values(manifest_json=manifest)
            )
    assert recall.sync(engine, pipeline.PROJECT, "12A").decision.scene_key == 4
    with engine.begin() as connection:
        connection.execute(delete(SCENES).where(SCENES.c.scene_index == 4))
    assert recall.sync(engine, pipeline.PROJECT, "12A").decision.scene_key == 3


def test_what_a_pipeline_has_comes_out_with_the_numbers_that_its_scenes_have(
    address: str, engine: Engine, tmp_path: Path
) -> None:
    numbered(engine, {0: "12A", 1: None, 2: 9})
    upgrade(address)
    export_film.sync(engine, tmp_path / "out", pipeline.PROJECT)
    lines = (tmp_path / "out" / "scenes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["scene_index"] for line in lines] == ["12A", 1, 2]
