"""A folder of pictures in; who or what they seem to show out, by the names of folders and files.

A sub-folder is a person, place or thing; of other files the name is, without words such as `face`
or `night` and without numbers:

>>> _read_name("wren_face-02")
('wren', ('face',))
>>> _read_name("Mill at night, side view 2")
('Mill', ('night', 'side'))
>>> _read_name("12")
('12', ())
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from unicodedata import normalize

from selector.model.frozen import frozen
from selector.model.vocabulary import fold, tag_for, visible
from selector.reading.films.picture_files import PicturesOf, is_web_address

SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".heif", ".bmp", ".tif", ".tiff",
)  # fmt: skip
"""How the names of pictures end, in lower case."""

MOST = 5_000
"""Pictures that a YAML file of a film has room for, with room left to write more."""

FACES = frozenset(("face", "headshot", "closeup"))
"""Words of a file name that say that a picture is a face crop."""

WHOLE = frozenset(("full", "fullbody", "body"))
"""Those that say what a picture is anyway."""

_OF_PEOPLE = frozenset((*FACES, *WHOLE, "portrait", "profile", "profil"))
_OF_PEOPLE_ALONE = frozenset(("face", "headshot", "portrait", "fullbody"))
"""Those of them that nobody says of a place or a thing: a car has a body, a profile, a close-up."""

_OF_PLACES = frozenset(("wide", "interior", "exterior", "int", "ext", "establishing", "aerial"))
_OF_PROPS = frozenset(("detail", "macro"))
_VIEWS = frozenset(
    (
        *_OF_PEOPLE,
        *_OF_PLACES,
        *_OF_PROPS,
        "back",
        "front",
        "side",
        "left",
        "right",
        "top",
        "day",
        "night",
        "dawn",
        "dusk",
        "morning",
        "evening",
        "sunset",
        "sunrise",
        "rain",
        "snow",
        "fog",
        "wet",
        "dry",
        "summer",
        "winter",
        "spring",
        "autumn",
    )
)
"""Words of a file name that say how somebody or something is seen, not who or what it is."""

_VERSIONS = re.compile(r"v[0-9]+|final|copy|refs?|reference", re.IGNORECASE)
"""Words at the end of a file name that say nothing of the picture."""

_BESIDE_VIEWS = {
    **dict.fromkeys(("view", "shot", "angle"), "s"),
    **dict.fromkeys(
        (
            "at",
            "in",
            "on",
            "by",
            "of",
            "from",
            "with",
            "during",
            "under",
            "seen",
        ),
        "p",
    ),
    **dict.fromkeys(("im", "von", "de", "en"), "p"),
    **dict.fromkeys(("a", "an"), "a"),
    "the": "t",
}
"""Words that come with these: `side view`, `at the dawn`, `im Profil`. See `_OF_A_VIEW`."""

_SMALL = frozenset(_BESIDE_VIEWS.values()) - {"s"}
"""Those that also come before what somebody wears: `in a yellow raincoat`."""

_OF_A_VIEW = re.compile(
    r"""
    ^ t? v[vs]* (?: p+ (?: [at] (?=.) )? )?   # `close-up of` Mara
    | p+ [at]? v[vsn]* (?= p | $ )            # Harbour `at the dawn 2` with Mara
    | v[vs]*                                  # Mara with `wet` hair
    """,
    re.VERBOSE,
)
"""What in a name is no part of whom it names; a letter is a word, `n` a number or a version."""

_PAIRS = frozenset((("close", "up"), ("full", "body"), ("head", "shot")))
"""One word written as two."""

_CAMERAS = frozenset(
    (
        "img",
        "dsc",
        "dscf",
        "dscn",
        "pxl",
        "image",
        "picture",
        "photo",
        "foto",
        "bild",
        "screenshot",
        "scan",
        "untitled",
        "download",
    )
)
"""Names that programs give pictures: they are nobody's."""

_BESIDE_CAMERAS = frozenset(
    (
        "whatsapp",
        "telegram",
        "signal",
        "screen",
        "shot",
        "at",
        "am",
        "pm",
    )
)
"""Words that programs write beside these: `Screenshot 2026-05-01 at 9.41.00 AM`."""

_WORN = frozenset(
    (
        "coat",
        "raincoat",
        "jacket",
        "dress",
        "suit",
        "shirt",
        "uniform",
        "oilskin",
        "oilskins",
        "armour",
        "armor",
        "cloak",
        "robe",
        "gown",
        "nightgown",
        "sweater",
        "pyjamas",
        "pajamas",
        "swimsuit",
        "costume",
        "outfit",
        "hat",
        "hood",
        "helmet",
        "mask",
        "wig",
        "apron",
        "scarf",
    )
)
"""What people wear: the last word of a name of a picture of somebody in some clothes."""

_STYLES = frozenset(("style", "moodboard", "grade", "palette"))
"""Words of a name that say that a picture shows a style."""

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
    """One picture.

    Attributes:
        path: Its path, as films write it.
        words: The words of its name that say how it is seen.
        worn: What else its name says: what somebody wears in it.
    """

    path: str
    words: tuple[str, ...]
    worn: str = ""


