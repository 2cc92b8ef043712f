"""The values of a scene manifest as they are compared, and where a problem with one is."""

from __future__ import annotations

from collections.abc import Sequence

from selector.model.problem import Location, Source
from selector.model.vocabulary import plain

HERE = Location(source=Source(name="scene manifest"))
"""Where a manifest is that has no file."""


def clean_tag(written: str) -> str:
    """A placement's tag as it is compared: without the spaces and one pair of square brackets around it.

    `[CHAR_01]` is `CHAR_01`, as language models write it.
    """
    tag = plain(written).strip()
    return tag[1:-1].strip() if len(tag) > 1 and tag[0] == "[" and tag[-1] == "]" else tag


def bare_tag(tag: str) -> str:
    """The tag that a scene can place: without all the spaces and brackets around it. A tag is met if it is that."""
    while (cleaned := clean_tag(tag)) != tag:
        tag = cleaned
    return tag


def is_list(value: object) -> bool:
    """Whether a value can be the placements of a scene."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)
