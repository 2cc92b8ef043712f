"""A film's picks in short: a row for each scene, which scene to look at first; and what is written as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from selector import load_rules
from selector.cli.arguments.inputs import find_film
from selector.cli.main import run
from selector.cli.picking.shown import AsJson, Tally
from selector.cli.printing.progress import Progress
from selector.engine.selection import Selection
from selector.model.scene_number import SceneNumber
from selector.reporting.documents.picks_document import PicksDocument, scene_entry
from selector.reporting.documents.selection_document import selection_document
from selector.reporting.explaining import explain_scene
from selector.reporting.note_words import note_sentence
from selector.reporting.rows import (
    Row,
    left_out_words,
    picked_scene,
    pins_in_words,
    row_of,
    tabbed,
    who_stayed_out,
)
from selector.reporting.rules_used import rules_used
from selector.reporting.table import console_for, print_table
from selector.reporting.terminal import PLAIN, cells
from selector.review.advice.adviser import Adviser

RULES = load_rules()
NO_TEXT = os.fsdecode(b"\xff")
"""A file's name that is not UTF-8."""
POOL: list[dict[str, Any]] = [
    {"manifest_tag": "WREN", "asset_type": "CHARACTER", "is_face_crop": True},
    {"manifest_tag": "JUNA", "asset_type": "CHARACTER"},
    {"manifest_tag": "HARBOUR", "asset_type": "ENVIRONMENT"},
    {"manifest_tag": "KEY", "asset_type": "PROP"},
    {"manifest_tag": "FERRY", "asset_type": "VEHICLE"},
]


def row(index: int, shot_type: str, *tags: str, pool: list[dict[str, Any]] | None = None) -> Row:
    """The row of a scene that places these tags, the first of them as its subject."""
    placements = [
        {"asset_tag": tag, "role": "prop" if place else "subject"} for place, tag in enumerate(tags)
    ]
    manifest = {
        "scene_index": index,
        "composition": {"shot_type": shot_type},
        "placements": placements,
    }
    return row_of(picked_scene(RULES.select(manifest, POOL if pool is None else pool)), "")


NOTHING_PLACED: list[dict[str, str]] = []
ALL_IN = row(1, "establishing", "HARBOUR", "KEY")
NOT_ASKED_FOR = row(2, "close_up", "WREN", "KEY")
FULL = row(3, "establishing", "HARBOUR", "KEY", "FERRY", "JUNA", "WREN")
MISSING = row(4, "close_up", "WREN", "GULL")
NO_PLACEMENTS = row(5, "close_up")
EMPTY_POOL = row(6, "close_up", pool=[])


PINNED = """language: 1
name: pinned
version: "1"
pin: [{name: ship, of: GULL}, {name: rain, label: rain}]
never: [{name: keys, type: prop}]
shots: {default: {priorities: [{name: anyone, type: character}]}}
scenes: {12: {pin: [{of: KEY}]}}
"""


def pinned(index: int) -> Selection:
    manifest = {"scene_index": index, "composition": {"shot_type": "wide"}, "placements": []}
    manifest["placements"] = [{"asset_tag": tag, "role": "subject"} for tag in ("WREN", "KEY")]
    return load_rules(text=PINNED, name="pins.yaml").select(manifest, POOL)


def test_a_pin_by_name_that_is_not_sent_stands_in_its_row_and_below_the_table() -> None:
    row = row_of(picked_scene(pinned(12)), "")
    assert pins_in_words(row) == ("PINNED, NOT SENT: of KEY", "PINNED, NOT SENT: ship")
    assert tabbed(row).split("\t")[5].startswith("PINNED, NOT SENT: of KEY, PINNED, ")
    console = console_for(PLAIN, 100)
    with console.capture() as capture:
        print_table([row], console)
    assert "PINNED, NOT SENT: ship" in " ".join(capture.get().split())
    tally = Tally()
    tally.add(FULL)
    tally.add(row)
    tally.add(NOT_ASKED_FOR)
    assert (tally.with_pins_not_sent, tally.pins_not_sent_in) == (1, [12])
    assert (tally.worth_a_look, tally.with_missing) == (12, 0)


def test_why_of_one_tag_says_what_became_of_the_pin_that_asks_for_it() -> None:
    text = PINNED.replace("{of: KEY}", "{of: FERRY}")
    manifest = {"scene_index": 12, "composition": {"shot_type": "wide"}, "placements": []}
    selection = load_rules(text=text, name="pins.yaml").select(manifest, POOL)
    heading = (
        "Pinned, and not sent:\n  - The pin `of FERRY` (pins.yaml:7:26) sent nothing: the scene"
    )
    asked = explain_scene(selection, Adviser(selection), tag="FERRY", columns=200)
    assert f"The scene does not place it.\n\n{heading}" in asked
    assert "write `unplaced: true`" in asked
    assert "place the tag" not in asked
    assert "`ship`" not in asked
    other = explain_scene(selection, Adviser(selection), tag="WREN", columns=200)
    assert "Pinned" not in other
    assert "To let the scene use it, place the tag WREN in the scene." in other


