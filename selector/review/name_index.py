"""Names of a film, found by what a rule writes, in which `*` stands for any characters.

A pattern is compared with those names alone that have the longest of its parts, which one search
through all of them finds. Patterns that many names have a part of, in rules with very many of them,
would still take as long as patterns times names. So these comparisons have a budget, which no rules
that people write come near.

In: names, in the form in which they are compared. Out: those that are meant.

>>> index = NameIndex(["MARA_COAT", "LAMP_LIT", "LAMP"])
>>> list(index.meant_by("LAMP*")), list(index.meant_by("LAMP")), list(index.meant_by("L*COAT"))
(['LAMP', 'LAMP_LIT'], ['LAMP'], [])
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from selector.among_threads import cached_property
from selector.language.text import ANY, fits

_MOST_COMPARED = 500_000
"""How often a pattern is compared with a name, at most: about a second."""
_APART = "\0"
"""Stands behind each name where all are searched as one text."""


class NameIndex:
    """Some names, each once."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = frozenset(names)
        self._left = _MOST_COMPARED

    @property
    def is_exhausted(self) -> bool:
        """Whether patterns were compared as often as they may be, so that no more names fit one."""
        return self._left <= 0

    def meant_by(self, name: str) -> Iterator[str]:
        """The names that are meant by one, or by a pattern, in alphabetical order."""
        if ANY not in name:
            if name in self._known:
                yield name
            return
        longest = max(name.split(ANY), key=len)
        for each in self._with(longest):
            if self.is_exhausted:
                return
            self._left -= 1
            if fits(name, each):
                yield each

    def __contains__(self, name: str) -> bool:
        """Whether there is this name, whatever stars it has."""
        return name in self._known

    def _with(self, part: str) -> Iterator[str]:
        """The names that have some characters."""
        found = self._in_one.find(part)
        while 0 <= found < len(self._in_one):
            nth = bisect_right(self._ends, found)
            yield self._in_order[nth]
            found = self._in_one.find(part, self._ends[nth])

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._known)

    @cached_property
    def _in_one(self) -> str:
        return _APART.join((*self._in_order, ""))

    @cached_property
    def _ends(self) -> list[int]:
        """Where each name ends in the text of all, with the mark behind it."""
        ends = []
        end = 0
        for name in self._in_order:
            end += len(name) + len(_APART)
            ends.append(end)
        return ends
