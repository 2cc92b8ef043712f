"""`not` in `when`: conditions on the scene that do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.conditions_within import NoneOf
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence


def _asks(groups: Sequence[str]) -> str:
    if len(groups) == 1:
        return f"not {groups[0]}"
    return f"neither {listed(groups, 'nor')}"


WHEN_NOT = ConditionWord(
    key="not",
    kind=NoneOf(),
    looks_at="scene",
    asks=_asks,
    narrows=listed,
    expected="conditions in braces or a list of them",
    description=(
        "Conditions in braces that must not all hold at once. In a list, this goes for each pair"
        " of braces."
    ),
    examples=({"note": "night"}, [{"note": "night"}, {"note": "rain"}]),
    manual="whether the conditions in braces do not hold",
)
