"""`not`: conditions that do not hold."""

from __future__ import annotations

from collections.abc import Sequence

from selector.language.condition import ConditionWord
from selector.language.conditions.role import ROLE
from selector.language.kinds.conditions_within import NoneOf
from selector.model.phrases import listed


def _asks(groups: Sequence[str]) -> str:
    if len(groups) == 1:
        return f"not {groups[0]}"
    return f"none of {listed(groups, 'or')}"


def _narrows(pictures: Sequence[str]) -> str:
    if len(pictures) == 1:
        return f"other than {pictures[0]}"
    return f"that are none of these: {'; '.join(pictures)}"


NOT = ConditionWord(
    key="not",
    kind=NoneOf(),
    looks_at="candidate",
    asks=_asks,
    narrows=_narrows,
    says=lambda _: "it fits that",
    says_alone=lambda _: "this fits that",
    expected="conditions in braces or a list of them",
    description=(
        "Conditions in braces that the picture must not meet all at once. In a list, it must not"
        " meet those of any pair of braces."
    ),
    examples=({ROLE.key: "background"}, [{ROLE.key: "background"}, {ROLE.key: "prop"}]),
    manual="whether other conditions do not hold",
)
