"""One scene's answer as JSON: what `selector why` prints.

In: a `Selection`, or an answer on record. Out: a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from selector.engine.selection import Selection
from selector.engine.what_is_sent import what_is_sent
from selector.model import picks as values
from selector.model.advice import Advising
from selector.model.left_out import PassedOver
from selector.reporting.advice_words import what_would_help
from selector.reporting.chance_words import chances_of, why_left_out
from selector.reporting.documents.databases import SendingEntry
from selector.reporting.documents.problems_document import Place, ProblemEntry
from selector.reporting.documents.reason_entries import ReasonEntry
from selector.reporting.documents.shape import LATER, SceneNumber, Shape
from selector.reporting.documents.shared_entries import (
    NoteEntry,
    PictureEntry,
    PriorityEntry,
    RulesEntry,
    SentEntry,
    note_entries,
    picture_entry,
)
from selector.reporting.lookup import entries_of, known_of
from selector.reporting.stored_answer import Answer, rules_behind
from selector.reporting.words import count_by_reason, picture_of, why_picked


class PickEntry(Shape):
    """One reference that is sent with the scene."""

    slot: int = Field(
        description="From 1, in the order in which references are sent to the video model."
    )
    picture: PictureEntry
    sent: Annotated[SentEntry | None, LATER] = Field(
        default=None,
        description="What is sent for it; null for a stored decision.",
    )
    placement: int | None = Field(
        description=(
            "The number of its placement, from 0; null, as is `role`, for a picture that is pinned"
            " though the scene does not place it."
        )
    )
    role: str | None
    position: str | None
    priority: PriorityEntry
    why: str = Field(description="Why it is sent, in words.")


class PassedOverEntry(Shape):
    """A picture that is not sent, or a tag without a picture: the reason, as a code and in words,
    and what would help.
    """  # noqa: D205  # one sentence of the JSON Schema

    tag: str
    picture: PictureEntry | None
    placement: int | None
    reason: ReasonEntry
    why_not: str
    what_would_help: str = Field(description="Empty where only the record is shown.")


class ReplacementEntry(Shape):
    """What replaces `shot`, the shot rule that the scene's shot type leads to."""

    shot: str = Field(description="The shot rule that is replaced.")
    name: str | None = Field(description="The entry of `instead`; null for the `use` of a scene.")
    scene: str | None = Field(description="The scene whose `use` it is; null for an entry.")
    because: str | None
    at: Place


class SelectionDocument(Shape):
    """The answer for one scene: what is sent, in order, and everything that is left out, with
    one reason for each.
    """  # noqa: D205  # one sentence of the JSON Schema

    document: Literal["selection"] = "selection"
    version: Literal[1] = 1
    scene_index: SceneNumber | None
    title: str
    shot_type: str
    shot: str = Field(description="The shot rule that the scene uses.")
    replacement: Annotated[ReplacementEntry | None, LATER] = Field(
        default=None,
        description=(
            "Why the scene does not use the shot rule for its shot type; null if it does, or where"
            " only the record is shown."
        ),
    )
    rules: RulesEntry
    references: int = Field(description="The maximum number of references.")
    tags: tuple[str, ...] = Field(description="The tag of each pick, in order.")
    picks: tuple[PickEntry, ...]
    passed_over: tuple[PassedOverEntry, ...]
    notes: tuple[NoteEntry, ...]
    problems: Annotated[tuple[NoteEntry, ...], LATER] = Field(
        description="The notes that are problems: what is pinned by name and not sent."
    )
    counts: dict[str, int] = Field(description="How many were left out for each kind of reason.")


class DecidedEntry(Shape):
    """A stored decision: its number within the scene, when it was made, and for whom."""

    number: int
    made_at: datetime
    asked_by: str | None
    as_recorded: Annotated[str | None, LATER] = Field(
        default=None,
        description=(
            "Why only the record is shown; null if the decision was replayed with the same result."
        ),
    )


