"""Processes that a program starts, while it runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

in_linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")


@contextmanager
def running(line: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A program in a process group of its own."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        line, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        yield process


def offspring(process: int) -> list[int]:
    """The processes that a process started, as Linux tells them, which takes no time."""
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def forked_from(process: subprocess.Popen[str]) -> int:
    """The process of which those that share the work are forks, once it is there."""
    while True:
        assert process.poll() is None
        for child in offspring(process.pid):
            if _is_forked(child):
                return child


def _is_forked(process: int) -> bool:
    try:
        return b"forkserver" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def forks_of(process: subprocess.Popen[str], count: int) -> list[int]:
    """The processes that share the work, once so many are there."""
    loaded = forked_from(process)
    forks: list[int] = []
    while len(forks) < count:
        assert process.poll() is None
        forks = offspring(loaded)
    return forks


def lives(process: int) -> bool:
    """Whether a process is there, and not merely what its parent has not been told yet."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
