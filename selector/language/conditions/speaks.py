"""`speaks`: whether it has a line in the scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo, said_of
from selector.model.vocabulary import fold, plain

if TYPE_CHECKING:
    from selector.language.candidate import Candidate
    from selector.language.facts import Individual
    from selector.model.scene import Scene


def _has_a_line(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _is_heard)


def _is_heard(scene: Scene, individual: Individual) -> bool:
    """Whether somebody or something speaks in a scene."""
    written = [text for speaker in scene.speakers for text in speaker if text]
    if not individual.tags.isdisjoint(map(plain, written)):
        return True
    names = set(map(fold, individual.names))
    return not names.isdisjoint(filter(None, map(fold, written)))


def _asks(wanted: Sequence[str]) -> str:
    if wanted == ("true",):
        return "somebody who speaks"
    return "somebody or something that does not speak"


def _says(found: str) -> str:
    if found == "true":
        return "it has a line in the scene"
    return "it has no line in the scene"


SPEAKS = ConditionWord(
    key="speaks",
    kind=YesOrNo(),
    looks_at="candidate",
    reads=("speakers",),
    found=_has_a_line,
    asks=_asks,
    narrows=lambda answers: said_of(
        answers, "with a line in the scene", "without a line in the scene"
    ),
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "Whether a line of the scene is spoken by it: its tag or one of its names is the"
        " `speaker_tag` or the `speaker_name`."
    ),
    examples=(True,),
    manual="whether it has a line in the scene",
)
