"""One value of a caller's asset in, of any type; what it means out: a text, a score or a flag.

Data frames write a gap as NaN, NaT or NA, and whole ids as floats: a gap means None wherever None
is allowed, and 5.0 is the id 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from math import isnan
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from selector.engine.asset_getter import has_value, value_in
from selector.language.facts import Cleaned
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from typing import TypeGuard

BEST = 10
"""The highest quality score; the lowest is 0."""
SAME = 1
"""The likeness of two faces that are the same; the lowest is 0."""


def is_gap(value: Any) -> bool:
    """Whether a value stands for nothing: None, or not equal to itself (NaN, NaT, NA)."""
    if value is None:
        return True
    if isinstance(value, str):
        return False
    if isinstance(value, Decimal):
        return value.is_nan()
    try:
        return bool(value != value)  # noqa: PLR0124  # only a gap is not equal to itself
    except TypeError:
        return True  # pandas.NA is neither true nor false
    except ValueError:
        return False  # an array has an answer for each of its values


def text_of(value: Any) -> str | None:
    """An id or a name as it is compared; None if it is a gap or empty.

    A whole float is read as the whole number.

    Raises:
        ValueError: It is a whole number of more than 4,300 digits.
    """
    if type(value) is str:
        return plain(value) or None
    if is_gap(value):
        return None
    if _is_whole(value):
        value = int(value)
    return plain(str(value)) or None


def address_of(value: Any) -> str | None:
    """Where a picture lies, to the letter; None if it is a gap or empty."""
    if type(value) is str:
        return value or None
    if is_gap(value):
        return None
    return str(value) or None


def labels_of(value: Any) -> tuple[str, ...]:
    """The labels of an asset, in its order; a single text is one label.

    Gaps, and what is not a list, give no labels. A set is sorted.

    Raises:
        ValueError: A label is a whole number of more than 4,300 digits.
    """
    if type(value) is tuple and not value:
        return ()  # as most assets have
    if isinstance(value, str):
        value = (value,)
    if type(value) not in (tuple, list) and not has_entries(value):
        return ()
    texts = list(filter(None, map(text_of, value)))
    if isinstance(value, set | frozenset):
        texts.sort()
    return tuple(texts)


def has_entries(value: Any) -> TypeGuard[Iterable[Any]]:
    """Whether a value of any type has entries, one after another. Text and bytes do not count."""
    if isinstance(value, Mapping | str | bytes | bytearray | memoryview):
        return False
    if not isinstance(value, Iterable):
        return False
    return getattr(value, "ndim", 1) != 0  # numpy's numbers, and arrays without dimensions


def tag_of(value: Any) -> str | None:
    """The tag of an asset; None if it is not a text, or nothing of it is visible."""
    if not isinstance(value, str):
        return None
    if type(value) is not str:
        value = str.__str__(value)
    tag = plain(value)
    if not tag.strip():
        return None
    return tag


def type_of(value: Any) -> str | None:
    """An asset type in lower case; None if there is none.

    An enum stands for its value if that is text, else for its name.
    """
    if type(value) is not str and isinstance(value, Enum):
        member = value
        value = member.value
        if not isinstance(value, str):
            value = member.name
    if not isinstance(value, str):
        return None
    return str.__str__(value).casefold() or None


def is_flag(value: Any) -> bool:
    """Whether a value says yes or no: true, false, 1 or 0 in any type, or a gap, which is no."""
    if type(value) is bool or is_gap(value):
        return True
    if isinstance(value, Real | Decimal) or _is_numpy_truth(value):
        return value in (0, 1)
    return False


def flag_of(value: Any) -> bool:
    """What a flag says: a value for which `is_flag` is true."""
    if type(value) is bool:
        return value
    return not is_gap(value) and bool(value == 1)


def is_score(value: Any, best: int = BEST) -> bool:
    """Whether a value is a score: a real number from 0 to the best, or a gap, which is none.

    True and False are not numbers here.
    """
    if type(value) is float and 0.0 <= value <= best:
        return True
    if is_gap(value):
        return True
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return False
    try:
        # Whatever is real can be compared.
        return bool(value >= 0) and bool(value <= best)  # type: ignore[operator]  # see above
    except (TypeError, ValueError, ArithmeticError):
        return False


def score_of(value: Any) -> float | Decimal | None:
    """A score (see `is_score`) as a number of Python's own; None if it is a gap."""
    if type(value) is int:
        return value
    if type(value) is float and not isnan(value):
        return value
    if is_gap(value):
        return None
    if isinstance(value, Decimal):
        return value
    return float(value)


def is_clean_reference(value: Any) -> bool:
    """Whether a value is a clean reference, or a gap: it has a `clean_image_url`, even if empty."""
    return is_gap(value) or has_value(value, "clean_image_url")


def is_likeness(clean_reference: Any) -> bool:
    """Whether the likeness of a clean reference is a number from 0 to 1, or not known.

    Without an address there is nothing that could be alike.
    """
    if _clean_address(clean_reference) is None:
        return True
    return is_score(value_in(clean_reference, "face_similarity_score"), SAME)


def clean_reference_of(value: Any) -> Cleaned | None:
    """A clean reference (see `is_clean_reference`) as it is known; None without an address.

    An address is text or a path. Anything else in its place counts as nothing.
    """
    address = _clean_address(value)
    if address is None:
        return None
    likeness = value_in(value, "face_similarity_score")
    return Cleaned(address=address, likeness=score_of(likeness))


def _clean_address(clean_reference: Any) -> str | None:
    address = value_in(clean_reference, "clean_image_url")
    if isinstance(address, str) or _is_path(address):
        return address_of(address)
    return None


def _is_path(value: Any) -> bool:
    """Whether it is one of `pathlib`, which the engine does not import."""
    module: str = type(value).__module__
    return module.partition(".")[0] == "pathlib"


def _is_whole(value: Any) -> bool:
    """Whether it is a number without a fraction, of a type that can have one."""
    if isinstance(value, Integral) or not isinstance(value, Real | Decimal):
        return False
    try:
        return bool(int(value) == value)  # type: ignore[arg-type]  # numbers have one
    except (TypeError, ValueError, ArithmeticError):  # the infinite, too
        return False


def _is_numpy_truth(value: Any) -> bool:
    """Whether it is numpy's own true or false, which is neither a `bool` nor a number."""
    kind = type(value)
    return kind.__module__ == "numpy" and kind.__name__ in ("bool", "bool_")
