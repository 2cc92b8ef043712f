"""Lists of entries that are laid one over another, by the names of their entries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.language.conditions import CONDITIONS
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.ruleset import Entry


def edited(layers: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    """The entries of some lists together.

    Args:
        layers: The lists, the farthest first. An entry edits the one of that name: what it has
            wins, the rest stays. An entry of another name comes after the others.

    Returns:
        The entries, in order.
    """
    entries: dict[str, Entry] = {}
    for layer in layers:
        for entry in layer:
            name = plain(entry.name)
            inherited = entries.get(name)
            entries[name] = _edited(inherited, entry) if inherited else entry
    return tuple(entries.values())


def _edited(inherited: Entry, edit: Entry) -> Entry:
    by_key = {each.key: each for each in (*inherited.conditions, *edit.conditions)}
    conditions = [by_key[key] for key in CONDITIONS if key in by_key]
    words = {**inherited.words, **edit.words}
    return replace(edit, conditions=tuple(conditions), words=words)
