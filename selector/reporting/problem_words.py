"""Problems as text for a person.

In: problems, or what a check found. Out: text, without a line break at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.model.problem import Problem
from selector.reporting.frame import frame
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink, folded, printable
from selector.reporting.verdict import COLOUR


def problems_text(problems: Iterable[Problem], ink: Ink = PLAIN, window: int | None = None) -> str:
    """Each problem in full, with an empty line between two.

    Args:
        problems: The problems, in the order in which they are shown.
        ink: How to colour the text.
        window: The width of the reader's window, in cells. Sentences are folded to it; without a
            window each stays on one line, so that the text can be searched by line.

    Returns:
        Lines of text.
    """
    return "\n\n".join(problem_text(problem, ink, window) for problem in problems)


def problem_text(problem: Problem, ink: Ink = PLAIN, window: int | None = None) -> str:
    """One problem: where, severity and code, what is wrong, the line, what to do.

    Args:
        problem: The problem.
        ink: How to colour the text.
        window: The width of the reader's window, in cells, as for `problems_text`.

    Returns:
        Lines of text.
    """
    return "\n".join(_problem_lines(problem, ink, window))


def _problem_lines(problem: Problem, ink: Ink, window: int | None) -> Iterator[str]:
    at, colour = problem.at, COLOUR[problem.severity]
    columns = window or PIPE_COLUMNS
    gutter = str(at.line) + " "
    indent = " " * len(gutter)
    yield from _header(problem, ink, window)
    yield from frame(at, ink, colour, columns)
    if problem.hint:
        yield from folded(printable(problem.hint), window, indent, indent)
    for related in problem.related:
        words = printable(f"{related.what}: {related.at}")
        yield from folded(words, window, indent, indent)
        yield from frame(related.at, ink, "bold", columns)


def _header(problem: Problem, ink: Ink, window: int | None) -> Iterator[str]:
    """Where, severity and code, what is wrong; folded before it is coloured."""
    where = printable(problem.where)
    kind = f"{problem.severity} {problem.code}"
    start = f"{where}: {kind}: "
    words = printable(problem.what)
    first, *more = folded(words, window, start)
    where = ink(where, "bold")
    kind = ink(kind, COLOUR[problem.severity], "bold")
    what = first.removeprefix(start.rstrip())
    yield f"{where}: {kind}:{what}".rstrip()
    yield from more
