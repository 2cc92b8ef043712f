"""The tables of `docs/meaning.md` say what the program does (that of the conditions is compared in `test_house`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from selector import load_rules
from selector.engine.rules import Rules
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS, NAME
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.model.codes import CODES
from selector.reading.shape.ruleset_shape import RuleFileShape, SceneRuleShape, ShotShape
from selector.reading.targets import known_models
from tests.documents import ROOT

PAGE = (ROOT / "docs" / "meaning.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """The cells of the one table under a heading, without its head."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def words_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_table_of_keys_says_where_each_may_be_written() -> None:
    said: dict[str, set[str]] = {}
    for keys, where, *_ in table("Keys"):
        places = {"edit"} if where.startswith("an edit in ") else {*where.split(", ")}
        for key in words_in(keys):
            said.setdefault(key, set()).update(places)
    assert said == where_keys_are_written()


def where_keys_are_written() -> dict[str, set[str]]:
    """Every key that is not a condition, with the things that have it."""
    tables: list[tuple[str, Iterable[str]]] = [
        ("top", RuleFileShape.model_fields),
        ("shot rule", ShotShape.model_fields),
        ("scene", SceneRuleShape.model_fields),
        *((each.entry, (NAME, WHEN, *each.words)) for each in ENTRY_LISTS.values()),
        ("edit", EDIT_WORDS),
    ]
    found: dict[str, set[str]] = {}
    for place, keys in tables:
        for key in keys:
            found.setdefault(key, set()).add(place)
    return found


def test_the_table_of_keys_names_every_list_whose_entries_may_be_edits() -> None:
    [where] = [where for _, where, *_ in table("Keys") if where.startswith("an edit in ")]
    assert {*words_in(where)} == {key for key, each in ENTRY_LISTS.items() if each.edits}


def test_a_needed_key_is_called_needed() -> None:
    needed = {"language", "name", "version", "shots"}
    cells = [keys.partition("(needed") for keys, *_ in table("Keys")]
    said = {key for keys, needs, _ in cells if needs for key in words_in(keys)}
    assert said == needed
    for key in ("language", "name", "version"):
        assert RuleFileShape.model_fields[key].is_required()


def test_the_table_of_conditions_on_the_scene_has_all_of_them() -> None:
    found = [key for keys, *_ in table("Conditions on the scene") for key in words_in(keys)]
    assert found == [*SCENE_CONDITIONS]
    assert len(table("Conditions")) == len(CONDITIONS)


def test_the_table_of_video_models_says_what_is_known_of_them() -> None:
    refusals = {
        None: "nothing that is known",
        "asset": "the type `style`",
        "face": "all but face crops",
    }
    for name, references, refuses in table("For which video model"):
        model = known_models()[name.strip("`")]
        assert str(model.references) == references
        assert refusals[model.one_kind] == refuses


def test_the_table_of_warnings_has_all_that_a_check_of_rules_gives() -> None:
    assert [tuple(row) for row in table("What the check warns of")] == [
        (code, row.title)
        for code, row in CODES.items()
        if row.severity == "warning" and code[0] in "RY"
    ]


# ---- shot names

READ = {
    "CU on Wren": "close_up",
    "C.U. 2": "close_up",
    "Gros plan": "close_up",
    "Medium two-shot": "two_shot",
    "Pan, wide shot, two riders": "wide_shot",
    "MLS": "default",
    "Close Shot": "default",
    "LS": "default",
    "MS to CU": "default",
}
"""What a storyboard writes, and the rule that serves it among those of `SOME`."""
SOME = ("close_up", "two_shot", "medium", "wide_shot")


def rules_of(*names: str) -> Rules:
    """Rules in which no two shots mean the same."""
    shots = "".join(
        f"  {name}: {{references: {number}, priorities: [{{name: all, crop: [face, full]}}]}}\n"
        for number, name in enumerate([*names, "default"], 1)
    )
    return load_rules(
        text=f'language: 1\nname: n\nversion: "1"\nshot_names: standard\nshots:\n{shots}'
    )


def serving(shot_type: str, *names: str) -> tuple[str, set[str]]:
    """The rule that serves a shot type among rules of these names, and the kinds of the notes."""
    scene = {"composition": {"shot_type": shot_type}, "placements": []}
    selection = rules_of(*names).select(scene, [])
    return selection.shot, {note.kind for note in selection.notes}


def test_every_storyboard_of_the_table_is_tried() -> None:
    assert [each for cell, *_ in table("Shot names") for each in words_in(cell)] == [*READ]


@pytest.mark.parametrize("shot_type", READ)
def test_a_storyboard_of_the_table_is_served_by_the_rule_that_it_says(shot_type: str) -> None:
    assert serving(shot_type, *SOME)[0] == READ[shot_type]


def test_what_else_the_table_says_of_shot_names() -> None:
    assert serving("Medium two-shot", "medium")[0] == "medium"
    assert serving("Pan, wide shot, two riders", "two_shot")[0] == "default"
    assert serving("Pan, wide shot, two riders", "wide")[0] == "wide"
    assert serving("MLS", *SOME, "medium_wide")[0] == "medium_wide"
    assert "no_rule_for_shot_name" in serving("MLS", *SOME)[1]
    assert "ambiguous_shot" in serving("Close Shot", *SOME)[1]
    assert "several_shot_names" in serving("MS to CU", *SOME)[1]
