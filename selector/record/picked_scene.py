"""What a pick shows of a scene; of one that nothing has changed, from its records alone.

In: the records of a scene, an outcome and a pool. Out: a `PickedScene`, without the engine. Only
the newest format is read: if a record is older, the scene is picked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selector.model.frozen import frozen
from selector.model.picks import Note
from selector.model.sent import Sent, original

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class PickedScene:
    """One scene's selection in short.

    `crops`, `addresses` and `sent` are those of the picks, `reasons` the kinds of reasons for what
    is left out, `left_out` its tags, and `missing` the tags that the scene places and no picture
    has. `limits_not_met` are the paths of the limits of which fewer are sent than they ask for; no
    record has them.
    """

    index: int | str | None
    shot_type: str
    shot: str
    tags: tuple[str, ...]
    crops: tuple[str, ...]
    addresses: tuple[str | None, ...]
    sent: tuple[Sent, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[Note, ...]
    limits_not_met: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def scene_on_record(
    scene: Mapping[str, Any],
    outcome: Mapping[str, Any],
    pool: Mapping[str, Any],
) -> PickedScene:
    """The selection that is in these records, of a film without clean references.

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
    left_out = []
    for each in outcome["passed_over"]:
        kind = each["reason"]["kind"]
        reasons.append(kind)
        left_out.append(each["tag"])
        if kind == "not_in_pool":
            missing.append(each["tag"])
    return PickedScene(
        index=scene.get("index"),
        shot_type=scene["shot_type"],
        shot=outcome["shot"],
        tags=tuple(tags),
        crops=tuple(crops),
        addresses=tuple(addresses),
        sent=tuple(map(original, addresses)),
        reasons=tuple(reasons),
        left_out=tuple(left_out),
        missing=tuple(missing),
        notes=tuple(map(_note, outcome.get("notes", ()))),
    )


def _note(record: Mapping[str, Any]) -> Note:
    return Note(kind=record["kind"], values=record.get("values", {}))
