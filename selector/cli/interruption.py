"""Ctrl-C in; the exit code that shells expect of it out, at every moment.

While the program loads, and once its work is done, Ctrl-C ends it at once. In between, it raises
KeyboardInterrupt, so that what was begun is undone. The same goes for the signals by which a system
ends a program, and for the one that says that its terminal is gone.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # for `signal` loads more: too late
import os

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""

_BY_SIGNAL = 128
"""What shells add to the number of the signal that ended a program."""

_heard: list[int] = []


def answer_at_once() -> None:
    """End the program at Ctrl-C from here on, unless whoever started it has it ignored."""
    for number in _signals():
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, stop)


def let_work_be_undone() -> None:
    """Raise KeyboardInterrupt at Ctrl-C from here on."""
    for number in _signals():
        if _signal.getsignal(number) is stop:
            _signal.signal(number, _interrupt)


def _signals() -> list[int]:
    numbers = [_signal.SIGINT, _signal.SIGTERM]
    if hasattr(_signal, "SIGHUP"):  # not on Windows
        numbers.append(_signal.SIGHUP)
    return numbers


def was_heard() -> bool:
    """Whether there was a Ctrl-C: a library may have made another exception of it."""
    return bool(_heard)


def forget() -> int:
    """Whatever was heard first, as if it had not been: it was lost, and will come again."""
    number = _heard[0] if _heard else _signal.SIGINT
    _heard.clear()
    return number


def code_when_stopped() -> int:
    """What shells expect of a program that was stopped by what was heard first."""
    if _heard:
        return _BY_SIGNAL + _heard[0]
    return INTERRUPTED


def stop(number: int = _signal.SIGINT, _: object = None) -> None:
    """End the program at once."""
    _heard.append(number)
    try:
        os.write(2, b"Stopped.\n")
    finally:  # also if nobody is left to read it
        os._exit(code_when_stopped())


def _interrupt(number: int, frame: object) -> None:
    _heard.append(number)
    if number == _signal.SIGINT or len(_heard) == 1:  # shells send others twice
        _signal.default_int_handler(number, frame)
