"""A film's picks as JSON: what `selector pick` and `demo` print.

In: a selection for each scene. Out: a document, or an entry of it for one scene.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import starmap
from typing import Annotated, Any, Literal

from pydantic import Field

from selector.engine.selection import Selection
from selector.model.picks import Note
from selector.record.at_rest import SceneAtRest
from selector.record.change import Cause, Change
from selector.reporting.documents.problems_document import ProblemEntry
from selector.reporting.documents.shape import LATER, SceneNumber, Shape
from selector.reporting.documents.shared_entries import NoteEntry, RulesEntry, note_entries
from selector.reporting.rows import count_left_out, left_out_of, missing_of
from selector.reporting.words import picture_of


class ChangeEntry(Shape):
    """The pictures sent now differ from those of the previous decision."""

    decision: int = Field(description="The number of the previous decision.")
    tags: tuple[str, ...] = Field(description="What it sent, in order.")
    causes: tuple[Cause, ...] = Field(
        description=(
            "What differs: what the rules ask for, how they are read (`meaning`), the pictures,"
            " the scene."
        )
    )
    meaning_before: int
    meaning: int


class SceneEntry(Shape):
    """The result for one scene of a film."""

    scene_index: SceneNumber | None
    title: str
    shot_type: str
    shot: str
    tags: tuple[str, ...]
    pictures: tuple[str | None, ...] = Field(
        description="Where the picture of each pick is, in order."
    )
    missing: tuple[str, ...] = Field(description="Tags that the scene places but no asset has.")
    left_out: dict[str, int] = Field(
        description=(
            "How many of the pictures that the scene offers are left out, for each kind of reason."
        )
    )
    notes: tuple[NoteEntry, ...]
    change: Annotated[ChangeEntry | None, LATER] = Field(
        default=None,
        description=(
            "What has changed since the previous decision; null if there is none, or if the same"
            " pictures are sent."
        ),
    )


class FilmEntry(Shape):
    """Which film."""

    folder: str
    title: str


class PicksDocument(Shape):
    """What `selector pick` chose for a film.

    `saved` is false after `--dry-run` and where `problems` prevented it. With `--skip-problems`,
    `problems` names the scenes and pictures that were skipped; the other scenes are saved.
    """

    document: Literal["picks"] = "picks"
    version: Literal[1] = 1
    film: FilmEntry
    rules: RulesEntry
    scenes: tuple[SceneEntry, ...]
    scenes_with_missing_tags: int
    database: str | None
    saved: bool
    problems: tuple[ProblemEntry, ...]


def scene_entry(
    selection: Selection,
    title: str,
    reasons: Iterable[str] | None = None,
    change: Change | None = None,
) -> SceneEntry:
    """One scene of a film, in short.

    Args:
        selection: The answer for the scene.
        title: The scene's title.
        reasons: The kinds of reasons for what is left out. Without them all of it is explained,
            which takes longer.
        change: How it differs from the previous decision, if it does.

    Returns:
        The entry.
    """
    return SceneEntry(
        scene_index=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        shot=selection.shot,
        tags=selection.tags,
        pictures=tuple(map(picture_of, selection.assets)),
        missing=missing_of(selection),
        left_out=left_out_of(selection, reasons),
        notes=note_entries(selection.notes),
        change=None if change is None else _change(change),
    )


def scene_entry_at_rest(scene: SceneAtRest, title: str) -> SceneEntry:
    """The same of a scene that nothing has changed since it was picked."""
    return SceneEntry(
        scene_index=scene.index,
        title=title,
        shot_type=scene.shot_type,
        shot=scene.shot,
        tags=scene.tags,
        pictures=scene.addresses,
        missing=scene.missing,
        left_out=count_left_out(scene.reasons),
        notes=note_entries(tuple(starmap(_note, scene.notes))),
    )


def _note(kind: Any, values: Mapping[str, str]) -> Note:  # noqa: ANN401  # a kind as it was written
    return Note(kind=kind, values=values)


def _change(change: Change) -> ChangeEntry:
    return ChangeEntry(
        decision=change.decision,
        tags=change.tags,
        causes=change.causes,
        meaning_before=change.meaning_before,
        meaning=change.meaning,
    )
