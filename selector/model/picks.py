"""What an answer is made of: picks, what was passed over and why, and notes. `reporting` puts them into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal

from selector.model.asset import Asset_co

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from selector.model.problem import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An asset's values as they were when its pool was indexed: what every choice and reason was judged on.

    `place` counts from 0 in the pool; `type` is in lower case; `individual` is the name given
    outright, or None. `quality` is None where the asset has no score (it then ranks as 0), and a
    Decimal where no float is equal to it. `source` is the id of the picture that it was cut from,
    `address` where the picture lies; None where not known.
    """

    place: int
    id: str | None
    tag: str
    type: str
    crop: Literal["face", "full"]
    quality: float | Decimal | None
    individual: str | None
    source: str | None = None
    name: str | None = None
    labels: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityName:
    """Which priority is meant: its shot rule, its own name, the director's reason and its place in the file.

    `shot` is the rule that the scene was served by; `number` counts its priorities from 1. With
    `like`, `at` lies in the rule that wrote the priority.
    """

    shot: str
    name: str
    number: int
    because: str | None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Generic[Asset_co]):
    """One reference that goes with the scene. `slot` counts from 1, `placement` from 0 in the scene's placements."""

    slot: int
    asset: Asset_co
    facts: Facts
    placement: int
    tag: str
    role: str
    position: str | None
    priority: PriorityName


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCondition:
    """A condition that was not met: what the rule asks of `key`, and what was there."""

    key: str
    wanted: tuple[str, ...]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInPool:
    """No asset of the pool has the tag. `near` is the pool's nearest tag, or None."""

    near: str | None
    kind: Literal["not_in_pool"] = "not_in_pool"


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotBeSent:
    """The pool's `usable` test refused the picture; `why` is what it said, or None where it only said no."""

    why: str | None
    kind: Literal["cannot_be_sent"] = "cannot_be_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetsNoPriority:
    """`nearest` is the priority with the fewest conditions failed (the first of these), `failed` those conditions."""

    nearest: PriorityName
    failed: tuple[FailedCondition, ...]
    kind: Literal["meets_no_priority"] = "meets_no_priority"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyShown:
    """The individual has a pick, `by`, and may send no more pictures of this crop."""

    by: Facts
    pictures_each: int | tuple[str, ...]
    kind: Literal["already_shown"] = "already_shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CropNotSent:
    """`pictures_each` lists crops and this one is not among them; the individual has no pick."""

    priority: PriorityName
    pictures_each: tuple[str, ...]
    kind: Literal["crop_not_sent"] = "crop_not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePicture:
    """A pick, `by`, is the very same picture: it has the same address."""

    by: Facts
    kind: Literal["same_picture"] = "same_picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherWentAhead:
    """Another picture of the same individual, `by`, went ahead of it.

    By `prefer`, by `nearness` to what the scene names, by `quality` or by `pool order`.
    """

    priority: PriorityName
    by: Facts
    decided_by: Literal["prefer", "nearness", "quality", "pool order"]
    kind: Literal["another_went_ahead"] = "another_went_ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapReached:
    """The priority took its `at_most` individuals, `taken`, before this one."""

    priority: PriorityName
    at_most: int
    taken: tuple[Facts, ...]
    kind: Literal["cap_reached"] = "cap_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsFull:
    """All `references` slots were taken. `reached` says whether the priority was gone through at all."""

    priority: PriorityName
    references: int
    reached: bool
    kind: Literal["slots_full"] = "slots_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """No placement of the scene offers the asset."""

    kind: Literal["not_placed"] = "not_placed"


Reason = (
    NotInPool
    | CannotBeSent
    | MeetsNoPriority
    | AlreadyShown
    | CropNotSent
    | SamePicture
    | AnotherWentAhead
    | CapReached
    | SlotsFull
    | NotPlaced
)
"""In the order in which they are tried: what does not go has the first that holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver(Generic[Asset_co]):
    """One asset, or one placed tag without any, that does not go, and the one reason why.

    `asset` and `facts` are None where the tag is not in the pool. `placement` is the earliest
    placement that offers it (from 0), None for an asset that no placement offers.
    """

    tag: str
    asset: Asset_co | None
    facts: Facts | None
    placement: int | None
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was read in a way its writer may not expect. `kind` is stable; `values` are what it speaks of."""

    kind: Literal[
        "brackets_dropped",
        "unknown_role",
        "unread_scene_index",
        "unknown_asset_type",
        "individuals_joined",
        "shared_tag",
        "unplaceable_tag",
        "other_scene_index",
        "misnamed_attribute",
        "no_optional_attributes",
        "default_rule",
        "no_placements",
        "empty_pool",
    ]
    values: Mapping[str, str] = field(default_factory=dict)
