"""What the next scene of a film may know of the scenes before it: placed, sent, noted and worn.

Scenes go in, one after the other. A `FilmSoFar` comes out, which does not depend on any rules and
can be stored as text. Individuals go by *marks*, the names that their pictures give them outright
and the tags of the other pictures, so that another pool of the same film knows them too.

>>> start = FilmSoFar()
>>> film = start.followed_by(SceneBefore(number=1, placed=(("tag", "WREN"),), notes=("storm",)))
>>> len(film), film.has_placed([("tag", "WREN")]), start.has_placed([("tag", "WREN")])
(1, True, False)
>>> FilmSoFar.from_json(film.to_json()) == film
True

A film so far is the first few scenes of a log that all scenes of the film share. The log only
grows, so that a film of n scenes takes n entries and not n lists of them. It knows for each mark
the scenes in which it occurs; what a shorter film so far may know are those below its length:

>>> longer = film.followed_by(SceneBefore(number=2, worn=(((("tag", "WREN"),), "oilskin"),)))
>>> longer.worn_by([("tag", "WREN")]), film.worn_by([("tag", "WREN")])
(Worn(text='oilskin', noted_in=2), None)
"""

from __future__ import annotations

import json
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from selector.among_threads import ONE_AT_A_TIME
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source
from selector.model.scene_number import scene_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

    from selector.model.scene_number import SceneNumber

Mark: TypeAlias = tuple[str, str]
"""One thing that an individual goes by: `("name", "Wren")` or `("tag", "WREN")`."""
PictureMark: TypeAlias = tuple[str, ...]
"""What a picture goes by: `("id", "7")`; without an id its tag and its address."""

FORMAT = 1
_KEY = "film_so_far"


class Worn(NamedTuple):
    """What somebody wears.

    Attributes:
        text: The wardrobe note.
        noted_in: The number of the earlier scene that notes it; None if that has no number, or if
            the scene itself notes it.
    """

    text: str
    noted_in: SceneNumber | None = None


class Since(NamedTuple):
    """Where a stretch of scenes begins: earlier ones do not count for where it ends.

    Attributes:
        text: A scene number, or words of a note: the last scene that bears it is meant.
        behind: Whether that scene itself does not count either.
        by_size: Whether it is a whole number with which those of scenes are compared: scenes count
            that have the same or a larger one; with `behind`, a larger one.
    """

    text: str
    behind: bool = False
    by_size: bool = False


@frozen
class SceneBefore:
    """One scene of a film so far. A scene that cannot be read has nothing in it.

    Attributes:
        number: The scene's number.
        placed: The marks of all that it places, in order.
        sent: The pictures that were sent with it, in order.
        notes: Its continuity notes.
        worn: The marks of somebody, and what is noted that they wear; in the order of placements.
    """

    number: SceneNumber | None = None
    placed: tuple[Mark, ...] = ()
    sent: tuple[PictureMark, ...] = ()
    notes: tuple[str, ...] = ()
    worn: tuple[tuple[tuple[Mark, ...], str], ...] = ()

    def as_scene_before(self) -> SceneBefore:
        """Itself."""
        return self

    def marks(self) -> Sequence[Sequence[Mark]]:
        """The marks of all that it places, in no order."""
        return (self.placed,)

    def sent_marks(self) -> Sequence[PictureMark]:
        """What the pictures go by that were sent with it, in order."""
        return self.sent

    def notes_on_wardrobe(self) -> Sequence[tuple[tuple[Mark, ...], str]]:
        """The marks of somebody, and what is noted that they wear; in the order of placements."""
        return self.worn


class Passed(Protocol):
    """A scene that was chosen for: a `SceneBefore`, or what one can be made of when wanted."""

    def as_scene_before(self) -> SceneBefore:
        """What the next scene may know of it."""

    def marks(self) -> Sequence[Sequence[Mark]]:
        """The marks of all that it places, in no order."""

    def sent_marks(self) -> Sequence[PictureMark]:
        """What the pictures go by that were sent with it, in order."""

    def notes_on_wardrobe(self) -> Sequence[tuple[tuple[Mark, ...], str]]:
        """The marks of somebody, and what is noted that they wear; in the order of placements."""


