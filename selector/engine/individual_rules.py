"""How the pictures of one individual compete: which is preferred, and whether one more may go.

What the rules want and pictures of the pool, by place, in; a rank or an answer out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

Preferred: TypeAlias = tuple[tuple[int, int], ...]
"""Where a candidate stands in each layer of `prefer`."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.plan import ShotPlan
    from selector.engine.pool_index import PoolIndex
    from selector.language.candidate import Candidate
    from selector.language.taste import Layer
    from selector.model.ruleset import PicturesEach


def preferred_place(shot_plan: ShotPlan, crop: str) -> int:
    """The index of a crop in `prefer`; crops that are not listed come last.

    The shot rule prefers nothing but crops, and each step the same.
    """
    crops = [item.word for layer in shot_plan.prefer for item in layer]
    if crop in crops:
        return crops.index(crop)
    return len(crops)


def preferred_places(layers: Iterable[Layer], candidate: Candidate) -> Preferred:
    """For each layer of `prefer` the index of the first item that a candidate meets.

    With each its place among those that meet the same item. One that meets none comes last.
    """
    return tuple([_first_met(layer, candidate) for layer in layers])


def _first_met(layer: Layer, candidate: Candidate) -> tuple[int, int]:
    for nth, item in enumerate(layer):
        if item.is_met(candidate):
            return nth, item.place(candidate)
    return len(layer), 0


def may_send(each: PicturesEach, pool: PoolIndex, sent: Sequence[int], place: int) -> bool:
    """Whether the individual may send `place`, given what it has already sent.

    Args:
        each: The `pictures_each` that counts.
        pool: The pictures.
        sent: The places of the individual's pictures that go already.
        place: The place of one more of its pictures.

    Returns:
        True if fewer pictures of the individual go than `pictures_each` allows, or if it lists the
        crop of this picture and no picture of that crop goes yet.
    """
    if isinstance(each, int):
        return len(sent) < each
    crop = pool.rows[place].crop
    crops_sent = [pool.rows[other].crop for other in sent]
    return crop in each and crop not in crops_sent
