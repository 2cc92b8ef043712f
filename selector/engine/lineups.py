"""A pool, a rule set's kinds, and tags of one individual in; its lineup out: what it would send to such a scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.offers import nearness

if TYPE_CHECKING:
    from selector.engine.picture_kinds import Kinds
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
"""Added to the kind of a picture that cannot be sent. A rule set that tells more kinds apart has no lineups of them."""
MOST_PICTURES = 100
"""Of one individual, under several tags: each tag looks at them all, and there may be as many tags as pictures."""
MOST_TAGS = 6
"""By which a scene may place an individual that has a lineup: placements are bits of one byte."""
MOST_LINEUPS = 10_000
"""Of several tags that are remembered: a film has few, but nothing promises it."""


def in_order(pool: AssetPool) -> dict[str, list[int]]:
    """For each tag that has a lineup all pictures of its individual, in the order of lineups.

    A tag has none that leads to several individuals, to pictures that other assets have as well, or to an individual
    with very many pictures under several tags: a scene that places it must be gone through step by step.
    """
    found: dict[str, list[int]] = {}
    for tag, own in pool.by_tag.items():
        members = pool.members[pool.individuals[own[0]]]
        shared = len(own) > 1 and len(pool.individuals_of(tag)) > 1
        many = len(members) > MOST_PICTURES and len(members) != len(own)
        if not (shared or many or (pool.twins and not pool.twins.isdisjoint(members))):
            found[tag] = members if len(members) == 1 else _by_nearness(pool, members, (tag,))
    return found


class Lineups(dict[str, "Lineup | None"]):
    """The lineup of each tag of a pool, placed alone, as one rule set sees it; worked out when it is first wanted.

    None for a tag that the pool lacks, and for one that has no lineup.
    """

    def __init__(self, pool: AssetPool, kinds: Kinds) -> None:
        self._pool = pool
        self._kinds = kinds
        self._of_several: dict[tuple[str, ...], Lineup | None] = {}

    def __missing__(self, tag: str) -> Lineup | None:
        places = self._pool.in_order.get(tag)
        if places is None:
            return None
        lineup = self[tag] = self._alone(places)
        return lineup

    def work_out(self) -> None:
        """Work out the lineup of every tag at once."""
        for tag, places in self._pool.in_order.items():
            self[tag] = self._alone(places)

    def of_several(self, tags: tuple[str, ...]) -> Lineup | None:
        """The lineup of an individual that a scene places by several tags, in the order of the placements.

        Args:
            tags: No more than `MOST_TAGS`, each of which has a lineup of the same individual when it is placed alone.
                A tag may stand several times, once for each placement.
        """
        known = self._of_several.get(tags)
        if known is None:
            if len(self._of_several) >= MOST_LINEUPS:
                self._of_several.clear()
            places = _by_nearness(self._pool, self._pool.in_order[tags[0]], tags)
            known = self._of_several[tags] = self._together(places, tags)
        return known

    def _alone(self, places: Sequence[int]) -> Lineup | None:
        """The first picture of each kind, all offered by one placement."""
        pool, bests = self._pool, {}
        for place in places:
            picture = pool.rows[place]
            kind = self._kinds.of(picture)
            if kind >= HELD:
                return None
            if picture.held is None and kind not in bests:
                bests[kind] = (pool.ranks[place], place)
        shape = bytes([number for kind in bests for number in (kind, 1)])
        return pool.individuals[places[0]], shape, tuple(bests.values())

    def _together(self, places: Sequence[int], tags: Sequence[str]) -> Lineup | None:
        """The first picture of each kind that the same placements offer; of several."""
        pool, everywhere = self._pool, (1 << len(tags)) - 1
        offered = dict.fromkeys(tags, 0)
        for number, tag in enumerate(tags):
            offered[tag] |= 1 << number
        bests: dict[tuple[int, int], int] = {}
        held: set[tuple[int, int]] = set()
        for place in places:
            picture = pool.rows[place]
            kind, placements = self._kinds.of(picture), offered.get(picture.tag, everywhere)
            if kind >= HELD:
                return None
            if picture.held is None:
                bests.setdefault((kind, placements), place)
            else:
                held.add((kind + HELD, placements))
        shape = bytes([number for pair in (*bests, *sorted(held)) for number in pair])
        pictures = tuple([(pool.ranks[place], place) for place in bests.values()])
        return pool.individuals[places[0]], shape, pictures


def _by_nearness(pool: AssetPool, members: Sequence[int], tags: Sequence[str]) -> list[int]:
    """The pictures of an individual that a scene places by these tags: by nearness, rank and place."""
    near = nearness(pool, pool.individuals[members[0]], tags)
    return [
        place
        for _, _, place in sorted([(near[place], pool.ranks[place], place) for place in members])
    ]
