"""`any_of`: groups of conditions, one of which holds."""

from __future__ import annotations

from collections.abc import Sequence

from selector.language.condition import ConditionWord
from selector.language.conditions.crop import CROP
from selector.language.conditions.type import TYPE
from selector.language.kinds.conditions_within import AnyGroup


def either(groups: Sequence[str]) -> str:
    """What several groups ask for, one of which is enough."""
    if len(groups) == 1:
        return groups[0]
    return f"either {' or '.join(groups)}"


def _narrows(pictures: Sequence[str]) -> str:
    if len(pictures) == 1:
        return f"that are {pictures[0]}"
    return f"that are either {' or '.join(pictures)}"


ANY_OF = ConditionWord(
    key="any_of",
    kind=AnyGroup(takes_list_only=True),
    looks_at="candidate",
    asks=either,
    narrows=_narrows,
    says=lambda _: "it is none of these",
    says_alone=lambda _: "this is none of these",
    expected="a list of conditions in braces",
    description=(
        "A list of conditions in braces. It is enough that the conditions in one pair of braces are"
        " met."
    ),
    examples=([{CROP.key: "face"}, {TYPE.key: "prop"}],),
    manual="whether the conditions in at least one pair of braces are met",
)
