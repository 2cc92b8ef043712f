"""One reason for everything that was offered or asked for and does not go.

"One reason each, the first that holds": *not in the pool*; *it cannot be sent*; *struck by never X*, or *the target
refuses it* (all its candidates are); *this shot sends no references*; *it meets no priority*; *its individual is
already shown by X*; *`pictures_each` lets no such crop go*; *the very same picture goes as X*; *another picture of the
same individual, X, went ahead*; *limit X was reached*; *a slot was kept for X*; *that priority's cap was reached*; *the
slots were full*. What no placement offers and no pin asks for is *not placed*.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.naive_language.conditions import Candidate, candidates, failed, meets, unoffered
from tests.naive_language.pick import (
    Choice,
    Pick,
    Round,
    asked_by_pin,
    barring,
    decided_by,
    may_send,
    not_struck,
    order_at,
    picks_of,
    pictures_each_of,
    rank,
    struck_by,
)
from tests.naive_language.pool import Picture, is_very_picture
from tests.naive_language.serving import Entry, Serving
from tests.naive_language.text import listed

Reason = Mapping[str, Any]
"""Its `kind`, and the values that it speaks of: pictures by their place in the pool, entries by their path."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """One picture, or one placed tag without any, that does not go; both numbers count from 0."""

    tag: str
    place: int | None
    placement: int | None
    reason: Reason


def left_out(serving: Serving, choice: Choice) -> list[LeftOut]:
    """Everything left out: by the earliest placement that offers it, then as in the pool; the unplaced last."""
    offered = candidates(serving.ground)
    pool_tags = [picture.tag for picture in serving.ground.pool.pictures]
    found: list[LeftOut] = []
    tags_before: list[str] = []
    for placed in serving.ground.scene.placements:
        if placed.tag not in (*pool_tags, *tags_before):
            reason = {"kind": "not_in_pool", "near": near_tag(placed.tag, pool_tags)}
            found.append(
                LeftOut(tag=placed.tag, place=None, placement=placed.number, reason=reason)
            )
        tags_before.append(placed.tag)
        for picture in unpicked(serving, choice):
            own = [one for one in offered if one.picture is picture]
            if own and own[0].placed is placed:
                found.append(one_left_out(serving, choice, picture, own))
    unplaced = [
        one for one in unoffered(serving.ground) if one.picture in unpicked(serving, choice)
    ]
    return found + [one_left_out(serving, choice, one.picture, [one]) for one in unplaced]


def unpicked(serving: Serving, choice: Choice) -> list[Picture]:
    """The pictures of the pool that do not go."""
    gone = [pick.one.picture for pick in choice.picks]
    return [picture for picture in serving.ground.pool.pictures if picture not in gone]


def near_tag(tag: str, pool_tags: Sequence[str]) -> str | None:
    """The tag that reads most like it, capitals aside; of several with the same letters the first by the alphabet."""
    letters = sorted({known.casefold() for known in pool_tags})
    for near in difflib.get_close_matches(tag.casefold(), letters, 1, 0.6):
        return min(known for known in pool_tags if known.casefold() == near)
    return None


def one_left_out(
    serving: Serving, choice: Choice, picture: Picture, own: Sequence[Candidate]
) -> LeftOut:
    """One picture that does not go, with the placements that offer it."""
    if own[0].placed is None:
        reason = reason_unplaced(serving, choice, own[0])
        return LeftOut(tag=picture.tag, place=picture.place, placement=None, reason=reason)
    reason = reason_of(serving, choice, picture, own)
    placement = own[0].placed.number
    return LeftOut(tag=picture.tag, place=picture.place, placement=placement, reason=reason)


# --- Of a picture that a placement offers ----------------------------------------------------------------------


def reason_of(
    serving: Serving, choice: Choice, picture: Picture, own: Sequence[Candidate]
) -> Reason:
    """The first reason that holds for a picture that a placement offers."""
    reason = reason_before_any_priority(serving, picture, own)
    if reason is not None:
        return reason
    free = not_struck(serving, own)
    met = [each for each in serving.priorities if meets_under_one(serving, each, free)]
    if not met:
        return meets_no_priority(serving, free)
    last = met[-1]

    each = pictures_each_of(serving, last)
    sent = picks_of(serving, picture, choice.picks)
    if sent and not may_send(each, picture, sent):
        return {"kind": "already_shown", "by": shown_by(each, picture, sent), "pictures_each": each}
    if not isinstance(each, int) and picture.crop not in listed(each):
        return {"kind": "crop_not_sent", "entry": last.path, "pictures_each": each}
    same = very_same(picture, choice.picks)
    if same is not None:
        return {"kind": "same_picture", "by": same.place}
    for outcome in choice.rounds:
        if outcome.entry is last:
            return reason_in_its_round(serving, outcome, picture, free)
    return reason_unreached(serving, choice, last, free)


def reason_before_any_priority(
    serving: Serving, picture: Picture, own: Sequence[Candidate]
) -> Reason | None:
    """ "*It cannot be sent*; *struck by never X*, or *the target refuses it* (all its candidates are); *this shot
    sends no references*." """
    if not picture.sendable:
        return {"kind": "cannot_be_sent", "why": picture.why_not}
    if not not_struck(serving, own):
        by = struck_by(serving, own[0])
        if by == "target":
            return {"kind": "target_refuses", "target": serving.ground.target}
        return {"kind": "struck", "by": by}
    if serving.slots == 0:
        return {"kind": "no_references"}
    return None


