"""A JSON column as it really is: SQLite keeps any text there, and somebody may have edited it."""

from __future__ import annotations

import json

NONSENSE = object()
"""Stands for a text that is no JSON."""


def stored(value: object) -> object:
    """What a JSON column holds, read from the raw value: SQLite gives its text, PostgreSQL what it means."""
    if not isinstance(value, str | bytes):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return NONSENSE
