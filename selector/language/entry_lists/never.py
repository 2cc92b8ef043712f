"""`never`: what is never sent."""

from __future__ import annotations

from typing import Any

from selector.language.conditions.label import LABEL
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_words.because import BECAUSE

MOST_BANS = 1_000


def _ban(name: str, label: str, because: str) -> dict[str, Any]:
    return {"name": name, LABEL.key: label, BECAUSE.key: because}


NEVER = EntryList(
    key="never",
    places=("top", "shot rule", "scene"),
    entry="ban",
    entries="bans",
    called="drafts",
    heading="never sent",
    words={BECAUSE.key: BECAUSE},
    edits=EDIT_WORDS,
    most=MOST_BANS,
    expected="a list of bans",
    description=(
        "What is never sent. A picture is left out wherever it meets all the conditions of a ban."
    ),
    examples=([_ban("drafts", "draft", "nobody has checked them")],),
    entry_description=(
        "A ban says which pictures are never sent, and why. A picture that meets all its conditions"
        " is left out."
    ),
    template=("What is never sent, and why", _ban("${1:drafts}", "${2:draft}", "${3:because}")),
)
