"""`InText`: conditions on what the storyboard writes in a text, such as `position`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.kinds.any_or_nothing import OfNothing
from selector.language.kinds.yes_or_no import TRUE_OR_FALSE
from selector.language.text import Words, stands_in, word_run
from selector.language.word import words_of
from selector.model.film_so_far import Worn
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

WantedText: TypeAlias = frozenset[Words] | bool
"""Words of which any will do, or whether there is a text at all."""
FoundText: TypeAlias = str | Worn | None


@frozen
class InText:
    """Any of some texts, whose words are in the text that is found, or whether there is one.

    One text is found, or None; or what somebody wears, which an earlier scene may have noted. A
    text without words counts as none.
    """

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import texts_or_answer  # noqa: PLC0415  # pydantic is slow

        return texts_or_answer()

    def read(self, value: object) -> tuple[str | bool, ...]:
        """What is written: an answer, or texts, each once."""
        if isinstance(value, bool):
            return (value,)
        return words_of(value)

    def of_nothing(self, written: str | bool) -> OfNothing | None:  # noqa: FBT001  # read
        """Why nothing meets a text, if it has no words. Spaces alone are a problem of shape."""
        if isinstance(written, bool) or word_run(written) or not written.strip():
            return None
        return OfNothing(written, "has no letters or digits", "Write text that contains a word.")

    def compiled(self, written: Iterable[str | bool]) -> WantedText:
        """What is wanted, from what is written. A text without words is dropped."""
        runs = set()
        for each in written:
            if isinstance(each, bool):
                return each
            runs.add(word_run(each))
        return frozenset(runs - {""})

    def is_met(self, wanted: WantedText, found: FoundText) -> bool:
        """Whether the text that was found has the words, or is there as it should be."""
        text = _text_of(found)
        if isinstance(wanted, bool):
            return bool(word_run(text)) is wanted
        return any(stands_in(words, text) for words in wanted)

    def covers(self, wanted: WantedText, other: WantedText) -> bool:
        """Whether everything that meets `other` meets `wanted` too."""
        if isinstance(other, bool):
            return wanted is other
        if isinstance(wanted, bool):
            return wanted
        return all(_has_one(words, wanted) for words in other)

    def form(self, wanted: WantedText) -> list[str] | bool:
        """What is wanted, as the digest has it: two spellings of the same words are one."""
        if isinstance(wanted, bool):
            return wanted
        return sorted(words.strip() for words in wanted)

    def in_order(self, wanted: WantedText) -> tuple[str, ...]:
        """What is wanted: an answer as a rule writes it, or the words in alphabetical order."""
        if isinstance(wanted, bool):
            return (TRUE_OR_FALSE[wanted],)
        words = sorted(words.strip() for words in wanted)
        return tuple(map(_not_an_answer, words))

    def recorded(self, found: FoundText) -> str:
        """What was found, as reasons have it; nothing if there was no text."""
        text = _text_of(found)
        if not word_run(text):
            return ""
        if isinstance(found, Worn) and found.noted_in is not None:
            return f"{text} (noted in scene {found.noted_in})"
        return text

    def word_for(
        self,
        found: FoundText,  # noqa: ARG002  # as the other kinds have it
    ) -> str | None:
        """None: no word says what a storyboard may write next time."""
        return None


def _text_of(found: FoundText) -> str:
    if isinstance(found, Worn):
        return found.text
    return found or ""


def _has_one(words: Words, others: Iterable[Words]) -> bool:
    """Whether some words have one of others in them."""
    return any(other in words for other in others)


def _not_an_answer(words: str) -> str:
    """A text as a rule must write it, so that it is not read as true or false."""
    if words in TRUE_OR_FALSE.values():
        return f'"{words}"'
    return words
