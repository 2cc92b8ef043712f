"""Whom entries ask for, whichever picture of them is sent: what lints of misreadings compare.

A director thinks of people, places and things. So two priorities that differ in the crop alone ask
for the same ones. And a place is not thought of as somebody who acts: what films hardly have is
left out (`usual_cells`), so that no lint speaks of it.

Entries in; cells out, or entries with fewer conditions.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from selector.language.conditions.matches import MATCHES
from selector.language.conditions.of import OF
from selector.language.conditions.role import ROLE
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.conditions.type import TYPE
from selector.model.vocabulary import ASSET_TYPES
from selector.review.cells import Wanted, cells_with, with_usual_crops

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.engine.plan import Step
    from selector.language.condition import Requirement


def whom(step: Step) -> Step:
    """The entry without its conditions on which picture it is."""
    return replace(step, conditions=whom_of(step.conditions))


def whom_of(conditions: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Conditions without those on which picture it is."""
    kept = [each for each in conditions if not _is_on_which_picture(each)]
    return tuple(kept)


def _is_on_which_picture(condition: Requirement) -> bool:
    word = condition.word
    if word in {TYPE, OF}:
        return False
    return condition.is_the_same_in_every_scene or word in {MATCHES, SENT_SCENE_BEFORE}


@cache
def usual_cells() -> int:
    """The cells that films have, as bits: places are around others, and only people have faces."""
    is_around = cells_with(ROLE, "environment") | cells_with(ROLE, "background")
    is_a_place = cells_with(TYPE, "environment")
    return with_usual_crops() & (is_around | ~is_a_place)


def types_of(cells: int) -> frozenset[str]:
    """The types of some cells."""
    return frozenset(each for each in ASSET_TYPES if cells & cells_with(TYPE, each))


def usual_types(wanted: Wanted) -> frozenset[str]:
    """The types that an entry usually finds."""
    return types_of(wanted.may & usual_cells())
