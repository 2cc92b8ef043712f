"""A film's picks as JSON: what `selector pick` and `demo` print."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from selector.engine.selection import Selection
from selector.reporting.documents.entries import NoteEntry, RulesEntry, note_entries
from selector.reporting.documents.problems import ProblemEntry
from selector.reporting.documents.shape import SceneNumber, Shape
from selector.reporting.rows import left_out_of, missing_of
from selector.reporting.words import picture_of


class SceneEntry(Shape):
    """What one scene of a film comes to."""

    scene_index: SceneNumber | None
    title: str
    shot_type: str
    shot: str
    tags: tuple[str, ...]
    pictures: tuple[str | None, ...] = Field(description="Where the picture of each pick lies, in order.")
    missing: tuple[str, ...] = Field(description="Tags that the scene places and no asset has.")
    left_out: dict[str, int] = Field(description="How many pictures that the scene offers stay out, by kind of reason.")
    notes: tuple[NoteEntry, ...]


class FilmEntry(Shape):
    """Which film."""

    folder: str
    title: str


class PicksDocument(Shape):
    """What `selector pick` chose for a film. `saved` is false after `--dry-run` and where `problems` prevented it.

    With `--skip-problems`, `problems` names the scenes and pictures that were skipped; the other scenes are saved.
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


def scene_entry(selection: Selection, title: str) -> SceneEntry:
    """One scene of a film, in short."""
    return SceneEntry(
        scene_index=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        shot=selection.shot,
        tags=selection.tags,
        pictures=tuple(map(picture_of, selection.assets)),
        missing=missing_of(selection),
        left_out=left_out_of(selection),
        notes=note_entries(selection.notes),
    )
