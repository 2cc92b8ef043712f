"""What a look lacks: the scene places one picture of an individual, and the face of another look goes.

In: a selection and a pick of it. Out: the picture that was placed, if a face crop cut from it would go before the pick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.offers import FAR, nearness

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.model.picks import Facts, Pick


def look_without_a_face(selection: Selection, pick: Pick) -> Facts | None:
    """The picture that the scene places, where the pick is a face crop of another look and it has none.

    A face crop with its tag meets whatever the pick met, under the same placement; of face crops of one individual,
    what the scene names goes first. So such a crop would go before the pick.
    """
    if pick.facts.crop != "face":
        return None
    pool, scene = selection.pool, selection.scene
    individual = pool.individuals[pick.facts.place]
    near = nearness(pool, individual, {placement.tag for placement in scene.placements})
    faces = [degree for place, degree in near.items() if pool.rows[place].crop == "face"]
    if any(degree != FAR for degree in faces):
        return None
    placed = pool.by_tag.get(scene.placements[pick.placement].tag, ())
    own = [place for place in placed if pool.individuals[place] == individual]
    looks = [pool.facts[place] for place in own if pool.rows[place].type == pick.facts.type]
    return looks[0] if looks else None
