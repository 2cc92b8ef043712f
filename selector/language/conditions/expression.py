"""`expression`: how it looks in the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_text import InText
from selector.model.phrases import text_found, text_wanted, with_text

if TYPE_CHECKING:
    from selector.language.candidate import Candidate


def _expression(candidate: Candidate) -> str | None:
    return candidate.placement.expression


EXPRESSION = ConditionWord(
    key="expression",
    kind=InText(),
    looks_at="candidate",
    decides="placement",
    reads=("expression",),
    found=_expression,
    asks=lambda wanted: text_wanted("an expression", wanted),
    narrows=lambda wanted: with_text("an expression", wanted),
    says=lambda found: text_found("it", "expression", found),
    says_alone=lambda found: text_found("this", "expression", found),
    expected="text, a list of phrases, `true` or `false`",
    description=(
        "Whole words, one right after the other, in the expression of the placement: `in tears` is"
        " in `Pale, in tears`. Case makes no difference. `true` means that there is an expression,"
        " `false` that there is none."
    ),
    examples=("afraid", ["afraid", "in tears"]),
    manual="words in the expression of its placement",
)
