"""Films, pools and rules of a few lines, for the examples."""

from __future__ import annotations

from typing import Any

from tests.naive_language.film import Answer, film_answers

TARGETS: dict[str, dict[str, Any]] = {
    "veo-3.1-generate-001": {"references": 3, "kinds": ["asset"]},
    "S2V-01": {"references": 1, "kinds": ["face"]},
    "wan2.7-r2v": {"references": 5},
    "viduq2": {"references": 7},
}


def asset(tag: str, kind: str = "CHARACTER", **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": kind, **values}


def face(tag: str, **values: Any) -> dict[str, Any]:
    return asset(tag, is_face_crop=True, **values)


def at(tag: str, role: str = "subject", **values: Any) -> dict[str, Any]:
    return {"asset_tag": tag, "role": role, **values}


def scene(
    number: Any, shot: str, *placements: Any, focal: str = "", **values: Any
) -> dict[str, Any]:
    composition = {"shot_type": shot, "focal_point": focal, "camera_movement": "slow push in"}
    return {
        "scene_index": number,
        "composition": composition,
        "placements": [*placements],
        **values,
    }


def rules(
    *priorities: dict[str, Any], shot: dict[str, Any] | None = None, **top: Any
) -> dict[str, Any]:
    """A rule file whose one shot rule, `default`, has these priorities."""
    return {
        "language": 1,
        **top,
        "shots": {"default": {**(shot or {}), "priorities": [*priorities]}},
    }


def everybody(**words: Any) -> dict[str, Any]:
    """A priority that whatever is placed meets."""
    roles = ["subject", "interaction_target", "background", "environment", "prop"]
    return {"name": "everybody", "role": roles, **words}


def film(file: dict[str, Any], assets: list[Any], *scenes: Any, **more: Any) -> list[Answer]:
    answers = film_answers(file, scenes, assets, targets=TARGETS, **more)
    return [answer for answer in answers if answer is not None]


def one(file: dict[str, Any], assets: list[Any], *placements: Any, **more: Any) -> Answer:
    """The one scene of a film, with these placements."""
    given = {key: more.pop(key) for key in ("target", "parents") if key in more}
    return film(file, assets, scene(1, "medium", *placements, **more), **given)[0]
