"""`placed` in `when`: how many people, places and things are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.conditions.type import TYPE
from selector.language.kinds.count_of import CountOf

if TYPE_CHECKING:
    from collections.abc import Sequence


def _asks(counts: Sequence[str]) -> str:
    (count,) = counts
    return f"{count} placed"


def _narrows(counts: Sequence[str]) -> str:
    (count,) = counts
    return f"the scene places {count}"


WHEN_PLACED = ConditionWord(
    key="placed",
    kind=CountOf(table=lambda: CONDITIONS),
    looks_at="scene",
    asks=_asks,
    narrows=_narrows,
    expected="conditions in braces",
    description=(
        "How many of the people, places and things that the scene places have a picture that meets"
        " the conditions: at least one, or as many as `at_least` and `at_most` say."
    ),
    examples=({TYPE.key: "character", "at_least": 5},),
    manual="how many people, places or things are placed",
)