@frozen
class FoundIndividual:
    """A person, place or thing, and its pictures.

    Attributes:
        name: The name of its folder, or what those of its files have in common.
        tag: A tag made of it.
        asset_type: Empty where no folder says it.
        guess: The type that the names of files suggest.
        perhaps: The name of somebody whom it may show in other clothes; empty if of nobody.
        pictures: Its pictures.
    """

    name: str
    tag: str
    asset_type: str
    guess: str
    perhaps: str
    pictures: tuple[FoundPicture, ...]


@frozen
class Omitted:
    """A file that is not listed, and why, as a clause without a full stop."""

    path: str
    why: str


@frozen
class FoundPictures:
    """What a folder holds, in natural order.

    Attributes:
        individuals: The people, places and things.
        nobody: Paths of pictures whose names say nothing of what they show. They are omitted, too.
        omitted: What is not listed.
    """

    individuals: tuple[FoundIndividual, ...]
    nobody: tuple[str, ...]
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
    names: dict[str, str] = {}
    omitted: list[Omitted] = []
    nobody: list[str] = []
    groups: dict[str, _Group] = {}
    for file in _files(folder):
        path = file.relative_to(folder).as_posix()
        if file.is_dir():
            why = _LINKED
        elif file.suffix.lower() in SUFFIXES:
            why = _why_not(file, path, checked)
        else:
            why = NOT_A_PICTURE
        if not why:
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            other = first.setdefault(content, path)
            if other != path:
                why = f"it is the same picture as `{other}`"
        if not why:
            other = names.setdefault(normalize("NFC", path), path)
            if other != path:
                why = "its name reads as that of another file: rename one of the two"
        if why:
            omitted.append(Omitted(path=path, why=why))
            continue
        new = _Group(file.relative_to(folder))
        if new.is_nobody:
            nobody.append(_as_written(path))
            omitted.append(Omitted(path=path, why=_NOBODY))
            continue
        group = groups.setdefault(new.key, new)
        group.asset_type = group.asset_type or new.asset_type
        group.add(_as_written(path), file.stem)
    return FoundPictures(
        individuals=tuple(_individuals(_joined(groups))),
        nobody=tuple(nobody),
        omitted=tuple(omitted),
    )


_NOBODY = "its name does not say who or what it shows (see the end of `assets.yaml`)"
_LINKED = "it is a link to a folder, which is not followed: move or copy the folder here"
NOT_A_PICTURE = "it is not a picture"
"""Why most files are omitted that are."""
_OF_FILMS = frozenset((".yaml", ".yml", ".json", ".jsonl", ".sqlite", ".db"))
"""How the names of files end that a film may have besides its pictures."""


def _files(folder: Path) -> Iterator[Path]:
    """All files that people see, files before folders. Hidden folders are not entered.

    Of hidden files, only those that may be pictures. Of folders elsewhere, only the link to them.
    """
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: (_is_folder(entry), _natural(entry.name)))
    for entry in found:
        path = Path(entry.path)
        suffix = path.suffix.lower()
        is_hidden = entry.name.startswith(".")
        if _is_folder(entry):
            if not is_hidden:
                yield from _files(path)
        elif suffix in SUFFIXES or not (is_hidden or _is_of_a_film(path)):
            yield path


def _is_of_a_film(path: Path) -> bool:
    """Whether it is what a film may have besides its pictures, and not a link to a folder."""
    return path.suffix.lower() in _OF_FILMS and not path.is_dir()


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
        of_file = _read_name(path.stem)[0]
        self.is_nobody = not name and _is_of_nobody(of_file)
        self.is_named_by_folder = bool(name)
        self.name = _shown_name(name or of_file)
        self.key = fold(self.name) or self.name
        self.perhaps = ""
        self.pictures: list[FoundPicture] = []

    @property
    def may_be_a_person(self) -> bool:
        """Whether no folder and no name of a file says that it is anything else."""
        return (self.asset_type or self.guess()) == "character"

    @property
    def is_a_person(self) -> bool:
        """Whether a folder or the name of a file says that it is one."""
        if self.asset_type:
            return self.asset_type == "character"
        return any(not _OF_PEOPLE_ALONE.isdisjoint(each.words) for each in self.pictures)

    def add(self, path: str, stem: str) -> None:
        """Add one of its pictures."""
        _, words = _read_name(stem)
        picture = FoundPicture(path=path, words=words)
        self.pictures.append(picture)

    def guess(self) -> str:
        """The asset type that the names of its files suggest; a character if they do not."""
        if not _STYLES.isdisjoint(self.key.split("_")):
            return "style"
        words = {word for picture in self.pictures for word in picture.words}
        for of_type, asset_type in _BY_VIEW:
            if not of_type.isdisjoint(words):
                return asset_type
        return "character"


_BY_VIEW = (
    (_OF_PEOPLE, "character"),
    (_OF_PLACES, "environment"),
    (_OF_PROPS, "prop"),
)


