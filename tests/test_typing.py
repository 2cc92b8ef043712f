"""What type checkers say of programs of users (tests/typing): right calls are taken, each wrong one is refused.

The wrong ones are in `wrong_calls.py`, with the errors that must be found on each line.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = sorted((ROOT / "tests/typing").glob("*.py"))
WRONG = ROOT / "tests/typing/wrong_calls.py"
MARK = re.compile(
    r"  # type: ignore\[([\w-]+)\]  # pyright: ignore\[([\w, ]+)\](?:  # noqa: B018)?"
)
Errors = dict[tuple[str, int], str]
"""What is found, by the name of the file and the line."""


def by_mypy(files: Sequence[Path]) -> Errors:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found = re.findall(r"^(.*):(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert len(found) == done.stdout.count(": error: ")
    return {(Path(name).name, int(line)): code for name, line, code in found}


def by_pyright(files: Sequence[Path]) -> Errors:
    if find_spec("basedpyright") is None:
        reason = "no basedpyright in this environment: `make .venv/.dev` installs it"
        assert "SELECTOR_CI" not in os.environ, reason
        pytest.skip(reason)
    told = ["--outputjson", "--pythonpath", sys.executable, *map(str, files)]
    command = [sys.executable, "-m", "basedpyright", *told]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == len(files)
    rules: dict[tuple[str, int], set[str]] = {}
    for each in report["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        rules.setdefault((Path(each["file"]).name, line), set()).add(each["rule"])
    return {where: ", ".join(sorted(found)) for where, found in rules.items()}


@pytest.mark.parametrize(("check", "which"), [(by_mypy, 1), (by_pyright, 2)])
def test_right_calls_are_taken_and_wrong_ones_refused_line_by_line(
    check: Callable[[Sequence[Path]], Errors], which: int, tmp_path: Path
) -> None:
    """The wrong ones are checked as users write them, and with the comments that name their errors.

    A comment that names an error which is not there is an error itself.
    """
    source = WRONG.read_text("utf-8")
    as_written = tmp_path / "as_users_write_them.py"
    as_written.write_text(MARK.sub("", source), "utf-8")
    wanted = {}
    for number, line in enumerate(source.splitlines(), 1):
        mark = MARK.search(line)
        if mark is not None:
            wanted[as_written.name, number] = mark[which]
    assert len(wanted) > 20
    assert check([*PROGRAMS, as_written]) == wanted
