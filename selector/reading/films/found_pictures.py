"""A folder of pictures in; who or what they seem to show out, by the names of folders and files.

A sub-folder is a person, place or thing; of other files the name is, without words such as `face`
or `night` and without numbers:

>>> _read_name("wren_face-02")
('wren', ('face',))
>>> _read_name("mill-back-night")
('mill', ('back', 'night'))
>>> _read_name("12")
('12', ())
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from unicodedata import normalize

from selector.model.frozen import frozen
from selector.model.vocabulary import fold, visible
from selector.reading.films.picture_files import PicturesOf, is_web_address

SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".heif", ".bmp", ".tif", ".tiff",
)  # fmt: skip
"""How the names of pictures end, in lower case."""

MOST = 5_000
"""Pictures that a YAML file of a film has room for, with room left to write more."""

_VIEWS = (
    "face", "headshot", "portrait", "profile", "back", "front", "side", "left", "right", "top",
    "full", "fullbody", "wide", "detail", "closeup", "interior", "exterior", "day", "night",
    "dawn", "dusk", "morning", "evening", "sunset", "sunrise", "rain", "snow", "fog", "wet", "dry",
    "summer", "winter", "spring", "autumn",
)  # fmt: skip
"""Words of a file name that say how somebody or something is seen, not who or what it is."""

FACES = frozenset(("face", "headshot"))
"""Those of them that say that a picture is a face crop."""

WHOLE = frozenset(("full", "fullbody"))
"""Those that say what a picture is anyway."""

_TYPES = {
    **dict.fromkeys(("character", "characters", "people", "cast", "actors"), "character"),
    **dict.fromkeys(("environment", "environments", "place", "places"), "environment"),
    **dict.fromkeys(("location", "locations", "set", "sets"), "environment"),
    **dict.fromkeys(("prop", "props"), "prop"),
    **dict.fromkeys(("object", "objects", "thing", "things"), "object"),
    **dict.fromkeys(("vehicle", "vehicles", "cars", "boats"), "vehicle"),
    **dict.fromkeys(("style", "styles", "look", "looks"), "style"),
}
"""Names of folders that say what is in them, each with the asset type."""

_SHELVES = frozenset((
    "pictures", "picture", "images", "image", "img", "photos", "photo", "refs", "references",
    "reference", "stills", "assets", "art", "misc",
))  # fmt: skip
"""Names of folders that say nothing of what is in them."""


@frozen
class FoundPicture:
    """One picture: its path as films write it, and the words of its name that say how it is."""

    path: str
    words: tuple[str, ...]


@frozen
class FoundIndividual:
    """A person, place or thing, and its pictures.

    `asset_type` is empty where no folder says it.
    """

    name: str
    tag: str
    asset_type: str
    pictures: tuple[FoundPicture, ...]


@frozen
class Omitted:
    """A file that is not listed, and why, as a clause without a full stop."""

    path: str
    why: str


@frozen
class FoundPictures:
    """What a folder holds, in natural order."""

    individuals: tuple[FoundIndividual, ...]
    omitted: tuple[Omitted, ...]

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return sum(len(individual.pictures) for individual in self.individuals)


def find_pictures(folder: Path) -> FoundPictures:
    """The pictures of a folder and of the folders in it.

    Raises:
        OSError: A folder or a file cannot be read.
    """
    checked = PicturesOf(folder)
    first: dict[str, str] = {}
    omitted: list[Omitted] = []
    groups: dict[str, _Group] = {}
    for file in _files(folder):
        path = file.relative_to(folder).as_posix()
        why = _why_not(file, path, checked)
        if not why:
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            other = first.setdefault(content, path)
            if other != path:
                why = f"it is the same picture as `{other}`"
        if why:
            omitted.append(Omitted(path=path, why=why))
            continue
        new = _Group(file.relative_to(folder))
        group = groups.setdefault(new.key, new)
        group.asset_type = group.asset_type or new.asset_type
        group.add(_as_written(path), file.stem)
    return FoundPictures(
        individuals=tuple(_individuals(groups)),
        omitted=tuple(omitted),
    )


def _files(folder: Path) -> Iterator[Path]:
    """All that may be pictures, files before folders. Hidden folders are not entered."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: (_is_folder(entry), _natural(entry.name)))
    for entry in found:
        path = Path(entry.path)
        is_hidden = entry.name.startswith(".")
        if _is_folder(entry):
            if not is_hidden:
                yield from _files(path)
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder itself: a link may lead in a circle."""
    return entry.is_dir(follow_symlinks=False)


def _why_not(file: Path, path: str, checked: PicturesOf) -> str:
    """Why a file is not listed; an empty text if it is."""
    if file.name.startswith("."):
        return "it is a hidden file"
    try:
        path.encode()
    except UnicodeEncodeError:
        return "its name is not Unicode text: rename it"
    if not path.isprintable():
        return "its name has an invisible character: rename it"
    if is_web_address(path):
        return "its path looks like an address: rename it"
    refused = checked.unsendable(_as_written(path))
    if refused is None:
        return ""
    return refused.why


def _as_written(path: str) -> str:
    """A path as a film writes it, so that it is surely read as a path in the folder."""
    is_odd = path.startswith(("~", "\\"))
    if is_odd or PureWindowsPath(path).drive:
        return f"./{path}"
    return path


class _Group:
    """The pictures of one person, place or thing, while they are found."""

    def __init__(self, path: Path) -> None:
        """Take the path of its first picture, from the folder of the film."""
        self.asset_type = ""
        name = ""
        for part in path.parts[:-1]:
            word = fold(part)
            if name or word in _SHELVES:
                continue
            if word in _TYPES:
                self.asset_type = _TYPES[word]
            else:
                name = part
        self.name = _shown_name(name or _read_name(path.stem)[0])
        self.key = fold(self.name) or self.name
        self.pictures: list[FoundPicture] = []

    def add(self, path: str, stem: str) -> None:
        """Add one of its pictures."""
        _, words = _read_name(stem)
        picture = FoundPicture(path=path, words=words)
        self.pictures.append(picture)


def _individuals(groups: dict[str, _Group]) -> Iterator[FoundIndividual]:
    """The groups in natural order of their names, each with a tag of its own."""
    tags: set[str] = set()
    for group in sorted(groups.values(), key=lambda group: _natural(group.name)):
        tag = _tag(group.name)
        number = 1
        while tag in tags:
            number += 1
            tag = f"{_tag(group.name)}_{number}"
        tags.add(tag)
        yield FoundIndividual(
            name=group.name,
            tag=tag,
            asset_type=group.asset_type,
            pictures=tuple(group.pictures),
        )


def _read_name(stem: str) -> tuple[str, tuple[str, ...]]:
    """Whom or what a file's name names, and the words that say how it is seen."""
    parts = _GAPS.split(normalize("NFC", stem))
    words: list[str] = []
    names: list[str] = []
    for part in filter(None, parts):
        if part.casefold() in _VIEWS:
            words.append(part.casefold())
        else:
            names.append(part)
    while len(names) > 1 and names[-1].isdecimal():
        names.pop()
    return " ".join(names) or stem, tuple(words)


def _shown_name(name: str) -> str:
    """A name as people read it: `the-old_mill` as `The old mill`."""
    text = " ".join(filter(None, _GAPS.split(normalize("NFC", visible(name)))))
    text = text or name
    return text[:1].upper() + text[1:]


def _tag(name: str) -> str:
    """A tag for a name: letters and digits in upper case, joined by underscores."""
    return _NO_LETTERS.sub("_", name).strip("_").upper() or "PICTURE"


def _natural(name: str) -> tuple[list[str | int], str]:
    """Sorts `wren-9` before `wren-10`: words and numbers take turns, so like meets like."""
    stem, _, suffix = name.casefold().rpartition(".")
    parts: list[str | int] = [*re.split(r"([0-9]+)", stem or suffix)]
    parts[1::2] = map(int, parts[1::2])
    return parts, name


_GAPS = re.compile(r"[\s_\-.()]+")
_NO_LETTERS = re.compile(r"\W+")
