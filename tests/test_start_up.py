"""What a command loads: no library and no room of ours that it has no use for. Loading is most of what a command takes.

Counted by the names of modules, in an interpreter of its own for each command. `bench/startup.py` takes the time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

from selector.cli.later import load_later

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "the-tide-clock"

LIBRARIES = {
    "yaml", "pydantic", "sqlalchemy", "sqlalchemy.orm", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.postgresql",
    "asyncio.base_events", "alembic", "rich", "jsonschema", "importlib.metadata._adapters", "email",
    "hashlib", "typing_extensions", "shutil",
}  # fmt: skip
"""What is slow to load."""

SQLALCHEMY = {"sqlalchemy", "hashlib", "typing_extensions"}
"""SQLAlchemy's core: no ORM, and nothing of another kind of database."""

ROOMS = {
    "selector.reading.film",
    "selector.reading.shape.reword",
    "selector.reading.text.yaml_syntax",
    "selector.reporting.documents",
    "selector.reporting.problem_words",
    "selector.review",
    "selector.review.advice",
    "selector.language.shapes",
    "selector.engine.extended",
    "selector.engine.explain",
    "selector.engine.pins_not_sent",
    "selector.db",
}
"""Our own that few commands need."""

FILM = {"yaml", "selector.reading.film"}
ADVICE = {
    "selector.engine.explain",
    "selector.engine.extended",
    "selector.review",
    "selector.review.advice",
}
"""What says how a picture that was left out would be sent, and what that does to other scenes."""

COMMANDS: dict[str, set[str]] = {
    "--help": {"shutil"},
    "--version": set(),
    "check rules/default.yaml": {"yaml", "selector.review"},
    "rules rules/default.yaml": {"yaml"},
    "rules FILM": FILM,
    "help prefer": set(),
    "check FILM": {
        *FILM,
        "selector.engine.explain",
        "selector.reporting.problem_words",
        "selector.review",
    },
    "why FILM 27": {*FILM, *ADVICE},
    "why FILM 27 WREN": {*FILM, *ADVICE},
    "pick FILM --dry-run": {*FILM, "selector.engine.explain", "hashlib"},
    "pick FILM": {*FILM, "selector.engine.explain", "selector.db", *SQLALCHEMY},
}
"""Each command with those of them that it needs."""

MODULES = {"check rules/default.yaml": 110, "check FILM": 160, "why FILM 27": 167, "pick FILM": 191}
"""How many modules of ours a command loads at most, beside the words of the language.

Each takes about as long as a scene takes to read. One that only some files need is loaded where they need it: the
film here has shot types that no shot rule serves, so `check` asks the shot names about them, and people who are never
sent, so it says which lines help.
"""
WORDS = (
    "selector.language.conditions.",
    "selector.language.edit_words.",
    "selector.language.entry_",
    "selector.language.file_words.",
    "selector.language.kinds.",
    "selector.language.scene_conditions.",
    "selector.language.shot_words.",
)


@cache
def loaded_by(command: str) -> set[str]:
    """The modules that a command loads."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder, "film")
        shutil.copytree(EXAMPLE, film, ignore=shutil.ignore_patterns("*.sqlite*"))
        arguments = [str(film) if word == "FILM" else word for word in command.split()]
        program = f"""
import os, sys
from selector.cli.main import main
os._exit = sys.exit
sys.argv[1:] = {arguments!r}
try:
    main()
except SystemExit as left:
    assert left.code == 0
print(*sys.modules, file=sys.stderr)
"""
        ran = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_nothing_that_it_has_no_use_for(command: str) -> None:
    assert loaded_by(command) & (LIBRARIES | ROOMS) == COMMANDS[command]


@pytest.mark.parametrize("command", MODULES)
def test_a_command_loads_no_more_modules_of_ours_than_it_may(command: str) -> None:
    ours = (name for name in loaded_by(command) if name.startswith("selector."))
    besides = sorted(name for name in ours if not name.startswith(WORDS))
    assert len(besides) <= MODULES[command], besides


USES_OF_A_MODULE = (
    "import importlib.metadata; print(importlib.metadata.version('click'))",
    "import importlib.metadata as found; print(found.version('click'))",
    "from importlib import metadata; print(metadata.version('click'))",
    "from importlib.metadata import version; print(version('click'))",
    "import importlib.metadata._meta; print(importlib.metadata.version('click'))",
)


USES_OF_ASYNCIO = (
    "import asyncio; print(asyncio.run(asyncio.sleep(0, 'slept')))",
    "from asyncio import run, sleep; print(run(sleep(0, 'slept')))",
    "import asyncio.tasks; print(asyncio.run(asyncio.tasks.sleep(0, 'slept')))",
    "from asyncio.runners import run; import asyncio; print(run(asyncio.sleep(0, 'slept')))",
    "from asyncio import iscoroutine, sleep; print('slept' if iscoroutine(s := sleep(0)) else ''); s.close()",
    "from asyncio import iscoroutine as it; print('' if it('slept') else 'slept')",
)


IN_FORKS = """
import os, sys
for use in {uses!r}:
    if os.fork() == 0:
        try:
            exec({put_off!r} + use + {still!r})
            sys.stdout.flush()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.wait()[1] == 0, use
"""
"""Runs each use in a process that has loaded nothing before, as a start of Python for each would."""


def printed_by(uses: tuple[str, ...], put_off: str, still: str = "") -> list[str]:
    """What each use prints, one after the other, between what puts a module off and what asks how it is then."""
    program = IN_FORKS.format(uses=uses, put_off=put_off, still=still)
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_asyncio_is_there_for_whoever_uses_it_though_a_function_of_it_was_looked_up() -> None:
    put_off = "from selector.cli.later import load_later; load_later('asyncio', 'iscoroutine'); "
    put_off += "import sys, asyncio; kept = asyncio.iscoroutine; "
    put_off += "assert 'asyncio.base_events' not in sys.modules; "
    still = "; assert not kept(1) and asyncio.iscoroutine is sys.modules['asyncio'].iscoroutine"
    assert printed_by(USES_OF_ASYNCIO, put_off, still) == ["slept"] * len(USES_OF_ASYNCIO)


def test_a_module_that_is_loaded_later_is_there_for_whoever_uses_it() -> None:
    put_off = "from selector.cli.later import load_later; load_later('importlib.metadata'); "
    put_off += "import sys; assert 'importlib.metadata._adapters' not in sys.modules; "
    assert printed_by(USES_OF_A_MODULE, put_off) == [version("click")] * len(USES_OF_A_MODULE)


def test_a_module_that_is_loaded_already_stays() -> None:
    before = sys.modules["importlib.metadata"]
    load_later("importlib.metadata")
    assert sys.modules["importlib.metadata"] is before
