"""Names and a word that is none of them in; the name that was probably meant out.

Every "did you mean" comes from here:

>>> names = NearNames(["WREN", "PIER", "BRAM"])
>>> names.nearest("wern"), names.nearest("LANTERN")
('WREN', None)
>>> names.did_you_mean("PIERS")
'Did you mean `PIER`?'

How near two words are is measured as `difflib` does: twice the letters in common blocks, divided by
the letters of both. That takes a step for each pair of letters, too long for thousands of misspelt
words among thousands of names. So most names are ruled out by two cheaper numbers that are never
smaller:

1. The letters that both words have, in any order. Of each name they are the bits of a number, made
   once.
2. The letters that both have in the same order: their longest common subsequence, found bit by bit.

>>> letters = _Letters()
>>> wren, _ = letters.of("wren")
>>> wern, _ = letters.of("wern", learn=False)
>>> (wren & wern).bit_count()  # in any order
4
>>> _in_one_order(_rows("wern"), 4, "wren")  # w, r and n; or w, e and n
3
>>> alike("wern", "wren")  # blocks w, e and n: twice 3 by 8
0.75

The time of a search has a bound, whatever the names and the word:

- among more than `_FEW` names only those count that share the rarest threes of letters with the
  word;
- a search ends after `_STEPS` steps;
- with `steps`, all searches together end too, and after that nothing is near. `RUN` is for one run,
  such as one check of a film: the time for all its hints grows no faster than the film.

Steps are counted, not timed, and names are sorted first: the same question always has the same
answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from selector.among_threads import cached_property
from selector.model import phrases

RUN = 2_000_000
"""Steps for all the hints of one run: about half a second."""

MOST_NAMES = 20_000
"""Names from which on nothing is looked for."""
_LONGEST = 100
"""Letters of a word or a name; nobody means a longer one."""
_FEW = 500
"""Names that are all looked at in each search. Of more, the rarest threes of letters choose."""
_MOST_LOOKED_AT = 300
"""How many names those threes may choose."""
_STEPS = 3_000
"""Steps that the comparisons of one search may take: one for each pair of letters."""
_LONG = 2_500
"""Pairs of letters from which on the letters in the same order must do, without `difflib`."""
_LONG_CUTOFF = 0.75
"""How near long names must be at least: their letters are often in the same order by chance."""
_MOST_CACHED = 1_000
"""Answers that are cached: in a film one word is often misspelt everywhere."""
_DENIALS = ("not", "no", "non", "never", "without", "except", "anything but", "all but", "!", "~")
"""How a word begins that says what is not meant."""
_WORDS_OF_THEIR_OWN = ("not", "no", "never", "without", "except")
"""Those that many a name begins with, such as `notice` and `north`."""
_SURELY = 0.85
"""How alike the rest of such a word is to what it denies."""
_HIDDEN = ("Cf", "Zl", "Zp")
"""Categories of characters that cannot be seen."""
_LIKE_LATIN = {
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "ARMENIAN": "Armenian",
    "CHEROKEE": "Cherokee",
    "FULLWIDTH": "full-width",
    "MATHEMATICAL": "mathematical",
}
"""Scripts whose letters look like Latin ones, by the first word of their names in Unicode."""
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_BITS = 1_024
"""Letters that have a bit. Further ones, of a film in very many scripts, are only counted."""


class NearNames:
    """Names that words may have meant, prepared once for any number of words.

    Safe across threads without `steps`.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        form: Callable[[str], str] = str.casefold,
        cutoff: float = 0.6,
        steps: int | None = None,
    ) -> None:
        """Take the names; nothing is done before the first search.

        Args:
            names: The names, in any order.
            form: Makes of a name or a word the text that is compared.
            cutoff: How near a name must be, from 0 to 1.
            steps: How many steps all searches together may take. With None there is no limit, and
                no answer depends on earlier ones.
        """
        self._given = names if isinstance(names, Collection) else tuple(names)
        self._form = form
        self._cutoff = cutoff
        self._most_steps = steps
        self._cached: dict[tuple[str, str | None], str | None] = {}
        self.steps = 0
        """How many steps the searches have taken."""

    def nearest(self, word: str, *, apart_from: str | None = None) -> str | None:
        """The name that is most like the word.

        Of equally near names it is the last in the alphabet, and of names with the same form the
        first.

        Args:
            word: What was written.
            apart_from: A name that cannot be meant.

        Returns:
            The name, or None if none is near enough.
        """
        question = (word, apart_from)
        cached = self._cached
        if question in cached:
            return cached[question]
        if self._most_steps is not None and self.steps >= self._most_steps:
            return None
        if len(cached) >= _MOST_CACHED:
            self._cached = {}
        answer = self._search(word, apart_from)
        self._cached[question] = answer
        return answer

    def did_you_mean(self, word: str, *, apart_from: str | None = None) -> str:
        """``Did you mean `close_up`?`` for the nearest name; an empty text if none is near."""
        near = self.meant(word, apart_from=apart_from)
        if near is None or denies(word, near):
            return ""
        return question_about(word, near)

    def meant(self, word: str, *, apart_from: str | None = None) -> str | None:
        """The nearest name; but for `PIP_FACE` rather `PIP` than `ODILE_FACE`.

        Args:
            word: What was written.
            apart_from: A name that cannot be meant.

        Returns:
            The name, or None if none is near enough.
        """
        near = self.nearest(word, apart_from=apart_from)
        if near is None:
            return None
        formed = self._form(word)
        beginning = _BETWEEN_WORDS.split(formed, 1)[0]
        if _unmarked(self._form(near)).startswith(_unmarked(beginning)):
            return near
        whole = self._index.names.get(beginning, near)
        if whole == apart_from:
            return near
        return whole

    @cached_property
    def _index(self) -> _Index:
        """The names prepared, when somebody first asks: mostly nobody does."""
        return _Index(self._given, self._form)

    def _search(self, word: str, apart_from: str | None) -> str | None:
        word = self._form(word[: _LONGEST + 1])
        names = self._index.names
        if not names or not 0 < len(word) <= _LONGEST:
            return None
        rows = _rows(word)
        # A local count: other threads may search as well.
        steps = 0
        best, best_name = self._cutoff, ""
        for most, name in self._by_letters(word):
            if most < best or steps >= _STEPS:
                break
            if apart_from is not None and names[name] == apart_from:
                continue
            steps += len(name)
            common = _in_one_order(rows, len(word), name)
            likeness = 2 * common / (len(word) + len(name))
            if likeness < best:
                continue
            pairs = len(word) * len(name)
            if pairs <= _LONG:
                steps += pairs
                likeness = alike(word, name)
            elif likeness < _LONG_CUTOFF:
                continue
            best, best_name = max((best, best_name), (likeness, name))
        self.steps += steps
        return names.get(best_name)

    def _by_letters(self, word: str) -> list[tuple[float, str]]:
        """The names that could be near enough, each with how near at most, the nearest first."""
        bits, others = self._index.letters.of(word, learn=False)
        looks = self._index.looks_at(word)
        self.steps += len(looks)
        wanted = self._cutoff * len(word)
        found: list[tuple[float, str]] = []
        for name, its_bits, its_others, length in looks:
            common = (bits & its_bits).bit_count()
            if others and its_others:
                common += min(others, its_others)
            least = wanted + self._cutoff * length
            if 2 * common >= least:
                likeness = 2 * common / (len(word) + length)
                found.append((likeness, name))
        found.sort(reverse=True)
        return found


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The question for one word. To ask again about the same names, make a `NearNames`."""
    return NearNames(names).did_you_mean(word)


def denies(word: str, near: str) -> bool:
    """Whether a word says the opposite of a name that is near: `not character`, `no face`.

    To ask whether the name is meant would turn the meaning round.
    """
    lower = word.casefold().strip()
    for denial in _DENIALS:
        if not lower.startswith(denial) or near.casefold().startswith(denial):
            continue
        rest = lower.removeprefix(denial)
        if denial in _WORDS_OF_THEIR_OWN and rest[:1].isalnum():
            continue
        if alike(rest.strip(" _-"), near.casefold()) >= _SURELY:
            return True
    return False


def question_about(word: str, near: str) -> str:
    """Whether a name is meant; and which letters of the word only look like its own."""
    question = phrases.question_of(near)
    if word.isascii() or not near.isascii():
        return question
    said: dict[str, str] = {}
    for letter in word:
        kind = _foreign(letter)
        if kind:
            said.setdefault(kind, letter)
    for kind, letter in said.items():
        question += f" What is written here has {kind}: {_named(letter)}."
    return question


def _foreign(letter: str) -> str:
    """What a letter is that looks like another, or like none; empty for letters like é."""
    if letter.isascii():
        return ""
    from unicodedata import category, name  # noqa: PLC0415  # seldom

    if category(letter) in _HIDDEN:
        return "an invisible character"
    if category(letter) == "Mn":
        return "an accent on its own"
    script = name(letter, "").partition(" ")[0]
    if script in _LIKE_LATIN:
        return f"a {_LIKE_LATIN[script]} letter"
    return ""


def _unmarked(text: str) -> str:
    """The text without the accents that people leave out: `Zoe` for `Zoë`."""
    from unicodedata import combining, normalize  # noqa: PLC0415  # seldom

    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))


def _named(letter: str) -> str:
    """A letter with its number; by its name in Unicode if it cannot be seen, or not alone."""
    from unicodedata import category, name  # noqa: PLC0415  # seldom

    number = f"U+{ord(letter):04X}"
    if category(letter).startswith("L"):
        return f"`{letter}` ({number})"
    called = name(letter, "").lower()
    return f"{called} ({number})" if called else number


def nearest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The nearest name to one word. To ask again about the same names, make a `NearNames`.

    Args:
        word: What was written.
        names: The names that may be meant.
        cutoff: How near a name must be, from 0 to 1.

    Returns:
        The name, or None if none is near enough.
    """
    return NearNames(names, cutoff=cutoff).nearest(word)


