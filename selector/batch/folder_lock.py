"""A folder in; it is for one run at a time. What is locked is free again when its process is gone.

The system holds the lock, not the file that it is on: a run that was killed locks nobody out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selector.model.problem import Location, Problem, ProblemError, Source

if sys.platform != "win32":
    import fcntl

LOCK = ".selector-batch-runs-here"


@contextmanager
def one_run_in(folder: str) -> Iterator[None]:
    """Let no other run into a folder meanwhile, where its file system has locks.

    Args:
        folder: The folder, which must be there.

    Raises:
        ProblemError: Another run is in it (B708).
    """
    file = Path(folder, LOCK)
    opened = _locked(file)
    try:
        yield
    finally:
        if opened is not None:
            file.unlink(missing_ok=True)  # while it is locked, so it is nobody else's
            os.close(opened)


def _locked(file: Path) -> int | None:
    """The file, open and locked; None where that cannot be had, as on a read-only disk."""
    if sys.platform == "win32":
        return None
    while True:
        try:
            opened = os.open(file, os.O_RDWR | os.O_CREAT)
        except OSError:
            return None
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            raise ProblemError([_taken(file.parent)]) from None
        except OSError:
            os.close(opened)
            return None
        if _is_at(opened, file):
            return opened
        os.close(opened)  # the run before took it away after it was opened here


def _is_at(opened: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), file.stat())
    except FileNotFoundError:
        return False


def _taken(folder: Path) -> Problem:
    return Problem(
        at=Location(source=Source(name=str(folder))),
        code="B708",
        what="Another run of `selector batch` is writing into this folder.",
        hint="Wait until it has ended, or name another folder.",
    )
