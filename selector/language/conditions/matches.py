"""`matches`: whether a label of the picture is in a text of the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.conditions.action import ACTION
from selector.language.conditions.expression import EXPRESSION
from selector.language.conditions.position import POSITION
from selector.language.conditions.wardrobe import WARDROBE
from selector.language.facts import label_runs
from selector.language.kinds.some_of_words import SomeOfWords
from selector.language.text import word_run
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.language.candidate import Candidate, Circumstances
    from selector.language.facts import Picture
    from selector.language.kinds.any_or_nothing import AnyOf
    from selector.model.scene import Placement

NOTES = "notes"
"""The continuity notes of the scene."""
CALLED = {
    WARDROBE.key: "the wardrobe note",
    EXPRESSION.key: "the expression",
    ACTION.key: "the action",
    POSITION.key: "the position",
    NOTES: "the continuity notes",
}
"""What each text is called."""


def _in_a_label(candidate: Candidate) -> tuple[str, ...]:
    """Which texts have a label of the picture in them."""
    picture = candidate.picture
    if not picture.labels:
        return ()
    return tuple(key for key in CALLED if _tester(frozenset({key}), candidate)(picture, 0))


def _tester(wanted: AnyOf, sample: Candidate) -> Callable[[Picture, int], bool]:
    words = None

    def is_met(picture: Picture, _: int) -> bool:
        nonlocal words
        if not picture.labels:
            return False
        if words is None:  # what is worn takes a look at the scenes before
            around = sample.circumstances
            texts = texts_of(wanted, around, around.number(sample), sample.placement)
            words = "\n".join(map(word_run, texts))
        for label in label_runs(picture.labels):  # noqa: SIM110  # twice as fast
            if label in words:
                return True
        return False

    return is_met


def texts_of(
    wanted: Iterable[str],
    around: Circumstances,
    individual: int,
    placement: Placement,
) -> Sequence[str]:
    """The texts in which a label may be.

    Args:
        wanted: Which texts.
        around: The scene and the pool.
        individual: The number of whom it is about.
        placement: Its placement.

    Returns:
        Those that the scene has.
    """
    texts: list[str] = []
    text: str | None
    for key in wanted:
        if key == NOTES:
            texts += around.scene.continuity_notes
            continue
        if key == WARDROBE.key:
            text = around.worn_text(individual, placement)
        else:
            text = getattr(placement, key)
        if text is not None:
            texts.append(text)
    return texts


def _asks(wanted: Sequence[str]) -> str:
    texts = map(CALLED.__getitem__, wanted)
    return f"a label that is in {listed(texts, 'or')}"


MATCHES = ConditionWord(
    key="matches",
    kind=SomeOfWords(words=tuple(CALLED)),
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
