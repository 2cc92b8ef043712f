"""The pictures of a film: an assets file's data in; assets in its order out, and every problem.

There are two forms. People list pictures under the person, place or thing they show, or in a list
of their own; pipelines write a list of assets with the engine's names, alone or under `assets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.expected import AN_ASSETS_FILE
from selector.model.frozen import frozen
from selector.model.near_names import RUN, NearNames
from selector.model.problem import Location, Problem, Related, shown
from selector.model.vocabulary import plain
from selector.reading.films.asset_entry import AssetEntry, AssetLocations, EntriesRead
from selector.reading.films.assets_by_hand import assets_by_hand
from selector.reading.text.document import Problems, Steps
from selector.reading.text.locations import Located, Locations
from selector.reading.text.message import Message, refusal_message
from selector.reading.text.problem_limit import shown_problems


@frozen
class AssetsRead:
    """The assets of a file, the locations of each, and what is wrong.

    With errors among the problems, some assets are left out. `own_tags` are the tags that people
    wrote beside `pictures`, by the name above them.
    """

    assets: tuple[Asset, ...] = ()
    locations: tuple[AssetLocations, ...] = ()
    problems: Problems = ()
    own_tags: Mapping[str, str] = field(default_factory=dict)


def read_assets(data: object, document: Located, *, yaml: bool) -> AssetsRead:
    """The assets that a file's data describes.

    Args:
        data: What the file says; for JSON Lines the list of its lines.
        document: The locations of its values.
        yaml: True for YAML. There, and in the hand-written form, unknown keys are warned about.

    Returns:
        The assets, their locations and what is wrong.
    """
    foreign = _of_another_kind(data, Locations(document=document))
    if foreign is not None:
        return AssetsRead(problems=(foreign,))
    entries, problems = _entries(data, document, yaml=yaml)
    problems += shown_problems(_unseen_tags(entries))
    entries = [entry for entry in entries if entry.asset.manifest_tag.strip()]
    problems += shown_problems(_shared_ids(entries))
    return AssetsRead(
        assets=tuple(entry.asset for entry in entries),
        locations=tuple(entry.locations for entry in entries),
        problems=tuple(problems),
        own_tags=dict(_own_tags(data)),
    )


def _own_tags(data: object) -> Iterator[tuple[str, str]]:
    individuals = data.get("individuals") if isinstance(data, Mapping) else None
    if not isinstance(individuals, Mapping):
        return
    for name, individual in individuals.items():
        tag = individual.get("tag") if isinstance(individual, Mapping) else None
        if isinstance(tag, str):
            yield plain(str(name)), plain(tag)


def _entries(
    data: Any,  # noqa: ANN401  # a file may hold anything
    document: Located,
    *,
    yaml: bool,
) -> EntriesRead:
    whole = Locations(document=document)
    if isinstance(data, Mapping) and not data.keys().isdisjoint(("individuals", "pictures")):
        return assets_by_hand(data, whole)
    from selector.reading.films.assets_of_pipeline import (  # noqa: PLC0415  # not by hand
        assets_of_pipeline,
    )

    match data:
        case {"assets": _}:
            return assets_of_pipeline(data, whole, yaml=yaml)
        case list() if any(map(_is_by_hand, data)):
            return [], [_no_heading(whole)]
        case list():
            listed = Locations(document=_Listed(document=document))
            return assets_of_pipeline({"assets": data}, listed, yaml=yaml)
        case None:
            return [], []
        case _:
            return [], [_no_assets(data, whole)]


def _of_another_kind(data: object, whole: Locations) -> Problem | None:
    """F304: a storyboard, the film's scenes or its rules in place of its pictures."""
    first = data[0] if data and isinstance(data, list) else data
    if isinstance(first, Mapping) and not _OF_PICTURES.isdisjoint(first):
        return None
    from selector.reading.foreign_files import (  # noqa: PLC0415  # few files get here
        another_part,
        looks_like,
    )

    looks = looks_like("", data)
    if looks is None or looks.part == "assets":
        return None
    example = whole.voice.example("", AN_ASSETS_FILE.example)
    return another_part(looks, "a list of pictures", example).at(whole.of())


_OF_PICTURES = frozenset(
    (
        "assets",
        "individuals",
        "pictures",
        "picture",
        "manifest_tag",
        "asset_type",
        "reference_image_url",
    )
)
"""Keys of a list of pictures, or of a picture in it."""


@frozen
class _Listed:
    """A list read as if it were under `assets`, so that one shape serves both forms."""

    document: Located

    @property
    def file(self) -> str:
        return self.document.file

    def at(self, path: Steps, *, key: bool = False) -> Location:
        return self.document.at(path[1:], key=key and len(path) > 1)


