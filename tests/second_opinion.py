"""A second opinion: what the naive evaluator answers to one case, in the engine's own values.

So the two compare with `==`. `tests/naive_language` works the answer out, from the description of
the language alone; here its names and numbers become facts, priorities and reasons, and a failed
condition gets what it wanted and found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from selector.data import data_dir
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    LimitReached,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    RefusedByTarget,
    SamePicture,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.picks import EntryName, Facts, Note, Pick
from tests.as_written import as_naive
from tests.naive_language.conditions import (
    Candidate,
    candidates,
    meets,
    unoffered,
)
from tests.naive_language.film import scene_answer
from tests.naive_language.layers import rules_of, shot_rule
from tests.naive_language.pick import best_behind, not_struck, preferences
from tests.naive_language.pool import CROPS
from tests.naive_language.text import fold, listed
from tests.wanted_and_found import found_of, phrase_of, wanted_of, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from selector.model.ruleset import Entry, PicturesEach, RuleSet, SceneRule
    from tests.generate import Case
    from tests.naive_language.film import Answer, Picked
    from tests.naive_language.layers import Rules
    from tests.naive_language.pool import Picture
    from tests.naive_language.reasons import LeftOut
    from tests.naive_language.reasons import Reason as Told
    from tests.naive_language.serving import Entry as Naive
    from tests.naive_language.serving import Serving
    from tests.naive_language.so_far import Film

TARGETS: dict[str, Any] = {
    name: {"references": facts["references"], "kinds": facts.get("takes", [])}
    for name, facts in yaml.safe_load((data_dir("rules") / "targets.yaml").read_text()).items()
    if isinstance(facts, dict) and "references" in facts  # else no model that takes any
}
"""The video models that come with the project."""
WITHIN = ("has", "not", "any_of")
"""Conditions that take conditions: what was found is not said of them."""


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the engine should say of one scene."""

    shot: str
    picks: tuple[Pick, ...]
    passed_over: tuple[PassedOver, ...]
    notes: tuple[Note, ...]
    film_so_far: Film


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the answer speaks of: entries by their paths, pictures by their places in the pool."""

    rules: Rules
    rule_set: RuleSet
    serving: Serving
    picks: Sequence[Picked]
    entries: Mapping[str, Naive]
    facts: Sequence[Facts]


def opinion(
    case: Case,
    rule_set: RuleSet,
    assets: Sequence[Any],
    usable: Callable[[Any], bool | str] | None = None,
    earlier: Film | None = None,
) -> Opinion:
    """Everything that a selection should hold for this case.

    `rule_set` are the case's rules as values, which say where each priority is written; `assets`
    is its pool, built; `usable` says of a picture whether it can be sent; `earlier` are the scenes
    before, as the naive evaluator has them.
    """
    file, parents = as_naive(case.rules)
    answer = scene_answer(
        file,
        case.manifest,
        assets,
        parents=parents,
        usable=usable,
        earlier=earlier,
        targets=TARGETS,
    )
    known = Known(
        rules=rules_of(file, parents),
        rule_set=rule_set,
        serving=answer.serving,
        picks=answer.picks,
        entries={entry.path: entry for entry in entries_of(answer.serving)},
        facts=[facts_of(picture) for picture in answer.serving.ground.pool.pictures],
    )
    return Opinion(
        shot=answer.shot,
        picks=tuple(picks_of(case, known, answer)),
        passed_over=tuple(passed_over(known, each) for each in answer.left_out),
        notes=tuple(notes_of(answer)),
        film_so_far=answer.film_so_far,
    )


def entries_of(served: Serving) -> list[Naive]:
    """The entries that a pick or a reason may name."""
    return [*served.never, *served.pins, *served.limits, *served.priorities]


def facts_of(picture: Picture) -> Facts:
    """The values of a picture that choices are judged on."""
    return Facts(
        place=picture.place,
        id=picture.id,
        tag=picture.tag,
        type=picture.type,
        crop="face" if picture.crop == "face" else "full",
        quality=picture.quality,
        individual=picture.outright,
        source=picture.source,
        name=picture.name,
        labels=picture.labels,
        address=picture.address,
    )


def notes_of(answer: Answer) -> list[Note]:
    """The notes, with those on pins at the end: first the problems."""
    others = [each for each in answer.notes if each["kind"] != "pin_not_sent"]
    of_pins = [each for each in answer.notes if each["kind"] == "pin_not_sent"]
    problems = [{**each, "kind": "named_pin_not_sent"} for each in answer.problems]
    target = answer.serving.ground.target
    pins = [of_its_target(each, target) for each in (*problems, *of_pins)]
    return [note_of(note) for note in (*others, *pins)]


def note_of(note: Mapping[str, Any]) -> Note:
    """A note, of which all but its kind are values."""
    values = {key: value for key, value in note.items() if key != "kind"}
    return Note(kind=note["kind"], values=values)


def of_its_target(note: Mapping[str, Any], target: str | None) -> Mapping[str, Any]:
    """A note of a pin, which names the video model if that is what refuses its pictures."""
    if note.get("by") != "target":
        return note
    assert target is not None
    of_pin = {key: value for key, value in note.items() if key != "by"}
    return {**of_pin, "why": "target_refuses", "target": as_its_vendor_writes(target)}


def picks_of(case: Case, known: Known, answer: Answer) -> list[Pick]:
    """The picks, in order."""
    picks: list[Pick] = []
    for pick in answer.picks:
        placed, position = None, None
        if pick.placement is not None:
            placed = known.serving.ground.scene.placements[pick.placement]
            position = case.manifest["placements"][pick.placement].get("position")
        picks.append(
            Pick(
                slot=len(picks) + 1,
                asset=known.serving.ground.pool.pictures[pick.place].asset,
                facts=known.facts[pick.place],
                placement=pick.placement,
                tag=pick.tag,
                role=None if placed is None else placed.role,
                position=position if isinstance(position, str) else None,
                priority=priority(known, pick.entry),
            )
        )
    return picks


def priority(known: Known, path: str) -> EntryName:
    """How picks and reasons speak of an entry."""
    entry = known.entries[path]
    holder, key, _ = path.split("/", 2)
    because = entry.written.get("because")
    scene = None
    if holder.startswith("scenes."):
        scene = scene_as_read(known, holder)
        said = scene.words.get("because")
        because = because or (said and said.value)
    at = as_read(known, entry).at
    sources = list(map(id, known.rule_set.sources))
    return EntryName(
        shot=holder.removeprefix("shots.") if holder.startswith("shots.") else "",
        name=entry.name,
        number=number_of(known, holder, key, entry.name),
        because=because,
        at=at,
        list=key,
        scene=scene.number if scene else None,
        file=sources.index(id(at.source)),
    )


def number_of(known: Known, holder: str, key: str, name: str) -> int:
    """The number of an entry in its list, those included that do not hold in this scene."""
    part = known.rules.top
    if holder.startswith("shots."):
        part = shot_rule(known.rules, holder.removeprefix("shots."))
    if holder.startswith("scenes."):
        part = next(each for each in known.rules.scenes if each.name == holder)
    names = [each["name"] for each in part.lists[key]]
    return names.index(name) + 1


def scene_as_read(known: Known, holder: str) -> SceneRule:
    """The rule of a scene, as a value of the rule file."""
    number = holder.removeprefix("scenes.")
    return next(each for each in known.rule_set.scenes if each.number == number)


def as_read(known: Known, entry: Naive) -> Entry:
    """The entry as a value of the rule file: that of its shot rule, or of one that it is like."""
    holder, key, _ = entry.path.split("/", 2)
    if holder.startswith("scenes."):
        lists = scene_as_read(known, holder).lists
        return next(each for each in reversed(lists[key]) if each.name == entry.name)
    if holder == "top":
        written = known.rule_set.lists[key]
        return next(each for each in reversed(written) if each.name == entry.name)
    shots = known.rule_set.shots
    shot = next(each for each in shots if each.name == known.serving.shot)
    while True:
        edits = shot.lists.get("change", ()) if key == "priorities" else ()
        for each in reversed((*shot.lists.get(key, ()), *edits)):
            if each.name == entry.name:
                return each
        assert shot.like is not None
        liked = fold(shot.like.value)
        shot = next(each for each in shots if fold(each.name) == liked)


def passed_over(known: Known, left_out: LeftOut) -> PassedOver:
    """One picture, or one tag without any, that does not go."""
    place = left_out.place
    pictures = known.serving.ground.pool.pictures
    return PassedOver(
        tag=left_out.tag,
        asset=None if place is None else pictures[place].asset,
        facts=None if place is None else known.facts[place],
        placement=left_out.placement,
        reason=reason_of(known, place, left_out.reason),
    )


def reason_of(known: Known, place: int | None, told: Told) -> Reason:
    """One reason."""
    match told["kind"]:
        case "not_in_pool":
            return NotInPool(near=told["near"])
        case "cannot_be_sent":
            return CannotBeSent(why=told["why"])
        case "struck":
            return Struck(by=priority(known, told["by"]))
        case "target_refuses":
            target = as_its_vendor_writes(told["target"])
            (taken,) = TARGETS[target]["kinds"]
            return RefusedByTarget(target=target, takes=taken)
        case "no_references":
            return NoReferences()
        case "meets_no_priority":
            assert place is not None
            if told["nearest"] is None:
                return MeetsNoPriority(nearest=None, failed=())
            failed = failed_conditions(known, place, told)
            return MeetsNoPriority(nearest=priority(known, told["nearest"]), failed=failed)
        case "already_shown":
            each = crops(told["pictures_each"])
            return AlreadyShown(by=known.facts[told["by"]], pictures_each=each)
        case "crop_not_sent":
            each = crops(told["pictures_each"])
            assert not isinstance(each, int)
            return CropNotSent(priority=priority(known, told["entry"]), pictures_each=each)
        case "same_picture":
            return SamePicture(by=known.facts[told["by"]])
        case "another_went_ahead":
            return AnotherWentAhead(
                priority=priority(known, told["entry"]),
                by=known.facts[told["by"]],
                decided_by=told["decided_by"],
                item=item_of(known, place, told),
            )
        case "limit_reached":
            limit = known.entries[told["by"]]
            return LimitReached(
                by=priority(known, told["by"]),
                at_most=limit.written["at_most"],
                taken=tuple(known.facts[place] for place in counted_by(known, limit)),
            )
        case "slot_kept":
            assert place is not None
            return SlotReserved(
                priority=priority(known, last_met(known, place)), by=priority(known, told["by"])
            )
        case "cap_reached":
            return CapReached(
                priority=priority(known, told["entry"]),
                at_most=known.entries[told["entry"]].written.get("at_most", 1),
                taken=tuple(known.facts[place] for place in told["taken"]),
            )
        case "slots_full":
            return SlotsFull(
                priority=priority(known, told["entry"]),
                references=told["references"],
                reached=told["reached"],
                by_order=told.get("decided_by") not in (None, "quality"),
                target=capping(known, told),
            )
        case "not_placed":
            return NotPlaced()
        case kind:
            raise AssertionError(f"the engine has no reason {kind} yet")


def counted_by(known: Known, limit: Naive) -> list[int]:
    """The first pick of each individual that counts for a limit, by its place in the pool."""
    ground = known.serving.ground
    found: dict[int, int] = {}
    for pick in known.picks:
        picture = ground.pool.pictures[pick.place]
        placed = None if pick.placement is None else ground.scene.placements[pick.placement]
        if meets(ground, limit.conditions, Candidate(picture=picture, placed=placed)):
            found.setdefault(ground.pool.individual(picture), pick.place)
    return list(found.values())


def last_met(known: Known, place: int) -> str:
    """The last priority that a picture meets under any placement, by its path."""
    serving = known.serving
    free = not_struck(serving, candidates(serving.ground))
    own = [one for one in free if one.picture.place == place]
    met = [
        entry
        for entry in serving.priorities
        if any(meets(serving.ground, entry.conditions, one) for one in own)
    ]
    return met[-1].path


def capping(known: Known, told: Told) -> str | None:
    """The video model, where its cap is the smaller."""
    target = known.serving.ground.target
    if target is None or not told["is_models_cap"]:
        return None
    return as_its_vendor_writes(target)


def as_its_vendor_writes(target: str) -> str:
    """The id of a video model, whose case does not count."""
    return next(each for each in TARGETS if each.casefold() == target.casefold())


def crops(pictures_each: Any) -> PicturesEach:
    """A number, or the crops."""
    return pictures_each if isinstance(pictures_each, int) else tuple(listed(pictures_each))


# --- What a condition wanted, and what was found -------------------------------------------------


def failed_conditions(known: Known, place: int, told: Told) -> tuple[FailedCondition, ...]:
    """What this picture does not meet of the nearest priority, under the nearest placement."""
    ground = known.serving.ground
    entry = known.entries[told["nearest"]]
    one = Candidate(
        picture=ground.pool.pictures[place], placed=ground.scene.placements[told["under"]]
    )
    found: list[FailedCondition] = []
    for key in told["failed"]:
        if key in WITHIN:
            wanted = wording(entry, key)
        else:
            wanted = wanted_of(key, listed(entry.written[key]))
        there = ", ".join(found_of(ground, key, one))
        found.append(FailedCondition(key=key, wanted=wanted, found=there))
    return tuple(found)


def item_of(known: Known, place: int | None, told: Told) -> str | None:
    """How explanations put what `prefer` asks for; nothing for a crop, which they describe."""
    assert place is not None
    if told["decided_by"] != "prefer":
        return None
    serving, entry = known.serving, known.entries[told["entry"]]
    pictures = serving.ground.pool.pictures
    under = told["by_under"]
    placed = None if under is None else serving.ground.scene.placements[under]
    first = Candidate(picture=pictures[told["by"]], placed=placed)
    ahead, behind = (
        preferences(serving, entry, each)
        for each in (first, behind_it(serving, entry, first, pictures[place]))
    )
    layers = [listed(entry.written.get("prefer")), *serving.prefers]
    decided = zip(layers, ahead, behind, strict=True)
    item = next(layer[first[0]] for layer, first, second in decided if first != second)
    if item in CROPS:
        return None
    if isinstance(item, str):
        return phrase_of({item: True})
    if item.keys() == {"crop"} and len({*listed(item["crop"])}) == 1:
        return None
    return phrase_of(item)


def behind_it(serving: Serving, entry: Naive, ahead: Candidate, picture: Picture) -> Candidate:
    """The best of the candidates of a picture that come behind another."""
    offered = candidates(serving.ground)
    if entry.written.get("unplaced"):
        offered += unoffered(serving.ground)
    own = [one for one in not_struck(serving, offered) if one.picture is picture]
    return best_behind(serving, entry, ahead, own)
