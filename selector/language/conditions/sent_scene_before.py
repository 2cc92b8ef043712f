"""`sent_scene_before`: whether this very picture was sent with the scene before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo, said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from selector.language.candidate import Candidate
    from selector.language.facts import Picture


def _was_sent(candidate: Candidate) -> bool:
    return candidate.circumstances.earlier.sent(candidate.place) is not None


def _tester(
    wanted: bool,  # noqa: FBT001  # as the rule writes it
    sample: Candidate,
) -> Callable[[Picture, int], bool]:
    sent = sample.circumstances.earlier.sent
    return lambda _, place: (sent(place) is not None) is wanted


_WAS_OR_NOT = {"true": "was", "false": "was not"}


def _asks(answers: Sequence[str]) -> str:
    if answers == ("true",):
        return "a picture that was sent with the scene before"
    return "a picture that was not sent with the scene before"


SENT_SCENE_BEFORE = ConditionWord(
    key="sent_scene_before",
    kind=YesOrNo(),
    looks_at="candidate",
    asks_earlier=lambda _: True,
    found=_was_sent,
    tester=_tester,
    asks=_asks,
    narrows=lambda answers: said_of(
        answers, "sent with the scene before", "not sent with the scene before"
    ),
    says=lambda answer: f"it {_WAS_OR_NOT[answer]} sent with the scene before",
    says_alone=lambda answer: f"this {_WAS_OR_NOT[answer]} sent with the scene before",
    expected="`true` or `false`",
    description=(
        "`true` for a picture that was sent with the scene before; `false` for all others. Another"
        " picture of the same person, place or thing does not count."
    ),
    examples=(True,),
    manual="whether this very picture was sent with the scene before",
)
