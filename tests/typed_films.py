"""A film of three people as somebody types it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from selector.model.problem import Problem
from tests.films import JPEG, film_problems, write_film

ASSETS = """\
individuals:
  Mara:
    tag: MARA
    type: character
    pictures:
      - {picture: pictures/wren.jpg}
      - {picture: pictures/coat.jpg, tag: MARA_COAT}
  Old Tom:
    tag: TOM
    type: character
    pictures: [{picture: pictures/tom.jpg}]
  Jörg:
    tag: JOERG
    type: character
    pictures: [{picture: pictures/joerg.jpg}]
"""
BEHIND = "- {scene: 9, shot: wide, cast: [MARA, TOM, JOERG]}\n"
"""A scene with everybody, so that nobody is left unused."""


def film_of(folder: Path, scenes: str, assets: str = ASSETS, **files: str) -> Path:
    """A film of three people, with these scenes."""
    pictures = {f"pictures/{name}.jpg": JPEG + name.encode() for name in ("coat", "tom", "joerg")}
    named = {f"{name}.yaml": text for name, text in files.items()}
    return write_film(folder, {"assets.yaml": assets, "scenes.yaml": scenes, **pictures, **named})


def problems_of(folder: Path, scene: str) -> list[Problem]:
    """What is wrong with a film of one scene, and another with everybody."""
    return film_problems(film_of(folder, f"- scene: 1\n  shot: wide\n{scene}{BEHIND}"))


def only_problem(folder: Path, scene: str) -> Problem:
    (problem,) = problems_of(folder, scene)
    return problem


def many_unused(names: str) -> str:
    lines = [
        f"  - {{picture: https://x.example/{name}.jpg, tag: {name}, type: prop}}\n"
        for name in names
    ]
    return "".join(lines)
