"""Assets in; notes out on attributes that nobody reads, because they are called by another name than the engine's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from inspect import getattr_static
from itertools import chain, islice
from typing import Any

from selector.engine.asset_values import has_keys
from selector.model.near_names import NearNames
from selector.model.picks import Note
from selector.model.vocabulary import fold

OPTIONAL = (
    "id",
    "name",
    "quality_score",
    "is_face_crop",
    "source_asset_id",
    "individual",
    "reference_image_url",
    "user_tags",
)
"""What an asset may say besides its tag and its type."""

OTHER_NAMES: dict[str, str] = {
    **dict.fromkeys(("asset_id", "uuid", "identifier", "picture_id", "image_id"), "id"),
    **dict.fromkeys(("quality", "score", "qualityscore", "rating", "quality_rating"), "quality_score"),
    **dict.fromkeys(
        ("is_face", "face", "face_crop", "isface", "isfacecrop", "is_facecrop", "crop", "crop_type"), "is_face_crop"
    ),
    **dict.fromkeys(
        ("source_id", "source_asset", "sourceassetid", "cut_from", "cropped_from", "parent_id", "parent_asset_id"),
        "source_asset_id",
    ),
    **dict.fromkeys(("individual_name", "individual_id", "person", "identity", "character_name"), "individual"),
    **dict.fromkeys(
        ("url", "image_url", "image", "picture", "path", "file", "reference_url", "reference_image", "image_path",
         "picture_url", "referenceimageurl"),
        "reference_image_url",
    ),
    **dict.fromkeys(("tags", "labels", "usertags", "user_labels"), "user_tags"),
}  # fmt: skip
"""What pipelines and people call these, folded; never read, only noted."""

_NEAR = NearNames((name for name in OPTIONAL if len(name) > 4), cutoff=0.85)
"""For slips: `quality_scores`. Of short names too much is near."""

_MOST_ASSETS, _MOST_NAMES = 10_000, 200
"""How many assets are looked at, and how many different names among them: a pool's assets are mostly of one kind."""


def notes_on_attributes(assets: Iterable[Any]) -> Iterator[Note]:
    """A note for every attribute that has another name in some asset, and one where nothing optional is said at all.

    Only the names of attributes are looked at, never their values.
    """
    kinds = dict.fromkeys(map(_names, islice(assets, _MOST_ASSETS)))
    if kinds and not any(attribute in names for names in kinds for attribute in OPTIONAL):
        yield Note(kind="no_optional_attributes")
    meant = {name: meant_by(name) for name in islice(dict.fromkeys(chain(*kinds)), _MOST_NAMES)}
    noted: set[str] = set()
    for names in kinds:
        for name in names:
            attribute = meant.get(name)
            if attribute and attribute not in noted and attribute not in names:
                noted.add(attribute)
                yield Note(
                    kind="misnamed_attribute", values={"written": name, "attribute": attribute}
                )


def meant_by(written: str) -> str | None:
    """The attribute that was likely meant by a name that is none: `quality` is `quality_score`, `Is Face` likewise."""
    if written in OPTIONAL:
        return None
    folded = fold(written)
    if folded in OPTIONAL:
        return folded
    return OTHER_NAMES.get(folded) or _NEAR.nearest(folded)


def _names(asset: Any) -> tuple[str, ...]:
    """The names that an asset has values under, or may have."""
    if has_keys(asset):
        return tuple(key for key in asset.keys() if isinstance(key, str))  # noqa: SIM118  # a row gives its values
    kind: type = type(asset)
    return (*_of_class(kind), *getattr(asset, "__dict__", ()))


@lru_cache(maxsize=256)
def _of_class(kind: type[object]) -> tuple[str, ...]:
    """The names that a class gives values under. Its methods are things to do, and no values."""
    public = (name for name in dir(kind) if not name.startswith("_"))
    return tuple(name for name in public if not _is_method(getattr_static(kind, name, None)))


def _is_method(its: object) -> bool:
    return callable(its) or isinstance(its, classmethod)
