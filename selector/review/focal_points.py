"""F375: rules that ask for `focal_point`, in a film whose focal points name nobody.

A focal point names somebody by the whole name, or by the tag as it is written. Storyboards say
"Wren, going down" of `Wren Calloway`, and "the key" of what only has the tag `KEY`. That is true of
nobody, and a rule that asks for it does nothing.

In: rules and a pool; scenes, one at a time. Out: at most one problem, at the first condition in the
rule file that asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.conditions.focal_point import FOCAL_POINT, named_in
from selector.language.text import word_run
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import RuleSet
from selector.model.scene import Scene
from selector.review.conditions_asked import asked_by, tastes_written

_SHORT = 3
"""A word with fewer letters is too short to be meant for a name."""
_SMALL = frozenset({"and", "der", "die", "das", "les", "los", "the", "und", "van", "von"})
"""Words in names that name nobody."""


@frozen
class _Example:
    """A scene, and what its focal point was probably to name.

    Attributes:
        scene: The scene.
        name: The name of whoever is meant; an empty text if it has none, or nobody is known.
        tag: The tag by which the scene places it; an empty text if nobody is known.
        said: The word in the focal point.
    """

    scene: Scene
    name: str = ""
    tag: str = ""
    said: str = ""


class FocalPoints:
    """Looks for focal points that name what the scene places, scene by scene."""

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._pool = pool
        self._asking = min(_asking(rules.rule_set), default=None)
        self._is_met = False
        self._meant: _Example | None = None
        self._other: _Example | None = None

    def look_at(self, scene: Scene) -> None:
        """Take in one more scene of the film."""
        text = scene.focal_point
        if self._asking is None or self._is_met or not text:
            return
        placed: dict[int, str] = {}
        for placement in scene.placements:
            for number in self._pool.individuals_of(placement.tag):
                placed.setdefault(number, placement.tag)
        if named_in(text, placed, self._pool.shown):
            self._is_met = True
            return
        if placed:
            self._other = self._other or _Example(scene=scene)
            self._meant = self._meant or self._near(scene, text, placed)

    def _near(self, scene: Scene, text: str, placed: dict[int, str]) -> _Example | None:
        """Who is probably meant: a name before a tag, and then the first in the scene."""
        words = word_run(text)
        for number, tag in placed.items():
            for name in sorted(self._pool.individual(number).names):
                if said := _part_in(name, words):
                    return _Example(scene=scene, name=name, tag=tag, said=said)
        for number in placed:
            for each in sorted(self._pool.individual(number).tags):
                if said := _part_in(each, words):
                    return _Example(scene=scene, tag=each, said=said)
        return None

    def problems(self) -> Iterator[Problem]:
        """F375 at the first condition that asks, after the last scene."""
        if self._asking is None or self._is_met:
            return
        yield Problem(
            at=self._asking,
            code="F375",
            what=(
                f"`{FOCAL_POINT.key}: true` is met nowhere in this film: no scene's focal point"
                " (`looks_at`) names anybody or anything that the scene places."
            ),
            hint=_hint(self._meant or self._other),
        )


def _part_in(name: str, words: str) -> str:
    """The first word of a name or a tag that is in a text; an empty text if none is."""
    for word in word_run(name).split():
        if len(word) >= _SHORT and word not in _SMALL and f" {word} " in words:
            return word
    return ""


def _hint(example: _Example | None) -> str:
    if example is None:
        return "Write the name of whoever the camera looks at: `looks_at: Wren Calloway`."
    says = _says(example.scene)
    if example.name:
        name, tag = shown(example.name), shown(example.tag)
        return f"{says} Write the whole name (`{name}`), or the tag as it is written (`{tag}`)."
    if example.tag:
        tag, said = shown(example.tag), shown(example.said)
        return (
            f"{says} Write the tag as it is written (`{tag}`), or give its picture a name"
            f" (`name: {said}`)."
        )
    return f"{says} Write the whole name of somebody placed there, or the tag as it is written."


def _says(scene: Scene) -> str:
    """What the focal point of a scene is, as a sentence."""
    text = shown(scene.focal_point or "")
    if scene.index is None:
        return f"One scene looks at `{text}`."
    return f"Scene {shown(str(scene.index))} looks at `{text}`."


def _asking(rule_set: RuleSet) -> Iterator[Location]:
    """Where the rules themselves ask for the focal point, in no order."""
    for at in _all_asking(rule_set):
        if at.source is rule_set.source:
            yield at


def _all_asking(rule_set: RuleSet) -> Iterator[Location]:
    for condition in asked_by(rule_set):
        if condition.key == FOCAL_POINT.key:
            yield condition.at
    for taste in tastes_written(rule_set):
        if FOCAL_POINT.key in taste.value:
            yield taste.at
