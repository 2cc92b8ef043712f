"""Sentences for picks, reasons and notes: why this one, why not that one, and what to change.

In: the values of `selector.model.picks`. Out: text of one or two sentences, without markup or line breaks.
Nothing here decides anything; every number and name comes from the value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import assert_never

from selector.data import data_dir
from selector.engine.plan import ShotPlan
from selector.language.conditions import CONDITIONS
from selector.language.conditions.crop import PICTURES_OF
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.phrases import listed, spoken
from selector.model.picks import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    Facts,
    FailedCondition,
    MeetsNoPriority,
    Note,
    NotInPool,
    NotPlaced,
    PassedOver,
    Pick,
    PriorityName,
    SamePicture,
    SlotsFull,
)
from selector.model.problem import Location
from selector.model.vocabulary import ASSET_TYPES, ROLES

SHORT: dict[str, str] = {
    "not_in_pool": "without a picture",
    "cannot_be_sent": "cannot be sent",
    "meets_no_priority": "not asked for",
    "already_shown": "already shown",
    "crop_not_sent": "crop not sent",
    "same_picture": "same picture sent",
    "another_went_ahead": "another went ahead",
    "cap_reached": "cap reached",
    "slots_full": "slots full",
    "not_placed": "not placed in this scene",
}
"""Each kind of reason in a word or three, in the order that reasons are tried."""

_CROPS_PLURAL = {"face": "face crops", "full": "full pictures"}


def why_picked(pick: Pick, placed_tag: str) -> str:
    """What the picture is and how it comes into the scene.

    `placed_tag` is the tag of its placement: another than its own where the scene names the individual by that one.
    """
    position = f" ({pick.position})" if pick.position else ""
    tag = (
        ""
        if placed_tag == pick.facts.tag
        else f" by the tag {placed_tag}, which shows the same individual"
    )
    return f"{describe(pick.facts)}; placed as {spoken(pick.role)}{position}{tag}."


def priority_in_words(priority: PriorityName) -> str:
    """Why it was asked for, in the director's own words, by which priority, and where that stands."""
    which = f"priority {priority.number}, `{priority.name}` ({place_of(priority.at)})"
    return (
        f'Because "{priority.because}": {which}.'
        if priority.because
        else f"Asked for by {which}, without a reason."
    )


def why_not(passed: PassedOver, shot: str) -> str:  # noqa: C901, PLR0911  # a return for each kind of reason
    """Why it does not go, with the values that were compared. `shot` is the shot rule that served the scene."""
    reason = passed.reason
    match reason:
        case NotInPool():
            near = f" The nearest tag there is {reason.near}." if reason.near else ""
            return f"No picture of the film has the tag {passed.tag}.{near}"
        case CannotBeSent():
            return f"It cannot be sent: {reason.why}." if reason.why else "It cannot be sent."
        case MeetsNoPriority():
            nearest = f"{_named(reason.nearest)}: {_failed(reason.failed)}"
            return f"No priority of the shot rule `{shot}` asks for it. The nearest is {nearest}."
        case AlreadyShown():
            shown = f"The same individual is already shown by {name_of(reason.by)}, {_values(reason.by)}"
            return f"{shown}; {_allowance(reason.pictures_each)}."
        case CropNotSent():
            only = f"{_crops_only(reason.pictures_each)}, and this is {_crop(passed.facts)}"
            return f"The priority {_named(reason.priority)} asks for it, but {only}."
        case SamePicture():
            return f"The very same picture already goes as {name_of(reason.by)}."
        case AnotherWentAhead():
            ahead = "another picture of the same individual went ahead of it"
            return f"At the priority {_named(reason.priority)} {ahead}: {_ahead(reason, passed.facts)}."
        case CapReached():
            takes = f"takes at most {reason.at_most}, and took {listed(map(name_of, reason.taken))}"
            return f"The priority {_named(reason.priority)} asks for it, but {takes}."
        case SlotsFull():
            slots = (
                "the one slot was"
                if reason.references == 1
                else f"all {reason.references} slots were"
            )
            turn = (
                "its turn came: the higher quality goes first"
                if reason.reached
                else "that priority was reached"
            )
            return f"The priority {_named(reason.priority)} asks for it, but {slots} taken before {turn}."
        case NotPlaced():
            return "The scene does not place it."
        case _:
            assert_never(reason)


