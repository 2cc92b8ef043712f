"""`pin`: what must be sent, before all else."""

from __future__ import annotations

from typing import Any

from selector.language.conditions.type import TYPE
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.slot import LAST, SLOT
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.prefer import PREFER

MOST_PINS = 1_000


def _pin(name: str, type_: str, because: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": name, TYPE.key: type_, UNPLACED.key: True}
    return {**entry, SLOT.key: LAST, BECAUSE.key: because}


PIN = EntryList(
    key="pin",
    places=("top", "shot rule", "scene"),
    entry="pin",
    entries="pins",
    called="look",
    heading="must be sent, the best picture of each",
    words={word.key: word for word in (UNPLACED, SLOT, PREFER, ORDER, BECAUSE)},
    edits=EDIT_WORDS,
    most=MOST_PINS,
    expected="a list of pins",
    description=(
        "What must be sent, before all else. Each pin sends one picture: the best that meets its"
        " conditions."
    ),
    examples=([_pin("look", "style", "one grade for the whole film")],),
    entry_description=(
        "A pin says which picture must be sent, before all priorities, and why. Neither"
        " `pictures_each` nor a limit stops it."
    ),
    template=("What must be sent, and why", _pin("${1:look}", "${2:style}", "${3:because}")),
)
