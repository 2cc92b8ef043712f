"""What goes with one scene: never, pins, priorities, what is held."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.naive_language.conditions import (
    Candidate,
    candidates,
    meets,
    place_sent_before,
    unoffered,
)
from tests.naive_language.pool import Picture, is_very_picture, nearness
from tests.naive_language.serving import Entry, Serving
from tests.naive_language.text import listed


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A picture that goes, as one placement offers it, and what took it.

    "A pick says what took it: the priority, the pin, or the limit that kept its slot."
    """

    one: Candidate
    by: Entry


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Why a picture whose turn came was not taken; `by` names the limit.

    `ended` is that its priority took all that it may take, or that no slot was left.
    """

    kind: str
    by: str | None = None


@dataclass(kw_only=True)
class Round:
    """How one priority, or one pin, went.

    `able` has the candidates of a priority that passed (a); `kept` for each individual what was to go of it, in order;
    `barred` the pictures that a full limit barred, each with that limit; `standings` where `order` put each
    individual; `outcomes`, by place in the pool, why one that was kept did not go; `was_full` that there was no slot
    left for a pin.
    """

    entry: Entry
    able: list[Candidate] = field(default_factory=list)
    kept: dict[int, list[Candidate]] = field(default_factory=dict)
    barred: dict[int, str] = field(default_factory=dict)
    standings: dict[int, list[Any]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    taken: list[Pick] = field(default_factory=list)
    was_full: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What goes, in order, and how each pin and each priority that had its turn went."""

    picks: list[Pick]
    pins: list[Round]
    rounds: list[Round]


def choose(serving: Serving) -> Choice:
    """Precedence: "never > pin > at_most > at_least > first > priorities"."""
    picks: list[Pick] = []
    pins = [go_through_pin(serving, entry, picks) for entry in serving.pins]
    rounds: list[Round] = []
    for entry in serving.priorities:
        if len(picks) >= serving.slots:
            break
        rounds.append(go_through_priority(serving, entry, picks))
    for pick in held(serving, picks):
        if len(picks) < serving.slots:
            picks.append(pick)
    return Choice(picks=in_slots(picks), pins=pins, rounds=rounds)


def in_slots(picks: Sequence[Pick]) -> list[Pick]:
    """ "Those with `slot: last` stand at the end of the answer." """
    ending = [pick for pick in picks if pick.by.written.get("slot") == "last"]
    return [pick for pick in picks if pick not in ending] + ending


# --- 3. Struck -------------------------------------------------------------------------------------------------


def struck_by(serving: Serving, one: Candidate) -> str | None:
    """What strikes a candidate: the `never`, or `target`.

    "A candidate that meets an entry of `never`, or a refusal of the target, is struck. Another placement of the
    same picture may still offer it."
    """
    for entry in serving.never:
        if meets(serving.ground, entry.conditions, one):
            return entry.path
    for refusal in serving.refusals:
        if meets(serving.ground, refusal, one):
            return "target"
    return None


