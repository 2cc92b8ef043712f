"""The words of a shot by themselves: what is read, what counts, and how it is digested and said."""

from __future__ import annotations

from typing import Any

import pytest

from selector.language.shot_words import SHOT_WORDS


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("references", 1, 1),
        ("references", 12, 12),
        ("references", 0, 0),
        ("references", -1, None),
        ("references", True, None),
        ("references", "3", None),
        ("prefer", "face", ("face",)),
        ("prefer", ["full", "face", "full"], ("full", "face")),
        ("prefer", [], None),
        ("prefer", 3, None),
        ("pictures_each", 2, 2),
        ("pictures_each", "full", ("full",)),
        ("pictures_each", ["full", "face"], ("full", "face")),
        ("pictures_each", [], None),
        ("pictures_each", 0, None),
        ("pictures_each", True, None),
    ],
)
def test_what_is_written_is_read_if_it_is_a_value(key: str, written: object, value: object) -> None:
    assert SHOT_WORDS[key].read(written) == value


@pytest.mark.parametrize(
    ("key", "value", "settled", "form", "printed", "says"),
    [
        ("references", 3, 3, 3, "up to 3 references", "up to 3 references"),
        ("references", 0, 0, 0, "no references", "no references"),
        ("references", 1, 1, 1, "one reference", "one reference"),
        ("references", 2, 2, 2, "up to 2 references", "up to 2 references"),
        ("prefer", (), (), [], "", ""),
        (
            "pictures_each", 1, 1, 1,
            "one picture of each person, place or thing", "one picture of each person, place or thing",
        ),
        (
            "pictures_each",
            2,
            2,
            2,
            "up to 2 pictures of each person, place or thing",
            "up to 2 pictures of each person, place or thing",
        ),
        (
            "pictures_each", ("full", "face"), ("face", "full"), ["face", "full"],
            "a face crop and a full picture of each person, place or thing",
            "a face crop and a full picture of each person, place or thing",
        ),
        (
            "pictures_each", ("full",), ("full",), ["full"],
            "a full picture of each person, place or thing", "a full picture of each person, place or thing",
        ),
    ],
)  # fmt: skip
def test_a_value_is_settled_digested_and_said(
    key: str, value: Any, settled: object, form: object, printed: str, says: str
) -> None:
    word = SHOT_WORDS[key]
    plan_value = word.settled(value)
    assert plan_value == settled
    assert word.form(plan_value) == form
    assert (word.printed(plan_value), word.says(plan_value)) == (printed, says)


def test_what_nobody_has_written_has_a_default() -> None:
    assert {key: word.default for key, word in SHOT_WORDS.items()} == {
        "references": 3,
        "prefer": (),
        "order": (),
        "pictures_each": 1,
    }
    assert [word.effective(()) for word in SHOT_WORDS.values()] == [3, (), (), 1]
