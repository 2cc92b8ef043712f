"""`instead`: which shot rule serves in place of the shot's own, and when."""

from __future__ import annotations

from dataclasses import replace

from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.use import USE
from selector.language.scene_conditions import WHEN, WHEN_EXPECTED
from selector.language.scene_conditions.when_note import WHEN_NOTE

MOST_REPLACEMENTS = 1_000
_CROWD = {
    "name": "caravan",
    WHEN: {WHEN_NOTE.key: "caravan"},
    USE.key: "crowd",
    BECAUSE.key: "nobody is a face in a caravan",
}
_SERVES = replace(USE, says=lambda name: f"use `{name}`")

INSTEAD = EntryList(
    key="instead",
    places=("top",),
    has_conditions=False,
    needed={WHEN: WHEN_EXPECTED, USE.key: USE.expected},
    entry="replacement",
    entries="replacements",
    called="caravan",
    heading="instead of the shot's own rule, the first that applies",
    words={USE.key: _SERVES, BECAUSE.key: BECAUSE},
    edits=EDIT_WORDS,
    most=MOST_REPLACEMENTS,
    expected="a list of replacements",
    description=(
        "Shot rules that serve in place of the shot's own. The first one whose `when` holds is"
        " used."
    ),
    examples=([_CROWD],),
    entry_description=(
        "A replacement says which shot rule serves in place of the shot's own, and when."
    ),
    template=("Which shot rule serves instead, and when", _CROWD),
)
