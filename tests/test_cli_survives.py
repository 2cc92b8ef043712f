"""Whatever the command line is given, it answers in words and with an exit code; a traceback is a defect."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from selector.cli.main import come_again, run
from selector.cli.program import COMMANDS
from tests.commands import selector
from tests.forked import PROGRAM
from tests.long import many
from tests.steps import calls_made


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["ascii", "latin-1", "C"],
)
def test_a_letter_that_the_terminal_lacks_is_written_out(
    film: Path, environ: dict[str, str]
) -> None:
    scenes = film / "scenes.yaml"
    scenes.write_text(scenes.read_text("utf-8").replace("It drips", "特写 🎬"), encoding="utf-8")
    code, out, _ = selector(["pick", "my-film", "--dry-run"], film.parent, environ=environ)
    assert code == 0
    assert "\\u7279\\u5199 \\U0001f3ac" in out


@pytest.mark.parametrize(
    "words", ["check {}.yaml", "pick {}", "why {} 1", "help {}", "{}", "new film {}/x"]
)
def test_a_name_that_is_no_text_is_answered_too(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    code = run(words.format(os.fsdecode(b"\xff")).split(" "))
    assert code == (0 if words.startswith("new") else 2)
    out, err = capsys.readouterr()
    assert out or err
    assert "has a bug" not in err


@pytest.mark.parametrize(
    "words",
    [
        "check {}.yaml",
        "check {}",
        "pick {} --dry-run",
        "why {} 1",
        "new film {}/x",
        "new rules {}/x/{}.yaml",
    ],
)
def test_a_name_that_is_no_text_stands_in_json_as_it_is(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    odd = os.fsdecode(b"\xff")
    film.rename(film.with_name(odd))
    (film.parent / f"{odd}.yaml").write_text("language: 1")
    run([*words.format(odd, odd).split(" "), "--format", "json"])
    assert odd in json.dumps(json.loads(capsys.readouterr().out), ensure_ascii=False)


@pytest.mark.parametrize("kind", ["film", "rules"])
def test_what_is_new_works_whatever_it_is_called(
    film: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for odd in (os.fsdecode(b"\xff"), "a\nb", "\x1b[31m", "…", "{}: #", "''"):
        path = film / f"{odd}.yaml"
        assert run(["new", kind, str(path)]) == 0
        assert run(["check", "--strict", str(path)]) == 0
        out, err = capsys.readouterr()
        assert "\x1b" not in out + err


@pytest.mark.parametrize(
    "words",
    [
        "pick my-film --db ''",
        "pick my-film --db=",
        "pick my-film --rules ''",
        "pick ''",
        "why my-film 1 ''",
        "new film ''",
        "new rules ''",
        "schema --write ''",
        "demo ''",
    ],
)
def test_an_empty_argument_is_no_missing_one(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run(shlex.split(words)) == 2
    assert "empty" in capsys.readouterr().err
    assert not (film / "selector.sqlite").exists()


def test_what_click_says_cannot_steer_a_terminal(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film.parent / "\x9b31m").mkdir()
    for words in (
        ["\x9b31m"],
        ["check", "\x9b31m"],
        ["why", "my-film", "1", "\x9b31m"],
        ["new", "\x9b31m", "x"],
    ):
        assert run(words) == 2
        assert "\\x9b31m" in capsys.readouterr().err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_matter(film: Path, closed: str) -> None:
    script = f"{' '.join(PROGRAM)} check my-film {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, cwd=film.parent, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("module", ["selector", "selector.cli.main"])
def test_each_module_that_is_a_program_gives_the_result_and_the_exit_code(module: str) -> None:
    program = [sys.executable, "-m", module]
    right = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
    wrong = subprocess.run([*program, "--nope"], capture_output=True, check=False)
    assert right.stdout.startswith("selector ")
    assert wrong.returncode == 2


def test_interrupting_it_says_so_and_keeps_nothing(film: Path) -> None:
    (film / "scenes.yaml").unlink()
    scene = '"composition": {"shot_type": "wide"}, "placements": [{"asset_tag": "MARA", "role": "subject"}]'
    (film / "scenes.jsonl").write_text(
        "".join(f'{{"scene_index": {index}, {scene}}}\n' for index in range(many(20_000, 100_000)))
    )
    program = [*PROGRAM, "pick", "my-film"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=film.parent
    ) as picking:
        assert picking.stdout is not None
        picking.stdout.readline()
        picking.send_signal(signal.SIGINT)
        _, err = picking.communicate()
    assert picking.returncode == 130
    assert b"Traceback" not in err
    with sqlite3.connect(film / "selector.sqlite") as database:
        tables = database.execute(
            "select count(*) from sqlite_master where name = 'scene_manifests'"
        ).fetchone()
        assert tables == (0,) or database.execute(
            "select count(*) from scene_manifests"
        ).fetchone() == (0,)


def test_an_interruption_that_python_can_hand_to_nobody_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closing:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    def close() -> None:
        Closing()
        for _ in range(1_000):
            sleep(0.01)

    monkeypatch.setattr("sys.unraisablehook", come_again)
    with pytest.raises(KeyboardInterrupt):
        close()


def test_any_sequence_of_words_gets_an_answer(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        *COMMANDS,
        "--format",
        "json",
        "--scene",
        "1-2",
        "my-film",
        "3",
        "MARA",
        "--dry-run",
        "--db",
        "x://",
        "R201",
    ]
    words += [
        "--rules",
        "-",
        "--help",
        "--strict",
        "--write",
        "rules",
        "film",
        "--",
        "",
        "--version",
        "-1",
        "[",
        "\x00",
    ]
    dice = random.Random(7)
    for _ in range(many(20, 4_000)):
        arguments = dice.choices(words, k=dice.randint(0, 6))
        if "-" in arguments:
            arguments.remove("-")  # it would wait for standard input
        code = run(arguments)
        out, err = capsys.readouterr()
        assert code in (0, 1, 2), arguments
        assert "has a bug" not in err, arguments
        assert out or err or code == 0, arguments


def test_a_film_that_is_all_wrong_is_told_after_few_calls_and_not_at_full_length(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "assets.yaml").unlink()
    count = many(1_500, 6_000)
    (film / "assets.json").write_text(json.dumps([{"id": str(number)} for number in range(count)]))
    status: list[int] = []
    calls = calls_made(lambda: status.append(run(["check", "my-film"])))
    assert status == [1]
    assert calls < 3_500_000 + 750 * count
    err = capsys.readouterr().err
    assert err.count("error A501") == 1_000
    assert "error Y141" in err


def test_of_many_warnings_the_first_are_told_and_the_rest_counted(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tags = [{"asset_tag": f"TAG_{number}", "role": "subject"} for number in range(1_200)]
    scene = {"scene_index": 4, "composition": {"shot_type": "wide"}, "placements": tags}
    (film / "scenes.yaml").unlink()
    (film / "scenes.json").write_text(json.dumps([scene]))
    assert run(["check", "my-film"]) == 0
    assert "The film has 201 more warnings that are not shown." in capsys.readouterr().err


def test_words_of_any_length_are_quoted_no_longer_than_fits(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "wörd-" * many(4_000, 20_000)
    pictures = [
        {
            "manifest_tag": "MARA",
            "asset_type": "prop",
            "reference_image_url": f"pictures/{long}.png",
        },
        {
            "manifest_tag": long,
            "asset_type": long,
            "individual": long,
            "reference_image_url": "pictures/mara.png",
        },
        {"manifest_tag": long, "asset_type": "prop", "reference_image_url": "pictures/mara.png"},
    ]
    placements = [{"asset_tag": f"{long}2", "role": long}, {"asset_tag": "MARA", "role": "prop"}]
    scene = {"scene_index": 1, "composition": {"shot_type": long}, "placements": placements}
    for name, value in (("assets", pictures), ("scenes", [scene])):
        (film / f"{name}.yaml").unlink()
        (film / f"{name}.json").write_text(json.dumps(value))
    for output in ("text", "json", "github"):
        assert run(["check", "my-film", "--format", output]) == 1
        said = "".join(capsys.readouterr())
        assert {"F311", "F354", "F355", "F356", "F357", "F358"} <= set(re.findall(r"F3\d\d", said))
        assert len(said) < 6_000