def note_sentence(note: Note, near_shot: str | None = None) -> str:  # noqa: C901, PLR0911, PLR0912  # as many as kinds
    """What was read in a way that its writer may not expect. `near_shot` is the shot rule that may have been meant."""
    values = note.values
    match note.kind:
        case "brackets_dropped":
            return f"The tag {_value(values, 'written')} was read as {_value(values, 'tag')}."
        case "unknown_role":
            known = listed(ROLES, "or")
            return f"{values['tag']} has the role {_value(values, 'role')}: no rule can ask for that, only for {known}."
        case "unread_scene_index":
            return f"`scene_index` is {values['found']}, not a scene number: the scene counts as one without a number."
        case "unknown_asset_type":
            known = listed(ASSET_TYPES, "or")
            return f"{values['tag']} has the type {_value(values, 'type')}: no rule can ask for that, only for {known}."
        case "individuals_joined":
            names = values["individuals"]
            return f"These names were taken for one individual, because of what its pictures were cut from: {names}."
        case "shared_tag":
            several = f"The tag {values['tag']} belongs to several individuals, and a scene cannot say which"
            return f"{several}: {values['individuals']}."
        case "unplaceable_tag":
            bare = (
                f"Write {_value(values, 'bare')}."
                if values["bare"]
                else "Give the picture another tag."
            )
            dropped = "spaces and brackets around a tag are dropped there"
            return f"No scene can place the tag {_value(values, 'tag')}: {dropped}. {bare}"
        case "other_scene_index":
            row = f"The scene is numbered {values['number']} by its row"
            return f"{row}, whose manifest says `scene_index` {values['found']}: the row's number counts."
        case "misnamed_attribute":
            written, attribute = values["written"], values["attribute"]
            return f"Assets have `{written}`, which is not read. Call it `{attribute}` if that is what it says."
        case "no_optional_attributes":
            return "No asset says more than its tag and type, so nothing tells a good picture from a bad one."
        case "default_rule":
            near = f" Did you mean `{near_shot}`?" if near_shot else ""
            return f"No shot rule is named {_value(values, 'shot_type')}, so `default` served the scene.{near}"
        case "no_placements":
            return "The scene places nothing, so there is nothing to send."
        case "empty_pool":
            return "The film has no pictures, so there is nothing to send."
        case _:
            assert_never(note.kind)


def name_of(facts: Facts) -> str:
    """A picture's name for people: its tag, and its id or its place in the film to tell it from others of that tag."""
    if facts.id and facts.id != facts.tag:
        return f"{facts.tag} ({facts.id})"
    return facts.tag if facts.id else f"{facts.tag} (picture {facts.place + 1} of the film)"


def place_of(at: Location) -> str:
    """A place in a rule file, short enough to be read in a sentence; of the shipped rules the file's name is enough."""
    path = Path(at.source.name)
    return (
        str(at).replace(at.source.name, path.name, 1)
        if path.parent == data_dir("rules")
        else str(at)
    )


def describe(facts: Facts) -> str:
    """`A face crop of a character, quality 9.1`."""
    quality = (
        "no quality score" if facts.quality is None else f"quality {score_in_words(facts.quality)}"
    )
    whose = f", {facts.individual}" if facts.individual else ""
    kind = spoken(facts.type)
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{PICTURES_OF[facts.crop].capitalize()} of {article} {kind}{whose}, {quality}"


