"""What `selector new` writes: a rule set and a film that work as they are, to be changed line by line.

The pictures are drawn here, in a few colours, so that nothing needs to be installed for them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable

from selector.data import data_dir

RULES_SCHEMA = "ruleset-v1.schema.json"
Colour = tuple[int, int, int]
_SIDE = 128


SCHEMAS = "schemas"
"""The folder beside files that people edit where editors find their schemas: by a path that holds on any machine."""


def rules_text(name: str) -> str:
    """The rules that come with selector, under that name and with a word on how they are read: they pick the same."""
    shipped = (data_dir("rules") / "default.yaml").read_text("utf-8")
    _, rules = shipped.split("language: 1\n", 1)
    rules = rules.replace("name: default\n", f"name: {json.dumps(name)}\n", 1)
    return f"# yaml-language-server: $schema={SCHEMAS}/{RULES_SCHEMA}\n{_HOW_RULES_ARE_READ}language: 1\n{rules}"


def film_files(title: str) -> dict[str, bytes]:
    """The files of a small film of that title, by their path in its folder."""
    texts = {
        "film.yaml": _FILM.format(title=json.dumps(title, ensure_ascii=False)),
        "assets.yaml": _ASSETS,
        "scenes.yaml": _SCENES,
    }
    return {path: text.encode() for path, text in texts.items()} | {
        f"pictures/{name}.png": _png(paint) for name, paint in _PICTURES.items()
    }


def rules_schema() -> bytes:
    """What `RULES_SCHEMA` holds."""
    return (data_dir("schemas") / RULES_SCHEMA).read_bytes()


def _png(paint: Callable[[float, float], Colour]) -> bytes:
    """A square picture; `paint` gives the colour at a point, both coordinates from 0 to 1."""
    points = [(place + 0.5) / _SIDE for place in range(_SIDE)]
    rows = b"".join(b"\0" + bytes(value for x in points for value in paint(x, y)) for y in points)
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _round(x: float, y: float, at: tuple[float, float], radius: float) -> bool:
    return (x - at[0]) ** 2 + (y - at[1]) ** 2 < radius**2


def _person(coat: Colour, hair: Colour) -> Callable[[float, float], Colour]:
    """Somebody from head to knee."""

    def paint(x: float, y: float) -> Colour:
        if _round(x, y, (0.5, 0.3), 0.13):
            return (233, 196, 168) if y > 0.24 else hair
        return coat if _round(x, y * 0.6, (0.5, 0.46), 0.19) and y > 0.4 else (226, 222, 212)

    return paint


def _face(coat: Colour, hair: Colour) -> Callable[[float, float], Colour]:
    """The same head, near."""

    def paint(x: float, y: float) -> Colour:
        if _round(x, y, (0.37, 0.5), 0.035) or _round(x, y, (0.63, 0.5), 0.035):
            return (40, 36, 34)
        if _round(x, y, (0.5, 0.52), 0.36):
            return (233, 196, 168) if y > 0.34 else hair
        return coat if y > 0.85 else (226, 222, 212)

    return paint


def _kitchen(x: float, y: float) -> Colour:
    """A window over a long table."""
    if 0.58 < x < 0.88 and 0.16 < y < 0.46:
        return (250, 226, 150)
    return (122, 84, 58) if y > 0.7 else (168, 188, 180)


def _kettle(x: float, y: float) -> Colour:
    if _round(x, y, (0.48, 0.58), 0.24) or (0.7 < x < 0.88 and abs(y - 0.98 + x * 0.6) < 0.05):
        return (176, 60, 48)
    return (
        (150, 52, 42)
        if 0.24 < ((x - 0.48) ** 2 + (y - 0.4) ** 2) ** 0.5 < 0.28 and y < 0.4
        else (230, 228, 220)
    )


_PICTURES: dict[str, Callable[[float, float], Colour]] = {
    "mara": _person((70, 98, 140), (70, 44, 30)),
    "mara-face": _face((70, 98, 140), (70, 44, 30)),
    "tom": _person((120, 132, 92), (196, 170, 96)),
    "kitchen": _kitchen,
    "kettle": _kettle,
}

_HOW_RULES_ARE_READ = """\
# Your rules: a copy of those that come with selector, to be changed line by line. A scene is served by the shot rule of
# its shot type, else by `default`. Its priorities are gone through from the first to the last, until as many pictures
# are chosen as `references` says. `selector check` says what is wrong with this file, `selector why` what it does.
"""

_FILM = """\
title: {title}
description: Two people, a kitchen, and a kettle that has to be mended before the guests come.
"""

_ASSETS = """\
# The pictures of the film. Scenes name them by their tags.
individuals:
  Mara:
    tag: MARA
    type: character
    pictures:
      - {picture: pictures/mara.png, quality: 8}
      - {picture: pictures/mara-face.png, crop: face, quality: 9}
  Tom:
    tag: TOM
    type: character
    pictures:
      - {picture: pictures/tom.png, quality: 7.5}
  The kitchen:
    tag: KITCHEN
    type: environment
    pictures:
      - {picture: pictures/kitchen.png, quality: 8}
  The kettle:
    tag: KETTLE
    type: prop
    pictures:
      - {picture: pictures/kettle.png, quality: 6}
"""

_SCENES = """\
# What each scene shows, and in which role: subject, interaction_target, background, environment or prop.
scenes:
  - scene_index: 1
    title: The kitchen, early
    composition: {shot_type: establishing}
    placements:
      - {asset_tag: KITCHEN, role: environment}
      - {asset_tag: KETTLE, role: prop, position: on the table}

  - scene_index: 2
    title: It drips
    composition: {shot_type: two_shot}
    placements:
      - {asset_tag: MARA, role: subject, position: left}
      - {asset_tag: TOM, role: interaction_target, position: right}
      - {asset_tag: KITCHEN, role: environment}
      - {asset_tag: KETTLE, role: prop, position: between them}

  - scene_index: 3
    title: Mara has an idea
    composition: {shot_type: close_up}
    placements:
      - {asset_tag: MARA, role: subject}
      - {asset_tag: KITCHEN, role: environment}
"""
