"""`scenes` in `when`: in which scenes of a film a stretch holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from selector import FilmSoFar, Selection
from selector.record import format_3
from selector.record.canonical import canonical
from tests.choosing import compiled, content_of

FILM: list[tuple[Any, str]] = [
    (1, ""),
    (2, "the fire"),
    ("2A", "smoke"),
    (3, "calm"),
    (5, ""),
    (6, "a fire, far off"),
    (8, "calm, at night"),
    ("8B", ""),
    (9, "fire"),
    (10, "smoke"),
]
"""Scene numbers and notes."""


def selections(when: Any, film: Any = FILM) -> list[Selection[Any]]:
    """What is sent with each scene: one picture, where the conditions hold."""
    entry = {"name": "p", "crop": "full", "when": when}
    rules = compiled(content_of({"default": {"priorities": [entry]}}))
    pool = [{"manifest_tag": "WREN", "asset_type": "character"}]
    return list(rules.select_many(map(scene, film), pool))


def scene(numbered: tuple[Any, str]) -> dict[str, Any]:
    number, note = numbered
    return {
        "scene_index": number,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "WREN", "role": "subject"}],
        "continuity_notes": note,
    }


def met(when: Any, film: Any = FILM) -> list[Any]:
    """The numbers of the scenes in which it holds."""
    return [each.scene.index for each in selections(when, film) if each.tags]


@pytest.mark.parametrize(
    ("scenes", "holds"),
    [
        (3, [3]),
        ("03", [3]),
        ([1, "2A", 99], [1, "2A"]),
        ({"from": 3}, [3, 5, 6, 8, "8B", 9, 10]),
        ({"from": 4}, [5, 6, 8, 9, 10]),
        ({"after": 3}, [5, 6, 8, "8B", 9, 10]),
        ({"to": 3}, [1, 2, "2A", 3]),
        ({"before": 3}, [1, 2, "2A"]),
        ({"from": 2, "to": 5}, [2, "2A", 3, 5]),
        ({"after": 2, "before": 5}, ["2A", 3]),
        ({"from": "2A", "to": "8B"}, ["2A", 3, 5, 6, 8, "8B"]),
        ({"from": "fire"}, [2, "2A", 3, 5, 6, 8, "8B", 9, 10]),
        ({"after": "fire"}, ["2A", 3, 5, 6, 8, "8B", 9, 10]),
        ({"to": "calm"}, [1, 2, "2A", 3]),
        ({"before": "calm"}, [1, 2, "2A"]),
        ({"from": "fire", "to": "calm"}, [2, "2A", 3, 6, 8, 9, 10]),
        ({"from": "fire", "before": "calm"}, [2, "2A", 6, 9, 10]),
        ({"after": "fire", "to": "calm"}, ["2A", 3, 8, 10]),
        ({"after": "fire", "before": "calm"}, ["2A", 10]),
        ({"from": 3, "to": "calm"}, [3]),
        ({"after": 2, "to": "smoke"}, ["2A"]),
        ({"from": 4, "to": "calm"}, [5, 6, 8]),
        ({"after": 3, "before": "calm"}, [5, 6]),
        ({"from": "fire", "to": 6}, [2, "2A", 3, 5, 6]),
        ({"after": "smoke", "before": 9}, [3, 5, 6, 8, "8B"]),
        ({"from": "smoke", "after": 4, "to": "calm"}, [5, 6, 8, 10]),
        ({"from": "nothing of the kind"}, []),
        ({"before": "nothing of the kind"}, [number for number, _ in FILM]),
    ],
)
def test_a_stretch_holds_in_these_scenes(scenes: Any, holds: list[Any]) -> None:
    assert met({"scenes": scenes}) == holds
    assert met({"not": {"scenes": scenes}}) == [each for each, _ in FILM if each not in holds]


def test_a_decision_stores_which_notes_have_begun_and_nothing_else() -> None:
    stretch = {"scenes": {"from": 3, "after": "smoke", "to": "calm"}}
    records = []
    for each in selections(stretch):
        record = format_3.scene_record(each.scene, each.rules.facts, each.earlier)
        assert format_3.earlier_from(json.loads(canonical(record))) == each.earlier.said  # type: ignore[union-attr]
        records.append(record["earlier"])
    assert records[:3] == [{}, {}, {}]
    assert records[4] == {
        "begun": [["calm", ["3", False, True], ["smoke", True, False]], ["smoke"]],
    }


def test_whole_numbers_in_a_scene_with_one_ask_nothing_of_the_scenes_before() -> None:
    for each in selections({"scenes": {"from": 3, "before": 9}}):
        whole = isinstance(each.scene.index, int)
        assert (each.earlier is None) == whole


def test_without_the_scenes_before_no_note_has_begun_and_a_note_says_so() -> None:
    entry = {"name": "p", "crop": "full", "when": {"scenes": {"after": "fire"}}}
    rules = compiled(content_of({"default": {"priorities": [entry]}}))
    pool = [{"manifest_tag": "WREN", "asset_type": "character"}]
    alone = rules.select(scene((3, "")), pool)
    assert alone.tags == ()
    assert "judged_alone" in [note.kind for note in alone.notes]
    known = rules.select(scene((3, "")), pool, earlier=FilmSoFar())
    assert known.tags == ()
    assert "judged_alone" not in [note.kind for note in known.notes]
