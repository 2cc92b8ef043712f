"""One value of a caller's asset in, of whatever type; what it means out: a text, a score, a flag, or nothing.

Data frames write a gap as NaN, NaT or NA, and whole ids as floats: a gap means none wherever none is allowed, and 5.0
is the id 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from math import trunc
from numbers import Integral, Real
from typing import Any

from selector.model.vocabulary import plain

BEST = 10
"""The highest quality score; the lowest is 0."""


class _Attributes:
    """A mapping or a row of a database with its keys as attributes."""

    def __init__(self, asset: Any) -> None:
        self.__dict__.update({str(key): asset[key] for key in asset.keys()})  # noqa: SIM118  # a row gives its values


def by_attribute(asset: Any) -> Any:
    """The asset as it is read: by attribute where it has a tag so, else by key where it has keys."""
    if getattr(asset, "manifest_tag", None) is None and has_keys(asset):
        return _Attributes(asset)
    return asset


def has_keys(asset: Any) -> bool:
    """Whether an asset is a mapping, or as much of one as the rows of databases are (`sqlite3.Row`, asyncpg's)."""
    kind = type(asset)
    return hasattr(kind, "keys") and hasattr(kind, "__getitem__")


def is_gap(value: Any) -> bool:
    """Whether a value stands for nothing: None, or what is not equal to itself (NaN, NaT, NA)."""
    if value is None:
        return True
    if isinstance(value, str):
        return False
    if isinstance(value, Decimal):
        return value.is_nan()
    try:
        return bool(value != value)  # noqa: PLR0124  # only a gap is not equal to itself
    except TypeError:
        return True  # pandas.NA answers neither yes nor no
    except ValueError:
        return False  # an array has an answer for each of its values


def text_of(value: Any) -> str | None:
    """An id or a name as it is compared; None where it is a gap or empty. A whole float is the whole number."""
    if type(value) is str:
        return plain(value) or None
    if is_gap(value):
        return None
    if isinstance(value, Real | Decimal) and not isinstance(value, Integral) and _is_whole(value):
        value = trunc(value)
    return plain(str(value)) or None


def has_text(value: Any) -> bool:
    """Whether a value can be written as text at all: Python refuses whole numbers of 5,000 digits."""
    try:
        text_of(value)
    except ValueError:
        return False
    return True


def has_labels(value: Any) -> bool:
    """The same of labels: whether each can be written."""
    try:
        labels_of(value)
    except ValueError:
        return False
    return True


def address_of(value: Any) -> str | None:
    """Where a picture lies, to the letter; None where it is a gap or empty."""
    if type(value) is str:
        return value or None
    return None if is_gap(value) else str(value) or None


def labels_of(value: Any) -> tuple[str, ...]:
    """The labels of an asset, in its order; a single text is one label. Gaps, and what is no list, say nothing."""
    if isinstance(value, str):
        value = (value,)
    if type(value) not in (tuple, list) and not _is_list(value):
        return ()
    texts = [text for each in value if (text := text_of(each))]
    return tuple(sorted(texts) if isinstance(value, set | frozenset) else texts)


def _is_list(value: Any) -> bool:
    """Whether a value is a list of whatever type: it gives its entries, one after another, and they are no bytes."""
    if isinstance(value, Mapping | bytes | bytearray | memoryview) or not isinstance(
        value, Iterable
    ):
        return False
    return getattr(value, "ndim", 1) != 0  # an array without dimensions is one value


def tag_of(value: Any) -> str | None:
    """The tag of an asset; None where it is no text, or nothing of it can be seen."""
    if not isinstance(value, str):
        return None
    tag = plain(value if type(value) is str else str.__str__(value))
    return tag if tag.strip() else None


def type_of(value: Any) -> str | None:
    """An asset type in lower case: of an enum its value if that is text, else its name; None where there is none."""
    if isinstance(value, Enum):
        value = value.value if isinstance(value.value, str) else value.name
    if not isinstance(value, str):
        return None
    return str.__str__(value).casefold() or None


def is_flag(value: Any) -> bool:
    """Whether a value says yes or no: true, false, 1 or 0, of whatever type of number; or nothing, which is no."""
    if type(value) is bool:
        return True
    return is_gap(value) or (
        (isinstance(value, Real) or _is_numpy_truth(value)) and value in (0, 1)
    )


def flag_of(value: Any) -> bool:
    """What a value that `is_flag` says."""
    if type(value) is bool:
        return value
    return not is_gap(value) and bool(value == 1)


def is_score(value: Any) -> bool:
    """Whether a value is a quality score: a real number from 0 to 10, no truth value; or a gap, which is no score."""
    if type(value) is float and 0.0 <= value <= BEST:
        return True
    if is_gap(value):
        return True
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return False
    try:
        return bool(value >= 0) and bool(value <= BEST)  # type: ignore[operator]  # whatever is real can be compared
    except (TypeError, ValueError, ArithmeticError):
        return False


def score_of(value: Any) -> float | Decimal | None:
    """A score that `is_score`, as a number of Python's own; None where there is none."""
    if type(value) is float:
        return value if value == value else None  # noqa: PLR0124  # NaN is no score
    if type(value) is int:
        return value
    if is_gap(value):
        return None
    return value if isinstance(value, Decimal) else float(value)


def _is_whole(value: Real | Decimal) -> bool:
    try:
        return bool(trunc(value) == value)
    except (ValueError, ArithmeticError):  # the infinite
        return False


def _is_numpy_truth(value: Any) -> bool:
    """Whether it is numpy's own true or false, which is neither a `bool` nor a number."""
    return type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_")
