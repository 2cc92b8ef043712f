"""A film of four scenes that is picked, with three rule sets: one does the same, one bans the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.commands import Ran, called
from tests.films import JPEG, json_lines, write_film

RULES = """\
language: 1
name: house
version: "1"
description: Faces, and the room behind them.
references: 2
shots:
  close_up:
    priorities:
      - {name: the-face, type: character, because: "whom we look at"}
      - {name: the-room, type: environment, because: "where we are"}
  default:
    priorities:
      - {name: the-room, type: environment, because: "where we are"}
      - {name: whoever, type: [character, prop], because: "who is there"}
"""
NEW = RULES.replace('version: "1"', 'version: "2"')
BANNED = NEW + 'never: [{name: no-room, type: environment, because: "not built yet"}]\n'
ASSETS = """\
pictures:
  - {picture: pictures/wren.jpg, tag: WREN, type: character}
  - {picture: pictures/hall.jpg, tag: HALL, type: environment}
  - {picture: pictures/key.jpg, tag: KEY, type: prop}
"""


def scene(number: int | str, shot: str, *tags: str, title: str = "") -> dict[str, Any]:
    return {
        "scene_index": number,
        "title": title,
        "composition": {"shot_type": shot},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in tags],
    }


SCENES = (
    scene(1, "wide", "WREN", "HALL", title="The hall"),
    scene("2A", "close_up", "WREN", "HALL", title="Wren"),
    scene(3, "wide", "HALL", title="Nobody"),
    scene(4, "wide", "WREN", "KEY"),
)


def picked_film(folder: Path) -> Path:
    """Write the film, picked by `RULES`, into a folder, and the other rules beside it."""
    write_film(
        folder / "film",
        {
            "assets.yaml": ASSETS,
            "scenes.jsonl": json_lines(*SCENES),
            "rules.yaml": RULES,
            **{f"pictures/{name}.jpg": JPEG + name.encode() for name in ("wren", "hall", "key")},
        },
    )
    assert called(["pick", "film"], folder).code == 0
    (folder / "new.yaml").write_text(NEW)
    (folder / "banned.yaml").write_text(BANNED)
    return folder


def impact(folder: Path, *arguments: str) -> Ran:
    return called(["impact", "film", *arguments], folder)
