"""A name or a title in; the files that `selector new` writes out.

They are a rule set and a film that work as they are, to be changed line by line. The pictures are
drawn here, in a few colours, so that nothing needs to be installed for them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from selector.data import data_dir
from selector.model.refusals import as_yaml

RULES_SCHEMA = "ruleset-v1.schema.json"
SCHEMAS = "schemas"
"""The folder beside rules and films where editors find their schemas, by a path valid anywhere."""

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

Paint = Callable[[float, float], Colour]
"""The colour at a point of a picture, both coordinates from 0 to 1."""

_SIDE = 128
"""Points along each side of a picture."""

_WALL = (226, 222, 212)
_SKIN = (233, 196, 168)


def rules_text(name: str) -> str:
    """The default rules under another name, with a few words on how rules are read."""
    shipped = (data_dir("rules") / "default.yaml").read_text("utf-8")
    _, rules = shipped.split("language: 1\n", 1)
    rules = rules.replace("name: default\n", f"name: {as_yaml(name)}\n", 1)
    for_editors = f"# yaml-language-server: $schema={SCHEMAS}/{RULES_SCHEMA}\n"
    return f"{for_editors}{_HOW_RULES_ARE_READ}language: 1\n{rules}"


def film_files(title: str) -> dict[str, bytes]:
    """The files of a small film of that title, by their path in its folder."""
    film = _FILM.format(title=as_yaml(title))
    files = {
        "film.yaml": film.encode(),
        "assets.yaml": _ASSETS.encode(),
        "scenes.yaml": _SCENES.encode(),
    }
    for name, paint in _PICTURES.items():
        files[f"pictures/{name}.png"] = _png(paint)
    return files


def rules_schema() -> bytes:
    """The content of `RULES_SCHEMA`."""
    return (data_dir("schemas") / RULES_SCHEMA).read_bytes()


def _png(paint: Paint) -> bytes:
    """A square picture in 24-bit colour, its rows unfiltered (https://www.w3.org/TR/png-3/)."""
    points = [(index + 0.5) / _SIDE for index in range(_SIDE)]
    rows = bytearray()
    for y in points:
        rows.append(0)
        for x in points:
            rows += bytes(paint(x, y))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    picture = b"\x89PNG\r\n\x1a\n"
    picture += _chunk(b"IHDR", header)
    picture += _chunk(b"IDAT", zlib.compress(bytes(rows), 9))
    return picture + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    length = struct.pack(">I", len(data))
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return length + kind + data + checksum


def _round(x: float, y: float, center: tuple[float, float], radius: float) -> bool:
    return (x - center[0]) ** 2 + (y - center[1]) ** 2 < radius**2


def _person(coat: Colour, hair: Colour) -> Paint:
    """Somebody from head to knee."""

    def paint(x: float, y: float) -> Colour:
        if _round(x, y, (0.5, 0.3), 0.13):
            return _SKIN if y > 0.24 else hair
        if y > 0.4 and _round(x, y * 0.6, (0.5, 0.46), 0.19):
            return coat
        return _WALL

    return paint


def _face(coat: Colour, hair: Colour) -> Paint:
    """The same head, near."""

    def paint(x: float, y: float) -> Colour:
        if _round(x, y, (0.37, 0.5), 0.035) or _round(x, y, (0.63, 0.5), 0.035):
            return (40, 36, 34)
        if _round(x, y, (0.5, 0.52), 0.36):
            return _SKIN if y > 0.34 else hair
        if y > 0.85:
            return coat
        return _WALL

    return paint


def _kitchen(x: float, y: float) -> Colour:
    """A window over a long table."""
    if 0.58 < x < 0.88 and 0.16 < y < 0.46:
        return (250, 226, 150)
    if y > 0.7:
        return (122, 84, 58)
    return (168, 188, 180)


def _kettle(x: float, y: float) -> Colour:
    """A round body, a spout to the right, a handle above."""
    from_spout = abs(y - 0.98 + x * 0.6)
    is_spout = 0.7 < x < 0.88 and from_spout < 0.05
    is_body = _round(x, y, (0.48, 0.58), 0.24)
    if is_spout or is_body:
        return (176, 60, 48)
    across = x - 0.48
    down = y - 0.4
    from_middle = (across**2 + down**2) ** 0.5
    is_handle = 0.24 < from_middle < 0.28
    if is_handle and y < 0.4:
        return (150, 52, 42)
    return (230, 228, 220)


_PICTURES: dict[str, Paint] = {
    "mara": _person((70, 98, 140), (70, 44, 30)),
    "mara-face": _face((70, 98, 140), (70, 44, 30)),
    "tom": _person((120, 132, 92), (196, 170, 96)),
    "kitchen": _kitchen,
    "kettle": _kettle,
}

_HOW_RULES_ARE_READ = """\
# Your rules: a copy of selector's default rules, to change line by line. A scene uses the shot rule
# for its shot type, or `default`. Priorities are tried from first to last until the number of
# pictures set by `references` is reached. `selector check` lists what is wrong; `selector why`
# shows what a rule does. To begin with other rules, such as `cinematic`, delete all below `version`
# and write `extends: cinematic`.
"""

_FILM = """\
title: {title}
description: Two people, a kitchen, and a kettle that must be fixed before the guests come.
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
# What each scene shows, by tag or name. The first of the `cast` is the subject.
scenes:
  - scene: 1
    title: The kitchen, early
    shot: establishing
    place: KITCHEN
    props:
      - KETTLE: {position: on the table}

  - scene: 2
    title: It drips
    shot: two_shot
    cast:
      - MARA: {position: left}
      - TOM: {position: right}
    same_place: true
    props:
      - KETTLE: {position: between them}

  - scene: 3
    title: Mara has an idea
    shot: close_up
    cast: MARA
    same_place: true
"""
