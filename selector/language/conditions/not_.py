"""`not`: conditions that do not hold."""

from __future__ import annotations

from collections.abc import Sequence

from selector.language.condition import ConditionWord
from selector.language.conditions.role import ROLE
from selector.language.kinds.conditions_within import NoneOf
from selector.model.phrases import listed


def _asks(groups: Sequence[str]) -> str:
    if len(groups) == 1:
        return f"anything but {groups[0]}"
    return f"neither {listed(groups, 'nor')}"


def _narrows(pictures: Sequence[str]) -> str:
    those = list(map(_those, pictures))
    if len(those) > 1:
        return f"that are none of these: {'; '.join(those)}"
    if those[0].startswith("those ") or those[0].endswith("together)"):
        return f"other than {those[0]}"
    return f"that are not {those[0]}"


def _those(pictures: str) -> str:
    """Pictures that are compared with pictures: `those labelled night`."""
    if pictures.startswith("pictures "):
        return pictures.replace("pictures", "those", 1)
    return pictures


NOT = ConditionWord(
    key="not",
    kind=NoneOf(),
    looks_at="candidate",
    asks=_asks,
    narrows=_narrows,
    says=lambda _: "it meets those conditions",
    says_alone=lambda _: "this meets those conditions",
    expected="conditions in braces or a list of them",
    description=(
        "Conditions in braces that the picture must not meet all at once. In a list, this goes for"
        " each pair of braces."
    ),
    examples=({ROLE.key: "background"}, [{ROLE.key: "background"}, {ROLE.key: "prop"}]),
    manual="whether the picture does not meet the conditions in braces",
)
