"""The order of events: which pictures go with a scene, and which entry takes each.

A shot plan, a scene and a pool in; out, every step that was gone through and what it took. This is
the slow way, which evaluates each condition on each candidate and knows why everything went as it
did: `explain` makes picks and reasons of it, and it chooses where the fast evaluators cannot.

How it works
------------
1. What the placements offer are the *candidates* (`selector.engine.offers`): a picture is one
   under each placement that offers it. Those that no ban strikes are free.
2. Each step, until the slots are full, finds the candidates that meet it, can be sent, and are not
   barred by what goes already. The best picture of each individual stands for it: its *row* is that
   one, or several side by side.
3. The best of the individuals go, at most as many as the step takes.

Each *round* (`Round`) is stored: the row of each individual, and what went.

An example
----------
`close_up` sends the faces of the subjects first, and then full pictures of them. Only Ann has a
face crop. The three slots are full then, so the step after those two has no round:

>>> from selector import AssetPool, load_rules, read_manifest
>>> def picture(tag, quality, face=False):
...     return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality,
...             "is_face_crop": face}
>>> pool = AssetPool([picture("ANN", 9), picture("ANN", 8, face=True), picture("BO", 7)])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"}, {"asset_tag": "BO", "role": "subject"},
... ]})
>>> events = order_of_events(Case(load_rules().plan.for_shot(scene.shot), scene, pool))
>>> for turn in events.rounds:
...     rows = [[offer.place for offer in row] for row in turn.rows.values()]
...     print(turn.step.name.name, rows, [take.place for take in turn.taken])
subject-face [[1]] [1]
subject-full [[0], [2]] [0, 2]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.alike import placement_kinds
from selector.engine.individual_rules import (
    Preferred,
    may_send,
    preferred_place,
    preferred_places,
)
from selector.engine.offers import all_nearness, offers
from selector.engine.struck import circumstances_of, striking
from selector.language.conditions.quality import QUALITY
from selector.language.shot_words.order import PLACEMENT, completed
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selector.engine.earlier import Earlier
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.language.candidate import Candidate
    from selector.language.taste import Item, Layer
    from selector.model.picks import Facts
    from selector.model.scene import Scene

Rank: TypeAlias = tuple[Preferred, int, int, int, int]
"""What orders the candidates of one individual: `prefer`, nearness, quality, place, placement."""


class Offer(NamedTuple):
    """A candidate, with the places that say which one it is.

    Attributes:
        place: The place of the picture in the pool.
        nth: The index of the placement that offers it.
        candidate: What conditions see of it.
    """

    place: int
    nth: int
    candidate: Candidate


@frozen
class Take:
    """A picture that goes, as the placement offers it by which it was taken, and what took it."""

    offer: Offer
    by: Step

    @property
    def place(self) -> int:
        """The place of the picture in the pool."""
        return self.offer.place


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
        struck: For a place with none of these the ban that strikes it first.
    """

    def __init__(
        self, shot_plan: ShotPlan, scene: Scene, pool: AssetPool, earlier: Earlier | None = None
    ) -> None:
        self.shot_plan = shot_plan
        self.scene = scene
        self.pool = pool
        self._circumstances = circumstances_of(shot_plan, scene, pool, earlier)
        offered = offers(pool, scene.placements, placement_kinds([shot_plan]))
        self.offered = {place: self._offers(place, by) for place, by in offered.items()}
        self.free, self.struck = _not_struck(shot_plan, self.offered)
        self._near = all_nearness(pool, scene.placements, offered)
        self._prefers: dict[int, tuple[Layer, ...] | None] = {}
        self._meeting: dict[int, dict[int, list[Offer]]] = {}

    def meeting(self, step: Step) -> Mapping[int, Sequence[Offer]]:
        """The free candidates that meet a step, by place: each in the order of the placements."""
        found = self._meeting.get(id(step))
        if found is None:
            found = self._meeting[id(step)] = {}
            for place, free in self.free.items():
                met = [offer for offer in free if step.is_met(offer.candidate)]
                if met:
                    found[place] = met
        return found

    def rank(self, step: Step, offer: Offer) -> Rank:
        """What orders a candidate among those of its individual at a step that it meets."""
        place = offer.place
        layers = self._layers(step)
        if layers is None:
            crop = self.pool.rows[place].crop
            preferred: Preferred = ((preferred_place(self.shot_plan, crop), 0),)
        else:
            preferred = preferred_places(layers, offer.candidate)
        return preferred, self._near[place], self.pool.ranks[place], place, offer.nth

    def best(self, step: Step, offered: Iterable[Offer]) -> Offer:
        """The best of some candidates of one individual at a step that they meet."""
        return min(offered, key=lambda offer: self.rank(step, offer))

    def may_go(self, step: Step, picked: Picked, place: int) -> bool:
        """Whether a step may take a picture.

        Args:
            step: The step.
            picked: What is picked so far.
            place: The picture.

        Returns:
            True if the picture can be sent, does not go already, and `pictures_each` allows it.
        """
        if self.pool.rows[place].held is not None or picked.twin_of(place) is not None:
            return False
        each = self.shot_plan.pictures_each_at(step)
        return may_send(each, self.pool, picked.sent_with(place), place)

    def _offers(self, place: int, by: Sequence[int]) -> list[Offer]:
        return [Offer(place, nth, self._circumstances.candidate(place, nth)) for nth in by]

    def _layers(self, step: Step) -> tuple[Layer, ...] | None:
        """What is preferred at a step; None if that is no more than the crops of the shot rule."""
        if self.shot_plan.prefers_crops_only and step.prefer is None:
            return None
        if id(step) not in self._prefers:
            self._prefers[id(step)] = self.shot_plan.prefer_at(step)
        return self._prefers[id(step)]


