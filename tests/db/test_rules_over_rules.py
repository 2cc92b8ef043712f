"""Decisions by rules that extend others: what is stored of them, and what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, select, text

from selector import load_rules
from selector.cli.main import run
from selector.db.decisions.history import recall
from selector.db.decisions.pick import pick_project
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.films.importing import import_film
from selector.db.tables.own_tables import RULE_SETS
from tests.db.films import film_in
from tests.test_one_scene_of_a_film import film_of, picked

if TYPE_CHECKING:
    from pathlib import Path

CHILD = """
language: 1
name: film
version: "1.0"
extends: house.yaml
never: [{name: no-props, type: prop, because: "no props"}]
"""


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film whose rules extend a file beside them."""
    folder = tmp_path / "film"
    folder.mkdir()
    film_of(folder, 20)
    (folder / "rules.yaml").rename(folder / "house.yaml")
    (folder / "rules.yaml").write_text(CHILD)
    return folder


def test_a_decision_holds_the_text_of_every_file_and_is_made_again_from_it(
    film: Path, address: str, engine: Engine
) -> None:
    project = import_film.sync(address, film_in(film)).project_id
    rules = load_rules(film / "rules.yaml")
    whole = pick_project.sync(address, project, rules).selections
    house = (film / "house.yaml").read_text()
    (film / "house.yaml").unlink()
    with engine.begin() as connection:
        (row,) = connection.execute(select(RULE_SETS))
        connection.execute(text("DELETE FROM scene_manifests"))
    assert json.loads(row.source_text) == {
        "extends": [{"name": "house.yaml", "text": house}],
        "text": CHILD,
    }
    assert row.digest == rules.digest
    replayed = replay.sync(address)
    assert (replayed.replayed, replayed.problems) == (len(whole), ())
    for selection in whole:
        assert selection.scene.index is not None
        past = recall.sync(address, project, selection.scene.index)
        assert past.unlike is None
        assert past.selection is not None
        assert past.selection.tags == selection.tags
        files = {pick.priority.at.source.name for pick in past.selection.picks}
        assert files <= {"house.yaml"}


def test_a_film_is_picked_from_its_database_as_from_its_folder(
    film: Path, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_folder = picked(capsys, str(film), "--dry-run")
    import_film.sync(address, film_in(film))
    in_database = picked(capsys, address, "--dry-run")
    assert {number: scene["tags"] for number, scene in in_database.items()} == {
        number: scene["tags"] for number, scene in in_folder.items()
    }
    exported = export_film.sync(address, tmp_path / "exported")
    assert {"rules.yaml", "house.yaml"} <= {*exported.written}
    for name in ("rules.yaml", "house.yaml"):
        assert (tmp_path / "exported" / name).read_text() == (film / name).read_text()


def test_a_film_is_exported_whole_though_its_rules_extend_files_of_other_folders(
    film: Path, address: str, tmp_path: Path
) -> None:
    (tmp_path / "rules").mkdir()
    head = "language: 1\nname: {}\nversion: '1'\nextends: {}\n"
    (tmp_path / "rules" / "rules.yaml").write_text(head.format("all", "'../film/house.yaml'"))
    (tmp_path / "house.yaml").write_text(head.format("mine", "rules/rules.yaml 1  # of all"))
    (film / "rules.yaml").write_text(CHILD.replace("house.yaml", "../house.yaml"))
    rules = load_rules(film / "rules.yaml")
    import_film.sync(address, film_in(film))
    exported = tmp_path / "exported"
    names = {"rules.yaml", "house.yaml", "rules-2.yaml", "house-2.yaml"}
    assert names <= {*export_film.sync(address, exported).written}
    assert (exported / "rules.yaml").read_text() == CHILD
    assert (exported / "house.yaml").read_text() == head.format("mine", "rules-2.yaml 1  # of all")
    assert (exported / "rules-2.yaml").read_text() == head.format("all", "house-2.yaml")
    assert (exported / "house-2.yaml").read_text() == (film / "house.yaml").read_text()
    assert load_rules(exported / "rules.yaml").digest == rules.digest


def test_commands_on_a_film_follow_what_its_rules_extend(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(film / "rules.yaml")]) == 0
    (film / "house.yaml").write_text("language: 1\nname: house\n")
    assert run(["check", str(film)]) == 1
    assert "house.yaml:1:1: error R202: `version` is missing." in capsys.readouterr().err
    (film / "house.yaml").unlink()
    assert run(["pick", str(film), "--dry-run"]) == 1
    assert "rules.yaml:5:10: error R242" in capsys.readouterr().err


NAMED = """language: 1
name: film
version: "1.0"
shot_names: ../names/film.yaml  # of the house
shots:
  close: {priorities: [{name: faces, type: character, because: "a face"}]}
  default: {priorities: [{name: all, type: environment, because: "a place"}]}
"""
NAMES = "sizes: {close: [wide]}\npassed_over: [shot]\n"


def test_shot_names_go_with_a_film_and_its_decisions(
    film: Path, address: str, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "names").mkdir()
    names = tmp_path / "names" / "film.yaml"
    names.write_text(NAMES)
    (film / "rules.yaml").write_text(NAMED)
    rules = load_rules(film / "rules.yaml")
    project = import_film.sync(address, film_in(film)).project_id
    whole = pick_project.sync(address, project, rules).selections
    names.unlink()
    with engine.begin() as connection:
        (row,) = connection.execute(select(RULE_SETS))
    assert json.loads(row.source_text) == {
        "extends": [],
        "shot_names": {"name": "../names/film.yaml", "text": NAMES},
        "text": NAMED,
    }
    replayed = replay.sync(address)
    assert (replayed.replayed, replayed.problems) == (len(whole), ())
    exported = tmp_path / "exported"
    assert {"rules.yaml", "film-2.yaml"} <= {*export_film.sync(address, exported).written}
    text = (exported / "rules.yaml").read_text()
    assert text == NAMED.replace("../names/film.yaml", "film-2.yaml")
    assert (exported / "film-2.yaml").read_text() == NAMES
    assert load_rules(exported / "rules.yaml").digest == rules.digest


def test_a_film_is_picked_from_its_database_with_its_shot_names(
    film: Path, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "film.yaml").write_text(NAMES)
    (film / "rules.yaml").write_text(NAMED)
    in_folder = picked(capsys, str(film), "--dry-run")
    import_film.sync(address, film_in(film))
    (tmp_path / "names" / "film.yaml").unlink()
    in_database = picked(capsys, address, "--dry-run")
    assert {number: scene["tags"] for number, scene in in_database.items()} == {
        number: scene["tags"] for number, scene in in_folder.items()
    }
