"""Entries that would send a picture, but do not apply in the scene: their `when` does not hold.

In: a situation and a picture. Out: the entries that send it once they apply, each tried alone.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.serving import that_hold
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.advice import OnlyWhen
from selector.review.advice.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.selection import Selection
    from selector.language.condition import Requirement
    from selector.model.picks import Facts

_SENDING = (PIN.key, FIRST.key, PRIORITIES.key)
_MOST_TRIED = 20
"""How many entries of one selection are tried."""
_MOST_SAID = 2
"""How many entries are said of one picture."""


class EntriesOnlyWhen:
    """The entries of one selection that do not apply, each tried once."""

    def __init__(self, selection: Selection, situation: Situation) -> None:
        self._selection = selection
        self._situation = situation
        self._tried: dict[int, Situation] = {}

    def that_send(self, facts: Facts) -> tuple[OnlyWhen, ...]:
        """The first entries that would send a picture that is left out."""
        return tuple(islice(self._that_send(facts), _MOST_SAID))

    def _that_send(self, facts: Facts) -> Iterator[OnlyWhen]:
        for step, failed in self._absent:
            if self._asks_for(step, facts) and self._sends(step, facts):
                phrases = [each.narrows for each in failed]
                yield OnlyWhen(entry=step.name, when=tuple(phrases))

    @cached_property
    def _absent(self) -> list[tuple[Step, list[Requirement]]]:
        selection = self._selection
        earlier = selection.earlier_anew()
        return list(
            self._situation.trials.serving.absent(
                selection.shot_plan,
                selection.scene,
                selection.pool,
                earlier,
            )
        )

    def _asks_for(self, step: Step, facts: Facts) -> bool:
        if step.name.list not in _SENDING:
            return False
        if facts.place not in self._situation.trials.offered and not step.unplaced:
            return False
        candidates = self._situation.candidates(facts.place)
        return any(map(step.is_met, candidates))

    def _sends(self, step: Step, facts: Facts) -> bool:
        """Whether a picture is sent if an entry applies. After too many trials the answer is no."""
        if id(step) not in self._tried:
            if len(self._tried) == _MOST_TRIED:
                return False
            plan = self._plan_with(step)
            work = self._situation.work
            self._tried[id(step)] = Situation(self._selection, work, plan)
        return facts.place in self._tried[id(step)].picks

    def _plan_with(self, step: Step) -> ShotPlan:
        whole = self._selection.shot_plan.whole
        assert whole is not None, "an entry was left out of it"  # noqa: S101  # for mypy
        others = [id(each) for each, _ in self._absent if each is not step]
        return that_hold(whole, others)
