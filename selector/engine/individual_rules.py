"""How the pictures of one individual stand to each other: which is preferred, and whether one more may still go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool


def preferred_place(shot: ShotPlan, crop: str) -> int:
    """The place of a crop in `prefer`; one that is not listed comes last."""
    return shot.prefer.index(crop) if crop in shot.prefer else len(shot.prefer)


def may_send(shot: ShotPlan, pool: AssetPool, sent: Sequence[int], place: int) -> bool:
    """Whether the individual may send one more picture, that at `place`, given the pictures of it that were sent."""
    each = shot.pictures_each
    if isinstance(each, int):
        return len(sent) < each
    crop = pool.rows[place].crop
    return crop in each and all(pool.rows[other].crop != crop for other in sent)
