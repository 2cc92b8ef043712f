"""The order of events: which pictures go with a scene, and which entry takes each.

A shot plan, a scene and a pool in; out, every step that was gone through and what it took. This is
the slow way, which evaluates each condition on each candidate and knows why everything went as it
did: `explain` makes picks and reasons of it. `selector.engine.choose_in_full` picks the same.

How it works
------------
1. A picture is a *candidate* under each placement that offers it (`selector.engine.case`). Those
   that no ban strikes are free.
2. **Pins** come before all steps. Each takes the one best picture that meets it, out of the free
   candidates and, with `unplaced`, out of the rest of the pool; unless the picture of an earlier
   pin meets it already. Neither `pictures_each` nor a limit stops a pin.
3. Each step, until the slots are full, finds the candidates that meet it, can be sent, and are not
   barred by what goes already or by a full limit. The best picture of each individual stands for
   it: its *row* is that one, or several side by side.
4. The individuals go, the best first, at most as many as the step takes. One is passed over if a
   limit has filled meanwhile, or if the slots that it would leave are too few for what is reserved.
5. What is reserved is taken last.
6. Pins with `slot: last` go to the end of the answer, though they counted as picked all along.

**Limits** count individuals over all that goes: one counts if a pick of it, under the placement by
which it was taken, meets the limit. With `at_most`, a full limit bars a candidate that meets it,
unless its individual is counted there already. With `at_least`, slots are *reserved*: for each such
limit in turn, while it lacks individuals, the best that it could still have, as if the steps were
over. Each is treated as picked for all that follows, so one that serves two limits is reserved for
once. What is reserved changes with each pick, so it is asked anew for each.

Each *round* (`Round`) is stored: the row of each individual, what went, and what did not go.

An example
----------
`close_up` sends the faces of the subjects first, and then full pictures of them. Only Ann has a
face crop. The three slots are full then, so the step after those two has no round:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.case import Case
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

With a limit, the third slot is reserved for the place behind them, which no step has asked for yet
when it is Bo's turn:

>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... limits: [{name: the-ground, type: environment, at_least: 1}]
... shots: {default: {pictures_each: [face, full], priorities: [
...     {name: face, role: subject, crop: face}, {name: subject, role: subject}]}}''')
>>> pool = AssetPool([*pool.assets, {"manifest_tag": "HALL", "asset_type": "environment"}])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"}, {"asset_tag": "BO", "role": "subject"},
...     {"asset_tag": "HALL", "role": "environment"},
... ]})
>>> events = order_of_events(Case(rules.plan.default, scene, pool))
>>> [(take.place, take.by.name.name) for take in events.picked.takes]
[(1, 'face'), (0, 'subject'), (3, 'the-ground')]
>>> for place, passed in events.rounds[1].passed.items():
...     print(place, "a slot is reserved for", passed.reserved.name.name)
2 a slot is reserved for the-ground
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.case import UNOFFERED, Case
from selector.engine.picked import Picked, Take
from selector.language.conditions.quality import QUALITY
from selector.language.entry_words.slot import LAST
from selector.language.shot_words.order import PLACEMENT, completed
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selector.engine.case import Offer
    from selector.engine.plan import Step
    from selector.language.taste import Item
    from selector.model.picks import Facts


@frozen
class Hindrance:
    """Why a picture that stood for its individual did not go.

    `full` is the limit that filled meanwhile, `reserved` the one that slots are reserved for. With
    neither, its very picture went meanwhile, or the step or the slots were full.
    """

    full: Step | None = None
    reserved: Step | None = None


@dataclass(frozen=True, kw_only=True)  # without slots, which would not keep `facts`
class Round:
    """One step that was gone through.

    `passing` has the candidates of each individual that the step could take, `rows` the pictures
    that stood for it, the best first; `taken` are those that went, in order, and `individuals` how
    many people, places or things they show. `passed` says why one that stood did not go, and
    `barred` by which limit one did not stand, by their places.
    """

    case: Case
    step: Step
    passing: dict[int, list[Offer]]
    rows: dict[int, list[Offer]]
    taken: tuple[Take, ...]
    individuals: int
    passed: dict[int, Hindrance]
    barred: dict[int, Step]

    @cached_property
    def able(self) -> dict[int, list[Offer]]:
        """The candidates that the step could take, by their places; only reasons want it."""
        by_place: dict[int, list[Offer]] = {}
        for offers in self.passing.values():
            for offer in offers:
                by_place.setdefault(offer.place, []).append(offer)
        return by_place

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """What is known of those that went; only reasons want it."""
        return tuple([self.case.pool.facts[take.place] for take in self.taken])

    @cached_property
    def standings(self) -> dict[int, list[int]]:
        """Where each item of `order` puts each individual; only reasons want it, of one by one."""
        return standings_at(self.case, self.step, self.passing, self.rows)


@frozen
class PinRound:
    """How one pin went.

    `rows` has the picture that stood for each individual; `taken` is what it took, or what an
    earlier pin took that meets it as well. `was_full` says that no slot was left for it.
    """

    pin: Step
    rows: dict[int, list[Offer]] = field(default_factory=dict)
    taken: Take | None = None
    was_full: bool = False


@frozen
class Events:
    """Everything that happened: the rounds, and what is picked in the end, in order.

    Steps that were not reached have no round.
    """

    pins: tuple[PinRound, ...]
    rounds: tuple[Round, ...]
    picked: Picked


def order_of_events(case: Case) -> Events:
    """Take what is pinned, go through each step once, in order, and take what is reserved."""
    picked = Picked(case)
    pins = [_pin_round(case, pin, picked) for pin in case.shot_plan.pins]
    rounds = []
    for step in case.shot_plan.steps:
        if len(picked) == case.shot_plan.references:
            break
        rounds.append(_round(case, step, picked))
    _reserve(case, picked, case.shot_plan.references - len(picked))
    in_slots = sorted(picked.takes, key=lambda take: take.by.slot == LAST)
    return Events(pins=tuple(pins), rounds=tuple(rounds), picked=Picked(case, in_slots))


def _pin_round(case: Case, pin: Step, picked: Picked) -> PinRound:
    """Take what one pin wants; it is added to what is picked."""
    for take in picked.takes:
        seen = [take.offer, *case.free.get(take.place, ())]
        if any(pin.is_met(offer.candidate) for offer in seen):
            return PinRound(pin=pin, taken=take)
    if len(picked) == case.shot_plan.references:
        return PinRound(pin=pin, was_full=True)
    able: dict[int, list[Offer]] = {}
    for place, met in case.meeting(pin).items():
        if picked.can_go(place):
            able.setdefault(case.pool.individuals[place], []).extend(met)
    rows = dict(_in_order(case, pin, picked, able))
    for first, *_ in rows.values():
        take = Take(offer=first, by=pin)
        picked.add(take)
        return PinRound(pin=pin, rows=rows, taken=take)
    return PinRound(pin=pin)


def _round(case: Case, step: Step, picked: Picked) -> Round:
    """Go through one step; what it takes is added to what is picked."""
    passing, barred = _passing(case, step, picked)
    rows = {}
    passed: dict[int, Hindrance] = {}
    taken: list[Take] = []
    individuals = 0
    for individual, row in _in_order(case, step, picked, passing):
        rows[individual] = row
        went = len(taken)
        for offer in row:
            why_not = _why_not(case, step, picked, offer)
            if why_not is None and individuals == step.at_most:
                why_not = Hindrance()
            if why_not is not None:
                passed[offer.place] = why_not
                continue
            take = Take(offer=offer, by=step)
            picked.add(take)
            taken.append(take)
        individuals += len(taken) > went
    return Round(
        case=case,
        step=step,
        passing=passing,
        rows=rows,
        taken=tuple(taken),
        individuals=individuals,
        passed=passed,
        barred=barred,
    )


def _passing(
    case: Case, step: Step, picked: Picked
) -> tuple[dict[int, list[Offer]], dict[int, Step]]:
    """For each individual the candidates that a step may take.

    With them, for each picture that a full limit alone bars, that limit.
    """
    passing: dict[int, list[Offer]] = {}
    barred = {}
    for place, met in case.meeting(step).items():
        if not picked.may_go(step, place):
            continue
        able = []
        bars = []
        for offer in met:
            barring = picked.barring(offer)
            if barring is None:
                able.append(offer)
            else:
                bars.append(barring)
        if able:
            passing.setdefault(case.pool.individuals[place], []).extend(able)
        else:
            barred[place] = case.shot_plan.limits[bars[0]]
    return passing, barred


def _why_not(case: Case, step: Step, picked: Picked, offer: Offer) -> Hindrance | None:
    """What is in the way of a picture at its turn, but for the limit of the step; None if nothing.

    Args:
        case: The scene and the pool.
        step: The step.
        picked: What is picked so far.
        offer: The picture that stands for its individual.
    """
    if picked.twin_of(offer.place) is not None:
        return Hindrance()
    barring = picked.barring(offer)
    if barring is not None:
        return Hindrance(full=case.shot_plan.limits[barring])
    left = case.shot_plan.references - len(picked)
    if not left:
        return Hindrance()
    if case.reserves:
        with_it = Picked(case, [*picked.takes, Take(offer=offer, by=step)])
        reserved = _reserve(case, with_it, left)
        if len(reserved) == left:
            return Hindrance(reserved=reserved[0].by)
    return None


def _reserve(case: Case, picked: Picked, most: int) -> list[Take]:
    """Take what limits would take if the steps were over now.

    Args:
        case: The scene and the pool.
        picked: What is picked so far; what the limits take is added to it.
        most: How many are wanted at most.

    Returns:
        What the limits take, in order.
    """
    reserved: list[Take] = []
    for nth, limit in enumerate(case.shot_plan.limits):
        in_turn = _in_turn(case, nth, picked)
        while len(reserved) < most and len(picked.counted(nth)) < (limit.at_least or 0):
            take = next(in_turn, None)
            if take is None:
                break
            picked.add(take)
            reserved.append(take)
    return reserved


def _in_turn(case: Case, nth: int, picked: Picked) -> Iterator[Take]:
    """What a limit takes, of the individuals that do not count for it yet, one after the other.

    The order of the others stays as it is, unless the one that is taken hinders them: it shows a
    picture that several assets show, or fills a limit.

    Args:
        case: The scene and the pool.
        nth: The index of the limit.
        picked: What is picked so far; what is taken is added before the next is asked for.
    """
    limit = case.shot_plan.limits[nth]
    while True:
        passing, _ = _passing(case, limit, picked)
        for individual in picked.counted(nth):
            passing.pop(individual, None)
        if not passing:
            return
        full = picked.full
        for _, (first, *_) in _in_order(case, limit, picked, passing):
            yield Take(offer=first, by=limit)
            if picked.full != full or first.place in case.pool.twins:
                break
        else:
            return


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
    rows = {each: _row(case, step, picked, offered) for each, offered in passing.items()}
    standings = standings_at(case, step, passing, rows)
    by_place = sorted(rows, key=lambda individual: rows[individual][0].place)
    for individual in sorted(by_place, key=standings.__getitem__):
        yield individual, rows[individual]


def standings_at(
    case: Case,
    step: Step,
    passing: Mapping[int, Sequence[Offer]],
    rows: Mapping[int, Sequence[Offer]],
) -> dict[int, list[int]]:
    """Where each item of `order` at a step puts each individual: less is earlier.

    Args:
        case: The scene and the pool.
        step: The step.
        passing: For each individual the candidates that the step may take.
        rows: The pictures that stand for each.

    Returns:
        For each individual a number for each item, with those that decide where it leaves ties.
    """
    earliest: dict[int, int] = {}
    for place, met in case.meeting(step).items():
        individual = case.pool.individuals[place]
        nth = UNOFFERED if met[0].nth is None else met[0].nth
        earliest[individual] = min(nth, earliest.get(individual, nth))
    items = completed(case.shot_plan.order_at(step))
    standings = {}
    for individual, offered in passing.items():
        rank = case.pool.ranks[rows[individual][0].place]
        compared = {QUALITY.key: rank, PLACEMENT: earliest[individual]}
        standings[individual] = [_standing(item, compared, offered) for item in items]
    return standings


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
