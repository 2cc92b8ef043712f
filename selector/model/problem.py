"""What is wrong with something a person wrote, and exactly where.

A reader or a check yields `Problem` values and never decides whether to stop. `ProblemError`
carries them to the caller. Problems sort by location, their first field.
"""

from __future__ import annotations

import re
from dataclasses import field
from errno import EDQUOT, ENOSPC
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category

from selector.model.codes import CODES, Severity
from selector.model.frozen import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable


@ordered
class Source:
    """One text that was read.

    Attributes:
        name: What its reader calls it: a path, `<stdin>`, `scene manifest`.
        text: The whole text.
        first_line: The number of its first line; above 1 for one line of a long JSON Lines file.
    """

    name: str
    text: str = field(default="", repr=False, compare=False)
    first_line: int = field(default=1, repr=False, compare=False)

    @property
    def may_waive(self) -> bool:
        """Whether it may have waivers, which are comments for selector: nearly no text has any."""
        return "selector:" in self.text.lower()

    def line(self, number: int) -> str | None:
        """One line, counted from 1, without its line break; None if there is no such line."""
        if not number:
            return None
        lines = _lines(self.text)
        index = number - self.first_line
        if 0 <= index < len(lines):
            return lines[index]
        return None


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of a text. A few texts are cached: one broken file asks for many of its lines."""
    return text.splitlines()


@ordered
class Location:
    """A span of a source.

    Lines and columns count from 1, columns in code points; the end is exclusive. Line 0 means the
    source as a whole.
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
        """The text of the span; of a span over several lines, only its first line."""
        line = self.source.line(self.line) or ""
        if self.end_line != self.line:
            return line[self.column - 1 :]
        return line[self.column - 1 : self.end_column - 1]

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@ordered
class Related:
    """A second location that a problem speaks of, such as the first of two equal keys."""

    at: Location
    what: str


@ordered
class Problem:
    """One thing wrong: where, under which code, what it is in the reader's words, and what to do.

    `field` is the path of the value inside its document (`placements[2].role`), if it has no lines.
    `scenes` is how many scenes of a film it is about; 0 if it is not about scenes. `costs` says
    that pictures of what is placed are not sent because of it.
    """

    at: Location
    code: str
    what: str
    hint: str = ""
    scenes: int = field(default=0, repr=False, compare=False)  # before the name means another
    costs: bool = field(default=False, repr=False, compare=False)
    field: str = ""
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        """`error` or `warning`; the code decides."""
        return CODES[self.code].severity

    @property
    def where(self) -> str:
        """`rules/a.yaml:3:11`, or `scene manifest: title` for a value without lines."""
        if self.field and not self.at.line:
            return f"{self.at}: {self.field}"
        return str(self.at)

    def __str__(self) -> str:
        """One line: location, code, what, hint. No name of a file steers whoever reads it."""
        where = shown(self.where, LONGEST_PATH)
        parts = [where + ":", self.code, self.what, self.hint]
        return " ".join(parts).rstrip()


class ProblemError(ValueError):
    """Raised when input cannot be used. `problems` holds every problem, in order of location.

    At least one of them is an error, so no command fails in silence with exit code 0.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        if not errors_of(self.problems):
            raise AssertionError("no problem is an error", self.problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemError], tuple[tuple[Problem, ...]]]:
        return ProblemError, (self.problems,)


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a file from being used."""
    return tuple(problem for problem in problems if problem.severity == "error")


def unwritable(path: object, error: OSError, hint: str) -> ProblemError:
    """D620: what could not be written, why, and what to do.

    Args:
        path: The file or the folder.
        error: What the disk says.
        hint: What to do about it, unless the disk is full.

    Returns:
        The error to raise.
    """
    why = error.strerror or "not all of its files could be written"
    what = f"The file or folder cannot be written: {why[:1].lower()}{why[1:]}."
    if error.errno in (ENOSPC, EDQUOT):
        hint = "Free some space on its disk, then try again."
    at = Location(source=Source(name=str(path)))
    return ProblemError([Problem(at=at, code="D620", what=what, hint=hint)])


def as_python(value: object) -> str:
    """A value as Python writes it, in at most 60 characters; its type if it cannot be written."""
    try:
        return f"`{value!r:.60}`"
    except Exception:  # noqa: BLE001  # a stranger's object may raise anything
        return _of_type(value)


LONGEST_PATH = 4_096
"""More characters than a path has on most systems."""
_USER = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^\s/?#]+)(?=@)")
"""In an address, its kind, and what stands before the name of the host."""
_HIDDEN = ("Cf", "Zl", "Zp")
"""Categories of characters that nobody sees."""
_JOINERS = ("\u200c", "\u200d")
_COMMAND = re.compile(r"##(?=\w*\[)")
"""Where a command for a runner of CI begins, such as `##[error]`."""


def shown(value: object, longest: int = 60) -> str:
    """A value as a message quotes it: on one line, in at most `longest` characters."""
    try:
        text = str(value)
    except ValueError:
        # Python refuses to write a number of 5,000 digits.
        text = _of_type(value)
    text = without_passwords(text)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if "##" in text:
        text = _COMMAND.sub(r"#\\x23", text)
    if text.isprintable():
        return text
    return "".join(map(_written_out, text))


def without_passwords(text: str) -> str:
    """The text, as long as it was, with stars for the user and the password of every address."""
    if "://" not in text:
        return text
    return _USER.sub(_hidden, text)


def _hidden(user: re.Match[str]) -> str:
    """The kind with stars for a user, who may be a token; a user of a database is shown by name."""
    kind, written = user.groups()
    is_name = ":" not in written or written.endswith(":***")
    if kind.startswith("postgres") and is_name and "@" not in written:
        return user[0]
    return kind + "*" * len(written)


def _written_out(character: str) -> str:
    """A character as it can be seen: a hidden one as an escape, a line break as a space.

    A joiner is left alone: it holds emoji together, and the letters of some scripts.
    """
    if character.isprintable() or character in _JOINERS:
        return character
    if category(character) in _HIDDEN:
        return character.encode("unicode_escape").decode("ascii")
    return " "


def _of_type(value: object) -> str:
    return f"a value of type {type(value).__name__}"
