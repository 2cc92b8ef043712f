"""Problems in; the first of them out, and that there are more: of one file, or of a whole film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from selector.model.codes import Severity
from selector.model.problem import Location, Problem
from selector.reading.text.document import Problems
from selector.reading.text.message import Message

MOST_PROBLEMS = 1_000
"""Problems of one file that are shown: a hostile file could have one in every other character."""


def shown_problems(problems: Iterable[Problem], called: str = "The file") -> Iterator[Problem]:
    """The problems, up to `MOST_PROBLEMS`; then one that says that there are more.

    `called` is where they all are.
    """
    for count, problem in enumerate(problems):
        if count == MOST_PROBLEMS:
            yield too_many(problem.at, called)
            return
        yield problem


def too_many(at: Location, called: str = "The file") -> Problem:
    """Y141, at the first problem that is not shown."""
    return _MORE_IN_FILE.about(called=called, most=MOST_PROBLEMS).at(at)


class ShownProblems:
    """Up to `MOST_PROBLEMS` errors and as many warnings of a film.

    Once there are more errors than that, `is_full` says that reading on is of no use.
    """

    def __init__(self) -> None:
        self._shown: list[Problem] = []
        self._count: Counter[Severity] = Counter()
        self._first_hidden: dict[Severity, Problem] = {}

    @property
    def any_errors(self) -> bool:
        """True where one of them is an error."""
        return self._count["error"] > 0

    @property
    def is_full(self) -> bool:
        """True where there are more errors than are shown."""
        return "error" in self._first_hidden

    def add(self, problems: Iterable[Problem]) -> None:
        """Some more; no more are taken once it is full."""
        for problem in problems:
            severity = problem.severity
            self._count[severity] += 1
            if self._count[severity] <= MOST_PROBLEMS:
                self._shown.append(problem)
            else:
                self._first_hidden.setdefault(severity, problem)
            if self.is_full:
                return

    def in_order(self) -> Problems:
        """All that are shown, and one of each severity of which there are more, by location."""
        more = map(self._and_more, self._first_hidden.values())
        return tuple(sorted((*self._shown, *more)))

    def _and_more(self, first: Problem) -> Problem:
        if first.severity == "error":
            return _MORE_ERRORS.about(most=MOST_PROBLEMS).at(first.at)
        hidden = self._count["warning"] - MOST_PROBLEMS
        if hidden == 1:
            return _ONE_MORE_WARNING.at(first.at)
        return _MORE_WARNINGS.about(more=hidden).at(first.at)


_MORE_IN_FILE = Message(
    "Y141",
    "{called} has more than {most:,} problems; the rest are not shown.",
    "Is this the right file? If so, fix those above first.",
)
_MORE_ERRORS = Message(
    "Y141",
    "The film has more than {most:,} errors; the rest are not shown.",
    "Is this the right film? If so, fix those above first.",
)
_ONE_MORE_WARNING = Message(
    "F359", "The film has 1 more warning that is not shown.", _MORE_ERRORS.hint
)
_MORE_WARNINGS = Message(
    "F359", "The film has {more:,} more warnings that are not shown.", _MORE_ERRORS.hint
)