def picture_of(asset: object) -> str | None:
    """Where the picture lies, if the asset says so."""
    key = "reference_image_url"
    url = asset.get(key) if isinstance(asset, Mapping) else getattr(asset, key, None)
    return url if isinstance(url, str) and url else None


def count_by_reason(passed_over: Iterable[PassedOver]) -> dict[str, int]:
    """How many stay out for each kind of reason, in the order that reasons are tried; none of a kind is no entry."""
    counts: Counter[str] = Counter(passed.reason.kind for passed in passed_over)
    return {kind: counts[kind] for kind in SHORT if counts[kind]}


def shot_words(plan: ShotPlan) -> str:
    """What a shot rule sends, whatever its priorities: `up to 3 references, one picture of each individual`."""
    words = (
        REFERENCES.says(plan.references),
        PICTURES_EACH.says(plan.pictures_each),
        PREFER.says(plan.prefer),
    )
    return ", ".join(filter(None, words))


def in_short(counts: Mapping[str, int]) -> str:
    """`slots full: 2, already shown: 1`."""
    return ", ".join(f"{SHORT[kind]}: {count:,}" for kind, count in counts.items())


def score_in_words(value: float | Decimal) -> str:
    """A score without needless digits: 8, 8.5, 9.125."""
    return f"{value:g}"


def _value(values: Mapping[str, str], key: str) -> str:
    return f'"{values.get(key, "")}"'


def _named(priority: PriorityName) -> str:
    return f"`{priority.name}` ({place_of(priority.at)})"


def _failed(failed: Sequence[FailedCondition]) -> str:
    """The failed conditions: what the rule asks for and what is there."""
    wanted = f"it asks for {listed(map(_wanted, failed))}"
    if len(failed) > 1:
        return f"{wanted}; here {listed(map(_found, failed))}"
    [alone] = failed
    return f"{wanted}, and {CONDITIONS[alone.key].says_alone(alone.found)}"


def _wanted(failed: FailedCondition) -> str:
    return CONDITIONS[failed.key].asks(failed.wanted)


def _found(failed: FailedCondition) -> str:
    return CONDITIONS[failed.key].says(failed.found)


def _allowance(pictures_each: int | tuple[str, ...]) -> str:
    """What one individual may send."""
    if isinstance(pictures_each, int):
        return f"one individual may send {'one picture' if pictures_each == 1 else f'{pictures_each} pictures'}"
    return f"one individual may send {listed(PICTURES_OF[crop] for crop in pictures_each)}"


def _values(facts: Facts) -> str:
    """`a full picture of quality 8.8`."""
    return f"{PICTURES_OF[facts.crop]} " + (
        "without a score"
        if facts.quality is None
        else f"of quality {score_in_words(facts.quality)}"
    )


def _crops_only(pictures_each: tuple[str, ...]) -> str:
    return f"`pictures_each` lets only {listed(_CROPS_PLURAL[crop] for crop in pictures_each)} go"


def _crop(facts: Facts | None) -> str:
    return PICTURES_OF[facts.crop] if facts else "another picture"


def _ahead(reason: AnotherWentAhead, facts: Facts | None) -> str:
    """Which picture went ahead and by what, with both values."""
    ahead = name_of(reason.by)
    match reason.decided_by:
        case "prefer":
            return (
                f"{ahead}, {PICTURES_OF[reason.by.crop]}, which `prefer` puts before {_crop(facts)}"
            )
        case "nearness":
            return f"{ahead} is nearer to what the scene names"
        case "quality":
            return (
                f"{ahead} has the higher quality, {_quality(reason.by)} against {_quality(facts)}"
            )
        case "pool order":
            return f"{ahead} is its equal in crop and quality and comes earlier in the assets"
        case _:
            assert_never(reason.decided_by)


def _quality(facts: Facts | None) -> str:
    return (
        "none (counts as 0)"
        if facts is None or facts.quality is None
        else score_in_words(facts.quality)
    )
