"""What the tests' own files of YAML say, read in C where PyYAML can: all of them are read before the first test."""

from __future__ import annotations

from typing import Any

import yaml


def loaded(text: str) -> Any:
    """The value of a text."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
