"""F387: pictures without a quality score, in a film in which others have one.

No score counts as 0, so these go after all others. Where nobody gave any scores, nothing is lost.

In: a film and its scenes. Out: at most one problem, at the first picture without a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead


class ScoredInPart:
    """Looks for scenes in which a picture without a score competes with others that have one.

    These are pictures of one individual, or of several of one type.
    """

    def __init__(self, film: Film, pool: AssetPool) -> None:
        self._film = film
        self._pool = pool
        self._pictures = 0
        self._without: set[int] = set()
        for place, row in enumerate(pool.rows):
            if row.held is None:
                self._pictures += 1
                if row.quality is None:
                    self._without.add(place)
        if len(self._without) == self._pictures:
            self._without.clear()
        self._tags: set[str] = set()
        self._kinds: dict[str, tuple[set[str], dict[int, str]]] = {}
        for place in self._without:
            individual = pool.individuals[place]
            self._tags.update(pool.rows[each].tag for each in pool.members[individual])
        self._competing: dict[int, None] = {}
        self._scenes = Scenes()

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        tags = self._tags
        if not any(placement.tag in tags for placement in selection.scene.placements):
            return
        scored: set[str] = set()
        without: dict[int, str] = {}
        for placement in selection.scene.placements:
            kinds, unscored = self._kinds_of(placement.tag)
            scored |= kinds
            without.update(unscored)
        competing = [place for place, kind in without.items() if kind in scored]
        if competing:
            self._competing.update(dict.fromkeys(competing))
            self._scenes.add(selection.scene.index)

    def _kinds_of(self, tag: str) -> tuple[set[str], dict[int, str]]:
        """The types of the pictures that a tag offers and that have a score; and of the others."""
        known = self._kinds.get(tag)
        if known is None:
            scored: set[str] = set()
            unscored: dict[int, str] = {}
            for individual in self._pool.individuals_of(tag):
                for place in self._pool.members[individual]:
                    kind = self._pool.rows[place].type
                    if place in self._without:
                        unscored[place] = kind
                    else:
                        scored.add(kind)
            known = scored, unscored
            if tag in self._pool.by_tag:
                self._kinds[tag] = known
        return known

    def problems(self) -> Iterator[Problem]:
        """F387, after the last scene."""
        if not self._competing:
            return
        without = len(self._without)
        first = min(self._competing)
        row = self._pool.rows[first]
        named = shown(row.address or row.tag)
        scenes = self._scenes
        locations = self._film.asset_locations[first]
        word = locations.word("quality_score")
        which, they, them = f"have no `{word}`, such as `{named}`", "They count", "them"
        competing = "they compete"
        if without == 1:
            which, they, them = f"has no `{word}`: `{named}`", "It counts", "it"
            competing = "it competes"
        of_all = f"{without:,} of {self._pictures:,} pictures"
        otherwise = ""
        if self._pictures - without < without:
            otherwise = " Or delete the scores of the others: then all count alike."
        yield Problem(
            at=locations.of("quality_score"),
            code="F387",
            what=(
                f"{of_all} {which}. {they} as 0, so others come first. In {scenes.named},"
                f" {competing} with pictures that have one."
            ),
            hint=f"Give {them} a `{word}` from 0 to 10.{otherwise}",
            scenes=scenes.count,
        )
