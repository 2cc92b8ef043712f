"""A film's picks in short: a row for each scene, what it says of what stays out, and which scene to look at first."""

from __future__ import annotations

from typing import Any

import pytest

from selector import load_rules
from selector.cli.picks_shown import Tally
from selector.reporting.rows import Row, left_out_words, row_of, tabbed

RULES = load_rules()
POOL = [
    {"manifest_tag": "WREN", "asset_type": "CHARACTER", "is_face_crop": True},
    {"manifest_tag": "JUNA", "asset_type": "CHARACTER"},
    {"manifest_tag": "HARBOUR", "asset_type": "ENVIRONMENT"},
    {"manifest_tag": "KEY", "asset_type": "PROP"},
    {"manifest_tag": "FERRY", "asset_type": "VEHICLE"},
]


def row(index: int, shot_type: str, *tags: str, pool: list[dict[str, Any]] | None = None) -> Row:
    """The row of a scene that places these tags, the first of them as its subject."""
    placements = [{"asset_tag": tag, "role": "prop" if place else "subject"} for place, tag in enumerate(tags)]
    manifest = {"scene_index": index, "composition": {"shot_type": shot_type}, "placements": placements}
    return row_of(RULES.select(manifest, POOL if pool is None else pool), "")


ALL_IN = row(1, "establishing", "HARBOUR", "KEY")
NOT_ASKED_FOR = row(2, "close_up", "WREN", "KEY")
FULL = row(3, "establishing", "HARBOUR", "KEY", "FERRY", "JUNA", "WREN")
MISSING = row(4, "close_up", "WREN", "GULL")
NO_PLACEMENTS = row(5, "close_up")
EMPTY_POOL = row(6, "close_up", pool=[])


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (ALL_IN, ()),
        (NOT_ASKED_FOR, ("not asked for: 1",)),
        (FULL, ("slots full: 2",)),
        (MISSING, ()),
        (NO_PLACEMENTS, ("nothing is placed",)),
        (EMPTY_POOL, ("no pictures at all",)),
    ],
)
def test_a_row_says_what_is_left_out_or_why_there_is_nothing(shown: Row, words: tuple[str, ...]) -> None:
    assert left_out_words(shown) == words
    assert tabbed(shown).split("\t")[-2] == ", ".join(words)


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([ALL_IN], None),
        ([ALL_IN, NOT_ASKED_FOR], 2),
        ([ALL_IN, NO_PLACEMENTS], 5),
        ([NOT_ASKED_FOR, FULL], 3),
        ([FULL, NOT_ASKED_FOR, MISSING], 4),
        ([MISSING, FULL], 4),
    ],
)
def test_the_scene_to_look_at_lacks_a_picture_or_left_one_out_for_want_of_slots(
    rows: list[Row], first: int | None
) -> None:
    tally = Tally()
    for each in rows:
        tally.add(each)
    assert tally.worth_a_look == first
