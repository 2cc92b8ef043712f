"""What tests of several files ask for by name."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from selector.cli.main import run
from tests.db.compiled import compiled_once
from tests.long import many
from tests.read_once import (
    schemas_made_once,
    shipped_rules_read_once,
    small_pictures_of_the_example_made_once,
)

_MEMORY = "/dev/shm"
_ROOM = 4 << 30
"""Bytes that must be free in memory for what the tests of two workers write to lie there."""


def pytest_configure() -> None:
    """Write the tests' folders to memory where there is room: their databases wait for the disk else.

    While tests are collected nothing becomes rubbish.
    """
    gc.disable()
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _MEMORY)


def pytest_sessionstart() -> None:
    """Let ^C reach what tests start: a shell that starts the suite in the background has it ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never in what was read in: a tenth of the time of most tests."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Look for the last rubbish twice: pytest would look ten times, through all that was ever read in."""
    for _ in range(2):
        gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_never_changes_is_made_once() -> Iterator[None]:
    if many(quick=False, long=True):
        yield
        return
    with (
        shipped_rules_read_once(),
        schemas_made_once(),
        small_pictures_of_the_example_made_once(),
    ):
        yield


@pytest.fixture(scope="session")
def new_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `selector new film` makes, made once; its title is that of a folder `my-film`."""
    folder = tmp_path_factory.mktemp("new") / "my-film"
    assert run(["new", "film", str(folder)]) == 0
    return folder


@pytest.fixture
def film(new_film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The film that `selector new` makes, in the directory that the commands run in."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(new_film, tmp_path / "my-film")
