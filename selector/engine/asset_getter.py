"""An asset of any type, or what it holds, and a name in; the value under that name out.

An asset that has the key `manifest_tag` is read by its keys, any other by its attributes: a
`Series` of pandas has an attribute `name` of its own beside the key. What an asset holds (a clean
reference) is read by its keys if it has any.

Whatever an asset's own code raises passes through. `getattr` with a default takes an AttributeError
for a missing attribute, though it may come from inside: from a property, or from something that
`__getattr__` does. So if nothing was found where code of the asset's own gives values, it is read
once more without the default.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from inspect import getattr_static
from types import MemberDescriptorType
from typing import Any, TypeVar

from selector.language.facts import Picture

TAG = "manifest_tag"
ATTRIBUTES = {
    TAG: "tag",
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

_OF_WHAT_ASSETS_HOLD = (
    "clean_image_url",
    "face_similarity_score",
    "dialogue_lines",
    "dialogue",
    "speaker_tag",
    "speaker_name",
)
_NAMES = (*ATTRIBUTES, *_OF_WHAT_ASSETS_HOLD)
_NOTHING = object()
_Answer = TypeVar("_Answer")


def _for_each_class(question: Callable[[type], _Answer]) -> Callable[[type], _Answer]:
    """The answers are cached: most assets of a pool are of one class."""
    return lru_cache(maxsize=256)(question)


class _Values:
    """The values of an asset as attributes."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


@_for_each_class
def has_keys(kind: type) -> bool:
    """Whether objects of a class have keys, as mappings and some rows do (`sqlite3.Row`)."""
    return callable(getattr(kind, "keys", None)) and hasattr(kind, "__getitem__")


@_for_each_class
def is_read_directly(kind: type) -> bool:
    """Whether `getattr` with a default is enough for objects of a class, but for properties."""
    return not has_keys(kind) and not hasattr(kind, "__getattr__")


def keys_read(asset: Any) -> tuple[str, ...] | None:
    """The keys that are read of an asset; None if it is read by its attributes."""
    if not has_keys(type(asset)):
        return None
    keys = _read_among(tuple(asset.keys()))
    if TAG not in keys and _attribute(asset, TAG, None) is not None:
        return None
    return keys


@lru_cache(maxsize=256)
def _read_among(keys: tuple[object, ...]) -> tuple[str, ...]:
    """Those that are read; rows of one table have the same keys."""
    return tuple(name for name in ATTRIBUTES if name in keys)


def by_attribute(asset: Any) -> Any:
    """An asset as an object that has all it is read for as attributes."""
    kind = type(asset)
    if kind is dict:
        return _Values(asset)  # as it is: most dictionaries have little else
    if is_read_directly(kind):
        return asset
    keys = keys_read(asset)
    if keys is not None:
        return _Values({key: asset[key] for key in keys})
    values = {}
    for name in ATTRIBUTES:
        try:
            values[name] = getattr(asset, name)
        except AttributeError as error:
            _raise_from_inside(asset, name, error)
    return _Values(values)


def value_of(asset: Any, attribute: str) -> Any:
    """One value of an asset, as it is; None if the asset does not have it."""
    keys = keys_read(asset)
    if keys is None:
        return _attribute(asset, attribute, None)
    if attribute not in keys:
        return None
    return asset[attribute]


def has_value(holder: Any, key: str) -> bool:
    """Whether what has keys has such a key, or any other object such an attribute."""
    return value_in(holder, key, _NOTHING) is not _NOTHING


def value_in(holder: Any, key: str, default: object = None) -> Any:
    """What a mapping or a row has under a key, or any other object as an attribute.

    Args:
        holder: What an asset or a scene manifest holds.
        key: The key, or the name of the attribute.
        default: What is returned if there is none.

    Returns:
        The value, as it is.
    """
    if not has_keys(type(holder)):
        return _attribute(holder, key, default)
    if key in holder.keys():  # noqa: SIM118  # a row looks among its values
        return holder[key]
    return default


def raise_what_was_raised(assets: Sequence[object], rows: Sequence[Picture]) -> None:
    """Raise what a property raised, if that was taken for a missing attribute.

    Args:
        assets: The assets.
        rows: What was found in each.

    Raises:
        AttributeError: The property's own.
    """
    properties = {}
    for kind in set(map(type, assets)):
        names = _properties(kind)
        if names and is_read_directly(kind):
            properties[kind] = names
    if not properties:
        return
    for asset, row in zip(assets, rows, strict=True):
        for name in properties.get(type(asset), ()):
            if not getattr(row, ATTRIBUTES[name]):
                _attribute(asset, name, None)


def read_again(asset: object) -> Any:
    """An asset as `by_attribute` gives it, with all its properties read once more.

    Raises:
        AttributeError: A property's own, which `getattr` with a default would hide.
    """
    if is_read_directly(type(asset)):
        for name in _properties(type(asset)):
            _attribute(asset, name, None)
    return by_attribute(asset)


def _attribute(holder: Any, name: str, default: object) -> Any:
    try:
        return getattr(holder, name)
    except AttributeError as error:
        _raise_from_inside(holder, name, error)
    return default


def _raise_from_inside(holder: Any, name: str, error: AttributeError) -> None:
    """Raise an AttributeError that comes from inside; none for an attribute that is missing.

    Python notes on an error which name was missing, and in what. A `__getattr__` may well look for
    another name in another object; if it looks in None or for more of its own, it is broken.
    """
    if name in _properties(type(holder)):
        own = getattr_static(type(holder), name)
        own.__get__(holder, type(holder))  # it says more than a `__getattr__` that comes after it
        raise error
    if error.name not in (None, name) and (error.obj is None or error.obj is holder):
        raise error


@_for_each_class
def _properties(kind: type) -> tuple[str, ...]:
    """The attributes that a class works out."""
    return tuple(name for name in _NAMES if _is_property(getattr_static(kind, name, None)))


def _is_property(its: object) -> bool:
    """Whether it is a property or a like descriptor. A slot without a value is only missing."""
    return hasattr(type(its), "__get__") and not isinstance(its, MemberDescriptorType)
