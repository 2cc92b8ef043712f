"""A word that may be written at the top of a rule file and in a shot rule, and which of several written ones counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from selector.model.ruleset import ShotWords, Written

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShotWord(Generic[T]):
    """Everything that is true of one word of a shot. There is one value for each, and it is compared by identity.

    Attributes:
        key: The word.
        default: What counts where nobody has written it.
        shape: Makes the type of what may be written, for pydantic.
        read: The value of what was written; None where it is none.
        settled: The same value as plans have it.
        form: What the digest says of a value; nothing where it says what the default says.
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
        """What counts: of several layers the nearest that has written it, and they are given from the nearest on."""
        written = next((found for layer in layers if (found := self.written(layer))), None)
        return self.settled(self.default if written is None else written.value)


def words_of(value: object) -> tuple[str, ...]:
    """One word, or the words of a list, each once; none of any other value."""
    if isinstance(value, str):
        return (value,)
    return tuple(dict.fromkeys(value)) if isinstance(value, list) else ()


def whole_number(value: object) -> int | None:
    """A whole number from 1; None of anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None
