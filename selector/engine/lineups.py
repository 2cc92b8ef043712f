"""A pool and tags of one individual in; its lineup out: what it would send to a scene that places it by those tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from selector.engine.kinds import SAMPLES
from selector.engine.offers import nearness

if TYPE_CHECKING:
    from selector.engine.pool import AssetPool


class Lineup(NamedTuple):
    """The best pictures of one individual, in the order in which they would go if `prefer` said nothing.

    That is the nearest first, then the best, then the earliest. Only the first of each kind that the same placements
    offer is in it.

    `shape` has two bytes for each picture: its kind, and as bits the placements that offer it (bit 0 for the first).
    After these come those that cannot be sent, marked `HELD`, where there are several placements. `bests` has two
    numbers for each picture that can be sent: the rank of its score, and its place in the pool.
    """

    individual: int
    shape: bytes
    bests: tuple[int, ...]


HELD = 128
"""Added to the kind of a picture that cannot be sent."""
MOST_PICTURES = 100
"""Of one individual, under several tags: each tag looks at them all, and there may be as many tags as pictures."""
MOST_TAGS = 6
"""By which a scene may place an individual that has a lineup: placements are bits of one byte."""
MOST_LINEUPS = 10_000
"""Of several tags that a pool remembers: a film has few, but nothing promises it."""

_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
_ALONE = tuple(bytes((kind, 1)) for kind in range(len(SAMPLES)))
_NOBODY: tuple[bytes, tuple[int, ...]] = (b"", ())


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
            held = pool.rows[place].held is not None
            alone = _NOBODY if held else (_ALONE[pool.kinds[place]], (pool.ranks[place], place))
            found[tag] = _new(Lineup, (individual, *alone))
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
    return Lineup(individual, shape, tuple([number for place in bests.values() for number in (ranks[place], place)]))
