"""Keys that a shape does not have, found in what a person wrote by hand: most are slips of the finger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeGuard, get_args, get_origin

from selector.model.near_names import RUN, NearNames, nearest
from selector.model.problem import Problem
from selector.reading.document import Steps
from selector.reading.places import Places

if TYPE_CHECKING:
    from pydantic import BaseModel

Unknown = dict[Steps, dict[str | int, tuple[str, ...]]]
"""Paths of mappings with unknown keys: each such key, with the keys that are known there and not in use."""


def unknown_keys(data: object, shape: type[BaseModel]) -> Unknown:
    """Every key in `data`, however deep, that `shape` has no field for."""
    unknown: Unknown = {}
    for path, free in _unknown(data, shape, ()):
        unknown.setdefault(path[:-1], {})[path[-1]] = free
    return unknown


def unknown_key_problems(unknown: Unknown, places: Places) -> Iterator[Problem]:
    """F351: A key that film files do not have is not read; in a file written by hand that is worth a word."""
    near_names: dict[tuple[str, ...], NearNames] = {}
    for path, keys in unknown.items():
        for key, free in keys.items():
            if free not in near_names:
                near_names[free] = NearNames(free, steps=RUN)
            what = f"`{key}` is not a key that is read here, so what it says is lost."
            hint = _way_out(str(key), free, near_names[free])
            if key == "individual" and path[:1] == ("pictures",):
                hint = "Put the picture under `individuals` instead, below the name of whoever it shows."
            yield Problem(at=places.of(*path, key, key=True), code="F351", what=what, hint=hint)


def _way_out(key: str, free: tuple[str, ...], near_names: NearNames) -> str:
    if key.isdecimal():
        return "If it is part of a number, write that with a point: `8.5`."  # `quality: 8,5` is a key `5` to YAML
    if not free:
        return "Take it out."
    others = ", ".join(f"`{each}`" for each in free)
    return near_names.did_you_mean(key) or f"Keys that can still be added here: {others}."


def slip_for(missing: Steps, unknown: Unknown) -> Steps | None:
    """The unknown key beside a missing one that is most likely that one, misspelled."""
    beside = {str(key): key for key in unknown.get(missing[:-1], ())}
    near = nearest(str(missing[-1]), beside) if beside else None
    return (*missing[:-1], beside[near]) if near else None


def _unknown(data: object, kind: object, path: Steps) -> Iterator[tuple[Steps, tuple[str, ...]]]:
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


def _in_mapping(data: object, shape: type[BaseModel], path: Steps) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    if not isinstance(data, Mapping):
        return
    free = tuple(name for name in shape.model_fields if name not in data)
    for key, value in data.items():
        if key in shape.model_fields:
            yield from _unknown(value, shape.model_fields[key].annotation, (*path, key))
        else:
            yield (*path, key), free
