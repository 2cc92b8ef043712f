"""Everything that rules do to a film that its director would want to know: F381 to F388.

In: rules, a film and its pool; the selection of each scene. Out: problems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from selector.language.condition import flattened
from selector.language.conditions.matches import MATCHES, NOTES
from selector.language.conditions.wardrobe import WARDROBE
from selector.review.film_under_rules.faces_under_other_tags import FacesUnderOtherTags
from selector.review.film_under_rules.faces_wanted import FacesWanted
from selector.review.film_under_rules.named_unplaced import NamedUnplaced
from selector.review.film_under_rules.never_sent import NeverSent
from selector.review.film_under_rules.nothing_sent import NothingSent
from selector.review.film_under_rules.one_or_two import OneOrTwo
from selector.review.film_under_rules.scored_in_part import ScoredInPart
from selector.review.film_under_rules.too_few_people import TooFewPeople
from selector.review.film_under_rules.unasked_labels import UnaskedLabels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.problem import Problem
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead
    from selector.review.film_under_rules.entries_without_effect import EntriesWithoutEffect
    from selector.review.film_under_rules.labels_near_notes import LabelsNearNotes
    from selector.review.film_under_rules.looks_unsent import LooksUnsent


class _Looking(Protocol):
    """Something that looks at one scene after the other, and then knows what is wrong."""

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""

    def problems(self) -> Iterator[Problem]:
        """What is wrong, after the last scene."""


class FilmUnderRules:
    """Looks at what rules do to a film, scene by scene.

    Args:
        rules: The rules.
        film: The film.
        pool: Its pool.
        may_change: Whether the rules are a file of the director's own.
    """

    def __init__(self, rules: Rules, film: Film, pool: AssetPool, *, may_change: bool) -> None:
        change = ""
        if not may_change:
            change = f"In a `rules.yaml` with `extends: {rules.name}`"
        faces = FacesWanted(film, pool)
        too_few = TooFewPeople(rules, pool, change)
        self._looking: list[_Looking] = [
            NothingSent(change),
            too_few,
            NeverSent(film, pool, change, too_few.said_of),
            UnaskedLabels(rules, film, pool, change),
            NamedUnplaced(pool),
            faces,
            ScoredInPart(film, pool),
            OneOrTwo(film, pool),
            FacesUnderOtherTags(rules, film, pool),
        ]
        if _matches(rules, WARDROBE.key):
            self._looking.append(_looks_unsent(film, pool, change))
        if _matches(rules, NOTES):
            self._looking.append(_labels_near_notes(film, pool))
        self._idle: EntriesWithoutEffect | None = None
        if may_change:
            self._idle = _entries_without_effect(rules, faces)
            self._looking.append(self._idle)

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        for each in self._looking:
            each.look_at(read, selection)

    def problems(self) -> Iterator[Problem]:
        """Everything found, after the last scene."""
        for each in self._looking:
            yield from each.problems()

    def notice(self) -> str:
        """What was not looked at, in a sentence; an empty text if all was."""
        return "" if self._idle is None else self._idle.notice()


def _matches(rules: Rules, text: str) -> bool:
    """Whether rules compare a text of the scene, such as what people wear, with labels."""
    asking = flattened(rules.plan.requirements())
    return any(each.word is MATCHES and text in each.wanted for each in asking)


def _looks_unsent(film: Film, pool: AssetPool, change: str) -> LooksUnsent:
    from selector.review.film_under_rules.looks_unsent import (  # noqa: PLC0415  # as below
        LooksUnsent,
    )

    return LooksUnsent(film, pool, change)


def _labels_near_notes(film: Film, pool: AssetPool) -> LabelsNearNotes:
    from selector.review.film_under_rules.labels_near_notes import (  # noqa: PLC0415  # as below
        LabelsNearNotes,
    )

    return LabelsNearNotes(film, pool)


def _entries_without_effect(rules: Rules, faces: FacesWanted) -> EntriesWithoutEffect:
    from selector.review.film_under_rules.entries_without_effect import (  # noqa: PLC0415  # few
        EntriesWithoutEffect,
    )

    return EntriesWithoutEffect(rules, faces)
