"""Keys that a shape does not have, found in what a person wrote by hand: most are slips of the finger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import get_args, get_origin

from pydantic import BaseModel

from selector.model.problem import Problem, did_you_mean
from selector.reading.document import Steps
from selector.reading.places import Places

Unknown = dict[Steps, tuple[str, ...]]
"""Paths of unknown keys, each with the keys that are known there and not in use."""


def unknown_keys(data: object, shape: type[BaseModel]) -> Unknown:
    """Every key in `data`, however deep, that `shape` has no field for."""
    return dict(_unknown(data, shape, ()))


def unknown_key_problems(unknown: Unknown, places: Places) -> Iterator[Problem]:
    """F351: A key that film files do not have is not read; in a file written by hand that is worth a word."""
    for path, free in unknown.items():
        what = f"`{path[-1]}` is not a key that is read here, so what it says is lost."
        yield Problem(at=places.of(*path, key=True), code="F351", what=what, hint=_way_out(str(path[-1]), free))


def _way_out(key: str, free: tuple[str, ...]) -> str:
    if key.isdecimal():
        return "If it is part of a number, write that with a point: `8.5`."  # `quality: 8,5` is a key `5` to YAML
    if not free:
        return "Take it out."
    return did_you_mean(key, free) or f"Keys that may still stand here: {', '.join(f'`{each}`' for each in free)}."


def slip_for(missing: Steps, unknown: Unknown) -> Steps | None:
    """The unknown key beside a missing one that is most likely that one, misspelled."""
    beside = {str(path[-1]): path for path in unknown if path[:-1] == missing[:-1]}
    near = get_close_matches(str(missing[-1]), sorted(beside), 1, 0.6)
    return beside[near[0]] if near else None


def _unknown(data: object, kind: object, path: Steps) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
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


def _in_mapping(data: object, shape: type[BaseModel], path: Steps) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    if not isinstance(data, Mapping):
        return
    free = tuple(name for name in shape.model_fields if name not in data)
    for key, value in data.items():
        if key in shape.model_fields:
            yield from _unknown(value, shape.model_fields[key].annotation, (*path, key))
        else:
            yield (*path, key), free
