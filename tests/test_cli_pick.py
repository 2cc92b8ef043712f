"""`selector pick`: what a director sees, what a pipe gets, what the database keeps, and what happens if it cannot."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from selector.cli.main import run
from selector.cli.printing.output import options_typed
from selector.cli.printing.progress import Progress
from selector.reporting.rows import HEADINGS
from tests import terminals
from tests.commands import as_document, called
from tests.forked import PROGRAM


def kept(film: Path) -> list[tuple[int, list[str] | None]]:
    with sqlite3.connect(film / "selector.sqlite") as database:
        rows = database.execute(
            "select scene_index, selected_reference_tags from scene_manifests order by 1"
        )
        return [(index, json.loads(tags) if tags else None) for index, tags in rows]


def append_scene(film: Path, text: str) -> None:
    with (film / "scenes.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


MISSING = """
  - scene_index: 4
    title: "Where\\tis it"
    composition: {shot_type: insert}
    placements: [{asset_tag: KETTLES, role: subject}]
"""
BROKEN = """
  - scene_index: 4
    composition: {shot_type: insert}
    placements: [{asset_tag: MARA}]
"""


def test_a_pipe_gets_one_line_a_scene_with_tabs_and_the_rest_goes_to_standard_error(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append_scene(film, MISSING)
    assert run(["pick", "my-film"]) == 0
    out, err = capsys.readouterr()
    assert [line.split("\t") for line in out.splitlines()] == [
        list(HEADINGS),
        ["1", "The kitchen, early", "establishing", "establishing", "KITCHEN,KETTLE", "", ""],
        [
            "2",
            "It drips",
            "two_shot",
            "two_shot",
            "MARA,TOM,KITCHEN",
            "not asked for: 1, another picture of it is sent: 1",
            "",
        ],
        ["3", "Mara has an idea", "close_up", "close_up", "MARA,MARA,KITCHEN", "", ""],
        ["4", "Where\\tis it", "insert", "default", "", "", "KETTLES"],
    ]
    assert err == (
        "4 scenes, 8 references. Scene 4 places a tag that no picture has.\n"
        "Rules: default 1.0.0, the rules that come with selector.\n"
        "Stored in `my-film/selector.sqlite`.\n"
        "Next: `selector why my-film 4` says what is sent with scene 4, and why.\n"
    )
    assert kept(film) == [
        (1, ["KITCHEN", "KETTLE"]),
        (2, ["MARA", "TOM", "KITCHEN"]),
        (3, ["MARA", "MARA", "KITCHEN"]),
        (4, []),
    ]


def test_a_dry_run_shows_the_same_and_keeps_nothing(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", "my-film", "--dry-run"]) == 0
    dry = capsys.readouterr()
    assert not (film / "selector.sqlite").exists()
    assert "Nothing was stored (`--dry-run`).\n" in dry.err
    assert run(["pick", "my-film"]) == 0
    assert capsys.readouterr().out == dry.out


def test_the_rules_named_come_before_the_films_own_and_these_before_the_shipped(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "rules", "named.yaml"])
    run(["new", "rules", "my-film/rules.yaml"])
    capsys.readouterr()
    assert run(["pick", "my-film", "--dry-run"]) == 0
    assert "Rules: my-film 1.0.0, my-film/rules.yaml.\n" in capsys.readouterr().err
    assert run(["pick", "my-film", "--dry-run", "--rules", "named.yaml"]) == 0
    assert "Rules: named 1.0.0, named.yaml.\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--rules", "one picture.yaml"],
        ["--rules", "place_first"],
        ["--target", "S2V-01"],
        ["--rules", "one picture.yaml", "--target", "kling-video-o1"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("stored_in", ["a folder", "a database"])
@pytest.mark.parametrize("is_stored", [False, True])
def test_the_command_to_go_on_with_explains_what_was_just_picked(
    film: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    stored_in: str,
    *,
    is_stored: bool,
) -> None:
    Path("one picture.yaml").write_text(
        "language: 1\nname: one\nversion: '1'\nreferences: 1\n"
        "shots: {default: {priorities: [{name: the-place, type: environment}]}}\n"
    )
    pick = ["pick", "my-film", *options]
    if stored_in == "a database":
        assert run(["pick", "my-film"]) == 0
        pick = ["pick", "my-film/selector.sqlite", *options]
    if not is_stored:
        pick.append("--dry-run")
    capsys.readouterr()
    for _ in range(2):  # the second time, what is stored is only shown again
        assert run(pick) == 0
        printed = capsys.readouterr()
        (command,) = re.findall(
            r"^Next: `selector (.+)` says what is sent with scene .+, and why\.$",
            printed.err,
            re.MULTILINE,
        )
        why = shlex.split(command)
        assert why[3:] == options
        sent = {line.split("\t")[0]: line.split("\t")[4] for line in printed.out.splitlines()}
        assert run([*why, "--format", "json"]) == 0
        answer = as_document(capsys.readouterr().out, "why")["selection"]
        assert ",".join(answer["tags"]) == sent[why[2]]
        assert f"Rules: {answer['rules']['name']} " in printed.err


def test_the_command_to_go_on_with_names_the_database_that_was_named(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for pick in (["pick", "my-film", "--db", "other films.sqlite"],) * 2:
        assert run(pick) == 0
        printed = capsys.readouterr()
        (command,) = re.findall(
            r"^Next: `selector (.+)` says what is sent with scene .+, and why\.$",
            printed.err,
            re.MULTILINE,
        )
        assert command.endswith(" --db 'other films.sqlite' --decision last")
        assert run(shlex.split(command)) == 0
        printed = capsys.readouterr()
        assert "(decision 1;" in printed.out
        assert not printed.err


def test_a_command_to_copy_repeats_no_password() -> None:
    address = "postgresql://mara:se-cret@host/films"
    assert options_typed(db=address) == " --db 'postgresql://mara:***@host/films'"
    assert (
        options_typed(include=("deleted", "inherited")) == " --include deleted --include inherited"
    )


@pytest.mark.parametrize(
    ("scenes", "wanted"),
    [
        (["2"], ["2"]),
        (["1-2"], ["1", "2"]),
        (["3", "1"], ["1", "3"]),
        (["1,3"], ["1", "3"]),
        (["2-999999999"], ["2", "3"]),
    ],
)
def test_only_the_scenes_asked_for_are_picked(
    film: Path, capsys: pytest.CaptureFixture[str], scenes: list[str], wanted: list[str]
) -> None:
    assert run(["pick", "my-film", *[word for each in scenes for word in ("--scene", each)]]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()[1:]] == wanted
    assert [str(index) for index, _ in kept(film)] == wanted


def noted_of_ranges(
    film: Path, capsys: pytest.CaptureFixture[str], order: str, scenes: str
) -> tuple[list[str], list[str]]:
    """The scenes that are picked from a film with these numbers, and the notice about others."""
    scene = "- {{scene_index: {}, composition: {{shot_type: wide}}, placements: []}}\n"
    (film / "scenes.yaml").write_text("".join(map(scene.format, order.split())), "utf-8")
    assert run(["pick", "my-film", "--dry-run", "--scene", scenes]) == 0
    told = capsys.readouterr()
    picked = [line.split("\t")[0] for line in told.out.splitlines()[1:]]
    return picked, [line for line in told.err.splitlines() if line.startswith("Outside")]


@pytest.mark.parametrize(
    ("order", "scenes", "wanted", "outside", "beside"),
    [
        ("12 13 12A", "12-13", "12 13", "12A", "12-13,12A"),
        ("12B 12 13 14 12A 13A 14A", "12-14", "12 13 14", "12B, 12A and 13A", "12-14,12B"),
        ("1A 12 14 13", "12-14 , 1A", "1A 12 14", "13", "12-14,1A,13"),
        ("1 5A 6A 7A 8A 9A 9B 9", "1-9", "1 5A 6A 7A 8A 9A 9B 9", "", ""),
        ("5A 6A 7A 8A 8B 8C 8D 1 9", "1-9", "1 9", "5A, 6A, 7A, 8A, 8B and 2 more", "1-9,5A"),
        ("12 12A 13 13A", "12-13", "12 12A 13", "", ""),
        ("12 13 14", "12-13", "12 13", "", ""),
        ("12 13 12A 2A SH012", "12,13", "12 13", "", ""),
        ("13 SH012 12-1 12 14", "12-1,12-14", "12-1 12 14", "13", "12-1,12-14,13"),
    ],
)
def test_what_a_range_seems_to_mean_and_leaves_out_is_said(
    film: Path,
    capsys: pytest.CaptureFixture[str],
    order: str,
    scenes: str,
    wanted: str,
    outside: str,
    beside: str,
) -> None:
    picked, notices = noted_of_ranges(film, capsys, order, scenes)
    assert picked == wanted.split()
    told = f"Outside the range: {outside}. A range follows the order of the film. To include"
    how = f"other scenes, name them beside it: `--scene {beside}`."
    assert notices == ([f"{told} {how}"] if outside else [])


def test_picking_one_scene_again_leaves_the_others_kept(film: Path) -> None:
    assert run(["pick", "my-film"]) == 0
    before = kept(film)
    assert run(["pick", "my-film", "--scene", "2"]) == 0
    assert kept(film) == before


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        ("9", "no scene 9.\n"),
        ("1,8-9", "no scene 8-9.\n"),
        ("1-x", "no scene 1-x.\n"),
        ("1-2-3, x", "no scene 1-2-3 or x.\n"),
        ("99999999999999", "no scene 99999999999999.\n"),
    ],
)
def test_a_scene_that_is_not_there_is_an_error_and_nothing_is_kept(
    film: Path, capsys: pytest.CaptureFixture[str], scene: str, words: str
) -> None:
    assert run(["pick", "my-film", "--scene", scene]) == 2
    told = capsys.readouterr().err
    assert f"error F312: The film has {words}" in told
    assert "It has 3 scenes, from 1 to 3." in told
    assert not (film / "selector.sqlite").exists()


@pytest.mark.parametrize("scene", [",", "1,,2", " ", "-", "1, - "])
def test_what_names_no_scene_is_called_wrongly(
    film: Path, capsys: pytest.CaptureFixture[str], scene: str
) -> None:
    assert run(["pick", "my-film", f"--scene={scene}"]) == 2
    told = f"`{scene}` is not a scene number or a range. Write 3, 12A, 3-7 or 12-14A."
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("scene", "last", "first"), [("3-1", 1, 3), ("9-8", 8, 9)])
def test_a_range_that_runs_backwards_is_called_wrongly(
    film: Path, capsys: pytest.CaptureFixture[str], scene: str, last: int, first: int
) -> None:
    assert run(["pick", "my-film", f"--scene={scene}"]) == 2
    assert (
        f"`{scene}` runs backwards: scene {last} comes before scene {first}. Write `{last}-{first}`."
        in capsys.readouterr().err
    )


def test_one_broken_scene_keeps_everything_as_it_was(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", "my-film", "--scene", "1"]) == 0
    before = kept(film)
    append_scene(film, BROKEN)
    capsys.readouterr()
    assert run(["pick", "my-film"]) == 1
    err = capsys.readouterr().err
    assert "my-film/scenes.yaml:" in err
    assert "Nothing was stored.\n" in err
    assert kept(film) == before


def test_json_keeps_its_schema_when_all_goes_well(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append_scene(film, MISSING)
    assert run(["pick", "my-film", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    document = as_document(out, "picks")
    assert err == ""
    assert document["saved"] is True
    assert document["database"] == "my-film/selector.sqlite"
    assert document["film"] == {"folder": "my-film", "title": "My film"}
    assert document["scenes_with_missing_tags"] == 1
    assert document["scenes"][2]["tags"] == ["MARA", "MARA", "KITCHEN"]
    assert document["scenes"][2]["pictures"] == [
        "pictures/mara-face.png",
        "pictures/mara.png",
        "pictures/kitchen.png",
    ]
    assert document["scenes"][3]["missing"] == ["KETTLES"]


def test_json_keeps_its_schema_when_a_scene_is_broken(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append_scene(film, BROKEN)
    assert run(["pick", "my-film", "--format", "json"]) == 1
    document = as_document(capsys.readouterr().out, "picks")
    assert document["saved"] is False
    assert [problem["severity"] for problem in document["problems"]] == ["error"]


def test_json_of_an_empty_film_keeps_its_schema(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "scenes.yaml").write_text("scenes: []\n")
    assert run(["pick", "my-film", "--format", "json", "--dry-run"]) == 0
    assert as_document(capsys.readouterr().out, "picks")["scenes"] == []


def test_an_input_that_cannot_be_used_is_a_problems_document(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", "no-film", "--format", "json"]) == 2
    assert as_document(capsys.readouterr().out, "problems")["errors"] == 1


def test_a_password_never_appears(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["pick", "my-film", "--db", "postgresql+psycopg://me:hush-hush@127.0.0.1:1/films"])
    out, err = capsys.readouterr()
    assert code == 2
    assert "hush-hush" not in out + err
    assert "Nothing was stored." in err


def test_a_reader_that_leaves_early_does_not_lose_the_film(film: Path) -> None:
    """What is printed is twice as long as what a pipe holds."""
    scenes = film / "scenes.jsonl"
    (film / "scenes.yaml").unlink()
    manifest = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "MARA", "role": "subject"}],
    }
    scenes.write_text(
        "".join(json.dumps({"scene_index": index} | manifest) + "\n" for index in range(2_000))
    )
    program = [*PROGRAM, "pick", "my-film"]
    with subprocess.Popen(
        program, cwd=film.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as picking:
        assert picking.stdout is not None
        assert picking.stderr is not None
        picking.stdout.readline()
        picking.stdout.close()
        err = picking.stderr.read().decode()
    assert picking.returncode == 0, err
    assert "Traceback" not in err
    assert "Exception" not in err
    assert "2,000 scenes, 2,000 references." in err
    assert len(kept(film)) == 2_000


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_gets_a_table_that_fits_it(film: Path, columns: int) -> None:
    append_scene(film, MISSING)
    screen = re.sub(
        r"\x1b\[[0-9;]*m", "", on_a_terminal(["pick", "my-film", "--dry-run"], film.parent, columns)
    )
    lines = screen.splitlines()
    assert max(map(len, lines)) <= columns
    assert "MISSING: KETTLES" in screen
    assert "1 MARA (face)" in screen
    assert "Next: `selector why my-film 4`" in screen


@pytest.mark.parametrize("columns", [40, 56, 80])
def test_in_a_narrow_window_nothing_of_the_table_is_cut_off(film: Path, columns: int) -> None:
    append_scene(film, MISSING)
    screen = re.sub(
        r"\x1b\[[0-9;]*m", "", on_a_terminal(["pick", "my-film", "--dry-run"], film.parent, columns)
    )
    table = screen.partition(" references.")[0]
    for word in ("MISSING:", "KETTLES", "another", "sent:", "asked", "eft out"):
        assert word in table


@pytest.mark.parametrize("words", ["demo", "check long.yaml", "help F302"])
def test_on_a_terminal_of_eighty_columns_no_line_is_longer(film: Path, words: str) -> None:
    priority = "{name: whoever-stands-nearest-to-the-camera, role: subject}"
    rules = (
        f'language: 1\nname: long\nversion: "1"\nshots: {{default: {{priorities: [{priority}]}}}}\n'
    )
    (film.parent / "long.yaml").write_text(rules, "utf-8")
    screen = on_a_terminal(words.split(), film.parent, 80)
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in screen.splitlines()) <= 80


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_a_terminal_gets_colour_unless_it_is_not_wanted(
    film: Path,
    environ: dict[str, str],
    coloured: bool,  # noqa: FBT001  # a case's expectation
) -> None:
    screen = on_a_terminal(["pick", "my-film", "--dry-run"], film.parent, 80, **environ)
    assert ("\x1b[1m" in screen) is coloured
    assert ("\x1b" in screen) is coloured


def test_a_long_job_says_how_far_it_is_and_wipes_that_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    moments = iter([0.0, 0.9, 1.1, 1.15, 1.15, 1.3, 1.3])
    monkeypatch.setattr("selector.cli.printing.progress.monotonic", lambda: next(moments))
    with Progress("scenes") as progress:
        for done in (1, 1_000, 1_500, 2_000):
            progress.at(done)
    assert capsys.readouterr().err == "\r1,000 scenes ...\r2,000 scenes ...\r" + " " * 16 + "\r"


def test_a_long_job_goes_on_when_the_terminal_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    moments = iter([0.0, 1.1, 1.1, 1.3, 1.3])
    monkeypatch.setattr("selector.cli.printing.progress.monotonic", lambda: next(moments))
    done: list[int] = []
    with suppress(OSError), os.fdopen(follower, "w") as terminal, monkeypatch.context() as later:
        later.setattr("sys.stderr", terminal)
        with Progress("scenes") as progress:
            progress.at(1)
            os.close(leader)
            for number in (2, 3):
                progress.at(number)
                done.append(number)
    assert done == [2, 3]


def test_a_terminal_of_plain_letters_gets_plain_lines(film: Path) -> None:
    append_scene(film, MISSING.replace("Where", "Wo ist er, 特写"))
    screen = on_a_terminal(
        ["pick", "my-film", "--dry-run"], film.parent, 80, PYTHONIOENCODING="ascii"
    )
    assert screen.isascii()
    assert "MISSING: KETTLES" in screen


def on_a_terminal(
    arguments: list[str], folder: Path, columns: int, code: int = 0, /, **environ: str
) -> str:
    """What a person sees: the command's output on a terminal of that width, with its colours."""
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **environ}
    anew = "PYTHONIOENCODING" in environ
    ran = terminals.on_a_terminal(arguments, folder, environment, size=(50, columns), anew=anew)
    assert ran.code == code
    return ran.out.replace("\r\n", "\n")


