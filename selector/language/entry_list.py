"""A list of entries in a shot rule: each entry has a name, conditions and words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selector.language.word import Word
    from selector.model.ruleset import Entry, ShotRule


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntryList:
    """Everything that is true of one list. Each list is one value, compared by identity.

    Attributes:
        key: The word that a shot rule writes.
        entry: What one of its entries is called.
        entries: What several are called.
        words: The words of an entry beside its name and its conditions, by key.
        most: The most entries that one shot rule may write.
        expected: What belongs there, for a refusal.
        description: For editors, a sentence or two.
        examples: For editors.
        entry_description: What one entry says, for editors.
        template: One entry that editors offer, and what they call it.
    """

    key: str
    entry: str
    entries: str
    words: Mapping[str, Word[Any]]
    most: int
    expected: str
    description: str
    examples: Sequence[Any]
    entry_description: str
    template: tuple[str, Mapping[str, Any]]

    def written(self, shot_rule: ShotRule) -> tuple[Entry, ...] | None:
        """The entries that a shot rule writes; None if it does not write this list."""
        return shot_rule.lists.get(self.key)
