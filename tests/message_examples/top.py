"""What is filled in for names in the messages of single modules at the top of `selector`."""

from __future__ import annotations

EXAMPLES_IN: dict[str, dict[str, str]] = {
    "data": {
        "name": "rules",
    },
    "drop_in": {
        "rules": "`'rules.yaml'`",
    },
    "selector/__init__": {
        "name": "choose",
    },
}
