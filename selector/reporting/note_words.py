"""Sentences for notes: what was read in a way that its writer may not expect.

In: a `Note`. Out: one or two sentences, without line breaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field

from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.model.frozen import frozen
from selector.model.phrases import quoted, said_today, with_and
from selector.model.picks import EntryName, Facts, Note
from selector.model.vocabulary import ASSET_TYPES, ROLES
from selector.reporting.words import entry_in_words, name_of


@frozen
class Known:
    """What sentences on entries say besides the values of a note, where it is known.

    Attributes:
        entries: The entries that they may speak of, by their paths.
        of_others: Pictures that pins name together with somebody whom they do not show, by the
            paths of the pins.
    """

    entries: Mapping[str, EntryName] = field(default_factory=dict)
    of_others: Mapping[str, Facts] = field(default_factory=dict)


NOTHING_KNOWN = Known()

_SENTENCES: dict[str, str] = {
    "brackets_dropped": "The tag `{written}` was read as `{tag}`.",
    "unknown_role": (
        "{tag} has the role `{role}`, which is not a role that rules can ask for."
        " The roles are {roles}."
    ),
    "unread_scene_index": (
        "`scene_index` is {found}, which is not a scene number, so this scene has no number."
    ),
    "unknown_asset_type": (
        "{tag} has the type `{type}`, which is not a type that rules can ask for."
        " The types are {types}."
    ),
    "individuals_joined": (
        "These names count as one person, place or thing: {individuals}. Their pictures were cut"
        " from one another, or from the same picture."
    ),
    "shared_tag": (
        "The tag {tag} belongs to more than one person, place or thing: {individuals}. A scene"
        " cannot say which of them it means."
    ),
    "unplaceable_tag": (
        "No scene can place the tag `{tag}`: when a scene is read, any spaces and brackets around"
        " a tag are dropped."
    ),
    "other_scene_index": (
        "The number of this scene's row is {number}, and `scene_index` in its manifest is {found}."
        " The row's number is used."
    ),
    "dialogue_not_read": (
        "The dialogue stored for this scene (`dialogue_json`) is not a list of lines with the tag"
        " or the name of whoever speaks. What cannot be read of it counts as nobody speaking."
    ),
    "misnamed_attribute": (
        "Some pictures have `{written}`, which selector does not read. If it is the `{attribute}`,"
        " rename it."
    ),
    "no_optional_attributes": (
        "The pictures have only a tag and a type, so nothing distinguishes a good picture from a"
        " bad one."
    ),
    "default_rule": (
        "No shot rule is named `{shot_type}`, so this scene uses the shot rule `default`."
    ),
    "shot_partly_read": (
        "The shot type `{shot_type}` was read as {shot_names}; *{unread}* was not read."
    ),
    "several_shot_names": (
        "The shot type `{shot_type}` names more than one {axis} ({shot_names}), so its {axis} does"
        " not decide which shot rule it uses."
    ),
    "ambiguous_shot_taken": (
        "The shot type `{shot_type}` was read as {readings_or}: `{spelling}` is {why}.{either_way}"
    ),
    "ambiguous_shot": (
        "The shot type `{shot_type}` could be {readings_or}: `{spelling}` is {why}. To settle it,"
        " add `spellings: [{spelling}]` to {a_rule}."
    ),
    "no_rule_for_shot_name": (
        "The shot type `{shot_type}` was read as {shot_names}, but no shot rule has that name."
        " If {near_rules} should serve it, add `spellings: [{spelling}]` to that rule."
    ),
    "judged_alone": (
        "The rules ask about earlier scenes, and these are not known: nothing counts as a first"
        " appearance, or as placed, sent or noted before."
    ),
    "scene_before_not_picked": (
        "The rules ask what was sent with the scene before, and no picks are stored for scene"
        " {scene}, so nothing counts as sent with it."
    ),
    "scene_before_by_other_rules": (
        "The rules ask what was sent with the scene before. The stored picks of scene {scene} count"
        " as sent, although other rules made them ({rules} {version}). To change that, pick that"
        " scene again."
    ),
    "no_placements": "The scene places nothing, so there is nothing to send.",
    "named_pin_not_sent": "The pin {which_pin} sent nothing: {reason}.",
    "pin_not_sent": "The pin {which_pin} sent nothing: {reason}.",
    "empty_pool": "The film has no pictures, so there is nothing to send.",
}
"""The sentence for each kind of note, with the note's values, `roles` and `types` in braces."""


