"""`change`: edits of the priorities that a shot rule has."""

from __future__ import annotations

from selector.language.edit_words import EDIT_WORDS
from selector.language.edit_words.drop import DROP
from selector.language.entry_list import EntryList
from selector.language.entry_lists.priorities import MOST_PRIORITIES, PRIORITIES

CHANGE = EntryList(
    key="change",
    places=("shot rule",),
    entry=PRIORITIES.entry,
    entries=PRIORITIES.entries,
    called=PRIORITIES.called,
    heading=PRIORITIES.heading,
    words=PRIORITIES.words,
    edits=EDIT_WORDS,
    most=MOST_PRIORITIES,
    expected="a list of edits and new priorities",
    description=(
        "Edits to inherited priorities, by name: a key in an edit replaces the inherited one; the"
        " other keys stay. An entry with a new name is a new priority, added at the end."
    ),
    examples=([{"name": "the-dress", DROP.key: True}],),
    entry_description=(
        "An edit to the inherited priority with this name, or a new priority that is added at the"
        " end."
    ),
    template=("How an inherited priority changes", {"name": "${1:subject}", DROP.key: True}),
)
