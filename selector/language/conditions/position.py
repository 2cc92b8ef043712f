"""`position`: where in the frame the scene places it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_text import InText
from selector.model.phrases import text_found, text_wanted, with_text

if TYPE_CHECKING:
    from selector.language.candidate import Candidate


def _position(candidate: Candidate) -> str | None:
    return candidate.placement.position


POSITION = ConditionWord(
    key="position",
    kind=InText(),
    looks_at="candidate",
    decides="placement",
    reads=("position",),
    found=_position,
    asks=lambda wanted: text_wanted("a position", wanted),
    narrows=lambda wanted: with_text("a position", wanted),
    says=lambda found: text_found("it", "position", found),
    says_alone=lambda found: text_found("this", "position", found),
    expected="text, a list of phrases, `true` or `false`",
    description=(
        "Whole words, one right after the other, in the position of the placement: `left` is in"
        " `Far left`. Case makes no difference. `true` means that there is a position, `false`"
        " that there is none."
    ),
    examples=("left", ["left", "far right"]),
    manual="words in the position of its placement",
)
