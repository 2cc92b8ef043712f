"""What a choice was made from, as plain data and back: the pool's values and the scene, exactly as they were judged."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.scene import Placement, Scene
from selector.model.selection import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.engine.individuals import Row


def pool_record(pool: AssetPool) -> list[list[Any]]:
    """The values of every picture, in the order of the pool.

    Tag, type, face, quality, id, source, individual, address, name, labels, and why it cannot be sent.
    """
    return [_row(row) for row in pool.rows]


def pool_from(record: Sequence[Sequence[Any]]) -> AssetPool:
    """The pool that a `pool_record` was made of, with assets that have those values and no others."""
    assets = [_asset(*values[:10]) for values in record]
    held = {id(asset): values[10] for asset, values in zip(assets, record, strict=True) if len(values) > 10}
    return AssetPool(assets, usable=lambda asset: True if held.get(id(asset)) is None else held[id(asset)])


def scene_record(scene: Scene) -> dict[str, Any]:
    """A scene as it was read."""
    return {
        "index": scene.index,
        "shot_type": scene.shot_type,
        "shot": scene.shot,
        "placements": [list(placement) for placement in scene.placements],
        "notes": [{"kind": note.kind, "values": dict(note.values)} for note in scene.notes],
    }


def scene_from(record: Mapping[str, Any]) -> Scene:
    """The scene that a `scene_record` was made of."""
    placements = tuple(Placement(*values) for values in record["placements"])
    return Scene(
        index=record["index"],
        shot_type=record["shot_type"],
        shot=record["shot"],
        placements=placements,
        notes=tuple(Note(**note) for note in record["notes"]),
    )


def _row(row: Row) -> list[Any]:
    return [row.tag, row.type, row.is_face, _number(row.quality), row.id, row.source, row.individual,
            row.address, row.name, list(row.labels), row.held]  # fmt: skip


def _number(quality: float | Decimal | None) -> float | str | None:
    """A score as JSON keeps it: a decimal that no float is equal to goes as text, so that ties stay ties."""
    if quality is None or isinstance(quality, float):
        return quality
    nearest = float(quality)
    return nearest if nearest == quality else str(quality)


def _asset(tag: str, kind: str, face: bool, quality: float | str | None, *more: Any) -> Asset:  # noqa: ANN401, FBT001  # a row, in its order
    identity, source, individual, address, name, labels = (*more, None, ())[:6]
    score: Any = Decimal(quality) if isinstance(quality, str) else quality
    return Asset(
        id=identity,
        manifest_tag=tag,
        asset_type=kind,
        is_face_crop=face,
        quality_score=score,
        source_asset_id=source,
        individual=individual,
        reference_image_url=address,
        name=name,
        user_tags=tuple(labels),
    )
