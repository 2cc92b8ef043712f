"""Small films that are drawn, and what the naive evaluator answers to them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.as_written import as_naive
from tests.films import write_film
from tests.long import many
from tests.naive_language.film import scene_answer
from tests.naive_language.so_far import Film
from tests.second_opinion import TARGETS

FILMS = many(16, 3_000)
TAGS = {
    "MARA": "character",
    "TOM": "character",
    "HALL": "environment",
    "PIER": "environment",
    "LAMP": "prop",
    "BOX": "object",
    "CART": "vehicle",
}
SHOTS = ("close_up", "two shot", "wide", "over the shoulder", "insert")


def drawn_film(
    rng: random.Random, folder: Path
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Assets and scenes of a small film, written to a folder as a pipeline has them."""
    assets: list[dict[str, Any]] = []
    for tag in rng.sample(sorted(TAGS), rng.randint(2, 6)):
        for _ in range(rng.randint(1, 3)):
            number = len(assets)
            row: dict[str, Any] = {
                "id": f"a{number}",
                "manifest_tag": tag,
                "asset_type": TAGS[tag],
                "reference_image_url": f"https://pictures.example/{number}.jpg",
                "is_face_crop": TAGS[tag] == "character" and rng.random() < 0.4,
            }
            if rng.random() < 0.7:
                row["quality_score"] = rng.randint(1, 10)
            assets.append(row)
    scenes = []
    for number in range(1, rng.randint(2, 7)):
        placements = [
            {
                "asset_tag": tag,
                "role": rng.choice(
                    ("subject", "interaction_target", "background", "environment", "prop")
                ),
            }
            for tag in rng.sample(sorted(TAGS), rng.randint(0, 4))
        ]
        scenes.append(
            {
                "scene_index": number,
                "composition": {"shot_type": rng.choice(SHOTS)},
                "placements": placements,
            }
        )
    write_film(folder, {"assets.json": json.dumps(assets), "scenes.json": json.dumps(scenes)})
    return assets, scenes


def naive_answers(
    rules: Mapping[str, Any], scenes: Sequence[dict[str, Any]], assets: Sequence[Any]
) -> Iterator[Any]:
    """What the naive evaluator answers to a film, scene after scene."""
    file, parents = as_naive(rules)
    earlier: Film = ()
    for manifest in scenes:
        answer = scene_answer(
            file, manifest, assets, parents=parents, earlier=earlier, targets=TARGETS
        )
        earlier = answer.film_so_far
        yield answer


def names_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)
