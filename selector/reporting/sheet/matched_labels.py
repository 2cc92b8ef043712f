"""Which label of a picture is in which text of the scene, and since when somebody wears it.

In: a selection, and what `prefer` asks for. Out: a few words that name the label and the note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.struck import circumstances_of
from selector.language.conditions.matches import CALLED, MATCHES, texts_of
from selector.language.conditions.wardrobe import WARDROBE
from selector.language.text import word_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.plan import Step
    from selector.engine.selection import Selection
    from selector.language.candidate import Candidate
    from selector.model.picks import Pick


def matched_label(answer: Selection, pick: Pick, step: Step, asks: str) -> str | None:
    """The label by which a picture that is sent is preferred, and the note that it is in.

    Args:
        answer: The selection.
        pick: The picture.
        step: The entry that took it.
        asks: What `prefer` asks for, in a phrase.

    Returns:
        `label "dark suit", worn since scene 9`; None if it asks for anything else than that.
    """
    around = circumstances_of(answer.shot_plan, answer.scene, answer.pool, answer.earlier_anew())
    for layer in answer.shot_plan.prefer_at(step):
        for item in layer:
            words = [each.word for each in item.conditions]
            if item.asks == asks and words == [MATCHES]:
                keys = item.conditions[0].in_order
                candidate = around.candidate(pick.facts.place, pick.placement or 0)
                return next(_in_words(candidate, keys), None)
    return None


def _in_words(candidate: Candidate, keys: tuple[str, ...]) -> Iterator[str]:
    """Each label of a picture that is in one of some texts, with that text."""
    around = candidate.circumstances
    for key in keys:
        texts = texts_of((key,), around, around.number(candidate), candidate.placement)
        said = "\n".join(map(word_run, texts))
        for label in candidate.picture.labels:
            run = word_run(label)
            if run and run in said:
                yield f'label "{label}", {_where(candidate, key)}'


def _where(candidate: Candidate, key: str) -> str:
    worn = candidate.circumstances.worn(candidate) if key == WARDROBE.key else None
    if worn is not None and worn.noted_in is not None:
        return f"worn since scene {worn.noted_in}"
    return f"in {CALLED[key]}"
