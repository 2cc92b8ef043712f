"""The explaining evaluator: the same picks as `choose`, step by step, and the one reason for everything passed over.

It remembers nothing and skips nothing, and runs only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from selector.engine.individual_rules import may_send, preferred_place
from selector.engine.offers import all_nearness, offers
from selector.model.asset import Asset_co
from selector.model.picks import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    Facts,
    FailedCondition,
    MeetsNoPriority,
    NotInPool,
    PassedOver,
    Pick,
    Reason,
    SamePicture,
    SlotsFull,
)

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.language.condition import Requirement
    from selector.language.facts import Picture
    from selector.model.scene import Placement, Scene


def explain(
    shot: ShotPlan, scene: Scene, pool: AssetPool[Asset_co]
) -> tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]:
    """Every pick with the priority that asked for it, and everything passed over with its reason.

    What a placement offers comes first, by the earliest placement that offers it and then by place in the pool (a tag
    without any picture stands at its first placement); then what no placement offers, in the order of the pool.
    """
    offered = offers(pool, scene.placements)
    case = _Case(
        shot=shot,
        scene=scene,
        pool=pool,
        offered=offered,
        near=all_nearness(pool, scene.placements, offered),
    )
    rounds, picked = _go_through(case)
    taken = [(turn, place) for turn in rounds for place in turn.taken]
    picks = tuple(
        _pick(case, slot, turn.step, place) for slot, (turn, place) in enumerate(taken, 1)
    )
    return picks, _passed_over(case, rounds, picked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One scene against one pool.

    `offered` gives for each offered place the positions of the placements that offer it, `near` how near it is to the
    tags that the scene places.
    """

    shot: ShotPlan
    scene: Scene
    pool: AssetPool
    offered: Mapping[int, Sequence[int]]
    near: Mapping[int, int]

    def met_under(self, step: int, place: int) -> int | None:
        """The earliest placement under which the picture meets the step, or None."""
        placements, picture, conditions = (
            self.scene.placements,
            self.pool.rows[place],
            self.shot.steps[step],
        )
        return next(
            (at for at in self.offered[place] if conditions.is_met(picture, placements[at])), None
        )

    def order(self, place: int) -> tuple[int, int, int, int]:
        """What the pictures of one individual are ordered by: place in `prefer`, nearness, score, place in the pool."""
        preferred = preferred_place(self.shot, self.pool.rows[place].crop)
        return preferred, self.near[place], self.pool.ranks[place], place

    def may_go(self, picked: _Picked, place: int) -> bool:
        """Whether the picture can be sent, its individual may still send it, and no pick is the very same picture."""
        if self.pool.rows[place].held is not None or picked.twin_of(place) is not None:
            return False
        return may_send(self.shot, self.pool, picked.sent_with(place), place)


