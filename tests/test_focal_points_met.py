"""Rules that ask for `focal_point`, in a film whose focal points name nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from selector.model.problem import Problem
from tests.films import film_problems

ASSETS = """\
individuals:
  Wren Calloway:
    tag: WREN
    type: character
    pictures: [{picture: https://example.org/wren.jpg}]
pictures:
  - {picture: https://example.org/book.jpg, tag: WINDING_BOOK, type: prop}
  - {picture: https://example.org/harbour.jpg, tag: THE_HARBOUR, type: environment}
"""
RULES = """\
language: 1
name: a
version: "1"
%s
shots: {default: {priorities: [{name: all, crop: [face, full], because: "a reason"}]}}
"""
FIRST = 'first: [{name: focus, %s, because: "a reason"}]'
ASKS = FIRST % "focal_point: true"


def found(folder: Path, rules: str, *looks: str | None, assets: str = ASSETS) -> list[Problem]:
    """What is said of a film with these lines of rules and these focal points."""
    (folder / "assets.yaml").write_text(assets, "utf-8")
    (folder / "rules.yaml").write_text(RULES % rules, "utf-8")
    scenes = []
    for nth, text in enumerate(looks, start=1):
        looks_at = "" if text is None else f"looks_at: {text!r}, "
        scenes.append(
            f"- {{scene: {nth}, shot: wide, {looks_at}cast: [WREN], props: [WINDING_BOOK]}}"
        )
    (folder / "scenes.yaml").write_text("\n".join(scenes), "utf-8")
    return [problem for problem in film_problems(folder) if problem.code == "F375"]


@pytest.mark.parametrize("looks_at", ["wren calloway, going down", "the WREN", "WINDING_BOOK"])
def test_a_rule_that_is_met_in_one_scene_is_not_reported(tmp_path: Path, looks_at: str) -> None:
    assert found(tmp_path, ASKS, "Wren, going down", looks_at, None) == []


@pytest.mark.parametrize(
    ("looks", "hint"),
    [
        (
            ["the horizon", "the book and Wren"],
            (
                "Scene 2 looks at `the book and Wren`. Write the whole name (`Wren Calloway`), or the"
                " tag as it is written (`WREN`)."
            ),
        ),
        (
            [None, "the book between them"],
            (
                "Scene 2 looks at `the book between them`. Write the tag as it is written"
                " (`WINDING_BOOK`), or give its picture a name (`name: book`)."
            ),
        ),
        (
            ["Wren, going down", "the book between them", "Calloway"],
            (
                "Scene 1 looks at `Wren, going down`. Write the whole name (`Wren Calloway`), or the"
                " tag as it is written (`WREN`)."
            ),
        ),
        (
            ["THE_HARBOUR", "the horizon"],
            (
                "Scene 1 looks at `THE_HARBOUR`. Write the whole name of somebody placed there, or the"
                " tag as it is written."
            ),
        ),
        ([None], "Write the name of whoever the camera looks at: `looks_at: Wren Calloway`."),
    ],
)
def test_what_to_write_is_said_of_one_scene(tmp_path: Path, looks: list[Any], hint: str) -> None:
    (problem,) = found(tmp_path, ASKS, *looks)
    assert problem.hint == hint


@pytest.mark.parametrize("word", ["van", "de", "the"])
def test_a_small_or_short_word_of_a_name_is_meant_for_nobody(tmp_path: Path, word: str) -> None:
    assets = ASSETS.replace("Wren Calloway", "The Van de Wren")
    (problem,) = found(tmp_path, ASKS, f"on {word} way", assets=assets)
    assert "Write the whole name of somebody placed there" in problem.hint


@pytest.mark.parametrize(
    "rules",
    [
        ASKS,
        FIRST % "focal_point: false",
        FIRST % "not: {focal_point: true}",
        FIRST % "type: prop, order: focal_point",
        FIRST % "type: prop, when: {not: {placed: {focal_point: true}}}",
        "order: [focal_point, quality]",
        "prefer: [{focal_point: true, crop: face}]",
        "scenes: {1: {order: focal_point}}",
    ],
)
def test_every_place_of_the_rules_that_asks_is_seen(tmp_path: Path, rules: str) -> None:
    (problem,) = found(tmp_path, rules, "Wren, going down")
    assert problem.at.line == 4


@pytest.mark.parametrize("rules", [FIRST % "type: prop", "extends: cinematic"])
def test_rules_that_do_not_ask_themselves_are_left_alone(tmp_path: Path, rules: str) -> None:
    assert found(tmp_path, rules, "Wren, going down") == []


def test_it_is_reported_once_where_rules_ask_first(tmp_path: Path) -> None:
    rules = f"order: focal_point\n{ASKS}"
    (problem,) = found(tmp_path, rules, "Wren, going down")
    assert problem.at.line == 4
