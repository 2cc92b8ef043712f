"""Four films with the assets of each, and what `select_many` picks for them by rules that ask about earlier scenes."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from selector import AssetPool
from tests.batch.films_in_arrow import asking_rules, assets_of, manifests_of, scene_table

FILMS = {"salt": 9, "tide": 5, "moor": 12, "lamp": 1}
SCENES = scene_table(FILMS)
BY_FILM = {film: assets_of(number) for number, film in enumerate(FILMS)}
ASKING = asking_rules()


def expected(rules: Any, by_film: dict[str, Any] = BY_FILM) -> list[dict[str, Any]]:
    """What `select_many` makes of each film."""
    rows = []
    for number, (film, count) in enumerate(FILMS.items()):
        scenes = manifests_of(number, count)
        for selection in rules.select_many(scenes, AssetPool(by_film[film])):
            row = {
                "film": film,
                "scene": str(selection.scene.index),
                "shot": selection.scene.shot_type,
                "rule": selection.shot,
                "tags": list(selection.tags),
                "ids": [asset["id"] for asset in selection.assets],
            }
            rows.append(row)
    return rows


def rows_of(tables: Any) -> list[dict[str, Any]]:
    """All rows, without what `expected` does not say."""
    table = pa.concat_tables(tables)
    return list(table.select(["film", "scene", "shot", "rule", "tags", "ids"]).to_pylist())


EXPECTED = expected(ASKING)


def not_utf8(text: bytes) -> Any:
    """A text as another program may write it: Arrow takes any bytes."""
    return pa.Array.from_buffers(pa.string(), 1, pa.array([text]).buffers())


def row(film: str | None, manifest: Any) -> dict[str, Any]:
    text = manifest if manifest is None or isinstance(manifest, str) else json.dumps(manifest)
    return {"film": film, "manifest": text}


GOOD = manifests_of(0, 3)
