"""What a stream can show: colour, width, cells, characters that must be escaped.

In: a stream, or text. Out: an ink and a width, or text that fits them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, TextIO

from selector.model.frozen import frozen

Style = Literal["bold", "dim", "red", "green", "magenta"]
"""What is red is wrong, what is magenta may be, and what is green is fine; words say so as well.

Yellow is hard to read on white, and blue on black.
"""

PIPE_COLUMNS = 100
"""The width to write for if the width of the reader's window is unknown."""

LINE_COLUMNS = 100
"""Sentences are folded to so many cells in a wider window: longer lines are hard to read."""

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "magenta": "35",
}
_JOINER, _EMOJI_LOOK = "\u200d", "\ufe0f"
_HARMLESS_FORMATS = frozenset({_JOINER, "\u200c"})
_TAB = "→   "
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that could steer a terminal."""
_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
_OLD_COMMAND = re.compile(r"##(?=\w*\[)")
"""Where a command for a runner of CI begins, such as `##[error]`: anywhere in a line."""
_COMMAND = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
"""Where one of GitHub begins, such as `::error::`: at the start of a line."""
_TO_COPY = re.compile("`selector [^`]*`")
"""A command of ours in a sentence, which whoever copies it needs in one piece."""
_GAP = "\0"
"""A space of a command, while lines are broken at spaces."""
_WITHOUT_CELLS = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})


@frozen
class Ink:
    """Colours a text, or leaves it alone if the reader's stream takes no colour."""

    on: bool = False

    def __call__(self, text: str, *styles: Style) -> str:
        """The text in these styles."""
        if not self.on or not styles or not text:
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN = Ink()
"""The ink that leaves every text alone."""


def ink_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Ink:
    """Colour on a terminal, unless NO_COLOR or TERM=dumb forbid it; FORCE_COLOR forces it."""
    if environ.get("NO_COLOR"):
        return Ink(on=False)
    if environ.get("FORCE_COLOR"):
        return Ink(on=environ["FORCE_COLOR"] not in {"0", "false"})
    return Ink(on=is_terminal(stream) and environ.get("TERM") != "dumb")


def is_terminal(stream: TextIO) -> bool:
    """Whether this stream is a terminal; a closed stream is not."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def window_of(stream: TextIO) -> int | None:
    """The width of the reader's window in cells, at least 40; None if there is no window."""
    if not is_terminal(stream):
        return None
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return PIPE_COLUMNS


def columns_of(stream: TextIO) -> int:
    """How many cells a line may fill: the window's width, or `PIPE_COLUMNS` without a window."""
    return window_of(stream) or PIPE_COLUMNS


def printable(text: str) -> str:
    r"""The text with control characters escaped: ESC becomes `\x1b`, a line break `\n`.

    So are commands for a runner of CI, such as `##[error]`.
    """
    if "##" in text:
        text = _OLD_COMMAND.sub(r"#\\x23", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def harmless(text: str, *, coloured: bool, begins_line: bool = True) -> str:
    """The lines without what steers a terminal, or a runner of CI that reads them.

    Args:
        text: Any number of lines; line breaks and tabs stay.
        coloured: Whether colours stay, too.
        begins_line: Whether the text begins at the start of a line.

    Returns:
        The text, with all else escaped as `printable` does it.
    """
    if "##" in text:
        text = _OLD_COMMAND.sub(r"#\\x23", text)
    if "::" in text:
        text = _without_commands(text, begins_line=begins_line)
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    if not coloured:
        return "".join(map(_character_of_lines, text))
    parts = _COLOUR.split(text)
    for index in range(0, len(parts), 2):  # the others are colours
        parts[index] = "".join(map(_character_of_lines, parts[index]))
    return "".join(parts)


def _without_commands(text: str, *, begins_line: bool) -> str:
    if begins_line:
        return _COMMAND.sub(r"\1\\x3a", text)
    first, line_break, rest = text.partition("\n")
    return first + line_break + _COMMAND.sub(r"\1\\x3a", rest)


def _character_of_lines(character: str) -> str:
    if character in "\n\t":
        return character
    return _printable_character(character)


def cells(text: str) -> int:
    """How many cells of a terminal a text fills: wide letters and emoji fill two, accents none."""
    if text.isascii():
        return len(text)
    total = last = 0
    joined = False
    for character in text:
        if character == _EMOJI_LOOK and last == 1:
            total += 1
            last = 2
            continue
        width = 0
        if not joined:
            width = _cells_of_character(character)
        joined = character == _JOINER
        total += width
        last = width or last
    return total


def _in_one_piece(words: str) -> str:
    """The words with gaps in place of the spaces of commands; `_with_spaces` undoes it."""
    return _TO_COPY.sub(lambda found: found[0].replace(" ", _GAP), words)


def _with_spaces(line: str) -> str:
    """A line of words that `_in_one_piece` gave, as it is shown."""
    return line.replace(_GAP, " ")


def folded(words: str, window: int | None, start: str = "", indent: str = "  ") -> list[str]:
    """Words in lines that fit the window.

    Args:
        words: The words, which may have colours; lines are broken at their spaces, but no command
            is.
        window: The width of the window, in cells; None for a single line.
        start: What the first line begins with, such as a path or a command. It is never broken.
        indent: What every other line begins with.

    Returns:
        The lines, at least one.
    """
    if window is None:
        return [start + words]
    width = min(window, LINE_COLUMNS)
    lines, gap = [start], ""
    for word in _in_one_piece(words).split(" "):
        line = lines[-1] + gap + word
        shown = _COLOUR.sub("", line)
        if lines[-1].strip() and cells(shown) >= width:
            lines.append(indent + word)
        else:
            lines[-1] = line
        gap = " "
    return [_with_spaces(line).rstrip() for line in lines]


def as_shown(text: str) -> list[str]:
    """Each character of a line as it is shown: a tab as an arrow, control characters escaped."""
    return list(map(_character_shown, text))


def _character_shown(character: str) -> str:
    if character == "\t":
        return _TAB
    return _printable_character(character)


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" and character in _HARMLESS_FORMATS:
        return character
    if category in _STEERING:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def _cells_of_character(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in _WITHOUT_CELLS:
        return 0
    if unicodedata.east_asian_width(character) in _WIDE:
        return 2
    return 1
