"""`AnyOfNames`: conditions on names, tags and ids, such as `of`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from functools import lru_cache
from typing import Any

from selector.language.kinds.any_or_nothing import OfNothing, WantsAnyOf
from selector.language.text import ANY, Called, fits
from selector.model.frozen import frozen


@frozen
class Names:
    """Some names that a rule wants, as they are compared and as they are written.

    `patterns` are those of the compared ones that have a star.
    """

    compared: frozenset[str]
    patterns: tuple[str, ...] = field(compare=False)
    written: tuple[str, ...] = field(compare=False)


@frozen
class AnyOfNames(WantsAnyOf):
    """Any of some names, where `*` stands for any characters. Any number of names is found.

    Attributes:
        compared: Brings a name, stars and all, into the form in which it is compared.
    """

    compared: Callable[[str], str]

    def shape(self) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas."""
        from selector.language.shapes import texts  # noqa: PLC0415  # pydantic is slow to load

        return texts()

    def of_nothing(self, written: str) -> OfNothing | None:
        """Why nothing meets a name of which nothing is left. An empty one is a problem of shape."""
        if self.compared(written) or not written:
            return None
        return OfNothing(written, "has no visible characters", "Write a name or a tag.")

    def compiled(self, written: Iterable[str]) -> Names:
        """What is wanted, from the names as written. One of which nothing is left is dropped."""
        names: dict[str, str] = {}
        for name in written:
            names.setdefault(self.compared(name), name)
        names.pop("", None)
        patterns = tuple([name for name in names if ANY in name])
        return Names(compared=frozenset(names), patterns=patterns, written=tuple(names.values()))

    def is_met(self, wanted: Names, found: Iterable[str]) -> bool:
        """Whether one of the names that were found is wanted."""
        if isinstance(found, Called):
            names = found.compared
        else:
            names = frozenset(map(self.compared, found))
        if not wanted.compared.isdisjoint(names):
            return True
        return bool(wanted.patterns) and _fits_any(wanted.patterns, names)

    def covers(self, wanted: Names, other: Names) -> bool:  # type: ignore[override]  # names
        """Whether everything that meets `other` meets `wanted` too, as far as equal names tell."""
        return other.compared <= wanted.compared

    def widened(self, wanted: Names, word: str) -> Names:  # type: ignore[override]  # names
        """What is wanted, and one more name."""
        return self.compiled((*wanted.written, word))

    def form(self, wanted: Names) -> list[str]:  # type: ignore[override]  # names
        """What is wanted, as the digest has it."""
        return sorted(wanted.compared)

    def in_order(self, wanted: Names) -> tuple[str, ...]:
        """What is wanted, as it is written."""
        return wanted.written

    def recorded(self, found: Iterable[str]) -> str:
        """What was found, as reasons have it."""
        return ", ".join(found)

    def word_for(self, found: Iterable[str]) -> str | None:
        """The name to want so that what was found meets it; None if there is none."""
        return next(iter(found), None)


@lru_cache(4_096)
def _fits_any(patterns: tuple[str, ...], names: frozenset[str]) -> bool:
    """Whether one of some names fits a pattern; cached, for somebody may have very many."""
    return any(fits(pattern, name) for pattern in patterns for name in names)
