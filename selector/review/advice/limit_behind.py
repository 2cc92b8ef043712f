"""The limit without which a picture would not be sent, although a priority took it.

A limit reserves slots. The priority that then takes the picture might have had no slot left for it,
so the limit made the difference. That is tried, as changes are that advice gives: a limit whose
trial took too much work is not named.

In: a selection and a pick. Out: the limit, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.review.advice.trials import Trial, Trials, Work

if TYPE_CHECKING:
    from selector.engine.plan import Step
    from selector.engine.selection import Selection
    from selector.model.picks import EntryName, Pick
    from selector.review.advice.situation import Situation


class LimitsBehind:
    """Tries what a scene would send without a limit, once for each limit.

    Args:
        selection: The selection.
        situation: The same, as advice sees it.
    """

    def __init__(self, selection: Selection, situation: Situation) -> None:
        self._situation = situation
        self._trials = Trials(selection, situation.shot_plan, Work())
        """Trials apart from those of advice: what limits take, advice does not lose."""

    def limit_behind(self, pick: Pick) -> EntryName | None:
        """The first limit that asks for the picture, and without which it would not be sent."""
        place = pick.facts.place
        for nth, limit in enumerate(self._situation.shot_plan.limits):
            if limit.at_least is None or limit.name == pick.priority:
                continue
            if self._asks_for(limit, place) and self._is_left_out_without(nth, place):
                return limit.name
        return None

    def _asks_for(self, limit: Step, place: int) -> bool:
        return any(map(limit.is_met, self._situation.candidates(place)))

    def _is_left_out_without(self, nth: int, place: int) -> bool:
        """Whether a picture is known to be left out without the limit of that number."""
        references = self._situation.shot_plan.references
        trial = Trial(without_limit=nth, references=references)
        return self._trials.of(trial).reason(place) is not None
