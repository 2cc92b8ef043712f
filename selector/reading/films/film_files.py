"""Which files a film's folder has; and what they say, as one hash that tells whether any of them changed."""

from __future__ import annotations

import hashlib
import json
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

from selector.reading.films.picture_files import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl")
FILES = {"film": SUFFIXES[:3], "assets": SUFFIXES, "scenes": SUFFIXES, "rules": SUFFIXES[:2]}
"""The files of a film, by what they hold, each with the suffixes that it may have."""


def film_files_in(folder: Path, name: str) -> list[Path]:
    """The files that could be meant by `assets`, `scenes` and so on; scenes may be a folder.

    A link that leads nowhere and a folder in the place of a file count too: who reads them will say what they are.
    """
    files = [path for suffix in FILES[name] if lexists(path := folder / f"{name}{suffix}")]
    is_folder = name == "scenes" and lexists(folder / name) and (folder / name).is_dir()
    return [*files, folder / name] if is_folder else files


def print_of_files(folder: Path, rules: Path) -> str | None:
    """A hash of the bytes of everything that is read of a film and its rules, and of where the folder lies.

    None where something cannot be read, or is not a file.
    """
    digest = hashlib.sha256()
    try:
        digest.update(str(folder.resolve()).encode("utf-8", "surrogatepass"))
        for path in [*_all_files(folder), rules]:
            if path.is_dir():
                digest.update(f"\n{path.name}/\n".encode("utf-8", "surrogatepass"))
                continue
            if not path.is_file():
                return None  # a pipe would keep its reader waiting
            name = "rules" if path == rules else str(path.relative_to(folder))
            with path.open("rb") as content:
                said = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(f"\n{name}\n{said}\n".encode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def print_of_pictures(folder: Path, addresses: Iterable[str]) -> str:
    """For each picture that is a file: its size and when it was written, as the disk says.

    Of one that is not there, or whose name has several forms of letters, also when something last came into its folder.
    """
    found: dict[str, list[int | None]] = {}
    for address in addresses:
        if not is_web_address(address):
            found[address] = _of_file(folder / address, with_folder=not address.isascii())
    return json.dumps(found)


def _of_file(file: Path, *, with_folder: bool) -> list[int | None]:
    try:
        stat = file.stat()
    except (OSError, ValueError):
        return [None, _changed(file.parent)]
    known: list[int | None] = [stat.st_size, stat.st_mtime_ns, stat.st_mode]
    return [*known, _changed(file.parent)] if with_folder else known


def _changed(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except (OSError, ValueError):
        return None


def _all_files(folder: Path) -> list[Path]:
    found = [path for name in FILES for path in film_files_in(folder, name)]
    inside = sorted(
        path
        for each in found
        if each.is_dir()
        for path in each.iterdir()
        if path.suffix in SUFFIXES
    )
    return [*found, *inside]
