"""The kinds of conditions: what values each takes, what meets them, and which of two wants more.

A kind is a value that does not know where its condition looks: that is for
`condition.ConditionWord` to say. What a condition wants is compiled once (`compiled`), and only the
kind that compiled it looks inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from selector.language.word import words_of
from selector.model.vocabulary import fold

ANY = "*"
"""Stands for any run of characters in a text of a rule."""
AnyOf = frozenset[str]
"""What a condition on words or texts wants, compiled: any of these meets it."""


class OfNothing(NamedTuple):
    """What a rule has written, why nothing meets it ("has no digits"), and what to do about it."""

    written: str
    why: str
    what_to_do: str


class _AnyOf:
    """What the kinds of words and of texts share: any of what is wanted meets the condition."""

    __slots__ = ()

    def read(self, value: object) -> tuple[str, ...]:
        """What is written: one word, or the words of a list, each once."""
        return words_of(value)

    def covers(self, wanted: AnyOf, other: AnyOf) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal texts tell."""
        return other <= wanted

    def form(self, wanted: AnyOf) -> list[str]:
        """What is wanted, as the digest has it."""
        return sorted(wanted)


@dataclass(frozen=True, slots=True)
class OneOfWords(_AnyOf):
    """One of some words of the language. One word is found, which the language may not have."""

    words: tuple[str, ...]

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

        return words(self.words)

    def of_nothing(self, written: str) -> OfNothing | None:  # noqa: ARG002  # as the other kinds have it
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


@dataclass(frozen=True, slots=True)
class AnyOfTexts(_AnyOf):
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
        patterns = [text.split(ANY) for text in wanted if ANY in text]
        return any(_any_fits(found, parts) for parts in patterns)

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


Number: TypeAlias = int | float | Decimal
LEAST, BELOW = "at_least", "below"
"""The keys by which a rule writes a range of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers from `at_least` on and below `below`; None if there is no such bound."""

    at_least: Number | None = None
    below: Number | None = None

    def has(self, number: Number) -> bool:
        """Whether a number is in the range."""
        if self.at_least is not None and number < self.at_least:
            return False
        return self.below is None or number < self.below

    def __str__(self) -> str:
        bounds = []
        if self.at_least is not None:
            bounds.append(f"at least {self.at_least}")
        if self.below is not None:
            bounds.append(f"below {self.below}")
        return " and ".join(bounds)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A range of numbers: `{at_least: 7}`, `{below: 9}` or both. One number is found, or None.

    Attributes:
        lowest: The lowest bound that may be written.
        highest: The highest bound that may be written.
    """

    lowest: int
    highest: int

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import number_range  # noqa: PLC0415  # pydantic is slow to load

        return number_range((LEAST, BELOW), self.lowest, self.highest)

    def read(self, value: object) -> tuple[Range, ...]:
        """What is written; nothing if it has no bound that is a number."""
        if not isinstance(value, Mapping):
            return ()
        written = Range(at_least=_bound(value.get(LEAST)), below=_bound(value.get(BELOW)))
        if written == Range():
            return ()
        return (written,)

    def of_nothing(self, written: Range) -> OfNothing | None:
        """Why nothing meets a range, if it has no number."""
        least, below = written.at_least, written.below
        if least is None or below is None or least < below:
            return None
        return OfNothing(
            f"{{{LEAST}: {least}, {BELOW}: {below}}}",
            "does not include any number",
            f"Write a number in `{BELOW}` that is higher than the one in `{LEAST}`.",
        )

    def compiled(self, written: Iterable[Range]) -> Range:
        """What is wanted: the one range that is written."""
        (wanted,) = written
        return wanted

    def is_met(self, wanted: Range, found: Number | None) -> bool:
        """Whether the number that was found is in the range. What has no number never is."""
        return found is not None and wanted.has(found)

    def covers(self, wanted: Range, other: Range) -> bool:
        """Whether everything that meets `other` meets `wanted` too."""
        if wanted.at_least is not None and not _is_from(other, wanted.at_least):
            return False
        if wanted.below is None:
            return True
        return other.below is not None and other.below <= wanted.below

    def form(self, wanted: Range) -> dict[str, Number]:
        """What is wanted, as the digest has it: without bounds that are not there."""
        bounds = {LEAST: wanted.at_least, BELOW: wanted.below}
        return {key: bound for key, bound in bounds.items() if bound is not None}

    def in_order(self, wanted: Range) -> tuple[str, ...]:
        """What is wanted, as a text: `at least 7 and below 9`."""
        return (str(wanted),)

    def recorded(self, found: Number | None) -> str:
        """What was found, as reasons have it; nothing if there was no number."""
        if found is None:
            return ""
        return str(found)

    def word_for(self, found: Number | None) -> str | None:  # noqa: ARG002  # as the other kinds have it
        """None: no word widens a range."""
        return None


def _is_from(numbers: Range, at_least: Number) -> bool:
    return numbers.at_least is not None and numbers.at_least >= at_least


def _bound(written: object) -> Number | None:
    """A bound as it is compared: 7.0 is 7. None if it is not a number."""
    if isinstance(written, bool):
        return None
    if isinstance(written, float) and written.is_integer():
        return int(written)
    if isinstance(written, int | float) and written == written:  # noqa: PLR0124  # NaN is not a bound
        return written
    return None


Answer: TypeAlias = bool
"""What a yes-or-no condition wants, or finds."""


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """True or false. `false` is met exactly when `true` is not."""

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import yes_or_no  # noqa: PLC0415  # pydantic is slow to load

        return yes_or_no()

    def read(self, value: object) -> tuple[Answer, ...]:
        """What is written; nothing if it is neither."""
        if isinstance(value, bool):
            return (value,)
        return ()

    def of_nothing(self, written: Answer) -> OfNothing | None:  # noqa: ARG002  # as the other kinds have it
        """None: something meets either answer."""
        return None

    def compiled(self, written: Iterable[Answer]) -> Answer:
        """What is wanted: the one answer that is written."""
        (wanted,) = written
        return wanted

    def is_met(self, wanted: Answer, found: Answer) -> bool:
        """Whether the answer that was found is wanted."""
        return found == wanted

    def covers(self, wanted: Answer, other: Answer) -> bool:
        """Whether everything that meets `other` meets `wanted` too."""
        return other == wanted

    def form(self, wanted: Answer) -> Answer:
        """What is wanted, as the digest has it."""
        return wanted

    def in_order(self, wanted: Answer) -> tuple[str, ...]:
        """What is wanted, as a rule writes it."""
        return (_TRUE_OR_FALSE[wanted],)

    def recorded(self, found: Answer) -> str:
        """What was found, as a rule would write it."""
        return _TRUE_OR_FALSE[found]

    def word_for(self, found: Answer) -> str | None:  # noqa: ARG002  # as the other kinds have it
        """None: no word widens an answer."""
        return None


_TRUE_OR_FALSE = {True: "true", False: "false"}

if TYPE_CHECKING:
    Kind: TypeAlias = OneOfWords | AnyOfTexts | NumberRange | YesOrNo
