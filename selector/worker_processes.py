"""How processes that share work are started: as forks of one that has loaded what they need.

It loads while this process does something else, and has no threads when it is forked.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.context import BaseContext


def load_ahead(*modules: str) -> None:
    """Start the process to be forked. It ends with this one.

    Args:
        modules: What it loads.
    """
    forkserver.set_forkserver_preload([*modules])
    _have_forks()


def worker_context() -> BaseContext:
    """What starts processes: each by itself where there is none to be forked."""
    if _have_forks():
        return get_context("forkserver")
    if sys.platform != "win32":
        with no_interrupts():  # it would end with the terminal, and be missed
            resource_tracker.ensure_running()
    return get_context("spawn")


def _have_forks() -> bool:
    """Whether there is a process to be forked; it is started if there is none.

    Some systems advise against forks. Elsewhere there may be no folder for the socket by which it
    is asked, or the path of that folder is too long.
    """
    if sys.platform != "linux":
        return False
    try:
        with no_interrupts():
            forkserver.ensure_running()
    except OSError:
        return False
    return True


@contextmanager
def no_interrupts() -> Iterator[None]:
    """Keep signals from the processes that are started meanwhile, and for this one until then.

    A process that loads cannot say yet that Ctrl-C is not for it, and one to which this process
    does not give all that it needs cannot begin: both would end in a traceback. That the terminal
    is gone is for this process alone, too.
    """
    if sys.platform == "win32":
        yield
        return
    kept = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, kept)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
