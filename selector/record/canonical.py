"""Plain data in; the one JSON text of it out, which is hashed and compared to the byte."""

from __future__ import annotations

import json


def canonical(value: object) -> str:
    """The one JSON text of plain data: keys sorted, no spaces, only ASCII for any database."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
