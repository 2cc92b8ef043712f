"""What the storyboard says of one scene, checked and folded: `engine.manifest` makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selector.model.picks import Note
    from selector.model.scene_number import SceneNumber


class Placement(NamedTuple):
    """A person, place or thing in a scene.

    `tag` has lost its spaces and brackets, `role` is folded, `position` is as written.
    """

    tag: str
    role: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene manifest as the engine needs it; may be shared across threads.

    `shot_type` is as written, `shot` is its folded form, `index` is the scene's number or None.
    """

    index: SceneNumber | None
    shot_type: str
    shot: str
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...] = ()
