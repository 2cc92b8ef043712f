"""One scene against one pool: which candidates there are, which steps these meet, which is better.

What the placements offer are the *candidates* (`selector.engine.offers`): a picture is one under
each placement that offers it. Those that no ban strikes are free. What is picked changes none of
this; `selector.engine.picked` has what goes already.

Ann's two pictures are candidates under her one placement. The second is better:

>>> from selector import AssetPool, load_rules, read_manifest
>>> pool = AssetPool([
...     {"manifest_tag": "ANN", "asset_type": "character", "quality_score": 8},
...     {"manifest_tag": "ANN", "asset_type": "character", "quality_score": 9},
...     {"manifest_tag": "BO", "asset_type": "character"},
... ])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"},
... ]})
>>> case = Case(load_rules().plan.for_shot(scene.shot), scene, pool)
>>> [(offer.place, offer.nth) for offers in case.offered.values() for offer in offers]
[(0, 0), (1, 0)]
>>> step = case.shot_plan.steps[1]
>>> case.best(step, [offer for (offer,) in case.meeting(step).values()]).place
1
"""

from __future__ import annotations

import sys
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.alike import placement_kinds
from selector.engine.individual_rules import (
    Preferred,
    preferred_place,
    preferred_places,
)
from selector.engine.offers import FAR, all_nearness, offers
from selector.engine.struck import circumstances_of, striking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selector.engine.earlier import Earlier
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.language.candidate import Candidate
    from selector.language.taste import Layer
    from selector.model.scene import Scene

Rank: TypeAlias = tuple[Preferred, int, int, int, int]
"""What orders the candidates of one individual: `prefer`, nearness, quality, place, placement."""


UNOFFERED = sys.maxsize
"""Stands where a placement is compared and there is none: after all placements."""


class Offer(NamedTuple):
    """A candidate, with the places that say which one it is.

    Attributes:
        place: The place of the picture in the pool.
        nth: The index of the placement that offers it; None if no placement does.
        candidate: What conditions see of it.
    """

    place: int
    nth: int | None
    candidate: Candidate


