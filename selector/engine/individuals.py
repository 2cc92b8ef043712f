"""Which pictures show one and the same person, place or thing, and which of them belong together most closely.

Pictures with one tag show one individual. A picture cut from another shows the same, unless what is cut from that
other one shows that it holds several people. A picture that names its individual belongs there and nowhere else.

Within one individual, a lineage is what is joined by cutting, whatever the types: a look, and the crops cut from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.facts import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = Picture
"""What the reader of records of format 1, which never changes, knows it by."""


def join(rows: Sequence[Picture], ids: Mapping[str, int]) -> list[int]:
    """The individual of each picture: equal numbers, one individual.

    Args:
        rows: The pictures, in the order of the pool.
        ids: The place of each picture that has an id.
    """
    first: dict[tuple[str, str], int] = {}
    joined = [
        first.setdefault(
            ("tag", row.tag) if row.individual is None else ("name", row.individual), place
        )
        for place, row in enumerate(rows)
    ]
    links = _links(rows, ids)
    for source, child in links:
        _merge(joined, source, child)
    return [_root(joined, place) for place in joined] if links else joined


def lineages(
    rows: Sequence[Picture], ids: Mapping[str, int], members: Iterable[int]
) -> dict[int, int]:
    """The lineage of each picture of one individual: equal numbers, one lineage."""
    joined = {place: place for place in members}
    for place in joined:
        source = rows[place].source
        other = None if source is None else ids.get(source)
        if other in joined:
            _merge(joined, other, place)
    return {place: _root(joined, place) for place in joined}


def joined_names(
    rows: Sequence[Picture], individuals: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """For every individual that ended up with more than one name, those names, in the order of the pool."""
    names: dict[int, dict[str, None]] = {}
    for individual, row in zip(individuals, rows, strict=True):
        if row.individual is not None:
            names.setdefault(individual, {})[row.individual] = None
    return tuple(tuple(group) for group in names.values() if len(group) > 1)


def shared_tags(rows: Sequence[Picture], individuals: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """For every tag that several named individuals have, the first name of each, in the order of the pool."""
    names: dict[str, dict[int, str]] = {}
    for individual, row in zip(individuals, rows, strict=True):
        if row.individual is not None:
            names.setdefault(row.tag, {}).setdefault(individual, row.individual)
    first = dict.fromkeys(row.tag for row in rows)
    return {tag: tuple(names[tag].values()) for tag in first if len(names.get(tag, ())) > 1}


def _links(rows: Sequence[Picture], ids: Mapping[str, int]) -> list[tuple[int, int]]:
    """Each (source, picture cut from it) that shows one individual."""
    cut_from: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        if row.source is not None:
            source = ids.get(row.source)
            if source is not None and source != place and rows[source].type == row.type:
                cut_from.setdefault(source, []).append(place)
    return [
        (source, child)
        for source, children in cut_from.items()
        if _shows_one(rows, children)
        for child in children
        if rows[child].individual is None
    ]


def _shows_one(rows: Sequence[Picture], children: list[int]) -> bool:
    """Whether the face crops among the children carry at most one tag, and the full pictures at most one."""
    if len(children) == 1:
        return True
    faces = {rows[child].tag for child in children if rows[child].is_face}
    fulls = {rows[child].tag for child in children if not rows[child].is_face}
    return len(faces) <= 1 and len(fulls) <= 1


def _root(joined: list[int] | dict[int, int], place: int) -> int:
    while joined[place] != place:
        joined[place] = joined[joined[place]]
        place = joined[place]
    return place


def _merge(joined: list[int] | dict[int, int], one: int, other: int) -> None:
    one, other = _root(joined, one), _root(joined, other)
    joined[max(one, other)] = min(one, other)
