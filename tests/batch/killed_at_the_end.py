"""`selector batch` with two parts, where a process that waits for work is killed as the other ends its own.

    python -m tests.batch.killed_at_the_end NOTES batch SCENES OUT ...

The processes write into the folder NOTES where they are. The pool learns of the last part, and of the end of
the run, before it learns that a process is dead.
"""

from __future__ import annotations

import concurrent.futures
import os
import signal
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from selector.batch import run_parts, worker
from selector.batch.film_runs import FilmPart
from selector.batch.part_folder import Troubles
from selector.cli.main import run


def pick(part: FilmPart) -> Troubles:
    """Pick: the first part when both processes have one, the second when the other waits for work."""
    notes = Path(os.environ["NOTES"])
    (notes / f"part-{part.number}").write_text(str(os.getpid()))
    _wait_for(notes / ("idle" if part.number else "part-1"))
    return worker.pick(part)


class Pool(ProcessPoolExecutor):
    """Is slow to look after its processes when a part is done."""

    def submit(self, *given: Any) -> Future[Any]:  # type: ignore[override]
        future = super().submit(*given)
        future.add_done_callback(self._kill if given[-1].number else self._await_idle)
        return future

    def _await_idle(self, _: Future[Any]) -> None:
        """Whoever waits for work holds the lock of the queue."""
        lock = self._call_queue._rlock  # type: ignore[attr-defined]
        while lock.acquire(block=False):
            lock.release()
            time.sleep(0.005)
        Path(os.environ["NOTES"], "idle").touch()

    def _kill(self, _: Future[Any]) -> None:
        idle = int(Path(os.environ["NOTES"], "part-0").read_text())
        os.kill(idle, signal.SIGKILL)
        while not self._shutdown_thread:
            time.sleep(0.005)


def _wait_for(file: Path) -> None:
    while not file.exists():
        time.sleep(0.005)


if __name__ == "__main__":
    os.environ["NOTES"] = sys.argv[1]
    concurrent.futures.ProcessPoolExecutor = Pool  # type: ignore[misc]
    vars(run_parts).update(pick=pick)
    sys.exit(run(sys.argv[2:]))