def test_whoever_picks_is_told_of_pictures_that_cannot_be_sent(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", "my-film", "--dry-run"]) == 0
    assert "cannot be sent" not in capsys.readouterr().err
    next((film / "pictures").iterdir()).unlink()
    assert run(["pick", "my-film", "--dry-run"]) == 0
    told = "1 picture cannot be sent: `selector check my-film` lists it."
    assert told in capsys.readouterr().err


MY_RULES = 'language: 1\nname: mine\nversion: "1"\nextends: default\nreferences: 2\n'


@pytest.mark.parametrize("options", [[], ["--dry-run"]], ids=str)
def test_whoever_picks_is_told_of_a_rule_file_that_is_not_used(
    film: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """The second pick shows what the first has stored, and says so again."""
    told = "`my-rules.yaml` is a rule file, and this film does not use it."
    pick = ["pick", "my-film", *options]
    (film / "my-rules.yaml").write_text(MY_RULES)
    for _ in range(2):
        assert run(pick) == 0
        err = capsys.readouterr().err
        assert f"{told} `selector check my-film` says what to do." in " ".join(err.split())
    for named in ("my-film/my-rules.yaml", "cinematic"):
        assert run([*pick, "--rules", named]) == 0
        assert told not in capsys.readouterr().err
    (film / "rules").mkdir()
    (film / "my-rules.yaml").rename(film / "rules/my-rules.yaml")
    assert run(pick) == 0
    assert "`rules/my-rules.yaml` is a rule file" in capsys.readouterr().err
    (film / "rules/my-rules.yaml").rename(film / "my-rules.yaml")
    (film / "rules.yaml").write_text(MY_RULES.replace("default", "my-rules.yaml"))
    for _ in range(2):
        assert run(pick) == 0
        assert told not in capsys.readouterr().err


def test_whoever_picks_is_told_of_rules_that_an_editor_saved_as_a_text(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "rules.yaml.txt").write_text(MY_RULES)
    assert run(["pick", "my-film", "--dry-run"]) == 0
    assert "`rules.yaml.txt` is a rule file" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--dry-run"]], ids=str)
def test_which_scenes_came_and_went_since_the_last_pick_is_said(
    film: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    append_scene(film, MISSING)
    pick = ["pick", "my-film", *options]
    assert run(pick) == 0
    assert run(["pick", "my-film"]) == 0  # the first, or nothing has changed
    assert run(["pick", "my-film", "--scene", "1-3", *options]) == 0
    said = capsys.readouterr().err
    assert "New since" not in said
    assert "No longer" not in said
    scenes = (film / "scenes.yaml").read_text()
    (film / "scenes.yaml").write_text(
        re.sub(r"(scene\w*: )1\b", r"\g<1>31", scenes, count=1).replace(
            "_index: 4\n", "_index: 5A\n"
        )
    )
    assert run(["pick", "my-film", "--scene", "2-3", *options]) == 0
    assert "No longer" not in capsys.readouterr().err
    assert run(pick) == 0
    said = capsys.readouterr().err
    came = "New since the last pick: scenes 31 and 5A. No longer in the film: scenes 1 and 4.\n"
    assert came in said


@pytest.mark.parametrize("options", [[], ["--dry-run"]], ids=str)
def test_json_has_the_scenes_that_came_and_went(film: Path, options: list[str]) -> None:
    def moved(*more: str) -> tuple[object, object]:
        ran = called(["pick", "my-film", "--format", "json", *more])
        assert ran.code == 0, ran.err
        picks = as_document(ran.out, "picks")
        return picks["added"], picks["removed"]

    append_scene(film, MISSING)
    assert moved(*options) == (None, None)
    assert moved() == ((None, None) if options else ([], []))
    assert moved(*options) == ([], [])
    scenes = film / "scenes.yaml"
    edited = re.sub(r"(scene\w*: )1\b", r"\g<1>31", scenes.read_text(), count=1)
    scenes.write_text(edited.replace("_index: 4\n", "_index: 5A\n"))
    assert moved("--scene", "2-3", *options) == ([], [])
    assert moved(*options) == ([31, "5A"], [1, 4])
