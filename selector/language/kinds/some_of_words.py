"""`SomeOfWords`: conditions on several words of the language at once, such as `matches`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.kinds.any_or_nothing import WantsAnyOf
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from selector.language.kinds.any_or_nothing import AnyOf, OfNothing


@frozen
class SomeOfWords(WantsAnyOf):
    """Some words of the language, any of which will do. Any number of them is found."""

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

    def is_met(self, wanted: AnyOf, found: Collection[str]) -> bool:
        """Whether one of the words that were found is wanted."""
        return not wanted.isdisjoint(found)

    def in_order(self, wanted: AnyOf) -> tuple[str, ...]:
        """What is wanted, in the order of the language."""
        return tuple(word for word in self.words if word in wanted)

    def recorded(self, found: Collection[str]) -> str:  # noqa: ARG002  # as the other kinds have it
        """Nothing: where a condition fails, none of what it wants was found."""
        return ""

    def word_for(self, found: Collection[str]) -> str | None:
        """The word to want so that what was found meets it; None if there is none."""
        return next((word for word in self.words if word in found), None)
