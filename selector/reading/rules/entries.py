"""A rule file's document in; its shot rules, their entries and words out, each with its path.

A file may have problems: values that are not what they should be are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from selector.language.conditions import CONDITIONS, WITHIN
from selector.language.entry_list import EntryList
from selector.language.entry_lists import lists_in
from selector.language.kinds.count_of import CountOf
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_words import SCENES
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.reading.text.document import UNREAD, Document, Steps, value_at

if TYPE_CHECKING:
    from selector.model.ruleset import PlaceKind

COUNTS = [key for key, word in SCENE_CONDITIONS.items() if isinstance(word.kind, CountOf)]
"""Conditions on the scene that take conditions on pictures."""
Holder = tuple[Steps, dict[str, Any]]
"""The path of the whole file, a shot rule or an entry, and its keys with their values."""


def shots(document: Document) -> Iterator[Holder]:
    """The shot rules."""
    by_name = document.data.get("shots")
    if not isinstance(by_name, dict):
        return
    for name, shot in by_name.items():
        if isinstance(shot, dict):
            yield ("shots", name), shot


def scenes(document: Document) -> Iterator[Holder]:
    """The scenes that the file has rules for."""
    by_number = document.data.get(SCENES)
    if not isinstance(by_number, dict):
        return
    for number, scene in by_number.items():
        if isinstance(scene, dict):
            yield (SCENES, number), scene


def places(document: Document) -> Iterator[tuple[PlaceKind, Holder]]:
    """What may have lists of entries: the top of the file, the shot rules and the scenes."""
    yield "top", ((), document.data)
    for shot in shots(document):
        yield "shot rule", shot
    for scene in scenes(document):
        yield "scene", scene


def entries(document: Document) -> Iterator[tuple[EntryList, Holder]]:
    """The entries of all lists, each with its list."""
    for place, (path, holder) in places(document):
        for key, entry_list in lists_in(place).items():
            for entry in entries_in((*path, key), holder.get(key)):
                yield entry_list, entry


def entries_in(path: Steps, listed: object) -> Iterator[Holder]:
    """The entries of the list at a path; none if it is not a list."""
    if not isinstance(listed, list):
        return
    for nth, entry in enumerate(listed):
        if isinstance(entry, dict):
            yield (*path, nth), entry


def groups_in(path: Steps, value: object) -> Iterator[Holder]:
    """The groups of conditions at a path: one in braces, or those of a list."""
    if isinstance(value, dict):
        yield path, value
    else:
        yield from entries_in(path, value)


def groups(path: Steps, holder: dict[str, Any]) -> Iterator[Holder]:
    """Every group of conditions inside an entry or another group, however deep."""
    for key in WITHIN:
        for here, group in groups_in((*path, key), holder.get(key)):
            yield here, group
            yield from groups(here, group)


def items_at(document: Document, path: Steps) -> list[tuple[Steps, Any]]:
    """What stands at a path: one value, or those of a list, each with its path."""
    value = value_at(document.data, path[:-1]).get(path[-1])
    if isinstance(value, list):
        return [((*path, nth), each) for nth, each in enumerate(value)]
    return [(path, value)]


def items_in_braces(document: Document) -> Iterator[Holder]:
    """The conditions of all items of tastes, at the top, in shot rules and in entries."""
    holders = [holder for _, holder in places(document)]
    holders += [entry for _, entry in entries(document)]
    for path, holder in holders:
        for key in TASTES.keys() & holder.keys():
            for here, item in items_at(document, (*path, key)):
                if isinstance(item, dict):
                    yield here, item


def all_groups(document: Document) -> Iterator[tuple[Steps, Holder]]:
    """All conditions on pictures in braces, each with the path of what it is in.

    That is an entry, an item of a taste, or what a scene is asked to place; the last two are in
    braces themselves.
    """
    for _, (path, entry) in entries(document):
        for group in groups(path, entry):
            yield path, group
    inside = list(items_in_braces(document))
    for _, (path, on_scene) in scene_groups(document):
        for key in COUNTS:
            placed = on_scene.get(key)
            if isinstance(placed, dict):
                inside.append(((*path, key), placed))
    for path, item in inside:
        yield path, (path, item)
        for group in groups(path, item):
            yield path, group


def scene_groups(document: Document) -> Iterator[tuple[Steps, Holder]]:
    """All conditions on the scene in braces: each `when`, and what is inside, with its path."""
    for _, (path, entry) in entries(document):
        when = entry.get(WHEN)
        if isinstance(when, dict):
            start = (*path, WHEN)
            yield start, (start, when)
            for group in groups(start, when):
                yield start, group


def word_lists(document: Document) -> Iterator[Steps]:
    """The paths of all lists of words."""
    for _, (path, holder) in places(document):
        yield from _lists_in(path, holder, (*SHOT_WORDS, "spellings"))
    for entry_list, (path, entry) in entries(document):
        yield from _lists_in(path, entry, (*CONDITIONS, *entry_list.all_words))
    for _, (path, group) in all_groups(document):
        yield from _lists_in(path, group, tuple(CONDITIONS))
    for _, (path, group) in scene_groups(document):
        yield from _lists_in(path, group, tuple(SCENE_CONDITIONS))


def texts_at(document: Document, path: Steps) -> list[tuple[Steps, str]]:
    """One text, or the texts of a list, each with its path; none if the path leads nowhere."""
    found = []
    for here, candidate in items_at(document, path):
        text = as_text(candidate)
        if text is not None:
            found.append((here, text))
    return found


def as_text(value: object) -> str | None:
    """The value if it is text that could be read, else None."""
    if isinstance(value, str) and value is not UNREAD:
        return value
    return None


def _lists_in(path: Steps, holder: dict[str, Any], keys: tuple[str, ...]) -> Iterator[Steps]:
    for key in keys:
        if isinstance(holder.get(key), list):
            yield (*path, key)