def test_why_of_a_scene_names_pins_that_were_not_sent_before_what_is_left_out() -> None:
    said = explain_scene(pinned(12), None, columns=200)
    pins, left_out, notes = map(
        said.index, ("Pinned, and not sent:", "Left out:", "Worth knowing:")
    )
    assert pins < left_out < notes
    assert said.count("The pin `ship`") == 1


UNKNOWN, UNMET = (
    "no picture of the film has that name, tag or id",
    "no picture of the film meets all its conditions",
)


@pytest.mark.parametrize(
    ("pin", "reason", "more"),
    [
        ("{of: WREN, picture: KEY}", UNMET, " KEY (k) is a picture of The key."),
        ("{of: NOBODY, picture: k}", UNKNOWN, " KEY (k) is a picture of The key."),
        ("{of: WREN, picture: [KEY, WREN], label: none}", UNMET, ""),
        ("{of: WREN, picture: NONE}", UNKNOWN, ""),
        ("{of: KEY, label: none}", UNMET, ""),
        ("{of: NOBODY}", UNKNOWN, ""),
    ],
)
def test_a_pin_of_another_ones_picture_names_what_is_there(
    pin: str, reason: str, more: str
) -> None:
    text = PINNED.replace("{of: KEY}", pin)
    manifest = {"scene_index": 12, "composition": {"shot_type": "wide"}, "placements": []}
    key = {"manifest_tag": "KEY", "asset_type": "PROP", "id": "k", "name": "The key"}
    pool = [key if asset["manifest_tag"] == "KEY" else asset for asset in POOL]
    selection = load_rules(text=text, name="pins.yaml").select(manifest, pool)
    problem, *_ = selection.problems
    assert note_sentence(problem).endswith(f" sent nothing: {reason}.")
    says = selection_document(selection, None, "").problems[0].says
    assert says.endswith(f" sent nothing: {reason}.{more}")


def test_the_json_of_a_scene_lists_pins_by_name_that_are_not_sent_as_problems() -> None:
    selection = pinned(12)
    picks = scene_entry(picked_scene(selection), "")
    kinds = ["named_pin_not_sent", "named_pin_not_sent"]
    assert [problem.kind for problem in picks.problems] == kinds
    assert [problem.says for problem in picks.problems] == [
        "The pin `of KEY` sent nothing: the ban `keys` excludes what it asks for.",
        "The pin `ship` sent nothing: no picture of the film has that name, tag or id.",
    ]
    why = selection_document(selection, None, "")
    assert why.problems == tuple(note for note in why.notes if note.kind == "named_pin_not_sent")
    assert [problem.values for problem in why.problems] == [
        dict(problem.values) for problem in selection.problems
    ]
    banned, unknown = (problem.says for problem in why.problems)
    assert banned == (
        "The pin `of KEY` (pins.yaml:7:26) sent nothing: the ban `keys` (pins.yaml:5:16) excludes"
        " what it asks for."
    )
    assert unknown.startswith("The pin `ship` (pins.yaml:4:14) sent nothing: no picture")


def test_who_is_pinned_by_name_in_a_shot_without_references_is_a_problem() -> None:
    text = PINNED.replace("default: {", "default: {references: 0, ").replace("of: GULL", "of: JUNA")
    manifest = {"scene_index": 1, "composition": {"shot_type": "wide"}, "placements": []}
    selection = load_rules(text=text, name="pins.yaml").select(manifest, POOL)
    assert [note_sentence(problem) for problem in selection.problems] == [
        "The pin `ship` sent nothing: this shot sends no references."
    ]
    others = [note for note in selection.notes if note.kind == "pin_not_sent"]
    assert [note.values["entry"].rpartition("/")[2] for note in others] == ["rain"]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (ALL_IN, ()),
        (NOT_ASKED_FOR, ("not asked for: 1",)),
        (FULL, ("all references taken: 2",)),
        (MISSING, ()),
        (NO_PLACEMENTS, ("nothing is placed",)),
        (EMPTY_POOL, ("no pictures at all",)),
    ],
)
def test_a_row_says_what_is_left_out_or_why_there_is_nothing(
    shown: Row, words: tuple[str, ...]
) -> None:
    assert left_out_words(shown) == words
    assert tabbed(shown).split("\t")[-2] == ", ".join(words)


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([ALL_IN], None),
        ([ALL_IN, NOT_ASKED_FOR], 2),
        ([ALL_IN, NO_PLACEMENTS], 5),
        ([NOT_ASKED_FOR, FULL], 3),
        ([FULL, NOT_ASKED_FOR, MISSING], 4),
        ([MISSING, FULL], 4),
    ],
)
def test_the_scene_to_look_at_lacks_a_picture_or_left_one_out_for_want_of_slots(
    rows: list[Row], first: int | None
) -> None:
    tally = Tally()
    for each in rows:
        tally.add(each)
    assert tally.worth_a_look == first


