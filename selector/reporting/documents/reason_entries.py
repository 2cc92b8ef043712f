"""The reasons why something does not go, as JSON: a shape for each kind."""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import Field

from selector.model import picks as values
from selector.reporting.documents.entries import (
    PictureEntry,
    PriorityEntry,
    picture_entry,
    priority_entry,
)
from selector.reporting.documents.shape import Shape


class FailedEntry(Shape):
    """A condition that was not met."""

    key: str
    wanted: tuple[str, ...]
    found: str


class NotInPool(Shape):
    """No asset of the pool has the tag."""

    kind: Literal["not_in_pool"] = "not_in_pool"
    near: str | None


class CannotBeSent(Shape):
    """The picture cannot be sent; `why` says what is wrong with it, if anybody knows."""

    kind: Literal["cannot_be_sent"] = "cannot_be_sent"
    why: str | None


class MeetsNoPriority(Shape):
    """No priority asks for it; `nearest` is the one with the fewest conditions failed."""

    kind: Literal["meets_no_priority"] = "meets_no_priority"
    nearest: PriorityEntry
    failed: tuple[FailedEntry, ...]


class AlreadyShown(Shape):
    """The individual is shown by `by` and may send no more pictures of this crop."""

    kind: Literal["already_shown"] = "already_shown"
    by: PictureEntry
    pictures_each: int | tuple[str, ...]


class CropNotSent(Shape):
    """`pictures_each` lists crops, and this one is not among them."""

    kind: Literal["crop_not_sent"] = "crop_not_sent"
    priority: PriorityEntry
    pictures_each: tuple[str, ...]


class SamePicture(Shape):
    """A pick, `by`, is the very same picture."""

    kind: Literal["same_picture"] = "same_picture"
    by: PictureEntry


class AnotherWentAhead(Shape):
    """Another picture of the same individual, `by`, went ahead of it."""

    kind: Literal["another_went_ahead"] = "another_went_ahead"
    priority: PriorityEntry
    by: PictureEntry
    decided_by: Literal["prefer", "nearness", "quality", "pool order"]


class CapReached(Shape):
    """The priority took its `at_most` individuals before this one."""

    kind: Literal["cap_reached"] = "cap_reached"
    priority: PriorityEntry
    at_most: int
    taken: tuple[PictureEntry, ...]


class SlotsFull(Shape):
    """All slots were taken; `reached` says whether the priority was gone through at all."""

    kind: Literal["slots_full"] = "slots_full"
    priority: PriorityEntry
    references: int
    reached: bool


class NotPlaced(Shape):
    """No placement of the scene offers it."""

    kind: Literal["not_placed"] = "not_placed"


ReasonEntry = Annotated[
    NotInPool
    | CannotBeSent
    | MeetsNoPriority
    | AlreadyShown
    | CropNotSent
    | SamePicture
    | AnotherWentAhead
    | CapReached
    | SlotsFull
    | NotPlaced,
    Field(discriminator="kind"),
]


def reason_entry(reason: values.Reason) -> ReasonEntry:  # noqa: C901, PLR0911  # a return for each kind of reason
    """Why something does not go."""
    match reason:
        case values.NotInPool():
            return NotInPool(near=reason.near)
        case values.CannotBeSent():
            return CannotBeSent(why=reason.why)
        case values.MeetsNoPriority():
            return MeetsNoPriority(
                nearest=priority_entry(reason.nearest), failed=tuple(map(_failed, reason.failed))
            )
        case values.AlreadyShown():
            return AlreadyShown(by=picture_entry(reason.by), pictures_each=reason.pictures_each)
        case values.CropNotSent():
            return CropNotSent(
                priority=priority_entry(reason.priority), pictures_each=reason.pictures_each
            )
        case values.SamePicture():
            return SamePicture(by=picture_entry(reason.by))
        case values.AnotherWentAhead():
            by = picture_entry(reason.by)
            return AnotherWentAhead(
                priority=priority_entry(reason.priority), by=by, decided_by=reason.decided_by
            )
        case values.CapReached():
            taken = tuple(map(picture_entry, reason.taken))
            return CapReached(
                priority=priority_entry(reason.priority), at_most=reason.at_most, taken=taken
            )
        case values.SlotsFull():
            slots = reason.references
            return SlotsFull(
                priority=priority_entry(reason.priority), references=slots, reached=reason.reached
            )
        case values.NotPlaced():
            return NotPlaced()
        case _:
            assert_never(reason)


def _failed(failed: values.FailedCondition) -> FailedEntry:
    return FailedEntry(key=failed.key, wanted=failed.wanted, found=failed.found)
