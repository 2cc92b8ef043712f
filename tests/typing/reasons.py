"""Reasons, told apart by class and by `kind`: each branch has the values of its own kind."""

from __future__ import annotations

from typing import assert_never, assert_type

from selector import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    EntryName,
    Facts,
    FailedCondition,
    LimitReached,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    RefusedByTarget,
    SamePicture,
    SlotReserved,
    SlotsFull,
    Struck,
)


def by_class(reason: Reason) -> Facts | EntryName | str | None:
    """Every class has its case, so nothing is left for the last one."""
    match reason:
        case NotInPool(near=near):
            return assert_type(near, str | None)
        case CannotBeSent(why=why):
            return assert_type(why, str | None)
        case Struck(by=entry) | LimitReached(by=entry):
            return assert_type(entry, EntryName)
        case RefusedByTarget(target=target):
            return assert_type(target, str)
        case NoReferences(target=target):
            return assert_type(target, str | None)
        case MeetsNoPriority(nearest=nearest, failed=failed):
            assert_type(failed, tuple[FailedCondition, ...])
            return assert_type(nearest, EntryName | None)
        case AlreadyShown(by=other) | SamePicture(by=other) | AnotherWentAhead(by=other):
            return assert_type(other, Facts)
        case CropNotSent(priority=priority) | SlotReserved(priority=priority):
            return assert_type(priority, EntryName)
        case CapReached(priority=priority) | SlotsFull(priority=priority):
            return assert_type(priority, EntryName)
        case NotPlaced():
            return None
        case _:
            assert_never(reason)


def by_kind(reason: Reason) -> str:
    match reason.kind:
        case "already_shown":
            return assert_type(reason, AlreadyShown).by.tag
        case "not_in_pool":
            return assert_type(reason, NotInPool).near or ""
        case "cannot_be_sent":
            return assert_type(reason, CannotBeSent).why or ""
        case _:
            return reason.kind


def by_either(passed: PassedOver) -> str:
    """Of what was left out itself, without a name for its reason."""
    if isinstance(passed.reason, NotInPool):
        return passed.reason.near or ""
    if passed.reason.kind == "slots_full":
        return passed.reason.priority.name
    match passed.reason.kind:
        case "same_picture":
            return passed.reason.by.tag
        case _:
            return passed.reason.kind
