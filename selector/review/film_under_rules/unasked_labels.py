"""F384: labels that a person wrote and that no entry asks for.

A label does nothing by itself. Under rules that ask for none, `labels: [night]` is a note to
oneself, and many directors believe that such a picture goes at night.

In: a film and its scenes. Out: at most one problem, at the first such picture in the assets file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import flattened
from selector.language.conditions.label import LABEL
from selector.language.conditions.matches import MATCHES
from selector.language.shot_words.prefer import PREFER
from selector.language.text import word_run
from selector.model.phrases import listed
from selector.model.problem import Problem, shown
from selector.model.refusals import as_yaml
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import capital, in_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_NAMED = 4
"""How many labels the sentence names."""


class UnaskedLabels:
    """Looks for labels that nothing asks for, in the scenes that place such pictures.

    Args:
        rules: The rules.
        film: The film.
        pool: Its pool.
        change: How advice to change the rules begins.
    """

    def __init__(self, rules: Rules, film: Film, pool: AssetPool, change: str) -> None:
        self._change = change
        self._has_prefer = _has_prefer(rules)
        self._film = film
        self._labels = _unasked(rules, film)
        self._tags: dict[str, int] = {}
        for place, row in enumerate(pool.rows):
            if not self._labels.isdisjoint(row.labels):
                self._tags.setdefault(row.tag, place)
        self._scenes = Scenes()
        self._is_said = False
        """Whether any of them is in the clothes or notes of a scene."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if not self._tags:
            return
        self._is_said = self._is_said or self._says_one(selection)
        for placement in selection.scene.placements:
            if placement.tag in self._tags:
                self._scenes.add(selection.scene.index)
                return

    def _says_one(self, selection: Selection) -> bool:
        """Whether the clothes or notes of a scene say one of the labels."""
        scene = selection.scene
        texts = [*scene.continuity_notes]
        texts += [placement.wardrobe_note or "" for placement in scene.placements]
        words = word_run(" / ".join(texts))
        return any(word_run(label) in words for label in self._labels)

    def problems(self) -> Iterator[Problem]:
        """F384 for all such labels, after the last scene."""
        if not self._scenes.count:
            return
        first = min(self._tags.values())
        labels = sorted(self._labels)
        named = [f"`{shown(each)}`" for each in labels[:_NAMED]]
        if len(labels) > _NAMED:
            named.append(f"{len(labels) - _NAMED:,} more")
        nouns, these_make, them = "the label", "it makes", "it"
        if len(labels) > 1:
            nouns, these_make, them = "the labels", "these labels make", "them"
        pictures = "place pictures that have"
        if self._scenes.count == 1:
            pictures = "places pictures that have"
        yield Problem(
            at=self._film.asset_locations[first].of("user_tags"),
            code="F384",
            what=(
                f"The rules do not mention {nouns} {listed(named)}, so {these_make} no difference"
                f" to what is sent. {capital(self._scenes.named)} {pictures} {them}."
            ),
            hint=in_rules(self._advice(labels[0]), self._change),
            scenes=self._scenes.count,
        )

    def _advice(self, label: str) -> str:
        """What to write, so that pictures are sent for their labels."""
        first = "pictures whose label is in the scene's clothes or notes then come first"
        one = f"To prefer one label, write `prefer: {{label: {shown(as_yaml(label))}}}`"
        line = "write `prefer: {matches: [wardrobe, notes]}` at the top"
        if self._has_prefer:
            line = "put `{matches: [wardrobe, notes]}` first in the `prefer` at the top"
            one = f"To prefer one label, put `{{label: {shown(as_yaml(label))}}}` there"
        if not self._is_said:
            first = f"{first} (no scene says one of them so far)"
        return f"{line}: {first}. {one}"


def _has_prefer(rules: Rules) -> bool:
    """Whether the file of the rules has a `prefer` at its top."""
    written = rules.rule_set.words.get(PREFER.key)
    return written is not None and written.at.file == rules.rule_set.source.name


def _unasked(rules: Rules, film: Film) -> set[str]:
    """The labels of pictures written by hand that no condition asks for."""
    labels: set[str] = set()
    for asset, locations in zip(film.assets, film.asset_locations, strict=True):
        if locations.by_hand:
            labels.update(asset.user_tags)
    if not labels:
        return labels
    wanted = []
    for each in flattened(rules.plan.requirements()):
        if each.word is MATCHES:
            return set()
        if each.word is LABEL:
            wanted.append(each.wanted)

    def counts(label: str) -> bool:
        found = LABEL.found((label,))
        return any(LABEL.kind.is_met(each, found) for each in wanted)

    return {label for label in labels if not counts(label)}
