"""The explaining evaluator: the same picks as `choose`, and one reason for everything left out.

A shot plan, a scene and a pool in; picks and reasons out. It caches nothing and skips nothing, and
runs only when somebody wants to know: it goes through the steps as they are written
(`selector.engine.order_of_events`), and asks afterwards what became of each picture. What did not
go has the first reason that holds, in the order of `_reason`: most start with the last step that
the picture meets, because that was its last chance.

`close_up` sends the subject. Ann's better picture goes, so her other one is left out. So is Bo,
because no priority wants what is only background:

>>> from selector import AssetPool, load_rules, read_manifest
>>> pool = AssetPool([
...     {"manifest_tag": "ANN", "asset_type": "character", "quality_score": 8},
...     {"manifest_tag": "ANN", "asset_type": "character", "quality_score": 9},
...     {"manifest_tag": "BO", "asset_type": "character"},
... ])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"}, {"asset_tag": "BO", "role": "background"},
... ]})
>>> picks, passed_over = explain(load_rules().plan.for_shot(scene.shot), scene, pool)
>>> [(pick.facts.place, pick.priority.name) for pick in picks]
[(1, 'subject-full')]
>>> [(each.facts.place, each.reason.kind) for each in passed_over]
[(0, 'already_shown'), (2, 'meets_no_priority')]
"""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, get_args

from selector.engine.case import Case, Rank
from selector.engine.individual_rules import may_send
from selector.engine.order_of_events import order_of_events
from selector.language.conditions.quality import QUALITY
from selector.language.entry_lists.pin import PIN
from selector.language.shot_words.order import completed
from selector.language.shot_words.prefer import PREFER, is_crop
from selector.model.asset import Asset_co
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    FirstBy,
    LimitReached,
    Measure,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    PassedOver,
    Reason,
    RefusedByTarget,
    SamePicture,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.engine.case import Offer
    from selector.engine.earlier import Earlier
    from selector.engine.order_of_events import Events, PinRound, Round
    from selector.engine.picked import Take
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.language.candidate import Candidate
    from selector.language.condition import Requirement
    from selector.language.taste import Item
    from selector.model.picks import EntryName
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Scene

Answer: TypeAlias = tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]
"""The picks, and everything left out."""
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What decides between the pictures of one individual, as ranks have it."""


def explain(
    shot_plan: ShotPlan,
    scene: Scene,
    pool: AssetPool[Asset_co],
    earlier: Earlier | None = None,
) -> Answer[Asset_co]:
    """Choose again, with all reasons.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.

    Returns:
        Every pick with the priority that took it, and everything left out with its reason. First
        comes what a placement offers, by the earliest such placement and then by place in the pool;
        a tag without any picture comes at its first placement. Then comes what no placement offers,
        in the order of the pool.
    """
    case = Case(shot_plan, scene, pool, earlier)
    events = order_of_events(case)
    pinned = dict(_pinned(case, events))
    passed_over = _offered(case, events)
    for place, entry in enumerate(pool.not_placed):
        if place in pinned:
            passed_over.append(pinned[place])
        elif place not in case.offered and place not in case.unplaced:
            passed_over.append(entry)
    return _picks(case, events), tuple(passed_over)


class AnswerInParts:
    """What goes with a scene, for trials: why a picture stays out is worked out when it is asked.

    Args:
        case: The scene and the pool, under the plan that is tried.

    Attributes:
        picks: The picks in order, by their places in the pool.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._events = order_of_events(case)
        self.picks = {pick.facts.place: pick for pick in _picks(case, self._events)}

    def reason(self, place: int) -> Reason | None:
        """Why a picture is left out that a placement or a pin offers; None for all others."""
        case = self._case
        if place in self.picks:
            return None
        if place in case.offered:
            return _reason(case, self._events, place)
        if place not in case.unplaced:
            return None
        return _pinned_reason(case, self._events, place) or case.pool.not_placed[place].reason


def _picks(case: Case, events: Events) -> tuple[Pick, ...]:
    takes = enumerate(events.picked.takes, 1)
    return tuple([_pick(case, slot, take) for slot, take in takes])


def _pick(case: Case, slot: int, take: Take) -> Pick:
    nth = take.offer.nth
    placement = None if nth is None else case.scene.placements[nth]
    facts = case.pool.facts[take.place]
    return Pick(
        slot=slot,
        asset=case.pool.assets[take.place],
        facts=facts,
        placement=nth,
        tag=facts.tag,
        role=None if placement is None else placement.role,
        position=None if placement is None else placement.position,
        priority=take.by.name,
    )


def _offered(case: Case, events: Events) -> list[PassedOver]:
    """What placements offer and is left out, in order."""
    entries = [*_missing_tags(case), *_not_picked(case, events)]
    entries.sort(key=itemgetter(0))
    return [entry for _, entry in entries]


