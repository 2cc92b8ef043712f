"""A word that may be written at the top of a rule file and in a shot rule.

What several layers have written in; the value that counts out: that of the nearest layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from selector.model.ruleset import ShotWords, Written

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotWord(Generic[T]):
    """Everything that is true of one word of a shot. Each is one value, compared by identity.

    Attributes:
        key: The word.
        default: The value that counts if nobody has written one.
        shape: Makes the type of what may be written, for pydantic.
        read: The value of what was written; None if that is not a value.
        settled: The same value as plans have it.
        form: What the digest says of a value; nothing if it says the same as the default.
        printed: A value in a printed plan.
        says: A value in a sentence.
        expected: What belongs there, for a refusal.
        description: For editors, a sentence or two.
        examples: For editors.
    """

    key: str
    default: T
    shape: Callable[[], Any]
    read: Callable[[object], T | None]
    settled: Callable[[T], T]
    form: Callable[[T], Any]
    printed: Callable[[T], str]
    says: Callable[[T], str]
    expected: str
    description: str
    examples: Sequence[Any]

    def written(self, layer: ShotWords) -> Written[T] | None:
        """What one layer has written."""
        return layer.get(self.key)

    def effective(self, layers: Iterable[ShotWords]) -> T:
        """The value that counts: that of the first layer that has one. The nearest comes first."""
        for layer in layers:
            written = self.written(layer)
            if written is not None:
                return self.settled(written.value)
        return self.settled(self.default)


def words_of(value: object) -> tuple[str, ...]:
    """One word, or the words of a list, each once; no words if it is neither."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(dict.fromkeys(value))
    return ()


def whole_number(value: object) -> int | None:
    """A whole number from 1; None if it is anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if value < 1:
        return None
    return value
