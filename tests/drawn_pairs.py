"""Batches in which one individual is placed twice, by tags of its own pictures, and both its crops are there.

What one placement may send the other may not: a portrait as subject, a face cut from it as somebody looked at. The
entries ask for a role and a crop, and whatever stands around the priorities (bans, pins, limits) looks at pictures.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.drawn_conditions import TEXTS, some_of, tastes, words
from tests.generate import Batch
from tests.pools import KINDS, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CAST = (
    ("ANN", "ANN_FACE", "ANN_COAT"),
    ("BOB", "BOB_FACE", "BOB_COAT"),
    ("ROOM", "ROOM_DOOR", "ROOM_NIGHT"),
)
"""Each one's portrait, what is cut from it, and another look."""
PLACED_AS = ("subject", "interaction_target", "subject", "interaction_target", "background")
CROPS: Sequence[Any] = ("face", "face", "full", "full", "full", ["face", "full"])
OF_PICTURES = ("quality", "label", "of", "picture", "crop", "type", "cleaned", "role")


def batch_of_pairs(seed: int, pools: int = 4, scenes: int = 5) -> Batch:
    """The batch of this seed."""
    rng = random.Random(f"pairs {seed}")
    drawn = tuple(people(rng) for _ in range(pools))
    return Batch(
        rule_set(rng),
        drawn,
        tuple(tuple(scene(rng, each) for _ in range(scenes)) for each in drawn),
    )


def rule_set(rng: random.Random) -> dict[str, Any]:
    """Priorities by role and crop, and at least one list around them that looks at pictures."""
    shot: dict[str, Any] = {
        "priorities": [
            {"name": f"p{number}", **wanted(rng), **taking(rng)}
            for number in range(rng.choice((1, 1, 1, 2, 3)))
        ],
        **words(rng, 0.3),
    }
    made = {
        "language": 1,
        "name": "pairs",
        "version": "1.0",
        "description": "Made up.",
        "shots": {"default": shot},
    }
    for key in rng.sample(("limits", "never", "pin"), rng.choice((1, 1, 2, 3))):
        holder = rng.choice((made, shot))
        holder[key] = [entry(rng, key, number) for number in range(rng.choice((1, 1, 2)))]
    return made


def wanted(rng: random.Random) -> dict[str, Any]:
    """A role, a crop, or both; now and then more."""
    made: dict[str, Any] = {}
    if rng.random() < 0.9:
        made["role"] = rng.choice(PLACED_AS)
    if rng.random() < 0.85 or not made:
        made["crop"] = rng.choice(CROPS)
    if rng.random() < 0.15:
        made |= of_pictures(rng)
    return made


def taking(rng: random.Random) -> dict[str, Any]:
    """How many, how, and which first."""
    made: dict[str, Any] = {}
    if rng.random() < 0.3:
        made["at_most"] = rng.choice((1, 2))
    if rng.random() < 0.15:
        made["pictures_each"] = rng.choice((1, 2, "face", ["face", "full"], ["full", "face"]))
    if rng.random() < 0.15:
        made |= tastes(rng)
    return made


def of_pictures(rng: random.Random) -> dict[str, Any]:
    """One or two conditions, turned round or put under `has` now and then."""
    made: dict[str, Any] = {}
    for _ in range(rng.choice((1, 1, 2))):
        key = rng.choice(OF_PICTURES)
        match key:
            case "crop":
                made[key] = rng.choice(CROPS)
            case "role":
                made[key] = rng.choice(PLACED_AS)
            case "type":
                made[key] = rng.choice(("character", "environment", "prop"))
            case "quality" | "cleaned":
                made[key] = rng.choice(TEXTS[key])
            case _:
                made[key] = some_of(rng, TEXTS[key])
    draw = rng.random()
    if draw < 0.2:
        return {"not": made}
    if draw < 0.4:
        return {"has": made}
    return made


def entry(rng: random.Random, key: str, number: int) -> dict[str, Any]:
    """One limit, ban or pin."""
    made: dict[str, Any] = {"name": f"{key[0]}{number}", **of_pictures(rng)}
    if key == "limits":
        made |= rng.choice(({"at_most": 1}, {"at_most": 2}, {"at_least": 1}, {"at_least": 2}))
    if key == "pin" and rng.random() < 0.3:
        made["unplaced"] = True
    if key == "pin" and rng.random() < 0.3:
        made["slot"] = "last"
    return made


def people(rng: random.Random) -> tuple[Sketch, ...]:
    """Some of the cast, each with a portrait, what is cut from it, and perhaps another look and its face."""
    pictures: list[dict[str, Any]] = []
    for tags in rng.sample(CAST, rng.choice((1, 2, 2, 3))):
        pictures += pictures_of(rng, tags)
    for number, picture in enumerate(pictures):
        picture["quality_score"] = rng.choice((None, 3, 5, 7, 7.5, 9))
        if rng.random() < 0.2:
            picture["user_tags"] = rng.sample(("night", "hurt", "7"), rng.choice((1, 2)))
        if rng.random() < 0.15:
            picture["reference_image_url"] = rng.choice(("one.png", f"{number}.png"))
        if rng.random() < 0.2:
            picture["clean_reference"] = {"clean_image_url": "clean.png"}
    kind = rng.choice(KINDS)
    return tuple(Sketch(kind, picture) for picture in rng.sample(pictures, len(pictures)))


def pictures_of(rng: random.Random, tags: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The pictures of one individual, whom their sources or a name hold together."""
    portrait, cut, other = tags
    kind = "ENVIRONMENT" if portrait == "ROOM" else "CHARACTER"
    by_name = rng.random() < 0.4
    shared: dict[str, Any] = {"asset_type": kind}
    if by_name:
        shared["individual"] = portrait.title()
    yield {**shared, "id": portrait, "manifest_tag": portrait}
    own_tag = cut if rng.random() < 0.8 else portrait
    face = {"is_face_crop": rng.random() < 0.85, "source_asset_id": portrait}
    yield {**shared, "id": cut, "manifest_tag": own_tag, **face}
    if rng.random() < 0.4:
        source = {} if by_name else {"source_asset_id": portrait}
        yield {**shared, "id": other, "manifest_tag": other, **source}
        if rng.random() < 0.5:
            of_other = {"is_face_crop": True, "source_asset_id": other}
            yield {**shared, "manifest_tag": rng.choice((cut, other)), **of_other}


def scene(rng: random.Random, pool: Sequence[Sketch]) -> dict[str, Any]:
    """A scene that places somebody twice, and perhaps others."""
    there = {sketch.values["manifest_tag"] for sketch in pool}
    casts = [[tag for tag in tags if tag in there] for tags in CAST]
    placements = []
    casts = [each for each in casts if each]
    for tags in rng.sample(casts, min(len(casts), rng.choice((1, 1, 2)))):
        roles = rng.sample(PLACED_AS, rng.choice((2, 2, 2, 3)))
        placements += [placed(rng, rng.choice(tags), role) for role in roles]
    if rng.random() < 0.3:
        placements.append(placed(rng, rng.choice(sorted(there)), rng.choice(PLACED_AS)))
    return {
        "composition": {"shot_type": "medium", "focal_point": rng.choice(("Ann", "the door"))},
        "placements": rng.sample(placements, len(placements)),
    }


def placed(rng: random.Random, tag: str, role: str) -> dict[str, Any]:
    made = {"asset_tag": tag, "role": role}
    if rng.random() < 0.2:
        made["position"] = rng.choice(("left", "right"))
    return made
