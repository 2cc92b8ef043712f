"""An assets file written by hand: its data in; one entry for each picture out, with problems.

Pictures are listed under the person, place or thing they show, or in a list of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from selector.model.asset import Asset
from selector.model.expected import EXPECTED
from selector.model.problem import Location, Problem, Related, shown
from selector.model.vocabulary import plain
from selector.reading.films.asset_entry import (
    AssetEntry,
    AssetLocations,
    EntriesRead,
    Raw,
    clean_reference_in,
    score_in,
    text_in,
)
from selector.reading.films.cut_from import (
    PictureName,
    PictureNames,
    cut_from_problems,
    with_source,
)
from selector.reading.films.film_words import shape_problems
from selector.reading.films.picture_files import is_web_address
from selector.reading.text.document import Steps, value_at
from selector.reading.text.locations import Locations
from selector.reading.text.message import Message, refusal_message
from selector.reading.text.problem_limit import shown_problems


def assets_by_hand(data: Raw, whole: Locations) -> EntriesRead:
    """The pictures of a hand-written file, in its order; those with an error are left out."""
    refused = shape_problems(data, "film-assets", whole, by_hand=True)
    problems = list(chain.from_iterable(refused.values()))
    problems += shown_problems(_names_alike(data.get("individuals"), whole))
    entries: list[AssetEntry] = []
    inside_refused = paths_to(refused)
    names = dict(_names(data))
    for path, above in _pictures(data):
        if path in inside_refused:
            continue
        picture = value_at(data, path)
        locations = _locations_of(path, whole)
        missing = list(_missing(picture, above, locations))
        problems += missing or _paths_problems(picture, locations)
        if not missing:
            asset = _asset(picture, above, names[path])
            is_named_by_path = not picture.get("id")
            entries.append(
                AssetEntry(asset=asset, locations=locations, is_named_by_path=is_named_by_path)
            )
    all_names = PictureNames(names.values())
    problems += cut_from_problems(entries, all_names)
    return [with_source(entry, all_names) for entry in entries], problems


def paths_to(values: Iterable[Steps]) -> frozenset[Steps]:
    """The paths of some values and of everything that holds one of them."""
    found: set[Steps] = set()
    for path in values:
        holder = path
        while holder:
            found.add(holder)
            holder = holder[:-1]
    return frozenset(found)


def _names_alike(individuals: object, whole: Locations) -> Iterator[Problem]:
    """F315: two names look alike, so they would be read as one; or nothing of a name is seen.

    Names are compared composed and without invisible characters.
    """
    if not isinstance(individuals, Mapping):
        return
    first: dict[str, Any] = {}
    for written in individuals:
        text = str(written)
        name = plain(text)
        at = whole.of("individuals", written, key=True)
        if text.strip() and not name.strip():
            yield _INVISIBLE_NAME.at(at)
        elif first.setdefault(name, written) != written:
            there = whole.of("individuals", first[name], key=True)
            message = _NAMES_ALIKE.about(name=shown(name))
            yield message.at(at, Related(at=there, what="The first is here"))


def _pictures(data: Raw) -> Iterator[tuple[Steps, Raw]]:
    """The path of each picture in the order of the file, with what it is listed under."""
    for key, value in data.items():
        if key == "pictures":
            for path in _listed((key,), value):
                yield path, {}
        elif key == "individuals" and isinstance(value, Mapping):
            for name, individual in value.items():
                if isinstance(individual, Mapping):
                    for path in _listed((key, name, "pictures"), individual.get("pictures")):
                        yield path, individual


def _listed(path: Steps, value: object) -> Iterator[Steps]:
    """The path of each entry of a list; of anything else there is none."""
    if isinstance(value, list):
        for index in range(len(value)):
            yield (*path, index)


def _locations_of(path: Steps, whole: Locations) -> AssetLocations:
    above = None
    if _is_under_a_name(path):
        above = whole.inside(*path[:2])
    return AssetLocations(entry=whole.inside(*path), above=above, by_hand=True)


def _is_under_a_name(path: Steps) -> bool:
    """True for `("individuals", "Wren", "pictures", 0)`, false for `("pictures", 0)`."""
    return len(path) == 4


def _missing(picture: Raw, above: Raw, locations: AssetLocations) -> Iterator[Problem]:
    """A501: a picture needs a tag and a type, its own or that of what it is listed under.

    Args:
        picture: What the file says of the picture.
        above: What it says of the person, place or thing it is listed under.
        locations: The locations of the picture.

    Yields:
        One problem for each that is missing.
    """
    for word in ("tag", "type"):
        own, shared = picture.get(word), above.get(word)
        if own is not None or shared is not None:
            continue
        expected = EXPECTED[word]
        if locations.above:
            expected = expected._replace(other=_HERE_OR_ABOVE)
        refusal = locations.entry.voice.missing((word,), expected)
        yield refusal_message("A501", refusal).at(locations.of("reference_image_url"))


def _paths_problems(picture: Raw, locations: AssetLocations) -> list[Problem]:
    """What is wrong with the path of a picture and with that of its clean reference."""
    at = locations.of("reference_image_url")
    problems = _path_problems(picture["picture"], at)
    cleaned = picture.get("cleaned")
    if cleaned:
        problems += _path_problems(cleaned["picture"], locations.of_cleaned())
    return problems


def _path_problems(path: str, at: Location) -> list[Problem]:
    """F306: a picture's path stays inside the film folder, so that the folder can be moved."""
    if is_web_address(path):
        return []
    drive = PureWindowsPath(path).drive
    if drive or path.startswith(("/", "\\", "~")):
        message = _ON_THIS_COMPUTER
    elif leads_outside(path):
        message = _OUTSIDE
    else:
        return []
    return [message.about(path=path).at(at)]


