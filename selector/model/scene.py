"""What the storyboard says of one scene, checked and folded: `engine.manifest` makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selector.model.picks import Note
    from selector.model.scene_number import SceneNumber


class Placement(NamedTuple):
    """A person, place or thing in a scene.

    `tag` has lost its spaces and brackets, `role` is folded. The rest are texts as written; None
    where there is none, or something other than text.
    """

    tag: str
    role: str
    position: str | None = None
    action: str | None = None
    expression: str | None = None
    wardrobe_note: str | None = None


class Speaker(NamedTuple):
    """Who says a line: a tag, a name, or both.

    `tag` has lost its spaces and brackets, `name` is as written.
    """

    tag: str | None
    name: str | None


class Scene(NamedTuple):
    """A scene manifest as the engine needs it; may be shared across threads.

    A named tuple is made in a third of the time of a frozen class, and a film has many scenes.

    Attributes:
        index: The scene's number, or None.
        shot_type: As written.
        shot: The shot type, folded.
        placements: Who and what is in the scene, in order.
        notes: What was read in a way that its writer may not expect.
        focal_point: What the camera looks at, as written; None if nothing, or no text, is there.
        camera_movement: The same of what the camera does.
        continuity_notes: The texts and labels of the notes, in order.
        speakers: Who says the lines of the scene, each once, in the order of their first lines.
    """

    index: SceneNumber | None  # type: ignore[assignment]  # the method of tuples is not needed
    shot_type: str
    shot: str
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...] = ()
    focal_point: str | None = None
    camera_movement: str | None = None
    continuity_notes: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
