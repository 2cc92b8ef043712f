"""What people write in the shot field, each with the reading its writer means (`tests/shots_in_prose.yaml`).

The readings were written before any reader of them. This checks only that the file can be relied on: every shot is
there once, and every reading is a name of one of the two axes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.yaml_files import loaded

FILE = Path(__file__).with_name("shots_in_prose.yaml")
SHOTS: list[dict[str, Any]] = loaded(FILE.read_text(encoding="utf-8"))
SIZES = (
    "extreme_close_up",
    "close_up",
    "medium_close_up",
    "medium",
    "medium_wide",
    "full",
    "wide",
    "extreme_wide",
)
COVERAGES = (
    "establishing",
    "master",
    "two_shot",
    "three_shot",
    "group",
    "over_the_shoulder",
    "pov",
    "insert",
    "cutaway",
    "reaction",
    "aerial",
)
KEYS = {"shot", "coverage", "size", "reading", "unsure", "because"}
AT_LEAST = 200


def test_there_are_enough_shots_and_no_two_are_alike() -> None:
    written = [each["shot"].strip() for each in SHOTS]
    assert len(written) >= AT_LEAST
    assert sorted(set(written)) == sorted(written)


def test_a_shot_has_a_reason_and_a_reading_in_the_names_of_the_two_axes() -> None:
    for written in SHOTS:
        assert set(written) <= KEYS, written
        assert all(isinstance(written[key], str) for key in ("shot", "because")), written
        assert written.get("coverage", COVERAGES[0]) in COVERAGES, written
        assert written.get("size", SIZES[0]) in SIZES, written
        assert written.get("reading", "none") == "none", written


def test_a_shot_is_read_as_something_or_as_none_or_is_unsure() -> None:
    for written in SHOTS:
        is_named = "coverage" in written or "size" in written
        assert is_named or "unsure" in written or "reading" in written, written
        if "reading" in written:
            assert not is_named, written
            assert "unsure" not in written, written
        if "unsure" in written:
            assert "size" not in written, written
            assert len(set(written["unsure"])) == len(written["unsure"]) > 1, written
            assert set(written["unsure"]) <= {*SIZES, *COVERAGES}, written
