"""The values of a scene manifest, as written, in; the same as they are compared out."""

from __future__ import annotations

from collections.abc import Sequence

from selector.model.problem import Location, Source
from selector.model.vocabulary import plain

HERE = Location(source=Source(name="scene manifest"))
"""The location of a manifest that has no file."""


def clean_tag(written: str) -> str:
    """A placement's tag as it is compared: without spaces and one pair of brackets around it.

    `[CHAR_01]` is `CHAR_01`, because language models write it so.
    """
    tag = plain(written).strip()
    in_brackets = len(tag) > 1 and tag[0] == "[" and tag[-1] == "]"
    if in_brackets:
        return tag[1:-1].strip()
    return tag


def bare_tag(tag: str) -> str:
    """The tag that a scene can place: without any spaces and brackets around it.

    A scene can place an asset by its tag only if this is the tag itself.
    """
    cleaned = clean_tag(tag)
    while cleaned != tag:
        tag = cleaned
        cleaned = clean_tag(tag)
    return tag


def is_list(value: object) -> bool:
    """Whether a value can be the placements of a scene."""
    if isinstance(value, str | bytes | bytearray):
        return False
    return isinstance(value, Sequence)