def leads_outside(path: str) -> bool:
    """True where a relative path climbs out of the folder that it starts from."""
    depth = 0
    for part in PurePosixPath(path.replace("\\", "/")).parts:
        if part == "..":
            depth -= 1
        else:
            depth += 1
        if depth < 0:
            return True
    return False


def _asset(picture: Raw, above: Raw, name: PictureName) -> Asset:
    """A picture as an asset.

    Args:
        picture: What the file says of the picture.
        above: What it says of the person, place or thing it is listed under.
        name: The names of the picture.

    Returns:
        The asset.
    """
    # What is above may be refused, and then no film is made.
    tag = str(picture.get("tag") or above["tag"])
    labels = picture.get("labels") or ()
    cleaned = picture.get("cleaned") or {}
    return Asset(
        id=name.id,
        manifest_tag=plain(tag),
        asset_type=picture.get("type") or above["type"],
        name=picture.get("name"),
        quality_score=score_in(picture.get("quality")),
        is_face_crop=picture.get("crop") == "face",
        source_asset_id=text_in(picture.get("cut_from")),
        individual=name.individual,
        reference_image_url=picture["picture"],
        description=picture.get("description"),
        user_tags=tuple(labels),
        clean_reference=clean_reference_in(cleaned.get("picture"), cleaned.get("likeness")),
    )


def _names(data: Raw) -> Iterator[tuple[Steps, PictureName]]:
    """The names of each picture, by its path in the file.

    Its id is its own, else its path. One photograph may show several people, each under a tag of
    their own: from the second on, the id is the path with the tag behind it, so that the first
    keeps its id when others are added.
    """
    first_tags: dict[str, str] = {}
    for steps, above in _pictures(data):
        picture = value_at(data, steps)
        if not isinstance(picture, Mapping):
            continue
        path = plain(str(picture.get("picture")))
        tag = picture.get("tag") or above.get("tag")
        tag = plain(str(tag))
        name = picture.get("id")
        if not name:
            name = path
            if first_tags.setdefault(path, tag) != tag:
                name = f"{path}#{tag}"
        individual = None
        if _is_under_a_name(steps):
            individual = text_in(steps[1])
        identity = plain(str(name))
        yield steps, PictureName(id=identity, path=path, individual=individual, tag=tag)


_HERE_OR_ABOVE = "here or once for all pictures of the same person, place or thing"
_INVISIBLE_NAME = Message(
    "F315",
    "This name consists only of invisible characters.",
    "Write a name with visible characters.",
)
_NAMES_ALIKE = Message(
    "F315",
    "Two people, places or things have the name `{name}`, written in two ways that look alike.",
    "Give one of them another name, or put its pictures under the other.",
)
_ON_THIS_COMPUTER = Message(
    "F306",
    "`{path}` is a path that works only on this computer.",
    "Put the picture inside the film folder and write its path from there.",
)
_OUTSIDE = Message("F306", "`{path}` is outside the film folder.", _ON_THIS_COMPUTER.hint)
