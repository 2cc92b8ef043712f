"""Room for a picture: a higher limit, more references, a higher score, a priority further up.

In: a situation and a picture. Out: options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.left_out import MeetsNoPriority
from selector.review.advice.situation import if_alone, scored_above
from selector.review.advice.trials import Trial
from selector.review.advice.wanted import to_be_wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.model.advice import Option
    from selector.model.left_out import (
        CapReached,
        LimitReached,
        NoReferences,
        SlotReserved,
        SlotsFull,
    )
    from selector.model.picks import EntryName, Facts
    from selector.review.advice.situation import LeftOut, Situation


def to_raise_the_limit(
    situation: Situation, out: LeftOut, _reason: CapReached | LimitReached | SlotReserved
) -> Iterator[Option]:
    """A higher `at_most`, and more references if they are needed as well, or instead.

    Args:
        situation: The selection.
        out: The picture.
        _reason: Not needed: the trial shows which limit was reached.

    Yields:
        At most one option.
    """
    option = situation.option(out.facts, Trial())
    if option is not None:
        yield option


def to_send_any(situation: Situation, out: LeftOut, _reason: NoReferences) -> Iterator[Option]:
    """References where the shot sends none, and a priority that asks for the picture if none does.

    Args:
        situation: The selection.
        out: The picture.
        _reason: Not needed: it says nothing more.

    Yields:
        Options, the simplest first.
    """
    option = situation.option(out.facts, Trial())
    if option is not None:
        yield option
        return
    reason = situation.trials.of(Trial()).reason(out.facts.place)
    if isinstance(reason, MeetsNoPriority):
        yield from to_be_wanted(situation, out, reason)


def to_make_room(situation: Situation, out: LeftOut, reason: SlotsFull) -> Iterator[Option]:
    """More references, a higher score, or its priority further up, or in `first`.

    Args:
        situation: The selection.
        out: The picture.
        reason: The priority that asks for it.

    Yields:
        Options, the simplest first.
    """
    option = situation.option(out.facts, Trial())
    if option is not None:
        yield option
    priority = reason.priority
    if reason.reached and not reason.by_order:
        worst = _worst_of(situation, priority)
        if worst is not None:
            yield from scored_above(situation, out.facts, worst)
    number = situation.number_of(priority)
    if priority.number > 1:
        move = situation.changes.move_up(priority)
        option = situation.option(out.facts, Trial(first=number), move)
        yield from if_alone(option)
    if priority.shot and situation.before:
        also_first = situation.changes.also_first(priority)
        if also_first is None:
            return
        option = situation.option(out.facts, Trial(also_first=number), also_first)
        yield from if_alone(option)


def _worst_of(situation: Situation, priority: EntryName) -> Facts | None:
    """The picture of the lowest score that a priority has taken: the one that it took last."""
    worst = None
    for pick in situation.picks.values():
        if pick.priority == priority:
            worst = pick.facts
    return worst
