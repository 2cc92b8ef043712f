"""`InTexts`: conditions on what the storyboard writes of a scene, such as `note`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.language.kinds.any_of_texts import AnyOfTexts
from selector.language.kinds.any_or_nothing import OfNothing
from selector.language.text import stands_in, word_run
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.language.kinds.any_or_nothing import AnyOf


@frozen
class InTexts(AnyOfTexts):
    """Any of some texts, whose words are in one of the texts that are found."""

    def of_nothing(self, written: str) -> OfNothing | None:
        """Why nothing meets a text, if it has no words. Spaces alone are a problem of shape."""
        if word_run(written) or not written.strip():
            return None
        return OfNothing(written, "has no letters or digits", "Write text that contains a word.")

    def compiled(self, written: Iterable[str]) -> AnyOf:
        """What is wanted, from the texts as written. A text without words is dropped."""
        return frozenset(filter(None, map(word_run, written)))

    def is_met(self, wanted: AnyOf, found: Iterable[str]) -> bool:
        """Whether one of the texts that were found has the words."""
        return any(stands_in(words, text) for text in found for words in wanted)

    def covers(self, wanted: AnyOf, other: AnyOf) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal texts tell."""
        return other <= wanted

    def form(self, wanted: AnyOf) -> list[str]:
        """What is wanted, as the digest has it: two spellings of the same words are one."""
        return sorted(words.strip() for words in wanted)

    def in_order(self, wanted: AnyOf) -> tuple[str, ...]:
        """What is wanted, in alphabetical order."""
        return tuple(self.form(wanted))

    def word_for(self, found: Any) -> str | None:  # noqa: ANN401, ARG002  # as the other kinds
        """None: no word says what a storyboard may write next time."""
        return None
