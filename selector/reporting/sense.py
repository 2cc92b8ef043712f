"""One thing that a word of a rule file or of a film means: a part of the word's help page."""

from __future__ import annotations

from collections.abc import Mapping

from selector.model.frozen import frozen


@frozen
class Sense:
    """One thing that a word means.

    Attributes:
        group: Under what the word is listed.
        where: Where it is written, in a sentence.
        says: What it means, in a sentence or two.
        takes: What belongs there; empty for a word that takes nothing.
        words: What each word that it takes means.
        example: Lines of a rule file.
    """

    group: str
    where: str
    says: str
    takes: str
    words: Mapping[str, str]
    example: str