def _pinned(case: Case, events: Events) -> Iterator[tuple[int, PassedOver]]:
    """What no placement offers and is left out, if pins may send such pictures, by place."""
    for place in case.unplaced:
        if place in events.picked:
            continue
        entry = case.pool.not_placed[place]
        reason = _pinned_reason(case, events, place)
        yield place, entry if reason is None else replace(entry, reason=reason)


def _pinned_reason(case: Case, events: Events, place: int) -> Reason | None:
    """Why a picture that no placement offers does not go, if a pin asks for it; None if none does.

    Args:
        case: The scene and the pool.
        events: What happened.
        place: The picture.
    """
    turn = _last_asking(events, case.unplaced.get(place, ()))
    if turn is None:
        return None
    excluded = _excluded(case, place)
    if excluded is not None:
        return excluded
    facts = case.pool.facts
    twin = events.picked.twin_of(place)
    if twin is not None:
        return SamePicture(by=facts[twin])
    name = turn.pin.name
    row = turn.rows.get(case.pool.individuals[place])
    if row is not None and row[0].place != place:
        return went_ahead(case, turn.pin, row[:1], case.meeting(turn.pin)[place])
    if turn.taken is not None:
        return CapReached(priority=name, at_most=1, taken=(facts[turn.taken.place],))
    references = case.shot_plan.references
    return SlotsFull(priority=name, references=references, reached=False)


def _last_asking(events: Events, offered: Sequence[Offer]) -> PinRound | None:
    """The last pin that asks for a picture which no placement offers."""
    for turn in reversed(events.pins):
        if turn.pin.unplaced and any(turn.pin.is_met(each.candidate) for each in offered):
            return turn
    return None


_Entry: TypeAlias = tuple[tuple[int, int], PassedOver]
"""What was left out, after what it is sorted by: placement, and place in the pool."""


def _missing_tags(case: Case) -> Iterator[_Entry]:
    """Each placed tag that the pool lacks, once."""
    pool = case.pool
    missing: dict[str, int] = {}
    for nth, placement in enumerate(case.scene.placements):
        if placement.tag not in pool.by_tag:
            missing.setdefault(placement.tag, nth)
    for tag, nth in missing.items():
        reason = NotInPool(near=pool.nearest_tag(tag))
        yield (
            (nth, -1),
            PassedOver(
                tag=tag,
                asset=None,
                facts=None,
                placement=nth,
                reason=reason,
            ),
        )


def _not_picked(case: Case, events: Events) -> Iterator[_Entry]:
    """Each picture that was offered and not picked."""
    for place, offered in case.offered.items():
        if place in events.picked:
            continue
        facts = case.pool.facts[place]
        first = next(offer.nth for offer in offered if offer.nth is not None)
        yield (
            (first, place),
            PassedOver(
                tag=facts.tag,
                asset=case.pool.assets[place],
                facts=facts,
                placement=first,
                reason=_reason(case, events, place),
            ),
        )


def _reason(case: Case, events: Events, place: int) -> Reason:
    """The first reason that holds for a picture that was offered and not picked."""
    excluded = _excluded(case, place)
    if excluded is not None:
        return excluded
    last = _last_met(case, place)
    if last is None:
        return _nearest(case, place)
    in_the_way = _in_the_way(case, events, last, place)
    if in_the_way is not None:
        return in_the_way
    for turn in events.rounds:
        if turn.step is last:
            return in_its_round(case, events, turn, place)
    return _unreached(case, events, last, place)


def _excluded(case: Case, place: int) -> Reason | None:
    """Why a picture cannot be sent, whatever the priorities ask for; None if it can."""
    held = case.pool.rows[place].held
    if held is not None:
        return CannotBeSent(why=held or None)
    if place in case.struck:
        return _struck(case, case.struck[place])
    if case.shot_plan.references == 0:
        return NoReferences(target=_capping(case))
    return None


def _struck(case: Case, by: Step) -> Reason:
    """What excludes a picture: a ban, or the video model."""
    target = case.shot_plan.target
    if target is None or by not in case.shot_plan.refusals:
        return Struck(by=by.name)
    kind = target.one_kind
    assert kind is not None, "who refuses anything takes one kind"  # noqa: S101  # for mypy
    return RefusedByTarget(target=target.id, takes=kind)


def _capping(case: Case) -> str | None:
    """The id of the video model, if it is what sends no more references."""
    target = case.shot_plan.target
    if target is None or not case.shot_plan.is_capped:
        return None
    return target.id


