"""Problems as text for a person. In: problems, or what a check found. Out: text, without a line break at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.model.problem import Problem
from selector.reporting.frame import frame
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink, folded, printable
from selector.reporting.verdict import COLOUR


def problems_text(problems: Iterable[Problem], ink: Ink = PLAIN, window: int | None = None) -> str:
    """Each problem with its line, its span underlined and what to do; an empty line between two.

    Sentences are folded to the reader's window. Where there is none each stays on a line, to be searched by line.
    """
    return "\n\n".join(problem_text(problem, ink, window) for problem in problems)


def problem_text(problem: Problem, ink: Ink = PLAIN, window: int | None = None) -> str:
    """One problem in full: place, severity and code, the words, the line, what to do, and places it speaks of."""
    return "\n".join(_problem_lines(problem, ink, window))


def _problem_lines(problem: Problem, ink: Ink, window: int | None) -> Iterator[str]:
    colour = COLOUR[problem.severity]
    columns = window or PIPE_COLUMNS
    yield from _header(problem, ink, window)
    yield from frame(problem.at, ink, colour, columns)
    indent = " " * (len(str(problem.at.line)) + 1)
    if problem.hint:
        yield from folded(printable(problem.hint), window, indent, indent)
    for related in problem.related:
        yield from folded(
            f"{printable(related.what)}: {printable(str(related.at))}", window, indent, indent
        )
        yield from frame(related.at, ink, "blue", columns)


def _header(problem: Problem, ink: Ink, window: int | None) -> Iterator[str]:
    """Place, severity and code, and the words. It is folded without colours, which fill no cells."""
    where, kind = printable(problem.where), f"{problem.severity} {problem.code}"
    start = f"{where}: {kind}: "
    first, *more = folded(printable(problem.what), window, start)
    yield f"{ink(where, 'bold')}: {ink(kind, COLOUR[problem.severity], 'bold')}: {first[len(start) :]}".rstrip()
    yield from more
