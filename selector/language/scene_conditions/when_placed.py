"""`placed` in `when`: how many people, places and things are placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.conditions.type import TYPE
from selector.language.kinds.count_of import NOT_PLACED, CountOf

if TYPE_CHECKING:
    from collections.abc import Sequence

_AT_LEAST_ONE = "at least 1 "


def _asks(counts: Sequence[str]) -> str:
    (count,) = counts
    if count.startswith(NOT_PLACED):
        return f"{count.removeprefix(NOT_PLACED)} not placed"
    return f"{count} placed"


def _narrows(counts: Sequence[str]) -> str:
    (count,) = counts
    if count.startswith(NOT_PLACED):
        return f"the scene does not place {count.removeprefix(NOT_PLACED)}"
    return f"the scene places {count}"


def _denies(counts: Sequence[str]) -> str:
    """Of at least one, and of somebody who is named, that there is none."""
    (count,) = counts
    if count.startswith("`"):
        return f"the scene does not place {count}"
    if count.startswith(NOT_PLACED):
        return f"the scene places {count.removeprefix(NOT_PLACED)}"
    if "at most" in count or not count.startswith(_AT_LEAST_ONE):
        return ""
    return f"the scene places no {count.removeprefix(_AT_LEAST_ONE)}"


WHEN_PLACED = ConditionWord(
    key="placed",
    kind=CountOf(table=lambda: CONDITIONS),
    looks_at="scene",
    asks=_asks,
    narrows=_narrows,
    denies=_denies,
    expected="conditions in braces",
    description=(
        "How many of the people, places and things that the scene places have a picture that meets"
        " the conditions: at least one, or as many as `at_least` and `at_most` say."
    ),
    examples=({TYPE.key: "character", "at_least": 5},),
    manual="how many people, places or things are placed",
)
