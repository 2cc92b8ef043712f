"""The kinds of conditions: what values each takes, what meets them, and which of two wants more.

A kind is a value that does not know where its condition looks: that is for
`condition.ConditionWord` to say. What a condition wants is compiled once (`compiled`), and only the
kind that compiled it looks inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from typing import TypeAlias

ANY = "*"
"""Stands for any run of characters in a text of a rule."""
AnyOf = frozenset[str]
"""What a condition on words or texts wants, compiled: any of these meets it."""


@dataclass(frozen=True, slots=True)
class OneOfWords:
    """One of some words of the language. One word is found, which the language may not have."""

    words: tuple[str, ...]

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

        return words(self.words)

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is wanted, from the words as written."""
        return frozenset(written)

    def is_met(self, wanted: AnyOf, found: str) -> bool:
        """Whether the word that was found is wanted."""
        return found in wanted

    def covers(self, wanted: AnyOf, other: AnyOf) -> bool:
        """Whether everything that meets `other` meets `wanted` too."""
        return other <= wanted

    def form(self, wanted: AnyOf) -> list[str]:
        """What is wanted, as the digest has it."""
        return sorted(wanted)

    def in_order(self, wanted: AnyOf) -> tuple[str, ...]:
        """What is wanted, in the order of the language."""
        return tuple(word for word in self.words if word in wanted)

    def recorded(self, found: str) -> str:
        """What was found, as reasons have it."""
        return found

    def word_for(self, found: str) -> str | None:
        """The word to want so that what was found meets it; None if there is none."""
        if found in self.words:
            return found
        return None


@dataclass(frozen=True, slots=True)
class AnyOfTexts:
    """Any of some texts, compared folded, where `*` stands for any characters.

    Any number of texts is found.
    """

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import texts  # noqa: PLC0415  # pydantic is slow to load

        return texts()

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is wanted, from the texts as written. A text of which nothing is left is dropped."""
        folded = map(fold, written)
        return frozenset(filter(None, folded))

    def is_met(self, wanted: AnyOf, found: tuple[str, ...]) -> bool:
        """Whether one of the texts that were found is wanted."""
        if not wanted.isdisjoint(found):
            return True
        patterns = [text.split(ANY) for text in wanted if ANY in text]
        return any(_any_fits(found, parts) for parts in patterns)

    def covers(self, wanted: AnyOf, other: AnyOf) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal texts tell."""
        return other <= wanted

    def form(self, wanted: AnyOf) -> list[str]:
        """What is wanted, as the digest has it."""
        return sorted(wanted)

    def in_order(self, wanted: AnyOf) -> tuple[str, ...]:
        """What is wanted, in alphabetical order."""
        return tuple(sorted(wanted))

    def recorded(self, found: tuple[str, ...]) -> str:
        """What was found, as reasons have it."""
        return ", ".join(found)

    def word_for(self, found: tuple[str, ...]) -> str | None:
        """The text to want so that what was found meets it; None if there is none."""
        return next(iter(found), None)


def _any_fits(texts: Iterable[str], parts: list[str]) -> bool:
    return any(_fits(text, parts) for text in texts)


def _fits(text: str, parts: list[str]) -> bool:
    """Whether a text consists of these parts in order, with any characters between them.

    Each part is searched for once, so the work is linear in the text times the parts.
    """
    first, *between, last = parts
    begin, end = len(first), len(text) - len(last)
    if begin > end:
        return False
    if not (text.startswith(first) and text.endswith(last)):
        return False
    for part in between:
        begin = text.find(part, begin, end)
        if begin < 0:
            return False
        begin += len(part)
    return True


if TYPE_CHECKING:
    Kind: TypeAlias = OneOfWords | AnyOfTexts
