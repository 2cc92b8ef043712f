"""The conditions of the language: one file for each. A new condition is a new file here.

role   what the picture is in the scene, as its placement says
type   what kind of thing the picture shows
crop   whether the picture is a face crop
label  what somebody has written on the picture

`CONDITIONS` has them in the order in which they are judged and explained.
"""

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


# Rules travel to other processes with the name of a condition, not with its functions.
copyreg.pickle(ConditionWord, lambda word: (condition, (word.key,)))
