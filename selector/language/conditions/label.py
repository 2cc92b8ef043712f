"""`label`: what somebody has written on the picture, in words of their own."""

from __future__ import annotations

from functools import lru_cache

from selector.language.condition import ConditionWord
from selector.language.kinds import AnyOfTexts
from selector.model.phrases import listed, spoken
from selector.model.vocabulary import fold


@lru_cache(1_024)
def _folded(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a picture as they are compared. Explanations ask again and again, of the same few pictures."""
    return tuple(dict.fromkeys(folded for label in labels if (folded := fold(label))))


LABEL = ConditionWord(
    key="label",
    kind=AnyOfTexts(),
    looks_at="picture",
    fact="labels",
    found=_folded,
    asks=lambda labels: f"the label {listed(map(spoken, labels), 'or')}",
    says=lambda labels: f"it is labelled {spoken(labels)}" if labels else "it has no labels",
    says_alone=lambda labels: (
        f"this is labelled {spoken(labels)}" if labels else "this has no labels"
    ),
    expected="a label or a list of labels",
    description=(
        "One of the picture's labels (`user_tags`). Case, spaces, hyphens and underscores make no difference;"
        " `*` stands for any characters."
    ),
    examples=("night", ["night", "rain"]),
    manual="what the picture is labelled",
)
