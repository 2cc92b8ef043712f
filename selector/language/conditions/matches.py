"""`matches`: whether a label of the picture is in a text of the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.conditions.action import ACTION
from selector.language.conditions.expression import EXPRESSION
from selector.language.conditions.position import POSITION
from selector.language.conditions.wardrobe import WARDROBE
from selector.language.kinds.some_of_words import SomeOfWords
from selector.language.text import stands_in, word_run
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.language.candidate import Candidate

NOTES = "notes"
"""The continuity notes of the scene."""
_CALLED = {
    WARDROBE.key: "the wardrobe note",
    EXPRESSION.key: "the expression",
    ACTION.key: "the action",
    POSITION.key: "the position",
    NOTES: "the continuity notes",
}


def _in_a_label(candidate: Candidate) -> tuple[str, ...]:
    """Which texts have a label of the picture in them."""
    labels = list(map(word_run, candidate.picture.labels))
    if not labels:
        return ()
    around = candidate.circumstances
    placement = candidate.placement
    worn = around.worn(candidate)
    texts: dict[str, Sequence[str | None]] = {
        WARDROBE.key: () if worn is None else (worn.text,),
        EXPRESSION.key: (placement.expression,),
        ACTION.key: (placement.action,),
        POSITION.key: (placement.position,),
        NOTES: around.scene.continuity_notes,
    }
    return tuple(key for key, written in texts.items() if _is_one_in(labels, written))


def _is_one_in(labels: Iterable[str], texts: Iterable[str | None]) -> bool:
    return any(stands_in(label, text) for text in texts for label in labels)


def _asks(wanted: Sequence[str]) -> str:
    texts = map(_CALLED.__getitem__, wanted)
    return f"a label that is in {listed(texts, 'or')}"


MATCHES = ConditionWord(
    key="matches",
    kind=SomeOfWords(words=tuple(_CALLED)),
    looks_at="candidate",
    asks_earlier=lambda wanted: WARDROBE.key in wanted,
    reads=("wardrobe_note", "expression", "action", "position", "continuity_notes"),
    found=_in_a_label,
    asks=_asks,
    narrows=lambda wanted: f"with {_asks(wanted)}",
    says=lambda _: "none of its labels is there",
    says_alone=lambda _: "none of its labels is there",
    expected="a word for a text of the scene or a list of such words",
    description=(
        "One of the picture's labels is in that text of the scene, whole words side by side."
        " A list means any of these texts."
    ),
    examples=(WARDROBE.key, [WARDROBE.key, NOTES]),
    meanings={
        WARDROBE.key: "the wardrobe note of its placement",
        EXPRESSION.key: "the expression of its placement",
        ACTION.key: "the action of its placement",
        POSITION.key: "the position of its placement",
        NOTES: "a continuity note of the scene",
    },
    manual="whether a label of the picture is in that text of the scene",
)