def _last_met(case: Case, place: int) -> Step | None:
    """The last step that the picture meets under any placement that offers it, or None."""
    for step in reversed(case.shot_plan.steps):
        if place in case.meeting(step):
            return step
    return None


def _in_the_way(case: Case, events: Events, last: Step, place: int) -> Reason | None:
    """What `pictures_each` or the very same picture has against it at the end; None if nothing.

    Args:
        case: The scene and the pool.
        events: What happened.
        last: The last step that the picture meets.
        place: The picture.
    """
    pool, picked = case.pool, events.picked
    each = case.shot_plan.pictures_each_at(last)
    sent = picked.sent_with(place)
    if sent and not may_send(each, pool, sent, place):
        shown_by = _shown_by(case, each, sent, place)
        return AlreadyShown(by=pool.facts[shown_by], pictures_each=each)
    if isinstance(each, tuple) and not may_send(each, pool, (), place):
        return CropNotSent(priority=last.name, pictures_each=each)
    twin = picked.twin_of(place)
    if twin is not None:
        return SamePicture(by=pool.facts[twin])
    return None


def _unreached(case: Case, events: Events, last: Step, place: int) -> Reason:
    """Why a picture does not go whose last step had no turn: a limit bars it, or slots were full.

    Args:
        case: The scene and the pool.
        events: What happened.
        last: The last step that the picture meets.
        place: The picture.
    """
    first = None
    for offer in case.meeting(last)[place]:
        barring = events.picked.barring(offer)
        if barring is None:
            return SlotsFull(
                priority=last.name,
                references=case.shot_plan.references,
                reached=False,
                target=_capping(case),
                decided_by=_taken_by(events),
            )
        first = first or case.shot_plan.limits[barring]
    assert first is not None, "it meets the step under some placement"  # noqa: S101  # for mypy
    return _limit_reached(case, events, first)


def _taken_by(events: Events) -> FirstBy | None:
    """Whether pins took the slots, alone or with priorities."""
    lists = {take.by.name.list for take in events.picked.takes}
    if PIN.key not in lists:
        return None
    if len(lists) == 1:
        return "pins"
    return "pins and priorities"


def _limit_reached(case: Case, events: Events, limit: Step) -> LimitReached:
    nth = case.shot_plan.limits.index(limit)
    counted = events.picked.counted(nth).values()
    facts = case.pool.facts
    return LimitReached(
        by=limit.name,
        at_most=limit.at_most or 0,
        taken=tuple([facts[take.place] for take in counted]),
    )


def in_its_round(case: Case, events: Events, turn: Round, place: int) -> Reason:
    """What became of a picture at a step that it meets, which was gone through.

    Args:
        case: The scene and the pool.
        events: What happened.
        turn: How the step was gone through.
        place: The picture.

    Returns:
        Why that step did not take it.
    """
    step = turn.step
    if place in turn.barred:
        return _limit_reached(case, events, turn.barred[place])
    row = turn.rows[case.pool.individuals[place]]
    if all(offer.place != place for offer in row):
        return went_ahead(case, step, row, turn.able[place])
    passed = turn.passed[place]
    if passed.full is not None:
        return _limit_reached(case, events, passed.full)
    if passed.reserved is not None:
        return SlotReserved(priority=step.name, by=passed.reserved.name)
    at_most = step.at_most
    if at_most is not None and turn.individuals == at_most:
        return CapReached(priority=step.name, at_most=at_most, taken=turn.facts)
    return _full_in_its_turn(case, events, turn, place)


def _full_in_its_turn(case: Case, events: Events, turn: Round, place: int) -> SlotsFull:
    """Slots were full when it would have been its turn, and what put the others first.

    Args:
        case: The scene and the pool.
        events: What happened.
        turn: How the step was gone through.
        place: A picture that stood for its individual and did not go.
    """
    decided_by, by_order = _turn_decided_by(case, turn, place)
    return SlotsFull(
        priority=turn.step.name,
        references=case.shot_plan.references,
        reached=True,
        by_order=by_order,
        target=_capping(case),
        decided_by=decided_by,
        pin=_pin_in_the_way(case, events, place),
    )


def _pin_in_the_way(case: Case, events: Events, place: int) -> EntryName | None:
    """The last pin without which a picture would go; None if there is none."""
    for nth, turn in reversed(list(enumerate(events.pins))):
        if turn.taken is None:
            continue
        if nth not in case.sent_without:
            takes = order_of_events(case.without(turn.pin)).picked.takes
            case.sent_without[nth] = frozenset([take.place for take in takes])
        if place in case.sent_without[nth]:
            return turn.pin.name
    return None


