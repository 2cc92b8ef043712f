"""What all printed shapes have in common: closed, frozen, and every key is always there.

In: nothing. Out: the class that every shape extends. A key that came later is always there as well,
but the schema does not require it, so that what was printed before still fits.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from selector.reporting.documents.key_descriptions import describe

SceneNumber = int | str
"""A scene's own number, as the film writes it: 12, or "12A"."""

LATER = object()
"""Marks, in an `Annotated` type, a key that came after the first release of its document."""


def _finished(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Every key is described, and those that came later are not required."""
    describe(schema)
    later = {name for name, field in model.model_fields.items() if LATER in field.metadata}
    if later and "required" in schema:
        schema["required"] = [name for name in schema["required"] if name not in later]


class Shape(BaseModel):
    """A part of a document. A value that has the same attributes can stand for it."""

    model_config = ConfigDict(
        from_attributes=True,
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
        json_schema_extra=_finished,
    )