def _not_struck(
    shot_plan: ShotPlan, offered: dict[int, list[Offer]]
) -> tuple[dict[int, list[Offer]], dict[int, Step]]:
    """The candidates that no ban strikes; for a place without any the ban that strikes it first."""
    if not shot_plan.bars:
        return offered, {}
    free: dict[int, list[Offer]] = {}
    struck = {}
    for place, offers_of_it in offered.items():
        bars = [striking(shot_plan, offer.candidate) for offer in offers_of_it]
        found = zip(offers_of_it, bars, strict=True)
        free[place] = [offer for offer, strikes in found if not strikes]
        if not free[place]:
            struck[place] = bars[0][0]
    return free, struck


class Picked:
    """What is picked so far, in order: also by individual and by picture."""

    def __init__(self, pool: AssetPool) -> None:
        self.takes: list[Take] = []
        self._pool = pool
        self._sent: dict[int, list[int]] = {}
        self._by_picture: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.takes)

    def __contains__(self, place: int) -> bool:
        return self.twin_of(place) == place

    def add(self, take: Take) -> None:
        """One more pick."""
        place = take.place
        self.takes.append(take)
        self._sent.setdefault(self._pool.individuals[place], []).append(place)
        self._by_picture[self._pool.pictures[place]] = place

    def sent_with(self, place: int) -> Sequence[int]:
        """The picks of the individual that the picture at a place shows, in order."""
        return self._sent.get(self._pool.individuals[place], ())

    def twin_of(self, place: int) -> int | None:
        """The pick that shows the very same picture as a place, or None."""
        return self._by_picture.get(self._pool.pictures[place])


@dataclass(frozen=True, kw_only=True)  # without slots, which would not keep `facts`
class Round:
    """One step that was gone through.

    `rows` has the pictures that stood for each individual, the best first; `taken` are those that
    went, in order, and `individuals` how many people, places or things they show.
    """

    pool: AssetPool
    step: Step
    rows: dict[int, list[Offer]]
    taken: tuple[Take, ...]
    individuals: int

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """What is known of those that went; only reasons want it."""
        return tuple([self.pool.facts[take.place] for take in self.taken])


@frozen
class Events:
    """Everything that happened: the rounds, and what is picked in the end, in order.

    Steps that were not reached have no round.
    """

    rounds: tuple[Round, ...]
    picked: Picked


def order_of_events(case: Case) -> Events:
    """Go through each step once, in order, until the slots are full."""
    rounds = []
    picked = Picked(case.pool)
    for step in case.shot_plan.steps:
        if len(picked) == case.shot_plan.references:
            break
        rounds.append(_round(case, step, picked))
    return Events(rounds=tuple(rounds), picked=picked)


