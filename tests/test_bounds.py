"""Bounds of numbers in other words than those of the rule language."""

from __future__ import annotations

import pytest

from selector.reading.shape.bounds import hint_of_key, range_meant

LEAST, BELOW, MOST = "at_least", "below", "at_most"


@pytest.mark.parametrize(
    "word", ["min", "minimum", "least", "from", "gte", ">=", "\u2265", "not below", "No_Less_Than"]
)
def test_a_lowest_number_is_written_with_at_least(word: str) -> None:
    assert hint_of_key(word, (LEAST, BELOW)) == "Write `at_least`."


@pytest.mark.parametrize("word", ["over", "above", "gt", ">", "more than", "higher_than"])
def test_a_number_that_is_too_low_itself_is_not_the_lowest(word: str) -> None:
    hint = "Write `at_least` and the lowest number that is allowed."
    assert hint_of_key(word, (LEAST, MOST)) == hint


@pytest.mark.parametrize("word", ["max", "maximum", "most", "to", "up to", "lte", "<=", "at most"])
def test_a_highest_number_is_not_yet_too_high(word: str) -> None:
    hint = "Write `below` and the first number that is no longer allowed."
    assert hint_of_key(word, (LEAST, BELOW)) == hint
    assert hint_of_key(word, (LEAST, MOST)) == "Write `at_most`."


@pytest.mark.parametrize("word", ["under", "lt", "<", "less than", "below"])
def test_a_number_that_is_too_high_itself_is_not_the_highest(word: str) -> None:
    hint = "Write `at_most` and the highest number that is allowed."
    assert hint_of_key(word, (LEAST, MOST)) == hint
    assert hint_of_key(word, (LEAST, BELOW)) == "Write `below`."


@pytest.mark.parametrize("word", ["colour", "", "7", "minor"])
def test_another_word_is_no_bound(word: str) -> None:
    assert hint_of_key(word, (LEAST, BELOW, MOST)) == ""


@pytest.mark.parametrize("word", ["min", "over", "max", "under"])
def test_a_bound_that_is_there_already_is_not_written_again(word: str) -> None:
    assert hint_of_key(word, ("label",)) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7", (7, None)),
        (" 7.5 ", (7.5, None)),
        ("> 7", (7, None)),
        (">=7", (7, None)),
        ("at least 7", (7, None)),
        ("At_Least: 7", None),
        ("7+", (7, None)),
        ("7 or more", (7, None)),
        ("7 or above", (7, None)),
        ("over 7", (7, None)),
        ("< 7", (None, 7)),
        ("Under 7.25", (None, 7.25)),
        ("less than 7", (None, 7)),
        ("up to 7", None),
        ("<= 7", None),
        ("7-9", (7, 9)),
        ("7 \u2013 9", (7, 9)),
        ("7..9", (7, 9)),
        ("7 to 9", (7, 9)),
        ("from 7 to 9", (7, 9)),
        ("between 7 and 9", (7, 9)),
        ("high", None),
        ("", None),
        ("7 8 9", None),
        ("over 7 or less", None),
        ("7/10", None),
    ],
)
def test_a_text_may_mean_a_range(
    written: str, meant: tuple[float | None, float | None] | None
) -> None:
    assert range_meant(written) == meant
