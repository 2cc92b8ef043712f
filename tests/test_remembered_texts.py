"""Tags and shot types that a manifest has had before: they are read as they were the first time."""

from __future__ import annotations

import tracemalloc
from enum import Enum
from typing import Any

import pytest

from selector.engine import manifest
from selector.engine.manifest import read_manifest
from selector.model.problem import ProblemError


class Tag(str, Enum):  # noqa: UP042  # a StrEnum prints as its value
    MILA = "MILA"


def scene(tag: object, shot_type: object = "wide") -> dict[str, Any]:
    placement = {"asset_tag": tag, "role": "subject"}
    return {"composition": {"shot_type": shot_type}, "placements": [placement]}


@pytest.mark.parametrize("tags", [["MILA", Tag.MILA], [Tag.MILA, "MILA"]])
def test_a_tag_is_plain_text_whichever_class_it_was_of_first(tags: list[str]) -> None:
    manifest._SIMPLE_TAGS.clear()
    for tag in tags:
        (placement,) = read_manifest(scene(tag)).placements
        assert placement.tag == "MILA"
        assert type(placement.tag) is str


@pytest.mark.parametrize("wrong", [1, True, None, ["MILA"], b"MILA", "", "[]"])
def test_what_is_no_tag_stays_none_however_often_it_is_read(wrong: object) -> None:
    for _ in range(2):
        with pytest.raises(ProblemError):
            read_manifest(scene(wrong))
        with pytest.raises(ProblemError):
            read_manifest(scene("MILA", shot_type=wrong if wrong != "[]" else " "))


def test_a_note_on_a_tag_is_made_each_time() -> None:
    first, second = read_manifest(scene("[MILA]")), read_manifest(scene("[MILA]"))
    assert [note.kind for note in first.notes] == ["brackets_dropped"]
    assert first == second


def test_no_number_of_tags_and_no_length_fills_the_memory() -> None:
    for number in range(30_000):
        read_manifest(scene(f"TAG_{number}", shot_type=f"shot {number}"))
    tracemalloc.start()
    for number in range(30_000):
        read_manifest(scene(f"OTHER_{number}", shot_type=f"other {number}"))
    for number in range(200):
        read_manifest(scene("X" * 100_000 + str(number), shot_type="y" * 100_000 + str(number)))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 5_000_000
