"""What is wrong with something a person wrote, and exactly where.

A reader or a check yields `Problem` values and never decides whether to stop; `ProblemError`
carries them to whoever asked. Problems sort by place because `Location` is their first field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from selector.model.codes import CODES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """One text that was read: the name its reader knows it by (a path, `<stdin>`, `scene manifest`) and what it says.

    `first_line` is the number of the text's first line: above 1 for one line of a long JSON Lines
    file.
    """

    name: str
    text: str = field(default="", repr=False, compare=False)
    first_line: int = field(default=1, repr=False, compare=False)

    def line(self, number: int) -> str | None:
        """The text of one line, counted from 1, without its line break; None where there is no such line."""
        lines = _lines(self.text) if number else []
        return (
            lines[number - self.first_line] if 0 <= number - self.first_line < len(lines) else None
        )


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of a text; kept for a few texts, because one broken file asks for many of its lines."""
    return text.splitlines()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A span of a source. Lines and columns count from 1, columns in code points, and the end is exclusive.

    Line 0 means the source as a whole.
    """

    source: Source
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    @property
    def file(self) -> str:
        """The name of the source, as a person would type it."""
        return self.source.name

    @property
    def written(self) -> str:
        """What stands there, of a span within one line; of a longer one what stands in its first line."""
        end = self.end_column - 1 if self.end_line == self.line else None
        return (self.source.line(self.line) or "")[self.column - 1 : end]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Related:
    """A second place that a problem speaks of, such as the first of two equal keys."""

    at: Location
    what: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing wrong: where, which code, what it is in the reader's words, and what to do about it.

    `field` is the path of the value inside its document (`placements[2].role`), for values that
    have no lines.
    """

    at: Location
    code: str
    what: str
    hint: str = ""
    field: str = ""
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        """`error` or `warning`; the code decides."""
        return CODES[self.code].severity

    @property
    def where(self) -> str:
        """`rules/a.yaml:3:11`, or `scene manifest: placements[2].role` for a value that has no line."""
        return f"{self.at}: {self.field}" if self.field and not self.at.line else str(self.at)

    def __str__(self) -> str:
        """One line: place, code, what, hint."""
        return f"{self.where}: {self.code} {self.what}" + (f" {self.hint}" if self.hint else "")


class ProblemError(ValueError):
    """Raised when what was given cannot be used. `problems` holds every one found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemError], tuple[tuple[Problem, ...]]]:
        return ProblemError, (self.problems,)


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a file from being used."""
    return tuple(problem for problem in problems if problem.severity == "error")


def as_python(value: object) -> str:
    """A value as Python writes it, cut short; its type where it cannot be written."""
    try:
        return f"{value!r:.60}"
    except Exception:  # noqa: BLE001  # a stranger's object may raise anything: a number of 5,000 digits does
        return f"a value of type {type(value).__name__}"


def shown(value: object, longest: int = 60) -> str:
    """A value as a message quotes it: on one line, and never longer than fits."""
    try:
        text = str(value)
    except ValueError:  # a number of 5,000 digits, which Python refuses to write
        text = as_python(value)
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(character if character.isprintable() else " " for character in text)
