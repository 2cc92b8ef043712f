"""Advice that names the entries which would send a picture, but whose `when` keeps them from this scene."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from selector.model.phrases import listed
from selector.reading.load import load_rules
from selector.review.advice.adviser import Adviser
from tests.advice_in_words import in_words

KEPT_OUT = """language: 1
name: n
version: "1"
pin:
  - {name: look, of: LOOK, unplaced: true, when: {target: "wan*", note: rain}}
  - {name: other-look, of: LOOK, when: {note: rain}}
  - {name: dusty, label: dust, when: {note: [dust, sand], scenes: {from: 1}}}
never: [{name: strangers, of: BO, when: {note: dust}}, {name: never-di, of: DI}]
shots:
  default:
    references: 1
    priorities:
      - {name: faces, crop: face}
      - {name: by-night, of: [BO, CY, DI], when: {note: night}}
      - {name: by-day, crop: full, of: CY}
"""


@pytest.mark.parametrize(
    ("tag", "entries"),
    [
        ("LOOK", [("look", ["a note says `rain`", "the video model is `wan*`"])]),
        ("BO", [("dusty", ["a note says `dust` or `sand`"])]),
        ("CY", []),
        ("DI", []),
        ("GONE", []),
    ],
)
def test_an_entry_that_does_not_apply_here_says_which_when_keeps_it_from_that(
    tag: str, entries: list[tuple[str, list[str]]]
) -> None:
    pool: list[dict[str, Any]] = [
        {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True},
        {"manifest_tag": "BO", "asset_type": "character", "user_tags": ["dust"]},
        {"manifest_tag": "CY", "asset_type": "character"},
        {"manifest_tag": "DI", "asset_type": "character"},
        {"manifest_tag": "LOOK", "asset_type": "style"},
    ]
    scene = {
        "scene_index": 3,
        "composition": {"shot_type": "wide"},
        "placements": [
            {"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO", "CY", "DI", "GONE")
        ],
    }
    selection = load_rules(text=KEPT_OUT).select(scene, pool)
    adviser = Adviser(selection)
    passed = next(each for each in selection.passed_over if each.tag == tag)
    advice = adviser.advice(passed)
    assert [(each.entry.name, sorted(each.when)) for each in advice.only_when] == entries
    words = in_words(advice)
    for name, _ in entries:
        (entry,) = advice.only_when
        assert f"`{name}` (rules:{entry.entry.at.line}:" in words
        assert words.endswith(f" would send it, but only when {listed(entry.when)}.")


def test_at_most_two_entries_that_do_not_apply_are_said() -> None:
    entries = ", ".join(f"{{name: e{nth}, of: BO, when: {{note: night}}}}" for nth in range(4))
    text = f"{KEPT_OUT.partition('pin:')[0]}shots: {{default: {{priorities: [{entries}]}}}}"
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "BO", "role": "subject"}],
    }
    selection = load_rules(text=text).select(scene, [{"manifest_tag": "BO", "asset_type": "prop"}])
    (passed,) = selection.passed_over
    advice = Adviser(selection).advice(passed)
    assert [each.entry.name for each in advice.only_when] == ["e0", "e1"]


@pytest.mark.parametrize(
    ("key", "extra", "expected"),
    [
        ("pin", {}, ["bo"]),
        ("first", {}, ["bo"]),
        ("priorities", {}, ["bo"]),
        ("limits", {"at_least": 1}, []),
        ("never", {}, []),
    ],
)
def test_only_pins_and_priorities_that_do_not_apply_are_said_to_send_a_picture(
    key: str, extra: dict[str, int], expected: list[str]
) -> None:
    entry = {"name": "bo", "of": "BO", "when": {"note": "night"}, **extra}
    lists: dict[str, list[dict[str, Any]]] = {"priorities": [{"name": "ann", "of": "ANN"}]}
    lists.setdefault(key, []).append(entry)
    shots = {"default": {"references": 2, "priorities": lists.pop("priorities")}}
    rules = load_rules(
        text=yaml.safe_dump({"language": 1, "name": "n", "version": "1", "shots": shots, **lists})
    )
    scene = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO")],
    }
    pool = [{"manifest_tag": tag, "asset_type": "prop"} for tag in ("ANN", "BO")]
    at_night = rules.select({**scene, "continuity_notes": ["night"]}, pool)
    assert ("BO" in at_night.tags) == (key != "never")
    selection = rules.select(scene, pool)
    (passed,) = selection.passed_over
    advice = Adviser(selection).advice(passed)
    assert [each.entry.name for each in advice.only_when] == expected
