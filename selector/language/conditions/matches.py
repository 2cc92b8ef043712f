"""`matches`: whether a label of the picture is in a text of the scene."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.conditions.action import ACTION
from selector.language.conditions.expression import EXPRESSION
from selector.language.conditions.position import POSITION
from selector.language.conditions.wardrobe import WARDROBE
from selector.language.kinds.some_of_words import SomeOfWords
from selector.language.text import word_run
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.language.candidate import Candidate
    from selector.language.facts import Picture
    from selector.language.kinds.any_or_nothing import AnyOf

NOTES = "notes"
"""The continuity notes of the scene."""
_CALLED = {
    WARDROBE.key: "the wardrobe note",
    EXPRESSION.key: "the expression",
    ACTION.key: "the action",
    POSITION.key: "the position",
    NOTES: "the continuity notes",
}


def _in_a_label(candidate: Candidate) -> tuple[str, ...]:
    """Which texts have a label of the picture in them."""
    picture = candidate.picture
    if not picture.labels:
        return ()
    return tuple(key for key in _CALLED if _tester(frozenset({key}), candidate)(picture, 0))


def _tester(wanted: AnyOf, sample: Candidate) -> Callable[[Picture, int], bool]:
    texts: list[str] = []
    for key in wanted:
        texts += _written(sample, key)
    letters = "\n".join(texts)
    letters = letters.lower() if letters.isascii() else _words_of(texts)

    def is_met(picture: Picture, _: int) -> bool:
        for label, first in _word_runs(picture.labels):  # noqa: SIM110  # twice as fast
            # Few labels are in a text, and its letters alone rule most of them out.
            if first in letters and label in _words_of(texts):
                return True
        return False

    return is_met


def _words_of(texts: Iterable[str]) -> str:
    return "\n".join(map(word_run, texts))


def _written(candidate: Candidate, key: str) -> Sequence[str]:
    """The texts that a word stands for."""
    if key == NOTES:
        return candidate.circumstances.scene.continuity_notes
    text: str | None
    if key == WARDROBE.key:
        text = candidate.circumstances.worn_text(candidate)
    else:
        text = getattr(candidate.placement, key)
    if text is None:
        return ()
    return (text,)


@lru_cache(1_024)
def _word_runs(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The words of each label that has any, and the first of these.

    Cached, because the same few pictures are looked at in every scene.
    """
    runs = filter(None, map(word_run, labels))
    return tuple([(run, run.split()[0]) for run in runs])


def _asks(wanted: Sequence[str]) -> str:
    texts = map(_CALLED.__getitem__, wanted)
    return f"a label that is in {listed(texts, 'or')}"


MATCHES = ConditionWord(
    key="matches",
    kind=SomeOfWords(words=tuple(_CALLED)),
    looks_at="candidate",
    asks_about=("labels",),
    asks_earlier=lambda wanted: WARDROBE.key in wanted,
    reads=("wardrobe_note", "expression", "action", "position", "continuity_notes"),
    found=_in_a_label,
    tester=_tester,
    asks=_asks,
    narrows=lambda wanted: f"with {_asks(wanted)}",
    says=lambda _: "none of its labels is in that text",
    says_alone=lambda _: "none of its labels is in that text",
    expected=f"the name of one of the scene's texts, such as `{WARDROBE.key}`, or a list of them",
    description=(
        "One of the picture's labels appears in the named text of the scene, as whole words one"
        " right after the other. A list means any of the named texts."
    ),
    examples=(WARDROBE.key, [WARDROBE.key, NOTES]),
    meanings={
        WARDROBE.key: "the wardrobe note of its placement",
        EXPRESSION.key: "the expression of its placement",
        ACTION.key: "the action of its placement",
        POSITION.key: "the position of its placement",
        NOTES: "a continuity note of the scene",
    },
    manual="whether a label of the picture is in the named text of the scene",
)
