"""What goes with a scene so far, and what took each: by individual, by picture and by limit.

Limits count individuals: one counts if a pick of it, under the placement by which it was taken,
meets the limit.

With `at_most: 1`, Ann fills the limit. So Bo is barred, and another picture of Ann is not:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.case import Case
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... limits: [{name: one, type: character, at_most: 1}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> pool = AssetPool([{"manifest_tag": tag, "asset_type": "character"} for tag in "AAB"])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "A", "role": "subject"}, {"asset_tag": "B", "role": "subject"},
... ]})
>>> case = Case(rules.plan.default, scene, pool)
>>> ann, other, bo = [offer for offers in case.offered.values() for offer in offers]
>>> picked = Picked(case, [Take(offer=ann, by=case.shot_plan.steps[0])])
>>> picked.barring(other), picked.barring(bo)
(None, 0)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.individual_rules import may_send
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from selector.engine.case import Case, Offer
    from selector.engine.plan import Step


@frozen
class Take:
    """A picture that goes, as the placement offers it by which it was taken, and what took it."""

    offer: Offer
    by: Step

    @property
    def place(self) -> int:
        """The place of the picture in the pool."""
        return self.offer.place


class Picked:
    """What is picked so far, in order: also by individual, by picture and by limit."""

    def __init__(self, case: Case, takes: Iterable[Take] = ()) -> None:
        self.takes: list[Take] = []
        self._case = case
        self._pool = case.pool
        self._sent: dict[int, list[int]] = {}
        self._by_picture: dict[int, int] = {}
        self._counted: list[dict[int, Take]] = [{} for _ in case.shot_plan.limits]
        for take in takes:
            self.add(take)

    @property
    def places(self) -> list[int]:
        """The places of the picks in the pool, in order."""
        return [take.place for take in self.takes]

    def __len__(self) -> int:
        return len(self.takes)

    def __contains__(self, place: int) -> bool:
        return self.twin_of(place) == place

    def add(self, take: Take) -> None:
        """One more pick."""
        place = take.place
        self.takes.append(take)
        individual = self._pool.individuals[place]
        self._sent.setdefault(individual, []).append(place)
        self._by_picture[self._pool.pictures[place]] = place
        for nth in self._case.limits_met(take.offer):
            self._counted[nth].setdefault(individual, take)

    def sent_with(self, place: int) -> Sequence[int]:
        """The picks of the individual that the picture at a place shows, in order."""
        return self._sent.get(self._pool.individuals[place], ())

    def twin_of(self, place: int) -> int | None:
        """The pick that shows the very same picture as a place, or None."""
        return self._by_picture.get(self._pool.pictures[place])

    def may_go(self, step: Step, place: int) -> bool:
        """Whether a step may take a picture.

        Returns:
            True if the picture can be sent, does not go already, and `pictures_each` allows it.
        """
        if not self.can_go(place):
            return False
        each = self._case.shot_plan.pictures_each_at(step)
        return may_send(each, self._pool, self.sent_with(place), place)

    def can_go(self, place: int) -> bool:
        """Whether a picture can be sent, and does not go already."""
        return self._pool.rows[place].held is None and self.twin_of(place) is None

    def counted(self, nth: int) -> Mapping[int, Take]:
        """The individuals that count for a limit, by its index, each with its first such pick."""
        return self._counted[nth]

    @property
    def full(self) -> Sequence[int]:
        """The indices of the limits that are full."""
        full = []
        for nth, limit in enumerate(self._case.shot_plan.limits):
            if limit.at_most is not None and len(self._counted[nth]) >= limit.at_most:
                full.append(nth)
        return full

    def barring(self, offer: Offer) -> int | None:
        """The index of the first full limit that bars a candidate, or None."""
        individual = self._pool.individuals[offer.place]
        for nth in self._case.limits_met(offer):
            at_most = self._case.shot_plan.limits[nth].at_most
            others = len(self._counted[nth].keys() - {individual})
            if at_most is not None and others >= at_most:
                return nth
        return None
