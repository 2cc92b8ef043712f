"""What kinds share: that any of what is wanted will do, and why nothing meets a condition."""

from __future__ import annotations

from typing import NamedTuple

from selector.language.word import words_of

AnyOf = frozenset[str]
"""What a condition on words or texts wants, compiled: any of these meets it."""


class OfNothing(NamedTuple):
    """What a rule has written, why nothing meets it ("has no digits"), and what to do about it."""

    written: str
    why: str
    what_to_do: str


class WantsAnyOf:
    """What the kinds of words and of texts share: any of what is wanted meets the condition."""

    __slots__ = ()

    def read(self, value: object) -> tuple[str, ...]:
        """What is written: one word, or the words of a list, each once."""
        return words_of(value)

    def covers(self, wanted: AnyOf, other: AnyOf) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal texts tell."""
        return other <= wanted

    def widened(self, wanted: AnyOf, word: str) -> AnyOf:
        """What is wanted, and one word more, which `word_for` gave."""
        return wanted | {word}

    def form(self, wanted: AnyOf) -> list[str]:
        """What is wanted, as the digest has it."""
        return sorted(wanted)
