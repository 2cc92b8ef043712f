"""A film folder in; its files out, or one hash that tells if any of them changed."""

from __future__ import annotations

import json
from contextlib import suppress
from os import listdir
from os.path import lexists, samestat
from pathlib import Path
from typing import TYPE_CHECKING

from selector.data import data_dir
from selector.reading.films.picture_files import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl")
FILES = {"film": SUFFIXES[:3], "assets": SUFFIXES, "scenes": SUFFIXES, "rules": SUFFIXES[:2]}
"""The files of a film, by what they hold, each with the suffixes that it may have."""
_HIDDEN = (".", "~$")
"""How the names of files begin that programs keep for themselves."""


def film_files_in(folder: Path, name: str) -> list[Path]:
    """The files that could be meant by `assets`, `scenes` and so on; scenes may be a folder.

    A broken link and a folder in place of a file count too: their reader says what they are.
    """
    files = []
    for suffix in FILES[name]:
        file = folder / f"{name}{suffix}"
        if lexists(file):
            files.append(file)
    files += _in_capitals(folder, name, files)
    scenes = folder / name
    if name == "scenes" and lexists(scenes) and scenes.is_dir():
        files.append(scenes)
    return files


def _in_capitals(folder: Path, name: str, found: Iterable[Path]) -> list[Path]:
    """The files whose names end in other letters, such as `assets.YAML`.

    On some systems those are the names of files that were found already.
    """
    try:
        there = listdir(folder)  # noqa: PTH208  # a path for each picture takes eight times as long
    except OSError:
        return []
    files = []
    alike = [each for each in there if each.startswith(f"{name}.")]
    for file in map(folder.joinpath, sorted(alike)):
        if file.stem == name and file.suffix not in FILES[name] and ending(file) in FILES[name]:
            is_found = file.with_suffix(ending(file)) in found and _is_one_file(file)
            if not is_found:
                files.append(file)
    return files


def _is_one_file(file: Path) -> bool:
    """Whether this file and the one whose name ends in small letters are the same."""
    return samestat(file.lstat(), file.with_suffix(ending(file)).lstat())


def ending(path: Path) -> str:
    """How the name of a file ends, in small letters: some systems write `.YAML`."""
    return path.suffix.lower()


def files_beside(folder: Path) -> Iterator[Path]:
    """The files that lie in a film folder, or in its folder `scenes`, and are none of its own.

    Hidden ones are left out, and so are those that programs keep for themselves.
    """
    for place in (folder, folder / "scenes"):
        with suppress(OSError):
            for path in sorted(place.iterdir()):
                if path.name.startswith(_HIDDEN) or _is_own(path, folder):
                    continue
                if path.is_file():
                    yield path


def _is_own(path: Path, folder: Path) -> bool:
    if path.parent != folder:
        return ending(path) in SUFFIXES
    return ending(path) in FILES.get(path.stem, ())


def print_of_files(folder: Path, rules: Path) -> str | None:
    """A hash of everything that is read of a film and its rules, and of where the folder is.

    The rules that come with selector count, since other rules may extend them. It is None where
    something cannot be read, or is not a file.
    """
    import hashlib  # noqa: PLC0415  # slow to load, and only a pick that is stored needs it

    digest = hashlib.sha256()
    try:
        digest.update(_bytes(str(folder.resolve())))
        for path in [*_all_files(folder), rules]:
            if path.is_dir():
                digest.update(_bytes(f"\n{path.name}/\n"))
                continue
            if not path.is_file():
                return None  # a pipe would keep its reader waiting
            name = "rules"
            if path != rules:
                name = str(path.relative_to(folder))
            with path.open("rb") as content:
                hashed = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(_bytes(f"\n{name}\n{hashed}\n"))
        for path in sorted(data_dir("rules").rglob("*.yaml")):
            digest.update(path.read_bytes())
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def print_of_pictures(folder: Path, addresses: Iterable[str]) -> str:
    """For each picture that is a file: its size and when it was written, as the disk says.

    For one that is missing, or whose letters can be written in several forms, it also says when
    something last came into its folder.
    """
    found: dict[str, list[int | None]] = {}
    for address in addresses:
        if not is_web_address(address):
            has_forms = not address.isascii()
            found[address] = _of_file(folder / address, with_folder=has_forms)
    return json.dumps(found)


def _of_file(file: Path, *, with_folder: bool) -> list[int | None]:
    try:
        stat = file.stat()
    except (OSError, ValueError):
        return [None, _changed(file.parent)]
    known: list[int | None] = [stat.st_size, stat.st_mtime_ns, stat.st_mode]
    if with_folder:
        known.append(_changed(file.parent))
    return known


def _changed(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except (OSError, ValueError):
        return None


def _all_files(folder: Path) -> list[Path]:
    """Every file and folder that a film may have, then the files in its folders by name."""
    files: list[Path] = []
    inside: list[Path] = []
    for name in FILES:
        files.extend(film_files_in(folder, name))
    for each in files:
        if each.is_dir():
            inside.extend(path for path in each.iterdir() if ending(path) in SUFFIXES)
    return [*files, *sorted(inside)]
