"""Every JSON Schema of the product, as its file in `schemas/` holds it: what files may hold, and what is printed."""

from __future__ import annotations

from selector.reading.schemas import Schema, schema_text, schemas


def schema_texts() -> dict[str, str]:
    """The text of each schema by its file name, such as `ruleset-v1.schema.json`, sorted by name."""
    return {name: schema_text(schema) for name, schema in sorted(all_schemas().items())}


def all_schemas() -> dict[str, Schema]:
    """Each schema by its file name."""
    return schemas()
