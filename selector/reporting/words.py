"""Sentences for picks, reasons and notes: why this one, why not that one, and what to change.

In: the values of `selector.model.selection`. Out: text of one or two sentences, without markup or line breaks.
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
from selector.model.problem import Location
from selector.model.selection import (
    AlreadyShown,
    AnotherWentAhead,
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
    Reason,
    SlotsFull,
)
from selector.model.vocabulary import ASSET_TYPES, ROLES
from selector.reporting.advice import (
    AddPicture,
    Advice,
    AskForIt,
    Change,
    GiveType,
    MoveUp,
    Option,
    PlaceAs,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Write,
)

SHORT: dict[str, str] = {
    "not_in_pool": "without a picture",
    "meets_no_priority": "not asked for",
    "already_shown": "already shown",
    "crop_not_sent": "crop not sent",
    "another_went_ahead": "another went ahead",
    "cap_reached": "cap reached",
    "slots_full": "slots full",
    "not_placed": "not placed in this scene",
}
"""Each kind of reason in a word or three, in the order that reasons are tried."""

_CROPS = {"face": "a face crop", "full": "a full picture"}
_CROPS_PLURAL = {"face": "face crops", "full": "full pictures"}


def why_picked(pick: Pick, placed_tag: str) -> str:
    """What the picture is and how it comes into the scene.

    `placed_tag` is the tag of its placement: another than its own where the scene names the individual by that one.
    """
    position = f" ({pick.position})" if pick.position else ""
    tag = "" if placed_tag == pick.facts.tag else f" by the tag {placed_tag}, which shows the same individual"
    return f"{describe(pick.facts)}; placed as {spoken(pick.role)}{position}{tag}."


def asked_by(priority: PriorityName) -> str:
    """Why it was asked for, in the director's own words, by which priority, and where that stands."""
    which = f"priority {priority.number}, `{priority.name}` ({place_of(priority.at)})"
    return f'Because "{priority.because}": {which}.' if priority.because else f"Asked for by {which}, without a reason."


def why_not(passed: PassedOver, shot: str) -> str:  # noqa: PLR0911  # a return for each kind of reason
    """Why it does not go, with the values that were compared. `shot` is the shot rule that served the scene."""
    reason = passed.reason
    match reason:
        case NotInPool():
            near = f" The nearest tag there is {reason.near}." if reason.near else ""
            return f"No picture of the film has the tag {passed.tag}.{near}"
        case MeetsNoPriority():
            nearest = f"{_named(reason.nearest)}: {_failed(reason.failed)}"
            return f"No priority of `{shot}` asks for it. The nearest is {nearest}."
        case AlreadyShown():
            shown = f"The same individual is already shown by {name_of(reason.by)}, {_values(reason.by)}"
            return f"{shown}; {_allowance(reason.pictures_each)}."
        case CropNotSent():
            only = f"{_crops_only(reason.pictures_each)}, and this is {_crop(passed.facts)}"
            return f"{_named(reason.priority)} asks for it, but {only}."
        case AnotherWentAhead():
            ahead = "another picture of the same individual went ahead of it"
            return f"At {_named(reason.priority)} {ahead}: {_ahead(reason, passed.facts)}."
        case CapReached():
            takes = f"takes at most {reason.at_most}, and took {listed(map(name_of, reason.taken))}"
            return f"{_named(reason.priority)} asks for it, but {takes}."
        case SlotsFull():
            slots = "the one slot was" if reason.references == 1 else f"all {reason.references} slots were"
            turn = "its turn came: the higher quality goes first" if reason.reached else "that priority was reached"
            return f"{_named(reason.priority)} asks for it, but {slots} taken before {turn}."
        case NotPlaced():
            return "The scene does not place it."
        case _:
            assert_never(reason)


def what_would_help(advice: Advice, count: int = 1) -> str:
    """What to change, in the rule file, the scene or the assets, for this one to go; or said of so many at once."""
    if advice.options:
        ways = ", or ".join(_option(option, advice.shot) for option in advice.options)
        aim = _aim(advice, count)
        return f"{aim} {ways}." if aim else f"{ways[:1].upper()}{ways[1:]}."
    if advice.ahead is None:
        return f"The scene places too many pictures to try what would send {_any_of_them(count)}."
    if isinstance(advice.reason, AnotherWentAhead):
        ahead = f"{name_of(advice.ahead)}, which went ahead of {'it' if count == 1 else 'them'},"
        return f"{ahead} {_stays_out(advice.ahead_kept_out)}."
    first = f"of the same individual, {name_of(advice.ahead)} would go first"
    return f"No small change sends {_any_of_them(count)}: {first}."


