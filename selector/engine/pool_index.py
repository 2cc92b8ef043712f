"""Pictures in; an index of them out: by tag, by individual, by rank, by address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.individuals import join, lineages, shown_by
from selector.language.facts import Individual, Labels, Picture

if TYPE_CHECKING:
    from selector.model.film_so_far import Mark


class PoolIndex:
    """The pictures of a pool by place, and what scenes look up of them.

    Args:
        rows: The pictures, in order.
        ids: The place of each that has an id.
    """

    def __init__(self, rows: tuple[Picture, ...], ids: Mapping[str, int]) -> None:
        self.rows = rows
        """What every choice is judged on, by place."""
        self._ids = ids
        self.individuals = join(rows, ids)
        self.by_tag: dict[str, list[int]] = {}
        self.members: dict[int, list[int]] = {}
        for place, (row, individual) in enumerate(zip(rows, self.individuals, strict=True)):
            self.by_tag.setdefault(row.tag, []).append(place)
            self.members.setdefault(individual, []).append(place)
        self.ranks = _ranks(rows)
        """For each place the number of better qualities in the pool: equal ones rank alike."""
        self.pictures = _pictures(rows)
        """For each place the first place with the very same picture, at the same address."""
        self.twins = _twins(self.pictures)
        """The places of all pictures that several assets show."""
        self._sharing: dict[int, set[int]] = {}
        """The individuals that each of these shows, by the first place with it."""
        for place in self.twins:
            self._sharing.setdefault(self.pictures[place], set()).add(self.individuals[place])
        self.any_named = any([row.individual for row in rows])  # noqa: C419  # a list is faster
        """Whether any asset names its individual outright: only then a tag can lead to several."""
        self._lineages: dict[int, dict[int, int]] = {}
        self.shown = _Shown(self)
        """The tags and names of each individual, by its number; worked out once."""
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self.marks_of_tag = _MarksOfTag(self)
        """For each tag what all individuals go by that it places."""
        self.in_order: dict[str, list[int]] = {}
        """For each tag with a lineup the pictures of its individual, in the order of lineups."""

    @cached_property
    def labels(self) -> Labels:
        """The labels of all pictures; brought into words when they are first wanted."""
        return Labels(self.rows)

    def individual(self, number: int) -> Individual:
        """The tags and names of an individual."""
        return self.shown[number]

    def marks(self, number: int) -> tuple[Mark, ...]:
        """What an individual goes by in a film, in order; worked out once.

        These are the names that its pictures give outright, and the tags of those that give none.
        """
        known = self._marks.get(number)
        if known is None:
            rows = [self.rows[place] for place in self.members[number]]
            known = self._marks[number] = tuple(sorted(set(map(_mark, rows))))
        return known

    def called(self, number: int) -> str:
        """What an individual is called: by a name that it has outright, else by a tag."""
        _, called = self.marks(number)[0]
        return called

    def individuals_of(self, tag: str) -> Sequence[int]:
        """The individuals that have pictures with a tag.

        There is one, unless several that are named outright share the tag.
        """
        places = self.by_tag.get(tag, ())
        if places and not self.any_named:
            return (self.individuals[places[0]],)
        return tuple(dict.fromkeys(map(self.individuals.__getitem__, places)))

    def individuals_shown(self, places: Sequence[int]) -> set[int]:
        """The individuals that some pictures show.

        Of two people in one photograph each has a picture, and the two are one: it shows both.
        """
        shown = set(map(self.individuals.__getitem__, places))
        if self.twins:
            for place in self.twins.intersection(places):
                shown |= self._sharing[self.pictures[place]]
        return shown

    def lineage(self, individual: int) -> dict[int, int]:
        """For each picture of an individual the number of its lineage; worked out once."""
        known = self._lineages.get(individual)
        if known is None:
            members = self.members[individual]
            known = self._lineages[individual] = lineages(self.rows, self._ids, members)
        return known


class _Shown(dict[int, Individual]):
    """The individuals of a pool by their numbers; worked out when they are first wanted."""

    def __init__(self, pool: PoolIndex) -> None:
        self._pool = pool

    def __missing__(self, number: int) -> Individual:
        rows = self._pool.rows
        shown = shown_by([rows[place] for place in self._pool.members[number]])
        self[number] = shown
        return shown


class _MarksOfTag(dict[str, "tuple[Mark, ...]"]):
    """What all individuals go by that a tag places; looked up when it is first wanted."""

    def __init__(self, pool: PoolIndex) -> None:
        self._pool = pool

    def __missing__(self, tag: str) -> tuple[Mark, ...]:
        individuals = self._pool.individuals_of(tag)
        marks = tuple(chain.from_iterable(map(self._pool.marks, individuals)))
        if individuals:
            self[tag] = marks
        return marks


def _mark(row: Picture) -> Mark:
    if row.individual is None:
        return "tag", row.tag
    return "name", row.individual


def _ranks(rows: Iterable[Picture]) -> list[int]:
    qualities = [row.quality or 0 for row in rows]
    best_first = sorted(set(qualities), reverse=True)
    ranks = dict(zip(best_first, range(len(best_first)), strict=True))
    return [ranks[quality] for quality in qualities]


def _pictures(rows: Iterable[Picture]) -> list[int]:
    first: dict[str, int] = {}
    pictures = []
    for place, row in enumerate(rows):
        if row.address is None:
            pictures.append(place)
        else:
            pictures.append(first.setdefault(row.address, place))
    return pictures


def _twins(pictures: Sequence[int]) -> frozenset[int]:
    """The places of pictures that occur at other places too."""
    twins: set[int] = set()
    for place, picture in enumerate(pictures):
        if place != picture:
            twins.update((place, picture))
    return frozenset(twins)