class WhyDocument(Shape):
    """What `selector why` answers: the selection, narrowed to `tag` if one was asked about."""

    document: Literal["why"] = "why"
    version: Literal[1] = 1
    film: str
    tag: str | None
    decision: DecidedEntry | None = Field(
        description="The stored decision that is shown; null for a selection made now."
    )
    sent: Annotated[tuple[SendingEntry, ...] | None, LATER] = Field(
        default=None,
        description=(
            "What a pipeline recorded that it sent for the decision, the newest first; null for a"
            " selection made now."
        ),
    )
    names_not_in_film: Annotated[tuple[str, ...] | None, LATER] = Field(
        default=None,
        description=(
            "What the rules name and the film does not have: people, pictures, labels, notes,"
            " scenes and shot types. `selector check` with the film and these rules shows where."
            " It is null if the rules come with selector, or if the answer comes from a database."
        ),
    )
    problems: Annotated[tuple[ProblemEntry, ...], LATER] = Field(
        default=(),
        description="The pictures that `--skip-problems` skipped.",
    )
    selection: SelectionDocument


def selection_document(
    answer: Answer,
    adviser: Advising | None,
    title: str,
    tag: str | None = None,
    *,
    is_past: bool = False,
) -> SelectionDocument:
    """One scene's answer.

    Args:
        answer: The answer.
        adviser: Knows what would send what is left out; None for an answer on record.
        title: The scene's title, or nothing.
        tag: A tag, or another name of pictures; only these are listed then.
        is_past: Whether it is a stored decision. What is sent for its picks is not in its record.

    Returns:
        The document.
    """
    picks, passed_over = answer.picks, answer.passed_over
    known = known_of(answer)
    if tag is not None:
        picks, passed_over = entries_of(answer, tag)
    return SelectionDocument(
        scene_index=answer.scene.index,
        title=title,
        shot_type=answer.scene.shot_type,
        shot=answer.shot,
        replacement=_replacement(answer),
        rules=rules_behind(answer),
        references=answer.references,
        tags=tuple(pick.tag for pick in answer.picks),
        picks=_picks(answer, picks, is_past=is_past),
        passed_over=_passed_over(answer, passed_over, adviser),
        notes=note_entries(answer.notes, known),
        problems=note_entries(values.problems_in(answer.notes), known),
        counts=count_by_reason(answer.passed_over),
    )


def _replacement(answer: Answer) -> ReplacementEntry | None:
    if not isinstance(answer, Selection) or answer.replacement is None:
        return None
    return ReplacementEntry.model_validate(answer.replacement)


def _picks(answer: Answer, picks: Iterable[values.Pick], *, is_past: bool) -> tuple[PickEntry, ...]:
    entries = []
    for pick in picks:
        entry = PickEntry(
            slot=pick.slot,
            picture=picture_entry(pick.facts, picture_of(pick.asset)),
            sent=None if is_past else _sent(answer, pick),
            placement=pick.placement,
            role=pick.role,
            position=pick.position,
            priority=pick.priority,
            why=why_picked(pick, answer.scene.placements),
        )
        entries.append(entry)
    return tuple(entries)


def _sent(answer: Answer, pick: values.Pick) -> SentEntry | None:
    if not isinstance(answer, Selection):
        return None
    return SentEntry.model_validate(what_is_sent(answer, pick.facts.place))


def _passed_over(
    answer: Answer,
    passed_over: Iterable[PassedOver],
    adviser: Advising | None,
) -> tuple[PassedOverEntry, ...]:
    entries = []
    chances = chances_of(answer)
    for passed in passed_over:
        picture = chance = None
        if passed.facts is not None:
            picture = picture_entry(passed.facts, picture_of(passed.asset))
            chance = chances.get(passed.facts.place)
        would_help = ""
        if adviser is not None:
            would_help = str(what_would_help(adviser.advice(passed)))
        entry = PassedOverEntry(
            tag=passed.tag,
            picture=picture,
            placement=passed.placement,
            reason=passed.reason,
            why_not=why_left_out(passed, answer.shot, chance, adviser),
            what_would_help=would_help,
        )
        entries.append(entry)
    return tuple(entries)
