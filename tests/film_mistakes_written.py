"""The films of `film_mistakes`: each is one YAML file, and is written to a folder as a film."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "film_mistakes"
SOUND = FOLDER / "sound"

Case = Mapping[str, Any]


@cache
def cases(folder: Path) -> dict[str, Case]:
    """The films in a folder, by the name of their file without its ending."""
    return {path.stem: read_case(path) for path in sorted(folder.glob("*.yaml"))}


def read_case(path: Path) -> Case:
    """One film, as its file says it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    case: Case = yaml.load(path.read_text(encoding="utf-8"), loader)
    return case


def write_case(folder: Path, case: Case) -> Path:
    """Write a film into a folder that is not there yet.

    Args:
        folder: where to write it.
        case: the film.

    Returns:
        The folder.
    """
    for name, text in texts(case).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in sorted(set(pictures(case["assets"]))):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(name))
    return folder


def texts(case: Case) -> dict[str, str]:
    """The files of a film that hold text, by their names."""
    written = {
        "assets.yaml": as_yaml(case["assets"]),
        "scenes.yaml": as_yaml(case["scenes"]),
        **case.get("files", {}),
    }
    if "rules" in case:
        written["rules.yaml"] = case["rules"]
    return written


def as_yaml(value: object) -> str:
    """A value as a YAML file, in the order in which it was written."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def pictures(value: object) -> Iterator[str]:
    """The path of every picture that is named anywhere in the assets of a film."""
    if isinstance(value, list):
        for each in value:
            yield from pictures(each)
    if isinstance(value, Mapping):
        for key, each in value.items():
            named = key == "picture" and isinstance(each, str)
            if named and not each.startswith("https://"):
                yield each
            else:
                yield from pictures(each)


def png(name: str) -> bytes:
    """A picture of one pixel, whose color comes from its name."""
    color = zlib.crc32(name.encode()).to_bytes(4, "big")[:3]
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(b"\0" + color)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG file: its length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
