"""Files, folders, pipes and disks that are not as they should be get an answer in words and an exit code."""

from __future__ import annotations

import os
import random
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from selector.cli.main import run
from tests.commands import as_document, forked
from tests.forked import PROGRAM
from tests.long import many
from tests.mutate import damaged

ROOT = os.geteuid() == 0


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
    "demo {}": "{}: Name a new folder: `selector demo /tmp/my-demo`.",
    "new film {}": "{}/film.yaml: Nothing was written. Choose another name.",
    "new rules {}/x.yaml": "{}/x.yaml: Nothing was written. Choose another name.",
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
        f"{path}: error D620: The file or folder cannot be written: not a directory. {hint} `selector help D620`"
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
        "selector-demo: error D620: The file or folder cannot be written: file too large.\n"
        "  Name a new folder: `selector demo /tmp/my-demo`.\n\n"
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


def test_a_current_directory_that_is_gone_does_not_matter(
    film: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = film.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run(["check", str(film)]) == 0
    assert run(["check", "x"]) == 2
    assert "has a bug" not in capsys.readouterr().err
    done = subprocess.run([*PROGRAM, "pick", str(film)], capture_output=True, check=True)
    assert b"Traceback" not in done.stderr
    assert b"Stored in" in done.stderr


def test_a_full_disk_behind_standard_output_is_told(film: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("wb") as full:
        code, _, err = forked(["pick", "my-film", "--dry-run"], film.parent, stdout=full.fileno())
    assert code == 2
    assert "No space left on device" in err


@pytest.mark.parametrize("file", ["film.yaml", "assets.yaml", "scenes.yaml", "rules.yaml"])
def test_a_film_with_damaged_files_gets_an_answer(
    film: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    assert run(["new", "rules", "my-film/rules.yaml"]) == 0
    whole = (film / file).read_bytes()
    dice = random.Random(file)
    for _ in range(many(5, 400)):
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


def test_a_new_film_is_not_made_through_a_link_that_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "nowhere").symlink_to("missing")
    for name in ("circle", "nowhere"):
        assert run(["new", "film", name]) == 2
        err = capsys.readouterr().err
        assert f"`{name}` is a link that leads nowhere. Name another folder." in err
        assert run(["new", "film", f"{name}/film"]) in (0, 2)
        assert run(["new", "rules", f"{name}2/rules.yaml"]) == 0
    assert run(["new", "rules", "circle/rules.yaml"]) == 2
    assert "D620" in capsys.readouterr().err


def test_a_link_that_leads_in_a_circle_is_no_picture_of_a_new_film(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "stills"
    assert run(["new", "film", "other"]) == 0
    (tmp_path / "other" / "pictures").rename(folder)
    for name in ("circle", "circle.png"):
        (folder / name).symlink_to(name)
    assert run(["new", "film", "stills"]) == 0
    assert "`circle.png`" in capsys.readouterr().err
    assert "circle" not in (folder / "assets.yaml").read_text("utf-8")


def test_the_next_step_of_a_new_film_can_be_typed_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-", "-x"):
        assert run(["new", "film", "--", name]) == 0
        err = capsys.readouterr().err
        assert f"Next: `selector check ./{name} && selector pick ./{name}`" in err
        assert run(["check", f"./{name}"]) == 0
