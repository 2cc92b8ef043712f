"""Format 1, as selector 0.1 wrote it. Frozen; nothing writes it now.

In: plain data. Out: values. A pool is a list of rows in this order: tag, type, face, quality, id,
source, individual, address. A scene and an outcome are objects; a picture in a reason is
`{"place": …, "tag": …}`. What has no `format` is in this one. All was made under meaning 1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from selector.engine.individuals import Row
from selector.engine.pool import recorded_pool
from selector.model.asset import Asset
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CapReached,
    CropNotSent,
    FailedCondition,
    MeetsNoPriority,
    NotInPool,
    PassedOver,
    Reason,
    SlotsFull,
)
from selector.model.picks import Note, Pick, PriorityName
from selector.model.problem import Location, Source
from selector.model.scene import Placement, Scene
from selector.record.outcome import Outcome, Summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selector.engine.pool import AssetPool

MEANING = 1


def pool_from(record: Sequence[Sequence[Any]]) -> AssetPool[Asset]:
    """The pool of a record, with assets that have those values and no others."""
    assets, rows = [], []
    for tag, kind, face, quality, identity, source, individual, address in record:
        score: Any = Decimal(quality) if isinstance(quality, str) else quality
        assets.append(
            Asset(
                id=identity,
                manifest_tag=tag,
                asset_type=kind,
                is_face_crop=face,
                quality_score=score,
                source_asset_id=source,
                individual=individual,
                reference_image_url=address,
            )
        )
        rows.append(
            Row(
                tag=tag,
                type=kind,
                is_face=face,
                quality=score,
                id=identity,
                source=source,
                individual=individual,
                address=address or None,
            )
        )
    return recorded_pool(assets, rows)


def scene_from(record: Mapping[str, Any]) -> Scene:
    """The scene of a record."""
    placements = tuple(
        Placement(tag, role, position) for tag, role, position in record["placements"]
    )
    return Scene(
        index=record["index"],
        shot_type=record["shot_type"],
        shot=record["shot"],
        placements=placements,
        notes=_notes(record["notes"]),
    )


def summary_of(record: Mapping[str, Any]) -> Summary:
    """What an outcome says without its pool."""
    return Summary(
        format=1,
        meaning=MEANING,
        tags=tuple(pick["tag"] for pick in record["picks"]),
        places=tuple(pick["place"] for pick in record["picks"]),
        reasons=tuple(each["reason"]["kind"] for each in record["passed_over"]),
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
    return Outcome(
        meaning=MEANING,
        shot=record["shot"],
        picks=tuple(out.pick(each) for each in record["picks"]),
        passed_over=(
            *(out.passed_over(each) for each in record["passed_over"]),
            *(
                pool.not_placed[place]
                for first, last in record["not_placed"]
                for place in range(first, last + 1)
            ),
        ),
        notes=_notes(record["notes"]),
    )


class _Outcome:
    """Reads the parts of an outcome that name pictures and rules."""

    def __init__(self, pool: AssetPool[Asset], rules: Source) -> None:
        self._pool = pool
        self._rules = rules

    def pick(self, record: Mapping[str, Any]) -> Pick[Asset]:
        place = record["place"]
        return Pick(
            slot=record["slot"],
            asset=self._pool.assets[place],
            facts=self._pool.facts[place],
            placement=record["placement"],
            tag=record["tag"],
            role=record["role"],
            position=record["position"],
            priority=self._priority(record["priority"]),
        )

    def passed_over(self, record: Mapping[str, Any]) -> PassedOver[Asset]:
        place = record["place"]
        return PassedOver(
            tag=record["tag"],
            asset=None if place is None else self._pool.assets[place],
            facts=None if place is None else self._pool.facts[place],
            placement=record["placement"],
            reason=self._reason(record["reason"]),
        )

    def _reason(self, record: Mapping[str, Any]) -> Reason:  # noqa: PLR0911  # one for each kind
        facts = self._pool.facts
        match record["kind"]:
            case "not_in_pool":
                return NotInPool(near=record["near"])
            case "meets_no_priority":
                failed = tuple(
                    FailedCondition(
                        key=each["key"], wanted=tuple(each["wanted"]), found=each["found"]
                    )
                    for each in record["failed"]
                )
                return MeetsNoPriority(nearest=self._priority(record["nearest"]), failed=failed)
            case "already_shown":
                return AlreadyShown(
                    by=facts[record["by"]["place"]], pictures_each=_each(record["pictures_each"])
                )
            case "crop_not_sent":
                return CropNotSent(
                    priority=self._priority(record["priority"]),
                    pictures_each=tuple(record["pictures_each"]),
                )
            case "another_went_ahead":
                return AnotherWentAhead(
                    priority=self._priority(record["priority"]),
                    by=facts[record["by"]["place"]],
                    decided_by=record["decided_by"],
                )
            case "cap_reached":
                return CapReached(
                    priority=self._priority(record["priority"]),
                    at_most=record["at_most"],
                    taken=tuple(facts[each["place"]] for each in record["taken"]),
                )
            case "slots_full":
                return SlotsFull(
                    priority=self._priority(record["priority"]),
                    references=record["references"],
                    reached=record["reached"],
                )
            case other:
                raise ValueError(f"no reason of format 1: {other!r:.40}")

    def _priority(self, record: Mapping[str, Any]) -> PriorityName:
        line, column, end_line, end_column = record["at"]
        return PriorityName(
            shot=record["shot"],
            name=record["name"],
            number=record["number"],
            because=record["because"],
            at=Location(
                source=self._rules,
                line=line,
                column=column,
                end_line=end_line,
                end_column=end_column,
            ),
        )


def _each(record: int | Sequence[str]) -> int | tuple[str, ...]:
    return record if isinstance(record, int) else tuple(record)


def _notes(records: Sequence[Mapping[str, Any]]) -> tuple[Note, ...]:
    return tuple(Note(kind=each["kind"], values=dict(each["values"])) for each in records)
