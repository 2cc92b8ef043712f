"""`action`: what it does in the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_text import InText
from selector.model.phrases import text_found, text_wanted, with_text

if TYPE_CHECKING:
    from selector.language.candidate import Candidate


def _action(candidate: Candidate) -> str | None:
    return candidate.placement.action


ACTION = ConditionWord(
    key="action",
    kind=InText(),
    looks_at="candidate",
    decides="placement",
    reads=("action",),
    found=_action,
    asks=lambda wanted: text_wanted("an action", wanted),
    narrows=lambda wanted: with_text("an action", wanted),
    says=lambda found: text_found("it", "action", found),
    says_alone=lambda found: text_found("this", "action", found),
    expected="text, a list of phrases, `true` or `false`",
    description=(
        "Whole words, one right after the other, in the action of the placement: `runs` is in"
        " `She runs away`. Case makes no difference. `true` means that there is an action, `false`"
        " that there is none."
    ),
    examples=("runs", ["runs", "climbs down"]),
    manual="words in the action of its placement",
)
