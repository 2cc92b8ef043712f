"""A file in; its text out as a `Source`, within its limits and fit to be parsed; or a problem."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, Source, shown
from selector.reading.text.document import LineStarts, Problems
from selector.reading.text.message import Message

# What YAML does not allow in a file: control characters but tab and line breaks, and halves of
# characters. Written out, since the same as “none of what it allows” takes 25 times as long to
# compile, at every start.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@frozen
class Limits:
    """How much one text may hold, so that a hostile one ends in a problem, quickly.

    Attributes:
        size: The most bytes.
        depth: The most levels of lists and mappings inside each other.
        nodes: The most values.
        hint: What to do about a text beyond them.
        called: What problems call the text: a file, or one line that is read by itself.
    """

    size: int
    depth: int
    nodes: int
    hint: str = (
        "Is this the right file? If it is a rule file, move part of it to another one, and name"
        " that one in `extends`."
    )
    called: Literal["The file", "This line"] = "The file"

    @property
    def one_line(self) -> bool:
        """True for one line of a file, even with characters in it that look like a line break."""
        return self.called == "This line"


class KindOfFile(NamedTuple):
    """A kind of files that are no text.

    Attributes:
        kind: What people call it.
        hint: What to do with one.
    """

    kind: str
    hint: str


RULE_LIMITS = Limits(size=128 * 1024, depth=40, nodes=20_000)
"""For rule files: 500 shot rules are 45 kB, about 5,000 nodes, and eight deep.

The most takes a second.
"""


LONGEST_NUMBER = 400
"""Characters of a number that a person could read.

