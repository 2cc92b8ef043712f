"""Pools and scenes for the benchmarks: repeatable, and shaped like a film's (people with faces, places, props)."""

from __future__ import annotations

import random
from typing import Any

from selector.model.asset import Asset

SHOTS = (
    "close_up",
    "Close-Up",
    "two_shot",
    "2-shot",
    "establishing",
    "wide",
    "medium",
    "over the shoulder",
    "insert",
)
ROLES = ("subject", "interaction_target", "background", "environment", "prop")
KINDS = ("CHARACTER", "CHARACTER", "CHARACTER", "ENVIRONMENT", "PROP", "VEHICLE", "OBJECT")
STORY = (
    "ENVIRONMENT",
    "CHARACTER",
    "PROP",
    "CHARACTER",
    "ENVIRONMENT",
    "CHARACTER",
    "VEHICLE",
    "CHARACTER",
    "OBJECT",
)


def assets(count: int, seed: int = 1) -> list[Asset]:
    """`count` pictures: people have a face crop, under their tag or one of its own; one in eight has no score."""
    rng = random.Random(seed)
    made: list[Asset] = []
    while len(made) < count:
        number = len(made)
        kind = KINDS[number % len(KINDS)] if number > 2 else "ENVIRONMENT"
        tag = f"{kind[:4]}_{number:03}"
        made.append(_asset(rng, number, tag, kind, face=False, source=None))
        if kind == "CHARACTER" and len(made) < count:
            own = f"{tag}_FACE" if number % 2 else tag
            made.append(_asset(rng, number + 1, own, kind, face=True, source=f"a{number}"))
    return made


def wardrobe(count: int, seed: int = 1) -> list[Asset]:
    """`count` pictures of a film with costumes: each person, a face crop, the same person in armour, its face crop.

    Armour has a tag of its own, as have half of the face crops: at 12 pictures nearly half of the scenes place one
    person by two tags, at 40 a fifth.
    """
    rng = random.Random(seed)
    made: list[Asset] = []

    def add(tag: str, kind: str, *, face: bool = False, source: str | None = None) -> str:
        made.append(_asset(rng, len(made), tag, kind, face=face, source=source))
        return f"a{len(made) - 1}"

    for number in range(count):
        kind = STORY[number % len(STORY)]
        tag = f"{kind[:4]}_{number:03}"
        whole = add(tag, kind)
        if kind == "CHARACTER":
            crop = f"{tag}_FACE" if number % 4 == 1 else tag
            add(crop, kind, face=True, source=whole)
            armour = add(f"{tag}_ARMOUR", kind, source=whole)
            crop = f"{tag}_ARMOUR_FACE" if number % 4 == 3 else f"{tag}_ARMOUR"
            add(crop, kind, face=True, source=armour)
        if len(made) >= count:
            break
    return made[:count]


def _asset(
    rng: random.Random, number: int, tag: str, kind: str, *, face: bool, source: str | None
) -> Asset:
    score = None if rng.random() < 0.125 else round(rng.uniform(3, 10), 1)
    return Asset(
        id=f"a{number}",
        manifest_tag=tag,
        asset_type=kind,
        quality_score=score,
        is_face_crop=face,
        source_asset_id=source,
        reference_image_url=f"pictures/{number}.jpg",
    )


def manifests(
    pool: list[Asset], count: int, seed: int = 2, missing: float = 0.02
) -> list[dict[str, Any]]:
    """`count` scene manifests of two to five placements, as storyboards write them.

    `missing` is the share of placements whose tag has no picture.
    """
    rng = random.Random(seed)
    tags = sorted({asset.manifest_tag for asset in pool})
    return [_manifest(rng, index, tags, missing) for index in range(count)]


def _manifest(rng: random.Random, index: int, tags: list[str], missing: float) -> dict[str, Any]:
    placed = rng.sample(tags, min(len(tags), rng.randint(2, 5)))
    placements = [
        {
            "asset_tag": tag if rng.random() >= missing else f"{tag}_LOST",
            "role": rng.choice(ROLES) if number else "subject",
            "position": rng.choice(("left", "right", "centre")),
            "action": "waits",
        }
        for number, tag in enumerate(placed)
    ]
    composition = {
        "shot_type": rng.choice(SHOTS),
        "camera_movement": "static",
        "focal_point": "the lamp",
    }
    return {
        "scene_index": index,
        "composition": composition,
        "placements": placements,
        "continuity_notes": "",
    }
