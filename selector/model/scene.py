"""What the storyboard says of one scene, read and folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selector.model.picks import Note
    from selector.model.scene_number import SceneNumber


class Placement(NamedTuple):
    """One asset in a scene. `tag` is without its spaces and brackets, `role` is folded; `position` as written."""

    tag: str
    role: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene manifest as the engine needs it; made by `read_manifest`, shared freely across threads.

    `shot_type` is as written and `shot` its folded form; `index` is the scene's number, if it has one.
    """

    index: SceneNumber | None
    shot_type: str
    shot: str
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...] = ()
