"""`focal_point`: whether the camera looks at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.text import tag_stands_in, word_run
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from selector.language.candidate import Candidate, Circumstances
    from selector.language.facts import Individual


def _is_named(candidate: Candidate) -> bool:
    return candidate.circumstances.answer(candidate, _named)


def _named(around: Circumstances, individuals: Iterable[int]) -> Collection[int]:
    """Whom or what the focal point of a scene names."""
    text = around.scene.focal_point
    if not text:
        return ()
    return named_in(text, individuals, around.pool.shown)


def named_in(text: str, individuals: Iterable[int], shown: Mapping[int, Individual]) -> set[int]:
    """Find whom or what a focal point names.

    Args:
        text: The focal point.
        individuals: Of whom, by their numbers.
        shown: The tags and names of each.

    Returns:
        Those that it names.
    """
    words, written = word_run(text), plain(text)
    found = set()
    for number in individuals:
        individual = shown[number]
        for run in individual.words:
            if run in words:
                found.add(number)
        for tag in individual.tags:
            if tag in written and tag_stands_in(tag, text):
                found.add(number)
    return found


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
    asks_about=("name",),
    reads=("focal_point",),
    found=_is_named,
    question=_named,
    asks=_asks,
    narrows=_narrows,
    says=_says,
    says_alone=_says,
    expected="`true` or `false`",
    description=(
        "Whether the text of the scene's focal point (`looks_at`) contains a name or a tag of the"
        " person, place or thing: the whole name, or the tag exactly as it is written."
    ),
    examples=(True,),
    manual="whether the focal point of the scene names the person, place or thing",
)