class FilmSoFar:
    """The scenes of a film up to a point; without arguments, none. Immutable.

    A selection has one (`Selection.film_so_far`), and `Rules.select` takes it for the next scene.
    """

    __slots__ = ("_length", "_log")

    def __init__(self) -> None:
        self._log = _Log()
        self._length = 0

    def __len__(self) -> int:
        """How many scenes there are so far."""
        return self._length

    @property
    def scenes(self) -> tuple[SceneBefore, ...]:
        """The scenes, in the order of the film."""
        return tuple(map(self._log.scene, range(self._length)))

    def up_to(self, length: int) -> FilmSoFar:
        """The first so many of these scenes."""
        return _film(self._log, min(length, self._length))

    def followed_by(self, scene: Passed) -> FilmSoFar:
        """The film so far after one more scene.

        Args:
            scene: What was chosen for it.
        """
        return _film(self._log.with_scene(self._length, scene), self._length + 1)

    def followed_by_unreadable_scene(self) -> FilmSoFar:
        """The film so far after a scene that cannot be read: nothing is placed, sent or noted."""
        return self.followed_by(SceneBefore())

    def has_placed(self, marks: Iterable[Mark]) -> bool:
        """Whether any scene places an individual.

        Args:
            marks: What it goes by.
        """
        length = self._length
        placed = self._log.placed(length)
        for mark in marks:  # noqa: SIM110  # twice as fast
            if placed.get(mark, length) < length:
                return True
        return False

    def placed_last(self, marks: Collection[Mark]) -> bool:
        """Whether the last scene places an individual.

        Args:
            marks: What it goes by.
        """
        if not self._length:
            return False
        return not self._log.placed_in(self._length - 1).isdisjoint(marks)

    def sent_last(self) -> Sequence[PictureMark]:
        """What the pictures go by that were sent with the last scene, in order."""
        if not self._length:
            return ()
        return self._log.passed(self._length - 1).sent_marks()

    def worn_by(self, marks: Iterable[Mark]) -> Worn | None:
        """What the last note on an individual's wardrobe says.

        Args:
            marks: What it goes by.

        Returns:
            The note; None if there is none.
        """
        noted = self._log.worn(self._length)
        last = -1
        text = ""
        for mark in marks:
            scenes, texts = noted.get(mark, _NOTHING_NOTED)
            nth = bisect_left(scenes, self._length) - 1
            if nth >= 0 and scenes[nth] > last:
                last = scenes[nth]
                text = texts[nth]
        if last < 0:
            return None
        return Worn(text, self._log.scene(last).number)

    def scenes_where(
        self, question: Hashable, holds: Callable[[SceneBefore], bool]
    ) -> Sequence[int]:
        """The scenes of which something is true.

        Args:
            question: What is asked: of each question and scene it is found out once.
            holds: Finds out whether it is true of a scene.

        Returns:
            The indexes of the scenes, rising.
        """
        scenes = self._log.where(self._length, question, holds)
        return scenes[: bisect_left(scenes, self._length)]

    def to_json(self) -> str:
        """A text that `from_json` reads."""
        scenes = [_written(scene) for scene in self.scenes]
        return json.dumps({_KEY: FORMAT, "scenes": scenes}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> FilmSoFar:
        """The film so far that was stored as text.

        Args:
            text: What `to_json` returned.

        Raises:
            ProblemError: It is something else (S405).
        """
        try:
            stored = json.loads(text)
            if stored[_KEY] == FORMAT:
                return _film_of(map(_read, stored["scenes"]))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            pass
        raise ProblemError([_not_a_film()])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FilmSoFar):
            return NotImplemented
        return self.scenes == other.scenes

    __hash__ = None  # type: ignore[assignment]  # comparing goes through all scenes

    def __reduce__(self) -> tuple[Any, ...]:
        """A film so far travels without the rest of the film."""
        return _film_of, (self.scenes,)

    def __repr__(self) -> str:
        return f"<FilmSoFar of {self._length} scenes>"


_Noted: TypeAlias = "tuple[list[int], list[str]]"
"""The scenes that note what somebody wears, and the notes."""
_NOTHING_NOTED: _Noted = ([], [])


