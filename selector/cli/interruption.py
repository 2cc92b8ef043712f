"""Ctrl-C in; the exit code that shells expect of it out, at every moment.

While the program loads, and once its work is done, Ctrl-C ends it at once. In between, it raises
KeyboardInterrupt, so that what was begun is undone.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # for `signal` loads more: too late
import os

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""

_heard: list[int] = []


def answer_at_once() -> None:
    """End the program at Ctrl-C from here on, unless whoever started it has it ignored."""
    if _signal.getsignal(_signal.SIGINT) != _signal.SIG_IGN:
        _signal.signal(_signal.SIGINT, stop)


def let_work_be_undone() -> None:
    """Raise KeyboardInterrupt at Ctrl-C from here on."""
    if _signal.getsignal(_signal.SIGINT) is stop:
        _signal.signal(_signal.SIGINT, _interrupt)


def was_heard() -> bool:
    """Whether there was a Ctrl-C: a library may have made another exception of it."""
    return bool(_heard)


def stop(*_: object) -> None:
    """End the program at once."""
    os.write(2, b"Stopped.\n")
    os._exit(INTERRUPTED)


def _interrupt(number: int, frame: object) -> None:
    _heard.append(number)
    _signal.default_int_handler(number, frame)
