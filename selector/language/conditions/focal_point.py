"""`focal_point`: whether the camera looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.text import tag_stands_in, word_run
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from selector.language.candidate import Candidate
    from selector.language.facts import Individual
    from selector.model.scene import Scene


def _is_named(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _names)


def _names(scene: Scene, individual: Individual) -> bool:
    """Whether the focal point of a scene names somebody or something."""
    text = scene.focal_point
    if not text:
        return False
    words = word_run(text)
    if any(map(words.__contains__, _word_runs(individual.names))):
        return True
    if not any(map(plain(text).__contains__, individual.tags)):  # most; so no other is asked for
        return False
    return any(tag_stands_in(tag, text) for tag in individual.tags)


@lru_cache(1_024)
def _word_runs(names: frozenset[str]) -> tuple[str, ...]:
    """The words of each name that has any; cached, for the same people are in many scenes."""
    return tuple(filter(None, map(word_run, names)))


def _asks(wanted: Sequence[str]) -> str:
    if wanted == ("true",):
        return "what the focal point names"
    return "what the focal point does not name"


def _narrows(wanted: Sequence[str]) -> str:
    shown = _asks(wanted)
    return f"showing {shown}"


def _says(found: str) -> str:
    if found == "true":
        return "the focal point names it"
    return "the focal point does not name it"


FOCAL_POINT = ConditionWord(
    key="focal_point",
    kind=YesOrNo(),
    looks_at="candidate",
    decides="individual",
    reads=("focal_point",),
    found=_is_named,
    question=_names,
    asks=_asks,
    narrows=_narrows,
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "Whether the text of the scene's focal point contains a name or a tag of the person, place"
        " or thing."
    ),
    examples=(True,),
    manual="whether the focal point of the scene names it",
)
