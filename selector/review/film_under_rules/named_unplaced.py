"""F385: who or what a scene names in its title, its focal point or a note, and does not place.

What a scene does not place is not sent. People are looked for by their whole names, their tags, and
their first and last names if nobody else in the film has them; `names_in_texts` says what counts.
Places and things are looked for in focal points, where a small letter will do: `the key, on the
table`. Those whose name has several words are looked for in all texts: `On the lighthouse stairs`.

In: a pool, and scenes, one at a time. Out: a problem for each of those, at the first such scene;
and one for each scene in which somebody allows it, so that the others are found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from selector.language.conditions.focal_point import FOCAL_POINT
from selector.language.text import word_run
from selector.model.frozen import frozen
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import LinesAllowed, Scenes
from selector.review.film_under_rules.losses import capital
from selector.review.film_under_rules.names_in_texts import (
    LETTERS,
    how_named,
    may_be_away,
    parts_of_name,
    without_article,
)
from selector.review.film_under_rules.words_beside_names import AFTER_THINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import TypeAlias

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.model.problem import Location
    from selector.model.scene_number import SceneNumber
    from selector.reading.films.film_scenes import SceneRead

    _About: TypeAlias = tuple[int, Location | None]
    """Somebody; and where, if somebody allows it there."""

_SHORT = 2
"""A name with fewer letters is a word of something else too often."""
_LONGEST = 300
"""The longest text that is searched: what is longer is a synopsis, and names whom it likes."""
_WHERE = {"character": "`cast`", "environment": "`place`"}
"""Where a scene places what a picture shows, by its type."""
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
class _Name:
    """A name or a tag that is looked for: whose it is, and whether it is only the last name."""

    name: str
    individual: int
    is_person: bool
    is_last: bool = False
    begins: str = ""
    """How the words of a text that has it begin there; the last may be an owner's: `Friedas`."""


@frozen
class _Mention:
    """A name in a text of a scene, and whether nothing else can be meant."""

    by: _Name
    text: _Text
    is_sure: bool


@frozen
class _Named:
    """Somebody who is named and not placed: in which text of the first such scene, and where."""

    by: str
    called: str
    at: Location
    is_short: bool
    scenes: Scenes


class NamedUnplaced:
    """Looks for names in the texts of scenes that do not place their bearers."""

    def __init__(self, pool: AssetPool) -> None:
        self._pool = pool
        self._names = _names_in(pool)
        self._allowed = LinesAllowed("F385")
        self._found: dict[_About, _Named] = {}
        self._sure: dict[_About, _Named] = {}
        """The same of mentions with which nothing else can be meant."""
        self._doubtful: dict[int, set[str]] = {}
        """The names by which somebody is only perhaps meant."""
        self._small: set[str] = set()
        """The words of names that the film writes in small letters, too."""
        for individual in islice(pool.members, _MOST_NAMES):
            for name in pool.individual(individual).names:
                self._small.update(self._names.keys() & LETTERS.findall(name))
        self._words: dict[int, str] = {}

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        here: dict[int, _Mention] = {}
        placed: dict[int, None] | None = None
        for text in _texts_of(read):
            said = word_run(text.text)
            words = self._names.keys() & said.split()
            if not words or len(text.text) > _LONGEST:
                continue
            self._note_small(words, text.text)
            if placed is None:
                placed = self._placed_in(selection)
            for mention in self._mentions_in(text, said, sorted(words), placed):
                here.setdefault(mention.by.individual, mention)
        for mention in here.values():
            self._find(mention, read, selection.scene.index)

    def _find(self, mention: _Mention, read: SceneRead, scene: SceneNumber | None) -> None:
        """Take in that a scene names somebody whom it does not place."""
        name = mention.by
        at = read.locations.of(*mention.text.path)
        about: _About = name.individual, None
        if self._allowed.has(at):
            about = name.individual, at
        founds = [self._found]
        if mention.is_sure:
            founds.append(self._sure)
        else:
            doubtful = self._doubtful.setdefault(name.individual, set())
            doubtful.add(name.name.casefold())
        for found in founds:
            if about not in found:
                found[about] = _Named(
                    by=name.name,
                    called=mention.text.called,
                    at=at,
                    is_short=read.long_form is not None,
                    scenes=Scenes(),
                )
            found[about].scenes.add(scene)

    def _note_small(self, words: Collection[str], text: str) -> None:
        """Note which words of names a text writes in small letters."""
        if not self._small.issuperset(words):
            self._small.update(set(words).intersection(LETTERS.findall(text)))

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

    def _mentions_in(
        self, text: _Text, said: str, words: Iterable[str], placed: Collection[int]
    ) -> Iterator[_Mention]:
        """Whom a text names beside those who are placed.

        Args:
            text: The text.
            said: Its words.
            words: Those of them that names have.
            placed: Those who are placed.
        """
        for word in words:
            for name in self._names[word]:
                if name.begins not in said or name.individual in placed:
                    continue
                if self._is_part_of(name.name, placed):
                    continue
                if text.is_note and may_be_away(text.text):
                    return
                if not name.is_person:
                    if _is_thing_named(name.name, text):
                        yield _Mention(by=name, text=text, is_sure=True)
                    continue
                how = how_named(name.name, text.text, is_last=name.is_last)
                if how != "nobody":
                    yield _Mention(by=name, text=text, is_sure=how == "surely")

    def _is_part_of(self, name: str, placed: Iterable[int]) -> bool:
        """Whether a name is in what something placed is called: `Hotel Rosalba`."""
        words = word_run(name).strip()
        return any(words in self._words_of(individual) for individual in placed)

    def problems(self) -> Iterator[Problem]:
        """F385 for each, after the last scene."""
        for about, named in self._found.items():
            individual, _ = about
            if self._small.isdisjoint(self._doubtful.get(individual, ())):
                yield self._problem(individual, named)
            elif about in self._sure:
                yield self._problem(individual, self._sure[about])

    def _problem(self, individual: int, named: _Named) -> Problem:
        first, *_ = self._pool.members[individual]
        row = self._pool.rows[first]
        tag = shown(row.tag)
        scenes = named.scenes
        name = f"`{shown(named.by)}`"
        called = self._pool.individual(individual)
        if named.by not in called.names and named.by not in called.tags:
            name = f"{name} (`{shown(self._pool.called(individual))}`)"
        them = "them" if row.type == "character" else "it"
        what = (
            f"The {named.called} names {name}, but the scene does not place {them}, so no picture"
            f" of {them} is sent."
        )
        if scenes.count > 1:
            what = (
                f"{capital(scenes.named)} name {name} and do not place {them}, so no picture of"
                f" {them} is sent. This {named.called} is the first."
            )
        where = "`placements`"
        if named.is_short:
            where = _WHERE.get(row.type, "`cast` or `props`")
        return Problem(
            at=named.at,
            code="F385",
            what=what,
            hint=f"If the scene shows {them}, add `{tag}` to {where}.",
            scenes=scenes.count,
        )


