"""What a pick shows of a scene that nothing has changed since: read from its records alone, without the engine.

Only the format that is written now is read: where a record is older, the scene is picked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAtRest:
    """One scene's answer in short. `crops` and `addresses` are those of the picks; `notes` are (kind, values)."""

    index: int | str | None
    shot_type: str
    shot: str
    tags: tuple[str, ...]
    crops: tuple[str, ...]
    addresses: tuple[str | None, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[tuple[str, Mapping[str, str]], ...]


def scene_at_rest(
    scene: Mapping[str, Any], outcome: Mapping[str, Any], pool: Mapping[str, Any]
) -> SceneAtRest:
    """The answer that these records are; they are of format 2."""
    pictures = [pool["pictures"][pick["place"]] for pick in outcome["picks"]]
    passed_over = [(each["tag"], each["reason"]["kind"]) for each in outcome["passed_over"]]
    return SceneAtRest(
        index=scene.get("index"),
        shot_type=scene["shot_type"],
        shot=outcome["shot"],
        tags=tuple(pick["tag"] for pick in outcome["picks"]),
        crops=tuple("face" if picture.get("face") else "full" for picture in pictures),
        addresses=tuple(picture.get("address") for picture in pictures),
        reasons=tuple(kind for _, kind in passed_over),
        missing=tuple(tag for tag, kind in passed_over if kind == "not_in_pool"),
        notes=tuple((note["kind"], note.get("values", {})) for note in outcome.get("notes", ())),
    )
