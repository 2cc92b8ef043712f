"""`type`: what kind of thing the picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.one_of_words import OneOfWords
from selector.model.phrases import listed, spoken, with_article
from selector.model.vocabulary import ASSET_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence


def _a_thing(word: str) -> str:
    return with_article(spoken(word))


def _counts(words: Sequence[str], several: bool) -> str:  # noqa: FBT001  # as the table has it
    nouns = list(map(spoken, words))
    if several:
        nouns = [f"{noun}s" for noun in nouns]
    return listed(nouns, "or")


TYPE = ConditionWord(
    key="type",
    kind=OneOfWords(words=ASSET_TYPES),
    looks_at="picture",
    fact="type",
    found=str,
    asks=lambda words: f"the type {listed(map(spoken, words), 'or')}",
    narrows=lambda words: f"of {listed(map(_a_thing, words), 'or')}",
    counts=_counts,
    says=lambda kind: f"the type is {spoken(kind)}",
    says_alone=lambda kind: f"the type here is {spoken(kind)}",
    expected="an asset type or a list of them",
    description="What kind of thing the picture shows. A list means any of them.",
    examples=("environment", ["prop", "vehicle"]),
    meanings={
        "character": "a person, or anything that acts like one",
        "object": "a thing",
        "environment": "a place, inside or out",
        "style": "a look: light, palette, grain",
        "prop": "a thing that is held or used",
        "vehicle": "something that people travel in",
        "text_element": "lettering: a sign, a title, a page",
    },
    manual="what kind of thing the picture shows",
)
