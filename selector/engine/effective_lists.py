"""A rule set in; each list of each shot rule out, with `like` and `change` applied.

Priorities are those of the nearest rule along `like` that writes any; then `change` edits them, of
the farther rules before that of the nearer. Any other list is edited by the list of the same key in
each nearer rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.layers import Laid, edited
from selector.engine.likes import liked_rules
from selector.language.entry_lists import lists_in
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.language.entry_list import EntryList, HasLists
    from selector.model.problem import Location
    from selector.model.ruleset import Entry, RuleSet, ShotRule


class EffectiveLists:
    """The lists of the shot rules of one rule set, each worked out once."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        self._liked = liked_rules(rule_set)
        self._laid: dict[tuple[int, str], Laid] = {}

    def in_place(self, holder: HasLists, entry_list: EntryList) -> Laid:
        """A list at the top of the file, or of a scene, after its edits."""
        return edited((), entry_list.written(holder) or (), entry_list.is_whole)

    def of(self, shot_rule: ShotRule, entry_list: EntryList) -> Laid:
        """A list of a shot rule, and what became of the edits that the rule itself makes.

        Linear: the way along `like` is followed only up to a rule whose list is known.
        """
        unknown: dict[int, ShotRule] = {}
        following: ShotRule | None = shot_rule
        while following and id(following) not in unknown:
            if (id(following), entry_list.key) in self._laid:
                break
            unknown[id(following)] = following
            following = self._liked.get(id(following))
        for each in reversed(unknown.values()):
            self._laid[id(each), entry_list.key] = self._with_own(each, entry_list)
        return self._laid[id(shot_rule), entry_list.key]

    @cached_property
    def edits(self) -> frozenset[Location]:
        """Where the entries are that edit another, wherever they are written."""
        return frozenset(entry.at for entry in self._entries() if entry.laid_over)

    def _entries(self) -> Iterator[Entry]:
        """The entries of every list, after the edits."""
        holders: list[HasLists] = [self._rule_set, *self._rule_set.scenes]
        for entry_list in lists_in("top").values():
            for holder in holders:
                yield from self.in_place(holder, entry_list).entries
        for entry_list in lists_in("shot rule").values():
            if entry_list is CHANGE:  # what it edits and adds are priorities
                continue
            for shot_rule in self._rule_set.shots:
                yield from self.of(shot_rule, entry_list).entries

    def _with_own(self, shot_rule: ShotRule, entry_list: EntryList) -> Laid:
        """What a rule inherits of a list, with what it writes itself."""
        written = entry_list.written(shot_rule)
        if entry_list is PRIORITIES:
            entries, edits = written, CHANGE.written(shot_rule)
        else:
            entries, edits = None, written
        if entries is None:
            entries = self._inherited(shot_rule, entry_list)
        if not edits:
            return Laid(entries=entries)
        return edited(entries, edits, entry_list.is_whole)

    def _inherited(self, shot_rule: ShotRule, entry_list: EntryList) -> tuple[Entry, ...]:
        liked = self._liked.get(id(shot_rule))
        if liked is None:
            return ()
        known = self._laid.get((id(liked), entry_list.key))
        if known is None:  # a circle, which is a problem of its own
            return ()
        return known.entries
