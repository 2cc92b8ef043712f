"""The words by which shot types are read: what a file of shot names says, as a value."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selector.model.problem import Source


@frozen
class Ambiguous:
    """What a spelling may mean: shot names, the likeliest first; and why, in a few words."""

    readings: tuple[str, ...]
    note: str = ""


@frozen
class ShotVocabulary:
    """Shot names and their spellings, on two axes.

    Attributes:
        name: What rules call it: `standard`, or the name of its file.
        sizes: The spellings of each size, from tight to wide.
        coverage: The spellings of each coverage.
        moves: What the camera does, which is not the name of a shot.
        passed_over: Words that decide nothing.
        alone: Spellings that count only where every word of a shot type is read.
        ambiguous: Spellings with several readings.
        source: Its text.
    """

    name: str
    sizes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coverage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    ambiguous: Mapping[str, Ambiguous] = field(default_factory=dict)
    source: Source
