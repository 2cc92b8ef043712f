"""Problems as JSON: what `selector check` prints, and any command whose input cannot be used.

In: problems, and what was checked. Out: a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from selector.model.problem import Location, Problem, Related
from selector.reporting.documents.shape import Shape
from selector.reporting.verdict import Checked, count


class Place(Shape):
    """A span of a file.

    Lines and columns are counted from 1, columns in code points. The end is exclusive.
    """

    file: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None


class RelatedPlace(Shape):
    """A second place that a problem refers to."""

    what: str
    at: Place


class ProblemEntry(Shape):
    """One thing wrong, where, and what to do about it."""

    code: str = Field(description="Stable; `selector help CODE` explains it.")
    severity: Literal["error", "warning"]
    what: str
    hint: str
    field: str = Field(
        description="The path of the value inside its document, where that is known."
    )
    at: Place
    related: tuple[RelatedPlace, ...]


class CheckedEntry(Shape):
    """One rule file or film that was checked."""

    name: str
    kind: Literal["rules", "film"]
    errors: int
    warnings: int


class ProblemsDocument(Shape):
    """What `selector check` found.

    Any command whose input cannot be used prints this too.
    """

    document: Literal["problems"] = "problems"
    version: Literal[1] = 1
    checked: tuple[CheckedEntry, ...]
    errors: int
    warnings: int
    problems: tuple[ProblemEntry, ...]


def problems_document(
    problems: Sequence[Problem], checked: Iterable[Checked] = ()
) -> ProblemsDocument:
    """The document for these problems, and for the rule files and films that were checked."""
    errors, warnings = count(problems)
    entries = tuple(map(problem_entry, problems))
    return ProblemsDocument(
        checked=tuple(map(_checked, checked)), errors=errors, warnings=warnings, problems=entries
    )


def problem_entry(problem: Problem) -> ProblemEntry:
    """One problem."""
    return ProblemEntry(
        code=problem.code,
        severity=problem.severity,
        what=problem.what,
        hint=problem.hint,
        field=problem.field,
        at=place_entry(problem.at),
        related=tuple(map(_related, problem.related)),
    )


def place_entry(at: Location) -> Place:
    """A location as JSON: no lines and columns for a whole file."""
    if not at.line:
        return Place(file=at.file, line=None, column=None, end_line=None, end_column=None)
    return Place(
        file=at.file, line=at.line, column=at.column, end_line=at.end_line, end_column=at.end_column
    )


def _checked(checked: Checked) -> CheckedEntry:
    errors, warnings = count(checked.problems)
    return CheckedEntry(name=checked.name, kind=checked.kind, errors=errors, warnings=warnings)


def _related(related: Related) -> RelatedPlace:
    return RelatedPlace(what=related.what, at=place_entry(related.at))
