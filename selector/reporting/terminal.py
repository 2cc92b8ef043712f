"""What a stream can show: whether it takes colour, how wide it is, how many cells a text fills, what to escape."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

Style = Literal["bold", "dim", "red", "green", "yellow", "blue"]

PIPE_COLUMNS = 100
"""The width to write for where nothing says how wide the reader's window is."""

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
}
_JOINER, _EMOJI_LOOK = "\u200d", "\ufe0f"
_KEPT_FORMATS = frozenset({_JOINER, "\u200c"})
_TAB = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Colours a text, or leaves it alone where the reader's stream takes no colour."""

    on: bool = False

    def __call__(self, text: str, *styles: Style) -> str:
        """The text in these styles."""
        if not self.on or not styles or not text:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


PLAIN = Ink()
"""The ink that leaves every text alone."""


def ink_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Ink:
    """Colour on a terminal, unless NO_COLOR or TERM=dumb speak against it; FORCE_COLOR asks for it anywhere."""
    if environ.get("NO_COLOR"):
        return Ink(on=False)
    if environ.get("FORCE_COLOR"):
        return Ink(on=environ["FORCE_COLOR"] not in {"0", "false"})
    return Ink(on=is_terminal(stream) and environ.get("TERM") != "dumb")


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at this stream; a closed stream is none."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def window_of(stream: TextIO) -> int | None:
    """How many cells wide the reader's window is, `PIPE_COLUMNS` if it does not say; None where there is no window."""
    if not is_terminal(stream):
        return None
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return PIPE_COLUMNS


def columns_of(stream: TextIO) -> int:
    """How many cells a line may fill: the window's width, or `PIPE_COLUMNS` where there is no window."""
    return window_of(stream) or PIPE_COLUMNS


def printable(text: str) -> str:
    r"""The text with everything that could steer a terminal written out: ESC becomes `\x1b`, a line break `\n`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def cells(text: str) -> int:
    """How many cells of a terminal a text fills: wide letters and emoji fill two, accents none."""
    if text.isascii():
        return len(text)
    total, joined, last = 0, False, 0
    for character in text:
        if character == _EMOJI_LOOK and last == 1:
            total, last = total + 1, 2
            continue
        width = 0 if joined else _cells_of_character(character)
        joined = character == _JOINER
        total += width
        last = width or last
    return total


def folded(words: str, window: int | None, start: str = "", indent: str = "  ") -> list[str]:
    """`start` and the words after it in lines that fit the window, all but the first indented; one line without it.

    Lines are broken at the blanks of `words` alone: a path or a command in `start` stays whole.
    """
    if window is None:
        return [start + words]
    lines, gap = [start], ""
    for word in words.split(" "):
        if lines[-1].strip() and cells(lines[-1] + gap + word) >= window:
            lines.append(indent)
            gap = ""
        lines[-1] += gap + word
        gap = " "
    return [line.rstrip() for line in lines]


def as_shown(text: str) -> list[str]:
    """Each character of a line as it is shown: a tab as four blanks, what could steer a terminal written out."""
    return [_TAB if character == "\t" else _printable_character(character) for character in text]


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" and character in _KEPT_FORMATS:
        return character
    if category in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def _cells_of_character(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
