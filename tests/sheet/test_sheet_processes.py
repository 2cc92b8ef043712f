"""The processes that make small pictures for a sheet: whatever becomes of them, there is a sheet or one word."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.forked import PROGRAM
from tests.processes import forked_from, forks_of, in_linux, lives, offspring, running

pytestmark = in_linux

EXAMPLE = Path(__file__).parents[2] / "examples/the-tide-clock"


@pytest.fixture
def line(tmp_path: Path) -> list[str]:
    """The command that makes a sheet of a film with 41 pictures."""
    film = tmp_path / "film"
    shutil.copytree(EXAMPLE, film, ignore=shutil.ignore_patterns(".selector"))
    return [*PROGRAM, "sheet", str(film), "-o", str(tmp_path / "sheet.html")]


def test_what_is_left_when_one_is_killed_is_made_by_the_first(
    line: list[str], tmp_path: Path
) -> None:
    with running(line) as process:
        os.kill(forks_of(process, 2)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "Open it in a browser.\n")
    assert (tmp_path / "sheet.html").read_text("utf-8").count("data:image/webp") == 41


@pytest.mark.parametrize("started", [0, 1])
def test_ctrl_c_while_they_start_shows_no_traceback(line: list[str], started: int) -> None:
    """A terminal sends it to all processes, and one that still loads does not ignore it yet."""
    with running(line) as process:
        loaded = forked_from(process)
        while len(offspring(loaded)) < started:
            assert process.poll() is None
        for _ in range(5):
            for child in [*offspring(process.pid), *offspring(loaded)]:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGINT)
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "Stopped.\n")


def test_they_do_not_outlive_a_run_that_is_killed(line: list[str]) -> None:
    with running(line) as process:
        forks = forks_of(process, 1)
        process.kill()
    end = time.monotonic() + 60
    while any(map(lives, forks)):
        assert time.monotonic() < end
        time.sleep(0.05)
