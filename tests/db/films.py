"""Films made in the test, in the shape that `selector.reading` gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selector.engine.pool import AssetPool
from selector.model.asset import Asset


@dataclass(frozen=True, kw_only=True)
class SmallFilm:
    """A film that never was a folder."""

    folder: Path = Path("/films/harbour")
    title: str = "Harbour"
    description: str = "A keeper and a storm."
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True)
class Tags:
    """As much of a selection as recording needs."""

    tags: tuple[str, ...]


WREN = Asset(id="wren", manifest_tag="WREN", asset_type="character", quality_score=8.5, individual="Wren Calloway",
             reference_image_url="pictures/wren.jpg", name="Wren", user_tags=("night", "oilskins"))  # fmt: skip
FACE = Asset(id="wren-face", manifest_tag="WREN_FACE", asset_type="CHARACTER", quality_score=9.1, is_face_crop=True,
             source_asset_id="wren", description="Her face.", reference_image_url="pictures/wren-face.jpg")  # fmt: skip
ROOM = Asset(manifest_tag="ROOM", asset_type="environment", source_asset_id="gone")

HARBOUR = SmallFilm(assets=(FACE, WREN, ROOM))


def scene(index: int, shot: str = "close_up", *tags: str) -> dict[str, Any]:
    """A scene manifest that places each tag as a subject."""
    placements = [{"asset_tag": tag, "role": "subject", "position": "center"} for tag in tags]
    return {"scene_index": index, "composition": {"shot_type": shot}, "placements": placements}


def results(count: int, *tags: str) -> Iterator[tuple[dict[str, Any], Tags]]:
    """So many scenes, each with these tags picked."""
    return ((scene(index, "close_up", *tags), Tags(tags)) for index in range(1, count + 1))


def pool_of(film: SmallFilm) -> AssetPool:
    """The film's pictures, indexed."""
    return AssetPool(film.assets)