def alike(word: str, name: str) -> float:
    """How alike two words are, from 0 to 1."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # slow to load, and rarely needed

    return SequenceMatcher(None, name, word).ratio()


class _Index:
    """Names by the form in which they are compared, and what is worked out once about each."""

    def __init__(self, names: Iterable[str], form: Callable[[str], str]) -> None:
        self.names: dict[str, str] = {}
        for name in sorted(set(names), reverse=True):
            formed = form(name)
            if 0 < len(formed) <= _LONGEST:
                self.names[formed] = name
        if len(self.names) > MOST_NAMES:
            self.names = {}
        forms = sorted(self.names)
        self.letters = _Letters()
        self._looks: list[_Look] = []
        for each in forms:
            bits, others = self.letters.of(each)
            self._looks.append(_Look(each, bits, others, len(each)))
        self._holders: dict[str, list[int]] = {}
        if len(forms) > _FEW:
            self._holders = _holders(forms)

    def looks_at(self, word: str) -> list[_Look]:
        """The names worth a look: all of a few; of many, those with the word's rarest threes."""
        if not self._holders:
            return self._looks
        threes = sorted(_threes(word))
        by_three = [self._holders.get(three, []) for three in threes]
        by_three.sort(key=len)
        numbers: set[int] = set()
        for holders in by_three:
            if len(numbers) + len(holders) > _MOST_LOOKED_AT:
                break
            numbers.update(holders)
        return [self._looks[number] for number in sorted(numbers)]


