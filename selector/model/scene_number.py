"""A value in; a scene number as film people write it out: `12`, `12A`, `SH020`, `013`.

A scene number is a whole number or text. Text stays as the film has it, but composed (NFC), without
invisible characters and without the spaces around it. This module says also which numbers are
alike, and in which order a film has them:

>>> scene_number(" 12A "), scene_number(7.0), scene_number(True)
('12A', 7, None)
>>> likeness("012") == likeness(12)
True
>>> film_order(["10", 9, "008"])
[2, 1, 0]
>>> film_order(["10", "9A", "008"])
[0, 1, 2]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import TypeAlias
from unicodedata import category

from selector.model.problem import shown
from selector.model.vocabulary import plain

SceneNumber: TypeAlias = int | str

LONGEST = 60
"""Characters of a scene number. A longer text is a sentence about the scene."""

_TOO_LARGE = 10**LONGEST
_WHOLE = re.compile("-?[0-9]+")
_UNFIT = ("Cc", "Cs", "Zl", "Zp")
"""Categories of characters that no line of text has: controls, surrogates, line breaks."""


def scene_number(value: object) -> SceneNumber | None:
    """The scene number that a value is; None for empty or long text, lists, true and false.

    Numbers of any type will do. A whole float is the whole number, since data frames write 5.0 for
    5. Any other float is its text, and so is a decimal of its size: 1.50 is 1.5.
    """
    if type(value) is int:
        is_short = -_TOO_LARGE < value < _TOO_LARGE
        return value if is_short else None
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return None
    return _of_number(value)


def size(number: SceneNumber) -> int | None:
    """The size of a whole number, however it is written (`12`, "12", `012`); else None."""
    if isinstance(number, int):
        return number
    if not _WHOLE.fullmatch(number):
        return None
    return int(number)


def likeness(number: SceneNumber) -> str:
    """A text that is the same for two numbers if they are alike, and only then."""
    whole = size(number)
    if whole is None:
        return str(number)
    return str(whole)


def film_order(numbers: Sequence[SceneNumber | None]) -> list[int]:
    """The indexes of numbers in film order: by size if all are whole, else as they are."""
    sizes: list[int] = []
    for number in numbers:
        whole = number
        if isinstance(number, str):
            whole = size(number)
        if not isinstance(whole, int):
            return list(range(len(numbers)))
        sizes.append(whole)
    return sorted(range(len(numbers)), key=sizes.__getitem__)


def visible_text(written: str) -> str:
    """A number's text as it is compared: without invisible characters and the spaces around it."""
    return plain(written).strip()


def _of_number(value: Real | Decimal) -> SceneNumber | None:
    if isinstance(value, Integral):
        return scene_number(int(value))
    try:
        whole = int(value)  # type: ignore[arg-type]  # numbers have one
    except (TypeError, ValueError, ArithmeticError):  # NaN and the infinite, too
        return None
    if whole == value:
        return scene_number(whole)
    if isinstance(value, Decimal):
        return scene_number(_as_floats_are_written(value))
    return scene_number(str(value))


def _as_floats_are_written(value: Decimal) -> str:
    """A decimal that is not whole: as the float of its size, or without zeros at its end.

    A column of decimals has as many places in every row: 1.5 is 1.50 there.
    """
    as_float = str(float(value))
    if Decimal(as_float) == value:
        return as_float
    digits, mark, power = str(value).partition("E")
    return digits.rstrip("0").rstrip(".") + mark + power


def _text(written: str) -> str | None:
    text = visible_text(written)
    if not 0 < len(text) <= LONGEST:
        return None
    if text.isprintable():
        return text
    for character in text:
        if category(character) in _UNFIT:
            return None
    return text


def two_of_one_number(number: SceneNumber, other: SceneNumber) -> str:
    """That two scenes have one number, in a sentence, however each of them writes it."""
    one = shown(number)
    if str(number) == str(other):
        return f"Two scenes have the number {one}."
    both = f"{one} and {shown(other)}"
    return f"The scene numbers {both} are the same number: leading zeros do not count."
