"""Problems as text for a person. In: problems, or what a check found. Out: text, without a line break at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.model.problem import Problem
from selector.reporting.frame import frame
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink, printable
from selector.reporting.verdict import COLOUR


def problems_text(problems: Iterable[Problem], ink: Ink = PLAIN, columns: int = PIPE_COLUMNS) -> str:
    """Each problem with its line, its span underlined and what to do; an empty line between two."""
    return "\n\n".join(problem_text(problem, ink, columns) for problem in problems)


def problem_text(problem: Problem, ink: Ink = PLAIN, columns: int = PIPE_COLUMNS) -> str:
    """One problem in full: place, severity and code, the words, the line, what to do, and places it speaks of."""
    return "\n".join(_problem_lines(problem, ink, columns))


def _problem_lines(problem: Problem, ink: Ink, columns: int) -> Iterator[str]:
    colour = COLOUR[problem.severity]
    title = ink(f"{problem.severity} {problem.code}", colour, "bold")
    yield f"{ink(printable(problem.where), 'bold')}: {title}: {printable(problem.what)}"
    indent = " " * (len(str(problem.at.line)) + 1)
    yield from frame(problem.at, ink, colour, columns)
    if problem.hint:
        yield f"{indent}{printable(problem.hint)}"
    for related in problem.related:
        yield f"{indent}{printable(related.what)}: {printable(str(related.at))}"
        yield from frame(related.at, ink, "blue", columns)
