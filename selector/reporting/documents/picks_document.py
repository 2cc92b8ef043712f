"""A film's picks as JSON: what `selector pick` and `demo` print.

In: what was picked for each scene. Out: a document, or an entry of it for one scene.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from selector.model.picks import problems_in
from selector.record.changed import Cause, Change
from selector.record.picked_scene import PickedScene
from selector.reporting.documents.problems_document import ProblemEntry
from selector.reporting.documents.shape import LATER, SceneNumber, Shape
from selector.reporting.documents.shared_entries import (
    NoteEntry,
    RulesEntry,
    SentEntry,
    note_entries,
)
from selector.reporting.rows import count_left_out


class OtherFileEntry(Shape):
    """A picture that is still sent, and of which another file is sent now."""

    picture: str = Field(description="Its tag; where another of the tag is sent too, which it is.")
    before: SentEntry = Field(description="What was sent for it, as far as that is known.")
    after: SentEntry = Field(description="What is sent now.")


class ChangeEntry(Shape):
    """The pictures sent now, or their files, differ from those of the previous decision."""

    decision: int = Field(description="The number of the previous decision.")
    tags: tuple[str, ...] = Field(description="What it sent, in order.")
    causes: tuple[Cause, ...] = Field(
        description=(
            "What differs: what the rules ask for, the video model, how rules are read"
            " (`meaning`), the pictures, the scene, or what the rules ask about earlier scenes."
        )
    )
    meaning_before: int
    meaning: int
    lost: Annotated[tuple[str, ...], LATER] = Field(
        description=(
            "The tags of pictures that are no longer sent; where another picture of the tag is"
            " sent instead, with its crop or file."
        )
    )
    gained: Annotated[tuple[str, ...], LATER] = Field(
        description="The tags of pictures that were not sent before, likewise."
    )
    sends_nothing: Annotated[bool, LATER] = Field(
        description="Whether the scene sends nothing any more."
    )
    files: Annotated[tuple[OtherFileEntry, ...], LATER] = Field(
        description=(
            "Pictures that are still sent, and of which another file is sent now: a clean reference"
            " instead of the original, the other way round, or another clean reference."
        )
    )


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
    sent: Annotated[tuple[SentEntry, ...], LATER] = Field(
        description="What is sent for each pick: its clean reference, or the picture itself."
    )
    missing: tuple[str, ...] = Field(description="Tags that the scene places but no picture has.")
    left_out: dict[str, int] = Field(
        description=(
            "How many of the pictures that the scene offers are left out, for each kind of reason."
        )
    )
    notes: tuple[NoteEntry, ...]
    problems: Annotated[tuple[NoteEntry, ...], LATER] = Field(
        description="The notes that are problems: what is pinned by name and not sent."
    )
    limits_not_met: Annotated[tuple[str, ...], LATER] = Field(
        description="The limits whose `at_least` is not reached, such as `top/limits/the-ground`."
    )
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
    """What `selector pick` picked for a film.

    `saved` says whether the picks were stored. Nothing is stored with `--dry-run`, or where
    `problems` prevented it. With `--skip-problems`, `problems` names the scenes and pictures that
    were skipped; the picks of the other scenes are stored.
    """

    document: Literal["picks"] = "picks"
    version: Literal[1] = 1
    film: FilmEntry
    rules: RulesEntry
    scenes: tuple[SceneEntry, ...] = Field(description="Each scene, in the order of the film.")
    scenes_with_missing_tags: int
    scenes_with_pins_not_sent: Annotated[int, LATER] = Field(
        description=(
            "How many scenes do not send something that is pinned by name. The `problems` of each"
            " such scene say what."
        )
    )
    scenes_not_placing_pins: Annotated[int, LATER] = Field(
        description=(
            "How many of these scenes do not place something that is pinned by name: the pin does"
            " nothing there, and may well mean other scenes."
        )
    )
    scenes_with_limits_not_met: Annotated[int, LATER] = Field(
        description="How many scenes send fewer than a limit asks for with `at_least`."
    )
    entries_without_effect: Annotated[tuple[str, ...] | None, LATER] = Field(
        description=(
            "The entries of the film's own rules that change nothing in any of its scenes, such as"
            " `top/never/drafts`; null if only some scenes were picked, if other rules than the"
            " film's own picked them, or if so many entries in so many scenes take too long to try."
        )
    )
    names_not_in_film: Annotated[tuple[str, ...] | None, LATER] = Field(
        description=(
            "What the rules name and the film does not have: people, pictures, labels, notes,"
            " scenes and shot types. `selector check` with the film and these rules shows where."
            " It is null if the rules come with selector."
        )
    )
    added: Annotated[tuple[SceneNumber, ...] | None, LATER] = Field(
        description=(
            "Scenes that are new since the last pick; null if there is no last pick, or for a film"
            " in a database."
        )
    )
    removed: Annotated[tuple[SceneNumber, ...] | None, LATER] = Field(
        description=(
            "Scenes of the last pick that are no longer in the film, likewise; none where only"
            " some scenes were picked."
        )
    )
    database: str | None
    saved: bool
    problems: tuple[ProblemEntry, ...]


def scene_entry(scene: PickedScene, title: str, change: Change | None = None) -> SceneEntry:
    """One scene of a film, in short.

    Args:
        scene: What was picked for it.
        title: The scene's title.
        change: How it differs from the previous decision, if it does.

    Returns:
        The entry.
    """
    return SceneEntry(
        scene_index=scene.index,
        title=title,
        shot_type=scene.shot_type,
        shot=scene.shot,
        tags=scene.tags,
        pictures=scene.addresses,
        sent=tuple(map(SentEntry.model_validate, scene.sent)),
        missing=scene.missing,
        left_out=count_left_out(scene.reasons),
        notes=note_entries(scene.notes),
        problems=note_entries(problems_in(scene.notes)),
        limits_not_met=scene.limits_not_met,
        change=change,
    )
