"""Whole films as directors wrote them, and what goes with their scenes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from selector import load_rules
from selector.cli.main import run
from selector.model.left_out import CannotBeSent, SamePicture
from selector.reading.film import read_film
from tests.films import JPEG, write_film

ONE_PHOTOGRAPH = """\
individuals:
  Ines Calder:
    type: character
    tag: INES
    pictures:
      - {picture: "https://pics.example/couple.png", id: couple-as-ines, quality: 8}
  Piet Calder:
    type: character
    tag: PIET
    pictures:
      - {picture: "https://pics.example/couple.png", id: couple-as-piet, quality: 8}
pictures:
  - {picture: "https://pics.example/bakery.png", id: bakery, tag: BAKERY, type: environment, quality: 7}
  - {picture: "https://pics.example/oven.png", id: oven, tag: OVEN, type: environment, quality: 6}
"""
LOOKS = """\
individuals:
  Oskar Lind:
    type: character
    tag: OSKAR
    pictures:
      - {picture: "https://pics.example/uniform.png", id: uniform, quality: 9, tag: OSKAR_UNIFORM}
      - {picture: "https://pics.example/raincoat.png", id: raincoat, quality: 7, tag: OSKAR_RAINCOAT}
      - {picture: "https://pics.example/face.png", id: face, crop: face, quality: 8}
"""
UNSENDABLE = """\
individuals:
  Ines Calder:
    type: character
    tag: INES
    pictures:
      - {picture: pictures/ines-best.png, id: best, quality: 9.5}
      - {picture: pictures/ines-walks.mp4, id: clip, quality: 9}
      - {picture: pictures/ines-gone.png, id: gone, quality: 8.5}
      - {picture: pictures/ines.jpg, id: plain, quality: 6}
"""


def scene(number: int, shot_type: str, **roles: str) -> dict[str, object]:
    placements = [{"asset_tag": tag, "role": role} for tag, role in roles.items()]
    return {
        "scene_index": number,
        "composition": {"shot_type": shot_type},
        "placements": placements,
    }


def picked(folder: Path) -> list[list[str]]:
    """The ids of what goes with each scene, under the shipped rules."""
    film, problems = read_film(folder)
    assert film is not None, problems
    pool, rules = film.pool(), load_rules()
    return [
        [asset.id or "" for asset in rules.select(each, pool).assets]
        for each, _ in film.usable_scenes()
    ]


def written(
    folder: Path, assets: str, *scenes: object, files: Mapping[str, bytes] | None = None
) -> Path:
    return write_film(
        folder, {"assets.yaml": assets, "scenes.json": json.dumps(scenes), **(files or {})}
    )


def test_a_photograph_of_two_people_goes_once_and_its_slot_to_the_next(tmp_path: Path) -> None:
    roles = {
        "INES": "subject",
        "PIET": "interaction_target",
        "BAKERY": "environment",
        "OVEN": "environment",
    }
    folder = written(tmp_path, ONE_PHOTOGRAPH, scene(1, "two_shot", **roles))
    assert picked(folder) == [["couple-as-ines", "bakery", "oven"]]
    film, _ = read_film(folder)
    assert film is not None
    ((each, _),) = film.usable_scenes()
    (left_out,) = load_rules().select(each, film.pool()).passed_over
    assert left_out.tag == "PIET"
    assert isinstance(left_out.reason, SamePicture)


def test_the_look_that_a_scene_places_goes_and_not_the_better_picture_in_other_clothes(
    tmp_path: Path,
) -> None:
    folder = written(
        tmp_path,
        LOOKS,
        scene(1, "medium", OSKAR_RAINCOAT="subject"),
        scene(2, "close_up", OSKAR_RAINCOAT="subject"),
        scene(3, "close_up", OSKAR_RAINCOAT="subject", OSKAR="subject"),
        scene(4, "two_shot", OSKAR_UNIFORM="subject", OSKAR_RAINCOAT="interaction_target"),
    )
    assert picked(folder) == [["raincoat"], ["face", "raincoat"], ["face", "raincoat"], ["face"]]


FILES = {
    "pictures/ines-best.png": b"<!DOCTYPE html><title>404</title>",
    "pictures/ines-walks.mp4": b"\0\0\0\x20ftypisom",
    "pictures/ines.jpg": JPEG,
}


def test_a_picture_that_cannot_be_sent_takes_no_slot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, UNSENDABLE, scene(1, "wide", INES="subject"), files=FILES)
    assert picked(folder) == [["plain"]]
    film, _ = read_film(folder)
    assert film is not None
    ((each, _),) = film.usable_scenes()
    why = {
        each.asset.id: each.reason
        for each in load_rules().select(each, film.pool()).passed_over
        if each.asset
    }
    assert why == {
        "best": CannotBeSent(why="its file is a web page, not an image"),
        "clip": CannotBeSent(why="its file is a film clip, not an image"),
        "gone": CannotBeSent(why="its file is missing"),
    }
    assert run(["pick", str(folder), "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "3 pictures cannot be sent: `selector check" in told.err
    assert run(["why", str(folder), "1", "best"]) == 0
    assert "It cannot be sent: its file is a web page, not an image." in capsys.readouterr().out
    assert run(["check", str(folder)]) == 1
    told = capsys.readouterr()
    assert [(told.out + told.err).count(f"error {code}: ") for code in ("F311", "F314")] == [1, 2]


def test_a_picture_that_is_put_there_goes_from_then_on(tmp_path: Path) -> None:
    folder = written(tmp_path, UNSENDABLE, scene(1, "wide", INES="subject"), files=FILES)
    (folder / "pictures/ines-gone.png").write_bytes(JPEG)
    assert picked(folder) == [["gone"]]
    (folder / "pictures/ines-best.png").write_bytes(JPEG)
    assert picked(folder) == [["best"]]
