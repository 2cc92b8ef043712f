"""Sentences for picks and for what is left out: why this one, why not that one.

In: the values of `model.picks` and `model.left_out`. Out: text of one or two sentences, without
markup or line breaks. Nothing is decided here: every number and name comes from the value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from selector.data import EARLIER, data_dir
from selector.engine.asset_getter import value_of
from selector.engine.plan import ShotPlan
from selector.language.conditions import CONDITIONS, WITHIN
from selector.language.conditions.crop import CROPS_PLURAL, PICTURES_OF
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.pin import PIN
from selector.language.entry_words.at_most import AT_MOST
from selector.language.shot_words.order import ORDER, in_ties
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    FirstBy,
    LimitReached,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    PassedOver,
    RefusedByTarget,
    SamePicture,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.phrases import listed, said_today, spoken, wanted_today, with_article
from selector.model.picks import EntryName, Facts, Pick, Replacement
from selector.model.problem import Location
from selector.model.scene import Placement
from selector.model.vocabulary import ASSET_TYPES

if TYPE_CHECKING:
    from selector.model.advice import Advising

SHORT: dict[str, str] = {
    "not_in_pool": "without a picture",
    "cannot_be_sent": "cannot be sent",
    "struck": "excluded by a ban",
    "target_refuses": "not taken by the video model",
    "no_references": "no references in this shot",
    "meets_no_priority": "not asked for",
    "already_shown": "another picture of it is sent",
    "crop_not_sent": "not in `pictures_each`",
    "same_picture": "the same picture is sent already",
    "another_went_ahead": "another picture of it is preferred",
    "limit_reached": "limit in `limits` reached",
    "slot_reserved": "reserved for a limit in `limits`",
    "cap_reached": "its priority took no more",
    "slots_full": "all references taken",
    "not_placed": "not placed in this scene",
}
"""Each kind of reason in a few words, in the order that reasons are tried."""

_AFTER_A_COUNT: dict[str, str] = SHORT | {
    "cannot_be_sent": "that cannot be sent",
    "already_shown": "because another picture of it is sent",
    "target_refuses": "that the video model does not take",
    "no_references": "because this shot sends no references",
    "same_picture": "because the same picture is sent already",
    "another_went_ahead": "because another picture of it is preferred",
    "limit_reached": "because a limit in `limits` was reached",
    "slot_reserved": "because references were reserved for a limit in `limits`",
    "cap_reached": "because a priority took no more",
    "slots_full": "because all references were taken",
}
"""The same after a number: `2 because all references were taken`."""

_FIRST_BY: dict[FirstBy | None, str] = {
    "score": "pictures of higher quality come first",
    "scene": "pictures of equal quality are placed earlier in the scene",
    "pool": "pictures of equal quality are earlier in the assets",
    None: "others come first",
}
"""What puts others first where a priority has its turn."""


def why_picked(pick: Pick, placements: Sequence[Placement]) -> str:
    """What the picture is, and which placement offers it, if any does.

    Args:
        pick: The pick.
        placements: Those of its scene. The tag of its own may be another tag of the same person,
            place or thing.
    """
    words = describe(pick.facts)
    if pick.placement is None or pick.role is None:
        return f"{words}; the scene does not place it."
    words += f"; placed as {spoken(pick.role)}"
    if pick.position:
        words += f" ({pick.position})"
    placed_tag = placements[pick.placement].tag
    if placed_tag != pick.facts.tag:
        words += by_other_tag(placed_tag, pick.facts)
    return f"{words}."


def by_other_tag(placed_tag: str, facts: Facts | None) -> str:
    """How a scene offers a picture that has another tag than its placement."""
    return f" by the tag {placed_tag}, which belongs to the same {what_it_shows(facts)}"


def priority_in_words(priority: EntryName) -> str:
    """The director's reason, and the name and location of the priority that gives it."""
    where = location_in_words(priority.at)
    number = f"{_noun(priority)} {priority.number}"
    if priority.list == FIRST.key:
        number += f" of `{FIRST.key}`"
    which = f"{number}, `{priority.name}` ({where})"
    if priority.because:
        return f'Because "{priority.because}": {which}.'
    return f"Asked for by {which}, which gives no reason."


def replacement_in_words(by: Replacement) -> str:
    """The end of a sentence about the shot rule that a scene uses: what it replaces, and why."""
    which = f"`{by.name}`" if by.name else f"scene {by.scene}"
    where = f"{which}, {location_in_words(by.at)}"
    if by.because:
        return f' in place of `{by.shot}`, because "{by.because}" ({where})'
    return f" in place of `{by.shot}` ({where})"