def _is_thing_named(name: str, text: _Text) -> bool:
    """Whether a text names a place or a thing: of one word only where a focal point does.

    `Lantern light in his beard` is about the light.
    """
    words = word_run(without_article(name))
    _, found, after = word_run(text.text).partition(words)
    if not found or len(words.split()) > 1:
        return bool(found)
    follows = after.split()[:1]
    return text.names_things and AFTER_THINGS.issuperset(follows)


def _names_in(pool: AssetPool) -> dict[str, list[_Name]]:
    """The names of a film by their rarest words, but for those that several have.

    Many may begin alike: `Guard 1`, `Guard 2`. A person's may be an owner's: `Friedas`.
    """
    whole = list(_whole_names(pool))
    taken = {word_run(each.name) for each in whole}
    parts = [each for each in _parts_of_names(pool) if word_run(each.name) not in taken]
    owners: dict[str, set[int]] = {}
    for each in chain(whole, parts):
        owners.setdefault(word_run(each.name), set()).add(each.individual)
    frequency = Counter(chain.from_iterable(run.split() for run in owners))
    by_word: dict[str, list[_Name]] = {}
    for each in chain(whole, parts):
        run = word_run(each.name)
        if len(owners[run]) > 1:
            continue
        rarest = min(run.split(), key=frequency.__getitem__)
        name = replace(each, begins=word_run(without_article(each.name)).rstrip())
        by_word.setdefault(rarest, []).append(name)
        if each.is_person:
            by_word.setdefault(f"{rarest}s", []).append(name)
    return by_word


def _whole_names(pool: AssetPool) -> Iterator[_Name]:
    """The names and tags of a film."""
    for individual, members in islice(pool.members.items(), _MOST_NAMES):
        called = pool.individual(individual)
        is_person = any(pool.rows[place].type == "character" for place in members)
        for name in dict.fromkeys((*sorted(called.names), *sorted(called.tags))):
            if len(word_run(without_article(name)).strip()) >= _SHORT:
                yield _Name(name=name, individual=individual, is_person=is_person)


def _parts_of_names(pool: AssetPool) -> Iterator[_Name]:
    """The first and last names of people."""
    for individual, members in islice(pool.members.items(), _MOST_NAMES):
        if not any(pool.rows[place].type == "character" for place in members):
            continue
        for name in sorted(pool.individual(individual).names):
            first, last = parts_of_name(name)
            if len(word_run(first).strip()) >= _SHORT:
                yield _Name(name=first, individual=individual, is_person=True)
            if last:
                yield _Name(
                    name=last,
                    individual=individual,
                    is_person=True,
                    is_last=True,
                )


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
        yield _Text(
            called="focal point",
            path=path,
            text=scene.focal_point,
            names_things=True,
        )
    for note in scene.continuity_notes:
        yield _Text(
            called="note",
            path=("continuity_notes",),
            text=note,
            is_note=True,
        )
