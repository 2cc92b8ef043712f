"""Which scenes somebody means by conditions on a scene, in the words of `when`.

In: rules whose `instead` has only these conditions. Out: whether a scene meets them, given the
scenes before it. Nothing is chosen by such rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.earlier import Earlier
from selector.engine.serving import Serving

if TYPE_CHECKING:
    from selector.engine.plan import Plan
    from selector.engine.selection import Selection
    from selector.model.film_so_far import FilmSoFar


class ScenesMeant:
    """Says whether the scene of a selection is meant.

    Args:
        plan: Rules whose entries of `instead` have the conditions; a scene is meant if any holds.
    """

    def __init__(self, plan: Plan) -> None:
        self._serving = Serving(plan)

    def has(self, selection: Selection, before: FilmSoFar) -> bool:
        """Whether its scene meets the conditions of any entry.

        Args:
            selection: What was chosen for the scene.
            before: The film so far, without this scene.

        Returns:
            The answer.
        """
        pool = selection.pool
        earlier = Earlier(before, pool)
        return self._serving.any_holds(selection.scene, pool, earlier)