def why_not(  # noqa: C901, PLR0911, PLR0912  # one return a reason
    passed: PassedOver, shot: str, adviser: Advising | None = None
) -> str:
    """Why something is left out, with the values that were compared.

    Args:
        passed: What is left out.
        shot: The name of the shot rule that the scene uses.
        adviser: Knows the whole selection; None for an answer on record.

    Returns:
        A sentence, or a few.
    """
    reason = passed.reason
    match reason:
        case NotInPool():
            return _not_in_pool(passed.tag, reason)
        case CannotBeSent():
            return cannot_be_sent(reason)
        case Struck():
            return _struck(reason)
        case RefusedByTarget():
            return f"The video model `{reason.target}` takes {_refused(passed.facts, reason)}."
        case NoReferences() if reason.target is not None:
            return f"The video model `{reason.target}` takes no references."
        case NoReferences():
            return f"The shot rule `{shot}` sends no references (`{REFERENCES.key}: 0`)."
        case MeetsNoPriority():
            if reason.nearest is None:
                return f"No priority of the shot rule `{shot}` applies in this scene."
            nearest, failed = entry_in_words(reason.nearest), _failed(reason.failed)
            none = f"No priority of the shot rule `{shot}` asks for it."
            return f"{none} The nearest is {nearest}: {failed}."
        case AlreadyShown():
            return _already_shown(reason) + _nearer(passed, reason, adviser)
        case CropNotSent():
            asks = asks_for_it(reason.priority)
            crops = listed(map(CROPS_PLURAL.__getitem__, reason.pictures_each))
            this = _crop(passed.facts)
            return f"{asks}, but `pictures_each` allows only {crops}, and this is {this}."
        case SamePicture():
            return f"The same picture is sent as {name_of(reason.by)}."
        case AnotherWentAhead():
            priority = f"{_noun(reason.priority)} {entry_in_words(reason.priority)}"
            another = f"another picture of the same {what_it_shows(passed.facts)}"
            why = _came_first(reason, passed.facts)
            return f"The {priority} prefers {another}: {why}."
        case LimitReached():
            return _limit_reached(reason)
        case SlotReserved():
            asks = asks_for_it(reason.priority)
            limit = f"the limit {entry_in_words(reason.by)}"
            left = "the references that were left are reserved"
            return f"{asks}, but {left} for {limit}{_why(reason.by)}"
        case CapReached():
            asks = asks_for_it(reason.priority)
            taken = list(map(name_of, reason.taken))
            if reason.priority.list == PIN.key:
                pin = f"The pin {entry_in_words(reason.priority)}"
                return f"{pin} asks for it, but a pin sends only one picture: it sent {taken[0]}."
            limit = f"its limit (`at_most: {reason.at_most}`)"
            return f"{asks}, but {limit} was reached: it took {listed(taken)}."
        case SlotsFull():
            asks = asks_for_it(reason.priority)
            return f"{asks}, but {_all_taken(reason)}."
        case NotPlaced():
            return "The scene does not place it."
        case _:
            assert_never(reason)


def name_of(facts: Facts) -> str:
    """A picture's name for people: its tag, and its id or number to tell it from others."""
    if not facts.id:
        return f"{facts.tag} (picture {facts.place + 1} of the film)"
    if facts.id == facts.tag:
        return facts.tag
    return f"{facts.tag} ({facts.id})"


def location_in_words(at: Location) -> str:
    """A location in a rule file, short enough for a sentence: no folder for the shipped rules."""
    return str(at).replace(at.file, file_in_words(at.file), 1)


@lru_cache(maxsize=256)  # an explanation names one file at every entry, and the disk is asked
def file_in_words(name: str) -> str:
    """The name of a rule file as a person would type it: no folder for the shipped rules."""
    path = Path(name)
    shipped = data_dir("rules")
    if path.parent in {shipped, shipped / EARLIER}:
        return path.name
    return name


def describe(facts: Facts) -> str:
    """`A face crop of a character, quality 9.1`."""
    quality = "no quality score"
    if facts.quality is not None:
        quality = f"quality {score_in_words(facts.quality)}"
    kind = spoken(facts.type)
    words = f"{PICTURES_OF[facts.crop].capitalize()} of {with_article(kind)}"
    if facts.individual:
        words += f", {facts.individual}"
    return f"{words}, {quality}"


def what_it_shows(facts: Facts | None) -> str:
    """What a picture shows, as a noun: its type, if that is a type of the language."""
    if facts is None or facts.type not in ASSET_TYPES:
        return "person, place or thing"
    return spoken(facts.type)


