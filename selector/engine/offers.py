"""Which pictures the placements of a scene offer: those under the placed tags, and the rest of each individual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selector.engine.pool import AssetPool


def offers(pool: AssetPool, asked: Sequence[tuple[str, str]]) -> Mapping[int, Sequence[int]]:
    """For each offered place of the pool, the positions of the placements that offer it, both in rising order.

    A placement offers the pictures with its tag, and every other picture of the same individual unless the scene
    places that picture by a tag of its own.

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
    for position, (tag, _) in enumerate(asked):
        own = pool.by_tag.get(tag, ())
        others = {
            place
            for individual in {pool.individuals[place] for place in own}
            for place in pool.members[individual]
            if pool.rows[place].tag not in placed
        }
        for place in (*own, *others):
            offered.setdefault(place, []).append(position)
    return dict(sorted(offered.items()))
