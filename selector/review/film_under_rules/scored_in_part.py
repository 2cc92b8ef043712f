"""F387: pictures without a quality score, in a film in which others have one.

No score counts as 0, so these go after all others. Where nobody gave any scores, nothing is lost.

In: a film and its scenes. Out: at most one problem, at the first picture without a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead


class ScoredInPart:
    """Looks for scenes that place pictures without a score, beside some with one."""

    def __init__(self, film: Film, pool: AssetPool) -> None:
        self._film = film
        self._pool = pool
        self._pictures = 0
        self._without: list[int] = []
        self._tags: set[str] = set()
        for place, row in enumerate(pool.rows):
            if row.held is None:
                self._pictures += 1
                if row.quality is None:
                    self._without.append(place)
                    self._tags.add(row.tag)
        if len(self._without) == self._pictures:
            self._tags.clear()
        self._scenes = Scenes()

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        for placement in selection.scene.placements:
            if placement.tag in self._tags:
                self._scenes.add(selection.scene.index)
                return

    def problems(self) -> Iterator[Problem]:
        """F387, after the last scene."""
        if not self._scenes.count:
            return
        without = len(self._without)
        first = self._without[0]
        tag = shown(self._pool.rows[first].tag)
        lack, they = "lack a", "They count"
        if without == 1:
            lack, they = "lacks a", "It counts"
        scenes = self._scenes
        place = "places" if scenes.count == 1 else "place"
        locations = self._film.asset_locations[first]
        word = locations.word("quality_score")
        of_all = f"{without:,} of {self._pictures:,} pictures"
        yield Problem(
            at=locations.of("quality_score"),
            code="F387",
            what=(
                f"{of_all} {lack} `{word}` (`{tag}`). {they}"
                f" as 0, so others go first. {capital(scenes.named)} {place} such pictures."
            ),
            hint=f"Give them a `{word}` from 0 to 10, or take it away from the others.",
            scenes=scenes.count,
        )