def picture_of(asset: object) -> str | None:
    """Where the picture of an asset is, if the asset says so."""
    url = value_of(asset, "reference_image_url")
    if isinstance(url, str) and url:
        return url
    return None


def count_by_reason(passed_over: Iterable[PassedOver]) -> dict[str, int]:
    """How many are left out for each kind of reason, in the order that reasons are tried."""
    return words_in_order(passed.reason.kind for passed in passed_over)


def words_in_order(kinds: Iterable[str]) -> dict[str, int]:
    """How often each kind of reason occurs, if it does, in the order that reasons are tried."""
    counts = Counter(kinds)
    return {kind: counts[kind] for kind in SHORT if kind in counts}


def shot_words(shot_plan: ShotPlan) -> str:
    """What a shot rule sends: `up to 3 references, one picture of each person, place or thing`."""
    references = REFERENCES.says(shot_plan.references)
    if shot_plan.references == 0:
        return references
    words = (
        references,
        PICTURES_EACH.says(shot_plan.pictures_each),
        PREFER.says(shot_plan.prefer),
    )
    said = ", ".join(filter(None, words))
    order = ORDER.says(shot_plan.order)
    if not order:
        return said
    return f"{said}; within each priority, {order}, then {in_ties(shot_plan.order)}"


def in_short(counts: Mapping[str, int]) -> str:
    """`all references taken: 2, not asked for: 1`."""
    parts = []
    for kind, count in counts.items():
        parts.append(f"{SHORT[kind]}: {count:,}")
    return ", ".join(parts)


def in_numbers(counts: Mapping[str, int]) -> str:
    """`1 not asked for and 2 because all references were taken`."""
    parts = []
    for kind, count in counts.items():
        what = _AFTER_A_COUNT[kind]
        parts.append(f"{count:,} {what}")
    return listed(parts)


def score_in_words(value: float | Decimal) -> str:
    """A score without needless digits: 8, 8.5, 9.125."""
    return f"{value:g}"


def _not_in_pool(tag: str, reason: NotInPool) -> str:
    words = f"No picture of the film has the tag {tag}."
    if reason.near:
        return f"{words} The most similar tag is {reason.near}."
    return words


def cannot_be_sent(reason: CannotBeSent, name: str = "It") -> str:
    """That a picture cannot be sent, and why."""
    if reason.why:
        return f"{name} cannot be sent: {said_today(reason.why)}."
    return f"{name} cannot be sent."


def _struck(reason: Struck) -> str:
    return f"The ban {entry_in_words(reason.by)} excludes it{_why(reason.by)}"


def _why(entry: EntryName) -> str:
    """The end of a sentence about an entry: the director's reason, if there is one."""
    if entry.because:
        return f', because "{entry.because}".'
    return "."


def _limit_reached(reason: LimitReached) -> str:
    limit = f"The limit {entry_in_words(reason.by)}, `{AT_MOST.key}: {reason.at_most}`, was reached"
    counted = listed(map(name_of, reason.taken))
    why = f' Its reason: "{reason.by.because}".' if reason.by.because else ""
    return f"{limit} by {counted}.{why}"


def _refused(facts: Facts | None, reason: RefusedByTarget) -> str:
    """What a video model takes, and what a picture is that it refuses."""
    if reason.takes == "asset":
        return "no style pictures, and this is one"
    return f"only face crops, and this is {_crop(facts)}"


def _already_shown(reason: AlreadyShown) -> str:
    by = reason.by
    shown = what_it_shows(by)
    name = name_of(by)
    picture = f"{PICTURES_OF[by.crop]} {_of_quality(by)}"
    allowed = _allowance(reason.pictures_each)
    return f"The same {shown} is shown here by {name}, {picture}{allowed} of each {shown}."


def _nearer(passed: PassedOver, reason: AlreadyShown, adviser: Advising | None) -> str:
    """That the other picture goes for its tag alone; an empty text if that is not so."""
    if adviser is None or not adviser.is_only_less_near(passed):
        return ""
    shown = what_it_shows(reason.by)
    return (
        f" The scene names {reason.by.tag}, which is the tag of that picture: it comes before"
        f" pictures of the same {shown} under other tags, whatever their quality."
    )


def _allowance(pictures_each: int | tuple[str, ...]) -> str:
    """How many pictures of one person, place or thing may be sent, or which."""
    only = "; the rule sends only"
    if pictures_each == 1:
        return f"{only} one picture"
    if isinstance(pictures_each, int):
        return f", among others{only} {pictures_each} pictures"
    return f"{only} {listed(map(PICTURES_OF.__getitem__, pictures_each))}"


