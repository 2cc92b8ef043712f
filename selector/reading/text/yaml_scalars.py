"""What a word without quotes is in YAML: by version 1.2's core schema, as in editors, and by version 1.1."""

from __future__ import annotations

import re
from math import isfinite, nan

LONGEST_NUMBER = 400
"""Characters of a number that anybody reads as one; Python refuses to write out one of more than 4,300 digits."""

Plain = str | int | float | bool | None


def plain_value(text: str) -> Plain:
    """The number, truth value, nothing or text that a plain scalar is in YAML 1.2.

    Raises:
        ValueError: It is a number that cannot be used: infinite, none at all, or longer than `LONGEST_NUMBER`.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _MAY_BE_NUMBER:
        return text
    base = next((base for base, pattern in _WHOLE.items() if pattern.fullmatch(text)), None)
    if base is None and not _DECIMAL.fullmatch(text) and text not in _NO_NUMBERS:
        return text
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text)
    if base is not None:
        return int(text if base == 10 else text[2:], base)
    number = nan if text in _NO_NUMBERS else float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def number_as_written(text: str) -> Plain:
    """What a plain scalar is where a scene's number belongs: its text as it stands, for YAML makes 12 of `014`.

    A whole number is one only where it is written as Python writes it; nothing and truth values stay what they are.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if len(text) <= LONGEST_NUMBER and _WRITTEN_WHOLE.fullmatch(text) else text


def read_in_two_ways(text: str) -> tuple[str, str] | None:
    """What is wrong, and what to do, with a plain scalar that YAML 1.1 and 1.2 read differently; None for others."""
    if not text or text[0] not in _MAY_DIFFER or len(text) > 40:
        return None
    try:
        older, newer = _older_value(text), plain_value(text)
    except ValueError:
        return None
    if older == newer and type(older) is type(newer):
        return None
    return f"Programs read `{text}` in two ways: as {_kind(older)} or as {_kind(newer)}.", _advice(
        text, older, newer
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
_NO_NUMBERS = frozenset(
    [
        ".nan",
        ".NaN",
        ".NAN",
        *(sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")),
    ]
)

# YAML 1.1: https://yaml.org/type/bool.html, int.html, float.html, timestamp.html
_MAY_DIFFER = frozenset("yYnNoO") | _MAY_BE_NUMBER
_OLDER_TRUTHS = {
    spelling: truth
    for truth, words in ((True, ("y", "yes", "on")), (False, ("n", "no", "off")))
    for word in words
    for spelling in (word, word.capitalize(), word.upper())
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


class _Time(str):  # noqa: SLOT000  # told apart from text by its type, and never leaves this module
    """A date or time of YAML 1.1."""


def _older_value(text: str) -> Plain | _Time:
    """What YAML 1.1 reads."""
    if text in _OLDER_TRUTHS:
        return _OLDER_TRUTHS[text]
    digits = text.replace("_", "")
    for base, pattern in _OLDER_WHOLE.items():
        if pattern.fullmatch(text) and digits[-1] not in "bx":
            return int(digits, base)
    if _OLDER_SIXTIES.fullmatch(text):
        return _sixties(digits)
    if _OLDER_DECIMAL.fullmatch(text):
        return float(digits)
    if _OLDER_TIME.fullmatch(text):
        return _Time(text)
    # 1.1 agrees with 1.2 on every other text but on 1.2's own notations: 1e3, 0o17, 08.
    return text if _ONLY_NEWER.fullmatch(text) else plain_value(text)


_ONLY_NEWER = re.compile("0o[0-7]+|[-+]?0[0-9]+|[-+]?[0-9.]+[eE][0-9]+|[-+]?[0-9]+[eE][-+]?[0-9]+")


def _sixties(digits: str) -> float:
    """`16:9` is 16 times 60 and 9, as minutes and seconds are."""
    total = 0.0
    for part in digits.lstrip("-+").split(":"):
        total = total * 60 + float(part)
    total = -total if digits.startswith("-") else total
    return int(total) if "." not in digits else total


def _kind(value: Plain | _Time) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {_number(value)}"
        case _Time():
            return "a date"
        case _:
            return "text"


def _advice(text: str, older: Plain | _Time, newer: Plain) -> str:
    quoted = f'`"{text}"`'
    match older, newer:
        case bool(), _:
            return f"Put it in quotes: {quoted}."
        case _, int() | float():
            return f"Write `{_number(newer)}` for the number, {quoted} for the text."
        case int() | float(), _ if ":" not in text:
            return f"Write `{_number(older)}` for the number, {quoted} for the text."
        case _:
            return f"Put it in quotes: {quoted}."


def _number(value: float) -> str:
    """A number without the point that `1e3` does not have."""
    return (
        str(int(value))
        if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15)
        else str(value)
    )
