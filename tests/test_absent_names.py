"""Names in a film's own rules that the film does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.model.problem import Problem
from selector.reading.load import load_rules
from selector.review.absent_names import mentions_in
from tests.films import film_problems

ASSETS = """\
individuals:
  Zoë Lund:
    tag: ZOE
    type: character
    pictures:
      - {picture: https://example.org/zoe.jpg, id: zoe-1, name: "Zoë, front", labels: [Rain coat]}
"""
SCENES = """\
- scene_index: 12
  composition: {shot_type: "Two Shot, riders"}
  continuity_notes:
    - {label: night, text: "The oil runs out."}
  placements:
    - {asset_tag: ZOE, role: subject}
- scene_index: "013"
  composition: {shot_type: insert}
  placements:
    - {asset_tag: ZOE, role: subject}
"""
RULES = """\
language: 1
name: a
version: "1"
%s
never: [{name: asked, %s, because: "a reason"}]
shots: {default: {priorities: [{name: all, crop: [face, full], because: "a reason"}]}}
"""


def found(folder: Path, condition: str, top: str = "", assets: str = ASSETS) -> list[Problem]:
    """The names that are not there, of a film whose rules have one condition."""
    (folder / "assets.yaml").write_text(assets, "utf-8")
    (folder / "scenes.yaml").write_text(SCENES, "utf-8")
    (folder / "rules.yaml").write_text(RULES % (top, condition), "utf-8")
    return [problem for problem in film_problems(folder) if problem.code == "F366"]


@pytest.mark.parametrize(
    "condition",
    [
        "of: zoë lund",
        "of: ZOE",
        'of: "zoë, front"',
        'of: "*lund"',
        "picture: zoe-1",
        "picture: ZOE",
        "placed_as: ZOE",
        "label: rain_coat",
        'label: "rain*"',
        "crop: face, when: {note: oil runs out}",
        "crop: face, when: {note: NIGHT}",
        "crop: face, when: {scenes: 12}",
        "crop: face, when: {scenes: [13, 012]}",
        "crop: face, when: {scenes: {from: 5, before: 99}}",
        "crop: face, when: {scenes: {after: night}}",
        'crop: face, when: {shot: "two-shot, riders"}',
        "crop: face, when: {shot: [default, insert]}",
        "crop: face, when: {camera: nowhere}",
        "position: nowhere",
        "crop: face, when: {placed: {of: ZOE}}",
    ],
)
def test_what_the_film_has_is_not_reported(tmp_path: Path, condition: str) -> None:
    assert found(tmp_path, condition) == []


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ("of: zoe lund", "Nobody and nothing in this film is called `zoe lund`."),
        ("picture: zoe", "No picture of this film has the id or the tag `zoe`."),
        ("placed_as: zoe", "No scene of this film places the tag `zoe`."),
        ("label: raincoats", "No picture of this film has the label `raincoats`."),
        ("crop: face, when: {note: oil runs}", ""),
        ("crop: face, when: {note: oil ran}", "No note of this film says `oil ran`."),
        ("crop: face, when: {scenes: 14}", "This film has no scene `14`."),
        (
            "crop: face, when: {scenes: {to: day}}",
            "This film has no scene `day`, and none of its notes says `day`.",
        ),
        (
            "crop: face, when: {not: {shot: inset}}",
            "No scene of this film has the shot type `inset`, nor is a shot rule called that.",
        ),
        (
            'crop: face, when: {shot: "in*"}',
            "No scene of this film has the shot type `in*`, nor is a shot rule called that.",
        ),
        ("has: {not: {label: sun}}", "No picture of this film has the label `sun`."),
        ("any_of: [{of: Bo}, {crop: face}]", "Nobody and nothing in this film is called `Bo`."),
    ],
)
def test_what_the_film_does_not_have_is_reported_once(
    tmp_path: Path, condition: str, what: str
) -> None:
    assert [problem.what for problem in found(tmp_path, condition)] == [what][: bool(what)]


@pytest.mark.parametrize(("pattern", "absent"), [("ZOE*_B", 0), ("ZOE*_C", 1)])
def test_a_pattern_is_met_by_any_of_the_names_with_its_longest_part(
    tmp_path: Path, pattern: str, absent: int
) -> None:
    more = "pictures:\n"
    for each in "AB":
        more += f"  - {{picture: https://example.org/{each}.jpg, tag: ZOE_{each}, type: prop}}\n"
    problems = found(tmp_path, f'picture: "{pattern}"', assets=ASSETS + more)
    assert len(problems) == absent


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("of: Zoe Lund", "Did you mean `Zoë Lund`?"),
        (
            "label: night",
            "A note says this instead: ask for its scenes with `when: {note: night}`.",
        ),
        ("label: sun", "Correct it, or delete it if the film no longer has it."),
        ('label: "!"', "Correct it, or delete it if the film no longer has it."),
        ("crop: face, when: {note: the oil ran out}", "Did you mean `the oil runs out`?"),
        ("crop: face, when: {shot: inset}", "Did you mean `insert`?"),
        (
            "crop: face, when: {scenes: 14}",
            "Correct it, or delete it if the film no longer has it.",
        ),
    ],
)
def test_what_was_probably_meant_is_asked(tmp_path: Path, condition: str, hint: str) -> None:
    (problem,) = found(tmp_path, condition)
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("shot", "hint"),
    [
        ("2-shot", "In a `when`, shots go by their names: write `two_shot`."),
        ("MCU", "Correct it, or delete it if the film no longer has it."),
        ("inset", "Did you mean `insert`?"),
    ],
)
def test_a_spelling_of_a_shot_is_told_by_the_name_that_it_is_read_as(
    tmp_path: Path, shot: str, hint: str
) -> None:
    (problem,) = found(tmp_path, f"crop: face, when: {{shot: {shot}}}", "shot_names: standard")
    assert problem.hint == hint


def test_names_in_tastes_and_of_scenes_count(tmp_path: Path) -> None:
    top = "prefer: [{label: sun}, face]\norder: [{of: Bo}]\nscenes: {7: {order: [{of: Al}]}}"
    problems = found(tmp_path, "of: ZOE", top)
    named = [(str(each.at.line), each.what.split("`")[1]) for each in problems]
    assert named == [("4", "sun"), ("5", "Bo"), ("6", "7"), ("6", "Al")]


def test_names_in_rules_that_are_extended_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(RULES % ("", "of: Nobody"), "utf-8")
    assert found(tmp_path, "of: ZOE", "extends: house.yaml") == []
    (problem,) = found(tmp_path, "of: Bo", "extends: house.yaml")
    assert Path(problem.at.file).name == "rules.yaml"


def test_a_film_that_cannot_be_read_to_its_end_is_not_said_to_lack_names(tmp_path: Path) -> None:
    assert found(tmp_path, "of: Bo")
    (tmp_path / "scenes.yaml").write_text("- 3\n", "utf-8")
    assert not [each for each in film_problems(tmp_path) if each.code == "F366"]


def test_the_shipped_rules_name_nothing_of_a_film() -> None:
    assert list(mentions_in(load_rules())) == []
