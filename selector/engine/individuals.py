"""Which pictures show one and the same person, place or thing, and which belong closest together.

The pictures of a pool in; the *individual* of each out, as a number.

- Pictures with one tag show one individual. A picture that names its individual outright belongs
  there and nowhere else, whatever its tag.
- A picture cut from another shows the same individual if the two have one type: a face crop, or
  another look. But what is cut from a group shows several people. The cuts say so themselves: they
  show one individual only if their face crops share one tag, and their full pictures share one.
- This is transitive, so it is worked out by union and find: each individual goes by the lowest
  place among its pictures.

A *lineage* is narrower: within one individual, the pictures that cutting joins, whatever their
types. It is one look and the crops of it. A scene that places a look by its tag is nearer to the
crops of that look than to those of another look.

Yu has a look of her own tag and a face cut from it; the pair is cut into two people, so it joins
nobody:

>>> from selector import AssetPool
>>> def picture(id, tag, source=None, face=False):
...     return {"id": id, "manifest_tag": tag, "asset_type": "character", "source_asset_id": source,
...             "is_face_crop": face}
>>> pool = AssetPool([
...     picture("yu", "YU"), picture("armour", "YU_ARMOUR", "yu"),
...     picture("face", "YU_FACE", "armour", face=True),
...     picture("pair", "PAIR"), picture("left", "ANN", "pair"), picture("right", "BEA", "pair"),
... ])
>>> pool.individuals
[0, 0, 0, 3, 4, 5]

In a pool where the look was cut from a picture that is not there, it has a lineage of its own:

>>> other = AssetPool([
...     picture("yu", "YU"), picture("armour", "YU", "lost"), picture("face", "YU", "armour", True),
... ])
>>> other.individuals
[0, 0, 0]
>>> other.lineage(0)
{0: 0, 1: 1, 2: 1}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from operator import attrgetter
from typing import TypeAlias

from selector.language.facts import Individual, Picture

Row = Picture
"""The name by which the reader of records of format 1 imports it; that reader never changes."""
Rows: TypeAlias = Sequence[Picture]
"""The pictures, in the order of the pool."""
Ids: TypeAlias = Mapping[str, int]
"""The place of each picture that has an id."""
Joined: TypeAlias = list[int] | dict[int, int]
"""For each place one that it is joined to, lower or itself: the forest of union and find."""


def join(rows: Rows, ids: Ids) -> list[int]:
    """The individual of each picture.

    Args:
        rows: The pictures, in the order of the pool.
        ids: The place of each picture that has an id.

    Returns:
        For each picture the lowest place of its individual: equal numbers, one individual.
    """
    joined = _by_name_or_tag(rows)
    links = list(_links(rows, ids))
    if not links:
        return joined
    for source, child in links:
        _merge(joined, source, child)
    return [_root(joined, place) for place in joined]


def _by_name_or_tag(rows: Rows) -> list[int]:
    """For each picture the first place with the same individual named, else with the same tag."""
    by_name: dict[str, int] = {}
    by_tag: dict[str, int] = {}
    joined = []
    for place, row in enumerate(rows):
        if row.individual is None:
            joined.append(by_tag.setdefault(row.tag, place))
        else:
            joined.append(by_name.setdefault(row.individual, place))
    return joined


def lineages(rows: Rows, ids: Ids, members: Iterable[int]) -> dict[int, int]:
    """The lineage of each picture of one individual.

    Args:
        rows: The pictures, in the order of the pool.
        ids: The place of each picture that has an id.
        members: The places of the individual's pictures.

    Returns:
        For each of its places the lowest place of its lineage: equal numbers, one lineage.
    """
    joined = {place: place for place in members}
    for place in joined:
        source = rows[place].source
        if source is None:
            continue
        other = ids.get(source)
        if other in joined:
            _merge(joined, other, place)
    return {place: _root(joined, place) for place in joined}


def shown_by(rows: Iterable[Picture]) -> Individual:
    """The individual that these pictures show: its tags and its names."""
    tags = set()
    names = set()
    for tag, individual, name in map(_called, rows):
        tags.add(tag)
        if individual:
            names.add(individual)
        if name:
            names.add(name)
    return Individual(frozenset(tags), frozenset(names))


_called = attrgetter("tag", "individual", "name")


def joined_names(rows: Rows, individuals: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The names of every individual that has more than one, in the order of the pool."""
    names: dict[int, dict[str, None]] = {}
    for individual, row in zip(individuals, rows, strict=True):
        if row.individual is not None:
            names.setdefault(individual, {})[row.individual] = None
    several = filter(_are_several, names.values())
    return tuple(map(tuple, several))


def shared_tags(rows: Rows, individuals: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """For every tag that several named individuals have, the first name of each.

    Args:
        rows: The pictures, in the order of the pool.
        individuals: The individual of each picture.

    Returns:
        The names by tag, in the order of the pool.
    """
    names: dict[str, dict[int, str]] = {}
    for individual, row in zip(individuals, rows, strict=True):
        of_tag = names.setdefault(row.tag, {})
        if row.individual is not None:
            of_tag.setdefault(individual, row.individual)
    shared = {}
    for tag, of_tag in names.items():
        if _are_several(of_tag):
            shared[tag] = tuple(of_tag.values())
    return shared


def _are_several(names: Sized) -> bool:
    return len(names) > 1


def _links(rows: Rows, ids: Ids) -> Iterator[tuple[int, int]]:
    """Each (source, picture cut from it) that shows one individual."""
    cut_from: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        if row.source is None:
            continue
        source = ids.get(row.source)
        if source is None or source == place:
            continue
        if rows[source].type == row.type:
            cut_from.setdefault(source, []).append(place)
    for source, children in cut_from.items():
        if not _shows_one(rows, children):
            continue
        for child in children:
            if rows[child].individual is None:
                yield source, child


def _shows_one(rows: Rows, children: list[int]) -> bool:
    """Whether the face crops among the children have at most one tag, and the full pictures too."""
    if len(children) == 1:
        return True
    faces = set()
    full_pictures = set()
    for child in children:
        row = rows[child]
        if row.is_face:
            faces.add(row.tag)
        else:
            full_pictures.add(row.tag)
    return len(faces) <= 1 and len(full_pictures) <= 1


def _root(joined: Joined, place: int) -> int:
    """The lowest place that a place is joined to; the way there is halved for the next search."""
    while joined[place] != place:
        joined[place] = joined[joined[place]]
        place = joined[place]
    return place


def _merge(joined: Joined, one: int, other: int) -> None:
    one, other = _root(joined, one), _root(joined, other)
    joined[max(one, other)] = min(one, other)
