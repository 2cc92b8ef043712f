"""Texts that seem to mean several scenes, but are the number of one."""

from __future__ import annotations

import pytest

from selector.model.problem import Source
from selector.reading.rules.several_scenes import as_condition, scenes_meant
from selector.review.lint import check_rule_text

FILE = """\
language: 1
name: salt-road
version: "1"
shots:
  default:
    priorities:
      - {{name: subject, role: subject, because: "the scene is about its subject"}}
scenes:
{scenes}
"""


def warned_of(*numbers: str) -> list[tuple[str, str]]:
    """The code and the text of each problem of a file with rules for scenes."""
    scenes = "\n".join(f"  {number}: {{references: 2}}" for number in numbers)
    _, problems = check_rule_text(Source(name="rules.yaml", text=FILE.format(scenes=scenes)), None)
    return [(problem.code, problem.at.written) for problem in problems]


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("12-14", "scenes: {from: 12, to: 14}"),
        ("12 - 14", "scenes: {from: 12, to: 14}"),
        ("12\u201314", "scenes: {from: 12, to: 14}"),
        ("12\u201414", "scenes: {from: 12, to: 14}"),
        ("12..14", "scenes: {from: 12, to: 14}"),
        ("12...14", "scenes: {from: 12, to: 14}"),
        ("12…14", "scenes: {from: 12, to: 14}"),
        ("12~14", "scenes: {from: 12, to: 14}"),
        ("12 to 14", "scenes: {from: 12, to: 14}"),
        ("12to14", "scenes: {from: 12, to: 14}"),
        ("from 12 To 14", "scenes: {from: 12, to: 14}"),
        ("12 through 14", "scenes: {from: 12, to: 14}"),
        ("Scenes 12-14", "scenes: {from: 12, to: 14}"),
        ("12-14A", "scenes: {from: 12, to: 14A}"),
        ("12A-12C", "scenes: {from: 12A, to: 12C}"),
        ("SH010-SH020", "scenes: {from: SH010, to: SH020}"),
        ("SH010-020", "scenes: {from: SH010, to: 020}"),
        ("9-10", "scenes: {from: 9, to: 10}"),
        ("12, 13", "scenes: [12, 13]"),
        ("12,13,15A", "scenes: [12, 13, 15A]"),
        ("12; 13", "scenes: [12, 13]"),
        ("12 and 13", "scenes: [12, 13]"),
        ("12 or 13", "scenes: [12, 13]"),
        ("12 & 13", "scenes: [12, 13]"),
        ("12、13", "scenes: [12, 13]"),
        ("12-14, 16", "any_of: [{scenes: {from: 12, to: 14}}, {scenes: 16}]"),
    ],
)
def test_a_range_or_a_list_in_one_text_is_written_as_a_condition(
    written: str, condition: str
) -> None:
    assert as_condition(scenes_meant(written)) == condition


@pytest.mark.parametrize(
    "written",
    [
        *("12", "12A", "013", "SH020", "-3", "scene 12", "12/13", "12.5", "7.10", "A-12", "12-A"),
        *("EP1-SC3", "3-1", "12-12", "12-14-16", "12,", ", 12", "to", "-", "", "2026-11-27"),
        *("the oil runs out", "12 to dawn", "Toto 12", "rain, 12", "12 and rain"),
    ],
)
def test_one_number_and_words_of_a_note_mean_no_several_scenes(written: str) -> None:
    assert scenes_meant(written) == ()


def test_a_film_that_counts_scenes_within_episodes_is_not_warned() -> None:
    assert warned_of("1-2", "1-3") == [("R268", "1-2"), ("R268", "1-3")]
    assert warned_of("1-2", "1-3", "2-1") == []


def test_a_note_longer_than_any_scene_number_is_not_looked_at() -> None:
    far = f"'12{' ' * 60}-9'"
    pin = f"pin: [{{of: Wren, because: she hides, when: {{scenes: {{from: {far}}}}}}}], references"
    scenes = f"20: {{{pin}: 2}}\n  12-14"
    assert warned_of(scenes) == [("R268", "12-14")]
