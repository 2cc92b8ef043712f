"""A sheet and an impact go on without what cannot be used in a database, and say what they skipped, as a pick does."""

from __future__ import annotations

import html
import json
import re
import shlex
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from selector import load_rules
from selector.cli.main import run
from selector.db.connections.engines import make_engine
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.films.importing import import_film
from selector.db.models import SceneManifest
from selector.db.tables.own_tables import FILM_SCENES
from tests.commands import as_document, called
from tests.db.films import HARBOUR, RULES_TEXT, film_in, results, scene
from tests.db.test_pick_problems import edit_asset, edit_scene
from tests.db.test_sheet import tags_sent
from tests.test_one_scene_of_a_film import film_of


@pytest.fixture
def partly_unusable(ready_address: str) -> str:
    """Four scenes, picked once; since then a picture and a scene cannot be used."""
    record_film.sync(ready_address, HARBOUR, results(4, "WREN", "ROOM"))
    engine = make_engine(ready_address, writes=True)
    edit_asset(engine, "ROOM", quality_score=85.0)
    edit_scene(engine, 3, "{}")
    engine.dispose()
    return ready_address


WHATS = (
    "The stored picture with the tag `ROOM`",
    "The stored manifest of scene 3 cannot be used",
)


def test_a_sheet_shows_what_it_skips(
    partly_unusable: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One unusable picture had stopped it."""
    page = tmp_path / "sheet.html"
    line = ["sheet", partly_unusable, "-o", str(page)]
    assert run(line) == 2
    assert not page.exists()
    capsys.readouterr()
    assert run([*line, "--skip-problems"]) == 1
    told = " ".join(capsys.readouterr().err.split())
    shown = page.read_text("utf-8")
    notes = html.unescape(re.sub("<[^>]+>", "", shown))
    for what in WHATS:
        assert told.count(f"error D615: {what}") == 1
        assert f"Skipped: {what}".replace("`", "") in notes
    assert shown.count("<article") == 3
    assert run([*line, "--skip-problems", "--format", "json"]) == 1
    document = as_document(capsys.readouterr().out, "sheet")
    assert (document["scenes"], document["of_scenes"]) == (3, 4)
    assert [each["code"] for each in document["problems"]] == ["D615", "D615"]
    assert run([*line, "--skip-problems", "--scene", "3"]) == 1
    assert "<article" not in page.read_text("utf-8")
    edited = make_engine(partly_unusable, writes=True)
    edit_asset(edited, "ROOM", quality_score=8.5)
    edit_scene(edited, 3, json.dumps(scene(3, "close_up", "WREN")))
    edited.dispose()
    capsys.readouterr()
    assert run([*line, "--skip-problems", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "sheet")["problems"] == []


def test_the_page_names_the_first_of_many_that_are_skipped(
    ready_address: str, tmp_path: Path
) -> None:
    record_film.sync(ready_address, HARBOUR, results(20, "WREN", "ROOM"))
    engine = make_engine(ready_address, writes=True)
    for number in range(2, 21):
        edit_scene(engine, number, "{}")
    engine.dispose()
    page = tmp_path / "sheet.html"
    assert run(["sheet", ready_address, "-o", str(page), "--skip-problems"]) == 1
    notes = html.unescape(re.sub("<[^>]+>", "", page.read_text("utf-8")))
    assert notes.count("Skipped: The stored manifest of scene") == 12
    assert "Skipped: 7 others." in notes


def test_impact_goes_on_without_what_cannot_be_used(
    partly_unusable: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faces = tmp_path / "faces.yaml"
    faces.write_text(RULES_TEXT.replace("prefer: full", "prefer: face"))
    line = ["impact", partly_unusable, "--to", str(faces)]
    assert run(line) == 2
    capsys.readouterr()
    assert run([*line, "--skip-problems"]) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert [told.count(f"error D615: {what}") for what in WHATS] == [1, 1]
    for earlier in ("last", str(faces)):
        assert run([*line, "--from", earlier, "--skip-problems", "--format", "json"]) == 1
        document = as_document(capsys.readouterr().out, "impact")
        assert (document["scenes"], document["removed"], document["added"]) == (3, [], [])
        assert [each["code"] for each in document["problems"]] == ["D615", "D615"]
        assert len(document["changes"]) == (3 if earlier == "last" else 0)
    assert run([*line, "--format", "json"]) == 2


@pytest.mark.parametrize("command", ["sheet", "impact", "why"])
def test_nothing_is_skipped_in_a_folder(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = ["3"] if command == "why" else []
    assert run([command, str(tmp_path), *number, "--skip-problems"]) == 2
    assert "`--skip-problems` works only for a project in a database" in " ".join(
        capsys.readouterr().err.split()
    )


def test_a_sheet_of_stored_decisions_skips_nothing(
    partly_unusable: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["sheet", partly_unusable, "-o", str(tmp_path / "s.html"), "--decision", "last"]
    assert run(line) == 0
    capsys.readouterr()
    assert run([*line, "--skip-problems"]) == 2
    assert "Leave `--skip-problems` out" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("nth", [0, 2, 4])
def test_rules_that_ask_about_the_scene_before_skip_as_a_pick_does(
    ready_address: str, nth: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scene that cannot be used is still the scene before the next."""
    numbers = film_of(tmp_path, 4)
    project = import_film.sync(ready_address, film_in(tmp_path)).project_id
    engine = make_engine(ready_address, writes=True)
    edit_scene(engine, [each for each in numbers if isinstance(each, int)][nth], "{}")
    engine.dispose()
    rules = load_rules(tmp_path / "rules.yaml")
    done = pick_project.sync(ready_address, project, rules, record=False, on_problem="skip")
    page = tmp_path / "sheet.html"
    assert run(["sheet", ready_address, "-o", str(page), "--skip-problems"]) == 1
    tags = {str(each.scene.index): list(each.tags) for each in done.selections}
    assert len(tags) == len(numbers) - 1
    assert tags_sent(page) == tags
    compared = ["--from", str(tmp_path / "rules.yaml"), "--skip-problems", "--format", "json"]
    capsys.readouterr()
    assert run(["impact", ready_address, *compared]) == 1
    assert as_document(capsys.readouterr().out, "impact")["changes"] == []


@pytest.mark.parametrize("nth", [0, 2, 4])
def test_scenes_that_share_a_number_are_there_for_the_scenes_after_them_as_in_a_pick(
    ready_address: str, nth: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They can be read: what they place and note counts, though nobody can say which is meant."""
    film_of(tmp_path, 5)
    project = import_film.sync(ready_address, film_in(tmp_path)).project_id
    engine = make_engine(ready_address, writes=True)
    with Session(engine) as session, session.begin():
        session.execute(delete(FILM_SCENES))
        scenes = session.scalars(select(SceneManifest).order_by(SceneManifest.scene_index)).all()
        for each in (scenes[nth], scenes[nth + 1]):
            each.manifest_json = {**each.manifest_json, "scene_index": "77B"}
        count = len(scenes)
    engine.dispose()
    rules = load_rules(tmp_path / "rules.yaml")
    done = pick_project.sync(ready_address, project, rules, record=False, on_problem="skip")
    tags = {str(each.scene.index): list(each.tags) for each in done.selections}
    assert len(tags) == count - 2
    page = tmp_path / "sheet.html"
    assert run(["sheet", ready_address, "-o", str(page), "--skip-problems"]) == 1
    assert tags_sent(page) == tags
    capsys.readouterr()
    line = ["impact", ready_address, "--skip-problems", "--format", "json"]
    assert run([*line, "--from", "default", "--to", str(tmp_path / "rules.yaml")]) == 1
    document = as_document(capsys.readouterr().out, "impact")
    assert document["scenes"] == count - 2
    for each in document["changes"]:
        assert [pick["tag"] for pick in each["after"]] == tags[str(each["scene_index"])]


def test_what_why_offers_next_skips_as_why_did(ready_address: str) -> None:
    example = str(Path(__file__).parents[2] / "examples" / "the-tide-clock")
    assert called(["db", "import", example, "--db", ready_address]).code == 0
    for options in ([], ["--skip-problems"]):
        ran = called(["why", ready_address, "27", "KEY", *options])
        _, _, impact = " ".join(ran.out.split()).partition("`selector impact ")
        line = shlex.split(impact.partition("`")[0])
        assert "default" in line
        assert [each for each in line if each == "--skip-problems"] == options
