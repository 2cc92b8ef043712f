"""Text in two columns that fit a window: sentences at the left, a few letters on each at the right.

In: rows. Out: lines. What is at the right is never broken within a word, so that it can be copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from selector.model.frozen import frozen
from selector.reporting.terminal import Ink, cells, printable

_GAP = "  "
"""What is between the columns."""

_MOST = 120
"""Cells of both columns in a wider window: farther apart, they cannot be read as one line."""


@frozen
class TwoColumns:
    """One row.

    Attributes:
        start: What its first line begins with, in bold.
        words: What it says after that.
        indent: The spaces before it.
        beside: What is at its right: a line each, if there is room.
    """

    start: str = ""
    words: str = ""
    indent: int = 2
    beside: tuple[str, ...] = ()


def in_two_columns(rows: Sequence[TwoColumns], ink: Ink, columns: int) -> Iterator[str]:
    """The lines of all rows.

    Args:
        rows: The rows.
        ink: How to colour the text.
        columns: The width of the reader's window, in cells.

    Returns:
        The lines, one after another. Where what is at the right would take more than half of the
        window, it is below instead.
    """
    room = min(columns - 1, _MOST)
    beside = [printable(each) for row in rows for each in row.beside]
    widest = _widest(" ".join(beside).split(" "))
    width = max(widest, min(room // 3, _widest(beside)))
    if widest > room // 2:
        width = 0
    for row in rows:
        yield from _lines(row, width, room, ink)


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _lines(row: TwoColumns, width: int, room: int, ink: Ink) -> Iterator[str]:
    """The lines of one row; `width` is that of the right column, or nothing if there is none."""
    beside: list[str] = []
    for each in row.beside:
        beside += wrapped(printable(each), width or room, whole=True)
    left = room
    if beside and width:
        left -= width + len(_GAP)
    said = _said(row, left)
    if not width:
        said += [row.indent * " " + _GAP + each for each in beside]
        beside = []
    for number, (line, where) in enumerate(zip_longest(said, beside, fillvalue="")):
        padding = " " * max(0, left - cells(line))
        text = line
        if number == 0:
            text = _with_bold_start(line, row, ink)
        if where:
            text += padding + _GAP + ink(where, "dim")
        yield text.rstrip()


def _said(row: TwoColumns, room: int) -> list[str]:
    """The lines of the left column: all but the first one are indented a little more."""
    indent = row.indent * " "
    text = printable(f"{row.start} {row.words}".strip())
    first, *others = wrapped(text, room - row.indent - len(_GAP))
    return [indent + first, *(indent + _GAP + line for line in others)]


def _with_bold_start(line: str, row: TwoColumns, ink: Ink) -> str:
    indent, start = row.indent * " ", printable(row.start)
    rest = line.removeprefix(indent + start)
    if rest == line:  # it did not fit
        return line
    return f"{indent}{ink(start, 'bold')}{rest}"


def wrapped(text: str, room: int, *, whole: bool = False) -> list[str]:
    """A text in lines of so many cells, broken at spaces.

    Args:
        text: The text.
        room: The cells of a line.
        whole: Whether words stay whole that are longer than a line.

    Returns:
        The lines, at least one.
    """
    lines = [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}".lstrip(" ")
        if cells(line) <= room:
            lines[-1] = line
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = [word] if whole else _broken(word, room)
    return lines


def _broken(word: str, room: int) -> list[str]:
    """A word in pieces of so many cells: in Chinese, a sentence is one."""
    pieces = [""]
    for character in word:
        if pieces[-1] and cells(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces
