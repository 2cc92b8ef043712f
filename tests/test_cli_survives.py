"""Whatever the command line is given, it answers in words and with an exit code; a traceback is a defect."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shlex
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from selector.cli.main import come_again, run
from selector.cli.program import COMMANDS
from tests.commands import PROGRAM, as_document, selector
from tests.long import many
from tests.mutate import damaged
from tests.steps import calls_made

ROOT = os.geteuid() == 0


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


ADDRESSES = [
    "postgresql://mara:se/c@ret@host/films",
    "postgresql://mara:se cret@host/films",
    "postgresql://host/films?password=se-cret",
    "postgresql:/mara:se-cret@host/films",
    "postgresql+psycopg:mara:se'\"cret@host/films",
    f"postgresql://mara:{'long-' * 20}se-cret@host/films",
]
WRONG_PLACES = [
    "WORD",
    "check WORD",
    "demo WORD",
    "help WORD",
    "schema WORD",
    "schema --write WORD",
    "new film WORD",
    "new rules WORD",
    "new WORD x",
    "pick my-film WORD",
    "pick my-film --rules WORD",
    "pick my-film --scene WORD",
    "pick my-film --scene 1,WORD",
    "pick my-film --format=WORD",
    "why my-film WORD",
    "why my-film 1 WORD",
    "why my-film 1 --rules WORD",
    "why my-film 1 --decision WORD",
    "db export my-film WORD",
    "db import WORD",
    "db history my-film WORD",
    "db prune my-film --older-than WORD",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_the_wrong_place_is_repeated_no_further_than_its_scheme(
    film: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(["pick", "my-film"]) == 0
    for words in WRONG_PLACES:
        capsys.readouterr()
        assert run([word.replace("WORD", address) for word in words.split()]) == 2
        told = "".join(capsys.readouterr())
        assert not re.search("mara|se.?cret|ret@|long-|host", told), words
    assert [path.name for path in film.parent.iterdir()] == ["my-film"]


@pytest.mark.parametrize(
    "words", ["check", "schema --write", "pick my-film --rules", "db export my-film"]
)
def test_an_address_in_the_place_of_a_file_is_told_as_one(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run([*words.split(), "postgresql://mara:secret@host/films"]) == 2
    told = capsys.readouterr().err.rstrip()
    assert told.endswith("Error: `postgresql://…` is an address. Name a file or a folder here.")


@pytest.mark.parametrize(
    "words", ["pick WORD", "why WORD 1", "db status WORD", "pick my-film --db WORD"]
)
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://mara:se@cret@127.0.0.1:1/films",
        "postgresql:/mara:se-cret@127.0.0.1:1/films",
        "sqlite:/mara:se-cret@x.sqlite",
        "postgresql://mara:se cret@127.0.0.1:1/films",
    ],
)
def test_an_address_in_its_place_is_shown_without_its_password(
    film: Path, capsys: pytest.CaptureFixture[str], words: str, address: str
) -> None:
    assert run([word.replace("WORD", address) for word in words.split()]) == 2
    out, err = capsys.readouterr()
    assert not re.search("se.?cret|cret", out + err)
    assert re.search("error D60[13]: ", err)
    assert [path.name for path in film.parent.iterdir()] == ["my-film"]


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


def test_a_new_film_is_written_whole_or_not_at_all(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (400, usual[1])
    )  # as if the disk were full in the second file
    try:
        assert run(["new", "film", "folder/other"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert "cannot be written" in capsys.readouterr().err
    assert not (film.parent / "folder").exists()


FOLDERS_THAT_CANNOT_BE_MADE = {
    "demo {}": "{}: Name another folder: `selector demo /tmp/my-demo`.",
    "new film {}": "{}/film.yaml: Nothing was written. Choose another location.",
    "new rules {}/x.yaml": "{}/x.yaml: Nothing was written. Choose another location.",
    "schema --write {}": "{}: Name another folder: `selector schema --write /tmp/schemas`.",
    "db export my-film {}": "{}: Name another folder.",
}


@pytest.mark.parametrize("words", FOLDERS_THAT_CANNOT_BE_MADE)
def test_a_folder_that_cannot_be_made_is_told_with_a_way_out(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run(["pick", "my-film"]) == 0
    capsys.readouterr()
    folder = "my-film/film.yaml/below/a-file"
    assert run(words.format(folder).split()) == 2
    told = " ".join(capsys.readouterr().err.split())
    path, hint = FOLDERS_THAT_CANNOT_BE_MADE[words].format(folder).split(": ", 1)
    assert told.startswith(
        f"{path}: error D620: This cannot be written: not a directory. {hint} `selector help D620`"
    )


def test_a_demo_for_which_there_is_no_room_says_so_once_and_leaves_nothing(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400, usual[1]))
    try:
        assert run(["demo"]) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert capsys.readouterr().err == (
        "selector-demo: error D620: This cannot be written: file too large.\n"
        "  Name another folder: `selector demo /tmp/my-demo`.\n\n"
        "`selector help D620` says more about D620.\n"
    )
    assert [path.name for path in film.parent.iterdir()] == ["my-film"]


@pytest.mark.parametrize("command", ["check", "pick", "why"])
@pytest.mark.parametrize(
    "path", ["", "/", "/dev/null", "/proc/self/mem", "x" * 5_000, "a\nb", "\x1b[31m", "..", "~"]
)
def test_odd_paths_get_an_answer(
    film: Path, capsys: pytest.CaptureFixture[str], command: str, path: str
) -> None:
    if (command, path) in {("check", "/"), ("check", "..")}:
        pytest.skip("that is a question about the whole disk")
    code = run([command, path, *(["1"] if command == "why" else [])])
    out, err = capsys.readouterr()
    assert code in (1, 2)
    assert "has a bug" not in err
    assert "\x1b[31m" not in out + err


def test_a_file_that_may_not_be_read_is_unreadable(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if ROOT:
        pytest.skip("the superuser may read everything")
    (film / "scenes.yaml").chmod(0)
    assert run(["check", "my-film"]) == 2
    assert "you have no right to read it" in capsys.readouterr().err


def test_scenes_in_a_folder_that_may_not_be_entered_are_unreadable(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if ROOT:
        pytest.skip("the superuser may enter everything")
    (film / "scenes").mkdir()
    (film / "scenes.yaml").rename(film / "scenes" / "1.yaml")
    (film / "scenes").chmod(0o444)
    assert run(["check", "my-film", "--format", "json"]) == 2
    [problem] = as_document(capsys.readouterr().out, "problems")["problems"]
    assert (problem["code"], problem["at"]["file"]) == ("Y101", "my-film/scenes/1.yaml")


def test_a_folder_in_the_place_of_a_file_is_an_error(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "rules.yaml").mkdir()
    assert run(["pick", "my-film", "--rules", "my-film"]) == 2
    assert "it is a folder" in capsys.readouterr().err


def test_a_current_directory_that_is_gone_does_not_matter(film: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    arguments = " ".join(PROGRAM)
    script = f"cd {gone} && rmdir {gone} && {arguments} check {film} && {arguments} pick {film} && {arguments} check x"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"Stored in" in done.stderr


def test_a_full_disk_behind_standard_output_is_told(film: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        code, _, err = selector(["pick", "my-film", "--dry-run"], film.parent, stdout=full.fileno())
    assert code == 2
    assert "No space left on device" in err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_matter(film: Path, closed: str) -> None:
    script = f"{' '.join(PROGRAM)} check my-film {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, cwd=film.parent, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_interrupting_it_says_so_and_keeps_nothing(film: Path) -> None:
    (film / "scenes.yaml").unlink()
    scene = '"composition": {"shot_type": "wide"}, "placements": [{"asset_tag": "MARA", "role": "subject"}]'
    (film / "scenes.jsonl").write_text(
        "".join(f'{{"scene_index": {index}, {scene}}}\n' for index in range(100_000))
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
    for _ in range(many(150, 4_000)):
        arguments = dice.choices(words, k=dice.randint(0, 6))
        if "-" in arguments:
            arguments.remove("-")  # it would wait for standard input
        code = run(arguments)
        out, err = capsys.readouterr()
        assert code in (0, 1, 2), arguments
        assert "has a bug" not in err, arguments
        assert out or err or code == 0, arguments


@pytest.mark.parametrize("file", ["film.yaml", "assets.yaml", "scenes.yaml", "rules.yaml"])
def test_a_film_with_damaged_files_gets_an_answer(
    film: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert run(["new", "rules", "my-film/rules.yaml"]) == 0
    whole = (film / file).read_bytes()
    dice = random.Random(file)
    for _ in range(many(12, 400)):
        written = damaged(whole, dice)
        (film / file).write_bytes(written)
        for arguments in (
            ["check", "my-film"],
            ["pick", "my-film", "--dry-run"],
            ["why", "my-film", "2"],
        ):
            assert run(arguments) in (0, 1, 2)
            out, err = capsys.readouterr()
            assert "has a bug" not in err, written
            assert "\x1b" not in out + err


@pytest.mark.parametrize(
    "name", ["rules.yaml", "film.yaml", "assets.yaml", "scenes/2.yaml", "scenes/2.jsonl"]
)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    film: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (film / "scenes").mkdir()
    (film / "scenes.yaml").rename(film / "scenes" / "1.yaml")
    (film / name).unlink(missing_ok=True)
    os.mkfifo(film / name)
    for command in (["check", "my-film"], ["pick", "my-film"]):
        assert run(command) == 2
        assert "This is a pipe or a device" in capsys.readouterr().err


def test_rules_are_read_from_a_pipe_but_none_is_waited_for(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(film / "pipe.yaml")
    assert run(["check", "my-film/pipe.yaml"]) == 1
    assert "my-film/pipe.yaml: error Y105: The file is empty." in capsys.readouterr().err
    assert run(["new", "rules", "rules.yaml"]) == 0
    with subprocess.Popen(
        ["sh", "-c", "sleep 0.2; cat rules.yaml"], stdout=subprocess.PIPE
    ) as slow:
        assert slow.stdout is not None
        assert run(["check", f"/dev/fd/{slow.stdout.fileno()}"]) == 0


@pytest.mark.parametrize(
    "make", [lambda path: path.symlink_to("nowhere"), lambda path: path.mkdir()]
)
def test_rules_that_cannot_be_read_are_not_passed_by(
    film: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None]
) -> None:
    make(film / "rules.yaml")
    for command in (["check", "my-film"], ["pick", "my-film"], ["why", "my-film", "1"]):
        assert run(command) == 2
        assert "my-film/rules.yaml: error Y101" in capsys.readouterr().err


def test_a_link_that_leads_nowhere_is_checked_too(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film.parent / "rules").mkdir()
    (film.parent / "rules" / "night.yaml").symlink_to("nowhere")
    assert run(["check", "rules"]) == 2
    assert "rules/night.yaml: error Y101" in capsys.readouterr().err


def test_folders_may_lie_as_deep_as_they_can(
    film: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    deep = film / "d"
    # Gone before pytest clears up: it goes down by calling itself, and would go too deep.
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", film / "d"], check=True))
    for _ in range(many(3, 5)):
        deep = deep.joinpath(*["d"] * 400)
        deep.mkdir(parents=True)
    (deep / "rules.yaml").write_text("[")
    (film / "assets.yaml").write_text(
        (film / "assets.yaml").read_text("utf-8").replace("tom.png", "tim.png")
    )
    assert run(["check", "my-film"]) == 1
    assert "Did you mean `pictures/tom.png`?" in capsys.readouterr().err
    assert run(["check", "my-film/d"]) == 1
    assert "error Y" in capsys.readouterr().err


def test_a_film_that_is_all_wrong_is_told_after_few_calls_and_not_at_full_length(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "assets.yaml").unlink()
    (film / "assets.json").write_text(json.dumps([{"id": str(number)} for number in range(6_000)]))
    status: list[int] = []
    calls = calls_made(lambda: status.append(run(["check", "my-film"])))
    assert status == [1]
    assert calls < 8_000_000
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
    assert "The film has 204 more warnings that are not shown." in capsys.readouterr().err


def test_words_of_any_length_are_quoted_no_longer_than_fits(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "wörd-" * 20_000
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


@pytest.mark.parametrize("words", ["demo .", "demo ..", "demo /"])
def test_the_demo_takes_no_folder_without_a_name(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run(words.split()) == 2
    assert "selector demo my-demo" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("check LONG", "Y101"),
        ("pick LONG", "F301"),
        ("pick my-film --rules LONG", "Y101"),
        ("pick my-film --db LONG.sqlite", "Y101"),
        ("new film LONG", "Y101"),
        ("new rules LONG", "Y101"),
        ("demo LONG", "Y101"),
        ("schema --write LONG", "D620"),
        ("schema --write my-film/film.yaml", "D620"),
        ("db status LONG", "Y101"),
        ("db export my-film LONG", "D620"),
        ("db export my-film my-film/film.yaml", "D620"),
    ],
)
def test_what_the_disk_refuses_is_a_problem_with_a_code_and_a_way_out(
    film: Path, capsys: pytest.CaptureFixture[str], words: str, code: str
) -> None:
    assert run(["pick", "my-film"]) == 0
    capsys.readouterr()
    typed = [word.replace("LONG", "x" * 5_000) for word in words.split()]
    assert run([*typed, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    [problem] = as_document(out, "problems")["problems"]
    assert (problem["code"], bool(problem["hint"])) == (code, True)
    assert run(typed) == 2
    assert f"error {code}: " in capsys.readouterr().err
