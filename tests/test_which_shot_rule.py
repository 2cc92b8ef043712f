"""Which shot rule serves a shot type, and whose words it goes by."""

from __future__ import annotations

from typing import Any

import pytest

from selector import load_rules
from selector.reporting.documents.selection_document import selection_document
from selector.reporting.explaining import explain_scene
from tests.choosing import ANYTHING, SHOTS, Picture, face, notes, picked, rules_with, scene


@pytest.mark.parametrize(
    "shot_type",
    [
        "Close-Up",
        "close up",
        "CLOSE_UP",
        " close \t up\n",
        "close\u2014up",
        "close -_- up",
        "--close_up__",
        "CU",
        "tight shot",
    ],
)
def test_a_shot_type_finds_its_rule_by_name_or_spelling_however_it_is_written(
    shot_type: str,
) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "Close-Up"
    assert notes(selection) == []


@pytest.mark.parametrize("shot_type", ["closeup", "close", "cu2", "c.u."])
def test_any_other_shot_type_is_served_by_default_and_that_is_noted(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert selection.shot == "default"
    assert notes(selection) == ["default_rule"]


@pytest.mark.parametrize("shot_type", ["default", " DEFAULT", "Anything"])
def test_a_shot_type_that_names_default_needs_no_note(shot_type: str) -> None:
    selection = SHOTS.select(scene("A", shot_type=shot_type), [Picture("a", "A")])
    assert (selection.shot, notes(selection)) == ("default", [])


def test_the_shot_rules_word_wins_over_the_top_of_the_file() -> None:
    pool = [Picture("a", "A", quality_score=9), face("f", "A"), Picture("b", "B")]
    top: dict[str, Any] = {"references": 1, "prefer": "face"}
    silent = rules_with({"default": {"priorities": ANYTHING}}, **top)
    own = rules_with(
        {"default": {"priorities": ANYTHING, "references": 2, "prefer": "full"}}, **top
    )
    assert picked(silent.select(scene("A", "B"), pool)) == ["f"]
    assert picked(own.select(scene("A", "B"), pool)) == ["a", "b"]


def test_like_takes_over_everything_but_spellings_through_a_whole_chain() -> None:
    rules = rules_with(
        {
            "third": {"like": "second", "references": 1},
            "second": {
                "like": "first",
                "priorities": [{"name": "props", "type": "prop"}],
                "spellings": ["deux"],
            },
            "first": {
                "priorities": ANYTHING,
                "pictures_each": ["face"],
                "references": 2,
                "spellings": ["un"],
            },
            "default": {"priorities": ANYTHING},
        },
        references=5,
        pictures_each=2,
    )
    pool = [
        Picture("p", "P", "PROP", is_face_crop=True),
        Picture("q", "Q", "PROP", is_face_crop=True),
        face("f", "F"),
    ]
    pool.append(Picture("full", "R", "PROP"))
    tags = [picture.manifest_tag for picture in pool]
    assert picked(rules.select(scene(*tags, shot_type="third"), pool)) == ["p"]
    assert picked(rules.select(scene(*tags, shot_type="deux"), pool)) == ["p", "q"]
    assert picked(rules.select(scene(*tags, shot_type="un"), pool)) == ["p", "q"]
    assert rules.select(scene(*tags, shot_type="un"), pool).shot == "first"
    assert len(rules.select(scene(*tags), pool).picks) == 4


def test_a_reason_speaks_of_the_rule_that_served_even_where_another_wrote_the_priority() -> None:
    rules = rules_with({"wide": {"like": "default"}, "default": {"priorities": ANYTHING}})
    (pick,) = rules.select(scene("A", shot_type="wide"), [Picture("a", "A")]).picks
    assert pick.priority.shot == "wide"


IN_PLACE = """language: 1
name: road
version: "1"
instead:
  - {name: storm, when: {note: storm}, use: crowd, because: "nobody is seen"}
  - {name: night, when: {note: night}, use: default}
shots:
  wide_shot: {like: default}
  crowd: {like: default}
  default: {priorities: [{name: anyone, type: character, because: "all"}]}
scenes:
  12: {use: crowd, because: "the dust hides them"}
  13A: {use: crowd}
"""


@pytest.mark.parametrize(
    ("index", "note", "ending"),
    [
        (1, "calm", "."),
        (1, "storm", ' in place of `wide_shot`, because "nobody is seen" (`storm`, road.yaml:5:12).'),
        (1, "night", " in place of `wide_shot` (`night`, road.yaml:6:12)."),
        (12, "storm", ' in place of `wide_shot`, because "the dust hides them" (scene 12, road.yaml:12:13).'),
        ("13a", "calm", "."),
        ("13A", "calm", " in place of `wide_shot` (scene 13A, road.yaml:13:14)."),
    ],
)  # fmt: skip
def test_what_puts_another_rule_in_place_of_the_shots_own_is_told_with_its_reason(
    index: int | str, note: str, ending: str
) -> None:
    rules = load_rules(text=IN_PLACE, name="road.yaml")
    manifest = scene("A", shot_type="wide shot")
    manifest |= {"scene_index": index, "continuity_notes": [note]}
    selection = rules.select(manifest, [Picture("a", "A")])
    lines, *_ = explain_scene(selection, None, columns=200).partition("\nThe rule sends")
    heading = " ".join(lines.split())
    assert heading.endswith(f"of road 1{ending}"), heading
    entry = selection_document(selection, None, "").replacement
    by = selection.replacement
    assert (entry is None) == (by is None) == (ending == ".")
    if entry is not None and by is not None:
        assert (entry.shot, entry.because, entry.at.line) == (by.shot, by.because, by.at.line)
        assert (entry.name or f"scene {entry.scene}") in ending


@pytest.mark.parametrize(
    ("index", "note", "kinds"),
    [(1, "calm", ["default_rule"]), (1, "storm", []), (1, "night", []), (12, "calm", [])],
)
def test_a_shot_type_without_a_rule_is_not_noted_where_another_rule_is_asked_for(
    index: int, note: str, kinds: list[str]
) -> None:
    rules = load_rules(text=IN_PLACE, name="road.yaml")
    manifest = scene("A", shot_type="insert")
    manifest |= {"scene_index": index, "continuity_notes": [note]}
    assert notes(rules.select(manifest, [Picture("a", "A")])) == kinds