def choose_in_full(
    shot_plan: ShotPlan, scene: Scene, pool: AssetPool, earlier: Earlier | None = None
) -> list[int]:
    """Choose where a condition looks at candidates as a whole (see `choose`).

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.

    Returns:
        The places of the picks in the pool, in order.
    """
    events = order_of_events(Case(shot_plan, scene, pool, earlier))
    return [take.place for take in events.picked.takes]


def _round(case: Case, step: Step, picked: Picked) -> Round:
    """Go through one step; what it takes is added to what is picked."""
    rows = {}
    taken: list[Take] = []
    individuals = 0
    for individual, row in _in_order(case, step, picked, _passing(case, step, picked)):
        rows[individual] = row
        if individuals == step.at_most:
            continue
        went = _take(case, step, picked, row)
        taken += went
        individuals += bool(went)
    return Round(
        pool=case.pool,
        step=step,
        rows=rows,
        taken=tuple(taken),
        individuals=individuals,
    )


def _passing(case: Case, step: Step, picked: Picked) -> dict[int, list[Offer]]:
    """For each individual the candidates that a step may take."""
    passing: dict[int, list[Offer]] = {}
    for place, met in case.meeting(step).items():
        if case.may_go(step, picked, place):
            passing.setdefault(case.pool.individuals[place], []).extend(met)
    return passing


def _in_order(
    case: Case, step: Step, picked: Picked, passing: Mapping[int, Sequence[Offer]]
) -> Iterator[tuple[int, list[Offer]]]:
    """The individuals with their rows, in the order in which a step takes them.

    Args:
        case: The scene and the pool.
        step: The step.
        picked: What is picked so far.
        passing: For each individual the candidates that the step may take.
    """
    earliest: dict[int, int] = {}
    for place, met in case.meeting(step).items():
        individual = case.pool.individuals[place]
        earliest[individual] = min(met[0].nth, earliest.get(individual, met[0].nth))
    items = completed(case.shot_plan.order_at(step))
    order: list[tuple[list[int], int, int, list[Offer]]] = []
    for individual, offered in passing.items():
        row = _row(case, step, picked, offered)
        first = row[0].place
        compared = {QUALITY.key: case.pool.ranks[first], PLACEMENT: earliest[individual]}
        standing = [_standing(item, compared, offered) for item in items]
        order.append((standing, first, individual, row))
    order.sort(key=lambda each: each[:2])
    for *_, individual, row in order:
        yield individual, row


def _standing(item: Item, compared: Mapping[str, int], offered: Iterable[Offer]) -> int:
    """Where an item of `order` puts an individual: less is earlier.

    Args:
        item: The item.
        compared: Where the words put it that are no conditions.
        offered: The candidates of the individual that may go. One that meets the item is enough.
    """
    if item.word in compared:
        return compared[item.word]
    met = [offer.candidate for offer in offered if item.is_met(offer.candidate)]
    return min(map(item.place, met), default=sys.maxsize)


def _row(case: Case, step: Step, picked: Picked, offered: Iterable[Offer]) -> list[Offer]:
    """The pictures that stand for one individual at a step: the best, or several side by side.

    Args:
        case: The scene and the pool.
        step: The step.
        picked: What is picked so far.
        offered: The candidates of the individual that the step may take; at least one.
    """
    each = step.pictures_each
    if each is None:
        return [case.best(step, offered)]
    by_picture: dict[int, Offer] = {}
    for offer in sorted(offered, key=lambda offer: case.rank(step, offer)):
        by_picture.setdefault(case.pool.pictures[offer.place], offer)
    distinct = list(by_picture.values())
    if isinstance(each, int):
        sent = picked.sent_with(distinct[0].place)
        return distinct[: each - len(sent)]
    crops: dict[str, Offer] = {}
    for offer in distinct:
        crops.setdefault(case.pool.rows[offer.place].crop, offer)
    return [crops[crop] for crop in each if crop in crops]


def _take(case: Case, step: Step, picked: Picked, row: Iterable[Offer]) -> list[Take]:
    """Pick those of a row that do not go yet, while slots are left."""
    went = []
    for offer in row:
        has_room = len(picked) < case.shot_plan.references
        if has_room and picked.twin_of(offer.place) is None:
            take = Take(offer=offer, by=step)
            picked.add(take)
            went.append(take)
    return went
