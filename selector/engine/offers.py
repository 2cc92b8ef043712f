"""Which pictures the placements of a scene offer: those under the placed tags, and the rest of each individual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selector.engine.pool import AssetPool


def offers(pool: AssetPool, asked: Sequence[tuple[str, str]]) -> Mapping[int, Sequence[int]]:
    """For each offered place of the pool, in rising order, the placements that offer it: of each role the first.

    A placement offers the pictures with its tag, and every other picture of the same individual unless the scene
    places that picture by a tag of its own. A later placement in the same role changes nothing, so a scene may place
    one individual any number of times.

    Args:
        pool: The pictures.
        asked: The (tag, role) of each placement, in order.
    """
    if len(asked) == 1:
        own = pool.by_tag.get(asked[0][0], ())
        individuals = {pool.individuals[place] for place in own}
        return dict.fromkeys(sorted([place for each in individuals for place in pool.members[each]]), (0,))
    placed = {tag for tag, _ in asked}
    offered: dict[int, list[int]] = {}
    done: set[tuple[int, str]] = set()
    for (tag, role), position in _firsts(asked).items():
        own = pool.by_tag.get(tag, ())
        others = {pool.individuals[place] for place in own if (pool.individuals[place], role) not in done}
        done.update((individual, role) for individual in others)
        unplaced = [place for each in others for place in pool.members[each] if pool.rows[place].tag not in placed]
        for place in (*own, *unplaced):
            offered.setdefault(place, []).append(position)
    return dict(sorted(offered.items()))


def _firsts(asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The first position of each (tag, role), in rising order."""
    firsts: dict[tuple[str, str], int] = {}
    for position, each in enumerate(asked):
        firsts.setdefault(each, position)
    return firsts
