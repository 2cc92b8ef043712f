"""Batches of scenes as a user's program passes them; pyarrow has no types, so what comes of it is `Any`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selector import AssetPool, Rules
from selector.batch import picks_schema, select_batches


@dataclass
class Picture:
    manifest_tag: str
    asset_type: str


def every_form_of_assets(
    batches: Iterable[Any],
    rules: Rules,
    arrow: Any,
    pictures: list[Picture],
    by_film: dict[str, list[Picture]],
    by_number: Mapping[int, list[dict[str, str]]],
) -> list[str]:
    def of_film(film: str) -> list[Picture]:
        return by_film[film]

    select_batches(batches, AssetPool(pictures), rules)
    select_batches(batches, pictures, rules, on_problem="skip")
    select_batches(batches, by_number, rules)
    select_batches(batches, {"salt": pictures, "tide": AssetPool(pictures)}, rules)
    select_batches(batches, {"salt": [{"manifest_tag": "WREN", "asset_type": "CHARACTER"}]}, rules)
    mixed = [{"manifest_tag": "WREN", "asset_type": "CHARACTER"}, {"is_face_crop": True}]
    select_batches(batches, mixed, rules)
    select_batches(batches, of_film, rules)
    select_batches(arrow, arrow, rules)
    found = 0
    for table in select_batches(batches, by_film, rules):
        found += table.num_rows
    names: list[str] = picks_schema(rules).names
    return [*names, str(found)]
