"""What a look lacks: the scene places it, but the face of another look is sent.

In: a selection and a pick of it. Out: the picture that the scene places, if a face crop cut from it
would come before the pick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.offers import FAR, nearness

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.model.picks import Facts, Pick


def look_without_a_face(selection: Selection, pick: Pick) -> Facts | None:
    """The picture that the scene places, if the pick is a face crop of another look.

    A face crop with its tag would meet whatever the pick met, under the same placement; of face
    crops of one person, the one that the scene names comes first. So it would come before the pick,
    if no ban or limit excludes it.
    """
    shot_plan = selection.shot_plan
    if pick.facts.crop != "face" or shot_plan.strikes or shot_plan.pins or shot_plan.limits:
        return None
    pool, placements = selection.pool, selection.scene.placements
    individual = pool.individuals[pick.facts.place]
    tags = {placement.tag for placement in placements}
    for place, degree in nearness(pool, individual, tags).items():
        is_face = pool.rows[place].crop == "face"
        if is_face and degree != FAR:
            return None
    if pick.placement is None:
        return None
    placed = placements[pick.placement].tag
    for place in pool.by_tag.get(placed, ()):
        is_own = pool.individuals[place] == individual
        if is_own and pool.rows[place].type == pick.facts.type:
            return pool.facts[place]
    return None
