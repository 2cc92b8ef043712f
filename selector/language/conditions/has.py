"""`has`: whether the person, place or thing has a picture that meets conditions."""

from __future__ import annotations

from collections.abc import Sequence

from selector.language.condition import ConditionWord
from selector.language.conditions.crop import CROP
from selector.language.conditions.label import LABEL
from selector.language.kinds.conditions_within import Has

_OWNER = "somebody or something"


def _asks(groups: Sequence[str]) -> str:
    return f"{_OWNER} with a picture that meets this: {' or '.join(groups)}"


HAS = ConditionWord(
    key="has",
    kind=Has(),
    looks_at="candidate",
    decides="individual",
    asks=_asks,
    narrows=lambda pictures: f"of {_OWNER} that has {' or '.join(pictures)}",
    says=lambda _: "no picture of it does",
    says_alone=lambda _: "no picture of it does",
    expected="conditions in braces or a list of them",
    description=(
        "Conditions in braces that some picture of the same person, place or thing meets: this"
        " one or another, placed or not. In a list, it is enough that such a picture meets the"
        " conditions in one pair of braces."
    ),
    examples=({LABEL.key: "hurt"}, [{LABEL.key: "hurt"}, {CROP.key: "face"}]),
    manual="whether any picture of the same person, place or thing meets the given conditions",
)
