"""Attributes that nobody reads, because the engine knows another name.

Assets in; the names under which they have values out. These names in; notes on them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from inspect import getattr_static
from itertools import chain, islice
from operator import attrgetter
from typing import Any, TypeAlias

from selector.engine.asset_getter import TAG, has_keys, keys_read
from selector.model.near_names import NearNames
from selector.model.picks import Note
from selector.model.vocabulary import fold

REQUIRED = ("manifest_tag", "asset_type")
"""The attributes that every asset has."""
OPTIONAL = (
    "id",
    "name",
    "quality_score",
    "is_face_crop",
    "source_asset_id",
    "individual",
    "reference_image_url",
    "user_tags",
    "clean_reference",
)
"""The attributes that an asset may have besides its tag and its type."""

_NAMES_USED = {
    "id": ("asset_id", "uuid", "identifier", "picture_id", "image_id"),
    "quality_score": ("quality", "score", "qualityscore", "rating", "quality_rating"),
    "is_face_crop": (
        "is_face", "face", "face_crop", "isface", "isfacecrop", "is_facecrop", "crop", "crop_type",
    ),
    "source_asset_id": (
        "source_id", "source_asset", "sourceassetid", "cut_from", "cropped_from", "parent_id",
        "parent_asset_id",
    ),
    "individual": ("individual_name", "individual_id", "person", "identity", "character_name"),
    "reference_image_url": (
        "url", "image_url", "image", "picture", "path", "file", "reference_url", "reference_image",
        "image_path", "picture_url", "referenceimageurl",
    ),
    "user_tags": ("tags", "labels", "usertags", "user_labels"),
    "clean_reference": (
        "cleaned", "clean", "cleaned_reference", "primary_clean_reference", "cleanreference",
    ),
}  # fmt: skip
"""What pipelines and people call these, folded; never read, only noted."""


def _by_other_name() -> dict[str, str]:
    attributes = {}
    for attribute, names in _NAMES_USED.items():
        attributes.update(dict.fromkeys(names, attribute))
    return attributes


OTHER_NAMES = _by_other_name()
"""The attribute that each of these names means."""
_NEAR = NearNames((name for name in OPTIONAL if len(name) > 4), cutoff=0.85)
"""For slips: `quality_scores`. Too much is near a short name."""

_NEAR_ENOUGH = 0.8
"""How near a name must be to one that is missing: `manifest_id` is not a slip of `manifest_tag`."""

_MOST_ASSETS, _MOST_NAMES = 10_000, 200
"""How many assets are looked at, and how many names in them: most assets of a pool are alike."""


Names: TypeAlias = tuple[str, ...]


def attribute_names(assets: Sequence[Any]) -> tuple[Names, ...]:
    """The names under which assets have values: each combination once, in the order of the assets.

    The values are not read.
    """
    first = assets[:_MOST_ASSETS]
    if len(set(map(type, first))) == 1:
        return _of_one_class(first)
    return tuple(dict.fromkeys(map(_names, first)))


def notes_on_attributes(combinations: Iterable[Names]) -> Iterator[Note]:
    """A note for every attribute that has another name in some asset.

    There is one note, too, if no asset has any optional attribute.

    Args:
        combinations: As `attribute_names` returns them.
    """
    kinds = tuple(combinations)
    names = dict.fromkeys(chain(*kinds))
    if kinds and names.keys().isdisjoint(OPTIONAL):
        yield Note(kind="no_optional_attributes")
    meant = {name: meant_by(name) for name in islice(names, _MOST_NAMES)}
    noted: set[str] = set()
    for kind in kinds:
        for name in kind:
            attribute = meant.get(name)
            if attribute is None or attribute in noted or attribute in kind:
                continue
            noted.add(attribute)
            values = {"written": name, "attribute": attribute}
            yield Note(kind="misnamed_attribute", values=values)


def meant_by(written: str) -> str | None:
    """The attribute that a name likely means which the engine does not know.

    `quality` means `quality_score`, and `Is Face` means `is_face_crop`.

    Returns:
        The attribute; None if the name is known, or means nothing that is.
    """
    if written in OPTIONAL:
        return None
    folded = fold(written)
    if folded in OPTIONAL:
        return folded
    return OTHER_NAMES.get(folded) or _NEAR.nearest(folded)


def near_missing(missing: str, names: Iterable[object]) -> str:
    """Which of the names beside a missing one is most likely that name; an empty text for none."""
    others = tuple(name for name in names if isinstance(name, str) and name != missing)
    return _nearest(missing, others)


@lru_cache(maxsize=256)
def _nearest(missing: str, names: Names) -> str:
    return NearNames(names, form=fold, cutoff=_NEAR_ENOUGH).nearest(missing) or ""


def _of_one_class(assets: Sequence[Any]) -> tuple[Names, ...]:
    """The same for assets of one class, as nearly all pools have: in a third of the time."""
    kind: type = type(assets[0])
    if kind is dict:
        keys = dict.fromkeys(map(tuple, assets))
        return tuple(map(_texts, keys))
    if has_keys(kind):
        keys = dict.fromkeys(tuple(asset.keys()) for asset in assets)
        if all(TAG in each for each in keys):
            return tuple(dict.fromkeys(map(_texts, keys)))
        return tuple(dict.fromkeys(map(_names, assets)))
    own = _of_class(kind)
    if kind.__dictoffset__ == 0:
        return (own,)
    attributes = dict.fromkeys(map(tuple, map(_attributes, assets)))
    return tuple((*own, *names) for names in attributes)


_attributes = attrgetter("__dict__")


def _names(asset: Any) -> Names:
    """The names under which an asset has values, or may have some."""
    kind: type = type(asset)
    if has_keys(kind):
        names = _texts(asset.keys())
        if TAG in names or keys_read(asset) is not None:
            return names
    return (*_of_class(kind), *getattr(asset, "__dict__", ()))


def _texts(keys: Iterable[object]) -> Names:
    return tuple(key for key in keys if isinstance(key, str))


@lru_cache(maxsize=256)
def _of_class(kind: type[object]) -> tuple[str, ...]:
    """The names under which a class has values. Its methods are not values."""
    public = [name for name in dir(kind) if not name.startswith("_")]
    return tuple(name for name in public if not _is_method(kind, name))


def _is_method(kind: type[object], name: str) -> bool:
    its = getattr_static(kind, name, None)
    return callable(its) or isinstance(its, classmethod)
