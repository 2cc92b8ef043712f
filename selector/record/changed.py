"""What changed if a scene sends other pictures than its last decision did.

In: two decisions, compared by `selector.db.decisions.change_finder`. Out: a `Change`.
"""

from __future__ import annotations

from typing import Literal

from selector.model.frozen import frozen
from selector.model.sent import Sent

Cause = Literal["rules", "video_model", "meaning", "pictures", "scene", "scenes_before"]
"""What may differ: the rules, the video model, how rules are read, the values of pictures, the
scene's manifest, and what the rules asked about the scenes before."""


@frozen
class OtherFile:
    """A picture, by its name, that is still sent, and of which another file goes now."""

    picture: str
    before: Sent
    after: Sent


@frozen
class Change:
    """A scene that sends other pictures than before, or other files of the same pictures.

    `decision` is the number of the decision before, `tags` is what it sent, and `meaning_before` is
    how rules were read then. `causes` is all that differs; any of it may have made the difference.
    `lost` are the tags of pictures that are no longer sent, `gained` those of pictures that were
    not sent before; where another picture of one tag is sent, they say which: `WREN (face)`.
    `files` are those of the other pictures of which another file goes, such as a clean reference.
    """

    decision: int
    tags: tuple[str, ...]
    causes: tuple[Cause, ...]
    meaning_before: int
    meaning: int
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    sends_nothing: bool = False
    files: tuple[OtherFile, ...] = ()
