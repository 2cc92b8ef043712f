"""Lists of entries that are laid one over another: an inherited list and edits in; one list out.

A list may be written in several layers: a shot rule has the list of the rule that it is `like`, and
edits it with a list of its own. An edit speaks of an entry by its name. This is all that it relies
on: nothing here knows which list it is, or whose.

Edits are made one after another, each on what the ones before have left:

1. An edit whose name no entry has adds an entry, at the end. It needs a condition, or whatever else
   an entry of this list asks for something by.
2. Any other edit changes the entry of its name: first `without` takes keys away, then the keys of
   the edit win, and the rest stays. The entry keeps its place, and is then written where the edit
   is: what it says and what it does not inherit is found there. It also has the locations of what
   it was laid over.
3. `drop` takes the entry out.
4. `before` and `after` move it next to another entry.
5. What was added before is edited like what was inherited.

So edits of two files are made as if the second had been written below the first, and it does not
matter in how many layers a list was written.

What cannot be done is not done, and is a `WrongEdit`; the rest is done all the same.

An example, run by the suite:

>>> from selector.model.problem import Source
>>> from selector.reading.rules.rule_file import read_rule_file
>>> read = read_rule_file(Source(name="harbour.yaml", text='''
... language: 1
... name: harbour
... version: "1"
... shots:
...   default:
...     priorities:
...       - {name: the-face, crop: face, role: subject, at_most: 1}
...       - {name: the-dress, crop: full}
...       - {name: the-quay, type: environment}
...     change:
...       - {name: the-face, without: [role, at_most], type: character}
...       - {name: the-dress, drop: true}
...       - {name: the-lamp, type: prop, before: the-quay}
...       - {name: the-mast, drop: true}
... '''))
>>> (default,) = read.rule_set.shots
>>> result = edited(default.lists["priorities"], default.lists["change"])
>>> for entry in result.entries:
...     print(entry.name, [condition.key for condition in entry.conditions])
the-face ['type', 'crop']
the-lamp ['type']
the-quay ['type']
>>> [(wrong.edit.name, wrong.why) for wrong in result.wrong]
[('the-mast', 'no such entry')]
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.edit_words.without import WITHOUT
from selector.language.scene_conditions import WHEN
from selector.model.frozen import frozen
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selector.model.ruleset import Entry

Why: TypeAlias = Literal["no such entry", "no such key", "no such neighbour", "not whole"]
"""Why an edit cannot be made."""


@frozen
class WrongEdit:
    """An edit that cannot be made, or not whole.

    Attributes:
        edit: What is written.
        why: Why it cannot be made.
        key: The key of the edit that is wrong; empty if it is the edit as a whole.
        missing: The name or the key that is not there.
        there: The names of the entries, or the keys of the entry, that are there.
        left: What the edit would leave of the entry, if that is too little.
    """

    edit: Entry
    why: Why
    key: str = ""
    missing: str = ""
    there: tuple[str, ...] = ()
    left: Entry | None = None


@frozen
class MadeEdit:
    """An edit that was made of an inherited entry; `now` is None if the entry was dropped."""

    edit: Entry
    before: Entry
    now: Entry | None


@frozen
class Laid:
    """An inherited list with its edits, and what became of each of them.

    Attributes:
        entries: The list after its edits.
        inherited: The list before them.
        wrong: What could not be done.
        made: The edits of entries that were there.
        added: The entries that edit none, as they are written.
    """

    entries: tuple[Entry, ...]
    inherited: tuple[Entry, ...] = ()
    wrong: tuple[WrongEdit, ...] = ()
    made: tuple[MadeEdit, ...] = ()
    added: tuple[Entry, ...] = ()


def has_conditions(entry: Entry) -> bool:
    """Whether an entry says by itself which pictures it is about."""
    return bool(entry.conditions)


def edited(
    inherited: Iterable[Entry],
    edits: Iterable[Entry],
    is_whole: Callable[[Entry], bool] = has_conditions,
) -> Laid:
    """A list after some edits.

    Args:
        inherited: The entries of the list.
        edits: Entries that edit those of their names, or are new.
        is_whole: Whether an entry of the list says all that it must say.

    Returns:
        The entries, in order, and what became of each edit.
    """
    inherited = tuple(inherited)
    layer = _Layer(inherited, is_whole)
    for edit in edits:
        layer.lay(edit)
    return Laid(
        entries=tuple(layer.entries),
        inherited=inherited,
        wrong=tuple(layer.wrong),
        made=tuple(layer.made),
        added=tuple(layer.added),
    )


class _Layer:
    """A list that is being edited."""

    def __init__(self, inherited: Iterable[Entry], is_whole: Callable[[Entry], bool]) -> None:
        self.entries = list(inherited)
        self._is_whole = is_whole
        self.names = [plain(entry.name) for entry in self.entries]
        self.wrong: list[WrongEdit] = []
        self.made: list[MadeEdit] = []
        self.added: list[Entry] = []

    def lay(self, edit: Entry) -> None:
        """Make one edit."""
        name = plain(edit.name)
        if name in self.names:
            self._change(self.names.index(name), edit)
        else:
            self._add(name, edit)

    def _add(self, name: str, edit: Entry) -> None:
        for word in (DROP, WITHOUT):
            if word.written(edit.words):
                self._refuse(edit, "no such entry", word.key, edit.name)
                return
        if not self._is_whole(edit):
            self._refuse(edit, "no such entry", "", edit.name)
            return
        self.entries.append(_as_entry(edit))
        self.names.append(name)
        self.added.append(edit)
        self._move(edit)

    def _change(self, number: int, edit: Entry) -> None:
        before = self.entries[number]
        if DROP.value(edit.words):
            self._check_neighbours(edit)
            del self.entries[number], self.names[number]
            self.made.append(MadeEdit(edit=edit, before=before, now=None))
            return
        for key in WITHOUT.value(edit.words) or ():
            keys = _keys_of(before)
            if key not in keys:
                self._refuse(edit, "no such key", WITHOUT.key, key, keys)
        now = _changed(before, edit)
        if not self._is_whole(now):
            wrong = WrongEdit(
                edit=edit,
                why="not whole",
                key=WITHOUT.key,
                left=now,
            )
            self.wrong.append(wrong)
            return
        self.entries[number] = now
        self.made.append(MadeEdit(edit=edit, before=before, now=now))
        self._move(edit)

    def _move(self, edit: Entry) -> None:
        """Put the entry that was just edited or added where the edit says."""
        name = plain(edit.name)
        for word, beyond in ((BEFORE, 0), (AFTER, 1)):
            neighbour = word.value(edit.words)
            if neighbour is None:
                continue
            number = self.names.index(name)
            entry = self.entries.pop(number)
            del self.names[number]
            place = number
            if plain(neighbour) in self.names:
                place = self.names.index(plain(neighbour)) + beyond
            else:
                self._refuse(edit, "no such neighbour", word.key, neighbour)
            self.entries.insert(place, entry)
            self.names.insert(place, name)

    def _check_neighbours(self, edit: Entry) -> None:
        """Refuse the neighbours of a dropped entry that are not there."""
        for word in (BEFORE, AFTER):
            neighbour = word.value(edit.words)
            if neighbour is not None and plain(neighbour) not in self.names:
                self._refuse(edit, "no such neighbour", word.key, neighbour)

    def _refuse(
        self,
        edit: Entry,
        why: Why,
        key: str,
        missing: str = "",
        there: tuple[str, ...] = (),
    ) -> None:
        there = there or self._there()
        wrong = WrongEdit(
            edit=edit,
            why=why,
            key=key,
            missing=missing,
            there=there,
        )
        self.wrong.append(wrong)

    def _there(self) -> tuple[str, ...]:
        return tuple(map(attrgetter("name"), self.entries))


def _keys_of(entry: Entry) -> tuple[str, ...]:
    """The keys of an entry that may be taken away."""
    when = [WHEN] if entry.when else []
    return (*map(attrgetter("key"), entry.conditions), *when, *entry.words)


def _changed(before: Entry, edit: Entry) -> Entry:
    gone = set(WITHOUT.value(edit.words) or ())
    new = _as_entry(edit)
    by_key = {each.key: each for each in before.conditions if each.key not in gone}
    by_key |= {each.key: each for each in new.conditions}
    words = {key: word for key, word in before.words.items() if key not in gone}
    when = () if WHEN in gone else before.when
    return replace(
        new,
        conditions=tuple(by_key[key] for key in CONDITIONS if key in by_key),
        when=new.when or when,
        words={**words, **new.words},
        laid_over=(*before.laid_over, before.at),
        is_partly_read=before.is_partly_read or new.is_partly_read,
    )


def _as_entry(edit: Entry) -> Entry:
    """An edit without the words that say what becomes of the inherited entry."""
    if EDIT_WORDS.keys().isdisjoint(edit.words):
        return edit
    words = {key: word for key, word in edit.words.items() if key not in EDIT_WORDS}
    return replace(edit, words=words)
