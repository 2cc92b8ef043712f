"""Whether a part of a rule file is text that comes with selector, which its author has not written.

`selector new rules` copies rules, and so do people. What could be misread in their own words is
meant as it stands in ours.

In: the text of a rule file; lines of it. Out: whether the shot rule that a line is in, or the entry
at the top of the file, stands so in a rule file that comes with selector, to the letter.

>>> copied = CopiedText('''shots:
...   wide_shot:
...     spellings: [wide, ws]
...     like: default
...     prefer: full
...   master:
...     prefer: full
... ''')
>>> copied.has(5), copied.has(7)
(True, False)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from selector.among_threads import cached_property
from selector.data import data_dir

_DEEPEST = 2
"""How far shot rules and entries at the top are indented in the rules that come with selector."""


class CopiedText:
    """Knows which lines of a rule file are in parts that come with selector."""

    def __init__(self, text: str) -> None:
        self._text = text

    def has(self, line: int) -> bool:
        """Whether the part that a line is in comes with selector; lines are counted from 1."""
        starts, parts = self._parts
        return parts[bisect_right(starts, line) - 1] in _shipped_parts()

    @cached_property
    def _parts(self) -> tuple[list[int], list[str]]:
        """The first lines of all parts, and their texts."""
        starts = []
        texts = []
        for first, text in _parts_of(self._text):
            starts.append(first)
            texts.append(text)
        return starts, texts


@cache
def _shipped_parts() -> frozenset[str]:
    """The parts of all rule files that come with selector."""
    found: set[str] = set()
    for path in data_dir("rules").rglob("*.yaml"):
        found.update(text for _, text in _parts_of(path.read_text("utf-8")))
    return frozenset(found)


def _parts_of(text: str) -> Iterator[tuple[int, str]]:
    """The shot rules of a text, and whatever else is indented as little, with their first lines."""
    first = 0
    part: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.lstrip(" ")
        if bare and len(line) - len(bare) <= _DEEPEST:
            yield first, "\n".join(part).rstrip()
            first = number
            part = []
        part.append(line)
    yield first, "\n".join(part).rstrip()
