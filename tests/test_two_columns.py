"""Text in two columns: what is said at the left, a few letters on it at the right, in any window."""

from __future__ import annotations

import pytest

from selector.reporting.terminal import PLAIN, Ink
from selector.reporting.two_columns import TwoColumns, in_two_columns, wrapped

ROWS = (
    TwoColumns(start="close_up", words="(also: cu)", indent=0, beside=("house.yaml:31",)),
    TwoColumns(words="in this order:"),
    TwoColumns(
        start="1. the-face:",
        words="face crops of a character, placed as subject",
        indent=4,
        beside=("house.yaml:36,", "changed at rules.yaml:4"),
    ),
    TwoColumns(),
    TwoColumns(words="nothing at the right of a line that is long"),
)
WIDE = """
close_up (also: cu)                             house.yaml:31
  in this order:
    1. the-face: face crops of a character,     house.yaml:36,
      placed as subject                         changed at rules.yaml:4

  nothing at the right of a line that is long
"""
NARROW = """
close_up (also: cu)          house.yaml:31
  in this order:
    1. the-face: face        house.yaml:36,
      crops of a character,  changed at
      placed as subject      rules.yaml:4

  nothing at the right of a line that is
    long
"""
BELOW = """
close_up (also: cu)
  house.yaml:31
  in this order:
    1. the-face: face
      crops of a
      character, placed
      as subject
      house.yaml:36,
      changed at rules.yaml:4

  nothing at the
    right of a line
    that is long
"""


@pytest.mark.parametrize(("columns", "text"), [(72, WIDE), (44, NARROW), (24, BELOW)])
def test_both_columns_fit_the_window(columns: int, text: str) -> None:
    assert "\n".join(["", *in_two_columns(ROWS, PLAIN, columns), ""]) == text


def test_the_beginning_of_a_row_and_the_right_column_are_in_colour() -> None:
    lines = list(in_two_columns(ROWS, Ink(on=True), 44))
    assert lines[0] == "\x1b[1mclose_up\x1b[0m (also: cu)          \x1b[2mhouse.yaml:31\x1b[0m"
    assert lines[2] == "    \x1b[1m1. the-face:\x1b[0m face        \x1b[2mhouse.yaml:36,\x1b[0m"


def test_a_beginning_that_does_not_fit_has_no_colour() -> None:
    row = TwoColumns(start="a-name-that-is-long-enough: for two", words="words")
    assert list(in_two_columns([row], Ink(on=True), 24)) == [
        "  a-name-that-is-long",
        "    -enough: for two",
        "    words",
    ]


def test_words_longer_than_a_line_are_broken_unless_they_stay_whole() -> None:
    assert wrapped("一二三四五 ab", 5) == ["一二", "三四", "五 ab"]
    assert wrapped("abcdef gh", 4) == ["abcd", "ef", "gh"]
    assert wrapped("abcdef gh", 4, whole=True) == ["abcdef", "gh"]
    assert wrapped("", 4) == [""]


def test_no_rows_are_no_lines() -> None:
    assert list(in_two_columns([], PLAIN, 80)) == []


@pytest.mark.parametrize("columns", [121, 200, 400])
def test_in_a_wide_window_the_columns_stay_near_each_other(columns: int) -> None:
    lines = list(in_two_columns(ROWS, PLAIN, columns))
    assert lines == list(in_two_columns(ROWS, PLAIN, 121))
    assert max(map(len, lines)) <= 120
