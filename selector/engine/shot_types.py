"""A shot type in; the shot names that stand in it out, by the words of a vocabulary.

Storyboards write `Close-Up Shot`, `MCU - eye level` and `OTS on Wren, medium`. A vocabulary has two
axes of names, the size of a shot and what it covers, and the spellings of each. A shot type is read
in four steps:

1. It is split into words, as all texts are: case, hyphens and punctuation make no difference, and
   each Han or kana character is a word by itself. `C.U.` is one word.
2. Wherever words of a spelling stand one after another, that spelling may be meant. The longest is
   taken first, by words, then by letters, and each word is used once. So `medium close-up` is that,
   and neither `medium` nor `close up`.
3. Moves, words that decide nothing and numbers are passed over. They are spellings as well, so
   that `eye level` is passed over and `level` is not.
4. Some spellings are everyday words: `two`, `face`, `close`. If any word of the shot type is left,
   they do not count: `wide shot, two riders` is no two-shot.

Nothing is decided here. Which names lead to a shot rule is for `shot_rule_by_name` to say.

>>> from selector.model.problem import Source
>>> from selector.model.shot_vocabulary import Ambiguous, ShotVocabulary
>>> names = ShotNames(ShotVocabulary(
...     name="ours",
...     sizes={"medium": ("ms",), "wide": ("ws",)},
...     coverage={"two_shot": ("two", "two shot"), "over_the_shoulder": ("ots",)},
...     moves=("pan",),
...     passed_over=("shot", "of", "the"),
...     alone=("two", "long"),
...     ambiguous={"long": Ambiguous(readings=("wide", "medium"), note="to some")},
...     source=Source(name="ours.yaml"),
... ))
>>> for shot_type in ("OTS, medium 2", "Wide shot, two riders", "pan of the two", "Long Shot"):
...     read = names.read(shot_type)
...     print([(each.spelling, *each.readings) for each in read.taken], read.unread)
[('ots', 'over_the_shoulder'), ('medium', 'medium')] ()
[('wide', 'wide')] ('two', 'riders')
[('two', 'two_shot')] ()
[('long', 'wide', 'medium')] ()
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.text import word_run
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selector.model.shot_vocabulary import ShotVocabulary

Words: TypeAlias = tuple[str, ...]
"""The words of a text, as they are compared."""
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")
"""A letter by itself with a full stop before another such letter: `C.U.` is `CU`."""
MOST_READ = 10_000
"""The limit of cached readings: a film writes few shot types, but it may write any."""


@frozen
class Meaning:
    """What a spelling means.

    Attributes:
        spelling: The spelling as its vocabulary writes it.
        readings: The shot names that it may mean, the likeliest first.
        is_ambiguous: Whether its vocabulary lists it as such, though it may have one reading.
        note: Why it is ambiguous, if somebody has said that.
    """

    spelling: str
    readings: tuple[str, ...]
    is_ambiguous: bool = False
    note: str = ""


@frozen
class ShotReading:
    """What a shot type was read as.

    Attributes:
        taken: What its spellings mean, each once, in the order of the text.
        unread: The words that are neither of these nor passed over.
    """

    taken: tuple[Meaning, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The shot names that stand in it for certain, each once."""
        names: dict[str, None] = {}
        for each in self.taken:
            if len(each.readings) == 1:
                names[each.readings[0]] = None
        return tuple(names)