Python refuses to write a number of more than 4,300 digits.
"""

KEY_TWICE = Message("Y115", "The key `{key}` appears a second time.", "Keep one of the two.")
ENTRIES_TWICE = KEY_TWICE._replace(
    hint="Put the entries of both under one `{key}`, or keep one of the two."
)
"""Where both keys hold mappings, or both lists: keeping one alone loses what the other says."""

SourceRead = tuple[Source | None, Problems]
"""A text and warnings about it; or None, and why it cannot be used."""


ReadBeside = Callable[[str, str], SourceRead]
"""Reads a file that another names: the name of the other, and what is written there, in."""


def beside_on_disk(file: str, written: str) -> SourceRead:
    """The text of a file beside another on disk, or at an absolute path."""
    if "://" in written:  # A path would lose a slash of the address.
        return read_source(written)
    return read_source(Path(file).parent / written)


def read_source(path: str | Path, limits: Limits = RULE_LIMITS) -> SourceRead:
    """The text of a file, named as the caller wrote its path; or why it cannot be read."""
    try:
        with open(path, "rb", opener=_at_once) as file:  # a Path takes no opener
            raw = file.read(limits.size + 1)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        return None, (unreadable(str(path), error),)
    return decode(str(path), raw, limits)


def _at_once(path: str, flags: int) -> int:
    """Open a file. A named pipe that nobody writes into reads as empty, and does not wait."""
    if not hasattr(os, "O_NONBLOCK"):
        return os.open(path, flags)  # Windows, where no file is a pipe
    opened = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(opened, True)
    return opened


def decode(
    name: str,
    raw: bytes,
    limits: Limits = RULE_LIMITS,
    *,
    first_line: int = 1,
) -> SourceRead:
    """The text that some bytes are.

    Args:
        name: What problems call it: a path, or `<stdin>`.
        raw: The bytes, UTF-8.
        limits: How many bytes there may be.
        first_line: The number of its first line, from 1.

    Returns:
        The text, or None and the problem.
    """
    whole = Location(source=Source(name=name))
    other = not_text(raw)
    if other is not None:
        message = _NOT_TEXT.about(called=limits.called, kind=other.kind)
        return None, (message._replace(hint=other.hint).at(whole),)
    if len(raw) > limits.size:
        return None, (_too_large(whole, limits),)
    try:
        return Source(name=name, text=raw.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (_UTF_16.about(called=limits.called).at(whole),)
    text = before + "\N{REPLACEMENT CHARACTER}"
    source = Source(name=name, text=text, first_line=first_line)
    lines = LineStarts(source, one_line=limits.one_line)
    at = lines.span(len(before), len(text))
    return None, (_NOT_UTF_8.about(called=limits.called).at(at),)


def not_text(raw: bytes) -> KindOfFile | None:
    """What a file is that begins so and is no text; None for any other."""
    if is_image(raw):
        return _PICTURE
    for beginning, other in _KINDS_OF_FILES.items():
        if raw.startswith(beginning):
            return other
    return None


def is_image(beginning: bytes) -> bool:
    """True where bytes begin as an image does that some video model takes.

    The marks are those of the formats' own pages. A BMP file begins with `BM`, its size in four
    bytes, and four bytes that are 0
    (https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapfileheader).
    """
    if beginning.startswith(_IMAGES):
        return True
    if beginning.startswith(b"RIFF"):
        return beginning[8:12] == b"WEBP"
    if beginning.startswith(b"BM"):
        return beginning[6:10] == bytes(4)
    return beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIF_BRANDS


def clean(source: Source, limits: Limits, unfit: re.Pattern[str] = NO_TEXT) -> SourceRead:
    """The source, fit to be parsed: small enough, and without a byte order mark.

    Args:
        source: The text of a file.
        limits: How many bytes it may have.
        unfit: The characters that it may not have.

    Returns:
        The text without a byte order mark, and a warning about one; or None and what is wrong.
    """
    if len(source.text.encode("utf-8", "surrogatepass")) > limits.size:
        return None, (_too_large(Location(source=source), limits),)
    problems: list[Problem] = []
    if source.text.startswith("\ufeff"):
        source = replace(source, text=source.text[1:])
        mark = _BYTE_ORDER_MARK.about(called=limits.called)
        problems.append(mark.at(Location(source=source)))
    found = unfit.search(source.text)
    if not found:
        return source, tuple(problems)
    lines = LineStarts(source, one_line=limits.one_line)
    at = lines.span(*found.span())
    problems.append(unfit_character(at, found.group()))
    return None, tuple(problems)


def unreadable(name: str, error: OSError | ValueError) -> Problem:
    """Y101, for a file that the operating system does not give out."""
    at = Location(source=Source(name=name))
    reason, hint = _reason(error)
    if "://" in name:
        reason, hint = "it is an address, not a file", "Download the file, and name it here."
    return _CANNOT_BE_READ.about(reason=reason, hint=hint).at(at)


def unfit_character(at: Location, character: str, written: str = "") -> Problem:
    """Y104, for a character in a file that is written out or as an escape.

    Args:
        at: Where it is.
        character: The character.
        written: The text with an escape for it; empty if it is written out.

    Returns:
        The problem.
    """
    message = _CONTROL_CHARACTER
    escape = f"\\{_ESCAPES.get(character, '')}"
    if len(escape) > 1 and escape in written:
        return _ESCAPED.about(escape=escape, character=f"{ord(character):04X}").at(at)
    if "\ud800" <= character <= "\udfff":
        message = _HALF_CHARACTER
    code_point = f"{ord(character):04X}{_CALLED.get(character, '')}"
    return message.about(character=code_point).at(at)


def unusable_number(at: Location, number: str, instead_of_nan: str) -> Problem:
    """Y110, for a number that a computer cannot work with.

    Args:
        at: Where it is.
        number: The number as written, such as `.nan`, `Infinity` or `1e999`.
        instead_of_nan: What to do where the file says that there is no number.

    Returns:
        The problem.
    """
    message = _TOO_LARGE_NUMBER
    if number.casefold().endswith("nan"):
        message = _NOT_A_NUMBER
    elif len(number) > LONGEST_NUMBER:
        message = _TOO_LONG_NUMBER
    return message.about(number=shown(number), hint=instead_of_nan).at(at)


def _too_large(at: Location, limits: Limits) -> Problem:
    size = limits.size // 1024
    message = _TOO_LARGE.about(called=limits.called, size=size, hint=limits.hint)
    return message.at(at)


def _reason(error: OSError | ValueError) -> tuple[str, str]:
    """Why a file cannot be read, and what to do."""
    for kind, reason, hint in _REFUSALS:
        if isinstance(error, kind):
            return reason, hint
    if not isinstance(error, OSError):
        return "no file can have that name", "Check the name."
    words = error.strerror or str(error)
    reason = words[:1].lower() + words[1:]
    return reason, "Check the name, and whether other files on this disk can be read."


_REFUSALS = (
    (FileNotFoundError, "there is no such file", "Check the name and your current folder."),
    (IsADirectoryError, "it is a folder", "Name a file in it."),
    (
        PermissionError,
        "you do not have permission to read it",
        "Ask its owner, or change its permissions.",
    ),
)
_CANNOT_BE_READ = Message("Y101", "The file cannot be read: {reason}.", "{hint}")
_NOT_UTF_8 = Message("Y102", "{called} is not UTF-8 text.", "Save the file again as UTF-8.")
_NOT_TEXT = Message("Y102", "{called} is {kind}, not text.", "")
_UTF_16 = Message("Y102", "{called} is UTF-16 text, not UTF-8.", "Save the file again as UTF-8.")
_TOO_LARGE = Message("Y103", "{called} is larger than the limit of {size} kB.", "{hint}")
_CONTROL_CHARACTER = Message(
    "Y104", "This is an invisible control character (U+{character}).", "Delete it."
)
_ESCAPED = _CONTROL_CHARACTER._replace(
    what="Between double quotes, `{escape}` is an invisible control character (U+{character}).",
    hint="In paths, write `/`. In other text, write two backslashes, or use single quotes.",
)
_ESCAPES = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\v": "v",
    "\f": "f",
    "\x1b": "e",
}
"""The letter that stands for each behind a backslash in YAML, which paths may have there."""
_CALLED = {"\v": ", vertical tab", "\f": ", form feed"}
"""What those are called that some editors insert as the end of a line or a page."""
_HALF_CHARACTER = Message("Y104", "This is half of a character (U+{character}).", "Delete it.")
_NOT_A_NUMBER = Message("Y110", "`{number}` is not a number.", "{hint}")
_TOO_LARGE_NUMBER = Message(
    "Y110", "The number `{number}` is too large.", "Correct it. If it is text, put it in quotes."
)
_TOO_LONG_NUMBER = Message(
    "Y110",
    "The number `{number}` has too many digits.",
    "Shorten it. If it is text, put it in quotes.",
)
_BYTE_ORDER_MARK = Message(
    "Y151",
    "{called} begins with an invisible byte order mark.",
    "Save it as `UTF-8 without BOM`.",
)
_ONLY_TEXT = "selector reads rules and films from text: YAML or JSON."
_KINDS_OF_FILES = {
    b"SQLite format 3\0": KindOfFile(
        "an SQLite database",
        "`selector check` with this file checks its film.",
    ),
    b"PAR1\x15": KindOfFile("a Parquet file", "`selector batch` picks for scenes in Parquet."),
    b"ARROW1\0": KindOfFile("an Arrow file", "In Python, `select_batches` picks for its scenes."),
    b"PK\x03\x04": KindOfFile(
        "a ZIP archive or an office document",
        f"Unpack it first if it is an archive. {_ONLY_TEXT}",
    ),
    b"%PDF-": KindOfFile("a PDF", _ONLY_TEXT),
}
"""By the first bytes of such a file."""
_PICTURE = KindOfFile("a picture", _ONLY_TEXT)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_HEIF_BRANDS = frozenset(
    (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)
