"""F381: scenes with which nothing is sent, though the rules leave room for pictures.

In: the selection of each scene. Out: problems, each at the first of some scenes that are alike in
why: those that place nothing, and those of one shot rule.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from selector.language.shot_words.references import REFERENCES
from selector.model.frozen import frozen
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.model.refusals import as_yaml
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import Missed, advice, capital, loss, of_individual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.selection import Selection
    from selector.model.problem import Location
    from selector.reading.films.film_scenes import SceneRead


@frozen
class _Alike:
    """Scenes with which nothing is sent for one reason: the first, and which they are."""

    read: SceneRead
    selection: Selection
    scenes: Scenes

    @property
    def number(self) -> str:
        """The number of the first, as rules name it."""
        return as_yaml(self.selection.scene.index or "NUMBER")


class NothingSent:
    """Looks for scenes with which nothing is sent.

    Args:
        change: How advice to change the rules begins.
    """

    def __init__(self, change: str) -> None:
        self._change = change
        self._found: dict[str, _Alike] = {}
        """By the shot rule; those that place nothing by an empty text."""
        self._own_rules: list[tuple[Location, Selection]] = []
        """Scenes whose own rules send no references, and where they say so."""

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if selection.places:
            return
        if not selection.references:
            self._look_at_its_rule(selection)
            return
        scene, by_tag = selection.scene, selection.pool.by_tag
        about = ""
        if scene.placements:
            about = selection.shot
            if not any(placement.tag in by_tag for placement in scene.placements):
                return  # no picture has its tags, which is said of each
        elif read.long_form:
            return  # somebody wrote `cast: []`
        alike = self._found.get(about)
        if alike is None:
            alike = self._found[about] = _Alike(read=read, selection=selection, scenes=Scenes())
        alike.scenes.add(scene.index)

    def _look_at_its_rule(self, selection: Selection) -> None:
        """Take in a scene whose own rule sends no references, though it places somebody.

        Often scenes were renumbered, and the rule was not.
        """
        rule = selection.shot_plan.scene
        if rule is None or not selection.scene.placements:
            return
        written = rule.words.get(REFERENCES.key)
        if written is not None and written.value == 0:
            self._own_rules.append((written.at, selection))

    def problems(self) -> Iterator[Problem]:
        """F381 for each kind of scene, after the last one."""
        for at, selection in self._own_rules:
            number = shown(str(selection.scene.index))
            placed = map(_tag, selection.scene.placements)
            tags = quoted(map(shown, placed), "and")
            yield Problem(
                at=at,
                code="F381",
                costs=True,
                what=f"Scene {number} places {tags}, and its own rule sends no references.",
                hint=(
                    f"Delete `{REFERENCES.key}: 0` if they should be sent. If scenes were"
                    " renumbered, correct the number."
                ),
                scenes=1,
            )
        for shot, alike in self._found.items():
            scenes = alike.scenes
            if shot:
                what, hint = _nothing_fits(alike, self._change)
            else:
                does = "places" if scenes.count == 1 else "place"
                what = f"{capital(scenes.named)} {does} nobody and nothing, so nothing is sent."
                hint = (
                    "Write who and what is seen: `cast`, `place`, `props`. If nothing should be"
                    f" sent, say so in the rules: `scenes: {{{alike.number}: {{references: 0}}}}`."
                )
            yield Problem(
                at=alike.read.at,
                code="F381",
                costs=True,
                what=what,
                hint=hint,
                scenes=scenes.count,
            )


_tag = attrgetter("tag")


def _nothing_fits(alike: _Alike, change: str) -> tuple[str, str]:
    """What is said of scenes that place pictures none of which go, and what to do."""
    selection = alike.selection
    pool = selection.pool
    picks, passed_over = selection.explained()
    shot = shown(selection.shot)
    what = f"Nothing is sent with {alike.scenes.named} (shot rule `{shot}`)"
    for placement in selection.scene.placements:
        for individual in pool.individuals_of(placement.tag):
            for reason in of_individual(pool.members[individual], passed_over):
                missed = Missed(places=pool.members[individual], selections=(selection,))
                lost = loss(reason, selection, picks, missed)
                who = f"`{shown(placement.tag)}` is placed as `{shown(placement.role)}`"
                return f"{what}: {who}, and {lost.clause}.", advice(lost, change)
    return (
        f"{what}: no picture of those who are placed can be sent.",
        "Add pictures of them, or correct those that cannot be sent.",
    )
