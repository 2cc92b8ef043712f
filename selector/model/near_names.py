"""Names in, and a word that is none of them; the name that was probably meant out. Every "did you mean" asks here.

What it costs is bounded, whatever the names and the word are:

- names are looked at once, when a `NearNames` is made of them: of each its letters are written as the bits of a number;
- among more than `_FEW` names only those are looked at that share the rarest threes of letters with the word;
- a look says, in one step, how many letters the word and the name share. Only where those could do are their letters
  compared in order, and only where those could do are the two compared as `difflib` does;
- each search ends after so many steps (`_STEPS`), and all searches of one run end together after `RUN`, where a run is
  what asks: from there on nothing is near.

So the time for all hints of a file grows no faster than the file. Steps are counted and not timed, and names are gone
through by their letters and never as they come: the same question has the same answer, always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import NamedTuple

from selector.model import phrases

RUN = 2_000_000
"""Steps for all the hints of one run, such as one check of a film: about half a second."""

_MOST_NAMES = 20_000
"""Names among which one is looked for at all."""
_LONGEST = 100
"""Letters of a word or a name; nobody means a longer one."""
_FEW = 500
"""Names that are all looked at in each search; of more, only those that threes of letters lead to."""
_MOST_LOOKED_AT = 300
"""Of more, how many are looked at."""
_STEPS = 3_000
"""Steps that the comparisons of one search may take: one for each pair of letters."""
_LONG = 2_500
"""Steps from which on a comparison as `difflib` does it takes too long, and the letters in order must do."""
_LONG_CUTOFF = 0.75
"""How near long names must be at least: their letters in order are often alike by chance."""
_MOST_REMEMBERED = 1_000
"""Answers that are kept: in a film one word is often misspelt everywhere."""
_BITS = 1_024
"""Letters that have a bit of their own. Further ones, of a film in very many scripts, are only counted."""


class NearNames:
    """Names that a word may have meant, made ready once for any number of words. Without `steps`, safe across threads.

    Args:
        names: The names, in any order.
        form: What makes of a name or a word that by which it is compared; capitals do not count unless told otherwise.
        cutoff: How near a name must be, from 0 to 1, in the measure of `difflib`: twice the letters that stand in
            common blocks, by the letters of both.
        steps: How many steps all searches together may take; with None there is no end, and no answer depends on what
            was asked before.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        form: Callable[[str], str] = str.casefold,
        cutoff: float = 0.6,
        steps: int | None = None,
    ) -> None:
        self._form = form
        self._cutoff = cutoff
        self._left = steps
        self._answers: dict[tuple[str, str | None], str | None] = {}
        self.steps = 0
        """How many steps the searches have taken."""
        self._given = names if isinstance(names, Collection) else tuple(names)

    def nearest(self, word: str, *, apart_from: str | None = None) -> str | None:
        """The name that is most like the word, or None where none is near enough.

        `apart_from` is a name that cannot be meant. Of names that are equally near the last by its letters is given,
        and of names of one form the first.
        """
        asked, answers = (word, apart_from), self._answers
        if asked in answers:
            return answers[asked]
        if self._left is not None and self.steps >= self._left:
            return None
        if len(self._answers) >= _MOST_REMEMBERED:
            self._answers = {}
        answer = self._answers[asked] = self._search(word, apart_from)
        return answer

    def did_you_mean(self, word: str, *, apart_from: str | None = None) -> str:
        """``Did you mean `close_up`?`` for the nearest name, or nothing where none is near."""
        near = self.nearest(word, apart_from=apart_from)
        return phrases.did_you_mean(near) if near else ""

    @cached_property
    def _index(self) -> _Index:
        """The names made ready; not before somebody asks, for mostly nobody does."""
        return _Index(self._given, self._form)

    def _search(self, word: str, apart_from: str | None) -> str | None:
        word = self._form(word[: _LONGEST + 1])
        if not self._index.names or not 0 < len(word) <= _LONGEST:
            return None
        rows = _rows(word)
        steps = 0  # counted here: other threads may search as well
        best, best_name = self._cutoff, ""
        for bound, name in self._by_letters(word):
            if bound < best or steps >= _STEPS:
                break
            if apart_from is not None and self._index.names[name] == apart_from:
                continue
            steps += len(name)
            likeness = 2 * _in_one_order(rows, len(word), name) / (len(word) + len(name))
            if likeness < best:
                continue
            if len(word) * len(name) <= _LONG:
                steps += len(word) * len(name)
                likeness = alike(word, name)
            elif likeness < _LONG_CUTOFF:
                continue
            best, best_name = max((best, best_name), (likeness, name))
        self.steps += steps
        return self._index.names.get(best_name)

    def _by_letters(self, word: str) -> list[tuple[float, str]]:
        """The names that could be near enough, with how near they are at best, the nearest first.

        That is twice the letters that both have, in whatever order, by the letters of both.
        """
        bits, others = self._index.letters.of(word, learn=False)
        looks = self._index.looks_at(word)
        self.steps += len(looks)
        wanted = self._cutoff * len(word)
        found: list[tuple[float, str]] = []
        for name, bits_there, others_there, length in looks:
            common = (bits & bits_there).bit_count()
            if others and others_there:
                common += min(others, others_there)
            if 2 * common >= wanted + self._cutoff * length:
                found.append((2 * common / (len(word) + length), name))
        found.sort(reverse=True)
        return found


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The same for one word. Who may have to ask again makes one `NearNames` for all."""
    return NearNames(names).did_you_mean(word)


def nearest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The same for one word. Who may have to ask again makes one `NearNames` for all."""
    return NearNames(names, cutoff=cutoff).nearest(word)