class Case:
    """One scene against one pool.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.

    Attributes:
        offered: For each offered place what its placements make of it.
        free: The same without the candidates that a ban strikes.
        unplaced: What no placement offers, by place, if a pin may send such a picture.
        struck: For a place without a free candidate the ban, or refusal, that strikes it first.
        reserves: Whether slots may be reserved for a limit.
        sent_without: What would go without a pin, by its index; only reasons want it.
    """

    def __init__(
        self,
        shot_plan: ShotPlan,
        scene: Scene,
        pool: AssetPool,
        earlier: Earlier | None = None,
    ) -> None:
        self.shot_plan = shot_plan
        self.scene = scene
        self.pool = pool
        self._earlier = earlier
        self._circumstances = circumstances_of(shot_plan, scene, pool, earlier)
        offered = offers(pool, scene.placements, placement_kinds([shot_plan]))
        self.offered = {place: self._offers(place, by) for place, by in offered.items()}
        self.reserves = _reserves(shot_plan)
        self.unplaced: dict[int, list[Offer]] = {}
        if any(pin.unplaced for pin in shot_plan.pins):
            self.unplaced = {offer.place: [offer] for offer in self.all_unplaced()}
        found = {**self.offered, **self.unplaced}
        self.free, self.struck = _not_struck(shot_plan, found)
        self._near = all_nearness(pool, scene.placements, offered)
        self._prefers: dict[int, tuple[Layer, ...] | None] = {}
        self._meeting: dict[int, tuple[Step, dict[int, list[Offer]]]] = {}
        """By the identity of a step, which is held so that it stays its own."""
        self.sent_without: dict[int, frozenset[int]] = {}
        self._limits_met: dict[tuple[int, int | None], list[int]] = {}

    def without(self, pin: Step) -> Case:
        """The same without a pin, for reasons: what would go then."""
        pins = tuple([each for each in self.shot_plan.pins if each is not pin])
        return Case(replace(self.shot_plan, pins=pins), self.scene, self.pool, self._earlier)

    def meeting(self, step: Step) -> Mapping[int, Sequence[Offer]]:
        """The free candidates that meet a step, by place: each in the order of the placements."""
        known = self._meeting.get(id(step))
        if known is not None:
            return known[1]
        found: dict[int, list[Offer]] = {}
        self._meeting[id(step)] = step, found
        for place, free in self.free.items():
            if place in self.unplaced and not step.unplaced:
                continue
            met = [offer for offer in free if step.is_met(offer.candidate)]
            if met:
                found[place] = met
        return found

    def under(self, shot_plan: ShotPlan) -> Case:
        """The same scene under another plan; it shares what is known, if it can.

        A plan may offer more: it strikes other candidates, pins what no placement offers, or
        distinguishes more placements.
        """
        own = self.shot_plan
        is_shared = (
            shot_plan.bars is own.bars
            and shot_plan.refusals is own.refusals
            and shot_plan.send_cleaned is own.send_cleaned
            and not any(pin.unplaced for pin in (*shot_plan.pins, *own.pins))
            and _distinguished_by(shot_plan) == _distinguished_by(own)
        )
        if not is_shared:
            return Case(shot_plan, self.scene, self.pool, self._earlier)
        case = copy(self)
        case.shot_plan = shot_plan
        case.reserves = _reserves(shot_plan)
        case._prefers = {}
        case._limits_met = {}
        return case

    def limits_met(self, offer: Offer) -> Sequence[int]:
        """The indices of the limits that a candidate meets."""
        key = offer.place, offer.nth
        if key not in self._limits_met:
            limits = enumerate(self.shot_plan.limits)
            self._limits_met[key] = [nth for nth, each in limits if each.is_met(offer.candidate)]
        return self._limits_met[key]

    def rank(self, step: Step, offer: Offer) -> Rank:
        """What orders a candidate among those of its individual at a step that it meets."""
        place = offer.place
        layers = self._layers(step)
        if layers is None:
            crop = self.pool.rows[place].crop
            preferred: Preferred = ((preferred_place(self.shot_plan, crop), 0),)
        else:
            preferred = preferred_places(layers, offer.candidate)
        nth = UNOFFERED if offer.nth is None else offer.nth
        near = self._near.get(place, FAR)
        return preferred, near, self.pool.ranks[place], place, nth

    def best(self, step: Step, offered: Iterable[Offer]) -> Offer:
        """The best of some candidates of one individual at a step that they meet."""
        return min(offered, key=lambda offer: self.rank(step, offer))

    def all_unplaced(self) -> Iterator[Offer]:
        """Each picture that no placement offers, in the order of the pool."""
        for place in range(len(self.pool)):
            if place not in self.offered:
                yield Offer(place, None, self._circumstances.unplaced(place))

    def strikes(self, offer: Offer) -> list[Step]:
        """The bans that strike a candidate, in order."""
        return striking(self.shot_plan, offer.candidate)

    def _offers(self, place: int, by: Sequence[int]) -> list[Offer]:
        return [Offer(place, nth, self._circumstances.candidate(place, nth)) for nth in by]

    def _layers(self, step: Step) -> tuple[Layer, ...] | None:
        """What is preferred at a step; None if that is no more than the crops of the shot rule."""
        if self.shot_plan.prefers_crops_only and step.prefer is None:
            return None
        if id(step) not in self._prefers:
            self._prefers[id(step)] = self.shot_plan.prefer_at(step)
        return self._prefers[id(step)]


def _reserves(shot_plan: ShotPlan) -> bool:
    return any(limit.at_least is not None for limit in shot_plan.limits)


def _distinguished_by(shot_plan: ShotPlan) -> tuple[object, ...]:
    """What makes placements differ under a plan."""
    return placement_kinds([shot_plan]).distinguished_by


def _not_struck(
    shot_plan: ShotPlan, offered: dict[int, list[Offer]]
) -> tuple[dict[int, list[Offer]], dict[int, Step]]:
    """The candidates that nothing strikes; for a place without any what strikes it first."""
    if not shot_plan.strikes:
        return offered, {}
    free: dict[int, list[Offer]] = {}
    struck = {}
    for place, offers_of_it in offered.items():
        strikes = [striking(shot_plan, offer.candidate) for offer in offers_of_it]
        pairs = zip(offers_of_it, strikes, strict=True)
        free[place] = [offer for offer, its in pairs if not its]
        if not free[place]:
            struck[place] = strikes[0][0]
    return free, struck
