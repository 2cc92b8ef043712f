"""A pool and tags of one individual in; its lineup out: what it would send to a scene that places it by those tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.kinds import SAMPLES
from selector.engine.offers import nearness

if TYPE_CHECKING:
    from selector.engine.pool import AssetPool


Lineup: TypeAlias = tuple[int, bytes, tuple[tuple[int, int], ...]]
"""An individual; the shape of its lineup; and its pictures, each as the rank of its score and its place in the pool.

The pictures are the best of the individual, in the order in which they would go if `prefer` said nothing: the nearest
first, then the best, then the earliest. Only the first of each kind that the same placements offer is among them.

The shape has two bytes for each: its kind, and as bits the placements that offer it (bit 0 for the first). After these,
where there are several placements, come those that cannot be sent, marked `HELD`.

A plain tuple, as each placement of each scene takes one apart.
"""

HELD = 128
"""Added to the kind of a picture that cannot be sent."""
MOST_PICTURES = 100
"""Of one individual, under several tags: each tag looks at them all, and there may be as many tags as pictures."""
MOST_TAGS = 6
"""By which a scene may place an individual that has a lineup: placements are bits of one byte."""
MOST_LINEUPS = 10_000
"""Of several tags that a pool remembers: a film has few, but nothing promises it."""

_ALONE = tuple(bytes((kind, 1)) for kind in range(len(SAMPLES)))


def lineups(pool: AssetPool) -> dict[str, Lineup | None]:
    """The lineup of each tag, placed alone.

    None for a tag that leads to several individuals, to pictures that other assets have as well, or to an individual
    with very many pictures under several tags: a scene that places it must be gone through step by step.
    """
    found: dict[str, Lineup | None] = {}
    for tag, own in pool.by_tag.items():
        place = own[0]
        individual = pool.individuals[place]
        members = pool.members[individual]
        shared = len(own) > 1 and len(pool.individuals_of(tag)) > 1
        many = len(members) > MOST_PICTURES and len(members) != len(own)
        if shared or many or (pool.twins and not pool.twins.isdisjoint(members)):
            found[tag] = None
        elif len(members) == 1:
            alone = (individual, _ALONE[pool.kinds[place]], ((pool.ranks[place], place),))
            found[tag] = alone if pool.rows[place].held is None else (individual, b"", ())
        else:
            found[tag] = _lineup(pool, individual, (tag,))
    return found


def lineup_of(pool: AssetPool, individual: int, tags: tuple[str, ...]) -> Lineup:
    """The lineup of an individual that a scene places by several tags, in the order of the placements.

    Args:
        pool: The pictures.
        individual: One that each of the tags alone has a lineup of.
        tags: No more than `MOST_TAGS`; a tag may stand several times, once for each placement.
    """
    known = pool.lineups_of_several.get(tags)
    if known is None:
        if len(pool.lineups_of_several) >= MOST_LINEUPS:
            pool.lineups_of_several.clear()
        known = pool.lineups_of_several[tags] = _lineup(pool, individual, tags)
    return known


def _lineup(pool: AssetPool, individual: int, tags: Sequence[str]) -> Lineup:
    rows, ranks = pool.rows, pool.ranks
    everywhere = (1 << len(tags)) - 1
    offered = dict.fromkeys(tags, 0)
    for number, tag in enumerate(tags):
        offered[tag] |= 1 << number
    near = nearness(pool, individual, offered)
    bests: dict[tuple[int, int], int] = {}
    held: set[tuple[int, int]] = set()
    for _, _, place in sorted([(near[place], ranks[place], place) for place in pool.members[individual]]):
        kind, placements = pool.kinds[place], offered.get(rows[place].tag, everywhere)
        if rows[place].held is None:
            bests.setdefault((kind, placements), place)
        else:
            held.add((kind + HELD, placements))
    if len(tags) == 1:
        held.clear()
    shape = bytes([number for pair in (*bests, *sorted(held)) for number in pair])
    return individual, shape, tuple([(ranks[place], place) for place in bests.values()])
