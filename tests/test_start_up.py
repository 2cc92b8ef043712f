"""What a command loads: no library and no room of ours that it has no use for. Loading is most of what a command takes.

Counted by the names of modules, in an interpreter of its own for each command. `bench/startup.py` takes the time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from selector.cli.later import load_later

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "the-tide-clock"

LIBRARIES = {
    "yaml", "pydantic", "sqlalchemy", "sqlalchemy.orm", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.postgresql",
    "asyncio.base_events", "alembic", "rich", "jsonschema", "importlib.metadata._adapters", "email",
}  # fmt: skip
"""What is slow to load."""

SQLALCHEMY = {"sqlalchemy"}
"""SQLAlchemy's core: no ORM, and nothing of another kind of database."""

ROOMS = {
    "selector.reading.film",
    "selector.reporting.documents",
    "selector.reading.shape.reword",
    "selector.db",
}
"""Our own that few commands need."""

COMMANDS: dict[str, set[str]] = {
    "--help": set(),
    "--version": set(),
    "check rules/default.yaml": {"yaml"},
    "rules rules/default.yaml": {"yaml"},
    "rules FILM": {"yaml", "selector.reading.film"},
    "check FILM": {"yaml", "selector.reading.film"},
    "why FILM 27": {"yaml", "selector.reading.film"},
    "why FILM 27 WREN": {"yaml", "selector.reading.film"},
    "pick FILM --dry-run": {"yaml", "selector.reading.film"},
    "pick FILM": {"yaml", "selector.reading.film", "selector.db", *SQLALCHEMY},
}
"""Each command with those of them that it needs."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_nothing_that_it_has_no_use_for(command: str, tmp_path: Path) -> None:
    film = shutil.copytree(EXAMPLE, tmp_path / "film", ignore=shutil.ignore_patterns("*.sqlite*"))
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
    loaded = set(ran.stderr.splitlines()[-1].split())
    assert loaded & (LIBRARIES | ROOMS) == COMMANDS[command]


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


@pytest.mark.parametrize("use", USES_OF_ASYNCIO)
def test_asyncio_is_there_for_whoever_uses_it_though_a_function_of_it_was_looked_up(
    use: str,
) -> None:
    put_off = "from selector.cli.later import load_later; load_later('asyncio', 'iscoroutine'); "
    put_off += "import sys, asyncio; kept = asyncio.iscoroutine; "
    put_off += "assert 'asyncio.base_events' not in sys.modules; "
    still = "; assert not kept(1) and asyncio.iscoroutine is sys.modules['asyncio'].iscoroutine"
    program = [sys.executable, "-c", put_off + use + still]
    ran = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "slept"


@pytest.mark.parametrize("use", USES_OF_A_MODULE)
def test_a_module_that_is_loaded_later_is_there_for_whoever_uses_it(use: str) -> None:
    put_off = "from selector.cli.later import load_later; load_later('importlib.metadata'); "
    put_off += "import sys; assert 'importlib.metadata._adapters' not in sys.modules; "
    ran = subprocess.run(
        [sys.executable, "-c", put_off + use], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == version("click")


def test_a_module_that_is_loaded_already_stays() -> None:
    before = sys.modules["importlib.metadata"]
    load_later("importlib.metadata")
    assert sys.modules["importlib.metadata"] is before
