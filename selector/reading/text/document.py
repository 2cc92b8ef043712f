"""What a file says, as plain data, with the location of every part of it.

This is what the readers of YAML and JSON give out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import field
from itertools import accumulate
from typing import Any, Protocol

from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, Source

Steps = tuple[str | int, ...]
"""The way to a value inside a document: keys and positions in lists.

An example is `("shots", "close_up", "priorities", 2)`.
"""

Problems = tuple[Problem, ...]
"""What is wrong with a file, or with a part of it."""

UNREAD = str(b"not read", "ascii")
"""The data of a value that was a problem already. Compared by identity, so it is not a constant."""


IsValue = Callable[[str, str], bool | None]
"""Whether a text is surely a value of a key: False where it may be, None for an unknown key."""


def no_key(_key: str, _text: str) -> None:
    """An `IsValue` that knows no key."""


class Find(Protocol):
    """What a reader knows of the locations in a text."""

    def __call__(self, path: Steps, *, key: bool) -> Location:
        """The span of the value at `path`, or of its key; raises LookupError without one."""


@frozen
class Document:
    """What a file says, as plain data, and where each part of it is.

    `data` is made of dict, list, str, int, float, bool and None; the keys of a dict are text as
    written.
    """

    source: Source
    data: Any
    find: Find = field(repr=False)

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.name

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`, or of its key.

        Raises:
            LookupError: The document has no such value, or the value has no key.
        """
        return self.find(path, key=key)


DocumentRead = tuple[Document | None, Problems]
"""What a reader of text gives out; the document is None where it cannot be read to its end."""


def value_at(data: Any, path: Steps) -> Any:  # noqa: ANN401  # a file may hold anything
    """The value at a path that is known to be there."""
    for step in path:
        data = data[step]
    return data


def holds_unread(data: object) -> bool:
    """True where something in the data, however deep, is `UNREAD`."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if value is UNREAD:
            return True
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


class LineStarts:
    """Where the lines of a source begin: an offset into its text in; a line and a column out."""

    __slots__ = ("_source", "_starts")

    def __init__(self, source: Source, *, one_line: bool = False) -> None:
        self._source = source
        lines = [source.text]
        if not one_line:
            lines = _lines_of(source.text)
        lengths = map(len, lines[:-1])
        self._starts = [0, *accumulate(lengths)]

    def span(self, start: int, end: int) -> Location:
        """The location of the characters from `start` up to, not including, `end`."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Location(
            source=self._source, line=line, column=column, end_line=end_line, end_column=end_column
        )

    def _position(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._starts, offset) - 1
        line = row + self._source.first_line
        return line, offset - self._starts[row] + 1


def _lines_of(text: str) -> list[str]:
    """The lines of a text with their line breaks; the last one has none, and may be empty."""
    lines = text.splitlines(keepends=True)
    last = lines[-1:]
    if not last or last[0].splitlines() != last:
        lines.append("")
    return lines
