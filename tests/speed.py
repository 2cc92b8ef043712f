"""Bounds in seconds are those of one machine: how much longer the same kind of work takes on this one, just now."""

from __future__ import annotations

import time

import yaml

_TEXT = "- {a: 1, b: [x, y], c: 'text'}\n" * 1_000
_THERE = 0.19
"""Seconds of a processor's time that composing the text took on the machine for which the bounds were set."""


def slowness() -> float:
    """How many times as long as there; at least 1, so that a faster machine has the same bounds."""
    return max(1.0, min(_composed() for _ in range(3)) / _THERE)


def _composed() -> float:
    begun = time.process_time()
    yaml.compose(_TEXT, Loader=yaml.SafeLoader)
    return time.process_time() - begun
