"""`at_least`: how many individuals that fit a limit must go, if there are so many."""

from __future__ import annotations

from selector.language.entry_words.at_most import AT_MOST, individuals
from selector.language.kinds.number_range import LEAST
from selector.language.word import Word, whole_number

AT_LEAST: Word[int] = Word(
    key=LEAST,
    shape=AT_MOST.shape,
    read=whole_number,
    form=int,
    printed=lambda least: f"at least {least}",
    says=lambda least: f"at least {individuals(least)}",
    expected=AT_MOST.expected,
    description=(
        "How many people, places or things that meet its conditions must be sent, if the scene"
        " offers that many: references are reserved for them."
    ),
    examples=(1,),
)
