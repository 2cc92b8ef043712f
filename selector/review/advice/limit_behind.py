"""The limit without which a picture would not be sent, although a priority took it.

A limit reserves slots. The priority that then takes the picture might have had no slot left for it,
so the limit made the difference. That is tried: the scene is chosen for without the limit.

In: a situation and a pick. Out: the limit, if there is one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selector.engine.plan import Step
    from selector.model.picks import EntryName, Pick
    from selector.review.advice.situation import Situation


class LimitsBehind:
    """Tries what a scene would send without a limit, once for each limit.

    Args:
        situation: The selection.
    """

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._without: dict[int, frozenset[int]] = {}

    def limit_behind(self, pick: Pick) -> EntryName | None:
        """The first limit that asks for the picture, and without which it would not be sent."""
        place = pick.facts.place
        for nth, limit in enumerate(self._situation.shot_plan.limits):
            if limit.at_least is None or limit.name == pick.priority:
                continue
            if self._asks_for(limit, place) and place not in self._sent_without(nth):
                return limit.name
        return None

    def _asks_for(self, limit: Step, place: int) -> bool:
        return any(map(limit.is_met, self._situation.candidates(place)))

    def _sent_without(self, nth: int) -> frozenset[int]:
        """The places of what is sent without the limit of that number."""
        known = self._without.get(nth)
        if known is None:
            shot_plan = self._situation.shot_plan
            limits = (*shot_plan.limits[:nth], *shot_plan.limits[nth + 1 :])
            other = self._situation.served_by(replace(shot_plan, limits=limits))
            known = self._without[nth] = frozenset(other.picks)
        return known
