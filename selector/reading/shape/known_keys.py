"""Shapes, a key and a text in; whether the text is surely a value of that key out.

For texts that are not YAML: whether a line such as `references 3` lacks a colon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.reading.shape.parts import shapes_in, takes
from selector.reading.text.yaml_scalars import plain_value

if TYPE_CHECKING:
    from pydantic import BaseModel


def is_value_in(key: str, text: str, *shapes: type[BaseModel]) -> bool | None:
    """Whether a text is surely a value of a key.

    Args:
        key: The key.
        text: The text, as it is written.
        shapes: The shapes that a file may have.

    Returns:
        True for a number or a known word that the key takes; False for any other text; None if
        nothing in the shapes has such a key.
    """
    fields = []
    for shape in shapes:
        for part in shapes_in(shape):
            fields += [part.model_fields[key]] if key in part.model_fields else []
    if not fields:
        return None
    try:
        value = plain_value(text)
    except ValueError:
        return False
    return any(takes(field.annotation, value) for field in fields)
