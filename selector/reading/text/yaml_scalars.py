"""What a word without quotes is in YAML: a word in; a number, a truth value, nothing or text out.

It is read by version 1.2's core schema, as editors do. Where a program that reads YAML 1.1 would
find something else (`no` is false there, and `16:9` is 969), there is a message about it.
"""

from __future__ import annotations

import re
from math import isfinite, nan

from selector.reading.text.file import LONGEST_NUMBER
from selector.reading.text.message import Message

Plain = str | int | float | bool | None


def plain_value(text: str) -> Plain:
    """What a plain scalar is in YAML 1.2: a number, a truth value, nothing or text.

    Raises:
        ValueError: It is a number that cannot be used: infinite, not a number, or longer than
            `LONGEST_NUMBER`.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _MAY_BE_NUMBER:
        return text
    for base, pattern in _WHOLE.items():
        if pattern.fullmatch(text):
            return _whole(text, base)
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(text)
    if not _DECIMAL.fullmatch(text):
        return text
    return _decimal(text)


def _whole(text: str, base: int) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text)
    if base == 10:
        return int(text)
    return int(text[2:], base)


def _decimal(text: str) -> float:
    number = nan
    if len(text) <= LONGEST_NUMBER:
        number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def number_as_written(text: str) -> Plain:
    """What a plain scalar is as a scene's number: its text as written, for YAML makes 12 of `014`.

    It is a whole number only where it is written as Python writes it; nothing and truth values
    stay what they are.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) <= LONGEST_NUMBER and _WRITTEN_WHOLE.fullmatch(text):
        return int(text)
    return text


def read_in_two_ways(text: str) -> Message | None:
    """Y152, for a plain scalar that YAML 1.1 and 1.2 read differently; None for others."""
    if not text or text[0] not in _MAY_DIFFER or len(text) > 40:
        return None
    try:
        older = _older_value(text)
        newer = plain_value(text)
    except ValueError:
        return None
    if older == newer and type(older) is type(newer):
        return None
    hint = _advice(text, older, newer)
    return _IN_TWO_WAYS.about(
        text=text,
        older=_kind(older),
        newer=_kind(newer),
        hint=hint,
    )


_IN_TWO_WAYS = Message(
    "Y152", "Some programs read `{text}` as {older}, others as {newer}.", "{hint}"
)
_CONSTANTS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_BE_NUMBER = frozenset("-+.0123456789")
_WRITTEN_WHOLE = re.compile("0|-?[1-9][0-9]*")
_WHOLE = {
    10: re.compile("[-+]?[0-9]+"),
    8: re.compile("0o[0-7]+"),
    16: re.compile("0x[0-9a-fA-F]+"),
}
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"\.nan|\.NaN|\.NAN|[-+]?\.(inf|Inf|INF)")

# YAML 1.1: https://yaml.org/type/bool.html, int.html, float.html, timestamp.html
_MAY_DIFFER = frozenset("yYnNoO") | _MAY_BE_NUMBER
_OLDER_TRUTHS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_OLDER_WHOLE = {
    2: re.compile("[-+]?0b[01_]+"),
    8: re.compile("[-+]?0[0-7_]+"),
    10: re.compile("[-+]?(0|[1-9][0-9_]*)"),
    16: re.compile("[-+]?0x[0-9a-fA-F_]+"),
}
_OLDER_DECIMAL = re.compile(r"[-+]?(\.[0-9][0-9_]*|[0-9][0-9_]*\.[0-9_]*)([eE][-+][0-9]+)?")
_OLDER_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_OLDER_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?"
    r"([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?"
)
# 1.1 agrees with 1.2 on every other text but on 1.2's own notations: 1e3, 0o17, 08.
_ONLY_NEWER = re.compile("0o[0-7]+|[-+]?0[0-9]+|[-+]?[0-9.]+[eE][0-9]+|[-+]?[0-9]+[eE][-+]?[0-9]+")


class _Time(str):  # noqa: SLOT000  # differs from text by its type, and never leaves this module
    """A date or time of YAML 1.1."""


def _older_value(text: str) -> Plain | _Time:
    """What YAML 1.1 reads."""
    if text in _OLDER_TRUTHS:
        return _OLDER_TRUTHS[text]
    number = _older_number(text)
    if number is not None:
        return number
    if _OLDER_TIME.fullmatch(text):
        return _Time(text)
    if _ONLY_NEWER.fullmatch(text):
        return text
    return plain_value(text)


def _older_number(text: str) -> float | None:
    digits = text.replace("_", "")
    for base, pattern in _OLDER_WHOLE.items():
        if pattern.fullmatch(text) and digits[-1] not in "bx":
            return int(digits, base)
    if _OLDER_SIXTIES.fullmatch(text):
        return _sixties(digits)
    if _OLDER_DECIMAL.fullmatch(text):
        return float(digits)
    return None


def _sixties(digits: str) -> float:
    """`16:9` is 16 times 60 and 9, as minutes and seconds are."""
    total = 0.0
    for part in digits.lstrip("-+").split(":"):
        total = total * 60 + float(part)
    if digits.startswith("-"):
        total = -total
    if "." in digits:
        return total
    return int(total)


def _kind(value: Plain | _Time) -> str:
    match value:
        case True:
            return "true"
        case False:
            return "false"
        case int() | float():
            return f"the number {_number(value)}"
        case _Time():
            return "a date"
        case _:
            return "text"


def _advice(text: str, older: Plain | _Time, newer: Plain) -> str:
    quoted = f'`"{text}"`'
    number: float | None = None
    match older, newer:
        case bool(), _:
            pass
        case _, int() | float():
            number = newer
        case int() | float(), _ if ":" not in text:
            number = older
    if number is None:
        return f"Put it in quotes: {quoted}."
    return f"Write `{_number(number)}` for the number, or {quoted} for the text."


def _number(value: float) -> str:
    """A number without the point that `1e3` does not have."""
    if float(value).is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


_EXACT = 1e15
"""Whole floats are exact below it."""
