"""F392: two people, places or things in the assets file that are probably one.

`Adaeze` and `Adaeze Obi`, with pictures of their own: scenes place now the one and now the other,
and her face changes between them. They are taken for one if the one name begins with the other,
both are of one type, and no scene has both. Of a place or a thing, what is left must say what kind
of thing it is: `The Anchor`, `Anchor inn`. So nothing is said of `Playa` and `Playa norte`.

In: a pool; the scenes of a film. Out: a problem for each pair, at the second in the assets file.

>>> may_be_one("The Anchor", "Anchor inn", "environment")
True
>>> may_be_one("Guard", "Guard 2", "character"), may_be_one("Mara", "Mara Obi", "character")
(False, True)
>>> may_be_one("Beach", "Beach house", "environment"), may_be_one("Küche", "Küche unten", "prop")
(False, False)
>>> may_be_one("Mara", "Young Mara", "character"), may_be_one("Marie", "Marie-Claire", "character")
(False, False)
>>> may_be_one("The guard", "The guard captain", "character")
False
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from selector.language.text import word_run
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_EMPTY_WORDS = " a an and das der die la le les of the "
"""Words that tell nobody apart."""
_SEPARATE = (
    " adult aged age as baby brother child copy daughter double elder elderly father ghost"
    " kid later mother old older sister son teen teenage twin young younger"
    " als alt älter baby bruder geist jung jünger kind mutter schwester sohn tochter vater zwilling"
    " adulte âgée comme enfant fantôme fille fils frère jeune jumeau jumelle mère père sœur vieille"
    " vieux"
    " adulto adulta anciana anciano como fantasma gemela gemelo hermana hermano hija hijo joven"
    " madre niña niño padre vieja viejo "
)
"""Words that make two of people who share a name: their ages, and who is whose."""
_COMMON = (
    " alley apartment attic balcony bar barn basement bathroom bay beach bed bedroom bike boat"
    " book bottle box bridge building bus cabin cafe camp car castle cave cellar chair chapel"
    " church city classroom clock coast corridor courtyard cup deck desk diner dock door"
    " engine farm field fire flat flower forest gallery garage garden gate hall harbor harbour"
    " hill home hospital hotel house hut inn island kitchen lab lake lamp lantern letter library"
    " lighthouse map market mill mine moon mountain office palace park path phone pier plane"
    " platform pool port prison pub quarry railway ring river road roof room rooftop school"
    " sea ship shop shore sky square stable stage stair stairs station store street studio sun"
    " table temple theater theatre tower town train tree truck tunnel valley van village wall"
    " warehouse watch water well window wood woods yard"
    " "
)
"""Words for kinds of places and things: a beach is not a beach house."""
_MOST = 2_000
"""How many individuals are compared; a film has dozens."""


class OneOrTwo:
    """Looks for individuals that are probably one, and never in a scene together."""

    def __init__(self, film: Film, pool: AssetPool) -> None:
        self._film = film
        self._pool = pool
        self._pairs = dict.fromkeys(_pairs_in(pool))
        self._others: dict[int, set[int]] = {}
        for one, other in self._pairs:
            self._others.setdefault(one, set()).add(other)
            self._others.setdefault(other, set()).add(one)
        self._scenes: dict[int, Scenes] = {}

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if not self._others:
            return
        here: dict[int, None] = {}
        for placement in selection.scene.placements:
            for individual in self._pool.individuals_of(placement.tag):
                if individual in self._others:
                    here[individual] = None
        for individual in here:
            scenes = self._scenes.setdefault(individual, Scenes())
            scenes.add(selection.scene.index)
            for other in self._others[individual]:
                if other in here:
                    self._pairs.pop((individual, other), None)

    def problems(self) -> Iterator[Problem]:
        """F392 for each pair of which both are placed, after the last scene."""
        for one, other in self._pairs:
            if one not in self._scenes or other not in self._scenes:
                continue
            first = self._called(one)
            second = self._called(other)
            scenes = self._scenes[one]
            more = self._scenes[other]
            place, *_ = self._pool.members[other]
            yield Problem(
                at=self._film.asset_locations[place].of("individual"),
                code="F392",
                what=(
                    f"{first} is placed in {scenes.named}, {second} in {more.named}, and no scene"
                    " places both. Pictures of one are not sent for the other."
                ),
                hint=(
                    "If they are the same, list all pictures under one name. If they differ, write"
                    " `# selector: allow F392 because …` at the end of this line, with your reason."
                ),
                scenes=more.count,
            )

    def _called(self, individual: int) -> str:
        first, *_ = self._pool.members[individual]
        tag = shown(self._pool.rows[first].tag)
        name = shown(_name_of(self._pool, individual))
        if name == tag:
            return f"`{tag}`"
        return f"`{name}` (`{tag}`)"


def may_be_one(one: str, other: str, kind: str) -> bool:
    """Whether one name begins with another, and what is left tells nobody apart.

    Numbers and single letters do: `Guard` and `Guard 2` are two. So do the words for ages, as in
    `Mara as a child`. What only has a common word for its name is one of a kind, and another word
    makes another of it: `Beach` and `Beach house`.

    Args:
        one: A name.
        other: Another name.
        kind: The type of both.

    Returns:
        Whether they are probably one.
    """
    short, long = sorted((one, other), key=lambda name: len(_words_of(name)))
    few, many = _words_of(short), _words_of(long)
    left = many[len(few) :]
    if not few or many[: len(few)] != few:
        return False
    if long.casefold().startswith(f"{short}-".casefold()):
        return False
    if not all(len(word) > 1 and word.isalpha() for word in left):
        return False
    if kind == "character":
        is_surname = not (short[0].isupper() and long.split()[-1].islower())
        return is_surname and not any(f" {word} " in _SEPARATE for word in left)
    if all(f" {word} " in _COMMON for word in few):
        return False
    return all(f" {word} " in _COMMON for word in left)


def _words_of(name: str) -> list[str]:
    """The words of a name that may tell somebody apart, in their order."""
    return [word for word in word_run(name).split() if f" {word} " not in _EMPTY_WORDS]


def _pairs_in(pool: AssetPool) -> Iterator[tuple[int, int]]:
    """The individuals of which that is so, of those whose names begin with one word."""
    by_word: dict[tuple[str, str], list[int]] = {}
    for individual in islice(pool.members, _MOST):
        words = _words_of(_name_of(pool, individual))
        if words:
            about = (_type(pool, individual), words[0])
            by_word.setdefault(about, []).append(individual)
    for (kind, _), individuals in by_word.items():
        for one, other in pairwise(individuals):
            if may_be_one(_name_of(pool, one), _name_of(pool, other), kind):
                yield one, other


def _name_of(pool: AssetPool, individual: int) -> str:
    """The name that an individual has outright, else the tag of its first picture."""
    first, *_ = pool.members[individual]
    return pool.rows[first].individual or pool.rows[first].tag


def _type(pool: AssetPool, individual: int) -> str:
    first, *_ = pool.members[individual]
    return pool.rows[first].type
