"""A word of the language that is not a condition: of an entry of a list, or of a whole shot.

What is written in; out, the value that counts. An entry has its word or does not; a word of a shot
may be in several layers, of which the nearest counts, and has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from selector.model.frozen import unique
from selector.model.ruleset import Written, WrittenWords

T = TypeVar("T")


def _nothing(_value: object) -> str:
    return ""


@unique
class Word(Generic[T]):
    """Everything that is true of one word. Each is one value, compared by identity.

    Attributes:
        key: The word.
        shape: Makes the type of what may be written, for pydantic; of a word that takes conditions
            from the shape of those in braces.
        read: The value of what was written; None if that is not a value.
        form: What the digest says of a value; nothing if it says no more than its absence.
        printed: A value in a printed plan; empty if it is not printed.
        says: A value in a sentence; empty if rules are read out without it.
        expected: What belongs there, for a refusal.
        description: For editors, a sentence or two.
        examples: For editors.
    """

    key: str
    shape: Callable[..., Any]
    read: Callable[[object], T | None]
    form: Callable[[T], Any]
    printed: Callable[[T], str]
    says: Callable[[T], str] = _nothing
    expected: str
    description: str
    examples: Sequence[Any]

    def written(self, layer: WrittenWords) -> Written[T] | None:
        """What one layer has written."""
        return layer.get(self.key)

    def first_written(self, layers: Iterable[WrittenWords]) -> Written[T] | None:
        """What the first layer has written that has anything. The nearest layer comes first."""
        return next(filter(None, map(self.written, layers)), None)

    def value(self, layer: WrittenWords) -> T | None:
        """The value that one layer has written."""
        written = self.written(layer)
        if written is None:
            return None
        return written.value


@unique
class ShotWord(Word[T]):
    """A word of a whole shot.

    Attributes:
        default: The value that counts if nobody has written one.
        settled: The same value as plans have it.

    What the digest says of its default is nothing, whoever has written it.
    """

    default: T
    settled: Callable[[T], T]
    says: Callable[[T], str]

    def effective(self, layers: Iterable[WrittenWords]) -> T:
        """The value that counts: that of the first layer that has one. The nearest comes first."""
        written = self.first_written(layers)
        if written is None:
            return self.settled(self.default)
        return self.settled(written.value)


def filled_shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    """The shape of text that is more than spaces."""
    from selector.language.shapes import Filled  # noqa: PLC0415  # pydantic is slow to load

    return Filled


def filled_text(value: object) -> str | None:
    """Text that is more than spaces; None if it is anything else."""
    if isinstance(value, str) and value.strip():
        return value
    return None


def words_of(value: object) -> tuple[str, ...]:
    """One word, or the words of a list, each once; no words if it is neither."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(dict.fromkeys(value))
    return ()


def whole_number(value: object, lowest: int = 1) -> int | None:
    """A whole number, not below the lowest; None if it is anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if value < lowest:
        return None
    return value
