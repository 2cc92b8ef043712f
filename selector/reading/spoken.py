"""What a file holds and what it may hold, as a sentence speaks of it."""

from __future__ import annotations

from collections.abc import Iterable

from selector.model.problem import shown
from selector.model.scene_number import SceneNumber

_COUNTABLE = 1e300
"""Python writes out no whole number of more than 4,300 digits."""


def kind_of(value: object) -> str:
    """What a value is. A number and a text of digits are told apart: "the number 1", "the text `1`"."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {shown(value)}" if abs(value) < _COUNTABLE else "a very large number"
        case str():
            return f"the text `{shown(value)}`" if value.strip() else "empty text"
        case dict():
            return "keys and values"
        case _:
            return "a list"


def listed(words: Iterable[str], last: str) -> str:
    """Words in a row, as a file has them, with "and" or "or" before the last: "`face` or `full`"."""
    *most, final = [f"`{word}`" for word in words]
    return f"{', '.join(most)} {last} {final}" if most else final


def two_of_one_number(number: SceneNumber, other: SceneNumber) -> str:
    """That two scenes have one number, whichever way each of them writes it."""
    if str(number) == str(other):
        return f"Two scenes have the number {shown(number)}."
    return f"The scene numbers {shown(number)} and {shown(other)} are the same number: leading zeros do not count."