def test_the_scene_to_look_at_is_the_first_whose_pick_changed() -> None:
    tally = Tally()
    tally.add(MISSING)
    tally.add(ALL_IN, is_changed=True)
    tally.add(FULL, is_changed=True)
    assert tally.worth_a_look == ALL_IN.scene


def _as_it_is(_film: Path) -> None: ...


def _without_scenes(film: Path) -> None:
    (film / "scenes.yaml").write_text("scenes: []\n")


def _with_a_broken_scene(film: Path) -> None:
    with (film / "scenes.yaml").open("a") as scenes:
        scenes.write(
            "  - {scene_index: 4, composition: {shot_type: insert}, placements: [{asset_tag: MARA}]}\n"
        )


@pytest.mark.parametrize("change", [_as_it_is, _without_scenes, _with_a_broken_scene])
@pytest.mark.parametrize(
    ("name", "more"), [("特写", []), ("特写", ["--dry-run"]), (NO_TEXT, ["--dry-run"])]
)
def test_what_is_written_scene_by_scene_is_the_document_that_its_schema_is_made_from(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], None],
    name: str,
    more: list[str],
) -> None:
    film = tmp_path / name
    assert run(["new", "film", str(film)]) == 0
    change(film)
    capsys.readouterr()
    run(["pick", str(film), "--format", "json", *more])
    written = json.loads(capsys.readouterr().out)
    document = PicksDocument.model_validate(written)
    assert document.film.folder == str(film)
    assert document.model_dump(mode="json") == written
    assert list(written) == list(PicksDocument.model_fields)


def test_each_scene_is_written_before_the_next_is_picked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "film", str(tmp_path / "film")]) == 0
    film, _ = find_film(str(tmp_path / "film"))
    capsys.readouterr()
    shown = AsJson(rules_used(RULES), "film", film.title)
    for index in (1, 2, 3):
        manifest = {
            "scene_index": index,
            "composition": {"shot_type": "wide"},
            "placements": NOTHING_PLACED,
        }
        scene = picked_scene(RULES.select(manifest, POOL))
        shown.scene(scene, f"Scene {index}", Progress("scenes"))
        assert f"Scene {index}" in capsys.readouterr().out


def test_json_stays_json_where_the_readers_encoding_lacks_its_letters(tmp_path: Path) -> None:
    assert run(["new", "film", str(tmp_path / "特写 🎬")]) == 0
    told = [
        sys.executable,
        "-m",
        "selector",
        "pick",
        "特写 🎬",
        "--dry-run",
        "--format",
        "json",
    ]
    environ = os.environ | {"PYTHONIOENCODING": "ascii"}
    printed = subprocess.run(
        told, cwd=tmp_path, env=environ, capture_output=True, check=True
    ).stdout.decode("ascii")
    assert json.loads(printed)["film"]["folder"] == "特写 🎬"


