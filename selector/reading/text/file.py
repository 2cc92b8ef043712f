"""A file in; its text out as a `Source`, no longer than its limits allow and fit to be parsed; or what is wrong."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from selector.model.problem import Location, Problem, Source
from selector.reading.text.document import LineStarts

# What YAML does not allow in a file: control characters but tab and line breaks, and halves of characters.
# Written out, since the same as “none of what it allows” takes 25 times as long to compile, at every start.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one text may hold, so that a hostile one ends in a problem, quickly; `hint` says what else to do.

    `called` is how problems speak of the text: as a file, or as one line of a file, which is read by itself.
    """

    size: int
    depth: int
    nodes: int
    hint: str = "Is it the right file? If so, split it in two."
    called: Literal["The file", "This line"] = "The file"

    @property
    def one_line(self) -> bool:
        """Whether the text is one line of its file, whatever signs in it look like the end of one."""
        return self.called == "This line"


RULE_LIMITS = Limits(size=128 * 1024, depth=40, nodes=20_000)
"""For rule files: 500 shot rules are 45 kB, about 5,000 nodes, and eight deep. The most takes a second."""


def read_source(
    path: str | Path, limits: Limits = RULE_LIMITS
) -> tuple[Source | None, tuple[Problem, ...]]:
    """The text of a file, named as the caller wrote its path."""
    try:
        with open(path, "rb", opener=_at_once) as file:  # a Path takes no opener
            raw = file.read(limits.size + 1)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        at = Location(source=Source(name=str(path)))
        return None, (
            Problem(
                at=at,
                code="Y101",
                what=f"The file cannot be read: {_reason(error)}.",
                hint=_way_out(error),
            ),
        )
    return decode(str(path), raw, limits)


def _at_once(path: str, flags: int) -> int:
    """Open a file; a named pipe that nobody writes into reads as empty, where it would wait for ever."""
    if not hasattr(os, "O_NONBLOCK"):
        return os.open(path, flags)  # Windows, where no file is a pipe
    opened = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(opened, True)
    return opened


def decode(
    name: str, raw: bytes, limits: Limits = RULE_LIMITS, *, first_line: int = 1
) -> tuple[Source | None, tuple[Problem, ...]]:
    """The text that some bytes are. `name` is what problems call it: a path, or `<stdin>`."""
    whole = Location(source=Source(name=name))
    if len(raw) > limits.size:
        return None, (_too_large(whole, limits),)
    try:
        return Source(name=name, text=raw.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        source = Source(name=name, text=before + "\N{REPLACEMENT CHARACTER}", first_line=first_line)
        at = LineStarts(source, one_line=limits.one_line).span(len(before), len(before) + 1)
    what = f"{limits.called} is not UTF-8 text."
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        what, at = f"{limits.called} is UTF-16 text, not UTF-8.", whole
    return None, (
        Problem(at=at, code="Y102", what=what, hint="Save it again with the encoding UTF-8."),
    )


def clean(
    source: Source, limits: Limits, unfit: re.Pattern[str] = NO_TEXT
) -> tuple[Source | None, tuple[Problem, ...]]:
    """The source, fit to be parsed: small enough, without a byte order mark and without the characters of `unfit`."""
    if len(source.text.encode("utf-8", "surrogatepass")) > limits.size:
        return None, (_too_large(Location(source=source), limits),)
    problems: tuple[Problem, ...] = ()
    if source.text.startswith("\ufeff"):
        source = Source(name=source.name, text=source.text[1:], first_line=source.first_line)
        what = f"{limits.called} begins with an invisible byte order mark."
        problems = (
            Problem(
                at=Location(source=source),
                code="Y151",
                what=what,
                hint="Save it as UTF-8 without one (“without BOM”).",
            ),
        )
    if found := unfit.search(source.text):
        at = LineStarts(source, one_line=limits.one_line).span(found.start(), found.end())
        return None, (*problems, unfit_character(at, found.group()))
    return source, problems


def unfit_character(at: Location, character: str) -> Problem:
    """Y104, for a character that stands in the file as such or by an escape."""
    name = (
        "half of a character"
        if "\ud800" <= character <= "\udfff"
        else "an invisible control character"
    )
    return Problem(
        at=at, code="Y104", what=f"Here is {name} (U+{ord(character):04X}).", hint="Take it out."
    )


def _too_large(at: Location, limits: Limits) -> Problem:
    what = f"{limits.called} is larger than {limits.size // 1024} kB, the most that is read."
    return Problem(at=at, code="Y103", what=what, hint=limits.hint)


def _reason(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "you have no right to read it"
        case OSError(strerror=str() as words):
            return words[:1].lower() + words[1:]
        case _:
            return "no file can have that name"


def _way_out(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "Check the name and the folder."
        case IsADirectoryError():
            return "Name a file in it."
        case PermissionError():
            return "Ask its owner, or change its permissions."
        case _:
            return "Check the name and the disk."
