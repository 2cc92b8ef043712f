"""What all printed shapes have in common: they are closed, they are values, and every key is always there."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

SceneNumber = int | str
"""A scene's own number, as the film writes it: 12, or "12A"."""


class Shape(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)
