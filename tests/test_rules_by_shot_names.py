"""Which shot rule serves a shot type that was read, and the note on it where none does or several could."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from selector.reporting.note_words import note_sentence
from tests.shot_types_read import OWN, SOME, kinds, led_to, own_rules, rules_for, scene_of


@pytest.mark.parametrize(
    ("shot_type", "leads_to", "noted"),
    [
        ("Close-Up Shot", "close_up", []),
        ("CU 3", "close_up", []),
        ("C.U. on Mara", "close_up", ["shot_partly_read"]),
        ("Medium two-shot", "two_shot", []),
        ("wide shot, two riders", "wide_shot", ["shot_partly_read"]),
        ("two", "two_shot", []),
        ("two of the riders", "default", ["default_rule"]),
        ("insert, close-up", "close_up", []),
        ("OTS", "default", ["default_rule", "no_rule_for_shot_name"]),
        ("POV", "default", ["default_rule"]),
        ("MLS", "default", ["default_rule", "no_rule_for_shot_name"]),
        ("close-up to wide", "default", ["default_rule", "several_shot_names", "shot_partly_read"]),
        ("two-shot, close-up / wide", "two_shot", ["several_shot_names"]),
        ("Close Shot", "default", ["default_rule", "ambiguous_shot"]),
        ("close shot (CU)", "close_up", []),
        ("LS, long shot", "default", ["default_rule", "several_shot_names"]),
        ("Pan", "default", ["default_rule"]),
        ("montage", "default", ["default_rule"]),
        ("default", "default", []),
    ],
)
def test_the_rule_is_that_of_the_coverage_else_of_the_size_else_default(
    shot_type: str, leads_to: str, noted: list[str]
) -> None:
    rules = rules_for(SOME)
    assert led_to(shot_type, rules) == leads_to
    assert kinds(shot_type, rules) == noted


def test_a_name_leads_to_the_only_rule_whose_own_words_read_as_it() -> None:
    rules = rules_for({"ecu": {}, "Waist-up shot": {}, "ms": {}, "detail of it": {}})
    assert led_to("extreme close-up", rules) == "ecu"
    assert led_to("mid shot 2", rules) == "default", "two rules read as medium"
    assert led_to("insert", rules) == "default"


def test_a_rule_s_own_spelling_settles_an_ambiguous_one_wherever_it_stands() -> None:
    rules = rules_for({**SOME, "portrait": {"spellings": ["close shot"]}})
    for shot_type in ("Close Shot", "close", "Close shot, eye level"):
        assert (led_to(shot_type, rules), kinds(shot_type, rules)) == ("portrait", [])


def test_readings_that_lead_to_rules_which_mean_the_same_are_taken_and_noted() -> None:
    rules = rules_for({**SOME, "medium_close_up": {"like": "close_up"}})
    assert led_to("Close Shot", rules) == "close_up"
    assert kinds("Close Shot", rules) == ["ambiguous_shot_taken"]
    apart = rules_for({**SOME, "medium_close_up": {"like": "close_up", "references": 1}})
    assert led_to("Close Shot", apart) == "default"
    assert led_to("Close Shot", apart.for_target("S2V-01")) == "close_up", "it takes one picture"


def test_the_names_read_are_what_conditions_on_the_shot_ask_about() -> None:
    entries = [
        {"name": name, "label": "none", "when": {"shot": name}, "because": "of the test"}
        for name in ("medium", "two_shot", "wide", "default", "ws", "mls")
    ]
    rules = rules_for(SOME, first=entries)

    def hold(shot_type: str) -> list[str]:
        steps = scene_of(shot_type, rules).shot_plan.steps
        return [step.name.name for step in steps if step.name.list == "first"]

    assert hold("Medium two-shot") == ["medium", "two_shot"]
    assert hold("wide shot, two riders") == ["wide", "ws"]
    assert hold("MLS") == ["default", "mls"]
    assert hold("montage") == ["default"]


def test_a_scene_that_another_rule_serves_is_not_noted() -> None:
    rules = rules_for(SOME, instead=[{"name": "n", "when": {"shot": "pov"}, "use": "two_shot"}])
    assert (scene_of("POV of her", rules).shot, kinds("POV of her", rules)) == ("two_shot", [])


def test_of_the_sizes_on_either_side_only_the_nearest_is_named() -> None:
    sizes = ("extreme_close_up", "close_up", "wide_shot", "extreme_wide")
    (note,) = [
        each
        for each in scene_of("MLS", rules_for({size: {} for size in sizes})).notes
        if "near" in each.values
    ]
    assert note.values["near"] == "close_up, wide_shot"


SENTENCES = {
    "MLS": (
        "The shot type `MLS` was read as `medium_wide`, but no shot rule has that name. If"
        " `close_up` or `wide_shot`, the nearest sizes with a rule, should serve it, add"
        " `spellings: [medium_wide]` to that rule."
    ),
    "OTS": (
        "The shot type `OTS` was read as `over_the_shoulder`, but no shot rule has that name. If a"
        " shot rule should serve it, add `spellings: [over_the_shoulder]` to that rule."
    ),
    "Close Shot": (
        "The shot type `Close Shot` could be `close_up` or `medium_close_up`: `close` is a close-up"
        " to some, the upper body to others. To settle it, add `spellings: [close]` to the shot"
        " rule `close_up`."
    ),
    "特写 三人": "The shot type `特写 三人` was read as `close_up` and `extreme_close_up`; *三人* was not read.",
}


@pytest.mark.parametrize("shot_type", SENTENCES)
def test_a_note_says_what_was_read_and_the_line_to_write(shot_type: str) -> None:
    *_, last = [note for note in scene_of(shot_type, rules_for(SOME)).notes if "shot" in note.kind]
    assert note_sentence(last) == SENTENCES[shot_type]


@pytest.mark.parametrize(
    ("rule", "spelling", "shot_type"),
    [
        ("close_up", "medium_wide", "MLS"),
        ("close_up", "close", "Close shot"),
        ("ots", "pov", "POV"),
    ],
)
def test_the_line_of_a_note_does_what_it_says(rule: str, spelling: str, shot_type: str) -> None:
    rules = rules_for({**SOME, "ots": {}, rule: {"spellings": [spelling]}})
    assert (led_to(shot_type, rules), kinds(shot_type, rules)) == (rule, [])


@pytest.mark.parametrize("shot_type", ["mid odd", "odd mid"])
def test_what_two_ambiguous_spellings_may_mean_is_named_in_one_order(shot_type: str) -> None:
    more = "mid: {readings: [near, far]}, odd: {readings: [far, near]}"
    rules = own_rules(OWN.replace("mid: {readings: [near, far]}", more))
    (note,) = [
        each for each in scene_of(shot_type, rules).notes if each.kind == "several_shot_names"
    ]
    assert note.values["names"] == "far, near"


HEAD = "language: 1\nname: a\nversion: '1'\n"
FILM_RULES = f"""{HEAD}shot_names: names/mine.yaml
first: [{{name: n, crop: full, when: {{shot: [medium, far]}}, because: "of the test"}}]
shots:
  close: {{priorities: [{{name: faces, crop: face, because: "of the test"}}]}}
  default: {{priorities: [{{name: all, crop: [face, full], because: "of the test"}}]}}
