"""`label`: what somebody has written on the picture, in their own words."""

from __future__ import annotations

from functools import lru_cache

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_texts import AnyOfTexts
from selector.model.phrases import listed, spoken
from selector.model.vocabulary import fold


@lru_cache(1_024)
def _folded(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a picture as they are compared.

    Cached, because explanations look at the same few pictures again and again.
    """
    distinct = dict.fromkeys(map(fold, labels))
    return tuple(filter(None, distinct))


def _says(subject: str, labels: str) -> str:
    if not labels:
        return f"{subject} has no labels"
    return f"{subject} is labelled {spoken(labels)}"


LABEL = ConditionWord(
    key="label",
    kind=AnyOfTexts(),
    looks_at="picture",
    fact="labels",
    asks_about=("labels",),
    found=_folded,
    asks=lambda labels: f"the label {listed(map(spoken, labels), 'or')}",
    narrows=lambda labels: f"labelled {listed(map(spoken, labels), 'or')}",
    says=lambda labels: _says("it", labels),
    says_alone=lambda labels: _says("this", labels),
    expected="a label or a list of labels",
    description=(
        "One of the picture's labels (`user_tags`). Case, spaces, hyphens and underscores make"
        " no difference; `*` stands for any characters."
    ),
    examples=("night", ["night", "rain"]),
    manual="what the picture is labelled",
)
