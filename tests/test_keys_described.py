"""Every key of every JSON Schema says what it means, in a sentence: editors show it where the key is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selector.reporting.documents.key_descriptions import Keys
from selector.reporting.documents.shape import Shape
from tests.commands import schemas

NAMES = [path.name for path in sorted((Path(__file__).parents[1] / "schemas").glob("*.json"))]
"""The schemas: `test_schemas` finds out if one is missing there."""
CONDITIONAL = {"allOf", "anyOf", "oneOf", "not", "if", "then", "else"}
OF_CODE = ("tuple", "dict", "None", "NoneType", "pydantic", "iterable", "mapping", "enum")
"""Words that a director should not need to know."""


def keys_in(part: Any, schema: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each key that a document may have, with its description or that of its shape."""
    if isinstance(part, list):
        for each in part:
            yield from keys_in(each, schema, above)
    if not isinstance(part, dict):
        return
    properties = part.get("properties", {})
    if above != "properties" and (part.get("type") == "object" or above not in CONDITIONAL):
        for key, value in properties.items():
            yield key, described(value, schema)
    for key, value in part.items():
        yield from keys_in(value, schema, key)


def described(value: Any, schema: dict[str, Any]) -> str:
    """What is said of a key: there, or of the shape that it refers to."""
    assert isinstance(value, dict)
    if "description" in value or "$ref" not in value:
        return str(value.get("description", ""))
    return str(schema["definitions"][value["$ref"].split("/")[-1]].get("description", ""))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_in_a_sentence(name: str) -> None:
    found = list(keys_in(schemas()[name], schemas()[name]))
    assert found
    for key, description in found:
        assert description.endswith((".", ".)")), f"{key}: {description!r}"
        assert len(description.split()) > 1, f"{key}: {description!r}"
        words = description.replace(".", " ").replace(",", " ").split()
        assert not set(OF_CODE) & set(words), f"{key}: {description!r}"


def test_no_description_is_left_over() -> None:
    """Each is shown by a key of a shape."""
    shown = {
        description for schema in schemas().values() for _, description in keys_in(schema, schema)
    }
    written = {
        key: description.replace("`", "")
        for key, description in vars(Keys).items()
        if not key.startswith("__")
    }
    assert [key for key, description in written.items() if description not in shown] == []


def test_a_key_without_a_description_is_refused() -> None:
    class Odd(Shape):
        """A shape with a key that nobody has described."""

        unheard_of: int

    with pytest.raises(AttributeError, match="unheard_of"):
        Odd.model_json_schema()
