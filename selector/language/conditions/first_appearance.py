"""`first_appearance`: whether no earlier scene of the film places it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo, said_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from selector.language.candidate import Candidate, Circumstances

_FIRST = "appearing for the first time in the film"


def _is_first(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _new)


def _new(around: Circumstances, individuals: Iterable[int]) -> Collection[int]:
    """Who appears for the first time."""
    return around.earlier.first_among(individuals)


def _asks(answers: Sequence[str]) -> str:
    if answers == ("true",):
        return "a first appearance in the film"
    return "an appearance that is not the first"


def _says(answer: str) -> str:
    if answer == "true":
        return "this is its first appearance"
    return "this is not its first appearance"


FIRST_APPEARANCE = ConditionWord(
    key="first_appearance",
    kind=YesOrNo(),
    looks_at="candidate",
    decides="individual",
    asks_earlier=lambda _: True,
    found=_is_first,
    question=_new,
    asks=_asks,
    narrows=lambda answers: said_of(answers, _FIRST, f"not {_FIRST}"),
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "`true` for a person, place or thing that no earlier scene of the film places; `false` for"
        " all others."
    ),
    examples=(True,),
    manual="whether no earlier scene places the person, place or thing",
)
