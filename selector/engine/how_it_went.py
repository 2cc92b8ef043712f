"""How a choice went, entry by entry: where each picture had its first chance, and who came before.

The reason that is given for a picture, and stored, is about the last priority that asks for it
(`selector.engine.explain`). What a director wants to know is where it lost first, and to whom.

`any` asks for everybody once more, but `people` had Ann and Bo to choose from, and took Ann:

>>> from selector import AssetPool, load_rules
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... references: 1
... shots: {default: {priorities: [{name: people, type: character}, {name: any, role: subject}]}}
... ''')
>>> def picture(tag, quality):
...     return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality}
>>> pool = AssetPool([picture("ANN", 9), picture("BO", 8)])
>>> scene = {"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"}, {"asset_tag": "BO", "role": "subject"},
... ]}
>>> selection = rules.select(scene, pool)
>>> [bo] = selection.passed_over
>>> bo.reason.priority.name
'any'
>>> chance = HowItWent(selection).first_chance(bo)
>>> chance.reason.priority.name, chance.ahead.by.tag, chance.ahead.decided_by
('people', 'ANN', 'quality')
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.case import Case
from selector.engine.explain import first_difference, in_its_round, last_ahead, went_ahead
from selector.engine.order_of_events import Hindrance, order_of_events
from selector.language.conditions.quality import QUALITY
from selector.language.shot_words.order import PLACEMENT
from selector.model.left_out import (
    Ahead,
    AheadBy,
    AnotherWentAhead,
    CapReached,
    FirstChance,
    SlotReserved,
    SlotsFull,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.order_of_events import Events, Round
    from selector.engine.plan import Step
    from selector.engine.selection import Selection
    from selector.model.left_out import PassedOver, Reason

_LOST_IN_TURN = (AnotherWentAhead, SlotReserved, CapReached, SlotsFull)
"""The reasons that are about one entry of several that may ask for a picture."""
_BY_WORD: dict[str, AheadBy] = {QUALITY.key: "quality", PLACEMENT: "placement"}


def first_chances(selection: Selection) -> dict[int, FirstChance]:
    """Where each picture that is left out lost first, by its place, if that is known."""
    went = HowItWent(selection)
    found = {}
    for passed in selection.passed_over:
        chance = went.first_chance(passed)
        if chance is not None and passed.facts is not None:
            found[passed.facts.place] = chance
    return found


class HowItWent:
    """How the choice for one scene went.

    Args:
        selection: What was chosen.
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    @cached_property
    def _case(self) -> Case:
        selection = self._selection
        return Case(selection.shot_plan, selection.scene, selection.pool, selection.earlier_anew())

    @cached_property
    def _events(self) -> Events:
        """Gone through once somebody asks about a picture that may have lost in turn."""
        return order_of_events(self._case)

    def first_chance(self, passed: PassedOver) -> FirstChance | None:
        """Where a picture lost that is left out, at the first entry that asks for it.

        An entry that took another picture of the same individual is passed by, and one whose
        `pictures_each` does not let the picture go.

        Args:
            passed: What is left out.

        Returns:
            None if the reason that is given for it is not about one priority of several, or says
            that another picture of the same individual is sent.
        """
        reason = passed.reason
        if passed.facts is None or not isinstance(reason, _LOST_IN_TURN):
            return None
        if isinstance(reason, AnotherWentAhead) and reason.by.place in self._events.picked:
            return None
        place = passed.facts.place
        for turn in self._events.rounds:
            if place in turn.barred or (place in turn.able and not self._is_shown(turn, place)):
                return self._lost(turn, place)
        return self._without_a_turn(place, reason)

    def ahead(self) -> dict[int, Ahead]:
        """What put each picture that a priority took before the next, by its place in the pool.

        The next is the first behind it that is left out, if there is one at that priority.
        """
        found = {}
        for turn in self._events.rounds:
            own = self._case.pool.individuals
            for take in turn.taken:
                behind = self._next(turn, own[take.place])
                if behind is not None:
                    found[take.place] = self._put_ahead(turn, own[take.place], behind)
        return found

    def ahead_of_alternatives(self) -> Iterator[tuple[int, AnotherWentAhead]]:
        """What went ahead of other pictures of the same individual at the step that took it.

        Yields:
            The place of each picture that the step could have taken instead, and what decided.
        """
        for turn in self._events.rounds:
            taken = {take.place for take in turn.taken}
            for individual, row in turn.rows.items():
                standing = {offer.place for offer in row}
                if standing.isdisjoint(taken):
                    continue
                for place in dict.fromkeys(offer.place for offer in turn.passing[individual]):
                    if place not in standing:
                        yield place, went_ahead(self._case, turn.step, row, turn.able[place])

    def _next(self, turn: Round, individual: int) -> int | None:
        """Whom a step has next behind an individual: the first that is left out, if any is."""
        order = list(turn.rows)
        behind = order[order.index(individual) + 1 :]
        for each in behind:
            first = turn.rows[each][0].place
            if turn.passed.get(first) == Hindrance() and first not in self._events.picked:
                return each
        taken = [each for each in behind if self._is_shown(turn, turn.rows[each][0].place)]
        return next(iter(taken), None)

    def _is_shown(self, turn: Round, place: int) -> bool:
        """Whether a step took a picture of the individual that a picture shows."""
        individuals = self._case.pool.individuals
        return any(individuals[take.place] == individuals[place] for take in turn.taken)

    def _lost(self, turn: Round, place: int) -> FirstChance:
        reason = in_its_round(self._case, self._events, turn, place)
        if not isinstance(reason, CapReached | SlotsFull):
            return FirstChance(reason=reason)
        own = self._case.pool.individuals[place]
        others = last_ahead(turn, own)
        ahead = None
        if others is not None:
            ahead = self._put_ahead(turn, others, own)
        return FirstChance(reason=reason, taken=turn.facts, ahead=ahead)

    def _put_ahead(self, turn: Round, ahead: int, behind: int) -> Ahead:
        facts = self._case.pool.facts
        item = first_difference(turn, ahead, behind)
        decided_by: AheadBy = "pool"
        asks = ""
        if item is not None:
            decided_by = _BY_WORD.get(item.word, "order")
        if item is not None and decided_by == "order":
            asks = item.asks
        return Ahead(
            by=facts[turn.rows[ahead][0].place],
            than=facts[turn.rows[behind][0].place],
            decided_by=decided_by,
            asks=asks,
        )

    def _without_a_turn(self, place: int, reason: Reason) -> FirstChance | None:
        """For a picture that no entry asks for which had its turn: the first that would."""
        if not isinstance(reason, SlotsFull):
            return None
        case, picked = self._case, self._events.picked
        unreached = case.shot_plan.steps[len(self._events.rounds) :]
        for step in unreached:
            if place in case.meeting(step) and picked.may_go(step, place):
                behind = self._behind_another(step, place)
                return FirstChance(reason=behind or replace(reason, priority=step.name))
        return None

    def _behind_another(self, step: Step, place: int) -> AnotherWentAhead | None:
        """Which picture of the same individual would go first at a step that had no turn."""
        case, picked = self._case, self._events.picked
        own = case.pool.members[case.pool.individuals[place]]
        able = []
        for other in own:
            if picked.may_go(step, other):
                met = case.meeting(step).get(other, ())
                able += [offer for offer in met if picked.barring(offer) is None]
        ours = [offer for offer in able if offer.place == place]
        if step.pictures_each is not None or not ours:
            return None
        best = case.best(step, able)
        if best.place == place:
            return None
        return went_ahead(case, step, [best], ours)
