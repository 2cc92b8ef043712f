"""Format 3: a decision that says more than format 2 can.

- A scene and a pool: the facts that the rules ask for and format 2 does not keep. In: values, and
  the names of the facts that the rules ask for. What they do not ask for is not written.
- An outcome: reasons that format 2 does not have.

Out: plain data; and back. If nothing is left that format 2 does not say, the record is that of
format 2, to the byte: rules that ask for nothing new keep their hashes and get no new decisions.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from selector.engine.pool import recorded_pool
from selector.language.facts import Cleaned
from selector.model.asset import Asset, CleanReference
from selector.model.left_out import NoReferences, NotPlaced, PassedOver
from selector.model.scene import Speaker
from selector.record import format_2
from selector.record.format_2 import _gaps, _note, _notes, _Outcome, _pick
from selector.record.format_2 import _reason as _reason_of_format_2
from selector.record.outcome import Outcome, Summary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.model.left_out import Reason
    from selector.model.problem import Source
    from selector.model.scene import Placement, Scene

FORMAT = 3

OF_A_PLACEMENT = ("action", "expression", "wardrobe_note")
OF_A_SCENE = ("focal_point", "camera_movement", "continuity_notes", "speakers")
OF_A_PICTURE = ("clean",)
"""The facts that a record may keep besides those of format 2, by their names in the values."""

Data = dict[str, Any]

# Format 2 is frozen, so what is the same in both can be taken from there.


# What is written.


def scene_record(scene: Scene, wanted: Collection[str] = ()) -> Data:
    """A scene as it was read, with those of its facts that the rules ask for."""
    record = format_2.scene_record(scene)
    more = _more_of_scene(scene, wanted)
    for placement, written in zip(scene.placements, record["placements"], strict=True):
        found = _more_of_placement(placement, wanted)
        written.update(found)
        if found:
            record["format"] = FORMAT
    if more:
        record["format"] = FORMAT
    return {**record, **more}


def pool_record(pool: AssetPool, wanted: Collection[str] = ()) -> Data:
    """A pool, with the clean references of its pictures if the rules ask for them."""
    record = format_2.pool_record(pool)
    if "clean" not in wanted:
        return record
    for row, written in zip(pool.rows, record["pictures"], strict=True):
        if row.clean is not None:
            written["clean"] = _cleaned(row.clean)
            record["format"] = FORMAT
    return record


def outcome_record(selection: Selection) -> Data:
    """What was picked: the meaning, the shot rule, the picks, pictures left out and why, notes."""
    picks, over = selection.explained()
    # Pictures that no placement offers come last, in the order of the pool: the rest of the pool.
    offered = list(takewhile(lambda each: type(each.reason) is not NotPlaced, over))
    is_new = any(isinstance(each.reason, NoReferences) for each in offered)
    record: Data = {
        "format": FORMAT if is_new else format_2.FORMAT,
        "meaning": selection.meaning,
        "shot": selection.shot,
        "picks": [_pick(pick) for pick in picks],
        "passed_over": [_passed_over(each) for each in offered],
    }
    known = {pick.facts.place for pick in picks}
    known.update(each.facts.place for each in offered if each.facts)
    left = list(_gaps(sorted(known), len(selection.pool)))
    if left:
        record["not_placed"] = left
    notes = selection.notes
    if notes:
        record["notes"] = [_note(note) for note in notes]
    return record


def _passed_over(each: PassedOver) -> Data:
    record: Data = {"tag": each.tag, "reason": _reason(each.reason)}
    if each.facts is not None:
        record["place"] = each.facts.place
    if each.placement is not None:
        record["placement"] = each.placement
    return record


def _reason(reason: Reason) -> Data:
    if isinstance(reason, NoReferences):
        return {"kind": reason.kind}
    return _reason_of_format_2(reason)


def _more_of_scene(scene: Scene, wanted: Collection[str]) -> Data:
    more: Data = {}
    if "focal_point" in wanted and scene.focal_point is not None:
        more["focal_point"] = scene.focal_point
    if "camera_movement" in wanted and scene.camera_movement is not None:
        more["camera_movement"] = scene.camera_movement
    if "continuity_notes" in wanted and scene.continuity_notes:
        more["continuity_notes"] = list(scene.continuity_notes)
    if "speakers" in wanted and scene.speakers:
        more["speakers"] = [_speaker(speaker) for speaker in scene.speakers]
    return more


def _more_of_placement(placement: Placement, wanted: Collection[str]) -> Data:
    more: Data = {}
    if "action" in wanted and placement.action is not None:
        more["action"] = placement.action
    if "expression" in wanted and placement.expression is not None:
        more["expression"] = placement.expression
    if "wardrobe_note" in wanted and placement.wardrobe_note is not None:
        more["wardrobe_note"] = placement.wardrobe_note
    return more


def _speaker(speaker: Speaker) -> Data:
    record: Data = {}
    if speaker.tag is not None:
        record["tag"] = speaker.tag
    if speaker.name is not None:
        record["name"] = speaker.name
    return record


def _cleaned(cleaned: Cleaned) -> Data:
    """A clean reference; a likeness that no float is equal to is a text, so that it stays exact."""
    record: Data = {"address": cleaned.address}
    likeness = cleaned.likeness
    if likeness is not None:
        record["likeness"] = str(likeness)
        if float(likeness) == likeness:
            record["likeness"] = float(likeness)
    return record


# What is read. A record that was edited by hand raises KeyError, TypeError, ValueError, IndexError
# or ArithmeticError.


def scene_from(record: Mapping[str, Any]) -> Scene:
    """The scene of a record."""
    scene = format_2.scene_from(record)
    placements = []
    for placement, stored in zip(scene.placements, record["placements"], strict=True):
        placements.append(
            placement._replace(
                action=stored.get("action"),
                expression=stored.get("expression"),
                wardrobe_note=stored.get("wardrobe_note"),
            )
        )
    written = record.get("speakers", ())
    speakers = [Speaker(tag=each.get("tag"), name=each.get("name")) for each in written]
    return scene._replace(
        placements=tuple(placements),
        focal_point=record.get("focal_point"),
        camera_movement=record.get("camera_movement"),
        continuity_notes=tuple(record.get("continuity_notes", ())),
        speakers=tuple(speakers),
    )


def pool_from(record: Mapping[str, Any]) -> AssetPool[Asset]:
    """The pool of a record, with assets that have those values and no others."""
    pool = format_2.pool_from(record)
    rows = list(pool.rows)
    assets = list(pool.assets)
    for place, written in enumerate(record["pictures"]):
        if "clean" in written:
            cleaned = _read_cleaned(written["clean"])
            likeness: Any = cleaned.likeness
            reference = CleanReference(
                clean_image_url=cleaned.address, face_similarity_score=likeness
            )
            rows[place] = rows[place]._replace(clean=cleaned)
            assets[place] = replace(assets[place], clean_reference=reference)
    return recorded_pool(assets, rows, pool.notes)


def summary_of(record: Mapping[str, Any]) -> Summary:
    """What an outcome says without its pool."""
    return replace(format_2.summary_of(record), format=FORMAT)


def outcome_from(record: Mapping[str, Any], pool: AssetPool[Asset], rules: Source) -> Outcome:
    """The outcome of a record.

    Args:
        record: The record.
        pool: The pool that the decision was made from.
        rules: The file of its rules.

    Returns:
        The outcome, with pictures of that pool and locations in that file.
    """
    out = _LaterOutcome(pool, rules)
    picks = [out.pick(slot, each) for slot, each in enumerate(record["picks"], 1)]
    passed_over = [out.passed_over(each) for each in record["passed_over"]]
    for first, last in record.get("not_placed", ()):
        passed_over += [pool.not_placed[place] for place in range(first, last + 1)]
    return Outcome(
        meaning=record["meaning"],
        shot=record["shot"],
        picks=tuple(picks),
        passed_over=tuple(passed_over),
        notes=_notes(record.get("notes", ())),
    )


class _LaterOutcome(_Outcome):
    """Reads what format 2 has, and the reasons that came later."""

    def _reason(self, record: Mapping[str, Any]) -> Reason:
        if record["kind"] == "no_references":
            return NoReferences()
        return super()._reason(record)


def _read_cleaned(record: Mapping[str, Any]) -> Cleaned:
    likeness = record.get("likeness")
    if isinstance(likeness, str):
        likeness = Decimal(likeness)
    return Cleaned(address=record["address"], likeness=likeness)
