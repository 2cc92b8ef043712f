"""Whether advice does what it says: each change that is advised is made, and the picture then goes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from selector.engine.selection import Selection
from selector.model.advice import ChooseTarget, Edit, GiveType, Option, PlaceTag
from selector.model.film_so_far import FilmSoFar
from selector.model.left_out import NotPlaced, PassedOver
from selector.model.picks import Facts
from selector.review.advice.adviser import Adviser
from tests.advice_in_words import copied_from
from tests.film_to_change import Film, line_of
from tests.generate import Case
from tests.long import many

BATCHES = int(os.environ.get("SELECTOR_BATCHES") or many(2, 600))
FIRST = 95_000
RARE = (95_003, 95_014, 95_023, 95_033, 95_038)
"""Batches that hold what few do: first in every shot, no references, what a target refuses, a crop that stays out."""
SMALL = many((2, 3), (4, 5))
"""How many pools a batch has, and how many scenes each pool: few where the seeds are chosen for what they hold."""
CHOSEN = (
    95_001, 95_005, 95_033, 95_058, 95_078, 95_080, 95_087, 95_106, 95_108, 95_111, 95_118, 95_129, 95_136, 95_144,
    99_087,
)  # fmt: skip
"""Small batches that hold all that is advised, for every reason, nearly all of it twice."""


def outcome(selection: Selection, number: int, order: list[int]) -> str:
    """Whether the picture goes, or why it does not."""
    place = order.index(number)
    if place in selection.places:
        return "goes"
    return next(
        each.reason.kind
        for each in selection.passed_over
        if each.facts and each.facts.place == place
    )


def advised(selection: Selection) -> Iterator[tuple[PassedOver, Option, int]]:
    """Each picture that is passed over, with each way that is advised, and its number."""
    adviser = Adviser(selection)
    for passed in selection.passed_over:
        if passed.facts is None or isinstance(passed.reason, NotPlaced):
            continue
        for option in adviser.advice(passed).options:
            if not any(isinstance(change, GiveType | PlaceTag) for change in option.changes):
                yield passed, option, passed.facts.place


def made(case: Case, tried: Counter[str], earlier: FilmSoFar | None = None) -> None:
    """Whatever is advised in this case, done: the picture goes."""
    film = Film.of(case, earlier)
    before = film.selected()
    for passed, option, place in advised(before):
        changed = film.changed(option.changes, place)
        after = changed.selected()
        went = outcome(after, place, changed.order)
        assert went == "goes", (passed, option, str(case))
        sent = {changed.order[each] for each in after.places}
        assert set(option.loses) == lost(before, sent, option), (passed, option, str(case))
        gains = gained(before, sent, option, place)
        assert set(option.gains) == gains, (passed, option, str(case))
        tried["gains"] += bool(option.gains)
        tried.update({type(change).__name__ for change in option.changes} | {passed.reason.kind})
        tried["loses"] += bool(option.loses)
        for change in option.changes:
            if isinstance(change, Edit):
                tried.update(key for key, _ in change.words)
                assert line_of(change) in copied_from(passed, option)


def lost(before: Selection, sent: set[int], option: Option) -> set[Facts]:
    """What the scene sends before a change and not after it; not known of another video model."""
    if any(isinstance(change, ChooseTarget) for change in option.changes):
        return set()
    return {pick.facts for pick in before.picks if pick.facts.place not in sent}


def gained(before: Selection, sent: set[int], option: Option, place: int) -> set[Facts]:
    """What the scene sends after a change besides the picture that is wanted, and not before it."""
    if any(isinstance(change, ChooseTarget) for change in option.changes):
        return set()
    was = {*before.places, place}
    facts = before.pool.facts
    return {facts[each] for each in sent if each not in was}
