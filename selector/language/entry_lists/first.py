"""`first`: what is sent before the priorities of every shot rule."""

from __future__ import annotations

from selector.language.conditions.first_appearance import FIRST_APPEARANCE
from selector.language.conditions.type import TYPE
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_lists.priorities import MOST_PRIORITIES, PRIORITIES
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE

_WHOEVER_ENTERS = {
    "name": "whoever-enters",
    TYPE.key: "character",
    FIRST_APPEARANCE.key: True,
    AT_MOST.key: 1,
    BECAUSE.key: "meet them properly",
}

FIRST = EntryList(
    key="first",
    places=("top", "scene"),
    entry=PRIORITIES.entry,
    entries=PRIORITIES.entries,
    called=PRIORITIES.called,
    heading="before all other priorities",
    words=PRIORITIES.words,
    edits=EDIT_WORDS,
    most=MOST_PRIORITIES,
    expected=PRIORITIES.expected,
    description="Priorities that come before those of every shot rule, in order.",
    examples=([_WHOEVER_ENTERS],),
    entry_description=PRIORITIES.entry_description,
    template=PRIORITIES.template,
)
