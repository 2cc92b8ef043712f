"""The pictures of a film: an assets file's data in; assets in the order of the file out, with every problem located.

Two forms. By hand, pictures stand under the individual they show, or in a list of their own; pipelines write a list
of assets with the engine's names, or a document that has one under `assets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from selector.engine.misnamed import meant_by
from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.expected import AN_ASSETS_FILE, EXPECTED
from selector.model.near_names import RUN, NearNames
from selector.model.problem import Location, Problem, Related, shown
from selector.model.vocabulary import plain
from selector.reading.films.film_words import shape_problems
from selector.reading.films.picture_files import is_web_address
from selector.reading.text.document import Steps, value_at
from selector.reading.text.locations import Located, Locations
from selector.reading.text.problem_limit import shown_problems

_BY_HAND = {
    "manifest_tag": "tag",
    "asset_type": "type",
    "is_face_crop": "crop",
    "quality_score": "quality",
    "source_asset_id": "cut_from",
    "reference_image_url": "picture",
    "user_tags": "labels",
}
"""The hand-written word for each of the engine's names that has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLocations:
    """Where one asset and its values lie. `above` is the individual it stands under, in the hand-written form."""

    entry: Locations
    above: Locations | None = None
    by_hand: bool

    def of(self, attribute: str) -> Location:
        """The place of a value, by the engine's name for it; of the whole entry where it is not written."""
        word = self.word(attribute)
        if self.above is not None:
            if attribute == "individual":
                return self.above.of(key=True)
            entry, above = self.entry.of(word), self.above.of(word)
            if entry == self.entry.of() and above != self.above.of(key=True):
                return above
        return self.entry.of(word)

    def word(self, attribute: str) -> str:
        """What the file calls an attribute."""
        return _BY_HAND.get(attribute, attribute) if self.by_hand else attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetsRead:
    """The assets of a file, the place of each, and what is wrong. With errors among the problems, some are left out."""

    assets: tuple[Asset, ...] = ()
    locations: tuple[AssetLocations, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One picture, from a file of either form, with what its individual says for all its pictures; and its places.

    `is_named_by_path` says that its writer gave it no id.
    """

    asset: Asset
    locations: AssetLocations
    is_named_by_path: bool = False


def read_assets(data: object, document: Located, *, yaml: bool) -> AssetsRead:
    """The assets that a file's data describes. Unknown keys are warned about in YAML and in the hand-written form.

    A file of JSON Lines comes as the list of its lines.
    """
    whole = Locations(document=document)
    if isinstance(data, Mapping) and ("individuals" in data or "pictures" in data):
        entries, problems = _by_hand(data, whole)
    elif isinstance(data, Mapping) and "assets" in data:
        entries, problems = _from_pipeline(data, whole, yaml=yaml)
    elif isinstance(data, list) and any(
        isinstance(each, Mapping) and _is_by_hand(each) for each in data
    ):
        what, hint = "This is a list of pictures without a heading.", "Write `pictures:` above it."
        hint = 'Put it within `{"pictures": […]}`.' if whole.voice.is_json else hint
        entries, problems = [], [Problem(at=whole.of(), code="F304", what=what, hint=hint)]
    elif isinstance(data, list):
        entries, problems = _from_pipeline(
            {"assets": data}, Locations(document=_Listed(document=document)), yaml=yaml
        )
    elif data is None:
        entries, problems = [], []
    else:
        entries, problems = [], [_no_assets(data, whole)]
    problems += shown_problems(_unseen_tags(entries))
    entries = [entry for entry in entries if entry.asset.manifest_tag.strip()]
    problems += shown_problems(_shared_ids(entries))
    return AssetsRead(
        assets=tuple(entry.asset for entry in entries),
        locations=tuple(entry.locations for entry in entries),
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A list read as if it stood under `assets`, so that one shape serves both ways of writing it."""

    document: Located

    @property
    def file(self) -> str:
        return self.document.file

    def at(self, path: Steps, *, key: bool = False) -> Location:
        return self.document.at(path[1:], key=key and len(path) > 1)


def _is_by_hand(entry: Mapping[str, Any]) -> bool:
    return "picture" in entry and "manifest_tag" not in entry


def _no_assets(data: object, whole: Locations) -> Problem:
    if not isinstance(data, Mapping):
        refusal = whole.voice.wrong((), AN_ASSETS_FILE, data, called="This file")
        return Problem(at=whole.of(), code="F304", what=refusal.what, hint=refusal.hint)
    known = NearNames(("individuals", "pictures", "assets"), steps=RUN)
    hint = next(filter(None, (known.did_you_mean(key) for key in data)), "")
    what = "The film's pictures are missing: this file has neither `individuals` nor `pictures`."
    return Problem(
        at=whole.of(), code="F304", what=what, hint=hint or whole.voice.write((), AN_ASSETS_FILE)
    )


def _by_hand(data: Mapping[str, Any], whole: Locations) -> tuple[list[_Entry], list[Problem]]:
    found = shape_problems(data, "film-assets", whole, by_hand=True)
    problems = [problem for each in found.values() for problem in each]
    problems += shown_problems(_names_alike(data.get("individuals"), whole))
    entries: list[_Entry] = []
    touched = _touched(found)
    names = dict(_names(data))
    for path, above in _pictures(data):
        if path not in touched:
            locations = AssetLocations(
                entry=whole.inside(*path),
                above=whole.inside(*path[:2]) if len(path) == 4 else None,
                by_hand=True,
            )
            picture = value_at(data, path)
            lacking = list(_lacking(picture, above, locations))
            problems += lacking or _path_problems(picture["picture"], locations)
            if not lacking:
                asset = _picture(picture, above, names[path])
                entries.append(
                    _Entry(asset=asset, locations=locations, is_named_by_path=not picture.get("id"))
                )
    sources = _Sources(names.values())
    problems += _source_problems(entries, sources)
    return [_with_source(entry, sources) for entry in entries], problems


def _names_alike(individuals: object, whole: Locations) -> Iterator[Problem]:
    """F315: names of individuals differ in nothing that can be seen, so they would be read as one; or nothing is seen.

    Names are compared composed and without invisible characters.
    """
    first: dict[str, Any] = {}
    for written in individuals if isinstance(individuals, Mapping) else ():
        name, at = plain(str(written)), whole.of("individuals", written, key=True)
        if str(written).strip() and not name.strip():
            what = "The name of this individual is made of invisible characters alone."
            yield Problem(at=at, code="F315", what=what, hint="Write a name that can be seen.")
        elif first.setdefault(name, written) != written:
            what = f"Two individuals have the name `{shown(name)}`: written in two ways that look alike."
            there = Related(
                at=whole.of("individuals", first[name], key=True), what="The first is here"
            )
            hint = "Give one of them another name, or put its pictures under the other."
            yield Problem(at=at, code="F315", what=what, hint=hint, related=(there,))


def _pictures(data: Mapping[str, Any]) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """The path of each picture in the order of the file, with the individual that it stands under."""
    for key, held in data.items():
        if key == "pictures" and isinstance(held, list):
            yield from (((key, number), {}) for number in range(len(held)))
        elif key == "individuals" and isinstance(held, Mapping):
            for name, individual in held.items():
                if isinstance(individual, Mapping) and isinstance(individual.get("pictures"), list):
                    pictures = range(len(individual["pictures"]))
                    yield from (
                        ((key, name, "pictures", number), individual) for number in pictures
                    )


def _touched(found: Iterable[Steps]) -> frozenset[Steps]:
    """Every path at or inside which a problem stands."""
    return frozenset(path[:length] for path in found for length in range(1, len(path) + 1))


def _lacking(
    picture: Mapping[str, Any], above: Mapping[str, Any], locations: AssetLocations
) -> Iterator[Problem]:
    """A501: a picture needs a tag and a type, its own or its individual's."""
    for word in ("tag", "type"):
        if picture.get(word) is None and above.get(word) is None:
            expected = EXPECTED[word]
            if locations.above:
                expected = expected._replace(
                    other="here or once for all pictures of the individual"
                )
            refusal = locations.entry.voice.missing((word,), expected)
            yield Problem(
                at=locations.of("reference_image_url"),
                code="A501",
                what=refusal.what,
                hint=refusal.hint,
            )


def _path_problems(path: str, locations: AssetLocations) -> list[Problem]:
    """F306: a hand-written picture is a path that stays inside the film folder, so that the folder can be moved."""
    if is_web_address(path):
        return []
    at = locations.of("reference_image_url")
    if path.startswith(("/", "\\", "~")) or PureWindowsPath(path).drive:
        what = f"`{path}` is a place on this computer."
    elif leads_outside(path):
        what = f"`{path}` leads out of the film folder."
    else:
        return []
    hint = "Put the picture inside the film folder and write its path from there."
    return [Problem(at=at, code="F306", what=what, hint=hint)]


def leads_outside(path: str) -> bool:
    """Whether a relative path climbs out of the folder that it starts from."""
    depth = 0
    for part in PurePosixPath(path.replace("\\", "/")).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return False


def _picture(picture: Mapping[str, Any], above: Mapping[str, Any], name: _Name) -> Asset:
    quality = picture.get("quality")
    return Asset(
        id=name.id,
        manifest_tag=plain(
            str(picture.get("tag") or above["tag"])
        ),  # above may be refused, and then no film is made
        asset_type=picture.get("type") or above["type"],
        name=picture.get("name"),
        quality_score=None if quality is None else float(quality),
        is_face_crop=picture.get("crop") == "face",
        source_asset_id=_text(picture.get("cut_from")),
        individual=name.individual,
        reference_image_url=picture["picture"],
        description=picture.get("description"),
        user_tags=tuple(picture.get("labels") or ()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """What tells a hand-written picture from others, and what `cut_from` may call it."""

    id: str
    path: str
    individual: str | None
    tag: str


def _names(data: Mapping[str, Any]) -> Iterator[tuple[Steps, _Name]]:
    """The names of each picture, by where it stands.

    Its id is its own, else its path. One photograph may show several people, each under a tag of their own: from the
    second on, the id is the path with the tag behind it, so that the first keeps its id when others are added.
    """
    first_tags: dict[str, str] = {}
    for steps, above in _pictures(data):
        picture = value_at(data, steps)
        if not isinstance(picture, Mapping):
            continue
        path = plain(str(picture.get("picture")))
        tag = plain(str(picture.get("tag") or above.get("tag")))
        name = picture.get("id")
        if not name:
            name = path if first_tags.setdefault(path, tag) == tag else f"{path}#{tag}"
        individual = _text(steps[1]) if len(steps) == 4 else None
        yield steps, _Name(id=plain(str(name)), path=path, individual=individual, tag=tag)


class _Sources:
    """Which picture `cut_from` means: the one with that id, else one with that path.

    Of several with that path it is the one under the same individual, else under the same tag, else the first.
    """

    def __init__(self, names: Iterable[_Name]) -> None:
        self._ids: dict[str, None] = {}
        self._of_individuals: dict[tuple[str, str | None], str] = {}
        self._of_tags: dict[tuple[str, str], str] = {}
        self._of_paths: dict[str, str] = {}
        for name in names:
            if name.id != name.path:
                self._ids[name.id] = None
            self._of_individuals.setdefault((name.path, name.individual), name.id)
            self._of_tags.setdefault((name.path, name.tag), name.id)
            self._of_paths.setdefault(name.path, name.id)

    def meant_by(self, asset: Asset) -> str | None:
        """The id of the picture that an asset was cut from; None where no picture has that id or path."""
        source = asset.source_asset_id or ""
        if source in self._ids:
            return source
        by_individual = asset.individual and self._of_individuals.get((source, asset.individual))
        return (
            by_individual
            or self._of_tags.get((source, asset.manifest_tag))
            or self._of_paths.get(source)
        )

    def all_names(self) -> list[str]:
        """Every id and path, once."""
        return list(dict.fromkeys((*self._of_paths, *self._ids)))


def _source_problems(entries: list[_Entry], sources: _Sources) -> Iterator[Problem]:
    """F352: `cut_from` names the id or the path of another picture; anything else joins nothing."""
    near_names: NearNames | None = None
    for entry in entries:
        source, meant = entry.asset.source_asset_id, sources.meant_by(entry.asset)
        if source is None or meant not in (None, entry.asset.id):
            continue
        if meant is not None:
            what = "This picture is said to be cut from itself."
            hint = "Take `cut_from` out, or name the picture that it was cut from."
        else:
            near_names = near_names or NearNames(sources.all_names(), steps=RUN)
            what = f"`cut_from` names `{source}`, and no picture has that id or path."
            hint = (
                near_names.did_you_mean(source)
                or "Without it the two are not known to show one individual."
            )
        yield Problem(at=entry.locations.of("source_asset_id"), code="F352", what=what, hint=hint)


def _with_source(entry: _Entry, sources: _Sources) -> _Entry:
    """The entry, with the id of the picture that it was cut from where the file gives a path."""
    source = entry.asset.source_asset_id
    if source is None:
        return entry
    return replace(
        entry, asset=replace(entry.asset, source_asset_id=sources.meant_by(entry.asset) or source)
    )


def _from_pipeline(
    data: Mapping[str, Any], whole: Locations, *, yaml: bool
) -> tuple[list[_Entry], list[Problem]]:
    found = shape_problems(data, "assets", whole, by_hand=yaml)
    problems = [problem for each in found.values() for problem in each]
    listed = data["assets"] if isinstance(data["assets"], list) else []
    paths: list[Steps] = [("assets", number) for number in range(len(listed))]
    touched = _touched(found)
    if not yaml:
        problems += _misnamed(listed, whole)
    return [
        _Entry(
            asset=_asset(listed[number]),
            locations=AssetLocations(entry=whole.inside(*path), by_hand=False),
        )
        for number, path in enumerate(paths)
        if path not in touched
    ], problems


def _misnamed(listed: list[Any], whole: Locations) -> Iterator[Problem]:
    """F364: a key of a pipeline's own that is nearly the name of one that is read; said once of each name.

    Other keys of theirs pass unread. Of an asset that has the right name too, the other is the pipeline's own.
    """
    meant: dict[str, str | None] = {}
    said: set[str] = set()
    for number, entry in enumerate(listed):
        for name in entry if isinstance(entry, Mapping) else ():
            if name in said or name in _ATTRIBUTES:
                continue
            if name not in meant and len(meant) < _MOST_NAMES:
                meant[name] = meant_by(name)
            attribute = meant.get(name)
            if attribute is not None and attribute not in entry:
                said.add(name)
                refusal = whole.voice.unknown(name, "asset", near=attribute)
                at = whole.of("assets", number, name, key=True)
                what = f"{refusal.what[:-1]}, so it is not read."
                yield Problem(at=at, code="F364", what=what, hint=refusal.hint)


_ATTRIBUTES = frozenset(attribute.name for attribute in fields(Asset))
_MOST_NAMES = 200
"""How many different keys are looked at: a pipeline's assets are mostly of one kind."""


def _asset(raw: Mapping[str, Any]) -> Asset:
    quality = raw.get("quality_score")
    return Asset(
        id=_text(raw.get("id")),
        manifest_tag=plain(raw["manifest_tag"]),
        asset_type=raw["asset_type"],
        name=raw.get("name"),
        quality_score=None if quality is None else float(quality),
        is_face_crop=bool(raw.get("is_face_crop")),
        source_asset_id=_text(raw.get("source_asset_id")),
        individual=_text(raw.get("individual")),
        reference_image_url=raw.get("reference_image_url"),
        description=raw.get("description"),
        user_tags=tuple(raw.get("user_tags") or ()),
    )


def _text(value: str | float | None) -> str | None:
    """An id or a name as it is compared; none and empty are none. A whole float is the whole number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else plain(str(value)) or None


def _unseen_tags(entries: list[_Entry]) -> Iterator[Problem]:
    """A501: a tag of invisible characters alone, which do not count, is no tag."""
    for entry in entries:
        if not entry.asset.manifest_tag.strip():
            what, hint = (
                "This tag is made of invisible characters alone.",
                "Write one that can be seen, such as WREN.",
            )
            yield Problem(at=entry.locations.of("manifest_tag"), code="A501", what=what, hint=hint)


def tags_of_two(read: AssetsRead) -> Iterator[Problem]:
    """F313: two named individuals have pictures under one tag, so no scene can say which of the two it means.

    Two names that are joined by what their pictures were cut from are one individual.
    """
    if not _any_shared(read.assets):
        return
    individuals = AssetPool(read.assets).individuals
    first: dict[str, tuple[int, Asset, AssetLocations]] = {}
    said: set[tuple[str, int]] = set()
    for individual, asset, locations in zip(individuals, read.assets, read.locations, strict=True):
        tag = asset.manifest_tag
        if asset.individual is None:
            continue
        other, there, place = first.setdefault(tag, (individual, asset, locations))
        if individual == other or (tag, individual) in said:
            continue
        said.add((tag, individual))
        names = f"`{shown(there.individual)}`, and here for `{shown(asset.individual)}`"
        what = f"The tag `{shown(tag)}` is used for {names}, so a scene that places it could mean either."
        hint = "Give one of the two another tag, and place that tag where that one is meant."
        related = (
            Related(at=place.of("manifest_tag"), what=f"`{shown(there.individual)}` has it here"),
        )
        yield Problem(
            at=locations.of("manifest_tag"), code="F313", what=what, hint=hint, related=related
        )


def _any_shared(assets: Iterable[Asset]) -> bool:
    """Whether one tag has pictures of two names; they may yet be one individual."""
    first: dict[str, str] = {}
    named = [asset for asset in assets if asset.individual is not None]
    return any(
        first.setdefault(asset.manifest_tag, asset.individual or "") != asset.individual
        for asset in named
    )


def _shared_ids(entries: list[_Entry]) -> Iterator[Problem]:
    """A503: an id tells a picture from every other."""
    first: dict[str, _Entry] = {}
    for entry in entries:
        name = entry.asset.id
        if name is None or first.setdefault(name, entry) is entry:
            continue
        key = "reference_image_url" if entry.is_named_by_path else "id"
        what, hint = f"Two pictures have the id `{name}`.", "Give each an id of its own."
        if entry.is_named_by_path:
            hint = "Give one of them an `id`: unless given, it is the path."
        if entry.is_named_by_path and first[name].is_named_by_path:
            what = f"The picture `{shown(entry.asset.reference_image_url)}` is listed twice with one tag."
            hint = "Take one of the two out. If it shows two people, give each a tag of their own."
        there = Related(at=first[name].locations.of(key), what="The first is here")
        yield Problem(
            at=entry.locations.of(key), code="A503", what=what, hint=hint, related=(there,)
        )
