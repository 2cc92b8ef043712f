"""Films as Arrow tables, each with assets of its own, and rules that ask about earlier scenes."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from bench import films
from selector import load_rules

ASKING = """
language: 1
name: asking
version: "1"
description: Rules whose picks depend on the scenes before.
pictures_each: 2
shots:
  default:
    prefer: [sent_scene_before]
    order: [first_appearance, {matches: notes}, in_scene_before]
    priorities:
      - {name: new, first_appearance: true, at_most: 1, because: "meet them"}
      - {name: rest, role: [subject, background, prop], because: "the others"}
    never: [{name: later, crop: face, when: {scenes: {after: storm}}, because: "too wet"}]
"""
ATTRIBUTES = (
    "id", "manifest_tag", "asset_type", "quality_score", "is_face_crop", "source_asset_id", "reference_image_url",
)  # fmt: skip


def asking_rules() -> Any:
    """Rules whose picks depend on the scenes before."""
    return load_rules(text=ASKING)


def assets_of(film: int) -> list[dict[str, Any]]:
    """The assets of a film, as rows."""
    return [
        {name: getattr(asset, name) for name in ATTRIBUTES}
        for asset in films.wardrobe(14, seed=film)
    ]


def manifests_of(film: int, count: int) -> list[dict[str, Any]]:
    """The scenes of a film; a storm breaks out in the fourth."""
    manifests = films.manifests(films.wardrobe(14, seed=film), count, seed=film, missing=0.1)
    for number, manifest in enumerate(manifests):
        manifest["continuity_notes"] = "storm" if number == 3 else "calm: no wind"
    return manifests


def scene_table(films_and_counts: dict[str, int]) -> pa.Table:
    """The scenes of some films as JSON text."""
    named = list(films_and_counts.items())
    rows = [
        {"film": film, "manifest": json.dumps(manifest)}
        for number, (film, count) in enumerate(named)
        for manifest in manifests_of(number, count)
    ]
    return pa.Table.from_pylist(rows)


def asset_table(films_in_order: list[str]) -> pa.Table:
    """The assets of some films, in one table with a column `film`."""
    rows = [
        {"film": film, **asset}
        for number, film in enumerate(films_in_order)
        for asset in assets_of(number)
    ]
    return pa.Table.from_pylist(rows)