class _Log:
    """Scenes in the order of the film, and for each mark the first that places it.

    Also for each mark all that note what it wears. Whoever reads says up to which scene; what that
    takes is worked out once.
    """

    __slots__ = (
        "_answers",
        "_known",
        "_last",
        "_noted",
        "_placed",
        "_scenes",
        "_seen",
        "_worn",
    )

    def __init__(self, scenes: Iterable[Passed] = ()) -> None:
        self._scenes = list(scenes)
        self._seen = 0
        self._placed: dict[Mark, int] = {}
        self._known: dict[int, Sequence[Mark]] = {}
        """The very sequences of marks that were noted: a pool has one for all that a tag places."""
        self._noted = 0
        self._worn: dict[Mark, _Noted] = {}
        self._answers: dict[Hashable, tuple[list[int], int]] = {}
        self._last: tuple[int, frozenset[Mark]] = -1, frozenset()

    def with_scene(self, nth: int, scene: Passed) -> _Log:
        """A log with this scene there: this one, unless it goes on in another way."""
        with ONE_AT_A_TIME:
            if nth == len(self._scenes):
                self._scenes.append(scene)
                return self
        if self.scene(nth) == scene.as_scene_before():
            return self
        return _Log([*self._scenes[:nth], scene])

    def passed(self, nth: int) -> Passed:
        """The scene at an index, as it was passed."""
        return self._scenes[nth]

    def scene(self, nth: int) -> SceneBefore:
        """The scene at an index."""
        passed = self._scenes[nth]
        if isinstance(passed, SceneBefore):
            return passed
        scene = self._scenes[nth] = passed.as_scene_before()
        return scene

    def placed_in(self, nth: int) -> frozenset[Mark]:
        """The marks of all that the scene at an index places; the last answer is cached."""
        last, marks = self._last
        if last != nth:
            marks = frozenset(chain.from_iterable(self._scenes[nth].marks()))
            self._last = nth, marks
        return marks

    def placed(self, length: int) -> dict[Mark, int]:
        """For each mark the first scene that places it, at least of so many scenes."""
        if self._seen < length:
            with ONE_AT_A_TIME:
                for nth in range(self._seen, length):
                    self._note_placed(nth, self._scenes[nth].marks())
                self._seen = max(self._seen, length)
        return self._placed

    def _note_placed(self, nth: int, placed: Iterable[Sequence[Mark]]) -> None:
        for marks in placed:
            if id(marks) not in self._known:
                self._known[id(marks)] = marks
                for mark in marks:
                    self._placed.setdefault(mark, nth)

    def worn(self, length: int) -> dict[Mark, _Noted]:
        """For each mark what scenes note of its wardrobe, at least of so many scenes."""
        if self._noted < length:
            with ONE_AT_A_TIME:
                for nth in range(self._noted, length):
                    self._note_worn(nth, self._scenes[nth].notes_on_wardrobe())
                self._noted = max(self._noted, length)
        return self._worn

    def where(
        self, length: int, question: Hashable, holds: Callable[[SceneBefore], bool]
    ) -> list[int]:
        """The scenes of which something is true, at least of so many scenes."""
        with ONE_AT_A_TIME:
            found, known = self._answers.get(question, ([], 0))
            for nth in range(known, length):
                if holds(self.scene(nth)):
                    found.append(nth)
            self._answers[question] = found, max(known, length)
        return found

    def _note_worn(self, nth: int, worn: Iterable[tuple[tuple[Mark, ...], str]]) -> None:
        last: dict[Mark, str] = {}
        for marks, text in worn:
            last.update(dict.fromkeys(marks, text))
        for mark, text in last.items():
            known = self._worn.get(mark)
            if known is None:
                known = self._worn[mark] = [], []
            scenes, texts = known
            scenes.append(nth)
            texts.append(text)


def _film(log: _Log, length: int) -> FilmSoFar:
    film = FilmSoFar.__new__(FilmSoFar)
    film._log = log  # made here
    film._length = length  # made here
    return film


def _film_of(scenes: Iterable[SceneBefore]) -> FilmSoFar:
    every = tuple(scenes)
    return _film(_Log(every), len(every))


def _written(scene: SceneBefore) -> dict[str, Any]:
    """A scene as plain data, without what is empty."""
    record: dict[str, Any] = {
        "number": scene.number,
        **_marks_written(scene.placed),
        "sent": [list(mark) for mark in scene.sent],
        "notes": list(scene.notes),
        "worn": [{**_marks_written(marks), "note": text} for marks, text in scene.worn],
    }
    return {key: value for key, value in record.items() if value not in (None, [])}


def _marks_written(marks: Iterable[Mark]) -> dict[str, list[str]]:
    written: dict[str, list[str]] = {}
    for kind, text in marks:
        written.setdefault(f"{kind}s", []).append(text)
    return written


def _read(written: dict[str, Any]) -> SceneBefore:
    """The scene that such data says; ValueError, TypeError or LookupError if it says none."""
    number = written.get("number")
    if number is not None and scene_number(number) != number:
        raise ValueError("not a scene number")
    return SceneBefore(
        number=number,
        placed=_marks_read(written),
        sent=tuple(tuple(_texts(mark)) for mark in written.get("sent", ())),
        notes=tuple(_texts(written.get("notes", ()))),
        worn=tuple(_worn_read(each) for each in written.get("worn", ())),
    )


def _worn_read(written: dict[str, Any]) -> tuple[tuple[Mark, ...], str]:
    (text,) = _texts([written["note"]])
    return _marks_read(written), text


def _marks_read(written: dict[str, Any]) -> tuple[Mark, ...]:
    names = [("name", text) for text in _texts(written.get("names", ()))]
    tags = [("tag", text) for text in _texts(written.get("tags", ()))]
    return (*names, *tags)


def _texts(written: Sequence[Any]) -> list[str]:
    texts = list(written)
    if isinstance(written, str) or not all(isinstance(each, str) for each in texts):
        raise TypeError("not a list of strings")
    return texts


def _not_a_film() -> Problem:
    return Problem(
        at=Location(source=Source(name="film so far")),
        code="S405",
        what="This text was not written by `film_so_far.to_json()`.",
        hint="Pass text that it returned.",
    )
