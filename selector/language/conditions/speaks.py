"""`speaks`: whether it has a line in the scene."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo
from selector.model.vocabulary import fold, plain

if TYPE_CHECKING:
    from selector.language.candidate import Candidate, Circumstances
    from selector.model.scene import Speaker


def _has_a_line(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _heard)


def _heard(around: Circumstances, individuals: Iterable[int]) -> Collection[int]:
    """Who speaks in a scene."""
    if not around.scene.speakers:
        return ()
    spoken_tags, spoken_names = _written(around.scene.speakers)
    shown = around.pool.shown
    found = set()
    for number in individuals:
        individual = shown[number]
        is_silent = spoken_tags.isdisjoint(individual.tags)
        if not (is_silent and spoken_names.isdisjoint(individual.folded)):
            found.add(number)
    return found


@lru_cache(1_024)
def _written(speakers: tuple[Speaker, ...]) -> tuple[set[str], set[str]]:
    """What is written of speakers, as tags are compared, and as names are.

    Cached, for the same people speak in many scenes.
    """
    tags, names = set(), set()
    for speaker in speakers:
        for text in speaker:
            if text:
                tags.add(plain(text))
                names.add(fold(text))
    names.discard("")
    return tags, names


def _asks(wanted: Sequence[str]) -> str:
    if wanted == ("true",):
        return "whoever speaks"
    return "somebody or something that does not speak"


def _narrows(wanted: Sequence[str]) -> str:
    shown = _asks(wanted)
    return f"showing {shown}"


def _says(found: str) -> str:
    if found == "true":
        return "it has a line in the scene"
    return "it has no line in the scene"


SPEAKS = ConditionWord(
    key="speaks",
    kind=YesOrNo(),
    looks_at="candidate",
    decides="individual",
    asks_about=("name",),
    reads=("speakers",),
    found=_has_a_line,
    question=_heard,
    asks=_asks,
    narrows=_narrows,
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "Whether the person, place or thing speaks a line in the scene: its tag or one of its"
        " names is the `speaker_tag` or the `speaker_name`."
    ),
    examples=(True,),
    manual="whether the person, place or thing has a line in the scene",
)
