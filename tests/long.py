"""How much a test tries: little in the ordinary run, much where `SELECTOR_SOAK` is set, as `make soak` sets it."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")


def many(quick: T, long: T) -> T:
    """The one or the other, whichever run this is."""
    return long if os.environ.get("SELECTOR_SOAK") else quick
