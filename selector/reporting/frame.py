"""A line of a file with the span of a problem underlined.

In: a `Location`. Out: lines of text; none where the source has no such line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selector.model.problem import Location, without_passwords
from selector.reporting.terminal import PIPE_COLUMNS, Ink, Style, as_shown, cells

_LEAST_ROOM = 24
"""Cells of the line that are shown even in a very narrow window."""
_CUT = "..."


class _Part(NamedTuple):
    """The characters of a line that are looked at, and where the span begins and ends in them.

    `has_before` and `has_after` say whether the line has more characters on that side.
    """

    characters: Sequence[str]
    start: int
    end: int
    has_before: bool
    has_after: bool


def frame(at: Location, ink: Ink, style: Style = "red", columns: int = PIPE_COLUMNS) -> list[str]:
    """The line with its number, and below it carets under the span.

    Args:
        at: The location. Of a span over several lines the first line is shown.
        ink: How to colour the text.
        style: The colour of the carets.
        columns: How many cells a line may fill, from 1; a longer line is cut around the span.

    Returns:
        Two lines of text, or none.
    """
    text = at.source.line(at.line)
    if text is None:
        return []
    text = without_passwords(text)
    number = str(at.line)
    room = max(_LEAST_ROOM, columns - len(number) - 4)
    start, end = _span(at, text)
    part = _around(text, start, end, room)
    code, before, marked = _fitted(part, room)
    head = ink(f"{number} |", "dim")
    below = " " * len(number)
    gutter = ink(f"{below} |", "dim")
    gap = " " * (before + 1)
    marks = "^" * max(1, marked)
    carets = ink(marks, style, "bold")
    return [head + f" {code}".rstrip(), gutter + gap + carets]


def _span(at: Location, text: str) -> tuple[int, int]:
    """Where the span begins and ends in its line, at least one character."""
    length = len(text)
    start = min(max(at.column, 1) - 1, length)
    end = len(text.rstrip())
    if at.end_line == at.line:
        end = at.end_column - 1
    least = start + 1
    most = max(length, least)
    return start, min(max(end, least), most)


def _around(text: str, start: int, end: int, room: int) -> _Part:
    """No more of a line than may be shown: a pipeline's whole film may be one line."""
    low = max(0, start - 2 * room)
    high = min(len(text), start + 2 * room)
    return _Part(
        characters=as_shown(text[low:high]),
        start=start - low,
        end=end - low,
        has_before=low > 0,
        has_after=high < len(text),
    )


def _fitted(part: _Part, room: int) -> tuple[str, int, int]:
    """What fits into `room` cells, the cells before the span, and the cells of the span."""
    characters, start, end, has_before, has_after = part
    first = 0
    last = len(characters)
    if has_before or has_after or _width(characters) > room:
        first = _window_start(characters, start, room // 3)
        last = _window_end(characters, first, room - 2 * len(_CUT))
    head = _CUT if first or has_before else ""
    tail = _CUT if last < len(characters) or has_after else ""
    before = len(head) + _width(characters[first:start])
    marked = _width(characters[start : min(end, last)])
    shown = "".join(characters[first:last])
    return head + shown + tail, before, marked


def _window_start(characters: Sequence[str], start: int, context: int) -> int:
    """Where a cut line begins: at most `context` cells before the span."""
    used = 0
    for first in range(start, 0, -1):
        used += cells(characters[first - 1])
        if used > context:
            return first
    return 0


def _window_end(characters: Sequence[str], first: int, room: int) -> int:
    """Where a cut line ends: at most `room` cells after its beginning."""
    used = 0
    for last in range(first, len(characters)):
        used += cells(characters[last])
        if used > room:
            return last
    return len(characters)


def _width(characters: Sequence[str]) -> int:
    return cells("".join(characters))
