"""Films for the tests of the contact sheet, with real pictures of a few kilobytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image

SCENES = 9
"""Scenes of the plain film."""


def plain_film(folder: Path) -> Path:
    """Nine scenes, each with a room of its own; two people, of whom one is not in every answer."""
    pictures: list[dict[str, Any]] = [
        _picture(folder, "ada-face", "ADA", "character", (300, 300), face=True),
        _picture(folder, "ada", "ADA", "character", (300, 500)),
        _picture(folder, "bo", "BO", "character", (280, 500)),
        _picture(folder, "kite", "KITE", "prop", (400, 400)),
    ]
    scenes = []
    for number in range(1, SCENES + 1):
        tag = f"ROOM_{number}"
        pictures.append(_picture(folder, f"room-{number}", tag, "environment", (640, 360)))
        scenes.append(_scene(number, tag))
    scenes[1]["composition"]["shot_type"] = "insert"
    scenes[2]["placements"].append({"asset_tag": "BELL", "role": "prop"})
    scenes[4]["placements"] = []
    return written(folder, pictures, scenes)


def _scene(number: int, room: str) -> dict[str, Any]:
    return {
        "scene_index": number,
        "title": f"Title-{number} of a scene",
        "composition": {"shot_type": "CU" if number % 2 else "two_shot"},
        "placements": [
            {"asset_tag": "ADA", "role": "subject"},
            {"asset_tag": room, "role": "environment"},
            {"asset_tag": "BO", "role": "interaction_target"},
        ],
    }


def _picture(
    folder: Path, name: str, tag: str, kind: str, size: tuple[int, int], *, face: bool = False
) -> dict[str, Any]:
    file = f"pictures/{name}.jpg"
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    colour = (len(name) * 37 % 256, hash_of(name) % 256, 120)
    Image.new("RGB", size, colour).save(folder / file)
    return {
        "id": name,
        "manifest_tag": tag,
        "asset_type": kind,
        "is_face_crop": face,
        "quality_score": 8.0,
        "reference_image_url": file,
    }


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(map(ord, text)) * 31


ATTACKS = (
    "</style></script><script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "\"'><svg onload=document.title='ran'>",
    "&lt;b&gt; &amp; `code`",
    "\u202egnp.exe\u202c and \u2066isolated",
    "javascript:document.title='ran'",
    "${document.title='ran'} {{7*7}} <%= 7 %>",
    "שלום — العربية — 日本語",
)


def hostile_film(folder: Path) -> Path:
    """A scene for each attack, which is its title, its shot, its tag, its names and its file."""
    pictures = []
    scenes = []
    for number, attack in enumerate(ATTACKS, 1):
        file = f"pictures/{number}{attack.replace('/', '_')}.png"
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
        Image.new("RGBA", (40, 30), (9, 99, 9, 128)).save(folder / file, "PNG")
        pictures.append(
            {
                "id": f"{number}{attack}",
                "manifest_tag": attack,
                "asset_type": "character",
                "name": attack,
                "quality_score": 5.0,
                "reference_image_url": file,
            }
        )
        scenes.append(
            {
                "scene_index": f"{number}{attack}"[:30],
                "title": attack,
                "composition": {"shot_type": attack},
                "placements": [
                    {"asset_tag": attack, "role": "subject", "position": attack},
                    {"asset_tag": f"GONE {attack}", "role": "prop"},
                ],
            }
        )
    return written(folder, pictures, scenes)


def written(folder: Path, pictures: list[dict[str, Any]], scenes: list[dict[str, Any]]) -> Path:
    """A film folder with these."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "assets.json").write_text(json.dumps(pictures), "utf-8")
    (folder / "scenes.json").write_text(json.dumps(scenes), "utf-8")
    return folder
