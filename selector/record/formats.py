"""Read the text of a record, in any format.

In: a text. Out: the pool, scene or outcome that it says.

Raises:
    ValueError: The text is not a record, or in a format that this selector does not know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from selector.record import format_1, format_2, format_3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.model.asset import Asset
    from selector.model.problem import Source
    from selector.model.scene import Scene
    from selector.record.outcome import Outcome, Summary

_T = TypeVar("_T")


def pool_from(text: str) -> AssetPool[Asset]:
    """The pool of a record."""
    return _read(text, format_1.pool_from, format_2.pool_from, format_3.pool_from)


def scene_from(text: str) -> Scene:
    """The scene of a record."""
    return _read(text, format_1.scene_from, format_2.scene_from, format_3.scene_from)


def summary_of(text: str) -> Summary:
    """What the record of an outcome says without its pool."""
    return _read(text, format_1.summary_of, format_2.summary_of)


def outcome_from(text: str, pool: AssetPool[Asset], rules: Source) -> Outcome:
    """The outcome of a record.

    Args:
        text: The record.
        pool: The pool that the decision was made from.
        rules: The file of its rules.

    Returns:
        The outcome, with pictures of that pool and locations in that file.
    """
    return _read(
        text,
        lambda record: format_1.outcome_from(record, pool, rules),
        lambda record: format_2.outcome_from(record, pool, rules),
    )


def _read(text: str, *readers: Callable[[Any], _T]) -> _T:
    """What a record says, by the reader of its format; the first is that of format 1."""
    with _as_value_errors():
        record = json.loads(text)
        found = 1
        if isinstance(record, Mapping):
            found = record.get("format", 1)
        for number, reader in enumerate(readers, 1):
            if found == number:
                return reader(record)
        raise ValueError(f"this version of selector does not know the format {found!r:.40}")


@contextmanager
def _as_value_errors() -> Iterator[None]:
    """Turn whatever a reader meets in a record that was edited by hand into a ValueError."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError("the record cannot be read") from error
