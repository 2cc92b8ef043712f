"""What is said of a scene, in full: each folder of tests/cases holds rules, a scene and a pool, and the text expected.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.advice import Advice, FileToChange, Option, PutEarlier, Write
from selector.model.left_out import CannotBeSent, PassedOver, Reason
from selector.model.picks import Note
from selector.model.problem import Source
from selector.reading.load import check_rules, load_rules
from selector.reporting.advice_words import Help, for_all, what_would_help
from selector.reporting.chance_words import chances_of, why_left_out
from selector.reporting.documents.selection_document import selection_document
from selector.reporting.explaining import explain_scene
from selector.reporting.note_words import note_sentence
from selector.reporting.rows import HEADINGS, picked_scene, row_of, tabbed
from selector.reporting.terminal import Ink
from selector.reporting.words import SHORT, why_not
from selector.review.advice.adviser import Adviser
from tests.advice_in_words import FACTS
from tests.commands import as_document
from tests.expected import expect

HEAD = 'language: 1\nname: a-case\nversion: "1"\n'
CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/scene.json"))


def selection_of(case: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Selection, str]:
    monkeypatch.chdir(case)
    manifest = json.loads(Path("scene.json").read_text("utf-8"))
    pool = json.loads(Path("pool.json").read_text("utf-8"))
    assets = AssetPool(pool, usable=lambda asset: asset.get("can_be_sent", True))
    return load_rules("rules.yaml").select(manifest, assets), manifest.get("title", "")


def rules_of(text: str) -> Rules:
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    assert rules, problems
    return rules


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_scene_is_told_in_these_words(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    selection, title = selection_of(case, monkeypatch)
    tag = case / "tag.txt"
    said = (
        explain_scene(selection, Adviser(selection), title, tag=tag.read_text("utf-8").strip())
        if tag.exists()
        else explain_scene(selection, Adviser(selection), title)
    )
    expect(said + "\n", case / "expected.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_colour_and_width_change_no_word(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    selection, title = selection_of(case, monkeypatch)
    narrow = explain_scene(selection, Adviser(selection), title, ink=Ink(on=True), columns=48)
    words = re.sub(r"\x1b\[[0-9;]*m", "", narrow).split()
    assert words == explain_scene(selection, Adviser(selection), title).split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_on_a_terminal_what_would_help_is_as_plain_as_any_sentence(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    selection, title = selection_of(case, monkeypatch)
    told = explain_scene(selection, Adviser(selection), title, ink=Ink(on=True), columns=4_000)
    assert "\x1b[2m  " not in told
    in_one_line = " ".join(told.split())
    for passed in selection.passed_over:
        words = what_would_help(Adviser(selection).advice(passed), is_brief=True).lead
        assert (
            passed.reason.kind == "not_placed"
            or f" {words} " in f"{in_one_line} "
            or "\n     For " in told
        )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_answer_as_json_keeps_its_schema(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    selection, title = selection_of(case, monkeypatch)
    document = as_document(
        selection_document(selection, Adviser(selection), title).model_dump_json(), "selection"
    )
    assert document["tags"] == list(selection.tags)
    assert sum(document["counts"].values()) == len(document["passed_over"])


def test_the_cases_show_every_kind_of_reason_and_of_note(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons, notes = set(), set()
    for case in CASES:
        selection, _ = selection_of(case, monkeypatch)
        reasons |= {passed.reason.kind for passed in selection.passed_over}
        notes |= {note.kind for note in selection.notes}
    assert (
        reasons
        == set(SHORT)
        == {kind.__dataclass_fields__["kind"].default for kind in get_args(Reason)}
    )
    # only rows of a database have it: tests/db/test_scene_numbers_of_pipelines.py
    notes.add("other_scene_index")
    # as above: tests/db/test_dialogue_and_cleaned_pictures.py
    notes.add("dialogue_not_read")
    # only stored decisions have them: tests/db/test_one_scene_of_a_project.py
    notes |= {"scene_before_not_picked", "scene_before_by_other_rules"}
    assert notes == set(
        re.findall(r"'(\w+)'", Note.__dataclass_fields__["kind"].type.replace('"', "'"))
    )


def test_no_word_of_a_programmer_is_said() -> None:
    for case in CASES:
        said = (case / "expected.txt").read_text("utf-8")
        assert not re.search(
            r"\b(None|True|False|null|dict|predicate|payload|candidate)\b|[ \t]\n", said
        )


def test_a_row_in_a_pipe_has_a_value_for_every_heading_and_no_stray_tab(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for case in CASES:
        selection, _ = selection_of(case, monkeypatch)
        assert (
            tabbed(row_of(picked_scene(selection), "a\ttitle\nof two lines")).count("\t")
            == len(HEADINGS) - 1
        )


def test_what_would_help_several_pictures_is_said_once_below_them_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = 0
    for case in CASES:
        selection, title = selection_of(case, monkeypatch)
        told = " ".join(explain_scene(selection, Adviser(selection), title).split())
        out = [each for each in selection.passed_over if each.reason.kind != "not_placed"]
        adviser = Adviser(selection)
        helps: dict[Help, list[Advice]] = {}
        for each in out:
            words = what_would_help(adviser.advice(each), is_brief=True)
            helps.setdefault(words, []).append(adviser.advice(each))
        for words, advice in helps.items():
            said = words
            if len(advice) > 1:
                said = for_all(advice[0], len(advice), is_brief=True)
            listed = " ".join([said.lead, *(f"- {item}" for item in said.items), said.rest])
            assert told.count(listed.strip()) == 1
            assert (said.lead[:4] == "For ") == (len(advice) > 1)
            shared += len(advice) > 1
        chances = chances_of(selection)
        reasons = Counter(
            why_left_out(each, selection.shot, chances.get(each.facts.place if each.facts else -1))
            for each in out
        )
        assert all(told.count(reason) >= times for reason, times in reasons.items())
    assert shared


def test_the_name_of_a_priority_is_said_as_it_is_written() -> None:
    limit = Write(key="at_most", value=2, shot="close_up", priority="keep it safe")
    reason = CannotBeSent(why=None)
    option = Option(changes=(PutEarlier(than=FACTS), limit))
    advice = Advice(reason=reason, file=FileToChange(name="a.yaml"), options=(option,))
    assert str(what_would_help(advice)) == (
        "To send it, make both changes, which help only together: (1) Put it just before WREN"
        " (picture 1 of the film) in the assets. (2) Write `at_most: 2` in the priority `keep it safe`."
    )


@pytest.mark.parametrize(("shot_type", "meant"), [("tow shot", "two_shot"), ("medium", None)])
def test_a_shot_type_that_only_default_serves_is_told_the_rule_it_is_near_to(
    shot_type: str, meant: str | None
) -> None:
    manifest = {"composition": {"shot_type": shot_type}, "placements": []}
    nothing = load_rules().select(manifest, AssetPool([]))
    told = " ".join(explain_scene(nothing, Adviser(nothing)).split())
    assert (f"so this scene uses the shot rule `default`. Did you mean `{meant}`?" in told) == (
        meant is not None
    )


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("its file lies outside the film's folder", "its file is outside the film folder"),
        (
            "its file is a drawing in SVG, not an image",
            "its file is an SVG drawing, which video models do not take",
        ),
        ("it has no picture", "it has no path or address"),
        ("its file is missing", "its file is missing"),
    ],
)
def test_a_text_of_a_record_is_said_as_one_says_it_today(recorded: str, said: str) -> None:
    out = PassedOver(
        tag="WREN", asset=None, facts=None, placement=None, reason=CannotBeSent(why=recorded)
    )
    assert why_not(out, "default") == f"It cannot be sent: {said}."


def test_a_note_of_a_record_is_said_as_one_says_it_today() -> None:
    note = Note(kind="unread_scene_index", values={"found": "text of invisible characters alone"})
    assert "is text that consists only of invisible characters, which" in note_sentence(note)
