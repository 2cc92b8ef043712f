"""A list of entries, such as priorities: each has a name, conditions and words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol

from selector.language.scene_conditions import WHEN
from selector.model.frozen import unique

if TYPE_CHECKING:
    from selector.language.word import Word
    from selector.model.ruleset import Entry, EntryLists, PlaceKind


class HasLists(Protocol):
    """What lists of entries stand in: a rule set, at its top, a shot rule or a scene."""

    @property
    def lists(self) -> EntryLists:
        """The lists that are written there, by key."""


@unique
class EntryList:
    """Everything that is true of one list. Each list is one value, compared by identity.

    Attributes:
        key: The word that is written for it.
        places: Where it may stand.
        entry: What one of its entries is called.
        entries: What several are called.
        called: A name that one of them may have.
        heading: What its entries are for, above them where rules are read out.
        words: The words of an entry beside its name and its conditions, by key.
        needs: Those of which an entry must have at least one, if there are such.
        most: The most entries that may stand in one place.
        expected: What belongs there, for a refusal.
        description: For editors, a sentence or two.
        examples: For editors.
        entry_description: What one entry says, for editors.
        template: One entry that editors offer, and what they call it.
        edits: The words by which an entry edits an inherited one, by key; none in a list that
            inherits nothing.
        has_conditions: Whether its entries have conditions on pictures.
        needed: What belongs under each of the keys besides the name that every entry must have,
            unless it edits another.
    """

    key: str
    places: Sequence[PlaceKind]
    entry: str
    entries: str
    called: str
    heading: str
    words: Mapping[str, Word[Any]]
    needs: Sequence[str] = ()
    most: int
    expected: str
    description: str
    examples: Sequence[Any]
    entry_description: str
    template: tuple[str, Mapping[str, Any]]
    has_conditions: bool = True
    needed: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, Word[Any]] = field(default_factory=dict)

    @property
    def all_words(self) -> dict[str, Word[Any]]:
        """The words of an entry, those of its edits too."""
        return {**self.words, **self.edits}

    def lacks(self, entry: Entry) -> tuple[str, ...]:
        """Those of the needed keys that an entry does not have."""
        return tuple(key for key in self.needed if not _has(entry, key))

    def lacks_number(self, entry: Entry) -> bool:
        """Whether an entry must have a number, and has none."""
        return bool(self.needs) and entry.words.keys().isdisjoint(self.needs)

    def is_whole(self, entry: Entry) -> bool:
        """Whether an entry says all that it must say if it edits none, as far as is known."""
        if entry.is_partly_read:
            return True
        if self.has_conditions and not entry.conditions:
            return False
        return not self.lacks(entry)

    def written(self, holder: HasLists) -> tuple[Entry, ...] | None:
        """The entries that are written in one place; None if this list is not written there."""
        return holder.lists.get(self.key)


def _has(entry: Entry, key: str) -> bool:
    if key == WHEN:
        return bool(entry.when)
    return key in entry.words