def meets_under_one(serving: Serving, entry: Entry, free: Sequence[Candidate]) -> bool:
    """Whether a picture meets an entry under one of its placements."""
    return any(meets(serving.ground, entry.conditions, one) for one in free)


def meets_no_priority(serving: Serving, free: Sequence[Candidate]) -> Reason:
    """ "*It meets no priority* (naming the nearest one and the condition that failed)." """
    tried: list[Reason] = []
    for entry in serving.priorities:
        for one in free:
            missing = tuple(failed(serving.ground, entry.conditions, one))
            under = None if one.placed is None else one.placed.number
            tried.append({"nearest": entry.path, "under": under, "failed": missing})
    none = {"nearest": None, "under": None, "failed": ()}
    nearest = min(tried, key=lambda each: len(each["failed"]), default=none)
    return {"kind": "meets_no_priority", **nearest}


def shown_by(each: Any, picture: Picture, sent: Sequence[Pick]) -> int:
    """The pick that shows the individual: the one of that crop, where crops are counted."""
    same_crop = [pick for pick in sent if pick.one.picture.crop == picture.crop]
    if same_crop and not isinstance(each, int):
        return same_crop[0].one.picture.place
    return sent[0].one.picture.place


def very_same(picture: Picture, picks: Sequence[Pick]) -> Picture | None:
    """The pick that is the very same picture."""
    for pick in picks:
        if is_very_picture(pick.one.picture, picture):
            return pick.one.picture
    return None


def reason_in_its_round(
    serving: Serving, outcome: Round, picture: Picture, free: Sequence[Candidate]
) -> Reason:
    """The reason "of the last priority that it met", which had its turn."""
    path = outcome.entry.path
    if picture.place in outcome.barred:
        return {"kind": "limit_reached", "by": outcome.barred[picture.place]}
    kept = outcome.kept.get(serving.ground.pool.individual(picture), [])
    if all(one.picture is not picture for one in kept):
        first = went_ahead(serving, outcome, picture, kept)
        by = decided_by(serving, outcome.entry, first, free)
        return {
            "kind": "another_went_ahead",
            "entry": path,
            "by": first.picture.place,
            "by_under": None if first.placed is None else first.placed.number,
            "decided_by": by,
        }
    why = outcome.outcomes[picture.place]
    if why.kind == "ended":
        return what_ended(serving, outcome, serving.ground.pool.individual(picture))
    return {"kind": why.kind, "by": why.by}


def went_ahead(
    serving: Serving, outcome: Round, picture: Picture, kept: Sequence[Candidate]
) -> Candidate:
    """Of those kept that rank ahead of the picture, the one of its crop if there is one, else the first.

    One of its crop may rank behind it: the picture then gave way to the very same picture in another crop.
    """
    own = [one for one in outcome.able if one.picture is picture]
    best = min(rank(serving, outcome.entry, one) for one in own)
    ahead = [one for one in kept if rank(serving, outcome.entry, one) < best]
    same_crop = [one for one in ahead if one.picture.crop == picture.crop]
    return (same_crop or ahead)[0]


def what_ended(serving: Serving, outcome: Round, own: int) -> Reason:
    """ "*That priority's cap was reached*; *the slots were full*", the first that holds once it had its turn."""
    path = outcome.entry.path
    individuals = {serving.ground.pool.individual(pick.one.picture) for pick in outcome.taken}
    if len(individuals) == outcome.entry.written.get("at_most"):
        taken = tuple(pick.one.picture.place for pick in outcome.taken)
        return {"kind": "cap_reached", "entry": path, "taken": taken}
    full = slots_full(serving, path, reached=True)
    return {**full, "decided_by": who_came_first_by(serving, outcome, own)}


def who_came_first_by(serving: Serving, outcome: Round, own: int) -> Any:
    """The first item of an `order` by which the last that went differs from this individual.

    Nothing if no other went, or if the items leave them equal.
    """
    individual = serving.ground.pool.individual
    others = [each for pick in outcome.taken if (each := individual(pick.one.picture)) != own]
    if not others:
        return None
    items = order_at(serving, outcome.entry)
    ahead, behind = outcome.standings[others[-1]], outcome.standings[own]
    differing = [item for item, a, b in zip(items, ahead, behind, strict=False) if a != b]
    return differing[0] if differing else None


