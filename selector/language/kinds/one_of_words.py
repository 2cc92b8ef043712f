"""`OneOfWords`: conditions on one of some words of the language, such as `role`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.kinds.any_or_nothing import WantsAnyOf
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.language.kinds.any_or_nothing import AnyOf, OfNothing


@frozen
class OneOfWords(WantsAnyOf):
    """One of some words of the language. One word is found, which the language may not have."""

    words: tuple[str, ...]

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

        return words(self.words)

    def of_nothing(
        self,
        written: str,  # noqa: ARG002  # as the other kinds have it
    ) -> OfNothing | None:
        """None: something meets each word."""
        return None

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is wanted, from the words as written."""
        return frozenset(written)

    def is_met(self, wanted: AnyOf, found: str) -> bool:
        """Whether the word that was found is wanted."""
        return found in wanted

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
