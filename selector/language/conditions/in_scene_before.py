"""`in_scene_before`: whether the scene before places it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo, said_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from selector.language.candidate import Candidate, Circumstances

_THERE = "appearing in the scene before"


def _was_there(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _there)


def _there(around: Circumstances, individuals: Iterable[int]) -> Collection[int]:
    """Who is in the scene before."""
    return around.earlier.in_scene_before(individuals)


def _asks(answers: Sequence[str]) -> str:
    if answers == ("true",):
        return "somebody or something in the scene before"
    return "somebody or something not in the scene before"


def _says(answer: str) -> str:
    if answer == "true":
        return "it is in the scene before"
    return "it is not in the scene before"


IN_SCENE_BEFORE = ConditionWord(
    key="in_scene_before",
    kind=YesOrNo(),
    looks_at="candidate",
    decides="individual",
    asks_earlier=lambda _: True,
    found=_was_there,
    question=_there,
    asks=_asks,
    narrows=lambda answers: said_of(answers, _THERE, f"not {_THERE}"),
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "`true` for a person, place or thing that the scene before places too; `false` for all"
        " others."
    ),
    examples=(True,),
    manual="whether the scene before places the person, place or thing too",
)
