"""One scene's answer in; what is wrong with it out, in sentences.

What a director may not expect is a note, and stays in the explanation. A warning is what needs a
change of the film or its rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.engine.selection import Selection
from selector.model.left_out import CannotBeSent, NotInPool, PassedOver
from selector.model.picks import NAMED_PIN_NOT_SENT, Note, is_only_elsewhere
from selector.reporting.lookup import known_of
from selector.reporting.note_words import note_sentence
from selector.reporting.stored_answer import Answer
from selector.reporting.words import cannot_be_sent, name_of, path_in_words, why_not

_WARNINGS = frozenset(
    (
        "unknown_role",
        "unread_scene_index",
        "several_shot_names",
        "ambiguous_shot",
        "no_rule_for_shot_name",
        NAMED_PIN_NOT_SENT,
    )
)
"""The kinds of notes that are warnings."""


def warnings_of(answer: Answer, offered: Iterable[PassedOver]) -> Iterator[str]:
    """What is wrong in one scene, of which something is offered and left out."""
    for passed in offered:
        if isinstance(passed.reason, NotInPool):
            yield why_not(passed, answer.shot)
        if isinstance(passed.reason, CannotBeSent) and passed.facts is not None:
            yield cannot_be_sent(passed.reason, name_of(passed.facts))
    yield from _in_notes(answer)
    if isinstance(answer, Selection) and answer.shot_plan.limits:
        from selector.engine.limits_not_met import limits_not_met  # noqa: PLC0415  # few have any

        for limit in limits_not_met(answer):
            name = path_in_words(limit.path)
            yield f"{name[:1].upper()}{name[1:]} asks for more than this scene can send."


def _in_notes(answer: Answer) -> Iterator[str]:
    notes = list(filter(_is_warning, answer.notes))
    if not notes:
        return
    known = known_of(answer)
    for note in notes:
        yield note_sentence(note, known=known)


def _is_warning(note: Note) -> bool:
    return note.kind in _WARNINGS and not is_only_elsewhere(note)
