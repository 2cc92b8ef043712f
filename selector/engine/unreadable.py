"""Assets in; out those whose own property raised an AttributeError when it was read.

`getattr` with a default takes such an error for a missing attribute. So if nothing was found, and
the class works the attribute out (a property, a descriptor), it is read once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from inspect import getattr_static
from types import MemberDescriptorType

from selector.engine.asset_values import by_attribute
from selector.language.facts import Picture

ATTRIBUTES = {
    "manifest_tag": "tag",
    "asset_type": "type",
    "is_face_crop": "is_face",
    "quality_score": "quality",
    "id": "id",
    "source_asset_id": "source",
    "individual": "individual",
    "name": "name",
    "user_tags": "labels",
    "reference_image_url": "address",
    "clean_reference": "clean",
}
"""What is read of an asset, and the field of a row of the pool that has it."""


def any_swallowed(assets: Sequence[object], rows: Sequence[Picture]) -> bool:
    """Whether any asset could not be read, though it seemed to lack the attribute."""
    worked_out = {}
    for kind in set(map(type, assets)):
        names = _worked_out(kind)
        if names:
            worked_out[kind] = names
    if not worked_out:
        return False
    for asset, row in zip(assets, rows, strict=True):
        names = worked_out.get(type(asset), ())
        missing = [name for name in names if not getattr(row, ATTRIBUTES[name])]
        if any(swallowed(asset, missing)):
            return True
    return False


def swallowed(
    asset: object, names: Sequence[str] = tuple(ATTRIBUTES)
) -> Iterator[tuple[str, AttributeError]]:
    """Those of the attributes whose own property raises an AttributeError, each with that error."""
    kind: type = type(asset)
    is_read_by_key = by_attribute(asset) is not asset
    for name in _worked_out(kind):
        if name not in names:
            continue
        if is_read_by_key and name != "manifest_tag":
            continue
        try:
            getattr(asset, name)
        except AttributeError as error:
            yield name, error


@lru_cache(maxsize=256)
def _worked_out(kind: type[object]) -> tuple[str, ...]:
    """The attributes that a class works out."""
    return tuple(name for name in ATTRIBUTES if _is_worked_out(getattr_static(kind, name, None)))


def _is_worked_out(its: object) -> bool:
    """Whether it is a property or a like descriptor. A slot without a value is only missing."""
    return hasattr(type(its), "__get__") and not isinstance(its, MemberDescriptorType)
