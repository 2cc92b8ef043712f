"""The conditions of the language, in the order in which they are judged and explained. A new one is a file beside."""

from __future__ import annotations

import copyreg

from selector.language.condition import ConditionWord
from selector.language.conditions.crop import CROP
from selector.language.conditions.label import LABEL
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE

CONDITIONS: dict[str, ConditionWord] = {word.key: word for word in (ROLE, TYPE, CROP, LABEL)}


def condition(key: str) -> ConditionWord:
    """The condition of that name."""
    return CONDITIONS[key]


copyreg.pickle(
    ConditionWord, lambda word: (condition, (word.key,))
)  # rules travel to other processes with the name
