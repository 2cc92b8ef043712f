"""Code frames and problems as text: the eye must land where the hand must go, in any terminal."""

from __future__ import annotations

import io
import re
from typing import get_args

import pytest

from selector.model.problem import Location, Problem, Related, Source
from selector.reporting.frame import frame
from selector.reporting.problem_words import problem_text, problems_text
from selector.reporting.terminal import PLAIN, Ink, Style, cells, folded, ink_for, printable
from selector.reporting.verdict import Checked, Verdict, exit_code, tally, total_line, verdict_line


def span(text: str, word: str, *, name: str = "rules.yaml", first_line: int = 1) -> Location:
    """The place of the first `word` in a text."""
    offset = text.index(word)
    line = text.count("\n", 0, offset) + first_line
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    source = Source(name=name, text=text, first_line=first_line)
    return Location(
        source=source, line=line, column=column, end_line=line, end_column=column + len(word)
    )


def test_the_span_is_underlined_under_its_line() -> None:
    assert frame(span("a: 1\nlike: clos_up\n", "clos_up"), PLAIN) == [
        "2 | like: clos_up",
        "  |       ^^^^^^^",
    ]


def test_a_tab_is_shown_as_an_arrow_and_counts_as_four_blanks() -> None:
    assert frame(span("\tlike: x", "x"), PLAIN) == [
        "1 | →   like: x",
        "  |           ^",
    ]


