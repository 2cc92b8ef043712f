"""What a condition of the language may see: the values of one picture; of placements see `model.scene`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Picture(NamedTuple):
    """What is known of one picture.

    `type` is in lower case, `source` is the id of the picture that it was cut from, `address` says where it lies.
    `held` is None where the picture can be sent; else why not, and empty where nobody said why.
    """

    tag: str
    type: str
    is_face: bool
    quality: float | Decimal | None
    id: str | None
    source: str | None
    individual: str | None
    name: str | None = None
    labels: tuple[str, ...] = ()
    address: str | None = None
    held: str | None = None

    @property
    def crop(self) -> Literal["face", "full"]:
        """Which of the two crops the picture is."""
        return "face" if self.is_face else "full"
