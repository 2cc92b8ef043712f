"""What `why` says of shot rules, and of a picture that another one of the same individual went ahead of."""

from __future__ import annotations

from typing import Any

import pytest

from selector import load_rules
from selector.model.left_out import AnotherWentAhead
from selector.reporting.words import path_in_words, shot_words, why_not

TEXT = """\
language: 1
name: n
version: "1"
shots:
  default:
    pictures_each: 2
    %s
    priorities: [{name: anyone, type: character}]
"""
ONE: dict[str, Any] = {"id": "one", "manifest_tag": "A", "asset_type": "character"}
OF_SAM = {**ONE, "individual": "Sam"}
FACE = {"is_face_crop": True, "quality_score": 3}


@pytest.mark.parametrize(
    ("taste", "pool", "decided_by", "said"),
    [
        (
            "prefer: face",
            [{**ONE, **FACE}, {**ONE, "id": "two", "quality_score": 9}],
            "prefer",
            "A (one), a face crop, which `prefer` puts before a full picture",
        ),
        (
            "prefer: {label: night}",
            [{**ONE, "user_tags": ["night"]}, {**ONE, "id": "two", "quality_score": 9}],
            "prefer",
            "A (one), because `prefer` asks for the label night",
        ),
        (
            "references: 3",
            [OF_SAM, {**OF_SAM, "id": "two", "manifest_tag": "B", "quality_score": 9}],
            "nearness",
            "A (one) has the tag that the scene places, or is linked to such a picture by `cut_from`",
        ),
        (
            "references: 3",
            [{**ONE, "quality_score": 7}, {**ONE, "id": "two"}],
            "quality",
            "A (one) has the higher quality, 7 against none (ranked as 0)",
        ),
        (
            "references: 3",
            [ONE, {**ONE, "id": "two"}],
            "pool order",
            "A (one) has the same quality and comes earlier in the assets",
        ),
    ],
)
def test_what_decided_between_two_pictures_is_said_with_both_values(
    taste: str, pool: list[dict[str, Any]], decided_by: str, said: str
) -> None:
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "A", "role": "subject"}],
    }
    selection = load_rules(text=TEXT % taste).select(scene, pool)
    (passed,) = selection.passed_over
    assert isinstance(passed.reason, AnotherWentAhead)
    assert passed.reason.decided_by == decided_by
    assert why_not(passed, "default") == (
        f"The priority `anyone` (rules:8:25) prefers another picture of the same character: {said}."
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("top/limits/f", "the limit `f`"),
        ("shots.close_up/priorities/again", "the priority `again` of `close_up`"),
        ("shots.pan/tilt/never/no/never/x", "the ban `no/never/x` of `pan/tilt`"),
        ("scenes.12/pin/look", "the pin `look` of scene 12"),
        ("scenes.12A/never/type prop", "the ban `type prop` of scene 12A"),
        ("scenes.12/never/not", "the ban of scene 12"),
        ("top/never/not", "the ban `not`"),
    ],
)
def test_entries_are_called_as_people_call_them(path: str, words: str) -> None:
    assert path_in_words(path) == words


def test_a_ban_of_a_scene_without_a_name_is_called_by_its_scene() -> None:
    rules = load_rules(
        text="""
language: 1
name: mine
version: "1"
shots: {default: {priorities: [{name: all, crop: [face, full], because: "x"}]}}
scenes:
  12: {never: [{not: {of: REN}}], because: "he sees her"}
"""
    )
    pool = [{"manifest_tag": tag, "asset_type": "CHARACTER"} for tag in ("REN", "MEI")]
    shot = {
        "scene_index": 12,
        "composition": {"shot_type": "cu"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in ("REN", "MEI")],
    }
    (passed,) = rules.select(shot, pool).passed_over
    assert why_not(passed, "default") == (
        'The ban of scene 12 (rules:7:22) excludes it, because "he sees her".'
    )


def test_an_order_is_said_to_count_within_each_priority() -> None:
    (wide,) = [each for each in load_rules("cinematic").plan.shots if each.name == "wide_shot"]
    assert shot_words(wide).endswith(
        ", full pictures first; within each priority, first what the focal point names, then"
        " whoever speaks, then the higher quality, then the earlier in the scene, then the earlier in"
        " the assets"
    )