def all_references(reason: SlotsFull) -> str:
    """That all references are taken, as a clause: `all 3 references are taken`."""
    which = ""
    if reason.target is not None:
        which = f" that the video model `{reason.target}` takes"
    match reason.references:
        case 1:
            return f"the only reference{which} is taken"
        case 2:
            return f"both references{which} are taken"
        case _:
            return f"all {reason.references} references{which} are taken"


def _all_taken(reason: SlotsFull) -> str:
    taken = all_references(reason)
    if reason.pin is not None:
        return f"{taken}, and without the pin {entry_in_words(reason.pin)} it would be sent"
    if reason.reached and reason.by_order:
        return f"{taken}: `{ORDER.key}` puts others first"
    if reason.reached:
        first_by = _FIRST_BY[reason.decided_by]
        return f"{taken}: {first_by}"
    entries = f"{ENTRY_LISTS[reason.priority.list].entries} before it"
    match reason.decided_by:
        case "pins":
            return f"{taken} by pins"
        case "pins and priorities":
            return f"{taken} by pins and {entries}"
        case _:
            return f"{taken} by {entries}"


def entry_in_words(entry: EntryName) -> str:
    """An entry, and where it is written: `` `the-face` (rules.yaml:12)``.

    An entry of a scene needs no name, and then goes by its first condition. `not` says nothing.
    """
    where = location_in_words(entry.at)
    if entry.scene is not None and entry.name in WITHIN:
        return f"of scene {entry.scene} ({where})"
    return f"`{entry.name}` ({where})"


def path_in_words(path: str) -> str:
    """An entry by its path, as people call it: ``the limit `one-dog` of `close_up` ``."""
    lists = "|".join(ENTRY_LISTS)
    parts = re.fullmatch(rf"(top|shots|scenes)\.?(.*?)/({lists})/(.+)", path, re.DOTALL)
    if parts is None:
        return f"`{path}`"
    place, of, key, name = parts.groups()
    words = f"the {ENTRY_LISTS[key].entry}"
    if place != "scenes" or name not in WITHIN:
        words += f" `{name}`"
    return words + _OF_PLACE[place].format(of)


_OF_PLACE = {"top": "", "shots": " of `{}`", "scenes": " of scene {}"}


def asks_for_it(priority: EntryName) -> str:
    """The beginning of a sentence: the entry that asks for a picture, and where it is written."""
    return f"The {_noun(priority)} {entry_in_words(priority)} asks for it"


def _noun(entry: EntryName) -> str:
    """What an entry of its list is called: `priority`, `pin`."""
    return ENTRY_LISTS[entry.list].entry


def _failed(failed: Sequence[FailedCondition]) -> str:
    """The failed conditions: what the rule asks for and what is there."""
    wanted = listed(map(_wanted, failed))
    if len(failed) > 1:
        found = listed(map(_found, failed))
        return f"it asks for {wanted}; here {found}"
    [alone] = failed
    found = CONDITIONS[alone.key].says_alone(alone.found)
    return f"it asks for {wanted}, but {found}"


def _wanted(failed: FailedCondition) -> str:
    return wanted_today(CONDITIONS[failed.key].asks(failed.wanted))


def _found(failed: FailedCondition) -> str:
    return CONDITIONS[failed.key].says(failed.found)


def _of_quality(facts: Facts) -> str:
    if facts.quality is None:
        return "without a score"
    return f"of quality {score_in_words(facts.quality)}"


def _crop(facts: Facts | None) -> str:
    if facts is None:
        return "another picture"
    return PICTURES_OF[facts.crop]


def _came_first(reason: AnotherWentAhead, facts: Facts | None) -> str:
    """Which picture came first and why, with both values."""
    first = name_of(reason.by)
    match reason.decided_by:
        case "prefer" if reason.item is not None:
            return f"{first}, because `prefer` asks for {said_today(reason.item)}"
        case "prefer":
            crop = PICTURES_OF[reason.by.crop]
            return f"{first}, {crop}, which `prefer` puts before {_crop(facts)}"
        case "nearness":
            return (
                f"{first} has the tag that the scene places, or is linked to such a picture by"
                " `cut_from`"
            )
        case "quality":
            qualities = f"{_quality(reason.by)} against {_quality(facts)}"
            return f"{first} has the higher quality, {qualities}"
        case "pool order":
            return f"{first} has the same quality and comes earlier in the assets"
        case _:
            assert_never(reason.decided_by)


def _quality(facts: Facts | None) -> str:
    if facts is None or facts.quality is None:
        return "none (ranked as 0)"
    return score_in_words(facts.quality)
