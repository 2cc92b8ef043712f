"""From a command to its work is a short way: a reader who looks for it opens a few functions.

Counted are the functions of `selector/` that are running when the work is called for the first
time, from the command's own function to the one that does the work, both included. What only wraps
a function (the openings of databases, the attempts of a write) and the frames of other libraries do
not count.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import CodeType, FrameType

import pytest

from selector.cli.main import run

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "selector"
EXAMPLE = ROOT / "examples" / "the-tide-clock"

AT_MOST = 6

WRAPPERS = ("db/connections/sessions.py", "db/connections/turns.py")

WORK = {
    "check rules/default.yaml": "compile_rules",
    "rules rules/default.yaml": "compile_rules",
    "rules FILM": "compile_rules",
    "check FILM": "compile_rules",
    "pick FILM": "Rules.select",
    "pick FILM --dry-run": "Rules.select",
    "why FILM 12": "explain",
    "why FILM 27 WREN": "explain",
}
"""Each command, and the function that does what it is for."""


@pytest.mark.parametrize("command", WORK)
def test_from_a_command_to_its_work_it_is_a_few_calls(command: str, tmp_path: Path) -> None:
    film = shutil.copytree(EXAMPLE, tmp_path / "film", ignore=shutil.ignore_patterns("*.sqlite*"))
    words = {"FILM": str(film), "rules/default.yaml": str(ROOT / "rules" / "default.yaml")}
    way = way_to(WORK[command], [words.get(word, word) for word in command.split()])
    assert way, f"{WORK[command]} was never called"
    assert len(way) <= AT_MOST, "\n".join(way)


def way_to(work: str, arguments: list[str]) -> list[str]:
    """The functions from the command to the first call of that name in the engine."""
    way: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if not way and event == "call" and code.co_qualname == work and in_room(code, "engine"):
            way.extend(calls_to(frame))

    sys.setprofile(watch)
    try:
        run(arguments)
    finally:
        sys.setprofile(None)
    return way


def calls_to(frame: FrameType | None) -> list[str]:
    """The functions that are running, from the outermost in a command's module."""
    calls: list[str] = []
    while frame is not None:
        code = frame.f_code
        if in_room(code, "") and not code.co_filename.endswith(WRAPPERS):
            calls.insert(0, f"{Path(code.co_filename).relative_to(PACKAGE)}: {code.co_qualname}")
        frame = frame.f_back
    first = next(index for index, call in enumerate(calls) if call.startswith("cli/commands/"))
    return calls[first:]


def in_room(code: CodeType, room: str) -> bool:
    return Path(code.co_filename).is_relative_to(PACKAGE / room)
