"""A pool in; for each of its tags out what a scene comes to that places the individual by that tag alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selector.engine.kinds import SAMPLES
from selector.engine.offers import nearness

if TYPE_CHECKING:
    from selector.engine.pool import AssetPool


class Single(NamedTuple):
    """The best picture of each kind of the one individual that a tag leads to, in the order of `kinds`.

    They stand in the order in which they would go if `prefer` said nothing: the nearest first, then the best, then the
    earliest. Two numbers of `bests` speak of each: the rank of its score, and its place in the pool.
    """

    individual: int
    kinds: bytes
    bests: tuple[int, ...]


def singles(pool: AssetPool) -> dict[str, Single | None]:
    """The `Single` of each tag.

    None for a tag that leads to several individuals, to pictures that other assets have as well, or to an individual
    with very many pictures under several tags: a scene that places it must be gone through step by step.
    """
    found: dict[str, Single | None] = {}
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
            found[tag] = _new(Single, (individual, *alone))
        else:
            found[tag] = _best_of_each_kind(pool, individual, tag)
    return found


MOST_PICTURES = 100
"""Of one individual, under several tags: each tag looks at them all, and there may be as many tags as pictures."""
_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
_ALONE = tuple(bytes((kind,)) for kind in range(len(SAMPLES)))
_NOBODY: tuple[bytes, tuple[int, ...]] = (b"", ())


def _best_of_each_kind(pool: AssetPool, individual: int, tag: str) -> Single:
    bests: dict[int, int] = {}
    for place in _by_nearness(pool, individual, tag):
        if pool.rows[place].held is None:
            bests.setdefault(pool.kinds[place], place)
    numbers: list[int] = []
    for place in bests.values():
        numbers += (pool.ranks[place], place)
    return Single(individual, bytes(bests), tuple(numbers))


def _by_nearness(pool: AssetPool, individual: int, tag: str) -> list[int]:
    """The pictures of an individual that is placed by that tag alone: by nearness, rank and place."""
    ranks, own = pool.ranks, pool.by_tag[tag]
    others = [place for place in pool.members[individual] if pool.rows[place].tag != tag]
    if len(others) > 1:
        near = nearness(pool, individual, (tag,))
        others = [place for _, _, place in sorted([(near[place], ranks[place], place) for place in others])]
    return sorted(own, key=ranks.__getitem__) + others
