"""Ctrl-C at any moment ends in a word and the exit code that shells expect, and a lack of memory in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.long import many

SCRIPT = Path(sys.executable).with_name("selector")
STARTS = {
    "module": "runpy.run_module('selector', run_name='__main__', alter_sys=True)",
    "script": f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')",
}
PRESSED = """
import os, runpy, signal, sys
step, folder, answered, busy, seen = int(sys.argv.pop(1)), sys.argv.pop(1), False, False, 0
signal.signal(signal.SIGINT, signal.default_int_handler)

def heard(event, _):
    global answered, busy, seen
    if not answered:
        answered = signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    seen += answered and not busy
    if answered and not busy and seen % step == 0:
        busy = True
        busy = press()

def press():
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        with open(f"{folder}/{seen}.code", "w") as file:
            file.write(str(os.waitstatus_to_exitcode(status)))
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(f"{folder}/{seen}.err", os.O_WRONLY | os.O_CREAT), 2)
    os.kill(os.getpid(), signal.SIGINT)
    return True

sys.addaudithook(heard)
"""
"""Presses Ctrl-C at many of Python's audit events: each import, file, compilation, connection is one, and more.

At each it is a fork of the program that is pressed; the program goes on. What became of the fork is in two files.
"""
STEP = many(100, 1)


@pytest.mark.parametrize(
    ("start", "words", "name", "code"),
    [
        ("module", "pick my-film --dry-run", "SIGINT", 130),
        ("script", "check my-film", "SIGINT", 130),
        ("module", "check my-film", "SIGTERM", 143),
        ("module", "pick my-film --dry-run", "SIGHUP", 129),
    ],
)
def test_ctrl_c_at_any_moment_ends_with_its_exit_code_and_no_traceback(
    film: Path, start: str, words: str, name: str, code: int
) -> None:
    program = PRESSED.replace("SIGINT", name) + STARTS[start]
    ended = film.parent / "ended"
    ended.mkdir()
    command = [sys.executable, "-c", program, str(STEP), str(ended), *words.split(" ")]
    subprocess.run(command, cwd=film.parent, capture_output=True, check=True)
    codes = {each.stem: each.read_text() for each in ended.glob("*.code")}
    assert len(codes) > many(20, 1_000)
    for which, ended_with in codes.items():
        err = (ended / f"{which}.err").read_text()
        assert (ended_with, err.splitlines()[-1:]) == (str(code), ["Stopped."]), which
        assert "Traceback" not in err


def test_what_is_loaded_before_ctrl_c_is_answered_is_next_to_nothing() -> None:
    program = (
        "import sys, runpy; before = set(sys.modules)\n"
        "from selector.cli.interruption import answer_at_once\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [
        "__future__",
        "selector",
        "selector.cli",
        "selector.cli.interruption",
        "selector.release",
    ]


def test_ctrl_c_that_is_ignored_stays_ignored(film: Path) -> None:
    """As a shell has it for what runs in the background."""
    program = (
        PRESSED.replace("signal.default_int_handler)", "signal.SIG_IGN)", 1) + STARTS["module"]
    )
    program = program.replace("is not signal.default_int_handler", "is signal.SIG_IGN")
    program = program.replace("press()\n", "os.kill(os.getpid(), signal.SIGINT)\n", 1)
    command = [sys.executable, "-c", program, "200", str(film.parent), "check", "my-film"]
    done = subprocess.run(command, cwd=film.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:8]) == (0, "my-film:")


MADE_INTO = """
import os, signal, sys
from time import sleep
from selector.cli import interruption, main

def of_a_library(_):
    try:
        os.kill(os.getpid(), signal.SIGINT)
        sleep(10)
    except KeyboardInterrupt as pressed:
        raise {} from pressed

interruption.answer_at_once()
main.commands.invoke = of_a_library
main.main()
"""


@pytest.mark.parametrize(
    "error", ["RuntimeError('interrupted')", "OSError(4, 'Interrupted', 'a.yaml')"]
)
def test_ctrl_c_of_which_a_library_made_another_error_is_still_ctrl_c(error: str) -> None:
    command = [sys.executable, "-c", MADE_INTO.format(error), "check", "my-film"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")


LOST = """
import os, signal, sys
from time import sleep
from selector.cli import interruption, main

class Closing:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

def lost(_):
    Closing()
    for _ in range(1_000):
        sleep(0.01)

signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell has it in the background
interruption.answer_at_once()
main.commands.invoke = lost
main.main()
"""


def test_a_signal_that_python_can_hand_to_nobody_comes_again_as_itself() -> None:
    command = [sys.executable, "-c", LOST, "check", "my-film"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=8, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "Stopped.\n")


TWICE = """
import os, signal
from selector.cli import interruption, main

def work(_):
    try:
        os.kill(os.getpid(), signal.SIGHUP)
    finally:
        os.kill(os.getpid(), signal.SIGHUP)
        print("undone", flush=True)

interruption.answer_at_once()
main.commands.invoke = work
main.main()
"""
"""The work is being undone when the signal comes again."""


@pytest.mark.parametrize(
    ("name", "code", "undone"),
    [("SIGHUP", 129, "undone\n"), ("SIGTERM", 143, "undone\n"), ("SIGINT", 130, "")],
)
def test_work_is_undone_although_a_signal_comes_twice_but_not_if_it_is_ctrl_c(
    name: str, code: int, undone: str
) -> None:
    program = TWICE.replace("SIGHUP", name)
    command = [sys.executable, "-c", program, "check", "my-film"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, undone, "Stopped.\n")


WHEN = """
import signal, sys
from selector.cli import interruption, main

def now(*_):
    heard = signal.getsignal(signal.SIGINT)
    at_once, comes_again = heard is interruption.stop, sys.unraisablehook is main.come_again
    print("ends at once" if at_once else "is raised", comes_again, flush=True)
    return 0

interruption.answer_at_once()
now()
main.run = main._leave = now
main.main()
"""


def test_ctrl_c_is_raised_while_there_is_work_and_ends_the_program_before_and_after_that() -> None:
    done = subprocess.run([sys.executable, "-c", WHEN], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["ends at once False", "is raised True", "ends at once True"]


SHORT_OF_MEMORY = """
import resource, sys
from selector.cli import main
pages = int(open("/proc/self/statm").read().split()[0])
most = pages * resource.getpagesize() + (24 << 20)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
main.main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where memory can be limited")
def test_a_lack_of_memory_is_told_as_such_and_not_as_a_bug(film: Path) -> None:
    scene = {
        "title": "t" * 100,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "MARA", "role": "subject"}],
    }
    scenes = [{"scene_index": number, **scene} for number in range(30_000)]
    (film / "scenes.yaml").unlink()
    (film / "scenes.json").write_text(json.dumps(scenes))
    command = [sys.executable, "-c", SHORT_OF_MEMORY, "check", "my-film"]
    done = subprocess.run(command, cwd=film.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is not enough memory for this.\n"
