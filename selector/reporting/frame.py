"""A place in a file, shown: its line with the span underlined, so that the eye lands where the hand must go.

In: a `Location`. Out: lines of text; none where the source has no such line.
"""

from __future__ import annotations

from collections.abc import Sequence

from selector.model.problem import Location
from selector.reporting.terminal import PIPE_COLUMNS, Ink, Style, as_shown, cells

_LEAST_WINDOW = 24
_CUT = "..."


def frame(at: Location, ink: Ink, style: Style = "red", columns: int = PIPE_COLUMNS) -> list[str]:
    """The line of `at` with its number, and under it the span marked by carets.

    A span over several lines is marked to the end of its first one. A line too long for `columns` is cut around it.
    """
    text = at.source.line(at.line)
    if text is None:
        return []
    start = min(max(at.column, 1) - 1, len(text))
    end = at.end_column - 1 if at.end_line == at.line else len(text.rstrip())
    end = min(max(end, start + 1), max(len(text), start + 1))
    gutter = len(str(at.line))
    # A pipeline's whole film may stand on one line: only what can be shown of it is looked at.
    room = max(_LEAST_WINDOW, columns - gutter - 4)
    low, high = max(0, start - 2 * room), min(len(text), start + 2 * room)
    code, before, marked = _cut(
        as_shown(text[low:high]),
        start - low,
        end - low,
        room,
        more_before=low > 0,
        more_after=high < len(text),
    )
    return [
        ink(f"{at.line} |", "blue") + f" {code}".rstrip(),
        ink(f"{' ' * gutter} |", "blue")
        + " " * (before + 1)
        + ink("^" * max(1, marked), style, "bold"),
    ]


def _cut(
    characters: Sequence[str],
    start: int,
    end: int,
    room: int,
    *,
    more_before: bool,
    more_after: bool,
) -> tuple[str, int, int]:
    """The part of a line that fits into `room` cells, the cells before the span in it, and the cells of the span."""
    first, last = 0, len(characters)
    if more_before or more_after or cells("".join(characters)) > room:
        first = _window_start(characters, start, room // 3)
        last = _window_end(characters, first, room - 2 * len(_CUT))
    head = _CUT if first or more_before else ""
    tail = _CUT if last < len(characters) or more_after else ""
    before = len(head) + cells("".join(characters[first:start]))
    marked = cells("".join(characters[start : min(end, last)]))
    return head + "".join(characters[first:last]) + tail, before, marked


def _window_start(characters: Sequence[str], start: int, context: int) -> int:
    """Where a cut line begins so that at most `context` cells stand before the span."""
    first, used = start, 0
    while first > 0 and used + cells(characters[first - 1]) <= context:
        first -= 1
        used += cells(characters[first])
    return first


def _window_end(characters: Sequence[str], first: int, room: int) -> int:
    last, used = first, 0
    while last < len(characters) and used + cells(characters[last]) <= room:
        used += cells(characters[last])
        last += 1
    return last