def _is_of_nobody(name: str) -> bool:
    """Whether a name is one that programs give, or says which version: `IMG 4711`, `final copy`.

    A number alone may be a name.
    """
    of_files = 0
    for word in name.casefold().split():
        if word.rstrip("0123456789") in _CAMERAS or _VERSIONS.fullmatch(word):
            of_files += 1
        elif not word.isdecimal() and word not in _BESIDE_CAMERAS:
            return False
    return of_files > 0


def _joined(groups: Mapping[str, _Group]) -> list[_Group]:
    """The groups; one of somebody in some clothes is part of the group of that person.

    That needs more than a name in common: a mask is a harbor's as well as Mara's. Somebody is a
    person if something says so (`is_a_person`), or wears two kinds of clothes (`mara raincoat` and
    `mara hat`). Without that, the groups stay apart, and `perhaps` says what may be so.
    """
    wearers = {key: _wearer(group, groups) for key, group in groups.items()}
    kinds: dict[str, set[str]] = {}
    for key, wearer in wearers.items():
        if wearer is not None:
            kinds.setdefault(wearer.key, set()).add(_words(key)[-1])
    left: list[_Group] = []
    for key, group in groups.items():
        person = wearers[key]
        if person is None:
            left.append(group)
        elif person.is_a_person or len(kinds[person.key]) > 1:
            worn = _worn(_words(key)[len(_words(person.key)) :])
            person.pictures += [replace(picture, worn=worn) for picture in group.pictures]
        else:
            group.perhaps = person.name
            left.append(group)
    return left


def _wearer(group: _Group, groups: Mapping[str, _Group]) -> _Group | None:
    """Whom a group of somebody in some clothes may show: the longest name that its own begins with.

    A harbor in a folder of places wears no mask, and a dress in a folder of props is a prop. What
    is something to wear itself wears nothing.
    """
    words = _words(group.key)
    may_be_worn = words[-1] in _WORN and group.asset_type in {"", "character"}
    if not may_be_worn or group.is_named_by_folder:
        return None
    for length in range(len(words) - 1, 0, -1):
        person = groups.get("_".join(words[:length]))
        if person is not None and person.may_be_a_person and words[length - 1] not in _WORN:
            return person
    return None


def _words(key: str) -> list[str]:
    return key.split("_")


def _worn(words: list[str]) -> str:
    """What is worn: `yellow raincoat` of `in a yellow raincoat`."""
    while _sort_of_word(words[0]) in _SMALL:
        words = words[1:]
    return " ".join(words)


def _individuals(groups: Iterable[_Group]) -> Iterator[FoundIndividual]:
    """The groups in natural order of their names, each with a tag of its own."""
    tags: set[str] = set()
    for group in sorted(groups, key=lambda group: _natural(group.name)):
        stem = tag_for(group.name) or "PICTURE"
        tag = stem
        number = 1
        while tag in tags:
            number += 1
            tag = f"{stem}_{number}"
        tags.add(tag)
        yield FoundIndividual(
            name=group.name,
            tag=tag,
            asset_type=group.asset_type,
            guess=group.guess(),
            perhaps=group.perhaps,
            pictures=tuple(group.pictures),
        )


def _read_name(stem: str) -> tuple[str, tuple[str, ...]]:
    """Whom or what a file's name names, and the words that say how it is seen."""
    parts = _with_pairs(list(filter(None, _GAPS.split(normalize("NFC", stem)))))
    sorts = "".join(map(_sort_of_word, parts))
    words = [_word(part) for part, sort in zip(parts, sorts, strict=True) if sort == "v"]
    for found in reversed(list(_OF_A_VIEW.finditer(sorts))):
        del parts[found.start() : found.end()]
    while len(parts) > 1 and _sort_of_word(parts[-1]) == "n":
        parts.pop()
    return " ".join(parts).strip(_COMMAS) or stem, tuple(words)


def _sort_of_word(part: str) -> str:
    """The letter that stands for a word of a name; see `_OF_A_VIEW`."""
    word = _word(part)
    if word in _VIEWS:
        return "v"
    if word.isdecimal() or _VERSIONS.fullmatch(word):
        return "n"
    return _BESIDE_VIEWS.get(word, "_")


def _word(part: str) -> str:
    return part.casefold().strip(_COMMAS)


def _with_pairs(parts: list[str]) -> list[str]:
    """The parts of a name, with pairs such as `close` and `up` joined."""
    joined: list[str] = []
    for part in parts:
        if joined and (joined[-1].casefold(), _word(part)) in _PAIRS:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _shown_name(name: str) -> str:
    """A name as people read it: `the-old_mill` as `The old mill`."""
    text = " ".join(filter(None, _GAPS.split(normalize("NFC", visible(name)))))
    text = text or name
    return text[:1].upper() + text[1:]


def _natural(name: str) -> tuple[list[str | int], str]:
    """Sorts `wren-9` before `wren-10`: words and numbers take turns, so like meets like."""
    stem, _, suffix = name.casefold().rpartition(".")
    parts: list[str | int] = [*re.split(r"([0-9]+)", stem or suffix)]
    parts[1::2] = map(int, parts[1::2])
    return parts, name


_COMMAS = ",;"
_GAPS = re.compile(r"[\s_\-.()]+")
