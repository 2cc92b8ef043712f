"""A pool, kinds of pictures, and tags of one individual in; the individual's lineup out.

An individual may have fifty pictures, and a scene sends one or two. Which ones depends on the shot
rule, but much does not: of several pictures of one *kind* (`selector.engine.alike`) that the same
placements offer, the rules always take the first by nearness, quality and place in the pool. So the
others are dropped beforehand, once for each tag of the pool. What remains is the *lineup*.

Its *shape* is the kinds in their order, without the pictures. All that a shot rule needs to decide
which picture goes at which step is the shape (`choose.Chooser.moves`). Films have few shapes.

Yu has two full pictures and a face; the face is better than either:

>>> from selector import AssetPool
>>> from selector.engine.alike import PICTURES_BY_WORDS
>>> def picture(tag, quality, face=False):
...     return {"manifest_tag": tag, "asset_type": "character", "individual": "Yu",
...             "quality_score": quality, "is_face_crop": face}
>>> pool = AssetPool([
...     picture("YU", 8), picture("YU_ARMOUR", 5), picture("YU_FACE", 9, face=True)
... ])
>>> lineups = pool.lineups_for(PICTURES_BY_WORDS)

Placed by the armour, she sends the armour for a full picture, because it is nearest, or the face;
the better full picture (place 0) can never go:

>>> individual, shape, pictures = lineups["YU_ARMOUR"]
>>> pictures  # the rank of the quality and the place in the pool, the nearest first
((2, 1), (0, 2))

Placed twice, by both full pictures, each of them is offered by its own placement alone:

>>> individual, shape, pictures = lineups.of_several(("YU_ARMOUR", "YU"))
>>> [bin(placements) for placements in shape[1::2]], pictures
(['0b10', '0b1', '0b11'], ((1, 0), (2, 1), (0, 2)))

A tag has no lineup (None) if it leads to several individuals, to pictures that other assets show
too, or to an individual with very many pictures under several tags: then a scene that places it
must be gone through step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.offers import nearness

if TYPE_CHECKING:
    from selector.engine.alike import Kinds
    from selector.engine.pool_index import PoolIndex
    from selector.language.facts import Picture

Pair: TypeAlias = tuple[int, int]
Lineup: TypeAlias = tuple[int, bytes, tuple[Pair, ...]]
"""An individual; the shape of its lineup; and its pictures, each as rank of its quality and place.

The pictures are in the order in which they would go if `prefer` said nothing: the nearest first,
then the best, then the earliest.

The shape has two bytes for each: its kind, and as bits the placements that offer it (bit 0 for the
first). If there are several placements, those that cannot be sent come after these, marked `HELD`.

A plain tuple, because each placement of each scene takes one apart.
"""

HELD = 128
"""Added to the kind of a picture that cannot be sent. More kinds than this have no lineups."""
MOST_PICTURES = 100
"""Of one individual under several tags: each tag looks at them all, and there may be as many."""
MOST_TAGS = 6
"""By which a scene may place an individual that has a lineup: placements are bits of one byte."""
MOST_LINEUPS = 10_000
"""Of several tags that are cached: a film has few, but nothing promises it."""


def nearest_first(pool: PoolIndex) -> dict[str, list[int]]:
    """For each tag that has a lineup, all pictures of its individual in the order of lineups."""
    found: dict[str, list[int]] = {}
    for tag, own in pool.by_tag.items():
        individual = pool.individuals[own[0]]
        members = pool.members[individual]
        if len(own) > 1 and len(pool.individuals_of(tag)) > 1:
            continue
        under_several_tags = len(members) != len(own)
        if under_several_tags and len(members) > MOST_PICTURES:
            continue
        if pool.twins and not pool.twins.isdisjoint(members):
            continue
        if len(members) > 1:
            members = _by_nearness(pool, members, (tag,))
        found[tag] = members
    return found


class Lineups(dict[str, "Lineup | None"]):
    """The lineup of each tag of a pool, placed alone; worked out when it is first wanted.

    None for a tag that the pool lacks, and for one that has no lineup.

    Args:
        pool: The pool.
        kinds: The kinds of pictures that a rule set distinguishes.
    """

    def __init__(self, pool: PoolIndex, kinds: Kinds[Picture]) -> None:
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
        """The lineup of an individual that a scene places by several tags.

        Args:
            tags: Those of the placements, in order; at most `MOST_TAGS`. Each has a lineup of the
                same individual when it is placed alone. A tag may occur several times.
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
        pool = self._pool
        bests = {}
        for place in places:
            picture = pool.rows[place]
            kind = self._kinds.of(picture)
            if kind >= HELD:
                return None
            if picture.held is None and kind not in bests:
                bests[kind] = (pool.ranks[place], place)
        shape = _shape([(kind, 1) for kind in bests])
        return pool.individuals[places[0]], shape, tuple(bests.values())

    def _together(self, places: Sequence[int], tags: Sequence[str]) -> Lineup | None:
        """The first picture of each kind that the same placements offer; of several placements."""
        pool = self._pool
        everywhere = (1 << len(tags)) - 1
        offered = _placements_by_tag(tags)
        bests: dict[Pair, Pair] = {}
        held: set[Pair] = set()
        for place in places:
            picture = pool.rows[place]
            kind = self._kinds.of(picture)
            if kind >= HELD:
                return None
            placements = offered.get(picture.tag, everywhere)
            if picture.held is None:
                ranked = (pool.ranks[place], place)
                bests.setdefault((kind, placements), ranked)
            else:
                held.add((kind + HELD, placements))
        shape = _shape([*bests, *sorted(held)])
        individual = pool.individuals[places[0]]
        return individual, shape, tuple(bests.values())


def _placements_by_tag(tags: Sequence[str]) -> dict[str, int]:
    """The placements by each tag, as bits."""
    placements = dict.fromkeys(tags, 0)
    for nth, tag in enumerate(tags):
        placements[tag] |= 1 << nth
    return placements


def _shape(pairs: Iterable[Pair]) -> bytes:
    return bytes(chain.from_iterable(pairs))


def _by_nearness(pool: PoolIndex, members: Sequence[int], tags: Sequence[str]) -> list[int]:
    """The pictures of an individual placed by these tags: by nearness, rank and place."""
    near = nearness(pool, pool.individuals[members[0]], tags)
    ranks = pool.ranks
    return sorted(members, key=lambda place: (near[place], ranks[place], place))
