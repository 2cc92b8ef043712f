"""A count in; one line on a terminal that says how far a long job is, out.

It is shown once the job has taken a second. Nothing is shown anywhere but on a terminal.
"""

from __future__ import annotations

import os
import sys
from time import monotonic
from types import TracebackType

from selector.cli.printing.output import beneath
from selector.reporting.terminal import is_terminal

_AFTER, _EVERY = 1.0, 0.1
"""Seconds before the line is first shown, and between two counts."""


class Progress:
    """A line that counts up and goes away. `what` follows the number, such as `scenes picked`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._on = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._next = monotonic() + _AFTER
        self._shown = 0

    def at(self, done: int) -> None:
        """Show that so many are done, if it is time."""
        if not self._on or monotonic() < self._next:
            return
        self._next = monotonic() + _EVERY
        line = f"{done:,} {self._what} ..."
        self._shown = len(line)
        self._write(f"\r{line}")

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown:
            spaces = " " * self._shown
            self._write(f"\r{spaces}\r")
            self._shown = 0

    def _write(self, text: str) -> None:
        stream = beneath(sys.stderr)
        try:
            stream.write(text)
            stream.flush()
        except OSError:  # the terminal is gone, and the job is not
            self._on = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
