"""How processes that share work are started: as forks of one that has loaded what they need.

It loads while this process does something else, and has no threads when it is forked.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import (
    active_children,
    forkserver,
    get_context,
    parent_process,
    resource_tracker,
)
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_SAFE = "PYTHONSAFEPATH"


class NoProcessesError(OSError):
    """The system has no place for what processes share, as a container without `/dev/shm`."""


def load_ahead(*modules: str) -> None:
    """Start the process to be forked. It ends with this one.

    Args:
        modules: What it loads.
    """
    forkserver.set_forkserver_preload([*modules])
    _have_forks()


@contextmanager
def worker_pool(
    processes: int, begin: Callable[..., None], *given: object
) -> Iterator[ProcessPoolExecutor]:
    """Processes that share work, ended with it.

    Args:
        processes: How many.
        begin: What each does first; it calls `leave_signals_to_the_first`.
        given: What that is called with.

    Yields:
        The pool. It starts processes when work is submitted: do that within `undisturbed`.

    Raises:
        NoProcessesError: There can be no pool here.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # not before `load_ahead`

    others = active_children()
    context = get_context("forkserver" if _have_forks() else "spawn")
    try:
        pool = ProcessPoolExecutor(processes, context, begin, given)
    except OSError as error:
        raise NoProcessesError from error
    try:
        yield pool
    finally:
        # Not even asked to end: one that was killed while it waited for work keeps the lock that
        # the others would need to read that there is none, and the pool would wait for them.
        for child in active_children():
            if child not in others:
                child.kill()  # also one that stands still
        pool.shutdown(cancel_futures=True)


def _have_forks() -> bool:
    """Whether there is a process to be forked; it is started if there is none.

    Some systems advise against forks. Elsewhere there may be no folder for the socket by which it
    is asked, or the path of that folder is too long.
    """
    if sys.platform == "win32":
        return False
    with undisturbed():  # it would end with the terminal, and be missed
        resource_tracker.ensure_running()  # which lets interrupts through
    if sys.platform != "linux":
        return False
    try:
        with undisturbed():
            forkserver.ensure_running()
    except OSError:
        return False
    return True


def leave_signals_to_the_first() -> None:
    """In a process that was started: end when asked to, or with the first one; not by Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody is left to stop it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep signals and what lies in the current folder from the processes started meanwhile."""
    with _no_interrupts(), _without_this_folder():
        yield


@contextmanager
def _without_this_folder() -> Iterator[None]:
    """Let processes load no file of the current folder, such as a `yaml.py`, which Python would.

    Each then looks where the first one does, but to learn where, it loads some modules.
    """
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before


@contextmanager
def _no_interrupts() -> Iterator[None]:
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
        with _for_later(kept):
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _for_later(numbers: set[signal.Signals]) -> Iterator[None]:
    """Note signals that another thread of this process takes, and raise them at the end.

    A thread of pyarrow does not block what this one blocks.
    """
    if current_thread() is not main_thread():
        yield
        return
    heard: list[int] = []
    answers = {number: signal.getsignal(number) for number in numbers}
    for number in answers:
        signal.signal(number, lambda one, _: heard.append(one))
    try:
        yield
    finally:
        for number, answer in answers.items():
            signal.signal(number, answer)
        for one in heard:
            signal.raise_signal(one)
