"""Which shot rule serves a shot type, and whose words it goes by."""

from __future__ import annotations

from typing import Any

import pytest

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
