"""The lists of entries that a rule file may have: one file for each.

priorities  what is sent, in order
change      edits of inherited priorities
first       what is sent before the priorities of every shot rule
never       what is never sent
limits      how many of a kind are sent
pin         what must be sent
instead     which shot rule serves in place of the shot's own, and when

`ENTRY_LISTS` has them with what most rules say first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.conditions import CONDITIONS
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.scene_conditions import WHEN
from selector.model.ruleset import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.language.entry_list import EntryList, HasLists
    from selector.model.ruleset import Entry, PlaceKind, RuleSet

NAME = "name"
"""The key of every entry that says what the entry is called."""


def table_of(*lists: EntryList) -> dict[str, EntryList]:
    """The lists by their keys.

    Raises:
        ValueError: A condition has a key that an entry of a list has already.
    """
    for each in lists:
        taken = CONDITIONS.keys() & {NAME, WHEN, *each.all_words}
        if taken:
            raise ValueError(
                f"The key `{min(taken)}` of a condition is already a key of each {each.entry}."
                " Choose another key."
            )
    return {each.key: each for each in lists}


ENTRY_LISTS = table_of(PRIORITIES, CHANGE, FIRST, NEVER, LIMITS, PIN, INSTEAD)


def lists_in(place: PlaceKind) -> dict[str, EntryList]:
    """The lists that may stand in a place, by their keys."""
    return {key: each for key, each in ENTRY_LISTS.items() if place in each.places}


def places_of(rule_set: RuleSet) -> Iterator[tuple[Place, HasLists]]:
    """Each place where lists may stand, and what holds them there."""
    yield Place(kind="top", at=rule_set.at), rule_set
    for shot_rule in rule_set.shots:
        yield Place(kind="shot rule", name=shot_rule.name, at=shot_rule.at), shot_rule
    for scene in rule_set.scenes:
        yield Place(kind="scene", name=scene.number, at=scene.at), scene


def entries_of(rule_set: RuleSet) -> Iterator[tuple[Place, EntryList, Entry]]:
    """Every entry of every list, with its place and its list."""
    for place, holder in places_of(rule_set):
        for key, entries in holder.lists.items():
            for entry in entries:
                yield place, ENTRY_LISTS[key], entry
