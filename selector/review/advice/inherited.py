"""What a rule file inherits, and the edits that change it: a rule set in; lines to write out.

An entry that stands in one place of the file itself is changed there. One of a file that this one
extends, or one that is edited already, is changed by one more edit: a line at the end of the
nearest list. So the other file stays as it is, and nothing that was edited before is undone.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import ways_of
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.advice import DeleteEdits, DeletePlace, Edit, LikeAgain
from selector.model.vocabulary import new_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.language.entry_list import HasLists
    from selector.model.advice import Change, Changes, EditWords, Words
    from selector.model.picks import EntryName
    from selector.model.problem import Location
    from selector.model.ruleset import Entry, RuleSet, ShotRule


class Inherited:
    """What the entries of one scene inherit."""

    def __init__(
        self,
        rule_set: RuleSet,
        way: tuple[ShotRule, ...],
        *,
        is_all: bool = False,
    ) -> None:
        """Take where the entries may stand.

        Args:
            rule_set: The rules.
            way: The shot rule that serves the scene, the one that it is like, and so on.
            is_all: Whether a new file inherits all of it.
        """
        self._is_all = is_all
        self._rule_set = rule_set
        self._way = way

    def is_edited(self, name: EntryName) -> bool:
        """Whether an entry must be changed by an edit."""
        return self.has(name) or name.at in self._composed

    def has(self, name: EntryName) -> bool:
        """Whether an entry is inherited from another file."""
        return self._is_all or name.file > 0

    def is_composed(self, name: EntryName) -> bool:
        """Whether an entry stands in several places, one of which edits the other."""
        return name.at in self._composed

    @cached_property
    def _composed(self) -> frozenset[Location]:
        return EffectiveLists(self._rule_set).edits

    @cached_property
    def is_one_list(self) -> bool:
        """Whether the priorities of the shot rule stand in one list of the file itself."""
        if self._is_all:
            return False
        for shot_rule in self._way:
            if CHANGE.written(shot_rule):
                return False
            written = PRIORITIES.written(shot_rule)
            if written is not None:
                own = self._rule_set.source
                return all(entry.at.source is own for entry in written)
        return True

    def changes_with(self, ban: EntryName, holder: str | None, *, is_deleted: bool) -> Changes:
        """What must change with a ban that is lifted, so that no line edits it or is placed by it.

        Args:
            ban: The ban.
            holder: The shot rule that others have it from; None for one of the top or of a scene.
            is_deleted: Whether it is deleted where it stands, not dropped at the end of a list.

        Returns:
            The changes.
        """
        edited_in = []
        changes: list[Change] = []
        if is_deleted:
            beside = self._beside(ban)
            changes += _places_deleted(ban, beside, holder)
        for own, *others in ways_of(self._rule_set):
            if holder is None or holder not in map(attrgetter("name"), others):
                continue
            written = NEVER.written(own) or ()
            if any(_needs(entry, ban) for entry in written if not self._is_own(entry)):
                changes.append(LikeAgain(shot=own.name, like=others[0].name))
            entries = list(filter(self._is_own, written))
            if any(_edits(entry, ban) for entry in entries):
                edited_in.append(own.name)
            changes += _places_deleted(ban, entries, own.name)
        if edited_in:
            changes.insert(0, DeleteEdits(ban=ban, shots=tuple(edited_in)))
        return tuple(changes)

    def _is_own(self, entry: Entry) -> bool:
        return entry.at.source is self._rule_set.source and not self._is_all

    def _beside(self, ban: EntryName) -> tuple[Entry, ...]:
        """The list that a ban of the file itself stands in."""
        rule_set = self._rule_set
        holders: tuple[HasLists, ...] = (rule_set, *rule_set.shots, *rule_set.scenes)
        for holder in holders:
            entries = tuple(filter(self._is_own, NEVER.written(holder) or ()))
            if any(entry.at == ban.at for entry in entries):
                return entries
        return ()

    def _entries(self, key: str) -> Iterator[Entry]:
        """The entries of the lists of one key, wherever they are written."""
        rule_set = self._rule_set
        holders: tuple[HasLists, ...] = (rule_set, *rule_set.shots, *rule_set.scenes)
        for holder in holders:
            yield from holder.lists.get(key, ())

    def edit(self, entry: EntryName, words: EditWords) -> Edit:
        """A line that edits an entry.

        Args:
            entry: The entry.
            words: What the line says beside its name.

        Returns:
            The edit.
        """
        key = entry.list
        if key == PRIORITIES.key:
            key = CHANGE.key
        return Edit(
            name=entry.name,
            words=words,
            list=key,
            shot=entry.shot or None,
            scene=entry.scene,
            entry=entry,
        )

    def new_priority(self, words: Words, place: Words) -> Edit:
        """A line that adds a priority to those of the shot rule.

        Args:
            words: What it asks for.
            place: Where it comes: before or after which other.

        Returns:
            The edit.
        """
        return Edit(
            name=self.new_name(words, PRIORITIES.key, CHANGE.key),
            words=(*words, *place),
            list=CHANGE.key,
            shot=self._way[0].name,
            scene=None,
            entry=None,
        )

    def new_name(self, words: Words, *lists: str) -> str:
        """A name that no entry of these lists has yet, made of what it asks for."""
        entries = chain.from_iterable(map(self._entries, lists))
        wanted = dict.fromkeys(word for _, word in words)
        return new_name("-".join(wanted), map(attrgetter("name"), entries))


def _edits(entry: Entry, ban: EntryName) -> bool:
    """Whether a line edits a ban, and says too little to be one itself."""
    return plain(entry.name) == plain(ban.name) and not NEVER.is_whole(entry)


def _needs(entry: Entry, ban: EntryName) -> bool:
    return _edits(entry, ban) or any(True for _ in _placed_by(entry, ban))


def _placed_by(entry: Entry, ban: EntryName) -> Iterator[str]:
    """The keys of a line that place it next to a ban."""
    for word in (BEFORE, AFTER):
        written = word.written(entry.words)
        if written is not None and plain(written.value) == plain(ban.name):
            yield word.key


def _places_deleted(
    ban: EntryName, entries: Iterable[Entry], shot: str | None
) -> Iterator[DeletePlace]:
    """The advice to delete what places the lines of one list next to a ban."""
    for entry in entries:
        if plain(entry.name) == plain(ban.name):
            continue  # it goes as well
        for key in _placed_by(entry, ban):
            yield DeletePlace(
                ban=ban,
                key=key,
                name=entry.name,
                shot=shot,
                scene=ban.scene,
            )