_PINS: dict[str, str] = {
    "not_in_pool": "no picture of the film has that name, tag or id",
    "no_references": "this shot sends no references",
    "not_placed": (
        "the scene does not place what the pin asks for; to send it anyway, write"
        " `unplaced: true` in the pin; to pin it only in scenes that place it, give the pin a"
        " `when` with `placed`"
    ),
    "nothing_meets_it": "no picture of the film meets all its conditions",
    "cannot_be_sent": "what it asks for cannot be sent",
    "struck": "the ban {which_ban} excludes what it asks for",
    "target_refuses": "the video model `{target}` does not take what it asks for",
    "slots_full": "all references are taken by pins before it",
    "same_picture": "the same picture is sent for another pin",
}
"""Why a pin sent nothing, with the values of its note in braces."""
_MEETS_NOT_ALL = ("not_in_pool", "nothing_meets_it")


def name_of_pin(note: Note) -> str:
    """The name of the pin that a note is about."""
    return _name_in(note.values["entry"], PIN.key)


def note_sentence(
    note: Note,
    near_shot: str | None = None,
    known: Known = NOTHING_KNOWN,
) -> str:
    """A note in words, and what to do about it where that is known.

    Args:
        note: The note.
        near_shot: The shot rule that the scene may have meant, if it uses `default`.
        known: What else is known of the entries that it may speak of.

    Returns:
        The sentences.
    """
    values = defaultdict(str, note.values)
    values["individuals"] = with_and(values["individuals"])
    values["found"] = said_today(values["found"])
    values["which_pin"] = _entry(values["entry"], PIN.key, known)
    values["which_ban"] = _entry(values["by"], NEVER.key, known)
    values["reason"] = _PINS.get(values["why"], "").format_map(values)
    values["roles"] = quoted(ROLES, "and")
    values.update(_of_shot_names(values))
    values["types"] = quoted(ASSET_TYPES, "and")
    sentence = _SENTENCES[note.kind].format_map(values)
    more = ""
    if note.kind == "unplaceable_tag":
        more = _other_tag(values)
    elif note.kind == "default_rule" and near_shot:
        more = f"Did you mean `{near_shot}`?"
    elif values["why"] in _MEETS_NOT_ALL and values["entry"] in known.of_others:
        more = _of_another(known.of_others[values["entry"]])
    return " ".join(filter(None, [sentence, more]))


def _of_shot_names(values: Mapping[str, str]) -> dict[str, str]:
    """What the values of a note on shot names are called in its sentence."""
    if "readings" not in values and "names" not in values:
        return {}
    names = _quoted_list(values, "names", "and")
    readings = _quoted_list(values, "readings", "or")
    rules = _quoted_list(values, "rules", "or")
    near_rules = "a shot rule"
    near = _quoted_list(values, "near", "or")
    if near:
        sizes = "sizes" if " or " in near else "size"
        near_rules = f"{near}, the nearest {sizes} with a rule,"
    return {
        "shot_names": names,
        "readings_or": readings,
        "a_rule": f"the shot rule {rules}" if rules else "a shot rule",
        "near_rules": near_rules,
        "either_way": " Here it makes no difference." if " or " in readings else "",
        "why": values.get("why") or "ambiguous",
    }


def _quoted_list(values: Mapping[str, str], key: str, last: str) -> str:
    """The names that a value lists, in a sentence; empty if it has none."""
    return quoted(filter(None, values.get(key, "").split(", ")), last)


def _of_another(picture: Facts) -> str:
    shows = picture.individual or picture.name or picture.tag
    return f"{name_of(picture)} is a picture of {shows}."


def _entry(path: str, key: str, known: Known) -> str:
    """An entry of a list as sentences name it, with its location if that is known."""
    if path in known.entries:
        return entry_in_words(known.entries[path])
    return f"`{_name_in(path, key)}`"


def _name_in(path: str, key: str) -> str:
    """The name of an entry, out of its path."""
    _, _, name = path.partition(f"/{key}/")
    return name


def _other_tag(values: Mapping[str, str]) -> str:
    if not values["bare"]:
        return "Give the picture another tag."
    return f"Write `{values['bare']}`."