def for_all(advice: Advice, count: int) -> str:
    """The same, said once below several pictures that it would help."""
    words = what_would_help(advice, count)
    begins_with_a_name = not advice.options and isinstance(advice.reason, AnotherWentAhead)
    words = words if begins_with_a_name else f"{words[:1].lower()}{words[1:]}"
    return f"For {'both of these' if count == 2 else f'all of these {count:,}'}: {words}"


def note_sentence(note: Note, near_shot: str | None = None) -> str:  # noqa: PLR0911  # a return for each kind of note
    """What was read in a way that its writer may not expect. `near_shot` is the shot rule that may have been meant."""
    values = note.values
    match note.kind:
        case "brackets_dropped":
            return f"The tag {_value(values, 'written')} was read as {_value(values, 'tag')}."
        case "unknown_role":
            known = listed(ROLES, "or")
            return f"{values['tag']} has the role {_value(values, 'role')}: no rule can ask for that, only for {known}."
        case "unknown_asset_type":
            known = listed(ASSET_TYPES, "or")
            return f"{values['tag']} has the type {_value(values, 'type')}: no rule can ask for that, only for {known}."
        case "individuals_joined":
            names = values["individuals"]
            return f"These names were taken for one individual, because of what its pictures were cut from: {names}."
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
    return str(at).replace(at.source.name, path.name, 1) if path.parent == data_dir("rules") else str(at)


def describe(facts: Facts) -> str:
    """`A face crop of a character, quality 9.1`."""
    quality = "no quality score" if facts.quality is None else f"quality {number(facts.quality)}"
    whose = f", {facts.individual}" if facts.individual else ""
    kind = spoken(facts.type)
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{_CROPS[facts.crop].capitalize()} of {article} {kind}{whose}, {quality}"


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
    references = "one reference" if plan.references == 1 else f"up to {plan.references} references"
    if isinstance(plan.pictures_each, int):
        each = "one picture" if plan.pictures_each == 1 else f"up to {plan.pictures_each} pictures"
    else:
        each = listed(_CROPS[crop] for crop in plan.pictures_each)
    order = f", {_CROPS_PLURAL[plan.prefer[0]]} first" if plan.prefer else ""
    return f"{references}, {each} of each individual{order}"


