"""`wardrobe`: what it wears in the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_text import InText
from selector.model.phrases import text_found, text_wanted, with_text

if TYPE_CHECKING:
    from selector.language.candidate import Candidate
    from selector.model.film_so_far import Worn


def _worn(candidate: Candidate) -> Worn | None:
    return candidate.circumstances.worn(candidate)


WARDROBE = ConditionWord(
    key="wardrobe",
    kind=InText(),
    looks_at="candidate",
    decides="individual",
    asks_earlier=lambda _: True,
    reads=("wardrobe_note",),
    found=_worn,
    asks=lambda wanted: text_wanted("a wardrobe note", wanted),
    narrows=lambda wanted: with_text("a wardrobe note", wanted),
    says=lambda found: text_found("it", "wardrobe note", found),
    says_alone=lambda found: text_found("this", "wardrobe note", found),
    expected="text, a list of phrases, `true` or `false`",
    description=(
        "Whole words, one right after the other, in the wardrobe note of the placement: `red coat`"
        " is in `Red coat, torn`. A note applies until a later scene has another for the same"
        " person. `true` means that there is a note, `false` that there is none."
    ),
    examples=("oilskin", ["oilskin", "red coat"]),
    manual="words in the wardrobe note of its placement, or in the last earlier note",
)
