"""One scene's answer, and what a check finds in the scene, in; what is wrong with it out.

What a director may not expect is a note, and stays in the explanation. A warning is what needs a
change of the film or its rules.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from selector.engine.selection import Selection
from selector.model.left_out import CannotBeSent, NotInPool, PassedOver
from selector.model.picks import NAMED_PIN_NOT_SENT, is_only_elsewhere
from selector.reporting.lookup import known_of
from selector.reporting.note_words import note_sentence
from selector.reporting.sheet.sheet_values import Finding
from selector.reporting.stored_answer import Answer
from selector.reporting.words import cannot_be_sent, name_of, path_in_words, why_not

_CHECKED = (
    "unknown_role",
    "unread_scene_index",
    "several_shot_names",
    "ambiguous_shot",
    "no_rule_for_shot_name",
)
"""The kinds of notes that are warnings, and of which a check of the film says more."""


def warnings_of(
    answer: Answer, offered: Iterable[PassedOver], found: Sequence[Finding] | None
) -> Iterator[Finding]:
    """What is wrong in one scene, of which something is offered and left out.

    Args:
        answer: The answer.
        offered: What the scene offers and does not send.
        found: What a check finds in it; None if the film was not checked.

    Returns:
        The warnings: those of the check first.
    """
    kinds: tuple[str, ...] = (NAMED_PIN_NOT_SENT,)
    if found is None:
        kinds = (NAMED_PIN_NOT_SENT, *_CHECKED)
        found = [_alone(answer, words) for words in _without_check(answer, offered)]
    yield from found
    for words in (*_in_notes(answer, kinds), *_limits(answer)):
        yield _alone(answer, words)


def _alone(answer: Answer, words: str) -> Finding:
    return Finding(
        code="",
        says=words,
        scene=answer.scene.index,
        is_of_scene=True,
    )


def _without_check(answer: Answer, offered: Iterable[PassedOver]) -> Iterator[str]:
    for passed in offered:
        if isinstance(passed.reason, NotInPool):
            yield why_not(passed, answer.shot)
        if isinstance(passed.reason, CannotBeSent) and passed.facts is not None:
            yield cannot_be_sent(passed.reason, name_of(passed.facts))


def _limits(answer: Answer) -> Iterator[str]:
    """The limits of which a scene sends fewer than they ask for."""
    if not isinstance(answer, Selection) or not answer.shot_plan.limits:
        return
    from selector.engine.limits_not_met import limits_not_met  # noqa: PLC0415  # few have any

    for limit in limits_not_met(answer):
        name = path_in_words(limit.path)
        yield f"{name[:1].upper()}{name[1:]} asks for more than this scene can send."


def _in_notes(answer: Answer, kinds: Container[str]) -> Iterator[str]:
    notes = [note for note in answer.notes if note.kind in kinds and not is_only_elsewhere(note)]
    if not notes:
        return
    known = known_of(answer)
    for note in notes:
        yield note_sentence(note, known=known)
