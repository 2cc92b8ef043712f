"""Keys that a shape does not have, found in what a person wrote by hand: most are slips of the finger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard, get_args, get_origin

from selector.model.near_names import RUN, NearNames, nearest
from selector.model.problem import Location, Problem
from selector.model.refusals import Refusal
from selector.reading.text.document import Steps
from selector.reading.text.locations import Locations

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(slots=True)
class UnknownKeys:
    """The unknown keys of one mapping.

    Attributes:
        holder: What the mapping is, such as `picture`.
        free: The keys that are known there and not in use.
        keys: The unknown ones.
    """

    holder: str
    free: tuple[str, ...]
    keys: list[str | int]


Unknown = dict[Steps, UnknownKeys]
"""The mappings that have unknown keys, by their paths."""


def unknown_keys(data: object, shape: type[BaseModel]) -> Unknown:
    """Every key in `data`, however deep, that `shape` has no field for."""
    return dict(_unknown(data, shape, ()))


def unknown_key_problems(unknown: Unknown, locations: Locations) -> Iterator[Problem]:
    """F351: A key that film files do not have is not read; in a file written by hand that is worth a word."""
    near_names: dict[tuple[str, ...], NearNames] = {}
    for path, found in unknown.items():
        for key in found.keys:
            if found.free not in near_names:
                near_names[found.free] = NearNames(found.free, steps=RUN)
            near = near_names[found.free].nearest(str(key)) or ""
            refusal = locations.voice.unknown(key, found.holder, near=near, free=found.free)
            hint = refusal.hint
            if str(key).isdecimal():  # `quality: 8,5` is a key `5` to YAML
                hint = "If it is part of a number, write that with a point: `8.5`."
            if key == "individual" and path[:1] == ("pictures",):
                hint = "Put the picture under `individuals` instead, below the name of whoever it shows."
            what = f"{refusal.what[:-1]}, so it is not read."
            yield Problem(at=locations.of(*path, key, key=True), code="F351", what=what, hint=hint)


def misspelt(
    missing: Steps, unknown: Unknown, locations: Locations
) -> tuple[Location, Refusal] | None:
    """The unknown key that is most likely a missing one, misspelt, and what to say of it; it counts as told then."""
    beside = unknown.get(missing[:-1])
    written = {str(key): key for key in beside.keys} if beside else {}
    near = nearest(str(missing[-1]), written) if written else None
    if beside is None or near is None:
        return None
    beside.keys.remove(written[near])
    refusal = locations.voice.unknown(near, beside.holder, near=str(missing[-1]))
    return locations.of(*missing[:-1], written[near], key=True), refusal


def _unknown(data: object, kind: object, path: Steps) -> Iterator[tuple[Steps, UnknownKeys]]:
    if _is_shape(kind):
        yield from _in_mapping(data, kind, path)
    elif get_origin(kind) is list and isinstance(data, list):
        for number, each in enumerate(data):
            yield from _unknown(each, get_args(kind)[0], (*path, number))
    elif get_origin(kind) is dict and isinstance(data, Mapping):
        for name, each in data.items():
            yield from _unknown(each, get_args(kind)[1], (*path, name))
    elif get_origin(kind) not in (list, dict):
        for each in get_args(kind):  # the kinds of `X | None`
            yield from _unknown(data, each, path)


def _is_shape(kind: object) -> TypeGuard[type[BaseModel]]:
    return hasattr(kind, "model_fields")


def _in_mapping(
    data: object, shape: type[BaseModel], path: Steps
) -> Iterator[tuple[Steps, UnknownKeys]]:
    if not isinstance(data, Mapping):
        return
    unknown = [key for key in data if key not in shape.model_fields]
    if unknown:
        free = tuple(name for name in shape.model_fields if name not in data)
        title = str(shape.model_config["title"])
        yield path, UnknownKeys(_FILES.get(title, title), free, unknown)
    for key, value in data.items():
        if key in shape.model_fields:
            yield from _unknown(value, shape.model_fields[key].annotation, (*path, key))


_FILES = {
    "film": "film file",
    "assets of a film": "assets file",
    "assets of a pipeline": "assets file",
}
"""What to call a whole file, by the title of its shape."""
