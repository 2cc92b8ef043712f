"""For a picture that a ban excludes: without which bans it would not be excluded.

In: a situation and a picture. Out: the bans, by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.struck import striking

if TYPE_CHECKING:
    from selector.model.picks import EntryName, Facts
    from selector.review.advice.situation import Situation


def bans_to_lift(situation: Situation, facts: Facts) -> tuple[EntryName, ...]:
    """The bans that strike a picture under the first placement where the fewest do."""
    candidates = situation.candidates(facts.place)
    strikes = [striking(situation.shot_plan, candidate) for candidate in candidates]
    bans = set(map(id, situation.shot_plan.bars))
    return tuple([bar.name for bar in min(strikes, key=len) if id(bar) in bans])
