"""Facts that conditions ask about: of a picture, and of the person, place or thing it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

    from selector.language.text import Called


SendCleaned: TypeAlias = "int | float | Decimal | Literal['never']"
"""The lowest likeness of a clean reference that is sent, or never any."""


class Cleaned(NamedTuple):
    """A clean reference, which can go instead of the original.

    `address` says where it lies. `likeness` says how alike its face is to the original's, from 0 to
    1; None if that is not known.
    """

    address: str
    likeness: float | Decimal | None = None


class Picture(NamedTuple):
    """What is known of one picture.

    `type` is in lower case, `source` is the id of the picture that it was cut from, `quality` is
    0 to 10, and `address` says where the picture lies. `held` is None if the picture can be sent;
    otherwise it is the reason, and empty if no reason was given. `clean` is its primary clean
    reference; None if it has none with an address.
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
    clean: Cleaned | None = None

    @property
    def crop(self) -> Literal["face", "full"]:
        """Which of the two crops the picture is."""
        if self.is_face:
            return "face"
        return "full"

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells the picture from others: its tag, and its id if it has one."""
        if self.id is None:
            return (self.tag,)
        return self.tag, self.id


class Individual(NamedTuple):
    """A person, place or thing of a pool.

    Attributes:
        tags: The tags of its pictures.
        names: The names that its pictures give it: their `individual` and their `name`.
        called: All of these in order, the names first.
    """

    tags: frozenset[str]
    names: frozenset[str]
    called: Called
