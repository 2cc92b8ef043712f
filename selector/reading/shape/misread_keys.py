"""A key that YAML made of something else in; what was meant, as a sentence of what to do, out.

A sentence that names one mistake is given only where it is certain: what YAML took for a key may
be the rest of a text with a comma in it. For the text `hair, of course` in braces, `of course` is
not the condition `of`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.model.problem import Location, shown
from selector.reading.shape.parts import takes
from selector.reading.text.yaml_scalars import plain_value

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

Known: TypeAlias = "Mapping[str, Any]"
"""The keys that a mapping may have, each with the annotation of what it takes."""


class Misread(NamedTuple):
    """What was meant by a key that YAML made of something else.

    Attributes:
        key: The known key that was meant.
        hint: What to do.
    """

    key: str
    hint: str


def line_of_diff(key: str, at: Location, known: Known) -> Misread | None:
    """The key that a line of a diff has after its sign: `+name`, or `-name` above a `+`.

    Args:
        key: What YAML took for a key.
        at: Where it is.
        known: The keys of its mapping.

    Returns:
        What was meant, or None if it need not be a line of a diff.
    """
    rest = key[1:].lstrip()
    is_first = at.column == 1
    is_line = rest in known or key[1:2].isspace()
    if not is_first or not is_line:
        return None
    if key.startswith("+"):
        return Misread(rest, ADDED)
    following = at.source.line(at.line + 1) or ""
    if key.startswith("-") and following.startswith("+"):
        return Misread(rest, REMOVED)
    return None


def without_its_sign(
    key: str,
    at: Location,
    known: Known,
    free: Collection[str],
    missing: str = "",
) -> Misread | None:
    """The key of `role prop` or `role:prop`, which lacks a colon, or the space after it.

    Args:
        key: What YAML took for a key, without a value.
        at: Where it is.
        known: The keys of its mapping.
        free: The keys that its mapping does not have.
        missing: The one that it must have.

    Returns:
        What was meant, or None if it need not be a key with its value.
    """
    match = _KEY_AND_VALUE.fullmatch(key)
    if match is None or match["key"] not in free or at.written != key:
        return None
    name, value = match["key"], match["value"]
    apart = shown(f"{name}: {value}")
    if match["sign"] == ":":
        return Misread(name, f"A space is missing after the colon: write `{apart}`.")
    before = (at.source.line(at.line) or "")[: at.column - 1]
    is_value = name == missing or _is_quoted(value) or _takes(known, name, value)
    if is_value or _has_ended(before, known):
        return Misread(name, f"A colon is missing: write `{apart}`.")
    return None


def _has_ended(before: str, known: Known) -> bool:
    """Whether nothing can go on after a comma: a bracket, quotes, a number or a known word."""
    before = before.rstrip().removesuffix(",").rstrip()
    if before.endswith(("{", "}", "]", '"', "'")):
        return True
    match = _LAST_VALUE.search(before)
    return match is not None and _takes(known, match["key"], match["value"])


def _takes(known: Known, key: str, text: str) -> bool:
    """Whether a key takes a value because it is a number or a word of the language."""
    annotation = known.get(key)
    try:
        value = plain_value(text)
    except ValueError:
        return False
    return takes(annotation, value)


def _is_quoted(text: str) -> bool:
    if len(text) <= 1:
        return False
    first = text[0]
    return first in "\"'" and text[-1] == first


_TWO_VERSIONS = "comes from a comparison of two versions (a diff)"
ADDED = f"The `+` at the start {_TWO_VERSIONS}: delete it."
REMOVED = f"The `-` at the start {_TWO_VERSIONS}, which deletes this line: delete it."
_KEY_AND_VALUE = re.compile(r"(?P<key>[\w-]+)(?P<sign>:|\s+)(?P<value>[^\s:].*)")
_LAST_VALUE = re.compile(r"(?P<key>[\w-]+): +(?P<value>[^,{}\[\]]+)$")
