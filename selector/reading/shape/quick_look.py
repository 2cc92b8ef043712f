"""Data in; whether it is plainly as its schema says, out. Only what is not plain is shown to pydantic, slow to load.

The schemas that come with selector say what may stand where; a test holds them to the shapes. Of their words those
that say something of a value are read here. What a word that is not read might say counts as not met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any, Literal

from selector.data import data_dir

Schema = dict[str, Any]
FileKind = Literal["ruleset", "film", "film-assets", "asset", "scene-manifest"]


def is_plain(data: object, kind: FileKind) -> bool:
    """Whether data is surely as the schema of its kind says, without a key that the schema does not have."""
    schema = _schema(kind)
    return _fits(data, schema, schema.get("definitions", {}))


@cache
def _schema(kind: FileKind) -> Schema:
    file = data_dir("schemas") / f"{kind}-v1.schema.json"
    schema: Schema = json.loads(file.read_text("utf-8"))
    return schema


def _fits(value: object, schema: Schema, parts: dict[str, Schema]) -> bool:
    """Whether a value is all that a schema says of it."""
    if "properties" in schema and not _has_only_known_keys(value, schema):
        return False
    return all(_is_met(word, value, schema, parts) for word in schema if word not in _SAY_NOTHING)


def _is_met(word: str, value: Any, schema: Schema, parts: dict[str, Schema]) -> bool:  # noqa: ANN401  # any data
    asked = schema[word]
    if word in _OF_PARTS:
        return _OF_PARTS[word](value, asked, parts)
    return word in _OF_VALUES and _OF_VALUES[word](value, asked)


def _has_only_known_keys(value: object, schema: Schema) -> bool:
    return isinstance(value, dict) and value.keys() <= schema["properties"].keys()


def _is_of_type(value: object, asked: str | list[str]) -> bool:
    return any(_IS_A[name](value) for name in ([asked] if isinstance(asked, str) else asked))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and isfinite(value))


_IS_A: dict[str, Callable[[object], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_whole,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict) and all(isinstance(key, str) for key in value),
    "string": lambda value: isinstance(value, str),
}
"""JSON Schema's types. To Python `true` is a number, and to JSON Schema it is not."""

_OF_VALUES: dict[str, Callable[[Any, Any], bool]] = {
    "const": lambda value, asked: type(value) is type(asked) and value == asked,
    "enum": lambda value, asked: any(type(value) is type(each) and value == each for each in asked),
    "maximum": lambda value, asked: not _is_number(value) or value <= asked,
    "minimum": lambda value, asked: not _is_number(value) or value >= asked,
    "maxItems": lambda value, asked: not isinstance(value, list) or len(value) <= asked,
    "minItems": lambda value, asked: not isinstance(value, list) or len(value) >= asked,
    "maxLength": lambda value, asked: not isinstance(value, str) or len(value) <= asked,
    "minLength": lambda value, asked: not isinstance(value, str) or len(value) >= asked,
    "maxProperties": lambda value, asked: not isinstance(value, dict) or len(value) <= asked,
    "pattern": lambda value, asked: (
        not isinstance(value, str) or re.search(asked, value) is not None
    ),
    "required": lambda value, asked: not isinstance(value, dict) or value.keys() >= set(asked),
    "type": _is_of_type,
}
"""The words that say something of a value alone."""

_OF_PARTS: dict[str, Callable[[Any, Any, dict[str, Schema]], bool]] = {
    "$ref": lambda value, asked, parts: _fits(value, parts[asked.rpartition("/")[2]], parts),
    "allOf": lambda value, asked, parts: all(_fits(value, each, parts) for each in asked),
    "anyOf": lambda value, asked, parts: any(_fits(value, each, parts) for each in asked),
    "oneOf": lambda value, asked, parts: sum(_fits(value, each, parts) for each in asked) == 1,
    "items": lambda value, asked, parts: (
        not isinstance(value, list) or all(_fits(each, asked, parts) for each in value)
    ),
    "properties": lambda value, asked, parts: all(
        _fits(value[key], asked[key], parts) for key in value
    ),
    "additionalProperties": lambda value, asked, parts: (
        asked is False
        or not isinstance(value, dict)
        or all(_fits(each, asked, parts) for each in value.values())
    ),
}
"""The words that are schemas again. A key beside `properties` was refused before: `additionalProperties` is met."""

_SAY_NOTHING = frozenset({
    "$id", "$schema", "default", "defaultSnippets", "definitions", "description", "examples", "markdownDescription",
    "markdownEnumDescriptions", "patternErrorMessage", "title",
})  # fmt: skip
"""The words for people and their editors."""
