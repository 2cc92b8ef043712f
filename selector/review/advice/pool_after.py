"""A film's pictures as they would be after a change that is advised: a pool in; another one out.

A score is corrected to just above the one that it must exceed: the least that sends the picture.
"""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING

from selector.engine.pool import recorded_pool
from selector.model.advice import Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.pool import AssetPool
    from selector.model.advice import ChangeOfPool


def pool_after(
    pool: AssetPool, changes: Iterable[ChangeOfPool], place: int
) -> tuple[AssetPool, Sequence[int]]:
    """The pool after some changes of one picture.

    Args:
        pool: The pool.
        changes: The changes.
        place: The place of the picture.

    Returns:
        Another pool, of which nothing is logged; and for each of its pictures the place in the old
        one.
    """
    rows = list(pool.rows)
    places = list(range(len(rows)))
    for change in changes:
        if isinstance(change, Score):
            score = nextafter(float(change.above), inf)
            rows[place] = rows[place]._replace(quality=score)
        else:
            places.remove(place)
            places.insert(places.index(change.than.place), place)
    assets = [pool.assets[each] for each in places]
    after = recorded_pool(assets, [rows[each] for each in places], notes=())
    after.warns = False
    return after, places
