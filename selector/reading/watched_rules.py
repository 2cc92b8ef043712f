"""The name of a rule file that may change while a program runs in; its newest right rules out.

What counts is what the files hold, not when they were changed: an editor that saves by renaming, a
link that is moved, two saves in one tick of the clock of a disk are all seen. The files are those
of the whole chain: the rule file, what it extends and the shot names that it reads by. They are
small, and are read again at most once a second, by whoever asks for the rules then. While they are
being written, the rules in use stay.

>>> from selector.data import data_dir
>>> live = WatchedRules(data_dir("rules") / "default.yaml")
>>> live.current().name, live.problems
('default', ())
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, TypeVar

from selector.model.frozen import frozen
from selector.model.problem import LONGEST_PATH, ProblemError, as_python, errors_of, shown
from selector.reading.load import check_rules, path_of_rules
from selector.reading.text.file import SourceRead, read_source

if TYPE_CHECKING:
    from selector.engine.rules import Rules
    from selector.reading.text.document import Problems

T = TypeVar("T")

BETWEEN_LOOKS = 1.0
"""Seconds from one look at the files to the next."""
SETTLING = 0.02
"""Seconds for which changed files must stay as they are: somebody may be writing them."""

logger = logging.getLogger("selector")


@frozen
class _Reading:
    """The files of a chain as they were read once, by their paths; and what they say.

    Attributes:
        files: What was read of each file.
        rules: The rules; None if a problem is an error.
        problems: Every problem.
    """

    files: Mapping[str, SourceRead]
    rules: Rules | None
    problems: Problems

    def is_still_so(self) -> bool:
        """Whether all files hold what was read."""
        return all(_alike(read_source(path), read) for path, read in self.files.items())


class WatchedRules:
    """The rules of a file that may change while a program runs.

    Safe to share by threads. It has no thread of its own: whoever asks looks at the files.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        clock: Callable[[], float] = monotonic,
        pause: Callable[[float], object] = sleep,
    ) -> None:
        """Load the rules.

        Args:
            path: The path of a rule file, or the name of rules that come with selector.
            clock: Gives the time in seconds, from any start.
            pause: Waits for as many seconds as it is given, while changed files may be written.

        Raises:
            ProblemError: The file cannot be read, or something in it is an error.
            TypeError: One of these is of another type.
        """
        self._path = os.path.abspath(path_of_rules(path))  # noqa: PTH100  # links may be moved
        self._clock = _function("clock", clock)
        self._pause = _function("pause", pause)
        now = clock()
        if not isinstance(now, int | float):
            raise TypeError(f"`clock` must give seconds as a number, not {as_python(now)}")
        self._turn = Lock()
        self._process = os.getpid()
        self._next_look = now + BETWEEN_LOOKS
        self._seen = _read(self._path)
        if self._seen.rules is None:
            raise ProblemError(self._seen.problems)
        nothing_wrong: Problems = ()
        self._live = self._seen.rules, nothing_wrong

    def current(self) -> Rules:
        """The newest rules that are right.

        Returns:
            The rules. They never change: a later call may give others.
        """
        self._look_if_due()
        rules, _ = self._live
        return rules

    @property
    def problems(self) -> Problems:
        """What is wrong with the files as they are now; empty if `current` gives their rules."""
        self._look_if_due()
        _, problems = self._live
        return problems

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path}>"

    def _look_if_due(self) -> None:
        """Look at the files, unless somebody did less than a second ago, or does so now."""
        if self._clock() < self._next_look:
            return
        turn = self._turn_here()
        if not turn.acquire(blocking=False):
            return
        try:
            now = self._clock()
            if now >= self._next_look:
                self._next_look = now + BETWEEN_LOOKS
                self._look()
        finally:
            turn.release()

    def _turn_here(self) -> Lock:
        """The lock of whoever looks in this process. Nobody gives back one that a fork copied."""
        process = os.getpid()
        if process != self._process:
            self._turn = Lock()
            self._process = process
        return self._turn

    def _look(self) -> None:
        if self._seen.is_still_so():
            return
        reading = _read(self._path)
        self._pause(SETTLING)
        if not reading.is_still_so():  # the next look comes sooner
            self._next_look = self._clock() + SETTLING
            return
        self._seen = reading
        if reading.rules is None:
            rules, _ = self._live
            self._live = rules, reading.problems
            self._log_broken(rules, errors_of(reading.problems))
        else:
            self._live = reading.rules, ()
            self._log_new(reading.rules)

    def _log_new(self, rules: Rules) -> None:
        message = "%s: %s %s is in use from now on"
        values = self._named(rules)
        logger.info(message, *values, extra={"rules_digest": rules.digest})

    def _log_broken(self, rules: Rules, errors: Problems) -> None:
        message = "%s cannot be used, so %s %s stays in use; problem 1 of %d: %s"
        values = *self._named(rules), len(errors), errors[0]
        logger.warning(message, *values, extra={"rules_digest": rules.digest})

    def _named(self, rules: Rules) -> tuple[str, str, str]:
        """The file and the rules as a log may have them, whatever characters are in their names."""
        return shown(self._path, LONGEST_PATH), shown(rules.name), shown(rules.version)


def _function(name: str, given: T) -> T:
    if not callable(given):
        raise TypeError(f"`{name}` must be a function, not {as_python(given)}")
    return given


def _read(path: str) -> _Reading:
    """The rule file at a path, with the files that it names."""
    files: dict[str, SourceRead] = {}

    def read(file: str, written: str) -> SourceRead:
        beside = str(Path(file).parent / written)
        files[beside] = read_source(beside)
        return files[beside]

    source, problems = files[path] = read_source(path)
    rules = None
    if source is not None:
        rules, problems = check_rules(source, read_beside=read)
    return _Reading(files=files, rules=rules, problems=problems)


def _alike(now: SourceRead, before: SourceRead) -> bool:
    """Whether a file holds what it held, or cannot be read for the same reason."""
    return now == before and _text(now) == _text(before)


def _text(read: SourceRead) -> str | None:
    source, _ = read
    return None if source is None else source.text
