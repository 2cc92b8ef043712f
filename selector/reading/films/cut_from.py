"""The names of hand-written pictures, and which picture `cut_from` means.

In: what tells each picture from the others. Out: for each `cut_from` the id of a picture, or why it
means none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selector.model.asset import Asset
from selector.model.frozen import frozen
from selector.model.near_names import RUN, NearNames
from selector.model.problem import Problem
from selector.reading.films.asset_entry import AssetEntry
from selector.reading.text.message import Message


@frozen
class PictureName:
    """What tells a hand-written picture from others, and what `cut_from` may call it."""

    id: str
    path: str
    individual: str | None
    tag: str


class PictureNames:
    """Finds the picture that `cut_from` means: the one with that id, else one with that path.

    Of several with that path it is the one of the same person, place or thing, else the one under
    the same tag, else the first.
    """

    def __init__(self, names: Iterable[PictureName]) -> None:
        self._ids: dict[str, None] = {}
        self._by_individual: dict[tuple[str, str | None], str] = {}
        self._by_tag: dict[tuple[str, str], str] = {}
        self._by_path: dict[str, str] = {}
        for name in names:
            if name.id != name.path:
                self._ids[name.id] = None
            self._by_individual.setdefault((name.path, name.individual), name.id)
            self._by_tag.setdefault((name.path, name.tag), name.id)
            self._by_path.setdefault(name.path, name.id)

    def source_of(self, asset: Asset) -> str | None:
        """The id of the picture that an asset was cut from; None where no picture is meant."""
        source = asset.source_asset_id or ""
        if source in self._ids:
            return source
        found = None
        if asset.individual:
            found = self._by_individual.get((source, asset.individual))
        found = found or self._by_tag.get((source, asset.manifest_tag))
        return found or self._by_path.get(source)

    def all_names(self) -> list[str]:
        """Every id and path, once."""
        names = dict.fromkeys((*self._by_path, *self._ids))
        return list(names)


def cut_from_problems(entries: Iterable[AssetEntry], names: PictureNames) -> Iterator[Problem]:
    """F352: `cut_from` names a picture that is not there, or the very picture it is about."""
    near_names: NearNames | None = None
    for entry in entries:
        asset = entry.asset
        source = asset.source_asset_id
        meant = names.source_of(asset)
        if source is None or meant not in (None, asset.id):
            continue
        message = _FROM_ITSELF
        if meant is None:
            near_names = near_names or NearNames(names.all_names(), steps=RUN)
            hint = near_names.did_you_mean(source) or _NOT_JOINED
            message = _FROM_NOTHING.about(source=source, hint=hint)
        yield message.at(entry.locations.of("source_asset_id"))


def with_source(entry: AssetEntry, names: PictureNames) -> AssetEntry:
    """The entry, with the id of the picture that it was cut from where the file gives a path."""
    asset = entry.asset
    if asset.source_asset_id is None:
        return entry
    source = names.source_of(asset) or asset.source_asset_id
    joined = replace(asset, source_asset_id=source)
    return replace(entry, asset=joined)


_FROM_ITSELF = Message(
    "F352",
    "This picture's `cut_from` names the picture itself.",
    "Delete `cut_from`, or write which picture this one was cut from.",
)
_FROM_NOTHING = Message(
    "F352", "`cut_from` names `{source}`, but no picture has that id or path.", "{hint}"
)
_NOT_JOINED = (
    "Write the id or the path of the picture that this one was cut from. Otherwise the two may"
    " count as pictures of different people, places or things."
)