def not_struck(serving: Serving, offered: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are not struck."""
    return [one for one in offered if struck_by(serving, one) is None]


# --- 4. Pins ---------------------------------------------------------------------------------------------------


def go_through_pin(serving: Serving, entry: Entry, picks: list[Pick]) -> Round:
    """One pin.

    It takes "the best picture by 5b and 5c (the shot's tastes count) out of the candidates that are not struck,
    with `unplaced: true` also out of the rest of the pool that is not struck, not the very picture of a pick,
    unless an earlier pin's picture meets it already". "Slots full: the remaining pins are passed over."
    """
    outcome = Round(entry=entry)
    for pick in picks:
        if is_met_by(serving, entry, pick):
            outcome.taken = [pick]
            return outcome
    if len(picks) >= serving.slots:
        outcome.was_full = True
        return outcome
    offered = not_struck(serving, asked_by_pin(serving, entry))
    meeting = [one for one in offered if meets(serving.ground, entry.conditions, one)]
    able = [one for one in meeting if one.picture.sendable and not is_gone(one.picture, picks)]
    outcome.kept = kept_of_each(serving, entry, able, picks)
    for individual in in_order(serving, entry, outcome.kept, able, meeting)[:1]:
        outcome.taken = [Pick(one=outcome.kept[individual][0], by=entry)]
        picks += outcome.taken
    return outcome


def asked_by_pin(serving: Serving, entry: Entry) -> list[Candidate]:
    """What a pin may take: what is offered, and with `unplaced` "the rest of the pool"."""
    offered = candidates(serving.ground)
    if entry.written.get("unplaced"):
        offered += unoffered(serving.ground)
    return offered


def is_met_by(serving: Serving, entry: Entry, pick: Pick) -> bool:
    """ "An earlier pin's picture meets it already, under any of its placements that is not struck."

    An unplaced one is judged as it was pinned, without a placement, whether or not this pin is for such.
    """
    return any(
        one.picture is pick.one.picture and meets(serving.ground, entry.conditions, one)
        for one in (pick.one, *not_struck(serving, candidates(serving.ground)))
    )


# --- 5. Priorities ---------------------------------------------------------------------------------------------


def go_through_priority(serving: Serving, entry: Entry, picks: list[Pick]) -> Round:
    """One priority: a to d."""
    outcome = Round(entry=entry)
    offered = not_struck(serving, candidates(serving.ground))
    meeting = [one for one in offered if meets(serving.ground, entry.conditions, one)]
    able = outcome.able = passing(serving, entry, meeting, picks)
    for one in meeting:
        limit = barring(serving, one, picks)
        if limit is not None and all(each.picture is not one.picture for each in able):
            outcome.barred.setdefault(one.picture.place, limit)
    outcome.kept = kept_of_each(serving, entry, able, picks)
    outcome.standings = standings_of(serving, entry, outcome.kept, able, meeting)
    take(serving, outcome, in_order(serving, entry, outcome.kept, able, meeting), picks)
    return outcome


def passing(
    serving: Serving, entry: Entry, meeting: Sequence[Candidate], picks: Sequence[Pick]
) -> list[Candidate]:
    """5a.

    "Candidates that meet its conditions, are not picked, do not show the very picture of a pick, whose individual
    `pictures_each` still allows (the entry's own, else the nearest setting), and that no full limit bars."
    """
    each = pictures_each_of(serving, entry)
    return [
        one
        for one in meeting
        if one.picture.sendable
        and not is_gone(one.picture, picks)
        and may_send(each, one.picture, picks_of(serving, one.picture, picks))
        and barring(serving, one, picks) is None
    ]


def is_gone(picture: Picture, picks: Sequence[Pick]) -> bool:
    """Whether a picture is picked, or shows the very picture of a pick."""
    return any(
        pick.one.picture is picture or is_very_picture(pick.one.picture, picture) for pick in picks
    )


def picks_of(serving: Serving, picture: Picture, picks: Sequence[Pick]) -> list[Pick]:
    """The picks that show the individual of this picture."""
    pool = serving.ground.pool
    return [pick for pick in picks if pool.individual(pick.one.picture) == pool.individual(picture)]


def pictures_each_of(serving: Serving, entry: Entry) -> Any:
    """ "The entry's own, else the nearest setting." """
    return entry.written.get("pictures_each", serving.pictures_each)


def may_send(each: Any, picture: Picture, sent: Sequence[Pick]) -> bool:
    """ "How many pictures of one individual may go: a number, or which crops." """
    if isinstance(each, int):
        return len(sent) < each
    gone = [pick.one.picture.crop for pick in sent]
    return picture.crop in listed(each) and picture.crop not in gone


def barring(serving: Serving, one: Candidate, picks: Sequence[Pick]) -> str | None:
    """The full limit that bars a candidate.

    "A limit with `at_most` bars a candidate that meets it while so many *other* individuals are already counted
    there."
    """
    own = serving.ground.pool.individual(one.picture)
    for limit in serving.limits:
        if "at_most" not in limit.written or not meets(serving.ground, limit.conditions, one):
            continue
        others = [each for each in counted(serving, limit, picks) if each != own]
        if len(others) >= limit.written["at_most"]:
            return limit.path
    return None


def counted(serving: Serving, limit: Entry, picks: Sequence[Pick]) -> list[int]:
    """ "An individual counts for a limit when a pick of it, under the placement by which it was taken, meets the
    limit's conditions." """
    found = [
        serving.ground.pool.individual(pick.one.picture)
        for pick in picks
        if meets(serving.ground, limit.conditions, pick.one)
    ]
    return list(dict.fromkeys(found))


def kept_of_each(
    serving: Serving, entry: Entry, able: Sequence[Candidate], picks: Sequence[Pick]
) -> dict[int, list[Candidate]]:
    """5b: for each individual what is to go of it; "for each individual one"."""
    pool = serving.ground.pool
    kept: dict[int, list[Candidate]] = {}
    for individual in dict.fromkeys(pool.individual(one.picture) for one in able):
        own = [one for one in able if pool.individual(one.picture) == individual]
        pictures = pictures_to_send(serving, entry, own, picks)
        if pictures:
            kept[individual] = pictures
    return kept


def pictures_to_send(
    serving: Serving, entry: Entry, own: Sequence[Candidate], picks: Sequence[Pick]
) -> list[Candidate]:
    """The pictures of one individual that this entry takes.

    "An entry with `pictures_each` of its own takes several at once, side by side: a number is so many of each
    individual (those already picked count), best first; a list is one of each crop, in the order of the list; of
    pictures that are the very same only the best counts."
    """
    distinct: list[Candidate] = []
    for one in sorted(own, key=lambda each: rank(serving, entry, each)):
        there = [each.picture for each in distinct]
        if not any(each is one.picture or is_very_picture(each, one.picture) for each in there):
            distinct.append(one)
    each = entry.written.get("pictures_each")
    if each is None:
        return distinct[:1]
    if isinstance(each, int):
        return distinct[: each - len(picks_of(serving, own[0].picture, picks))]
    found: list[Candidate] = []
    for crop in listed(each):
        found += [one for one in distinct if one.picture.crop == crop][:1]
    return found


def rank(serving: Serving, entry: Entry, one: Candidate) -> tuple[Any, ...]:
    """How early a picture comes among those of its individual.

    "For each `prefer` in turn (the entry's, the scene's, the shot rule's, the top's) by the place of the first item
    it meets, unmet last; then nearness; then the higher quality (none is 0), then the earlier in the pool, then the
    earlier placement."
    """
    placed_tags = [placed.tag for placed in serving.ground.scene.placements]
    return (
        *preferences(serving, entry, one),
        nearness(one.picture, serving.ground.pool, placed_tags),
        -quality(one.picture),
        one.picture.place,
        0 if one.placed is None else one.placed.number,
    )


def decided_by(
    serving: Serving, entry: Entry, ahead: Candidate, others: Sequence[Candidate]
) -> str:
    """What put one picture of an individual ahead of another: the first measure by which they differ."""
    best = best_behind(serving, entry, ahead, others)
    winner, loser = rank(serving, entry, ahead), rank(serving, entry, best)
    prefers = len(winner) - 4
    if winner[:prefers] != loser[:prefers]:
        return "prefer"
    if winner[prefers] != loser[prefers]:
        return "nearness"
    return "quality" if winner[prefers + 1] != loser[prefers + 1] else "pool order"


def best_behind(
    serving: Serving, entry: Entry, ahead: Candidate, others: Sequence[Candidate]
) -> Candidate:
    """The best of the candidates of a picture that come behind another; a better one is barred by a limit."""
    behind = [
        one
        for one in others
        if meets(serving.ground, entry.conditions, one)
        and rank(serving, entry, one) > rank(serving, entry, ahead)
    ]
    return min(behind, key=lambda one: rank(serving, entry, one))


def preferences(serving: Serving, entry: Entry, one: Candidate) -> list[tuple[int, int]]:
    """The place of the picture in each `prefer`."""
    prefers = [listed(entry.written.get("prefer")), *serving.prefers]
    return [preference(serving, items, one) for items in prefers]


def preference(serving: Serving, items: Sequence[Any], one: Candidate) -> tuple[int, int]:
    """ "By the place of the first item it meets, unmet last."

    `sent_scene_before` "as a bare item ranks by the place the picture had there; the others come after".
    """
    for number, item in enumerate(items):
        if item == "sent_scene_before":
            place = place_sent_before(serving.ground, one)
            if place is not None:
                return number, place
        elif meets(serving.ground, as_conditions(item), one):
            return number, 0
    return len(items), 0


def as_conditions(item: Any) -> Mapping[str, Any]:
    """ "A `prefer` item is a crop, `cleaned`, `sent_scene_before`, or conditions in braces"; in `order` a yes-or-no
    word."""
    if isinstance(item, Mapping):
        return item
    return {"crop": item} if item in ("face", "full") else {item: True}


def quality(picture: Picture) -> Any:
    """ "None is 0." """
    return picture.quality or 0


def in_order(
    serving: Serving,
    entry: Entry,
    kept: Mapping[int, Sequence[Candidate]],
    able: Sequence[Candidate],
    meeting: Sequence[Candidate],
) -> list[int]:
    """5c.

    "Individuals by the items of each `order` in turn (the entry's, the scene's, the shot rule's, the top's), then
    by what is missing of `quality`, `placement`, then by the pool place of their first picture."
    """
    standings = standings_of(serving, entry, kept, able, meeting)

    def key(individual: int) -> list[Any]:
        return [*standings[individual], kept[individual][0].picture.place]

    return sorted(kept, key=key)


def order_at(serving: Serving, entry: Entry) -> list[Any]:
    """The items of each `order` in turn, as they are written."""
    orders = [listed(entry.written.get("order")), *serving.orders]
    return [item for order in orders for item in order]


def standings_of(
    serving: Serving,
    entry: Entry,
    kept: Mapping[int, Sequence[Candidate]],
    able: Sequence[Candidate],
    meeting: Sequence[Candidate],
) -> dict[int, list[Any]]:
    """Where each item puts each individual, "then what is missing of `quality`, `placement`"."""
    pool = serving.ground.pool
    standings = {}
    for individual, pictures in kept.items():
        own = [one for one in able if pool.individual(one.picture) == individual]
        under = [one.placed for one in meeting if pool.individual(one.picture) == individual]
        standings[individual] = [
            standing_of(serving, item, pictures[0].picture, own, under)
            for item in [*order_at(serving, entry), "quality", "placement"]
        ]
    return standings


def standing_of(
    serving: Serving, item: Any, first: Picture, own: Sequence[Candidate], under: Sequence[Any]
) -> Any:
    """Where one item of an `order` puts an individual; less is earlier.

    "`quality` is that of this first picture; `placement` the earliest placement under which one of the individual's
    candidates that are not struck meets the entry, picked and barred ones included; a condition counts as met when
    any of the individual's candidates that passed (a) meets it."
    """
    if item == "quality":
        return -quality(first)
    if item == "placement":
        return min((placed.number for placed in under if placed is not None), default=math.inf)
    if item == "sent_scene_before":
        places = [place_sent_before(serving.ground, one) for one in own]
        return min((place for place in places if place is not None), default=math.inf)
    return 0 if any(meets(serving.ground, as_conditions(item), one) for one in own) else 1


def take(serving: Serving, outcome: Round, order: Sequence[int], picks: list[Pick]) -> None:
    """5d: "take them in that order, at most `at_most` individuals, picture by picture." """
    at_most = outcome.entry.written.get("at_most", math.inf)
    individuals_taken = 0
    for individual in order:
        is_capped = individuals_taken >= at_most
        taken_before = len(outcome.taken)
        for one in outcome.kept[individual]:
            why = passed_over(serving, one, outcome.entry, picks, is_capped=is_capped)
            if why is not None:
                outcome.outcomes[one.picture.place] = why
                continue
            pick = Pick(one=one, by=outcome.entry)
            picks.append(pick)
            outcome.taken.append(pick)
        if len(outcome.taken) > taken_before:
            individuals_taken += 1


def passed_over(
    serving: Serving, one: Candidate, entry: Entry, picks: Sequence[Pick], *, is_capped: bool
) -> Outcome | None:
    """Why a picture is not taken in its turn, if it is not: the first reason that holds.

    "One is passed over if a limit has filled or its very picture has gone meanwhile, or if, this one taken as well,
    fewer slots would be left than are **held**."
    """
    slots_left = serving.slots - len(picks)
    if is_gone(one.picture, picks):
        return Outcome(kind="same_picture")
    limit = barring(serving, one, picks)
    if limit is not None:
        return Outcome(kind="limit_reached", by=limit)
    if slots_left > 0:
        kept_back = held(serving, [*picks, Pick(one=one, by=entry)])
        if slots_left - 1 < len(kept_back):
            return Outcome(kind="slot_kept", by=kept_back[0].by.path)
    if is_capped or slots_left <= 0:
        return Outcome(kind="ended")
    return None


def held(serving: Serving, picks: Sequence[Pick]) -> list[Pick]:
    """What is held, as if the priorities ended now.

    "For each `at_least` in order, while it lacks one, the first by a to c of the individuals not yet counted for it,
    which then counts as picked for all that follows; so one that serves two limits is held once."
    """
    pool = serving.ground.pool
    gone = list(picks)
    for limit in serving.limits:
        while len(counted(serving, limit, gone)) < limit.written.get("at_least", 0):
            offered = not_struck(serving, candidates(serving.ground))
            meeting = [one for one in offered if meets(serving.ground, limit.conditions, one)]
            able = [
                one
                for one in passing(serving, limit, meeting, gone)
                if pool.individual(one.picture) not in counted(serving, limit, gone)
            ]
            kept = kept_of_each(serving, limit, able, gone)
            first = in_order(serving, limit, kept, able, meeting)[:1]
            if not first:
                break
            gone.append(Pick(one=kept[first[0]][0], by=limit))
    return gone[len(picks) :]
