"""How far a long job is, on a terminal's standard error, once it has taken a second; nothing anywhere else."""

from __future__ import annotations

import os
import sys
from time import monotonic
from types import TracebackType

from selector.reporting.terminal import is_terminal

_AFTER, _EVERY = 1.0, 0.1


class Progress:
    """A line that counts up and goes away. `what` follows the number, such as `scenes picked`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._on = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._next = monotonic() + _AFTER
        self._shown = 0

    def at(self, done: int) -> None:
        """So many are done."""
        if self._on and monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            line = f"{done:,} {self._what} ..."
            self._shown = len(line)
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            sys.stderr.flush()
            self._shown = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
