"""`NumberRange`: conditions on a number, from one bound on and below another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.kinds.any_or_nothing import OfNothing
from selector.model.frozen import frozen
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

Number: TypeAlias = int | float | Decimal
LEAST, BELOW = "at_least", "below"
"""The keys by which a rule writes a range of numbers."""
_MEANS = {LEAST: "The lowest number that counts.", BELOW: "Only lower numbers count."}


@frozen
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
        return listed(bounds)


@frozen
class NumberRange:
    """A range of numbers: `{at_least: 7}`, `{below: 9}` or both. One number is found, or None.

    Attributes:
        lowest: The lowest bound that may be written.
        highest: The highest bound that may be written.
        bounds: The keys of the bounds that may be written.
    """

    lowest: int
    highest: int
    bounds: tuple[str, ...] = (LEAST, BELOW)

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import number_range  # noqa: PLC0415  # pydantic is slow

        keys = {key: _MEANS[key] for key in self.bounds}
        return number_range(keys, self.lowest, self.highest)

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
            "is an empty range",
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
        whole, number = int(found), float(found)
        if found == whole:
            return str(whole)
        if found == number:
            return str(number)
        return str(found)

    def word_for(
        self,
        found: Number | None,  # noqa: ARG002  # as the other kinds have it
    ) -> str | None:
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
    if isinstance(written, int | float) and written == written:  # noqa: PLR0124  # not NaN
        return written
    return None
