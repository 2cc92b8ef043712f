"""What a condition may see: one candidate, a picture as a placement offers it.

Most conditions look at its picture or at its placement alone. Some also ask who else is there: they
find the scene, the pool and the scenes before in its circumstances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from selector.language.text import has_words
from selector.model.film_so_far import Since, Worn
from selector.model.scene import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from selector.language.facts import Individual, Labels, Picture, SendCleaned
    from selector.model.scene import Scene


class Pictures(Protocol):
    """What conditions may ask of a pool: `engine.pool_index.PoolIndex` has it all."""

    @property
    def rows(self) -> Sequence[Picture]:
        """The pictures, by place."""

    @property
    def individuals(self) -> Sequence[int]:
        """The number of the individual that each picture shows, by place."""

    @property
    def members(self) -> Mapping[int, Sequence[int]]:
        """The places of each individual's pictures, by its number."""

    @property
    def labels(self) -> Labels:
        """The labels of the pictures."""

    @property
    def shown(self) -> Mapping[int, Individual]:
        """The tags and names of each individual, by its number."""


class EarlierScenes(Protocol):
    """What conditions may ask of the scenes before: `engine.earlier.Earlier` is one.

    Individuals go by their numbers in the pool, pictures by their places.
    """

    def first_among(self, individuals: Iterable[int]) -> Collection[int]:
        """Those of some individuals whom no earlier scene places."""

    def in_scene_before(self, individuals: Iterable[int]) -> Collection[int]:
        """Those of some individuals whom the scene before places."""

    def sent(self, place: int) -> int | None:
        """The index of a picture among those that were sent with the scene before."""

    def worn(self, individual: int) -> Worn | None:
        """What earlier scenes say that the individual wears."""

    def has_begun(self, text: str, *since: Since) -> bool:
        """Whether an earlier scene has a text as its number, or in its continuity notes.

        Args:
            text: A scene number, or words of a note.
            since: The scenes from which on this counts, all of them; every scene if there are none.

        Returns:
            The answer.
        """


class Bar(Protocol):
    """What strikes candidates: an `engine.plan.Step` of the list `never`."""

    def is_met(self, candidate: Candidate) -> bool:
        """Whether it strikes a candidate."""


UNPLACED = Placement("", "")
"""The placement of a picture that no placement offers: nothing is written there."""


class Candidate(NamedTuple):
    """A picture as one placement offers it: everything that a condition may see.

    A picture that several placements offer is several candidates.

    Attributes:
        picture: The picture.
        placement: The placement that offers it.
        place: The place of the picture in the pool.
        circumstances: The scene and the pool.
    """

    picture: Picture
    placement: Placement
    place: int
    circumstances: Circumstances


Question: TypeAlias = "Callable[[Circumstances, Iterable[int]], Collection[int]]"
"""Finds those of some individuals, by their numbers in the pool, of whom something is true."""


class Circumstances:
    """One scene and one pool, before anything is picked.

    Args:
        scene: The scene.
        pool: The pool.
        earlier: What the scene may know of the scenes before it.
        bars: What strikes candidates, so far as a condition `has` may know.
        send_cleaned: Which clean references the rules let out; None if they do not say.

    Attributes:
        answers: What conditions have found out about several pictures at once, by their questions.
    """

    __slots__ = ("answers", "bars", "earlier", "pool", "scene", "send_cleaned")

    def __init__(
        self,
        scene: Scene,
        pool: Pictures,
        earlier: EarlierScenes,
        *,
        bars: Sequence[Bar] = (),
        send_cleaned: SendCleaned | None = None,
    ) -> None:
        self.scene = scene
        self.pool = pool
        self.earlier = earlier
        self.bars = bars
        self.send_cleaned = send_cleaned
        self.answers: dict[object, bool] = {}

    def candidate(self, place: int, nth: int) -> Candidate:
        """A picture as a placement offers it.

        Args:
            place: The place of the picture in the pool.
            nth: The index of the placement.
        """
        values = (self.pool.rows[place], self.scene.placements[nth], place, self)
        return _new(Candidate, values)

    def unplaced(self, place: int) -> Candidate:
        """A picture that no placement offers."""
        return Candidate(self.pool.rows[place], UNPLACED, place, self)

    def individual(self, candidate: Candidate) -> Individual:
        """The person, place or thing that a candidate shows."""
        return self.pool.shown[self.number(candidate)]

    def answer(self, candidate: Candidate, question: Question) -> bool:
        """What is true of the individual that a candidate shows, found out once a scene.

        Args:
            candidate: The candidate.
            question: Finds out of whom it is true.
        """
        number = self.number(candidate)
        about = question, number
        if about not in self.answers:
            self.answers[about] = number in question(self, (number,))
        return self.answers[about]

    def of_same_individual(self, candidate: Candidate) -> Iterator[Candidate]:
        """Each picture of the same individual, under the same placement, that no ban strikes."""
        for place in self.pool.members[self.number(candidate)]:
            other = candidate._replace(picture=self.pool.rows[place], place=place)
            if not any(bar.is_met(other) for bar in self.bars):
                yield other

    def number(self, candidate: Candidate) -> int:
        """The number of the individual that a candidate shows."""
        return self.pool.individuals[candidate.place]

    def worn_text(self, individual: int, placement: Placement) -> str | None:
        """The same as `worn`, without where that was noted.

        Args:
            individual: The number of the individual.
            placement: Its placement.
        """
        note = placement.wardrobe_note
        if note is not None and has_words(note):
            return note
        if placement is UNPLACED:
            return None
        worn = self.earlier.worn(individual)
        return None if worn is None else worn.text

    def worn(self, candidate: Candidate) -> Worn | None:
        """What the individual wears: what its placement notes, else what was noted last before."""
        note = candidate.placement.wardrobe_note
        if note is not None and has_words(note):
            return _new(Worn, (note, None))
        if candidate.placement is UNPLACED:
            return None
        return self.earlier.worn(self.number(candidate))


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
