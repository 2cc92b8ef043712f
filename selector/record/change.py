"""Other pictures go with a scene than its last decision sent: what differs between then and now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cause = Literal["rules", "meaning", "pictures", "scene"]
"""What can make a scene pick otherwise: what the rules ask, how they are read, the pool's values, the manifest's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A scene that picks otherwise than before.

    `decision` is the number of the decision before, `tags` what it sent and `meaning_before` how rules were read then.
    `causes` are all that differ; any of them may be what made the difference.
    """

    decision: int
    tags: tuple[str, ...]
    causes: tuple[Cause, ...]
    meaning_before: int
    meaning: int
