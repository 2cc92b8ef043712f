"""`any_of` in `when`: groups of conditions on the scene, one of which holds."""

from __future__ import annotations

from selector.language.condition import ConditionWord
from selector.language.conditions.any_of import either
from selector.language.kinds.conditions_within import AnyGroup

WHEN_ANY_OF = ConditionWord(
    key="any_of",
    kind=AnyGroup(takes_list_only=True),
    looks_at="scene",
    asks=either,
    narrows=either,
    expected="a list of conditions in braces",
    description=(
        "A list of conditions in braces. It is enough that the conditions in one pair of braces are"
        " met."
    ),
    examples=([{"note": "night"}, {"camera": "push in"}],),
    manual="whether the conditions in at least one pair of braces are met",
)
