"""Problems in; the first of them out, and that there are more: of one file, or of a film while its files are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from selector.model.codes import Severity
from selector.model.problem import Location, Problem

MOST_PROBLEMS = 1_000
"""Problems of one file that are told: a hostile file could have a problem in every other character."""


def shown_problems(problems: Iterable[Problem], called: str = "The file") -> Iterator[Problem]:
    """The problems, up to `MOST_PROBLEMS`; then one that says that there are more. `called` is where they all are."""
    for count, problem in enumerate(problems):
        if count == MOST_PROBLEMS:
            yield too_many(problem.at, called)
            return
        yield problem


def too_many(at: Location, called: str = "The file") -> Problem:
    """Y141, at the first problem that is not told."""
    what = f"{called} has more than {MOST_PROBLEMS} problems; the rest are not shown."
    return Problem(
        at=at, code="Y141", what=what, hint="Is it the right file? If so, fix those above first."
    )


class ShownProblems:
    """Up to `MOST_PROBLEMS` errors and as many warnings: a film of a million broken scenes has one fault.

    Once there are more errors than are told, `is_full` says that reading on finds nothing that anybody hears of.
    """

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._count: Counter[Severity] = Counter()
        self._left_out: dict[Severity, Problem] = {}

    @property
    def any_errors(self) -> bool:
        """Whether one of them is an error."""
        return self._count["error"] > 0

    @property
    def is_full(self) -> bool:
        """Whether there are more errors than are told."""
        return "error" in self._left_out

    def add(self, problems: Iterable[Problem]) -> None:
        """Some more; no more are asked for once it is full."""
        for problem in problems:
            severity = problem.severity
            self._count[severity] += 1
            if self._count[severity] <= MOST_PROBLEMS:
                self._kept.append(problem)
            else:
                self._left_out.setdefault(severity, problem)
            if self.is_full:
                return

    def in_order(self) -> tuple[Problem, ...]:
        """All that are kept, in order of place; and one of each severity of which there are more."""
        return tuple(
            sorted((*self._kept, *(self._and_more(each) for each in self._left_out.values())))
        )

    def _and_more(self, first: Problem) -> Problem:
        hint = "Is it the right film? If so, fix those above first."
        if first.severity == "error":
            what = f"The film has more than {MOST_PROBLEMS:,} errors; the rest are not shown."
            return Problem(at=first.at, code="Y141", what=what, hint=hint)
        more = self._count["warning"] - MOST_PROBLEMS
        what = f"The film has {more:,} more warning{'s' * (more > 1)} that {'are' if more > 1 else 'is'} not shown."
        return Problem(at=first.at, code="F359", what=what, hint=hint)