class ShotNames:
    """Reads shot types by a vocabulary, each of them once.

    Attributes:
        vocabulary: The vocabulary.
    """

    def __init__(self, vocabulary: ShotVocabulary) -> None:
        self.vocabulary = vocabulary
        self._meanings = _meanings(vocabulary)
        self._everyday = set(map(_words_of, vocabulary.alone))
        self._by_first_word: dict[str, list[Words]] = {}
        for words in self._meanings:
            alike = self._by_first_word.setdefault(words[0], [])
            alike.append(words)
        self._read: dict[str, ShotReading] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """It travels without what it has read."""
        return ShotNames, (self.vocabulary,)

    @property
    def form(self) -> dict[str, Any]:
        """Everything that can change a reading, as plain data."""
        spellings = {}
        passed_over = []
        alone = []
        for words, meanings in sorted(self._meanings.items()):
            spelling = " ".join(words)
            if not meanings:
                passed_over.append(spelling)
                continue
            spellings[spelling] = [list(each.readings) for each in meanings]
            if words in self._everyday:
                alone.append(spelling)
        return {
            "alone": alone,
            "coverage": sorted(self.vocabulary.coverage),
            "passed_over": passed_over,
            "sizes": sorted(self.vocabulary.sizes),
            "spellings": spellings,
        }

    def readings_of(self, spelling: str) -> tuple[str, ...]:
        """The shot names that a spelling may mean."""
        readings: list[str] = []
        for meaning in self._meanings[_words_of(spelling)]:
            readings += meaning.readings
        return tuple(readings)

    def is_everyday(self, spelling: str) -> bool:
        """Whether a spelling counts only where every word of a shot type is read."""
        return _words_of(spelling) in self._everyday

    def moves_in(self, shot_type: str) -> tuple[str, ...]:
        """The camera moves that a shot type names, as it has them, in its order."""
        moves = set(map(_words_of, self.vocabulary.moves))
        starts = self._taken(_words_of(shot_type))
        named: dict[str, None] = {}
        for start in sorted(starts):
            spelling = starts[start]
            if spelling in moves:
                named[" ".join(spelling)] = None
        return tuple(named)

    def read(self, shot_type: str) -> ShotReading:
        """What a shot type says, folded or as it is written."""
        reading = self._read.get(shot_type)
        if reading is not None:
            return reading
        if len(self._read) >= MOST_READ:
            self._read.clear()
        words = _words_of(shot_type)
        reading = self._reading(words)
        self._read[shot_type] = reading
        return reading

    def _reading(self, words: Words) -> ShotReading:
        starts = self._taken(words)
        unread = _unread(words, starts)
        if unread:
            for start, spelling in list(starts.items()):
                if spelling in self._everyday:
                    del starts[start]
                    unread.update(enumerate(spelling, start))
        taken: dict[Meaning, None] = {}
        for start in sorted(starts):
            meanings = self._meanings[starts[start]]
            taken.update(dict.fromkeys(meanings))
        return ShotReading(
            taken=tuple(taken),
            unread=tuple([word for _, word in sorted(unread.items())]),
        )

    def _taken(self, words: Words) -> dict[int, Words]:
        """The spellings that some words are used for, by the place of the first word of each."""
        used: set[int] = set()
        starts = {}
        found = sorted(self._standing_in(words), key=_longest_first)
        for start, spelling in found:
            places = range(start, start + len(spelling))
            if used.isdisjoint(places):
                used.update(places)
                starts[start] = spelling
        return starts

    def _standing_in(self, words: Words) -> Iterator[tuple[int, Words]]:
        """Every spelling that stands in some words, with the place of its first word."""
        for start, word in enumerate(words):
            for spelling in self._by_first_word.get(word, ()):
                end = start + len(spelling)
                if words[start:end] == spelling:
                    yield start, spelling


def _words_of(text: str) -> Words:
    joined = _INITIALS.sub(r"\1", text)
    return tuple(word_run(joined).split())


def _longest_first(found: tuple[int, Words]) -> tuple[int, int, int]:
    """By the words of a spelling, then by its letters, then by its place."""
    start, spelling = found
    letters = "".join(spelling)
    return -len(spelling), -len(letters), start


def _unread(words: Words, starts: Mapping[int, Words]) -> dict[int, str]:
    """The words that are not used for a spelling, by their places. Numbers are passed over."""
    left = dict(enumerate(words))
    for start, spelling in starts.items():
        for place in range(start, start + len(spelling)):
            del left[place]
    return {place: word for place, word in left.items() if not word.isdecimal()}


def _meanings(vocabulary: ShotVocabulary) -> dict[Words, tuple[Meaning, ...]]:
    """What each spelling means, by its words; nothing for those that are passed over."""
    found: dict[Words, dict[tuple[str, ...], Meaning]] = {}
    for meaning in _all_in(vocabulary):
        words = _words_of(meaning.spelling)
        alike = found.setdefault(words, {})
        if meaning.readings:
            alike.setdefault(meaning.readings, meaning)
    found.pop((), None)
    return {words: tuple(alike.values()) for words, alike in found.items()}


def _all_in(vocabulary: ShotVocabulary) -> Iterator[Meaning]:
    """Every spelling, with what it means. Words that decide nothing have no readings."""
    for names in (vocabulary.coverage, vocabulary.sizes):
        for name, spellings in names.items():
            for spelling in (name, *spellings):
                yield Meaning(
                    spelling=spelling,
                    readings=(name,),
                )
    for spelling, ambiguous in vocabulary.ambiguous.items():
        yield Meaning(
            spelling=spelling,
            readings=ambiguous.readings,
            is_ambiguous=True,
            note=ambiguous.note,
        )
    for spelling in (*vocabulary.moves, *vocabulary.passed_over):
        yield Meaning(spelling=spelling, readings=())
