"""`cleaned`: whether a clean reference is sent instead of the original."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.file_words.send_cleaned import SEND_CLEANED, lets_out
from selector.language.kinds.yes_or_no import YesOrNo, said_of

if TYPE_CHECKING:
    from selector.language.candidate import Candidate


def _goes_cleaned(candidate: Candidate) -> bool:
    return lets_out(candidate.circumstances.send_cleaned, candidate.picture.clean)


def _asks(wanted: Sequence[str]) -> str:
    """What is wanted; decisions record these words, so they stay as they are."""
    if wanted == ("true",):
        return "a picture that is sent as its cleaned version"
    return "a picture that is sent as it is"


def _says(found: str) -> str:
    if found == "true":
        return "its clean reference is sent instead of it"
    return "no clean reference is sent instead of it"


CLEANED = ConditionWord(
    key="cleaned",
    kind=YesOrNo(),
    looks_at="candidate",
    decides="picture",
    reads=("clean",),
    found=_goes_cleaned,
    asks=_asks,
    narrows=lambda answers: said_of(answers, "sent as clean references", "sent as they are"),
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "Whether the picture has a primary clean reference, with an address, that"
        f" `{SEND_CLEANED.key}` allows."
    ),
    examples=(True,),
    manual="whether a clean reference is sent instead of the original",
)
