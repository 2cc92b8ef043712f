"""What one scene may know of the scenes before it, in the numbers of one pool.

A film so far and a pool in; the answers to what conditions ask out: who is first, who was in the
scene before, what was sent with it, what is worn, and which notes have begun. Every answer that is
given is noted down. A decision stores these answers and no film, and is made again from them.

>>> from selector.engine.manifest import read_manifest
>>> from selector.engine.pool import AssetPool
>>> pool = AssetPool([{"manifest_tag": "WREN", "asset_type": "character"}])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "WREN", "role": "subject"},
... ]})
>>> film = FilmSoFar().followed_by(chosen(scene, pool, [0]))
>>> before, after = Earlier(FilmSoFar(), pool), Earlier(film, pool)
>>> before.first_among([0]), after.first_among([0]), after.in_scene_before([0]), after.sent(0)
([0], [], [0], 0)
>>> after.given
{('first', 0): False, ('before', 0): True, ('sent', 0): 0}
"""

from __future__ import annotations

from itertools import chain, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from selector.among_threads import ONE_AT_A_TIME
from selector.language.text import stands_in, word_run
from selector.model.film_so_far import FilmSoFar, SceneBefore, Since, Worn
from selector.model.scene_number import likeness, scene_number, size

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Hashable,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from selector.engine.pool_index import PoolIndex
    from selector.model.film_so_far import Mark, PictureMark
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber

Given: TypeAlias = "dict[tuple[str, Hashable], Any]"
"""Answers, by what was asked: the question, and the number or text that it was about."""


class Chosen(NamedTuple):
    """What a film keeps of a scene: no more than later scenes may ask, as it is written there.

    Attributes:
        pool: The pool that was chosen from.
        number: The scene's number.
        placed: The tag and the wardrobe note of each placement, in order.
        notes: The continuity notes.
        places: Those of the pictures that were sent, in order.
    """

    pool: PoolIndex
    number: SceneNumber | None
    placed: Sequence[tuple[str, str | None]]
    notes: tuple[str, ...]
    places: Sequence[int]

    def marks(self) -> Sequence[Sequence[Mark]]:
        """The marks of all that it places, in no order."""
        marks_of_tag = self.pool.marks_of_tag
        return [marks_of_tag[tag] for tag, _ in self.placed]

    def sent_marks(self) -> Sequence[PictureMark]:
        """What the pictures go by that were sent with it, in order."""
        return [_mark_of(self.pool, place) for place in self.places]

    def notes_on_wardrobe(self) -> Sequence[tuple[tuple[Mark, ...], str]]:
        """The marks of somebody, and what is noted that they wear; in the order of placements."""
        pool = self.pool
        worn: list[tuple[tuple[Mark, ...], str]] = []
        for tag, note in self.placed:
            if note is not None and word_run(note):
                marks = map(pool.marks, pool.individuals_of(tag))
                worn += zip(marks, repeat(note))
        return worn

    def as_scene_before(self) -> SceneBefore:
        """What the next scene may know of it."""
        return SceneBefore(
            number=self.number,
            placed=tuple(sorted(set(chain.from_iterable(self.marks())))),
            sent=tuple(self.sent_marks()),
            notes=self.notes,
            worn=tuple(self.notes_on_wardrobe()),
        )


def chosen(scene: Scene, pool: PoolIndex, places: Sequence[int]) -> Chosen:
    """What a film keeps of a scene; what follows from it is worked out when somebody asks.

    Args:
        scene: The scene.
        pool: The pool that was chosen from.
        places: Those of the pictures that were sent, in order.

    Returns:
        What it keeps.
    """
    placed = tuple(map(_tag_and_wardrobe_note, scene.placements))
    return Chosen(pool, scene.index, placed, scene.continuity_notes, places)


_tag_and_wardrobe_note = attrgetter("tag", "wardrobe_note")


