"""What the placements of a scene offer, and how near each picture is to what the scene names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.vocabulary import ROLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from selector.engine.pool import AssetPool
    from selector.model.scene import Placement

_ROLES = frozenset(ROLES)

BY_TAG, BY_LINEAGE, FAR = 0, 1, 2
"""How near a picture is: the scene places it by its own tag, or one of its lineage so, or neither."""


def offers(pool: AssetPool, placements: Sequence[Placement]) -> Mapping[int, Sequence[int]]:
    """For each offered place of the pool the placements that offer it: of each role the first.

    A placement offers the pictures with its tag, and every other picture of the same individual unless the scene
    places that picture by a tag of its own. A later placement in the same role changes nothing, so a scene may place
    one individual any number of times.

    Args:
        pool: The pictures.
        placements: Those of the scene, in order.
    """
    placed = {placement.tag for placement in placements}
    offered: dict[int, list[int]] = {}
    done: set[tuple[int, str]] = set()
    for (tag, role), position in first_positions(placements).items():
        own = pool.by_tag.get(tag, ())
        others = {
            pool.individuals[place] for place in own if (pool.individuals[place], role) not in done
        }
        done.update((individual, role) for individual in others)
        unplaced = [
            place
            for each in others
            for place in pool.members[each]
            if pool.rows[place].tag not in placed
        ]
        for place in (*own, *unplaced):
            offered.setdefault(place, []).append(position)
    return offered


def nearness(pool: AssetPool, individual: int, placed: Collection[str]) -> dict[int, int]:
    """How near each picture of an individual is to the tags that a scene places: `BY_TAG`, `BY_LINEAGE` or `FAR`."""
    members = pool.members[individual]
    named = [place for place in members if pool.rows[place].tag in placed]
    if len(named) == len(members):
        return dict.fromkeys(members, BY_TAG)
    lineage = pool.lineage(individual)
    near = {lineage[place] for place in named}
    degrees = {place: BY_LINEAGE if lineage[place] in near else FAR for place in members}
    degrees.update(dict.fromkeys(named, BY_TAG))
    return degrees


def all_nearness(
    pool: AssetPool, placements: Sequence[Placement], offered: Iterable[int]
) -> dict[int, int]:
    """How near each picture is of every individual that has an offered one."""
    placed = frozenset(placement.tag for placement in placements)
    near: dict[int, int] = {}
    for individual in dict.fromkeys(pool.individuals[place] for place in offered):
        near.update(nearness(pool, individual, placed))
    return near


def first_positions(placements: Sequence[Placement]) -> dict[tuple[str, str], int]:
    """The first position of each tag and role, in rising order; roles that no rule can ask for are one."""
    firsts: dict[tuple[str, str], int] = {}
    for position, (tag, role, _) in enumerate(placements):
        firsts.setdefault((tag, role if role in _ROLES else ""), position)
    return firsts
