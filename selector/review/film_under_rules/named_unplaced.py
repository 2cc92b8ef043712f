"""F385: who or what a scene names in its title, its focal point or a note, and does not place.

What a scene does not place is not sent. People are named by a name or a tag, with a capital letter:
`Wren waits`. In `Wren's lamp` nobody need be there but the lamp. Places and things are looked for
in focal points, where a small letter will do: `the key, on the table`. Those whose name has several
words are looked for in all texts: `On the lighthouse stairs`.

In: a pool, and scenes, one at a time. Out: a problem for each of those, at the first such scene.

>>> is_named_by("Wren Calloway", "Wren Calloway waits")
True
>>> is_named_by("Wren", "Wren's lamp"), is_named_by("Will", "It will rain")
(False, False)
>>> is_named_by("Wren", "A letter from Wren"), is_named_by("May", "A morning in May")
(False, False)
>>> is_named_by("Will", "Will it rain"), is_named_by("Will", "Will waits")
(False, True)
>>> is_named_by("Grace", "Grace under pressure"), is_named_by("Mara", "Mara is dead")
(False, False)
>>> is_named_by("小雨", "小雨在等"), is_named_by("小雨", "大雨"), is_named_by("花子", "花子の手紙")
(True, False, False)
>>> is_named_by("Weiß", "Weiß wartet"), is_named_by("Weiß", "WEISS WARTET")
(True, True)
>>> is_named_by("Grete", "Ein Brief von Grete"), is_named_by("Pierre", "Pierre est mort")
(False, False)
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from selector.language.conditions.focal_point import FOCAL_POINT
from selector.language.text import word_run
from selector.model.frozen import frozen
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.model.problem import Location
    from selector.reading.films.film_scenes import SceneRead

_SHORT = 2
"""A name with fewer letters is a word of something else too often."""
_LONGEST = 300
"""The longest text that is searched: what is longer is a synopsis, and names whom it likes."""
_ASKS = re.compile(r"\s+(?:he|i|it|she|that|the|there|they|this|we|you)\b", re.IGNORECASE)
"""What follows a word that only begins a question: `Will it rain`."""
_AWAY_WORDS = (
    "absent",
    "absente",
    "abwesend",
    "away",
    "behind",
    "dead",
    "fort",
    "gone",
    "heard",
    "kein",
    "keine",
    "left",
    "loin",
    "mort",
    "morte",
    "never",
    "nicht",
    "nie",
    "no",
    "not",
    "off",
    "ohne",
    "parti",
    "partie",
    "pas",
    "phone",
    "radio",
    "sans",
    "stimme",
    "telefon",
    "telephone",
    "téléphone",
    "tot",
    "voice",
    "voix",
    "weg",
    "without",
)
_AWAY = re.compile(rf"\b(?:{'|'.join(_AWAY_WORDS)})\b", re.IGNORECASE)
"""Words of notes on somebody who is not seen, in English, French and German."""
_NOT_HERE_WORDS = (
    "about",
    "auf",
    "chez",
    "contre",
    "de",
    "for",
    "from",
    "für",
    "ohne",
    "pour",
    "sans",
    "über",
    "von",
    "without",
)
_THOUGHT_OF = (
    "dream",
    "dreams",
    "dreaming",
    "letter",
    "memory",
    "memories",
    "painting",
    "photo",
    "photograph",
    "picture",
    "portrait",
    "statue",
    "think",
    "thinking",
    "thinks",
)
_NOT_HERE = re.compile(
    rf"(?:\b(?:{'|'.join(_NOT_HERE_WORDS)}|(?:{'|'.join(_THOUGHT_OF)}) of)\s+|\bd['\u2019])\Z",
    re.IGNORECASE,
)
"""What comes before the name of somebody who need not be there: `waiting for Wren`."""
_GONE = re.compile(
    r"\s+(?:is|was|est|était|ist|war)\s+"
    r"(?:absente?|away|dead|fort|gone|missing|morte?|nicht|partie?|tot|weg)\b",
    re.IGNORECASE,
)
"""What follows the name of somebody who is not seen: `Mara is dead`, `Mara ist tot`."""
_ALSO_WORDS = (
    "beach",
    "bill",
    "chance",
    "charity",
    "crystal",
    "daisy",
    "dawn",
    "faith",
    "frank",
    "grace",
    "grant",
    "heath",
    "honor",
    "hope",
    "ivy",
    "jade",
    "joy",
    "lily",
    "mark",
    "mercy",
    "olive",
    "patience",
    "pearl",
    "prudence",
    "ray",
    "robin",
    "rose",
    "ruby",
    "summer",
    "violet",
    "will",
    "winter",
)
"""Names that are also words: at the beginning of a text, capitals do not tell them apart."""
_OF_A_WORD = re.compile(
    r"\s+(?:against|and|at|for|in|is|of|on|over|under|without)\b", re.IGNORECASE
)
_MONTHS = (
    "april",
    "august",
    "may",
    "june",
)
"""Names that are also of months: `a morning in May`."""
_IN = re.compile(r"\b(?:in|of|last|since|until)\s+\Z", re.IGNORECASE)
_BEFORE = 40
"""How many letters before a name are looked at."""
_AFTER_THINGS = re.compile(
    r"\s*(\Z|(and|as|at|behind|beside|between|by|from|in|is|of|on|or|over|that|through|to|under"
    r"|with|without)\b)"
)
"""What may follow the one word of a thing; any other word may be what is really meant."""
_TITLES = (
    " aunt big brother captain doctor dr father herr king lady little madam madame miss mister"
    " monsieur mother mr mrs ms old prince"
    " princess queen saint sergeant sir sister the uncle young "
)
"""Words before a name that are in many texts about nobody in particular."""
_LETTERS = re.compile(r"[^\W_]+")
_MOST_NAMES = 3_000
"""How many names are looked for; a film has dozens."""


@frozen
class _Text:
    """A text of a scene: what it is called, its path, and whether things are named there."""

    called: str
    path: tuple[str, ...]
    text: str
    names_things: bool = False
    is_note: bool = False


@frozen
class _Named:
    """Somebody who is named and not placed: in which text of the first such scene, and where."""

    by: str
    called: str
    at: Location
    scenes: Scenes


class NamedUnplaced:
    """Looks for names in the texts of scenes that do not place their bearers."""

    def __init__(self, pool: AssetPool) -> None:
        self._pool = pool
        self._names = _names_in(pool)
        self._found: dict[int, _Named] = {}
        self._words: dict[int, str] = {}

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        here: dict[int, tuple[str, _Text]] = {}
        placed: dict[int, None] | None = None
        for text in _texts_of(read):
            words = word_run(text.text).split()
            if self._names.keys().isdisjoint(words) or len(text.text) > _LONGEST:
                continue
            if placed is None:
                placed = self._placed_in(selection)
            for individual, name in self._named_in(text, words, placed):
                here.setdefault(individual, (name, text))
        if not here:
            return
        names = {name for name, _ in here.values()}
        if len(names) < len(here):
            return  # one name of several: nobody knows who is meant
        for individual, (name, text) in here.items():
            if individual not in self._found:
                at = read.locations.of(*text.path)
                named = _Named(by=name, called=text.called, at=at, scenes=Scenes())
                self._found[individual] = named
            self._found[individual].scenes.add(selection.scene.index)

    def _placed_in(self, selection: Selection) -> dict[int, None]:
        placed: dict[int, None] = {}
        for placement in selection.scene.placements:
            placed.update(dict.fromkeys(self._pool.individuals_of(placement.tag)))
        return placed

    def _words_of(self, individual: int) -> str:
        """The words of all that an individual is called."""
        if individual not in self._words:
            called = self._pool.individual(individual)
            runs = map(word_run, (*called.names, *called.tags))
            self._words[individual] = "".join(runs)
        return self._words[individual]

    def _named_in(
        self, text: _Text, words: Iterable[str], placed: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        """Whom a text names beside those who are placed, each with the name.

        Args:
            text: The text.
            words: Its words.
            placed: Those who are placed.
        """
        run = word_run(text.text)
        for word in dict.fromkeys(filter(self._names.__contains__, words)):
            for name, individual, is_person in self._names[word]:
                if individual in placed or word_run(name) not in run:
                    continue
                if text.is_note and _AWAY.search(text.text):
                    return
                is_named = is_person and is_named_by(name, text.text)
                if not is_person:
                    is_named = _is_thing_named(name, text)
                if is_named and not self._is_part_of(name, placed):
                    yield individual, name

    def _is_part_of(self, name: str, placed: Iterable[int]) -> bool:
        """Whether a name is in what something placed is called: `Hotel Rosalba`."""
        words = word_run(name).strip()
        return any(words in self._words_of(individual) for individual in placed)

    def problems(self) -> Iterator[Problem]:
        """F385 for each, after the last scene."""
        for named in self._found.values():
            name, scenes = shown(named.by), named.scenes
            what = (
                f"The {named.called} names `{name}`, which the scene does not place: no"
                " picture of it goes."
            )
            if scenes.count > 1:
                what = (
                    f"`{name}` is named and not placed in {scenes.named}, first in this"
                    f" {named.called}: no picture of it goes."
                )
            yield Problem(
                at=named.at,
                code="F385",
                what=what,
                hint=f"Add `{name}` to `cast`, `place` or `props`, unless it is not to be seen.",
                scenes=scenes.count,
            )


@lru_cache(4_096)
def _pattern(name: str) -> re.Pattern[str]:
    """Finds a name as it is written of somebody: with capitals, and not with `'s` behind it."""
    words = word_run(name).split()
    if len(words) > 1 and all(len(word) == 1 and not word.isascii() for word in words):
        # In scripts without spaces a name stands in a text. In Japanese, what follows says whose.
        return re.compile(rf"{re.escape(name)}(?!の|から)")
    as_written = _LETTERS.findall(name)
    forms = dict.fromkeys(r"[\W_]+".join(map(re.escape, each)) for each in (words, as_written))
    written = "|".join(forms)
    return re.compile(rf"(?<!\w)(?<!\w')(?:{written})(?!\w)(?!['\u2019]s\b)", re.IGNORECASE)


def is_named_by(name: str, text: str) -> bool:
    """Whether a text names somebody by a name: with a capital letter, and not as an owner."""
    for found in _pattern(name).finditer(text):
        first = found.group()[0]
        is_written = first.isupper() or not first.isalpha() or not first.isascii()
        if is_written and not _is_followed(text, found) and not _is_away(text, found):
            return True
    return False


def _is_followed(text: str, found: re.Match[str]) -> bool:
    """Whether what follows a name says that it is none, or that its bearer is not seen."""
    end = found.end()
    if _ASKS.match(text, end) or _GONE.match(text, end):
        return True
    is_word = not found.start() and found.group().casefold() in _ALSO_WORDS
    return is_word and _OF_A_WORD.match(text, end) is not None


def _is_thing_named(name: str, text: _Text) -> bool:
    """Whether a text names a place or a thing: of one word only where a focal point does.

    `Lantern light in his beard` is about the light.
    """
    words = word_run(name)
    _, found, after = word_run(text.text).partition(words)
    if not found or len(words.split()) > 1:
        return bool(found)
    return text.names_things and _AFTER_THINGS.match(after) is not None


def _is_away(text: str, found: re.Match[str]) -> bool:
    """Whether the words before a name say that its bearer need not be there, or it is a month."""
    before = text[max(found.start() - _BEFORE, 0) : found.start()]
    is_month = found.group().casefold() in _MONTHS
    return bool(_NOT_HERE.search(before) or (is_month and _IN.search(before)))


def _names_in(pool: AssetPool) -> dict[str, list[tuple[str, int, bool]]]:
    """The names and tags of a film by their rarest words, with whose they are, and if a person's.

    Many may begin alike: `Guard 1`, `Guard 2`.
    """
    by_word: dict[str, list[tuple[str, int, bool]]] = {}
    owners: dict[str, set[int]] = {}
    rows = pool.rows
    listed = []
    for individual, members in islice(pool.members.items(), _MOST_NAMES):
        called = pool.individual(individual)
        is_person = any(rows[place].type == "character" for place in members)
        names = {*called.names, *called.tags}
        if is_person:
            names.update(filter(None, map(_first_name, called.names)))
        for name in sorted(names):
            if len(word_run(name).strip()) >= _SHORT:
                listed.append((name, individual, is_person))
                owners.setdefault(word_run(name), set()).add(individual)
    frequency = Counter(chain.from_iterable(run.split() for run in owners))
    for name, individual, is_person in listed:
        run = word_run(name)
        if len(owners[run]) == 1:
            rarest = min(run.split(), key=frequency.__getitem__)
            by_word.setdefault(rarest, []).append((name, individual, is_person))
    return by_word


def _first_name(name: str) -> str:
    """The first word of a name that is no title: `Mia` of `Captain Mia Sand`."""
    for word in name.split():
        if f" {word.strip('.').casefold()} " not in _TITLES:
            return word
    return ""


def _texts_of(read: SceneRead) -> Iterator[_Text]:
    """The texts of a scene in which somebody may be named."""
    manifest, scene = read.manifest, read.scene
    if manifest is None or scene is None:
        return
    title = manifest.get("title")
    if isinstance(title, str):
        yield _Text(called="title", path=("title",), text=title)
    if scene.focal_point:
        path = ("composition", FOCAL_POINT.key)
        yield _Text(called="focal point", path=path, text=scene.focal_point, names_things=True)
    for note in scene.continuity_notes:
        yield _Text(called="note", path=("continuity_notes",), text=note, is_note=True)
