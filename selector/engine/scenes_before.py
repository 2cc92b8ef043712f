"""The scenes of a film in their order, wanted or not; what the next one may know of them out.

Where rules ask about the scenes before, these are chosen for too, because a rule may want what was
sent with them. Where rules do not ask, nothing is chosen that nobody wants.

>>> from selector import AssetPool, load_rules
>>> from selector.engine.manifest import read_manifest
>>> pool = AssetPool([{"manifest_tag": "WREN", "asset_type": "character"}])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "WREN", "role": "subject"},
... ]})
>>> rules = load_rules()
>>> before = ScenesBefore(rules, pool)
>>> before.go_past(None)  # one that cannot be read
>>> selection = rules.select(scene, pool, earlier=before.film_so_far)
>>> before.add(selection)
>>> selection.tags, before.film_so_far is None  # these rules do not ask
(('WREN',), True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.film_so_far import FilmSoFar

if TYPE_CHECKING:
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.asset import Asset
    from selector.model.scene import Scene


class ScenesBefore:
    """The scenes of one film so far, as far as the rules ask about them.

    Args:
        rules: The rules that choose.
        pool: The pictures to choose from.

    Attributes:
        film_so_far: What the next scene may know; None if the rules do not ask.
    """

    def __init__(self, rules: Rules, pool: AssetPool[Asset]) -> None:
        self._rules = rules
        self._pool = pool
        self.film_so_far: FilmSoFar | None = None
        if rules.asks_earlier:
            self.film_so_far = FilmSoFar()

    def add(self, selection: Selection[Asset]) -> None:
        """Go past a scene that was chosen for."""
        if self.film_so_far is not None:
            self.film_so_far = selection.film_so_far

    def go_past(self, scene: Scene | None) -> None:
        """Go past a scene that is not wanted; None is one that cannot be read."""
        if self.film_so_far is None:
            return
        if scene is None:
            self.film_so_far = self.film_so_far.followed_by_unreadable_scene()
        else:
            self.add(self._rules.select(scene, self._pool, earlier=self.film_so_far))
