"""What a film's own rules do in it that their words hardly mean: F371 to F374.

Where rules may be misread so, each scene is chosen for, in the order of the film.

In: rules and a pool; scenes, one at a time. Out: problems, each at its location in the rule file.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Problem
from selector.model.scene import Scene
from selector.review.faces_sent import FacesSent
from selector.review.labels_of_one_crop import bans_on_labels_of_one_crop
from selector.review.places_behind import PlacesBehind
from selector.review.single_pictures import bans_on_single_pictures


class RulesInFilm:
    """Looks at what the rules send, scene by scene."""

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._rules = rules
        self._pool = pool
        self._so_far = FilmSoFar()
        self._looking = []
        for each in (PlacesBehind(rules, pool), FacesSent(rules, pool)):
            if each.asks:
                self._looking.append(each)

    def look_at(self, scene: Scene) -> None:
        """Take in one more scene of the film."""
        if not self._looking:
            return
        earlier = self._so_far if self._rules.asks_earlier else None
        selection = self._rules.select(scene, self._pool, earlier=earlier)
        if earlier is not None:
            self._so_far = selection.comes_after(earlier)
        for each in self._looking:
            each.look_at(selection)

    def problems(self) -> Iterator[Problem]:
        """Everything found, after the last scene."""
        yield from bans_on_single_pictures(self._rules, self._pool)
        yield from bans_on_labels_of_one_crop(self._rules, self._pool)
        for each in self._looking:
            yield from each.problems()
