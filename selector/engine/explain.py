"""The explaining evaluator: the same picks as `choose`, and one reason for everything left out.

A shot plan, a scene and a pool in; picks and reasons out. It caches nothing and skips nothing, and
runs only when somebody wants to know. It goes through the steps as they are written:

1. What the placements offer are the candidates (`selector.engine.offers`).
2. Each step, until the slots are full, finds for every individual its best candidate: one that
   meets the step under some placement, can be sent, and is not barred by what already goes.
3. The best of the individuals go, at most as many as the step takes.

Each *round* (`_Round`) is stored: which picture stood for each individual, and which went. What did
not go has the first reason that holds, in the order of `_reason`: most start with the last step
that the picture meets, because that was its last chance.

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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, get_args

from selector.engine.alike import placement_kinds
from selector.engine.earlier import Earlier
from selector.engine.individual_rules import (
    Preferred,
    may_send,
    preferred_place,
    preferred_places,
)
from selector.engine.offers import all_nearness, offers
from selector.engine.struck import circumstances_of, striking
from selector.language.shot_words.prefer import PREFER, is_crop
from selector.model.asset import Asset_co
from selector.model.frozen import frozen
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    Measure,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    PassedOver,
    Reason,
    SamePicture,
    SlotsFull,
    Struck,
)
from selector.model.picks import Facts, Pick

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.language.candidate import Candidate, Circumstances
    from selector.language.condition import Requirement
    from selector.language.taste import Layer
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Scene

Answer: TypeAlias = tuple[tuple[Pick[Asset_co], ...], tuple[PassedOver[Asset_co], ...]]
"""The picks, and everything left out."""
MEASURES: tuple[Measure, ...] = get_args(Measure)


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
    case = _case(shot_plan, scene, pool, earlier)
    rounds, picked = _go_through(case)
    picks: list[Pick[Asset_co]] = []
    for turn in rounds:
        for place in turn.taken:
            picks.append(_pick(case, len(picks) + 1, turn.step, place))
    return tuple(picks), _passed_over(case, rounds, picked)


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
    rounds, _ = _go_through(_case(shot_plan, scene, pool, earlier))
    return [place for turn in rounds for place in turn.taken]


def _case(shot_plan: ShotPlan, scene: Scene, pool: AssetPool, earlier: Earlier | None) -> _Case:
    offered = offers(pool, scene.placements, placement_kinds([shot_plan]))
    candidates = _candidates(offered, circumstances_of(shot_plan, scene, pool, earlier))
    strikes: dict[int, Step] = {}
    free = candidates
    if shot_plan.bars:
        free, strikes = _not_struck(shot_plan, candidates)
    return _Case(
        shot_plan=shot_plan,
        scene=scene,
        pool=pool,
        candidates=candidates,
        free=free,
        struck=strikes,
        near=all_nearness(pool, scene.placements, offered),
        prefers=[_more_than_crops(shot_plan, step) for step in range(len(shot_plan.steps))],
    )


def _more_than_crops(shot_plan: ShotPlan, step: int) -> tuple[Layer, ...] | None:
    """What is preferred at a step; None if that is no more than the crops of the shot rule."""
    if shot_plan.prefers_crops_only and shot_plan.steps[step].prefer is None:
        return None
    return shot_plan.prefer_at(step)


def _candidates(
    offered: Mapping[int, Sequence[int]], circumstances: Circumstances
) -> dict[int, dict[int, Candidate]]:
    """Each offered picture under each placement that offers it, by their indices."""
    found: dict[int, dict[int, Candidate]] = {}
    for place, offering in offered.items():
        found[place] = {nth: circumstances.candidate(place, nth) for nth in offering}
    return found


def _not_struck(
    shot_plan: ShotPlan, candidates: Mapping[int, Mapping[int, Candidate]]
) -> tuple[dict[int, dict[int, Candidate]], dict[int, Step]]:
    """The candidates that no ban strikes; for a place without any the ban that strikes it first."""
    free: dict[int, dict[int, Candidate]] = {}
    struck = {}
    for place, under in candidates.items():
        bars = {nth: striking(shot_plan, candidate) for nth, candidate in under.items()}
        free[place] = {nth: under[nth] for nth, strikes in bars.items() if not strikes}
        if not free[place]:
            struck[place] = next(iter(bars.values()))[0]
    return free, struck


_Rank: TypeAlias = tuple[Preferred, int, int, int]
"""What the pictures of one individual are ordered by: the `MEASURES`."""


@frozen
class _Case:
    """One scene against one pool.

    `candidates` has for each offered place the picture under each placement that offers it, by
    their indices; `free` those that no ban strikes; `struck` for a place with none of these the ban
    that strikes it first; `near` how near a picture is to the tags that the scene places.
    """

    shot_plan: ShotPlan
    scene: Scene
    pool: AssetPool
    candidates: Mapping[int, Mapping[int, Candidate]]
    free: Mapping[int, Mapping[int, Candidate]]
    struck: Mapping[int, Step]
    near: Mapping[int, int]
    prefers: Sequence[tuple[Layer, ...] | None]

    def met_under(self, step: int, place: int) -> int | None:
        """The earliest placement under which the picture meets the step, or None."""
        conditions = self.shot_plan.steps[step]
        for nth, candidate in self.free[place].items():
            if conditions.is_met(candidate):
                return nth
        return None

    def rank(self, step: int, place: int) -> _Rank:
        """What orders a picture among those of its individual at a step that it meets."""
        if self.prefers[step] is None:
            crop = self.pool.rows[place].crop
            preferred: Preferred = ((preferred_place(self.shot_plan, crop), 0),)
        else:
            preferred, _ = self.best(step, place)
        return preferred, self.near[place], self.pool.ranks[place], place

    def best(self, step: int, place: int) -> tuple[Preferred, int]:
        """The best candidate of a picture at a step that it meets.

        Returns:
            What `prefer` makes of it, and its placement.
        """
        layers = self.prefers[step] or ()
        found = []
        for nth, candidate in self.free[place].items():
            if self.shot_plan.steps[step].is_met(candidate):
                found.append((preferred_places(layers, candidate), nth))
        return min(found)

    def may_go(self, step: int, picked: _Picked, place: int) -> bool:
        """Whether a step may take the picture: it can and may be sent, and does not go already."""
        if self.pool.rows[place].held is not None or picked.twin_of(place) is not None:
            return False
        each = self.shot_plan.pictures_each_at(step)
        return may_send(each, self.pool, picked.sent_with(place), place)


class _Picked:
    """The pictures that are picked so far: how many, by individual, and by picture."""

    def __init__(self, pool: AssetPool) -> None:
        self._pool = pool
        self._sent: dict[int, list[int]] = {}
        self._by_picture: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._by_picture)

    def __contains__(self, place: int) -> bool:
        return self.twin_of(place) == place

    def add(self, place: int) -> None:
        """One more pick."""
        self._sent.setdefault(self._pool.individuals[place], []).append(place)
        self._by_picture[self._pool.pictures[place]] = place

    def sent_with(self, place: int) -> Sequence[int]:
        """The picks of the individual that the picture at a place shows, in order."""
        return self._sent.get(self._pool.individuals[place], ())

    def twin_of(self, place: int) -> int | None:
        """The pick that shows the very same picture as a place, or None."""
        return self._by_picture.get(self._pool.pictures[place])


@dataclass(frozen=True, kw_only=True)  # without slots, which would not keep `facts`
class _Round:
    """One step that was gone through.

    `rows` has the pictures that stood for each individual, the best first; `taken` are those that
    went, in order, and `individuals` how many people, places or things they show.
    """

    pool: AssetPool
    step: int
    rows: dict[int, list[int]]
    taken: tuple[int, ...]
    individuals: int

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """What is known of those that went; only reasons want it."""
        return tuple(map(self.pool.facts.__getitem__, self.taken))


def _go_through(case: _Case) -> tuple[list[_Round], _Picked]:
    """Go through each step once, in order, until the slots are full.

    Steps that were not reached have no round.
    """
    rounds: list[_Round] = []
    picked = _Picked(case.pool)
    for step in range(len(case.shot_plan.steps)):
        if len(picked) == case.shot_plan.references:
            break
        rounds.append(_round(case, step, picked))
    return rounds, picked


def _round(case: _Case, step: int, picked: _Picked) -> _Round:
    """Go through one step; what it takes is added to what is picked."""
    pool = case.pool
    under: dict[int, int] = {}
    candidates: dict[int, list[int]] = {}
    for place in case.candidates:
        nth = case.met_under(step, place)
        if nth is None:
            continue
        individual = pool.individuals[place]
        under[individual] = min(nth, under.get(individual, nth))
        if case.may_go(step, picked, place):
            candidates.setdefault(individual, []).append(place)
    rows = {}
    order = []
    for individual, places in candidates.items():
        best_first = sorted(places, key=lambda place: case.rank(step, place))
        row = _row(case, step, best_first, picked)
        rows[individual] = row
        order.append((pool.ranks[row[0]], under[individual], row))
    at_most = case.shot_plan.steps[step].at_most
    taken: list[int] = []
    individuals = 0
    for *_, row in sorted(order):
        if individuals == at_most:
            break
        went = _take(case, row, picked)
        taken += went
        individuals += bool(went)
    return _Round(
        pool=pool,
        step=step,
        rows=rows,
        taken=tuple(taken),
        individuals=individuals,
    )


def _row(case: _Case, step: int, best_first: Sequence[int], picked: _Picked) -> list[int]:
    """The pictures that stand for one individual at a step: the best, or several side by side.

    Args:
        case: The scene and the pool.
        step: The step.
        best_first: Those that the individual may send there, the best first; at least one.
        picked: What is picked so far.
    """
    each = case.shot_plan.steps[step].pictures_each
    if each is None:
        return [best_first[0]]
    by_picture: dict[int, int] = {}
    for place in best_first:
        by_picture.setdefault(case.pool.pictures[place], place)
    distinct = list(by_picture.values())
    if isinstance(each, int):
        sent = picked.sent_with(best_first[0])
        return distinct[: each - len(sent)]
    crops: dict[str, int] = {}
    for place in distinct:
        crops.setdefault(case.pool.rows[place].crop, place)
    return [crops[crop] for crop in each if crop in crops]


def _take(case: _Case, row: Iterable[int], picked: _Picked) -> list[int]:
    """Pick those of a row that do not go yet, while slots are left."""
    went = []
    for place in row:
        if len(picked) < case.shot_plan.references and picked.twin_of(place) is None:
            picked.add(place)
            went.append(place)
    return went


def _pick(case: _Case, slot: int, step: int, place: int) -> Pick:
    _, nth = case.best(step, place)
    placement = case.scene.placements[nth]
    facts = case.pool.facts[place]
    return Pick(
        slot=slot,
        asset=case.pool.assets[place],
        facts=facts,
        placement=nth,
        tag=facts.tag,
        role=placement.role,
        position=placement.position,
        priority=case.shot_plan.steps[step].name,
    )


def _passed_over(case: _Case, rounds: list[_Round], picked: _Picked) -> tuple[PassedOver, ...]:
    entries = [*_missing_tags(case), *_not_picked(case, rounds, picked)]
    entries.sort(key=itemgetter(0))
    passed_over = [entry for _, entry in entries]
    for place, entry in enumerate(case.pool.not_placed):
        if place not in case.candidates:
            passed_over.append(entry)
    return tuple(passed_over)


_Entry: TypeAlias = tuple[tuple[int, int], PassedOver]
"""What was left out, after what it is sorted by: placement, and place in the pool."""


def _missing_tags(case: _Case) -> Iterator[_Entry]:
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
            PassedOver(tag=tag, asset=None, facts=None, placement=nth, reason=reason),
        )


def _not_picked(case: _Case, rounds: list[_Round], picked: _Picked) -> Iterator[_Entry]:
    """Each picture that was offered and not picked."""
    for place, offering in case.candidates.items():
        if place in picked:
            continue
        facts = case.pool.facts[place]
        first = next(iter(offering))
        yield (
            (first, place),
            PassedOver(
                tag=facts.tag,
                asset=case.pool.assets[place],
                facts=facts,
                placement=first,
                reason=_reason(case, rounds, picked, place),
            ),
        )


def _reason(  # noqa: PLR0911  # the reasons in the order in which the first that holds is given
    case: _Case, rounds: list[_Round], picked: _Picked, place: int
) -> Reason:
    """The first reason that holds for a picture that was offered and not picked."""
    shot_plan = case.shot_plan
    pool = case.pool
    facts = pool.facts
    excluded = _excluded(case, place)
    if excluded is not None:
        return excluded
    last = _last_met(case, place)
    if last is None:
        return _nearest(case, place)
    each = shot_plan.pictures_each_at(last)
    sent = picked.sent_with(place)
    if sent and not may_send(each, pool, sent, place):
        shown_by = _shown_by(case, each, sent, place)
        return AlreadyShown(by=facts[shown_by], pictures_each=each)
    step = shot_plan.steps[last]
    name = step.name
    if isinstance(each, tuple) and not may_send(each, pool, (), place):
        return CropNotSent(priority=name, pictures_each=each)
    twin = picked.twin_of(place)
    if twin is not None:
        return SamePicture(by=facts[twin])
    references = shot_plan.references
    if last >= len(rounds):
        return SlotsFull(priority=name, references=references, reached=False)
    turn = rounds[last]
    row = turn.rows[pool.individuals[place]]
    if place not in row:
        ahead = _ahead(case, row, place)
        measure, item = _decided_by(case, last, ahead, place)
        return AnotherWentAhead(priority=name, by=facts[ahead], decided_by=measure, item=item)
    at_most = step.at_most
    if at_most is not None and turn.individuals == at_most:
        return CapReached(priority=name, at_most=at_most, taken=turn.facts)
    return SlotsFull(priority=name, references=references, reached=True)


def _excluded(case: _Case, place: int) -> Reason | None:
    """Why a picture cannot be sent, whatever the priorities ask for; None if it can."""
    held = case.pool.rows[place].held
    if held is not None:
        return CannotBeSent(why=held or None)
    if place in case.struck:
        return Struck(by=case.struck[place].name)
    if case.shot_plan.references == 0:
        return NoReferences()
    return None


def _last_met(case: _Case, place: int) -> int | None:
    """The last step that the picture meets under any placement that offers it, or None."""
    for step in reversed(range(len(case.shot_plan.steps))):
        if case.met_under(step, place) is not None:
            return step
    return None


def _ahead(case: _Case, row: Sequence[int], place: int) -> int:
    """The picture of a row that went ahead of another: one of its crop, else the first."""
    crop = case.pool.rows[place].crop
    return next((other for other in row if case.pool.rows[other].crop == crop), row[0])


def _shown_by(case: _Case, each: PicturesEach, sent: Sequence[int], place: int) -> int:
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


def _decided_by(case: _Case, step: int, ahead: int, place: int) -> tuple[Measure, str | None]:
    """The first measure by which the two differ; of `prefer` also what it asks for, if no crop."""
    ranks = case.rank(step, ahead), case.rank(step, place)
    compared = zip(MEASURES, *ranks, strict=True)
    measure = next(measure for measure, first, second in compared if first != second)
    if measure != PREFER.key:
        return measure, None
    (ahead_at, *_), (place_at, *_) = ranks
    layers = zip(case.shot_plan.prefer_at(step), ahead_at, place_at, strict=True)
    item = next(layer[first] for layer, (first, _), second in layers if (first, _) != second)
    if is_crop(item):
        return measure, None
    return measure, item.asks


def _nearest(case: _Case, place: int) -> MeetsNoPriority:
    """The priority with the fewest conditions failed, under the placement where that is so."""
    failed, step, candidate = min(_tries(case, place), key=lambda each: len(each[0]))
    return MeetsNoPriority(
        nearest=step.name,
        failed=tuple([_failed(each, candidate) for each in failed]),
    )


def _tries(case: _Case, place: int) -> Iterator[tuple[list[Requirement], Step, Candidate]]:
    """The conditions that a picture fails, for each step and each placement that offers it."""
    for step in case.shot_plan.steps:
        for candidate in case.free[place].values():
            yield step.failed(candidate), step, candidate


def _failed(condition: Requirement, candidate: Candidate) -> FailedCondition:
    word = condition.word
    found = word.kind.recorded(word.found_on(candidate))
    return FailedCondition(key=word.key, wanted=condition.in_order, found=found)
