"""Why a picture is left out, by the first priority that asks for it: whom that took before it.

In: what is left out, and where it had its first chance (`selector.engine.how_it_went`). Out:
sentences, or a few words.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, assert_never

from selector.engine.selection import Selection
from selector.model.left_out import AnotherWentAhead, CapReached, SlotsFull
from selector.model.phrases import listed, said_today
from selector.reporting.words import (
    all_references,
    asks_for_it,
    name_of,
    score_in_words,
    why_not,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selector.model.advice import Advising
    from selector.model.left_out import Ahead, FirstChance, PassedOver
    from selector.model.picks import Facts
    from selector.reporting.stored_answer import Answer


def chances_of(answer: Answer) -> Mapping[int, FirstChance]:
    """Where the pictures that are left out had their first chance, by place; none of a record."""
    if not isinstance(answer, Selection):
        return {}
    from selector.engine.how_it_went import first_chances  # noqa: PLC0415  # few want to know

    return first_chances(answer)


def best_first(out: Iterable[PassedOver], chances: Mapping[int, FirstChance]) -> list[PassedOver]:
    """Of each placement first the picture that could be sent next, and then those behind it.

    Args:
        out: What is left out.
        chances: Where pictures had their first chance, by place.
    """

    def place(passed: PassedOver) -> tuple[float, bool]:
        reason = passed.reason
        if passed.facts is not None and passed.facts.place in chances:
            reason = chances[passed.facts.place].reason
        placement = inf if passed.placement is None else passed.placement
        return placement, isinstance(reason, AnotherWentAhead)

    return sorted(out, key=place)


def why_left_out(
    passed: PassedOver,
    shot: str,
    chance: FirstChance | None,
    adviser: Advising | None = None,
) -> str:
    """Why something is left out, with the values that were compared.

    Args:
        passed: What is left out.
        shot: The name of the shot rule that the scene uses.
        chance: Where it had its first chance, if that is known.
        adviser: Knows the whole selection; None for an answer on record.

    Returns:
        A sentence, or a few.
    """
    if chance is None:
        return why_not(passed, shot, adviser)
    reason = chance.reason
    words = why_not(replace(passed, reason=reason), shot, adviser)
    if isinstance(reason, AnotherWentAhead):
        if isinstance(passed.reason, AnotherWentAhead):
            return words
        return f"{words} {name_of(reason.by)} is not sent either."
    if chance.ahead is None:
        return words
    if isinstance(reason, SlotsFull) and reason.pin is None:
        took = listed(map(name_of, chance.taken))
        then = all_references(reason)
        words = f"{asks_for_it(reason.priority)}, but took {took} first, and then {then}."
    if isinstance(reason, SlotsFull | CapReached):
        return f"{words} {_last_taken(chance)} {_ahead_in_words(chance.ahead, passed.facts)}."
    return words


def _last_taken(chance: FirstChance) -> str:
    """What was taken last, after a sentence that names all of it."""
    *others, last = chance.taken
    if chance.ahead is not None and chance.ahead.by != last:
        return name_of(chance.ahead.by)
    return "The last of them" if others else "That one"


def _ahead_in_words(ahead: Ahead, facts: Facts | None) -> str:
    """What put something before a picture: `comes first by quality, 9 against 8`."""
    match ahead.decided_by:
        case "quality":
            others = _quality(ahead.than)
            if ahead.than != facts:
                others = f"{others} of {name_of(ahead.than)}"
            return f"comes before it by quality, {_quality(ahead.by)} against {others}"
        case "placement":
            return "is placed earlier in the scene"
        case "pool":
            return "counts the same and comes earlier in the assets"
        case "order":
            return f"comes before it by `order`: {said_today(ahead.asks)}"
        case _:
            assert_never(ahead.decided_by)


def ahead_in_short(ahead: Ahead) -> str:
    """What put a picture before another, in a few words: `quality 9, not 8`."""
    match ahead.decided_by:
        case "quality":
            return f"quality {_score(ahead.by)}, not {_score(ahead.than)}"
        case "placement":
            return "placed earlier in the scene"
        case "pool":
            return "listed earlier"
        case "order":
            return said_today(ahead.asks)
        case _:
            assert_never(ahead.decided_by)


def _quality(facts: Facts) -> str:
    if facts.quality is None:
        return "none (ranked as 0)"
    return score_in_words(facts.quality)


def _score(facts: Facts) -> str:
    if facts.quality is None:
        return "none"
    return score_in_words(facts.quality)
