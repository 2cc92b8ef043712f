"""Data in; out, whether it is plainly as its JSON Schema says. Pydantic sees only the rest.

Pydantic is slow to load, and most files have no problem. The schemas that come with selector say
what a file may hold; a test compares them with the shapes. The words of JSON Schema that say
something of a value are read here. A word that is not known here counts as not met, so that
pydantic decides:

>>> _fits({"name": "Wren"}, {"type": "object", "properties": {"name": {"minLength": 1}}}, {})
True
>>> _fits("Wren", {"format": "email"}, {})
False
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterator
from functools import cache
from math import isfinite
from typing import Any, Literal, TypeAlias

from selector.data import data_dir

Schema = dict[str, Any]
FileKind = Literal[
    "ruleset", "film", "film-assets", "asset", "scene-manifest", "shot-names", "targets"
]


def is_plain(data: object, kind: FileKind) -> bool:
    """Whether data is surely as the schema of its kind says, and has no other keys."""
    schema = _schema(kind)
    return _fits(data, schema, schema.get("definitions", {}))


def is_plain_part(data: object, kind: FileKind, part: str) -> bool:
    """The same of one part of such data.

    Args:
        data: The part.
        kind: The kind of the whole.
        part: The name that the schema gives to the part.

    Returns:
        Whether it is surely as the schema says.
    """
    parts = _schema(kind)["definitions"]
    return _fits(data, parts[part], parts)


@cache
def _schema(kind: FileKind) -> Schema:
    file = data_dir("schemas") / f"{kind}-v1.schema.json"
    schema: Schema = json.loads(file.read_text("utf-8"))
    return schema


def _fits(value: object, schema: Schema, parts: dict[str, Schema]) -> bool:
    """Whether a value is all that a schema says of it; `parts` are the schemas that it may name."""
    for word, wanted in schema.items():
        if word in _SAY_NOTHING:
            continue
        if not _is_met(word, value, wanted, parts):
            return False
    return True


def _is_met(
    word: str,
    value: Any,  # noqa: ANN401  # any data
    wanted: Any,  # noqa: ANN401  # whatever the schema says
    parts: dict[str, Schema],
) -> bool:
    if word in _SIZES:
        kind, size, compare = _SIZES[word]
        return not isinstance(value, kind) or compare(size(value), wanted)
    if word in _OF_VALUES:
        return _OF_VALUES[word](value, wanted)
    if word in _OF_PARTS:
        return _OF_PARTS[word](value, wanted, parts)
    return False


def _itself(number: Any) -> Any:  # noqa: ANN401  # any number
    return number


_NUMBER = (int, float)
_Size: TypeAlias = tuple[
    Any,
    Callable[[Any], Any],
    Callable[[Any, Any], bool],
]
_SIZES: dict[str, _Size] = {
    "maximum": (_NUMBER, _itself, operator.le),
    "minimum": (_NUMBER, _itself, operator.ge),
    "maxItems": (list, len, operator.le),
    "minItems": (list, len, operator.ge),
    "maxLength": (str, len, operator.le),
    "minLength": (str, len, operator.ge),
    "maxProperties": (dict, len, operator.le),
    "minProperties": (dict, len, operator.ge),
}
"""The words that bound a size: what has one, how it is measured, how it must compare."""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and isfinite(value))


def _is_object(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


_IS_A: dict[str, Callable[[object], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_whole,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": _is_object,
    "string": lambda value: isinstance(value, str),
}
"""JSON Schema's types. To Python `true` is a number, and to JSON Schema it is not."""


def _is_of_type(value: object, wanted: str | list[str]) -> bool:
    if isinstance(wanted, str):
        return _IS_A[wanted](value)
    return any(_IS_A[name](value) for name in wanted)


def _is_same(value: object, wanted: object) -> bool:
    return type(value) is type(wanted) and value == wanted


def _is_one_of(value: object, wanted: list[object]) -> bool:
    return any(_is_same(value, each) for each in wanted)


def _has_keys(value: object, wanted: list[str]) -> bool:
    return not isinstance(value, dict) or value.keys() >= set(wanted)


def _has_pattern(value: object, wanted: str) -> bool:
    return not isinstance(value, str) or re.search(wanted, value) is not None


_OF_VALUES: dict[str, Callable[[Any, Any], bool]] = {
    "const": _is_same,
    "enum": _is_one_of,
    "pattern": _has_pattern,
    "required": _has_keys,
    "type": _is_of_type,
}
"""The other words that say something of a value alone."""


def _fits_named(value: object, wanted: str, parts: dict[str, Schema]) -> bool:
    name = wanted.rpartition("/")[2]
    return _fits(value, parts[name], parts)


def _fits_each(value: object, wanted: list[Schema], parts: dict[str, Schema]) -> Iterator[bool]:
    for schema in wanted:
        yield _fits(value, schema, parts)


def _fits_all(value: object, wanted: list[Schema], parts: dict[str, Schema]) -> bool:
    return all(_fits_each(value, wanted, parts))


def _fits_any(value: object, wanted: list[Schema], parts: dict[str, Schema]) -> bool:
    return any(_fits_each(value, wanted, parts))


def _fits_one(value: object, wanted: list[Schema], parts: dict[str, Schema]) -> bool:
    return sum(_fits_each(value, wanted, parts)) == 1


def _entries_fit(value: object, wanted: Schema, parts: dict[str, Schema]) -> bool:
    return not isinstance(value, list) or all(_fits(each, wanted, parts) for each in value)


def _properties_fit(value: object, wanted: dict[str, Schema], parts: dict[str, Schema]) -> bool:
    if not isinstance(value, dict) or not value.keys() <= wanted.keys():
        return False
    return all(_fits(each, wanted[key], parts) for key, each in value.items())


def _values_fit(
    value: object,
    wanted: Schema | bool,  # noqa: FBT001  # a schema may be `false`
    parts: dict[str, Schema],
) -> bool:
    # `false` is beside `properties`, which has refused unknown keys already.
    if isinstance(wanted, bool) or not isinstance(value, dict):
        return True
    return all(_fits(each, wanted, parts) for each in value.values())


_OF_PARTS: dict[str, Callable[[Any, Any, dict[str, Schema]], bool]] = {
    "$ref": _fits_named,
    "allOf": _fits_all,
    "anyOf": _fits_any,
    "oneOf": _fits_one,
    "items": _entries_fit,
    "properties": _properties_fit,
    "additionalProperties": _values_fit,
}
"""The words that hold schemas."""

_SAY_NOTHING = frozenset({
    "$id", "$schema", "default", "defaultSnippets", "definitions", "description", "examples",
    "markdownDescription", "markdownEnumDescriptions", "patternErrorMessage", "title",
})  # fmt: skip
"""The words for people and their editors."""