class Reel:
    """A film so far that grows scene by scene, worked out when somebody asks about it.

    Args:
        start: The scenes before.
        pool: The pool that is chosen from.

    Attributes:
        scenes: The scenes since, each with the places of its picks; None for one that cannot be
            read.
    """

    def __init__(self, start: FilmSoFar, pool: PoolIndex) -> None:
        self.scenes: list[tuple[Scene, Sequence[int]] | None] = []
        self._begin = len(start)
        self._film = start
        self._pool = pool

    def film_so_far(self, count: int) -> FilmSoFar:
        """The film so far after so many of the scenes."""
        with ONE_AT_A_TIME:
            for each in self.scenes[len(self._film) - self._begin : count]:
                if each is None:
                    self._film = self._film.followed_by_unreadable_scene()
                else:
                    scene, places = each
                    self._film = self._film.followed_by(chosen(scene, self._pool, places))
            return self._film.up_to(self._begin + count)


Before: TypeAlias = FilmSoFar | tuple[Reel, int] | None
"""A film so far, or how many scenes of a reel are one; None if the scenes before are not known."""


class Earlier:
    """The answers for one scene.

    Args:
        before: The film so far; None if the scenes before are not known. Then nobody is first, or
            was in the scene before, and nothing was sent with it.
        pool: The pool that the scene chooses from.
        on_record: The answers of a decision on record, instead of a film; what it was not asked
            is not so.

    Attributes:
        given: The answers so far.
    """

    def __init__(
        self,
        before: Before,
        pool: PoolIndex,
        on_record: Mapping[tuple[str, Hashable], Any] | None = None,
    ) -> None:
        self._before = before
        self._pool = pool
        self._on_record = on_record
        self.given: Given = {}
        self._sent_last: Mapping[PictureMark, int] | None = None

    @property
    def is_known(self) -> bool:
        """Whether the scenes before are known."""
        return self._before is not None or self._on_record is not None

    @property
    def _film(self) -> FilmSoFar | None:
        """The film so far; worked out when something is asked about it."""
        before = self._before
        if isinstance(before, tuple):
            reel, count = before
            before = self._before = reel.film_so_far(count)
        return before

    def __getstate__(self) -> dict[str, Any]:
        """The answers travel with the scenes before."""
        return {**self.__dict__, "_before": self._film}

    @property
    def said(self) -> Given | None:
        """The answers so far that are not no; None if the scenes before are not known."""
        if not self.is_known:
            return None
        no = (None, False)
        answers = self.given.items()
        return {key: answer for key, answer in answers if not any(answer is each for each in no)}

    def anew(self) -> Earlier:
        """The same for whoever asks what no decision should store."""
        return Earlier(self._before, self._pool, self._on_record)

    def first_among(self, individuals: Iterable[int]) -> Collection[int]:
        """Those of some individuals, by their numbers, whom no earlier scene places."""
        if not self.is_known:
            return ()
        film = self._film
        if film is None or self._on_record is not None:
            return [each for each in individuals if self._answer("first", each, self._is_first)]
        given, marks = self.given, self._pool.marks
        found = []
        for each in individuals:  # as `_answer`, without a call for each: every scene asks
            about = "first", each
            if about not in given:
                given[about] = not film.has_placed(marks(each))
            if given[about]:
                found.append(each)
        return found

    def in_scene_before(self, individuals: Iterable[int]) -> Collection[int]:
        """Those of some individuals, by their numbers, whom the scene before places."""
        if not self.is_known:
            return ()
        return [each for each in individuals if self._answer("before", each, self._was_there)]

    def sent(self, place: int) -> int | None:
        """The index that the picture at a place had among those sent with the scene before."""
        found: int | None = self._answer("sent", place, self._sent)
        return found

    def worn(self, individual: int) -> Worn | None:
        """What an individual wears that has no note of its own in this scene."""
        found: Worn | None = self._answer("worn", individual, self._worn)
        return found

    def has_begun(self, text: str, *since: Since) -> bool:
        """Whether an earlier scene has a text as its number, or in its continuity notes.

        Args:
            text: A scene number, or words of a note.
            since: The scenes from which on this counts, all of them; every scene if there are none.
                If one is not among the earlier scenes, none counts.

        Returns:
            The answer.
        """
        return bool(self._answer("begun", (text, since), self._has_begun))

    def _answer(
        self,
        question: str,
        about: Hashable,
        find: Callable[[FilmSoFar, Any], object],
    ) -> Any:  # noqa: ANN401  # what the question is about
        key = question, about
        given = self.given
        if key in given:
            return given[key]
        found: object = None
        if self._on_record is not None:
            found = self._on_record.get(key)
        elif self._before is not None:
            found = find(cast("FilmSoFar", self._film), about)
        given[key] = found
        return found

    def _is_first(self, film: FilmSoFar, individual: int) -> bool:
        return not film.has_placed(self._pool.marks(individual))

    def _was_there(self, film: FilmSoFar, individual: int) -> bool:
        return film.placed_last(self._pool.marks(individual))

    def _sent(self, film: FilmSoFar, place: int) -> int | None:
        if self._sent_last is None:
            sent = film.sent_last()
            self._sent_last = dict(zip(reversed(sent), reversed(range(len(sent))), strict=True))
        return self._sent_last.get(_mark_of(self._pool, place))

    def _worn(self, film: FilmSoFar, individual: int) -> Worn | None:
        return film.worn_by(self._pool.marks(individual))

    def _has_begun(self, film: FilmSoFar, about: tuple[str, tuple[Since, ...]]) -> bool:
        text, since = about
        first = 0
        for each in since:
            if each.by_size:
                continue
            scenes = _bearing(film, each.text)
            if not scenes:
                return False
            first = max(first, scenes[-1] + each.behind)
        sizes = [each for each in since if each.by_size]
        return any(last >= first for last in _last(film, text, sizes))