def in_short(counts: Mapping[str, int]) -> str:
    """`slots full: 2, already shown: 1`."""
    return ", ".join(f"{SHORT[kind]}: {count:,}" for kind, count in counts.items())


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    all_words: Sequence[str] = list(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"


def spoken(word: str) -> str:
    """A word of the vocabulary as people say it: `interaction target`."""
    return word.replace("_", " ")


def number(value: float | Decimal) -> str:
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
    found = f"this is {_CROPS[failed[0].found]}" if failed[0].key == "crop" else _found(failed[0], " here")
    return f"{wanted}, and {found}"


def _wanted(failed: FailedCondition) -> str:
    if failed.key == "crop":
        return listed((_CROPS[crop] for crop in failed.wanted), "or")
    return f"the {failed.key} {listed(map(spoken, failed.wanted), 'or')}"


def _found(failed: FailedCondition, here: str = "") -> str:
    if failed.key == "crop":
        return f"it is {_CROPS[failed.found]}"
    return f"the {failed.key}{here} is {spoken(failed.found)}"


def _allowance(pictures_each: int | tuple[str, ...]) -> str:
    """What one individual may send."""
    if isinstance(pictures_each, int):
        return f"one individual may send {'one picture' if pictures_each == 1 else f'{pictures_each} pictures'}"
    return f"one individual may send {listed(_CROPS[crop] for crop in pictures_each)}"


def _values(facts: Facts) -> str:
    """`a full picture of quality 8.8`."""
    return f"{_CROPS[facts.crop]} " + (
        "without a score" if facts.quality is None else f"of quality {number(facts.quality)}"
    )


def _crops_only(pictures_each: tuple[str, ...]) -> str:
    return f"`pictures_each` lets only {listed(_CROPS_PLURAL[crop] for crop in pictures_each)} go"


def _crop(facts: Facts | None) -> str:
    return _CROPS[facts.crop] if facts else "another picture"


def _ahead(reason: AnotherWentAhead, facts: Facts | None) -> str:
    """Which picture went ahead and by what, with both values."""
    ahead = name_of(reason.by)
    match reason.decided_by:
        case "prefer":
            return f"{ahead}, {_CROPS[reason.by.crop]}, which `prefer` puts before {_crop(facts)}"
        case "quality":
            return f"{ahead} has the higher quality, {_quality(reason.by)} against {_quality(facts)}"
        case "pool order":
            return f"{ahead} is its equal in crop and quality and stands earlier in the assets"
        case _:
            assert_never(reason.decided_by)


def _quality(facts: Facts | None) -> str:
    return "none (counts as 0)" if facts is None or facts.quality is None else number(facts.quality)


def _aim(advice: Advice, count: int) -> str:
    """What the changes are for, where they do not say it themselves."""
    match advice.reason:
        case NotInPool():
            return ""
        case NotPlaced():
            return f"To offer {'it' if count == 1 else 'them'},"
        case SlotsFull():
            return "To make room,"
        case AnotherWentAhead() | AlreadyShown() if _is_instead(advice):
            return f"To send {'this one' if count == 1 else _any_of_them(count)} instead,"
        case _:
            return f"To send {_any_of_them(count)},"


def _any_of_them(count: int) -> str:
    """Of several that the same would help each may go; whether all of them do is another question."""
    return {1: "it", 2: "either of them"}.get(count, "any of them")


def _is_instead(advice: Advice) -> bool:
    """Whether it would go in the place of the one that went: nothing makes room for both."""
    return all(
        isinstance(change, Score | PutEarlier) or (isinstance(change, Write) and change.key == "prefer")
        for option in advice.options
        for change in option
    )


def _option(option: Option, shot: str) -> str:
    """Everything that must be done together."""
    *firsts, last = (_change(change, shot) for change in option)
    return f"{', '.join(firsts)}, and {last}" if firsts else last


def _change(change: Change, shot: str) -> str:
    """One change. `shot` is the rule that served the scene: another one, which wrote its priorities, is named."""
    match change:
        case Write():
            return _write(change, shot)
        case MoveUp():
            return f"move `{change.priority}`{_of(change.shot, shot)} further up"
        case Widen():
            keys = listed(f"`{key}`" for key, _ in change.words)
            return f"widen {keys} of `{change.priority}`{_of(change.shot, shot)}"
        case AskForIt():
            return _ask_for_it(change, shot)
        case _:
            return _change_of_picture(change)


def _change_of_picture(change: Score | PutEarlier | PlaceAs | GiveType | AddPicture | PlaceTag) -> str:
    match change:
        case Score():
            return f"score it above {number(change.above)}"
        case PutEarlier():
            return "put it earlier in the assets"
        case PlaceAs():
            return f"place it as {listed(map(spoken, change.roles), 'or')}"
        case GiveType():
            return f"give it a type that rules can ask for: {listed(ASSET_TYPES, 'or')}"
        case AddPicture():
            return f"add a picture with the tag {change.tag} to the assets, or correct the tag in the scene"
        case PlaceTag():
            return f"place the tag {change.tag} in the scene"
        case _:
            assert_never(change)


def _ask_for_it(ask: AskForIt, shot: str) -> str:
    """One priority more, and how far up."""
    if ask.later is not None:
        which = "a later priority" if ask.is_last else f"a priority right after `{ask.later}`"
        return f"add {which}{_of(ask.shot, shot)} that asks for it"
    (key, word), *more = ask.words
    what = f"for the role {spoken(word)}" if key == "role" and not more else "for such pictures"
    return f"give `{ask.shot}` a priority {what}{'' if ask.is_last else ', far enough up'}"


def _write(write: Write, shot: str) -> str:
    """``write `pictures_each: 2` in `wide_shot` ``."""
    value = write.value if isinstance(write.value, int) else ", ".join(write.value)
    listing = isinstance(write.value, tuple) and len(write.value) > 1
    words = f"write `{write.key}: {f'[{value}]' if listing else value}`"
    if write.priority is not None:
        return f"{words} in `{write.priority}`{_of(write.shot or shot, shot)}"
    if_any = " if the video model takes more" if write.key == "references" else ""
    return f"{words} {'at the top of the file' if write.shot is None else f'in `{write.shot}`'}{if_any}"


def _of(rule: str, shot: str) -> str:
    """Which rule wrote it, where that is not the one that served the scene."""
    return "" if rule == shot else f" of `{rule}`"


def _stays_out(kept_out: Reason | None) -> str:
    """What became of the picture that went ahead."""
    if isinstance(kept_out, SlotsFull):
        return "found no slot either"
    if isinstance(kept_out, CapReached):
        return f"came after the {kept_out.at_most} that `{kept_out.priority.name}` takes"
    return "does not go either" if kept_out else "went by a later priority only"


ALL_REASONS: tuple[type[Reason], ...] = (
    NotInPool,
    MeetsNoPriority,
    AlreadyShown,
    CropNotSent,
    AnotherWentAhead,
    CapReached,
    SlotsFull,
    NotPlaced,
)
"""Every kind of reason there is, in the order that they are tried."""
