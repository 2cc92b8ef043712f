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
    letters = None

    def is_met(picture: Picture, _: int) -> bool:
        nonlocal letters
        if not picture.labels:
            return False
        if letters is None:  # what is worn takes a look at the scenes before
            letters = letters_of(wanted, sample)
        for label, first in word_runs(picture.labels):
            # Few labels are in a text, and its letters alone rule most of them out.
            if first in letters and label in _words_of(_texts(wanted, sample)):
                return True
        return False

    return is_met


def letters_of(wanted: Iterable[str], sample: Candidate) -> str:
    """The letters of the texts that some words stand for: a label with others is in none of them.

    Args:
        wanted: The words.
        sample: Any picture of an individual, under its placement.
    """
    texts = _texts(wanted, sample)
    letters = "\n".join(texts)
    return letters.lower() if letters.isascii() else _words_of(texts)


def _texts(wanted: Iterable[str], sample: Candidate) -> list[str]:
    """The texts that some words stand for."""
    texts: list[str] = []
    text: str | None
    for key in wanted:
        if key == NOTES:
            texts += sample.circumstances.scene.continuity_notes
            continue
        if key == WARDROBE.key:
            text = sample.circumstances.worn_text(sample)
        else:
            text = getattr(sample.placement, key)
        if text is not None:
            texts.append(text)
    return texts


def _words_of(texts: Iterable[str]) -> str:
    return "\n".join(map(word_run, texts))


@lru_cache(1_024)
def word_runs(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
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