def test_a_decision_is_told_as_json_for_a_film_whose_name_is_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film, database = str(tmp_path / NO_TEXT), f"sqlite:///{tmp_path}/films.sqlite"
    assert run(["new", "film", film]) == 0
    assert run(["pick", film, "--db", database]) == 0
    capsys.readouterr()
    assert run(["why", film, "1", "--db", database, "--decision", "last", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["film"] == film


def test_changes_that_help_only_together_are_steps_of_a_list_also_for_a_whole_scene() -> None:
    text = """\
language: 1
name: t
version: "1"
references: 1
never: [{name: no-things, type: prop}, {name: really-not, type: prop}]
shots: {default: {priorities: [{name: all, type: [character, prop]}]}}
"""
    placements = [{"asset_tag": tag, "role": "subject"} for tag in ("WREN", "KEY")]
    manifest = {"composition": {"shot_type": "wide"}, "placements": placements}
    selection = load_rules(text=text).select(manifest, POOL)
    page = explain_scene(selection, Adviser(selection), columns=300)
    assert (
        "     To send it, make all 3 changes, which help only together:\n"
        "     - Delete the ban `no-things` (rules:5:16).\n"
        "     - Delete the ban `really-not` (rules:5:47).\n"
        "     - Write `references: 2` at the top of rules, if the video model takes so many.\n"
        "     Other scenes can change.\n"
    ) in page


def test_the_table_names_the_file_that_goes_and_who_stayed_out() -> None:
    pool: list[dict[str, Any]] = [
        {"manifest_tag": "ADA", "asset_type": "CHARACTER", "quality_score": 3},
        {"manifest_tag": "ADA", "asset_type": "CHARACTER", "quality_score": 2},
        {"manifest_tag": "ADA", "asset_type": "CHARACTER", "quality_score": 9},
        *({"manifest_tag": tag, "asset_type": "PROP"} for tag in "BCDEFGH"),
    ]
    for number, picture in enumerate(pool):
        picture["reference_image_url"] = f"pictures/of {number}/ada-{number}.png?v=2"
    shown = row(1, "close_up", "ADA", *"BCDEFGH", pool=pool)
    assert (shown.references, shown.files) == (("ADA",), ("ada-2.png",))
    assert who_stayed_out(shown) == (
        "not asked for: B, C, D, E, F, 2 more",
        "another picture of it is sent: ADA (2 pictures)",
    )
    console = console_for(PLAIN, 120)
    with console.capture() as capture:
        print_table([shown], console)
    assert "1 ADA ada-2.png" in capture.get()
    assert "not asked for: B, C, D, E, F" in capture.get()


LONG = Row(
    scene=7,
    title="A title of several words that ends in TITLE",
    shot_type="close_up",
    rule="default",
    references=("WREN", "A_TAG_THAT_IS_FAR_TOO_LONG_FOR_ITS_COLUMN", "李小龙"),
    crops=("face", "full", "full"),
    left_out={"meets_no_priority": 2, "slots_full": 1},
    nothing=None,
    missing=("GULL",),
    files=("wren.jpg", "long.jpg", "dragon.jpg"),
    stayed_out={"meets_no_priority": ("LANTERN", "SLEDGE"), "slots_full": ("BUOY",)},
)


def on_screen(rows: list[Row], columns: int) -> list[str]:
    console = console_for(PLAIN, columns)
    with console.capture() as capture:
        print_table(rows, console)
    return [line.rstrip() for line in capture.get().rstrip().splitlines()]


def test_what_does_not_fit_its_column_goes_on_to_the_right_of_its_mark() -> None:
    assert on_screen([LONG], 80)[3:] == [
        " 7   A title of several       1 WREN (face) wren.jpg    - MISSING: GULL",
        "     words that ends in       2 A_TAG_THAT_IS_FAR_TOO   - not asked for:",
        "     TITLE                      _LONG_FOR_ITS_COLUMN      LANTERN, SLEDGE",
        "     close_up (default)         long.jpg                - all references taken:",
        "                              3 李小龙 dragon.jpg         BUOY",
    ]


def test_that_there_is_nothing_to_leave_out_is_no_point_of_a_list() -> None:
    bare = replace(LONG, left_out={}, missing=(), stayed_out={}, nothing="empty_pool")
    lines = on_screen([bare], 80)
    assert any(line.endswith("   no pictures at all") for line in lines)


def test_a_narrow_window_gets_the_table_in_one_column() -> None:
    assert on_screen([LONG], 50)[1:] == [
        " #   Scene, pictures, left out",
        " ────────────────────────────────────────────────",
        " 7   A title of several words that ends in TITLE",
        "     close_up (default)",
        "     1 WREN (face) wren.jpg",
        "     2 A_TAG_THAT_IS_FAR_TOO_LONG_FOR_ITS_COLUMN",
        "       long.jpg",
        "     3 李小龙 dragon.jpg",
        "     - MISSING: GULL",
        "     - not asked for: LANTERN, SLEDGE",
        "     - all references taken: BUOY",
    ]


@pytest.mark.parametrize("number", [7, 1_234, "SH020-0130-B of the pilot"])
@pytest.mark.parametrize("kind", ["short", "long"])
def test_in_no_window_is_anything_cut_off(number: SceneNumber, kind: str) -> None:
    """Every word that fits a column is there, and what is wider is there in pieces."""
    words = {"WREN", "wren.jpg", "long.jpg", "GULL", "LANTERN,", "SLEDGE", "BUOY"}
    shown = replace(LONG, scene=number)
    if kind == "short":
        shown = replace(shown, title="", references=("WREN", "A", "B"))
    for columns in range(40, 131):
        lines = on_screen([shown, NO_PLACEMENTS, replace(ALL_IN, scene=number)], columns)
        assert max(map(cells, lines)) <= columns
        assert words <= {word for line in lines for word in line.split()}, columns
        assert "placed" in " ".join(lines).split()
