"""The kinds of conditions: what values each takes, when what was found meets them, and which of two asks for more.

A kind is a value that knows nothing of where its condition looks: that is `condition.ConditionWord`'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from typing import TypeAlias

ANY = "*"
"""Stands for any run of characters in a text that a rule asks for."""
AnyOf = frozenset[str]
"""What a condition asks for, compiled: any of these meets it."""


@dataclass(frozen=True, slots=True)
class OneOfWords:
    """One of some words of the language; what is found is one word, whether the language has it or not."""

    words: tuple[str, ...]

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

        return words(self.words)

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is asked for, of the words as written."""
        return frozenset(written)

    def is_met(self, any_of: AnyOf, found: str) -> bool:
        """Whether what was found is asked for."""
        return found in any_of

    def in_order(self, any_of: AnyOf) -> tuple[str, ...]:
        """What is asked for, in the order of the language."""
        return tuple(word for word in self.words if word in any_of)

    def recorded(self, found: str) -> str:
        """What was found, as reasons keep it."""
        return found

    def word_for(self, found: str) -> str | None:
        """What to ask for so that what was found meets it; None where nothing does."""
        return found if found in self.words else None


@dataclass(frozen=True, slots=True)
class AnyOfTexts:
    """Any of some texts, compared folded, where `*` stands for any characters; what is found is any number of texts."""

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import texts  # noqa: PLC0415  # pydantic is slow to load

        return texts()

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is asked for, of the texts as written."""
        return frozenset(folded for text in written if (folded := fold(text)))

    def is_met(self, any_of: AnyOf, found: tuple[str, ...]) -> bool:
        """Whether one of the texts that were found is asked for."""
        if not any_of.isdisjoint(found):
            return True
        patterns = [text.split(ANY) for text in any_of if ANY in text]
        return any(_fits(text, parts) for text in found for parts in patterns)

    def in_order(self, any_of: AnyOf) -> tuple[str, ...]:
        """What is asked for, by the alphabet."""
        return tuple(sorted(any_of))

    def recorded(self, found: tuple[str, ...]) -> str:
        """What was found, as reasons keep it."""
        return ", ".join(found)

    def word_for(self, found: tuple[str, ...]) -> str | None:
        """What to ask for so that what was found meets it; None where nothing does."""
        return found[0] if found else None


def _fits(text: str, parts: list[str]) -> bool:
    """Whether a text is made of these parts in order, with any characters between them; each is looked for once."""
    first, *between, last = parts
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in between:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


if TYPE_CHECKING:
    Kind: TypeAlias = OneOfWords | AnyOfTexts
