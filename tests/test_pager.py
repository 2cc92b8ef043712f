"""Output longer than the screen goes through the reader's pager, as that of git does."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import which

import pytest

from selector.cli.main import run
from tests.long import many
from tests.terminals import on_a_terminal

INTERRUPT = "\x03"
PAGER = "sed s/^/PAGED:/"
COMMANDS: list[tuple[str, ...]] = [
    ("pick", "tale", "--dry-run"),
    ("why", "tale", "1"),
    ("rules", "cinematic"),
    ("help",),
    ("check", "tale", "nothing.yaml"),
    ("impact", "tale", "--from", "default", "--to", "cinematic"),
    ("db", "history", "tale"),
]


def in_a_terminal(
    folder: Path,
    *arguments: str,
    rows: int,
    press: tuple[str, str] = ("", ""),
    **environ: str,
) -> str:
    """What a person at a terminal of so many rows sees, who types there as well.

    `press` is what the person waits for, and the keys that are pressed then.
    """
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    environment = {**kept, "TERM": "xterm", "PAGER": PAGER, **environ}
    anew = INTERRUPT in press
    ran = on_a_terminal(arguments, folder, environment, size=(rows, 100), press=press, anew=anew)
    return ran.out


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "film", "tale"]) == 0
    return tmp_path


@pytest.mark.parametrize("arguments", COMMANDS)
def test_what_is_longer_than_the_screen_goes_through_the_pager(
    here: Path, arguments: tuple[str, ...]
) -> None:
    assert run(["pick", "tale"]) == 0
    paged = in_a_terminal(here, *arguments, rows=5)
    lines = [line for line in paged.splitlines() if line]
    assert lines
    assert all(line.startswith("PAGED:") for line in lines)


@pytest.mark.parametrize("arguments", many(COMMANDS[:1], COMMANDS))
def test_nothing_goes_through_it_where_all_fits_or_nobody_reads(
    here: Path, arguments: tuple[str, ...]
) -> None:
    assert "PAGED:" not in in_a_terminal(here, *arguments, "--no-pager", rows=5)
    assert "PAGED:" not in in_a_terminal(here, *arguments, rows=2_000)
    assert "PAGED:" not in in_a_terminal(here, *arguments, rows=5, CI="true")


@pytest.mark.parametrize("form", ["json", "github"])
def test_what_is_for_programs_is_printed_at_once_as_it_is(here: Path, form: str) -> None:
    (here / "broken.yaml").write_text("language: 1\nshot: {}\n")
    seen = in_a_terminal(here, "check", "broken.yaml", "--format", form, rows=5)
    assert "PAGED:" not in seen
    assert ("::error file=broken.yaml,line=" in seen) is (form == "github")


def test_sentences_below_the_table_come_after_it_in_the_pager(here: Path) -> None:
    paged = in_a_terminal(here, "pick", "tale", "--dry-run", rows=5)
    assert paged.index("Pictures, in order") < paged.index("Next:")
    assert "Error" in in_a_terminal(here, "pick", "--nothing", rows=5)


def test_a_reader_who_leaves_the_pager_early_leaves_no_traceback(here: Path) -> None:
    seen = in_a_terminal(here, "pick", "tale", "--dry-run", rows=5, PAGER="head -n 1")
    assert "Traceback" not in seen
    assert "bug" not in seen
    assert len(seen.splitlines()) < 5


@pytest.mark.parametrize("pager", ["no-such-pager", "cat", "false", "less '"])
def test_without_a_pager_that_works_everything_is_printed(here: Path, pager: str) -> None:
    seen = in_a_terminal(here, "pick", "tale", "--dry-run", rows=5, PAGER=pager)
    if pager != "false":
        assert "Next:" in seen
    assert "Traceback" not in seen


@pytest.mark.skipif(which("less") is None, reason="`less` is not installed")
@pytest.mark.parametrize("own", [None, "", "-iM", "iM", "FRX"])
def test_less_shows_colours_whatever_options_its_reader_has_set(
    here: Path, monkeypatch: pytest.MonkeyPatch, own: str | None
) -> None:
    for name in ("LESS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    if own is not None:
        monkeypatch.setenv("LESS", own)
    seen = in_a_terminal(here, "why", "tale", "1", rows=9, press=("", "q"), PAGER="less")
    assert "\x1b[1mScene 1" in seen
    assert "ESC[" not in seen


def test_ctrl_c_stops_a_long_command_and_opens_no_pager(tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.mkdir()
    (film / "assets.json").write_text("[]")
    scene = '{"scene_index": %d, "composition": {"shot_type": "wide"}, "placements": []}\n'
    (film / "scenes.jsonl").write_text("".join(scene % n for n in range(60_000)))
    seen = in_a_terminal(
        tmp_path, "pick", "film", "--dry-run", rows=9, press=("scenes ...", INTERRUPT)
    )
    assert seen.splitlines()[-1].endswith("Stopped.")
    assert "PAGED:" not in seen


def test_sentences_are_broken_at_spaces_and_commands_stay_whole(here: Path) -> None:
    run(["pick", "tale"])
    seen = in_a_terminal(here, "pick", "tale", "--rules", "cinematic", "--dry-run", rows=2_000)
    below = seen[seen.index("Rules:") :].splitlines()
    assert all(len(line) <= 100 for line in below)
    (here / "tale" / "script.pdf").write_text("x")
    seen = in_a_terminal(here, "check", "tale", rows=2_000)
    assert "`script.pdf` looks like a PDF: selector does not read it." in seen
    assert all(len(line) <= 100 for line in seen.splitlines())
