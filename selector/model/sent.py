"""What is sent for one pick: its clean reference, or the picture itself."""

from __future__ import annotations

from typing import Literal

from selector.model.frozen import frozen


@frozen
class Sent:
    """What is sent for one pick.

    Attributes:
        kind: Its clean reference, or the original; nothing if there is neither.
        address: Where that picture is; None if there is none.
        reason: Why the original is sent although there is a clean reference.
    """

    kind: Literal["clean", "original", "nothing"]
    address: str | None
    reason: str | None = None


def original(address: str | None, reason: str | None = None) -> Sent:
    """The picture itself is sent, if it has an address."""
    if address:
        return Sent(kind="original", address=address, reason=reason)
    return Sent(kind="nothing", address=None, reason=reason)
