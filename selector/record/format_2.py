"""Format 2: what is stored of a decision, each value by name.

In: values. Out: plain data; and back. Every record is an object that begins with its format. A
value at its default is left out. Pictures are named by their place in the pool, whose values are
stored once; pictures that no placement offers are ranges of places, first and last.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Any, assert_never

from selector.engine.pool import recorded_pool
from selector.language.facts import Picture
from selector.model.asset import Asset
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    MeetsNoPriority,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.picks import Note, Pick, PriorityName
from selector.model.problem import Location, Source
from selector.model.scene import Placement, Scene
from selector.record.outcome import Outcome, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection

FORMAT = 2

# Some of this is also in `format_1`, word for word. That is intended: a format is frozen once it is
# released, so it cannot share anything that a later format may change.

Data = dict[str, Any]


# What is written.


def pool_record(pool: AssetPool) -> Data:
    """A pool: each picture's values, in order, and the pool's notes on them."""
    record: Data = {"format": FORMAT, "pictures": [_picture(row) for row in pool.rows]}
    if pool.notes:
        record["notes"] = [_note(note) for note in pool.notes]
    return record


def scene_record(scene: Scene) -> Data:
    """A scene as it was read."""
    record: Data = {
        "format": FORMAT,
        "shot_type": scene.shot_type,
        "shot": scene.shot,
        "placements": [_placement(placement) for placement in scene.placements],
    }
    if scene.index is not None:
        record["index"] = scene.index
    if scene.notes:
        record["notes"] = [_note(note) for note in scene.notes]
    return record


def outcome_record(selection: Selection) -> Data:
    """What was picked: the meaning, the shot rule, the picks, pictures left out and why, notes."""
    picks, over = selection.explained()
    # Pictures that no placement offers come last, in the order of the pool: the rest of the pool.
    offered = list(takewhile(lambda each: type(each.reason) is not NotPlaced, over))
    record: Data = {
        "format": FORMAT,
        "meaning": selection.meaning,
        "shot": selection.shot,
        "picks": [_pick(pick) for pick in picks],
        "passed_over": [_passed_over(each) for each in offered],
    }
    known = sorted(
        {pick.facts.place for pick in picks} | {each.facts.place for each in offered if each.facts}
    )
    if left := list(_gaps(known, len(selection.pool))):
        record["not_placed"] = left
    if notes := selection.notes:
        record["notes"] = [_note(note) for note in notes]
    return record


def _picture(row: Picture) -> Data:
    record: Data = {"tag": row.tag, "type": row.type}
    if row.is_face:
        record["face"] = True
    if row.quality is not None:
        record["quality"] = _number(row.quality)
    if row.id is not None:
        record["id"] = row.id
    if row.source is not None:
        record["source"] = row.source
    if row.individual is not None:
        record["individual"] = row.individual
    if row.name is not None:
        record["name"] = row.name
    if row.labels:
        record["labels"] = list(row.labels)
    if row.address is not None:
        record["address"] = row.address
    if row.held is not None:
        record["held"] = row.held or False
    return record


def _number(quality: float | Decimal) -> float | str:
    """A score in JSON: a decimal without an equal float is a text, so that ties stay ties."""
    nearest = float(quality)
    return nearest if nearest == quality else str(quality)


def _placement(placement: Placement) -> Data:
    record: Data = {"tag": placement.tag, "role": placement.role}
    if placement.position is not None:
        record["position"] = placement.position
    return record


def _pick(pick: Pick) -> Data:
    record: Data = {
        "place": pick.facts.place,
        "tag": pick.tag,
        "placement": pick.placement,
        "role": pick.role,
        "priority": _priority(pick.priority),
    }
    if pick.position is not None:
        record["position"] = pick.position
    return record


def _passed_over(each: PassedOver) -> Data:
    record: Data = {"tag": each.tag, "reason": _reason(each.reason)}
    if each.facts is not None:
        record["place"] = each.facts.place
    if each.placement is not None:
        record["placement"] = each.placement
    return record


def _reason(reason: Reason) -> Data:  # noqa: C901, PLR0911  # a return for each kind of reason
    match reason:
        case NotInPool():
            return (
                {"kind": "not_in_pool"}
                if reason.near is None
                else {"kind": "not_in_pool", "near": reason.near}
            )
        case CannotBeSent():
            return (
                {"kind": "cannot_be_sent"}
                if reason.why is None
                else {"kind": "cannot_be_sent", "why": reason.why}
            )
        case MeetsNoPriority():
            failed = [_failed(each) for each in reason.failed]
            return {
                "kind": "meets_no_priority",
                "nearest": _priority(reason.nearest),  # type: ignore[arg-type]  # format 3: None
                "failed": failed,
            }
        case AlreadyShown():
            each = _pictures_each(reason.pictures_each)
            return {"kind": "already_shown", "by": reason.by.place, "pictures_each": each}
        case CropNotSent():
            each = list(reason.pictures_each)
            return {
                "kind": "crop_not_sent",
                "priority": _priority(reason.priority),
                "pictures_each": each,
            }
        case SamePicture():
            return {"kind": "same_picture", "by": reason.by.place}
        case AnotherWentAhead():
            return {
                "kind": "another_went_ahead",
                "priority": _priority(reason.priority),
                "by": reason.by.place,
                "decided_by": reason.decided_by,
            }
        case CapReached():
            return {
                "kind": "cap_reached",
                "priority": _priority(reason.priority),
                "at_most": reason.at_most,
                "taken": [facts.place for facts in reason.taken],
            }
        case SlotsFull():
            return {
                "kind": "slots_full",
                "priority": _priority(reason.priority),
                "references": reason.references,
                "reached": reason.reached,
            }
        case NotPlaced():
            return {"kind": "not_placed"}
        case _:
            assert_never(reason)  # type: ignore[arg-type]  # later formats have more reasons


def _failed(failed: FailedCondition) -> Data:
    return {"key": failed.key, "wanted": list(failed.wanted), "found": failed.found}


def _pictures_each(each: int | tuple[str, ...]) -> int | list[str]:
    return each if isinstance(each, int) else list(each)


def _priority(name: PriorityName) -> Data:
    at = name.at
    record: Data = {
        "shot": name.shot,
        "name": name.name,
        "number": name.number,
        "at": [at.line, at.column, at.end_line, at.end_column],
    }
    if name.because is not None:
        record["because"] = name.because
    return record


def _note(note: Note) -> Data:
    return {"kind": note.kind, "values": dict(note.values)} if note.values else {"kind": note.kind}


def _gaps(places: list[int], count: int) -> Iterator[list[int]]:
    """The rest of 0 to `count` - 1, as [first, last]: without 2, 5 leaves [0, 1], [3, 4]."""
    first = 0
    for place in (*places, count):
        if place > first:
            yield [first, place - 1]
        first = place + 1


# What is read. A record that was edited by hand raises KeyError, TypeError, ValueError, IndexError
# or ArithmeticError.


def pool_from(record: Mapping[str, Any]) -> AssetPool[Asset]:
    """The pool of a record, with assets that have those values and no others."""
    rows = [_row(each) for each in record["pictures"]]
    return recorded_pool([_asset(row) for row in rows], rows, _notes(record.get("notes", ())))


def scene_from(record: Mapping[str, Any]) -> Scene:
    """The scene of a record."""
    placements = tuple(
        Placement(tag=each["tag"], role=each["role"], position=each.get("position"))
        for each in record["placements"]
    )
    return Scene(
        index=record.get("index"),
        shot_type=record["shot_type"],
        shot=record["shot"],
        placements=placements,
        notes=_notes(record.get("notes", ())),
    )


def summary_of(record: Mapping[str, Any]) -> Summary:
    """What an outcome says without its pool."""
    return Summary(
        format=FORMAT,
        meaning=record["meaning"],
        tags=tuple([pick["tag"] for pick in record["picks"]]),
        places=tuple([pick["place"] for pick in record["picks"]]),
        reasons=tuple([each["reason"]["kind"] for each in record["passed_over"]]),
    )


def outcome_from(record: Mapping[str, Any], pool: AssetPool[Asset], rules: Source) -> Outcome:
    """The outcome of a record.

    Args:
        record: The record.
        pool: The pool that the decision was made from.
        rules: The file of its rules.

    Returns:
        The outcome, with pictures of that pool and locations in that file.
    """
    out = _Outcome(pool, rules)
    ranges = record.get("not_placed", ())
    return Outcome(
        meaning=record["meaning"],
        shot=record["shot"],
        picks=tuple(out.pick(slot, each) for slot, each in enumerate(record["picks"], 1)),
        passed_over=(
            *(out.passed_over(each) for each in record["passed_over"]),
            *(pool.not_placed[place] for first, last in ranges for place in range(first, last + 1)),
        ),
        notes=_notes(record.get("notes", ())),
    )


def _row(record: Mapping[str, Any]) -> Picture:
    quality, held = record.get("quality"), record.get("held")
    return Picture(
        tag=record["tag"],
        type=record["type"],
        is_face=record.get("face", False),
        quality=Decimal(quality) if isinstance(quality, str) else quality,
        id=record.get("id"),
        source=record.get("source"),
        individual=record.get("individual"),
        name=record.get("name"),
        labels=tuple(record.get("labels", ())),
        address=record.get("address"),
        held="" if held is False else held,
    )


def _asset(row: Picture) -> Asset:
    quality: Any = row.quality
    return Asset(
        id=row.id,
        manifest_tag=row.tag,
        asset_type=row.type,
        name=row.name,
        quality_score=quality,
        is_face_crop=row.is_face,
        source_asset_id=row.source,
        individual=row.individual,
        reference_image_url=row.address,
        user_tags=row.labels,
    )


class _Outcome:
    """Reads the parts of an outcome that name pictures and rules."""

    def __init__(self, pool: AssetPool[Asset], rules: Source) -> None:
        self._pool = pool
        self._rules = rules

    def pick(self, slot: int, record: Mapping[str, Any]) -> Pick[Asset]:
        place = record["place"]
        return Pick(
            slot=slot,
            asset=self._pool.assets[place],
            facts=self._pool.facts[place],
            placement=record["placement"],
            tag=record["tag"],
            role=record["role"],
            position=record.get("position"),
            priority=self._priority(record["priority"]),
        )

    def passed_over(self, record: Mapping[str, Any]) -> PassedOver[Asset]:
        place = record.get("place")
        return PassedOver(
            tag=record["tag"],
            asset=None if place is None else self._pool.assets[place],
            facts=None if place is None else self._pool.facts[place],
            placement=record.get("placement"),
            reason=self._reason(record["reason"]),
        )

    def _reason(self, record: Mapping[str, Any]) -> Reason:  # noqa: PLR0911  # one for each kind
        facts = self._pool.facts
        match record["kind"]:
            case "not_in_pool":
                return NotInPool(near=record.get("near"))
            case "cannot_be_sent":
                return CannotBeSent(why=record.get("why"))
            case "meets_no_priority":
                failed = tuple(
                    FailedCondition(
                        key=each["key"], wanted=tuple(each["wanted"]), found=each["found"]
                    )
                    for each in record["failed"]
                )
                return MeetsNoPriority(nearest=self._priority(record["nearest"]), failed=failed)
            case "already_shown":
                each = record["pictures_each"]
                return AlreadyShown(
                    by=facts[record["by"]],
                    pictures_each=each if isinstance(each, int) else tuple(each),
                )
            case "crop_not_sent":
                return CropNotSent(
                    priority=self._priority(record["priority"]),
                    pictures_each=tuple(record["pictures_each"]),
                )
            case "same_picture":
                return SamePicture(by=facts[record["by"]])
            case "another_went_ahead":
                return AnotherWentAhead(
                    priority=self._priority(record["priority"]),
                    by=facts[record["by"]],
                    decided_by=record["decided_by"],
                )
            case "cap_reached":
                return CapReached(
                    priority=self._priority(record["priority"]),
                    at_most=record["at_most"],
                    taken=tuple(facts[place] for place in record["taken"]),
                )
            case "slots_full":
                return SlotsFull(
                    priority=self._priority(record["priority"]),
                    references=record["references"],
                    reached=record["reached"],
                )
            case other:
                raise ValueError(f"no reason of format 2: {other!r:.40}")

    def _priority(self, record: Mapping[str, Any]) -> PriorityName:
        line, column, end_line, end_column = record["at"]
        return PriorityName(
            shot=record["shot"],
            name=record["name"],
            number=record["number"],
            because=record.get("because"),
            at=Location(
                source=self._rules,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
            ),
        )


def _notes(records: Iterable[Mapping[str, Any]]) -> tuple[Note, ...]:
    return tuple(Note(kind=each["kind"], values=dict(each.get("values", {}))) for each in records)
