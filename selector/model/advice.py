"""What to change for a picture to go that stays out, as values: which word of which rule to what.

`reporting.advice` says them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from decimal import Decimal

    from selector.model.picks import Facts, PassedOver, Pick, Reason

Words = tuple[tuple[str, str], ...]
"""Conditions of a priority: (key, word)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Write a word into a shot rule, into one of its priorities, or (`shot` is None) at the top of the file."""

    key: str
    value: int | tuple[str, ...]
    shot: str | None
    priority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Give the picture a score above this one."""

    above: float | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PutEarlier:
    """Put the picture earlier in the film's assets than the one that went ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUp:
    """Move a priority of the shot rule that wrote it further up; all the way up is what was tried."""

    priority: str
    shot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAs:
    """Give the placement, counted from 0, any of these roles."""

    roles: tuple[str, ...]
    placement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Widen:
    """Let a priority take these words besides."""

    words: Words
    priority: str
    shot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForIt:
    """Add to a shot rule a priority that asks for these words, after the one of that number (0: at the top).

    `later` is the name of the priority that it must come after, if there is one.
    """

    words: Words
    shot: str
    after: int
    is_last: bool
    later: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveType:
    """Give the picture a type that rules can ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPicture:
    """Add a picture with this tag, or correct the tag."""

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTag:
    """Place this tag in the scene."""

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBy:
    """Give the placement, counted from 0, this tag: the picture's own."""

    tag: str
    placement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSendable:
    """Put right what keeps the picture from being sent."""


Change = (
    Write
    | Score
    | PutEarlier
    | MoveUp
    | PlaceAs
    | PlaceBy
    | Widen
    | AskForIt
    | GiveType
    | AddPicture
    | PlaceTag
    | MakeSendable
)
Option = tuple[Change, ...]
"""Changes that do it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceToCut:
    """The face of another look goes, `before`; a face crop cut from the pictures of this tag would go before it."""

    tag: str
    before: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What would help one picture: any of the `options`. `shot` is the rule that served the scene.

    Where there is none, `ahead` is the picture that stands in the way, of the same individual or
    the very same picture, and `ahead_kept_out` says why that one does not go either, if it does
    not. Without options and `ahead` there was too much to try. `face_to_cut` comes beside any of
    these.
    """

    reason: Reason
    shot: str
    options: tuple[Option, ...] = ()
    ahead: Facts | None = None
    ahead_kept_out: Reason | None = None
    face_to_cut: FaceToCut | None = None


class Advising(Protocol):
    """Who knows what to change for one selection: `review.advice` does."""

    def advice(self, passed: PassedOver) -> Advice:
        """What would send what stays out."""
        ...

    def look_without_a_face(self, pick: Pick) -> Facts | None:
        """The picture that the scene places, where the pick is a face crop of another look and it has none."""
        ...
