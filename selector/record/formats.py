"""Read the text of a record, in any format.

In: a text. Out: the pool, scene or outcome that it says.

Raises:
    ValueError: The text is not a record, or in a format that this selector does not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from selector.engine.earlier import Given
    from selector.engine.pool import AssetPool
    from selector.model.asset import Asset
    from selector.model.problem import Source
    from selector.model.scene import Scene
    from selector.record.outcome import Outcome, Summary


def pool_from(text: str) -> AssetPool[Asset]:
    """The pool of a record."""
    with _as_value_errors():
        record, reader = _read(text)
        pool: AssetPool[Asset] = reader.pool_from(record)
        return pool


def scene_from(text: str) -> Scene:
    """The scene of a record."""
    with _as_value_errors():
        record, reader = _read(text)
        scene: Scene = reader.scene_from(record)
        return scene


def earlier_from(text: str) -> Given | None:
    """The answers about the scenes before in the record of a scene.

    None if these were not known when it was decided on, or if its rules did not ask.
    """
    with _as_value_errors():
        record, reader = _read(text)
        if not hasattr(reader, "earlier_from"):  # older formats have none
            return None
        given: Given | None = reader.earlier_from(record)
        return given


def summary_of(text: str) -> Summary:
    """What the record of an outcome says without its pool."""
    with _as_value_errors():
        record, reader = _read(text)
        summary: Summary = reader.summary_of(record)
        tags = [each["tag"] for each in record["passed_over"]]  # alike in every format
        return replace(summary, left_out=tuple(tags))


def outcome_from(text: str, pool: AssetPool[Asset], rules: Sequence[Source]) -> Outcome:
    """The outcome of a record.

    Args:
        text: The record.
        pool: The pool that the decision was made from.
        rules: The file of its rules, and those that it extends.

    Returns:
        The outcome, with pictures of that pool and locations in those files.
    """
    with _as_value_errors():
        record, reader = _read(text)
        of_several_files = hasattr(reader, "earlier_from")  # older formats know one file
        files: Source | Sequence[Source] = rules if of_several_files else rules[0]
        outcome: Outcome = reader.outcome_from(record, pool, files)
        return outcome


def _read(text: str) -> tuple[Any, ModuleType]:
    """What a record says as plain data, and the module that reads its format."""
    record = json.loads(text)
    found = 1
    if isinstance(record, Mapping):
        found = record.get("format", 1)
    return record, _reader(found)


def _reader(number: object) -> ModuleType:
    """The module of a format, loaded when a record is in it: most films have only the newest."""
    if number == 1:
        from selector.record import format_1  # noqa: PLC0415  # as above

        return format_1
    if number == 2:  # the number of a format
        from selector.record import format_2  # noqa: PLC0415  # as above

        return format_2
    if number == 3:  # the number of a format
        from selector.record import format_3  # noqa: PLC0415  # as above

        return format_3
    raise ValueError(f"this version of selector does not know the format {number!r:.40}")


@contextmanager
def _as_value_errors() -> Iterator[None]:
    """Turn whatever a reader meets in a record that was edited by hand into a ValueError."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError("the record cannot be read") from error
