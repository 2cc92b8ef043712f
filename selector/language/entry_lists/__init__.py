"""The lists of entries that a shot rule may have: one file for each.

priorities  what is sent, in order

`ENTRY_LISTS` has them in the order in which they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.entry_lists.priorities import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.language.entry_list import EntryList
    from selector.model.ruleset import Entry, RuleSet, ShotRule

ENTRY_LISTS: dict[str, EntryList] = {each.key: each for each in (PRIORITIES,)}


def entries_of(rule_set: RuleSet) -> Iterator[tuple[ShotRule, EntryList, Entry]]:
    """Every entry of every shot rule, with its shot rule and its list."""
    for shot_rule in rule_set.shots:
        for key, entries in shot_rule.lists.items():
            for entry in entries:
                yield shot_rule, ENTRY_LISTS[key], entry
