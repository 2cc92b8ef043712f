"""A bound of numbers in other words than those of the rule language in; what to write, out.

>>> hint_of_key("max", ("at_least", "below"))
'Write `below` and the first number that is no longer allowed.'
>>> range_meant("over 7.5"), range_meant("7-9")
((7.5, None), (7, 9))
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeAlias

from selector.language.kinds.count_of import MOST
from selector.language.kinds.number_range import BELOW, LEAST
from selector.language.kinds.stretch import FROM, TO
from selector.model.vocabulary import DASHES, fold

Bounds: TypeAlias = tuple[int | float | None, int | float | None]
"""The lowest number, and the lowest that is too high; None for a bound that is not there."""

OF_RANGES = frozenset((FROM, TO))
"""Words for a bound that mean one only where there is a lowest number."""
_LEAST = {
    *("min", "minimum", "least", LEAST, FROM, "gte", ">=", "=>", "≥"),
    *("not_below", "not_under", "no_less_than"),
    *("or_more", "or_above", "or_higher", "or_better", "and_above", "and_up", "+"),
}
_OVER = {
    *("over", "above", "gt", ">"),
    *("more_than", "greater_than", "higher_than", "better_than"),
}
_MOST = {
    *("max", "maximum", "most", MOST, TO, "up_to", "lte", "<=", "=<", "≤"),
    *("not_above", "not_over", "no_more_than", "or_less", "or_below", "or_lower", "or_worse"),
}
_UNDER = {"under", BELOW, "lt", "<", "less_than", "lower_than", "worse_than"}

# Compiled where they are used, which is in few files.
_NUMBER = r"\d+(?:\.\d+)?"
_ONE = rf"(\D*)({_NUMBER})(\D*)"
_TWO = (
    rf"(?:from\s|between\s)?\s*({_NUMBER})\s*(?:[{re.escape(DASHES)}]|\.\.+|to|and)\s*({_NUMBER})"
)


def hint_of_key(word: str, free: Collection[str]) -> str:
    """What to write instead of a key that seems to be a bound; nothing if it does not.

    Args:
        word: The key.
        free: The keys that can be written in its place.
    """
    key = fold(word)
    if LEAST in free and key in _LEAST:
        return f"Write `{LEAST}`."
    if LEAST in free and key in _OVER:
        return f"Write `{LEAST}` and the lowest number that is allowed."
    if key not in _MOST | _UNDER:
        return ""
    if MOST in free:
        also = "." if key in _MOST else " and the highest number that is allowed."
        return f"Write `{MOST}`{also}"
    if BELOW in free:
        also = "." if key in _UNDER else " and the first number that is no longer allowed."
        return f"Write `{BELOW}`{also}"
    return ""


def range_meant(written: str) -> Bounds | None:
    """The range that a text seems to mean; None if it is not clear which."""
    text = written.strip().casefold()
    two = re.fullmatch(_TWO, text)
    if two:
        return _as_number(two[1]), _as_number(two[2])
    one = re.fullmatch(_ONE, text)
    if one is None:
        return None
    before = fold(one[1])
    number = _as_number(one[2])
    behind = fold(one[3])
    words = {before, behind} - {""}
    if words <= _LEAST | _OVER:
        return number, None
    if words <= _UNDER:
        return None, number
    return None


def is_number(written: str) -> bool:
    """Whether a text is a number and nothing else."""
    return re.fullmatch(_NUMBER, written.strip()) is not None


def _as_number(written: str) -> int | float:
    number = float(written)
    if number.is_integer():
        return int(number)
    return number
