"""The shapes in; JSON Schemas (draft-07) for editors and other languages out.

The shapes speak to people who run `selector`, the schemas to their editors. A test compares what
both accept.
"""

from __future__ import annotations

import json
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import core_schema

from selector.language.conditions import CONDITIONS
from selector.reading.shape.asset_shape import AssetShape
from selector.reading.shape.film_shape import AssetsShape, FilmShape
from selector.reading.shape.manifest_shape import SceneManifestShape
from selector.reading.shape.ruleset_shape import RuleFileShape
from selector.reading.shape.scene_shape import ScenesShape
from selector.reading.shape.shot_names_shape import ShotNamesShape
from selector.reading.shape.targets_shape import TargetsShape

Schema = dict[str, Any]

_MEANINGS = tuple(word.meanings for word in CONDITIONS.values() if word.meanings)
"""For each condition that takes fixed words, what each of them means."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/{model}"


def input_schemas() -> dict[str, Schema]:
    """The schema of each kind of file, by the schema's file name."""
    made = {
        "ruleset-v1": schema_of(RuleFileShape, "ruleset-v1"),
        "scene-manifest-v1": schema_of(SceneManifestShape, "scene-manifest-v1"),
        "asset-v1": schema_of(AssetShape, "asset-v1"),
        "film-v1": schema_of(FilmShape, "film-v1"),
        "film-assets-v1": schema_of(AssetsShape, "film-assets-v1"),
        "film-scenes-v1": schema_of(ScenesShape, "film-scenes-v1", ByHandSchema),
        "shot-names-v1": schema_of(ShotNamesShape, "shot-names-v1"),
        "targets-v1": schema_of(TargetsShape, "targets-v1"),
    }
    return {f"{name}.schema.json": schema for name, schema in made.items()}


def schema_of(
    shape: type[BaseModel],
    name: str,
    kind: type[EditorSchema] | None = None,
    mode: JsonSchemaMode = "validation",
) -> Schema:
    """The schema of one shape.

    Args:
        shape: The shape.
        name: Part of the schema's `$id`, which is a name and not an address.
        kind: How to make it; `EditorSchema` if not given.
        mode: Whether it is of what is read (`validation`) or of what is printed (`serialization`).

    Returns:
        The schema as plain data.
    """
    made = shape.model_json_schema(
        schema_generator=kind or EditorSchema, ref_template=_REF, mode=mode
    )
    return {"$schema": _DRAFT, "$id": f"urn:reference-selector:schema:{name}", **made}


def schema_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=2) + "\n"


class EditorSchema(GenerateJsonSchema):
    """Pydantic's schema as draft-07, and as editors show it best."""

    def generate(
        self, schema: core_schema.CoreSchema, mode: JsonSchemaMode = "validation"
    ) -> Schema:
        """The whole schema, its parts under `definitions`."""
        made = super().generate(schema, mode)
        parts = made.pop("$defs", {})
        if parts:
            made["definitions"] = parts
        return cast("Schema", _for_editors(made))

    def sort(
        self,
        value: Schema,
        parent_key: str | None = None,  # noqa: ARG002  # pydantic's signature
    ) -> Schema:
        """Not here but below: examples and snippets keep the order of their keys."""
        return value

    def field_title_should_be_set(
        self,
        schema: object,  # noqa: ARG002  # pydantic's signature
    ) -> bool:
        """A key needs no title: it is its own."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """A key that is absent unless written has no default to offer."""
        made = super().default_schema(schema)
        if made.get("default", ...) is None:
            del made["default"]
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> Schema:
        """`discriminator` is OpenAPI's word, not JSON Schema's."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made

    def get_union_of_schemas(self, schemas: list[Schema]) -> Schema:
        """Plain types of one key are one list: `"type": ["string", "null"]`."""
        made = super().get_union_of_schemas(schemas)
        types = []
        for branch in made.get("anyOf", []):
            if set(branch) != {"type"} or not isinstance(branch["type"], str):
                return made
            types.append(branch["type"])
        if not types:
            return made
        return {"type": types}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Nothing is one more type. A range or a pattern bounds a value, and not nothing."""
        inner = self.generate_inner(schema["schema"])
        types = inner.get("type")
        if types is None or "const" in inner:
            return super().nullable_schema(schema)
        if isinstance(types, str):
            types = [types]
        if "enum" in inner:
            inner = {**inner, "enum": [*inner["enum"], None]}
        return {**inner, "type": [*types, "null"]}


class ByHandSchema(EditorSchema):
    """The same for what a person writes: a key that nobody reads is a mistake."""

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """An unknown key is refused, unless the shape says that it may have any."""
        made = super().model_schema(schema)
        if made.get("type") == "object":
            made.setdefault("additionalProperties", False)
        return made


def _for_editors(schema: object) -> object:
    """Keys in order, marked-up words for editors that show them, words that count beside `$ref`."""
    if not isinstance(schema, dict):
        return schema
    made: Schema = {key: _inside(key, value) for key, value in sorted(schema.items())}
    description = made.get("description")
    if isinstance(description, str):
        made["description"] = " ".join(description.replace("`", "").split())
        if "`" in description:
            made["markdownDescription"] = " ".join(description.split())
    if "enum" in made:
        made |= _meanings_of(made["enum"])
    if "$ref" in made and len(made) > 1:
        # In draft-07 whatever is beside a $ref is not read.
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    return made


def _meanings_of(words: list[Any]) -> Schema:
    """What each word of a condition means, as editors show it beside the word."""
    known = {*words} - {None}
    for meanings in _MEANINGS:
        if meanings.keys() == known:
            said = [meanings.get(word, "as if left out") for word in words]
            return {"markdownEnumDescriptions": said}
    return {}


def _inside(key: str, value: Any) -> object:  # noqa: ANN401  # whatever JSON holds
    """What is under a schema's key, if that is schemas again."""
    if key in {"patternProperties", "definitions"}:
        value = dict(sorted(value.items()))
    if key in {"properties", "patternProperties", "definitions"}:
        return {name: _for_editors(each) for name, each in value.items()}
    if key in {"anyOf", "oneOf", "allOf"}:
        return [_for_editors(each) for each in value]
    if key in {"items", "additionalProperties", "propertyNames", "not"}:
        return _for_editors(value)
    return value
