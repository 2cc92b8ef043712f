"""Scene numbers as film people write them: `12`, `12A`, `SH020`, `013`. What is one, which are alike, their order.

A number is a whole number or text. Text is kept as it stands in the film, composed (NFC), without invisible characters
and without the spaces around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import trunc
from numbers import Integral, Real
from typing import TypeAlias
from unicodedata import category

from selector.model.vocabulary import plain

SceneNumber: TypeAlias = int | str

LONGEST = 60
"""Characters of a scene number; what is longer is a sentence about the scene."""

_WHOLE = re.compile("-?[0-9]+")
_UNFIT = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that no line of text holds: controls, halves of characters, breaks."""


def scene_number(value: object) -> SceneNumber | None:
    """The scene number that a value is; None for what is none: empty or too long text, true and false, lists, gaps.

    Numbers of any type will do. A whole float is the whole number (data frames write 5.0), any other is its text.
    """
    if type(value) is int:
        return value if -_TOO_LARGE < value < _TOO_LARGE else None
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return None
    if isinstance(value, Integral):
        return scene_number(int(value))
    try:
        whole = trunc(value)
    except (ValueError, ArithmeticError):  # NaN and the infinite
        return None
    return scene_number(whole if whole == value else str(value))


def size(number: SceneNumber) -> int | None:
    """The size of a whole number, however it is written (`12`, "12", `012`); None for any other."""
    if isinstance(number, int):
        return number
    return int(number) if _WHOLE.fullmatch(number) else None


def likeness(number: SceneNumber) -> str:
    """What two numbers have in common if, and only if, they are alike: of whole numbers the size, else the text."""
    whole = size(number)
    return str(number) if whole is None else str(whole)


def film_order(numbers: Sequence[SceneNumber | None]) -> list[int]:
    """The places of these numbers in the order of their film: by size if all are whole, else as they stand."""
    sizes = [None if number is None else size(number) for number in numbers]
    if None in sizes:
        return list(range(len(numbers)))
    return sorted(range(len(numbers)), key=lambda place: sizes[place] or 0)


def visible_text(written: str) -> str:
    """A number's text as it is compared: composed, without invisible characters, without the spaces around it."""
    return plain(written).strip()


def _text(written: str) -> str | None:
    text = visible_text(written)
    if not 0 < len(text) <= LONGEST:
        return None
    return (
        text
        if text.isprintable() or not any(category(character) in _UNFIT for character in text)
        else None
    )


_TOO_LARGE = 10**LONGEST