def bears(scene: SceneBefore, text: str) -> bool:
    """Whether a scene has a text as its number, or in its continuity notes."""
    number = scene_number(text)
    numbers = [likeness(each) for each in (number, scene.number) if each is not None]
    if len(numbers) == 2 and numbers[0] == numbers[1]:
        return True
    words = word_run(text)
    return any(stands_in(words, note) for note in scene.notes)


def _bearing(film: FilmSoFar, text: str) -> Sequence[int]:
    return film.scenes_where(text, lambda scene: bears(scene, text))


def _last(film: FilmSoFar, text: str, sizes: Sequence[Since]) -> Iterator[int]:
    """The last scene that bears a text, of those that some bounds by size let count.

    A scene with a whole number is compared; any other counts from the scene on whose number the
    bound is.
    """
    if not sizes:
        yield from _bearing(film, text)[-1:]
        return
    least = max(map(_least, sizes))
    yield from film.scenes_where((text, least), lambda scene: _is_of(scene, text, least))[-1:]
    others = film.scenes_where((text, None), lambda scene: _is_of(scene, text, None))[-1:]
    for each in sizes:
        begun = _bearing(film, each.text)
        if not begun or not others or others[0] < begun[0] + each.behind:
            return
    yield from others


def _least(since: Since) -> int:
    """The lowest size that counts."""
    number = scene_number(since.text)
    bound = None if number is None else size(number)
    return (bound or 0) + since.behind


def _is_of(scene: SceneBefore, text: str, least: int | None) -> bool:
    """Whether a scene bears a text, and its number is that large, or not whole for None."""
    its_size = None if scene.number is None else size(scene.number)
    if its_size is None or least is None:
        return its_size is least and bears(scene, text)
    return its_size >= least and bears(scene, text)


def _mark_of(pool: PoolIndex, place: int) -> PictureMark:
    row = pool.rows[place]
    if row.id is not None:
        return "id", row.id
    return "address", row.tag, row.address or ""