def test_wide_letters_and_emoji_fill_two_cells() -> None:
    lines = frame(span("name: 特写 🎬 wrong", "wrong"), PLAIN)
    assert lines == [
        "1 | name: 特写 🎬 wrong",
        "  |               ^^^^^",
    ]
    assert frame(span("特写: x", "特写"), PLAIN)[1] == "  | ^^^^"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("特", 2),
        ("e\u0301", 1),
        ("🎬", 2),
        ("👩\u200d🚀", 2),
        ("❤\ufe0f", 2),
        ("ｶﾞ", 2),
        ("\uff21", 2),
        ("", 0),
    ],
)
def test_cells_are_counted_as_terminals_count_them(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_long_line_is_cut_around_its_span() -> None:
    text = "x" * 500 + " here " + "y" * 500
    lines = frame(span(text, "here"), PLAIN, columns=60)
    assert all(len(line) <= 60 for line in lines)
    assert lines == [
        "1 | ..." + "x" * 17 + " here " + "y" * 26 + "...",
        "  | " + " " * 21 + "^^^^",
    ]


def test_a_span_longer_than_the_window_is_marked_as_far_as_it_is_shown() -> None:
    lines = frame(span("k: " + "z" * 300, "z" * 300), PLAIN, columns=40)
    assert len(lines[0]) <= 40
    assert lines[1].strip(" |") == "^" * lines[0].count("z")


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = Source(name="a", text="one: [a,\n  b]\n")
    at = Location(source=source, line=1, column=6, end_line=2, end_column=5)
    assert frame(at, PLAIN) == ["1 | one: [a,", "  |      ^^^"]


def test_a_place_past_the_end_of_its_line_still_gets_a_caret() -> None:
    source = Source(name="a", text="ab\n")
    at = Location(source=source, line=1, column=3, end_line=1, end_column=3)
    assert frame(at, PLAIN) == ["1 | ab", "  |   ^"]


@pytest.mark.parametrize("line", [0, 9])
def test_a_place_without_a_line_has_no_frame(line: int) -> None:
    assert frame(Location(source=Source(name="a", text="x"), line=line, column=1), PLAIN) == []


def test_one_line_of_a_long_file_keeps_its_number() -> None:
    assert frame(span("abc", "b", first_line=4_000), PLAIN) == ["4000 | abc", "     |  ^"]


def test_what_could_steer_a_terminal_is_written_out() -> None:
    text = "a\x1b[31m\r\n\u202eevil\u2028\x00\udcff é特👩\u200d🚀"
    assert printable(text) == "a\\x1b[31m\\r\\n\\u202eevil\\u2028\\x00\\udcff é特👩\u200d🚀"
    problem = Problem(at=span(text, "evil", name="bad\x1bname"), code="R201", what=text, hint=text)
    shown = problem_text(problem)
    assert not any(character in shown for character in "\x1b\r\u202e\u2028\x00\udcff")


def test_a_problem_tells_place_code_words_line_what_to_do_and_related_places() -> None:
    text = "close_up: 1\nclose_up: 2\n"
    second = Location(
        source=Source(name="rules.yaml", text=text), line=2, column=1, end_line=2, end_column=9
    )
    first = Related(at=span(text, "close_up"), what="It stands here first")
    problem = Problem(
        at=second, code="Y115", what="`close_up` stands twice.", hint="Keep one.", related=(first,)
    )
    assert problem_text(problem) == (
        "rules.yaml:2:1: error Y115: `close_up` stands twice.\n"
        "2 | close_up: 2\n"
        "  | ^^^^^^^^\n"
        "  Keep one.\n"
        "  It stands here first: rules.yaml:1:1\n"
        "1 | close_up: 1\n"
        "  | ^^^^^^^^"
    )


def test_in_a_window_sentences_are_folded_and_elsewhere_each_stays_on_its_line() -> None:
    first = Related(at=span("like: x", "like"), what="It stands here first")
    what, hint = (
        "`subjekt` is not a word that `role` takes.",
        "It takes one of `subject`, `background` and `prop`.",
    )
    problem = Problem(at=span("like: x", "x"), code="R204", what=what, hint=hint, related=(first,))
    narrow = problem_text(problem, window=40)
    assert narrow == (
        "rules.yaml:1:7: error R204: `subjekt`\n"
        "  is not a word that `role` takes.\n"
        "1 | like: x\n"
        "  |       ^\n"
        "  It takes one of `subject`,\n"
        "  `background` and `prop`.\n"
        "  It stands here first: rules.yaml:1:1\n"
        "1 | like: x\n"
        "  | ^^^^"
    )
    assert re.sub(r"\x1b\[[0-9;]*m", "", problem_text(problem, Ink(on=True), 40)) == narrow
    assert problem_text(problem).split("\n")[0] == f"rules.yaml:1:7: error R204: {what}"
    assert f"\n  {hint}\n" in problem_text(problem)


def test_a_path_stays_whole_in_the_narrowest_window_and_wide_letters_count_twice() -> None:
    assert folded("Is it so?", 20, "a path/of many letters: ") == [
        "a path/of many letters:",
        "  Is it so?",
    ]
    assert folded("特写特写 特写", 13) == ["特写特写", "  特写"]
    assert folded("特写特写 特写", 14) == ["特写特写 特写"]


def test_a_problem_without_a_line_names_the_field() -> None:
    at = Location(source=Source(name="scene manifest"))
    problem = Problem(
        at=at, code="S401", what="It is missing.", hint="Write it.", field="placements[2].role"
    )
    assert problem_text(problem) == (
        "scene manifest: placements[2].role: error S401: It is missing.\n  Write it."
    )


def test_colour_is_only_codes_around_the_same_words() -> None:
    problem = Problem(at=span("like: x", "x"), code="R222", what="No.", hint="Do.")
    coloured = problems_text([problem], Ink(on=True))
    assert "\x1b[31;1m" in coloured
    plain = coloured
    for code in ("31;1", "2", "1", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == problems_text([problem])


PALETTES = {
    "xterm": {"red": 0xCD0000, "green": 0x00CD00, "magenta": 0xCD00CD},
    "Terminal of macOS": {"red": 0x990000, "green": 0x00A600, "magenta": 0xB200B2},
    "Windows Terminal": {"red": 0xC50F1F, "green": 0x13A10E, "magenta": 0x881798},
}
"""Colours as terminals show them."""


def light_of(colour: int) -> float:
    """The relative luminance of a colour, as WCAG has it."""
    light = 0.0
    for shift, share in ((16, 0.2126), (8, 0.7152), (0, 0.0722)):
        part = (colour >> shift & 255) / 255
        light += share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return light


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("style", sorted({*get_args(Style)} - {"bold", "dim"}))
def test_each_colour_can_be_read_on_white_and_on_black(palette: str, style: str) -> None:
    light = light_of(PALETTES[palette][style])
    assert 1.05 / (light + 0.05) > 2
    assert (light + 0.05) / 0.05 > 2


class Window(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "window", "pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
    ],
)
def test_colour_follows_the_terminal_and_the_customs(
    environ: dict[str, str], *, window: bool, pipe: bool
) -> None:
    assert ink_for(Window(), environ).on is window
    assert ink_for(io.StringIO(), environ).on is pipe


def test_a_verdict_counts_what_there_is_and_asks_for_an_exit_code() -> None:
    at = span("a: b", "b")
    error, warning = Problem(at=at, code="R222", what="x"), Problem(at=at, code="R251", what="x")
    unreadable = Problem(at=at, code="Y101", what="x")
    assert [exit_code(found) for found in ([], [warning], [error], [error, unreadable])] == [
        0,
        0,
        1,
        2,
    ]
    assert exit_code([warning], strict=True) == 1
    assert tally([]) == "no problems"
    assert tally([warning, error, error]) == "2 errors, 1 warning"
    fine = Checked(name="a.yaml", kind="rules", holds="5 shot rules", problems=())
    bad = Checked(name="film", kind="film", holds="", problems=(error,))
    assert verdict_line(fine) == "a.yaml: fine (5 shot rules)"
    assert verdict_line(bad) == "film: 1 error"
    assert total_line(Verdict(checked=(fine, bad))) == "1 rule file and 1 film: 1 error"