def _is_by_hand(entry: object) -> bool:
    if not isinstance(entry, Mapping):
        return False
    return "picture" in entry and "manifest_tag" not in entry


def _no_heading(whole: Locations) -> Problem:
    message = _NO_HEADING
    if whole.voice.is_json:
        message = _NO_HEADING_IN_JSON
    return message.at(whole.of())


def _no_assets(data: object, whole: Locations) -> Problem:
    """F304: a file without any of the keys under which pictures are listed."""
    if not isinstance(data, Mapping):
        refusal = whole.voice.wrong((), AN_ASSETS_FILE, data, called="This file")
        return refusal_message("F304", refusal).at(whole.of())
    known = NearNames(("individuals", "pictures", "assets"), steps=RUN)
    hints = filter(None, map(known.did_you_mean, data))
    hint = next(hints, None) or whole.voice.write((), AN_ASSETS_FILE)
    return _NO_PICTURES.about(hint=hint).at(whole.of())


def _unseen_tags(entries: Iterable[AssetEntry]) -> Iterator[Problem]:
    """A501: a tag of invisible characters, which do not count, is not a tag."""
    for entry in entries:
        if not entry.asset.manifest_tag.strip():
            yield _INVISIBLE_TAG.at(entry.locations.of("manifest_tag"))


def tags_of_two(read: AssetsRead) -> Iterator[Problem]:
    """F313: two names share a tag, so no scene can say which of the two it means.

    Two names that are joined by what their pictures were cut from are one person, place or thing.
    """
    if not _any_shared(read.assets):
        return
    individuals = AssetPool(read.assets).individuals
    first: dict[str, tuple[int, Asset, AssetLocations]] = {}
    reported: set[tuple[str, int]] = set()
    pictures = zip(individuals, read.assets, read.locations, strict=True)
    for individual, asset, locations in pictures:
        if asset.individual is None:
            continue
        tag = asset.manifest_tag
        other, other_asset, there = first.setdefault(tag, (individual, asset, locations))
        if individual == other or (tag, individual) in reported:
            continue
        reported.add((tag, individual))
        name = shown(other_asset.individual)
        here = shown(asset.individual)
        message = _TAG_OF_TWO.about(tag=shown(tag), other=name, name=here)
        related = Related(at=there.of("manifest_tag"), what=f"`{name}` already uses it here")
        yield message.at(locations.of("manifest_tag"), related)


def _any_shared(assets: Iterable[Asset]) -> bool:
    """True where one tag has pictures of two names, which may yet be one person."""
    first: dict[str, str] = {}
    for asset in assets:
        name = asset.individual
        if name is not None and first.setdefault(asset.manifest_tag, name) != name:
            return True
    return False


def _shared_ids(entries: Iterable[AssetEntry]) -> Iterator[Problem]:
    """A503: an id tells a picture from every other."""
    first: dict[str, AssetEntry] = {}
    for entry in entries:
        name = entry.asset.id
        if name is None:
            continue
        other = first.setdefault(name, entry)
        if other is entry:
            continue
        key = "id"
        message = _SHARED_ID.about(name=name)
        if entry.is_named_by_path:
            key = "reference_image_url"
            message = _PATH_AS_ID.about(name=name)
        if entry.is_named_by_path and other.is_named_by_path:
            message = _LISTED_TWICE.about(picture=shown(entry.asset.reference_image_url))
        related = Related(at=other.locations.of(key), what="The first is here")
        yield message.at(entry.locations.of(key), related)


_NO_HEADING = Message(
    "F304",
    "This is a list of pictures without a heading.",
    "Write `pictures:` above it.",
)
_NO_HEADING_IN_JSON = _NO_HEADING._replace(hint='Put it inside `{"pictures": […]}`.')
_NO_PICTURES = Message(
    "F304",
    "The film's pictures are missing: this file has neither `individuals` nor `pictures`.",
    "{hint}",
)
_INVISIBLE_TAG = Message(
    "A501",
    "This tag consists only of invisible characters.",
    "Write a tag with visible characters, such as `WREN`.",
)
_TAG_OF_TWO = Message(
    "F313",
    "The tag `{tag}` is used for `{other}`, and here for `{name}`: "
    "a scene that places it could mean either.",
    "Give one of them another tag, and use that tag in its scenes.",
)
_SHARED_ID = Message("A503", "Two pictures have the id `{name}`.", "Give each an id of its own.")
_PATH_AS_ID = _SHARED_ID._replace(
    hint="Give one of them another `id`. A picture without an `id` uses its path as its id."
)
_LISTED_TWICE = Message(
    "A503",
    "The picture `{picture}` is listed twice with the same tag.",
    "Delete one of the two. If it shows two people, give each a tag of their own.",
)
