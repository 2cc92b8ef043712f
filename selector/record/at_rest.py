"""What a pick shows of a scene that nothing has changed: read from its records alone.

In: the records of a scene, an outcome and a pool. Out: a `SceneAtRest`, without the engine. Only
the newest format is read: if a record is older, the scene is picked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAtRest:
    """One scene's selection in short.

    `crops` and `addresses` are those of the picks, `reasons` and `missing` those of the pictures
    left out; `notes` are (kind, values) pairs.
    """

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
    """The selection that is in these records.

    Args:
        scene: The scene's record, in format 2.
        outcome: The outcome's record, in format 2.
        pool: The pool's record, in format 2.

    Returns:
        The selection in short.
    """
    tags = []
    crops = []
    addresses = []
    for pick in outcome["picks"]:
        picture = pool["pictures"][pick["place"]]
        crop = "full"
        if picture.get("face"):
            crop = "face"
        tags.append(pick["tag"])
        crops.append(crop)
        addresses.append(picture.get("address"))
    reasons = []
    missing = []
    for each in outcome["passed_over"]:
        kind = each["reason"]["kind"]
        reasons.append(kind)
        if kind == "not_in_pool":
            missing.append(each["tag"])
    notes = [(note["kind"], note.get("values", {})) for note in outcome.get("notes", ())]
    return SceneAtRest(
        index=scene.get("index"),
        shot_type=scene["shot_type"],
        shot=outcome["shot"],
        tags=tuple(tags),
        crops=tuple(crops),
        addresses=tuple(addresses),
        reasons=tuple(reasons),
        missing=tuple(missing),
        notes=tuple(notes),
    )