class _Picked:
    """The pictures that are picked so far: how many, by individual, and by picture."""

    def __init__(self, pool: AssetPool) -> None:
        self._pool = pool
        self._sent: dict[int, list[int]] = {}
        self._by_picture: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_picture)

    def add(self, place: int) -> None:
        """One more pick."""
        self._sent.setdefault(self._pool.individuals[place], []).append(place)
        self._by_picture[self._pool.pictures[place]] = place

    def sent_with(self, place: int) -> Sequence[int]:
        """The picks of the individual that the picture at a place shows, in order."""
        return self._sent.get(self._pool.individuals[place], ())

    def twin_of(self, place: int) -> int | None:
        """The pick that is the very picture at a place, or None."""
        return self._by_picture.get(self._pool.pictures[place])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One step that was gone through: the picture kept for each individual, and those taken, in order."""

    step: int
    kept: dict[int, int]
    taken: tuple[int, ...]
    facts: tuple[Facts, ...]


def _go_through(case: _Case) -> tuple[list[_Round], _Picked]:
    """Each step in order, each once, until the slots are full. Steps that were not reached have no round."""
    rounds: list[_Round] = []
    picked = _Picked(case.pool)
    for step in range(len(case.shot.steps)):
        if len(picked) == case.shot.references:
            break
        rounds.append(_round(case, step, picked))
    return rounds, picked


def _round(case: _Case, step: int, picked: _Picked) -> _Round:
    """Go through one step; what it takes is added to what is picked."""
    shot, pool = case.shot, case.pool
    under: dict[int, int] = {}
    candidates: dict[int, list[int]] = {}
    for place in case.offered:
        met = case.met_under(step, place)
        if met is None:
            continue
        individual = pool.individuals[place]
        under[individual] = min(met, under.get(individual, met))
        if case.may_go(picked, place):
            candidates.setdefault(individual, []).append(place)
    kept = {individual: min(places, key=case.order) for individual, places in candidates.items()}
    order = sorted(
        kept,
        key=lambda individual: (pool.ranks[kept[individual]], under[individual], kept[individual]),
    )
    room, cap = shot.references - len(picked), shot.steps[step].at_most
    most = room if cap is None else min(room, cap)
    taken: list[int] = []
    for individual in order:
        if len(taken) < most and picked.twin_of(kept[individual]) is None:
            taken.append(kept[individual])
            picked.add(kept[individual])
    facts = tuple(pool.facts[place] for place in taken)
    return _Round(step=step, kept=kept, taken=tuple(taken), facts=facts)


def _pick(case: _Case, slot: int, step: int, place: int) -> Pick:
    at = case.met_under(step, place)
    assert at is not None, "a picture is taken only under a placement that meets the step"  # noqa: S101  # for mypy
    placement, facts = case.scene.placements[at], case.pool.facts[place]
    return Pick(
        slot=slot,
        asset=case.pool.assets[place],
        facts=facts,
        placement=at,
        tag=facts.tag,
        role=placement.role,
        position=placement.position,
        priority=case.shot.steps[step].name,
    )


def _passed_over(case: _Case, rounds: list[_Round], picked: _Picked) -> tuple[PassedOver, ...]:
    pool = case.pool
    entries: list[tuple[tuple[int, int], PassedOver]] = []
    missing: dict[str, int] = {}
    for at, placement in enumerate(case.scene.placements):
        if placement.tag not in pool.by_tag:
            missing.setdefault(placement.tag, at)
    for tag, at in missing.items():
        reason = NotInPool(near=pool.nearest_tag(tag))
        entries.append(
            ((at, -1), PassedOver(tag=tag, asset=None, facts=None, placement=at, reason=reason))
        )
    taken = {place for turn in rounds for place in turn.taken}
    for place in case.offered.keys() - taken:
        facts, at, why = (
            pool.facts[place],
            case.offered[place][0],
            _reason(case, rounds, picked, place),
        )
        entry = PassedOver(
            tag=facts.tag, asset=pool.assets[place], facts=facts, placement=at, reason=why
        )
        entries.append(((at, place), entry))
    offered = (entry for _, entry in sorted(entries, key=lambda each: each[0]))
    return (
        *offered,
        *(entry for place, entry in enumerate(pool.not_placed) if place not in case.offered),
    )


def _reason(  # noqa: PLR0911  # the reasons in the order in which the first that holds is given
    case: _Case, rounds: list[_Round], picked: _Picked, place: int
) -> Reason:
    """The first reason that holds for a picture that was offered and not picked."""
    shot, pool = case.shot, case.pool
    if (held := pool.rows[place].held) is not None:
        return CannotBeSent(why=held or None)
    met = [step for step in range(len(shot.steps)) if case.met_under(step, place) is not None]
    if not met:
        return _nearest(case, place)
    sent = picked.sent_with(place)
    if sent and not may_send(shot, pool, sent, place):
        return AlreadyShown(
            by=pool.facts[_shown_by(case, sent, place)], pictures_each=shot.pictures_each
        )
    last = met[-1]
    step = shot.steps[last]
    if not isinstance(shot.pictures_each, int) and not may_send(shot, pool, (), place):
        return CropNotSent(priority=step.name, pictures_each=shot.pictures_each)
    if (twin := picked.twin_of(place)) is not None:
        return SamePicture(by=pool.facts[twin])
    if last >= len(rounds):
        return SlotsFull(priority=step.name, references=shot.references, reached=False)
    ahead = rounds[last].kept[pool.individuals[place]]
    if ahead != place:
        return AnotherWentAhead(
            priority=step.name, by=pool.facts[ahead], decided_by=_decided_by(case, ahead, place)
        )
    taken = rounds[last].facts
    if step.at_most is not None and len(taken) == step.at_most:
        return CapReached(priority=step.name, at_most=step.at_most, taken=taken)
    return SlotsFull(priority=step.name, references=shot.references, reached=True)


def _shown_by(case: _Case, sent: Sequence[int], place: int) -> int:
    """The pick that stands in the way: of a list of crops the one of the same crop, else the individual's first."""
    if isinstance(case.shot.pictures_each, int):
        return sent[0]
    crop = case.pool.rows[place].crop
    return next((other for other in sent if case.pool.rows[other].crop == crop), sent[0])


def _decided_by(
    case: _Case, ahead: int, place: int
) -> Literal["prefer", "nearness", "quality", "pool order"]:
    """The first measure by which the two differ."""
    measures: tuple[Literal["prefer", "nearness", "quality", "pool order"], ...] = (
        "prefer", "nearness", "quality", "pool order"
    )  # fmt: skip
    compared = zip(measures, case.order(ahead), case.order(place), strict=True)
    return next(measure for measure, first, second in compared if first != second)


def _nearest(case: _Case, place: int) -> MeetsNoPriority:
    """The priority that the picture comes nearest to, under the placement where it does, and what fails there."""
    picture, placements = case.pool.rows[place], case.scene.placements
    _, step, at = min(
        (sum(not each.is_met(picture, placements[at]) for each in step.conditions), number, at)
        for number, step in enumerate(case.shot.steps)
        for at in case.offered[place]
    )
    nearest, placement = case.shot.steps[step], placements[at]
    failed = [each for each in nearest.conditions if not each.is_met(picture, placement)]
    return MeetsNoPriority(
        nearest=nearest.name, failed=tuple(_failed(each, picture, placement) for each in failed)
    )


def _failed(condition: Requirement, picture: Picture, placement: Placement) -> FailedCondition:
    word = condition.word
    found = word.kind.recorded(word.found_on(picture, placement))
    return FailedCondition(key=word.key, wanted=condition.in_order, found=found)
