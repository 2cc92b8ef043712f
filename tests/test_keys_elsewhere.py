"""A key of rules in a film is answered with lines that work in a rule file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selector import load_rules
from selector.reading.shape.keys_elsewhere import of_rules, of_scenes
from selector.reading.shape.scene_shape import FilmSceneShape

HEAD = """
language: 1
name: lines
version: "1.0.0"
"""
WRITTEN: dict[str, object] = {
    "use": "close_up",
    "references": 2,
    "pictures_each": 2,
    "prefer": "face",
    "order": ["speaks"],
    "pin": [{"of": "WREN", "unplaced": True}],
    "never": [{"label": "draft"}],
    "limits": [{"type": "vehicle", "at_most": 1}],
    "first": [{"type": "character"}],
    "priorities": [{"role": "subject"}],
    "extends": "cinematic",
}


@pytest.mark.parametrize("key", WRITTEN)
def test_the_lines_that_are_offered_for_a_key_of_rules_can_be_read(key: str) -> None:
    scene: dict[str | int, object] = {"scene": "12A", "shot": "close_up", key: WRITTEN[key]}
    hint = of_rules(key, scene, "scene", "nowhere/scenes.yaml")
    _, *lines = re.findall("`([^`]*)`", hint.partition(" Begin ")[0])
    lines.remove("rules.yaml")
    if key == "extends":
        assert hint.startswith("`extends` is a key of rules: in the `rules.yaml`")
        lines = ["extends: cinematic"]
    assert lines
    for line in lines:
        extends = "" if key == "extends" else "extends: default\n"
        named = re.sub(r"\[\{(?=\w+: )", "[{name: a, ", line) if "shots:" in line else line
        assert load_rules(text=f"{HEAD}{extends}{named}\n").name == "lines"


def test_a_word_that_scenes_may_use_otherwise_is_not_taken_for_a_key_of_rules() -> None:
    for key, value in (("order", 3), ("references", ["a.jpg"]), ("target", "WREN")):
        assert not of_rules(key, {"scene": 1, key: value}, "scene", "scenes.yaml")


@pytest.mark.parametrize("name", ["rules.yaml", "rules.yml", "rules.YAML"])
def test_the_rule_file_that_a_film_has_is_named_and_not_begun_anew(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).touch()
    for file in ("scenes.yaml", "scenes/1.yaml"):
        hint = of_rules("pin", {"scene": 1, "pin": []}, "scene", str(tmp_path / file))
        assert hint.startswith(f"`pin` is a key of rules: in the `{name}` of the film, write")
        assert "Begin" not in hint


def test_a_rule_file_beside_the_film_folder_is_not_the_rule_file_of_the_film(
    tmp_path: Path,
) -> None:
    (tmp_path / "rules.yaml").touch()
    hint = of_rules("pin", {"scene": 1, "pin": []}, "scene", str(tmp_path / "film/scenes.yaml"))
    assert "Begin that file with" in hint


def test_every_key_of_scenes_but_their_numbers_is_known_as_one_where_rules_have_it() -> None:
    unknown = [key for key in FilmSceneShape.model_fields if not of_scenes(key, {key: "x"}, "12")]
    assert unknown == ["scene_index", "scene"]
