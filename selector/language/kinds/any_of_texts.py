"""`AnyOfTexts`: conditions on what people have written, such as `label`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.kinds.any_or_nothing import OfNothing, WantsAnyOf
from selector.language.text import ANY, fits
from selector.model.frozen import frozen
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.language.kinds.any_or_nothing import AnyOf


@frozen
class AnyOfTexts(WantsAnyOf):
    """Any of some texts, compared folded, where `*` stands for any characters.

    Any number of texts is found.
    """

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import texts  # noqa: PLC0415  # pydantic is slow to load

        return texts()

    def of_nothing(self, written: str) -> OfNothing | None:
        """Why nothing meets a text, if it folds to nothing. Spaces alone are a problem of shape."""
        if fold(written) or not written.strip():
            return None
        return OfNothing(
            written, "has no letters or digits", "Write a value with letters or digits."
        )

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is wanted, from the texts as written. A text that folds to nothing is dropped."""
        folded = map(fold, written)
        return frozenset(filter(None, folded))

    def is_met(self, wanted: AnyOf, found: tuple[str, ...]) -> bool:
        """Whether one of the texts that were found is wanted."""
        if not wanted.isdisjoint(found):
            return True
        patterns = [text for text in wanted if ANY in text]
        return any(fits(pattern, text) for pattern in patterns for text in found)

    def in_order(self, wanted: AnyOf) -> tuple[str, ...]:
        """What is wanted, in alphabetical order."""
        return tuple(sorted(wanted))

    def recorded(self, found: tuple[str, ...]) -> str:
        """What was found, as reasons have it."""
        return ", ".join(found)

    def word_for(self, found: tuple[str, ...]) -> str | None:
        """The text to want so that what was found meets it; None if there is none."""
        return next(iter(found), None)
