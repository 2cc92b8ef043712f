"""What is filled in for names in the messages of single modules of `selector/record`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "format_1": {
        "other": "unknown",
    },
    "format_2": {
        "other": "unknown",
    },
}
