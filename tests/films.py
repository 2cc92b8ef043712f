"""What tests of films share: small films written to a folder, and everything that is wrong with one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selector.model.codes import UNDER_RULES
from selector.model.problem import Problem
from selector.reading.film import Film
from selector.review.film_checks import check_film_folder

ASSETS = "pictures:\n  - {picture: pictures/wren.jpg, tag: WREN, type: character}\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0"
"""How a JPEG begins: as much of a picture as anybody looks at."""
SCENES = """\
- scene_index: 1
  composition: {shot_type: close_up}
  placements:
    - {asset_tag: WREN, role: subject}
"""


def write_film(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A film of one picture and one scene, but for the files given; of these, those that are empty are left out."""
    given = dict(files or {})
    kinds = {name.partition("/")[0].partition(".")[0] for name in given}
    missing = {
        name: text
        for name, text in (("assets.yaml", ASSETS), ("scenes.yaml", SCENES))
        if name.partition(".")[0] not in kinds
    }
    for name, text in {"pictures/wren.jpg": JPEG, **missing, **given}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def manifest(number: int = 1, shot_type: str = "close_up", *tags: str) -> dict[str, Any]:
    """A scene manifest in which each tag is a subject."""
    placements = [{"asset_tag": tag, "role": "subject"} for tag in tags or ("WREN",)]
    return {
        "scene_index": number,
        "composition": {"shot_type": shot_type},
        "placements": placements,
    }


def json_lines(*values: object) -> str:
    """Each value on a line of its own."""
    return "".join(f"{json.dumps(value)}\n" for value in values)


def film_problems(folder: Path) -> list[Problem]:
    """All that `selector check` has to say of a film by itself, in order of place."""
    return film_and_problems(folder)[1]


def all_problems(folder: Path) -> list[Problem]:
    """The same, and what its rules do to it."""
    return list(check_film_folder(folder).problems)


def film_and_problems(folder: Path) -> tuple[Film | None, list[Problem]]:
    """The film, if it can be read, and everything wrong with it by itself.

    What rules do to it has tests of its own: the films here are too small to show much of it.
    """
    checked = check_film_folder(folder)
    return checked.film, [each for each in checked.problems if each.code not in UNDER_RULES]


def expanded(raw: bytes) -> bytes:
    """A case's file with `<<x*1000>>` written out as a thousand x, so that cases stay small."""
    return re.sub(rb"<<(.+?)\*(\d+)>>", lambda found: found[1] * int(found[2]), raw)
