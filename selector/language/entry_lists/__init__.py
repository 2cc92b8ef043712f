"""The lists of entries that a shot rule may have: one file for each.

priorities  what is sent, in order

`ENTRY_LISTS` has them in the order in which they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.conditions import CONDITIONS
from selector.language.entry_lists.priorities import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.language.entry_list import EntryList
    from selector.model.ruleset import Entry, RuleSet, ShotRule

NAME = "name"
"""The key of every entry that says what the entry is called."""


def table_of(*lists: EntryList) -> dict[str, EntryList]:
    """The lists by their keys.

    Raises:
        ValueError: A condition has a key that an entry of a list has already.
    """
    for each in lists:
        taken = CONDITIONS.keys() & {NAME, *each.words}
        if taken:
            raise ValueError(
                f"The key `{min(taken)}` of a condition is already a key of each {each.entry}."
                " Choose another key."
            )
    return {each.key: each for each in lists}


ENTRY_LISTS = table_of(PRIORITIES)


def entries_of(rule_set: RuleSet) -> Iterator[tuple[ShotRule, EntryList, Entry]]:
    """Every entry of every shot rule, with its shot rule and its list."""
    for shot_rule in rule_set.shots:
        for key, entries in shot_rule.lists.items():
            for entry in entries:
                yield shot_rule, ENTRY_LISTS[key], entry
