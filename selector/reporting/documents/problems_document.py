"""Problems as JSON: what `selector check` prints, and any command whose input cannot be used.

In: problems, and what was checked. Out: a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from selector.model.problem import Problem
from selector.reporting.documents.shape import LATER, Shape
from selector.reporting.verdict import Checked, count


def _unless_zero(number: int) -> int | None:
    return number or None


Counted = Annotated[int | None, BeforeValidator(_unless_zero)]
"""A line or a column: none of them is known of a whole file."""


class Place(Shape):
    """A span of a file.

    Lines and columns are counted from 1, columns in code points. The end is exclusive.
    """

    file: str
    line: Counted
    column: Counted
    end_line: Counted
    end_column: Counted


class RelatedPlace(Shape):
    """A second location that a problem refers to."""

    what: str = Field(description="How it belongs to the problem.")
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
    scenes: Annotated[int | None, BeforeValidator(_unless_zero), LATER] = Field(
        description="How many scenes of the film it is about, where that is known."
    )


class CheckedEntry(Shape):
    """One thing that was checked: a rule file, a film, or a file of shot names or video models."""

    name: str = Field(description="The file or folder, as it was named.")
    kind: Literal["rules", "film", "shot_names", "targets"] = Field(
        description="What kind of file or folder it is."
    )
    errors: int
    warnings: int
    waived: Annotated[int, LATER] = Field(
        description="How many warnings are left out because a comment allows them."
    )
    notices: Annotated[tuple[str, ...], LATER] = Field(
        description=(
            "Remarks, in sentences, on what may well be intended. They are neither errors nor"
            " warnings."
        )
    )


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


def problem_entries(problems: Iterable[Problem]) -> tuple[ProblemEntry, ...]:
    """The entries of these problems."""
    return tuple(map(ProblemEntry.model_validate, problems))


def problems_document(
    problems: Sequence[Problem], checked: Iterable[Checked] = ()
) -> ProblemsDocument:
    """The document for these problems, and for the rule files and films that were checked."""
    errors, warnings = count(problems)
    entries = tuple(map(_checked, checked))
    return ProblemsDocument(checked=entries, errors=errors, warnings=warnings, problems=problems)


def _checked(checked: Checked) -> CheckedEntry:
    errors, warnings = count(checked.problems)
    return CheckedEntry(
        name=checked.name,
        kind=checked.kind,
        errors=errors,
        warnings=warnings,
        waived=checked.waived,
        notices=checked.notices,
    )