def _turn_decided_by(case: Case, turn: Round, place: int) -> tuple[FirstBy | None, bool]:
    """What put the last that went ahead of a picture, and whether the rules' own `order` says so.

    What they say of the quality is what counts anyway.
    """
    own = case.pool.individuals[place]
    ahead = last_ahead(turn, own)
    if ahead is None:
        return None, False
    item = first_difference(turn, ahead, own)
    if item is None:
        return "pool", False
    if item.word == QUALITY.key:
        return "score", False
    if item in case.shot_plan.order_at(turn.step):
        return None, True
    return "scene", False


def last_ahead(turn: Round, own: int) -> int | None:
    """The last individual that a step took besides this one; None if it took no other."""
    individuals = turn.case.pool.individuals
    others = [individuals[take.place] for take in turn.taken]
    return next((each for each in reversed(others) if each != own), None)


def first_difference(turn: Round, ahead: int, behind: int) -> Item | None:
    """What put one individual before another at a step.

    Args:
        turn: How the step was gone through.
        ahead: The number of the one.
        behind: The number of the other.

    Returns:
        The item of `order`, or of what decides after it; None if only the order of the pool did.
    """
    items = completed(turn.case.shot_plan.order_at(turn.step))
    compared = zip(items, turn.standings[ahead], turn.standings[behind], strict=True)
    return next((item for item, one, other in compared if one != other), None)


def went_ahead(
    case: Case, step: Step, row: Sequence[Offer], able: Sequence[Offer]
) -> AnotherWentAhead:
    """Which picture of a row went ahead of another: one of its crop, else the first.

    One of its crop may be worse: then the very same picture went ahead, as another crop.

    Args:
        case: The scene and the pool.
        step: The step.
        row: The pictures that stood for the individual, the best first.
        able: The candidates of the other that the step could take.

    Returns:
        The reason.
    """
    place = able[0].place
    best = min(case.rank(step, offer) for offer in able)
    crop = case.pool.rows[place].crop
    of_its_crop = [other for other in row if case.pool.rows[other.place].crop == crop]
    others = ((other, case.rank(step, other)) for other in (*of_its_crop, *row))
    first, ahead = next((other, rank) for other, rank in others if rank < best)
    # A candidate that a limit bars may be better than the one that went ahead.
    ranks = [case.rank(step, offer) for offer in case.meeting(step)[place]]
    behind = min(rank for rank in ranks if rank > ahead)
    measure, item = _decided_by(case, step, ahead, behind)
    return AnotherWentAhead(
        priority=step.name,
        by=case.pool.facts[first.place],
        decided_by=measure,
        item=item,
    )


def _shown_by(case: Case, each: PicturesEach, sent: Sequence[int], place: int) -> int:
    """The pick in the way: the one of this crop if crops are listed, else the first.

    Args:
        case: The scene and the pool.
        each: The `pictures_each` that counts.
        sent: What the individual sends.
        place: The picture that is left out.
    """
    if isinstance(each, int):
        return sent[0]
    crop = case.pool.rows[place].crop
    for other in sent:
        if case.pool.rows[other].crop == crop:
            return other
    return sent[0]


def _decided_by(case: Case, step: Step, ahead: Rank, behind: Rank) -> tuple[Measure, str | None]:
    """The first measure by which two differ; of `prefer` also what it asks for, if no crop."""
    # The placement decides between no two pictures.
    compared = zip(MEASURES, ahead, behind, strict=False)
    measure = next(measure for measure, first, second in compared if first != second)
    if measure != PREFER.key:
        return measure, None
    ahead_at, *_ = ahead
    behind_at, *_ = behind
    layers = zip(case.shot_plan.prefer_at(step), ahead_at, behind_at, strict=True)
    item = next(layer[first] for layer, (first, _), second in layers if (first, _) != second)
    if is_crop(item):
        return measure, None
    return measure, item.asks


def _nearest(case: Case, place: int) -> MeetsNoPriority:
    """The priority with the fewest conditions failed, under the placement where that is so."""
    if not case.shot_plan.steps:
        return MeetsNoPriority(nearest=None, failed=())
    failed, step, candidate = min(_tries(case, place), key=lambda each: len(each[0]))
    return MeetsNoPriority(
        nearest=step.name,
        failed=tuple([_failed(each, candidate) for each in failed]),
    )


def _tries(case: Case, place: int) -> Iterator[tuple[list[Requirement], Step, Candidate]]:
    """The conditions that a picture fails, for each step and each placement that offers it."""
    for step in case.shot_plan.steps:
        for offer in case.free[place]:
            yield step.failed(offer.candidate), step, offer.candidate


def _failed(condition: Requirement, candidate: Candidate) -> FailedCondition:
    word = condition.word
    found = word.kind.recorded(word.found_on(candidate))
    return FailedCondition(key=word.key, wanted=condition.in_order, found=found)