"""
MINE = "sizes: {close: [cu], medium: [ms], far: [ws]}\n"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film whose rules read by a file in a folder beside them."""
    folder = tmp_path / "film"
    (folder / "names").mkdir(parents=True)
    (folder / "rules.yaml").write_text(FILM_RULES)
    (folder / "names" / "mine.yaml").write_text(MINE)
    picture = "{tag: A, type: character, picture: 'https://example.com/a.png'}"
    (folder / "assets.yaml").write_text(f"pictures: [{picture}]\n")
    scenes = "".join(
        f"- {{scene: {number}, shot: {shot}, cast: [A]}}\n"
        for number, shot in enumerate(("CU 3", "MS on A", "other"), 1)
    )
    (folder / "scenes.yaml").write_text(scenes)
    return folder


def test_names_that_are_read_in_a_film_are_not_missing_from_it(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", str(film)])
    said = capsys.readouterr().err
    assert "No scene of this film has the shot type `far`" in said
    assert "has the shot type `medium`" not in said


def test_rules_are_read_out_for_a_shot_type_that_is_read(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CU", "cu, low angle"):
        assert run(["rules", str(film / "rules.yaml"), "--shot", name]) == 0
        assert "\nclose " in capsys.readouterr().out
    assert run(["rules", str(film / "rules.yaml"), "--shot", "MS"]) == 2
    assert "No shot rule is named `MS`." in capsys.readouterr().err