def reason_unreached(
    serving: Serving, choice: Choice, entry: Entry, free: Sequence[Candidate]
) -> Reason:
    """The reason of a picture whose priority had no turn: the slots were full, unless a limit bars it anyway."""
    meeting = [one for one in free if meets(serving.ground, entry.conditions, one)]
    limits = [barring(serving, one, choice.picks) for one in meeting]
    if None not in limits:
        return {"kind": "limit_reached", "by": limits[0]}
    return slots_full(serving, entry.path, reached=False)


def slots_full(serving: Serving, path: str, *, reached: bool) -> Reason:
    """ "*The slots were full* (the model's cap, where that is the smaller)." """
    asked, cap = serving.asked, serving.models_cap
    is_models_cap = cap is not None and (asked is None or cap < asked)
    return {
        "kind": "slots_full",
        "entry": path,
        "references": serving.slots,
        "reached": reached,
        "is_models_cap": is_models_cap,
    }


# --- Of a picture that no placement offers ---------------------------------------------------------------------


def reason_unplaced(serving: Serving, choice: Choice, one: Candidate) -> Reason:
    """Why a picture that no placement offers does not go, where a pin asked for it."""
    asking = [
        outcome
        for outcome in choice.pins
        if outcome.entry.written.get("unplaced")
        and meets(serving.ground, outcome.entry.conditions, one)
    ]
    if not asking:
        return {"kind": "not_placed"}
    reason = reason_before_any_priority(serving, one.picture, [one])
    if reason is not None:
        return reason
    same = very_same(one.picture, choice.picks)
    if same is not None:
        return {"kind": "same_picture", "by": same.place}
    pin = asking[-1]
    kept = pin.kept.get(serving.ground.pool.individual(one.picture), [])
    if kept and kept[0].picture is not one.picture:
        by = decided_by(serving, pin.entry, kept[0], [one])
        place = kept[0].picture.place
        return {
            "kind": "another_went_ahead",
            "entry": pin.entry.path,
            "by": place,
            "by_under": None if kept[0].placed is None else kept[0].placed.number,
            "decided_by": by,
        }
    if pin.taken:
        taken = tuple(pick.one.picture.place for pick in pin.taken)
        return {"kind": "cap_reached", "entry": pin.entry.path, "taken": taken}
    return slots_full(serving, pin.entry.path, reached=False)


# --- Of a pin --------------------------------------------------------------------------------------------------


def unsent_pins(serving: Serving, choice: Choice) -> tuple[list[Reason], list[Reason]]:
    """The problems and the notes of pins.

    "A pin that names an individual or a picture (`of`, `picture`) and cannot be sent is a *problem* in the
    selection that says why (not in the pool; struck by X; not placed, write `unplaced: true`), any other a note."
    """
    problems: list[Reason] = []
    notes: list[Reason] = []
    for outcome in choice.pins:
        if outcome.taken:
            continue
        why = why_not_sent(serving, outcome)
        names_one = "of" in outcome.entry.written or "picture" in outcome.entry.written
        if names_one:
            problems.append({"kind": "pin_not_sent", "entry": outcome.entry.path, **why})
        else:
            notes.append({"kind": "pin_not_sent", "entry": outcome.entry.path, **why})
    return problems, notes


def why_not_sent(serving: Serving, outcome: Round) -> dict[str, Any]:
    """The first thing in the way of a pin."""
    ground, entry = serving.ground, outcome.entry
    everywhere = candidates(ground) + unoffered(ground)
    for key in {"of", "picture"} & entry.written.keys():
        name = {key: entry.written[key]}
        if not any(meets(ground, name, one) for one in everywhere):
            return {"why": "not_in_pool"}
    if serving.slots == 0:
        return {"why": "no_references"}
    asked_for = asked_by_pin(serving, entry)
    meeting = [one for one in asked_for if meets(ground, entry.conditions, one)]
    if not meeting:
        is_there = any(meets(ground, entry.conditions, one) for one in everywhere)
        return {"why": "not_placed" if is_there else "nothing_meets_it"}
    able = [one for one in meeting if one.picture.sendable]
    if not able:
        return {"why": "cannot_be_sent"}
    strikes = [struck_by(serving, one) for one in able]
    if None not in strikes:
        return {"why": "struck", "by": strikes[0]}
    if not outcome.kept:
        in_the_way = "slots_full" if outcome.was_full else "same_picture"
        return {"why": in_the_way}
    raise AssertionError(f"{entry.path} has a picture and did not send it")