def alike(word: str, name: str) -> float:
    """How alike two words are, from 0 to 1."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # slow to load, and only wanted where something is misspelt

    return SequenceMatcher(None, name, word).ratio()


class _Index:
    """Names by the form in which they are compared, and what is worked out once about each."""

    def __init__(self, names: Iterable[str], form: Callable[[str], str]) -> None:
        by_form = {form(name): name for name in sorted(set(names), reverse=True)}
        formed = sorted(each for each in by_form if 0 < len(each) <= _LONGEST)
        if len(formed) > _MOST_NAMES:
            formed = []
        self.names = {each: by_form[each] for each in formed}
        self.letters = _Letters()
        self._looks = [_Look(each, *self.letters.of(each), len(each)) for each in formed]
        self._holders = _holders(formed) if len(formed) > _FEW else {}

    def looks_at(self, word: str) -> list[_Look]:
        """The names worth a look: all of a few; of many, those with the threes of letters that fewest names have."""
        if not self._holders:
            return self._looks
        held = [self._holders[three] for three in sorted(_threes(word)) if three in self._holders]
        numbers: set[int] = set()
        for holders in sorted(held, key=len):
            if len(numbers) + len(holders) > _MOST_LOOKED_AT:
                break
            numbers.update(holders)
        return [self._looks[number] for number in sorted(numbers)]


class _Look(NamedTuple):
    """A name, its letters as bits, how many it has that have no bit, and how many in all."""

    name: str
    bits: int
    others: int
    length: int


class _Letters:
    """The bit of each letter that the names have: the first A of a name has one, its second A another."""

    def __init__(self) -> None:
        self._bit_of: dict[tuple[str, int], int] = {}

    def of(self, word: str, *, learn: bool = True) -> tuple[int, int]:
        """The letters of a word as bits, and how many it has that have none."""
        seen: dict[str, int] = {}
        bits = others = 0
        for letter in word:
            times = seen[letter] = seen.get(letter, 0) + 1
            bit = self._bit_of.get((letter, times), 0)
            if not bit and learn and len(self._bit_of) < _BITS:
                bit = self._bit_of[letter, times] = 1 << len(self._bit_of)
            bits |= bit
            others += not bit
        return bits, others


def _holders(names: list[str]) -> dict[str, list[int]]:
    """For each three letters the numbers of the names that have it."""
    holders: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for three in _threes(name):
            holders.setdefault(three, []).append(number)
    return holders


def _threes(word: str) -> set[str]:
    """Every three letters that stand together, the ends of the word being letters too."""
    ended = f"\0{word}\0"
    return {ended[at : at + 3] for at in range(len(word))}


def _rows(word: str) -> dict[str, int]:
    """For each letter of a word the places at which it stands, as bits."""
    rows: dict[str, int] = {}
    for at, letter in enumerate(word):
        rows[letter] = rows.get(letter, 0) | 1 << at
    return rows


def _in_one_order(rows: dict[str, int], length: int, name: str) -> int:
    """How many letters a word and a name have in one order: their longest common subsequence.

    One step for each letter of the name: Hyyrö, Bit-parallel LCS-length computation revisited, 2004.
    """
    every = (1 << length) - 1
    free = every
    for letter in name:
        met = free & rows.get(letter, 0)
        free = (free + met | free - met) & every
    return length - free.bit_count()
