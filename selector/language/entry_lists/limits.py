"""`limits`: how many of a kind are sent with the whole scene, at least and at most."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from selector.language.conditions.type import TYPE
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_list import EntryList
from selector.language.entry_words.at_least import AT_LEAST
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.prefer import PREFER

MOST_LIMITS = 1_000

_MOST_TOGETHER = replace(
    AT_MOST,
    description=(
        "The maximum number of people, places or things that meet its conditions, of all that is"
        " sent with the scene. It does not stop what is pinned."
    ),
)


def _limit(name: str, type_: str, because: str) -> dict[str, Any]:
    return {"name": name, TYPE.key: type_, AT_LEAST.key: 1, BECAUSE.key: because}


LIMITS = EntryList(
    key="limits",
    places=("top", "shot rule", "scene"),
    entry="limit",
    entries="limits",
    called="the-ground",
    heading="counted over all that is sent with the scene",
    words={word.key: word for word in (AT_LEAST, _MOST_TOGETHER, PREFER, ORDER, BECAUSE)},
    edits=EDIT_WORDS,
    needs=(AT_LEAST.key, AT_MOST.key),
    most=MOST_LIMITS,
    expected="a list of limits",
    description=(
        "How many people, places or things of a kind are sent, counted over all that is sent with"
        " the scene: a minimum, a maximum, or both."
    ),
    examples=([_limit("the-ground", "environment", "salt or sand must be right")],),
    entry_description=(
        "A limit says how many people, places or things that meet its conditions are sent with a"
        " scene, and why."
    ),
    template=(
        "How many of a kind are sent, and why",
        _limit("${1:the-ground}", "${2:environment}", "${3:because}"),
    ),
)
