"""What shot types name, each case a sentence of the description; with a small vocabulary of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.naive_language.shot_names import ShotRead, shot_read
from tests.yaml_files import loaded

VOCABULARY: dict[str, Any] = loaded(
    """
sizes:
  extreme_close_up: [ecu, extreme close up, macro, detail, 大特写]
  close_up: [cu, close up, closeup, face]
  medium_close_up: [mcu, medium close up]
  medium: [ms, mid, mid shot]
  full: [full, full body]
  wide: [ws, wide shot, 全景]
  extreme_wide: [ews, extreme wide, vista]
coverage:
  establishing: [est, establishing shot]
  two_shot: [two, two shot, 2 shot, 2s]
  over_the_shoulder: [ots, o s, over shoulder]
  insert: [insert shot, product]
  reaction: [reverse, reverse angle]
moves: [track, pan, zoom]
passed_over: [shot, angle, view, eye level, low, of, a, the, with, "on", in]
alone: [two, full, face, detail, product, reverse, close, long, mid, vista]
ambiguous:
  fs: {readings: [full], note: full shot in practice}
  cs: {readings: [close_up, medium], note: close shot or cowboy shot}
  close: {readings: [close_up, medium_close_up], note: a close shot}
  long: {readings: [wide, extreme_wide], note: long shot}
  特写: {readings: [close_up, extreme_close_up], note: close-up in most tools}
"""
)
RULES: dict[str, list[str]] = {
    "close_up": ["closeup", "cu"],
    "two_shot": [],
    "wide_shot": ["wide", "ws"],
    "default": [],
}


def read(shot: str, rules: dict[str, list[str]] = RULES, **forms: object) -> ShotRead:
    return shot_read(shot, VOCABULARY, rules, forms)


AXES = [
    ("Close-Up", None, "close_up"),
    ("EXTREME_CLOSE-UP", None, "extreme_close_up"),
    ("C.U.", None, "close_up"),
    ("Medium two-shot", "two_shot", "medium"),
    ("Over-shoulder, MCU", "over_the_shoulder", "medium_close_up"),
    ("O/S", "over_the_shoulder", None),
    ("Eye-level wide shot", None, "wide"),
    ("MS 2", None, "medium"),
    ("大特写", None, "extreme_close_up"),
    ("全景\uff0c两个骑手", None, "wide"),
    ("ECU (extreme close up)", None, "extreme_close_up"),
    ("pan", None, None),
    ("montage", None, None),
]


@pytest.mark.parametrize(("shot", "coverage", "size"), AXES)
def test_names_and_spellings_are_read_on_each_axis(
    shot: str, coverage: str | None, size: str | None
) -> None:
    found = read(shot)
    assert (found.coverage, found.size) == (coverage, size)


def test_the_longest_spelling_is_taken_first_and_each_word_once() -> None:
    assert read("extreme close up").named == {"coverage": (), "sizes": ("extreme_close_up",)}


def test_a_move_is_no_shot_and_leaves_nothing_over() -> None:
    found = read("Track Shot")
    assert (found.moves, found.left_over, found.rule) == (("track",), (), "default")
    assert read("pan, wide shot").rule == "wide_shot"


@pytest.mark.parametrize("shot", ["two", "Two", "two, MS", "a two shot", "two, pan 3", "two 4"])
def test_an_everyday_word_counts_where_nothing_else_stands(shot: str) -> None:
    assert read(shot).coverage == "two_shot"


def test_an_everyday_word_does_not_count_beside_other_words() -> None:
    found = read("wide shot, two riders")
    assert (found.coverage, found.size) == (None, "wide")
    assert found.left_over == ("two", "riders")


def test_a_spelling_that_is_no_everyday_word_counts_beside_other_words() -> None:
    found = read("CU of a detail on the reverse of the coin")
    assert (found.coverage, found.size) == (None, "close_up")
    assert found.left_over == ("detail", "reverse", "coin")


@pytest.mark.parametrize(
    ("shot", "rule", "decided_by"),
    [
        ("CloseUp", "close_up", "rule"),
        ("wide two shot", "two_shot", "coverage"),
        ("OTS, wide shot", "wide_shot", "size"),
        ("ECU", "default", "nothing"),
        ("montage", "default", "nothing"),
    ],
)
def test_the_rule_is_that_of_the_coverage_else_of_the_size_else_default(
    shot: str, rule: str, decided_by: str
) -> None:
    found = read(shot)
    assert (found.rule, found.decided_by) == (rule, decided_by)


def test_a_name_leads_to_a_rule_that_has_another_spelling_of_it() -> None:
    assert read("extreme close up", {"ecu": [], "default": []}).rule == "ecu"


def test_two_names_of_one_axis_decide_nothing() -> None:
    found = read("wide shot to CU")
    assert found.named["sizes"] == ("wide", "close_up")
    assert (found.size, found.rule) == (None, "default")
    assert read("wide shot, CU, two shot").rule == "two_shot"
    assert read("wide shot to CU", {"any": ["wide", "cu"], "default": []}).rule == "default"


def test_readings_that_lead_to_different_rules_decide_nothing() -> None:
    found = read("close shot")
    assert found.readings == (("close_up", "medium_close_up"),)
    assert (found.size, found.rule, found.decided_by) == (None, "default", "nothing")


def test_readings_that_lead_to_one_rule_are_taken() -> None:
    rules = {"wide": ["ews"], "default": []}
    found = read("long shot", rules)
    assert (found.size, found.rule, found.decided_by) == (None, "wide", "readings")


def test_readings_that_lead_to_rules_of_one_form_are_taken() -> None:
    rules: dict[str, list[str]] = {"close_up": [], "extreme_close_up": [], "default": []}
    assert read("特写", rules, close_up="x", extreme_close_up="x").rule == "close_up"
    assert read("特写", rules, close_up="x", extreme_close_up="y").rule == "default"


def test_a_reading_without_a_rule_counts_as_default() -> None:
    rules: dict[str, list[str]] = {"close_up": [], "default": []}
    assert read("close shot", rules, close_up="x", default="x").rule == "close_up"
    assert read("close shot", rules).rule == "default"


def test_one_reading_is_read() -> None:
    found = read("FS", {"full": [], "default": []})
    assert (found.size, found.readings, found.rule) == ("full", (("full",),), "full")


def test_a_clear_name_settles_an_ambiguous_spelling_beside_it() -> None:
    assert read("close, CU").size == "close_up"
    assert read("close, wide shot").size is None


def test_a_rule_s_own_spelling_settles_everything() -> None:
    found = read("LONG  shot", {"full": ["long-shot"], "default": []})
    assert (found.rule, found.decided_by) == ("full", "rule")