class _Look(NamedTuple):
    """A name, its letters as bits, how many letters have no bit, and how many there are in all."""

    name: str
    bits: int
    others: int
    length: int


class _Letters:
    """The bit of each letter of the names: the first A of a name has one, its second A another."""

    def __init__(self) -> None:
        self._bit_of: dict[tuple[str, int], int] = {}

    def of(self, word: str, *, learn: bool = True) -> tuple[int, int]:
        """The letters of a word as bits (new ones get a bit if `learn`), and how many have none."""
        seen: dict[str, int] = {}
        bits = 0
        others = 0
        for letter in word:
            times = seen.get(letter, 0) + 1
            seen[letter] = times
            bit = self._bit_of.get((letter, times), 0)
            if not bit and learn and len(self._bit_of) < _BITS:
                bit = 1 << len(self._bit_of)
                self._bit_of[letter, times] = bit
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
    """Every three letters in a row; the ends of the word count as letters."""
    ended = f"\0{word}\0"
    return {ended[start : start + 3] for start in range(len(word))}


def _rows(word: str) -> dict[str, int]:
    """For each letter of a word the positions where it is, as bits."""
    rows: dict[str, int] = {}
    for position, letter in enumerate(word):
        rows[letter] = rows.get(letter, 0) | 1 << position
    return rows


def _in_one_order(rows: dict[str, int], length: int, name: str) -> int:
    """How many letters a word and a name have in the same order.

    One step for each letter of the name: Hyyrö, Bit-parallel LCS-length computation revisited,
    2004.

    Args:
        rows: The letters of the word, from `_rows`.
        length: How many letters the word has.
        name: The name.

    Returns:
        The length of their longest common subsequence.
    """
    every = (1 << length) - 1
    free = every
    for letter in name:
        met = free & rows.get(letter, 0)
        free = (free + met | free - met) & every
    return length - free.bit_count()
