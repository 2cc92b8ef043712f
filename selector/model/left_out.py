"""What an answer leaves out, and the one reason why.

The engine makes these values; `reporting` puts them into words. The kinds of reasons are declared
here and nowhere else: `Reason` is the list of them.
"""

from __future__ import annotations

from dataclasses import field
from typing import Generic, Literal

from selector.model.asset import Asset_co
from selector.model.frozen import frozen
from selector.model.picks import EntryName, Facts
from selector.model.video_model import OneKind


@frozen
class FailedCondition:
    """A condition that was not met: what the rule wanted of `key`, and what was found."""

    key: str
    wanted: tuple[str, ...]
    found: str


@frozen
class NotInPool:
    """No asset of the pool has the tag. `near` is the pool's nearest tag, or None."""

    near: str | None
    kind: Literal["not_in_pool"] = "not_in_pool"


@frozen
class CannotBeSent:
    """The pool's `usable` test refused the picture; `why` is what it said, None for a bare no."""

    why: str | None
    kind: Literal["cannot_be_sent"] = "cannot_be_sent"


@frozen
class Struck:
    """A ban, `by`, excludes the picture under each placement that offers it."""

    by: EntryName
    kind: Literal["struck"] = "struck"


@frozen
class RefusedByTarget:
    """The video model `target` refuses the picture: it takes only the kind `takes`."""

    target: str
    takes: OneKind
    kind: Literal["target_refuses"] = "target_refuses"


@frozen
class NoReferences:
    """The shot sends no references at all: `references` is 0.

    `target` is the video model, if that is what takes none.
    """

    target: str | None = None
    kind: Literal["no_references"] = "no_references"


@frozen
class MeetsNoPriority:
    """The first priority with the fewest failed conditions is `nearest`; these failed.

    `nearest` is None if no priority holds in the scene.
    """

    nearest: EntryName | None
    failed: tuple[FailedCondition, ...]
    kind: Literal["meets_no_priority"] = "meets_no_priority"


@frozen
class AlreadyShown:
    """The individual has a pick, `by`, and may send no more pictures of this crop."""

    by: Facts
    pictures_each: int | tuple[str, ...]
    kind: Literal["already_shown"] = "already_shown"


@frozen
class CropNotSent:
    """`pictures_each` lists crops and this one is not among them; the individual has no pick."""

    priority: EntryName
    pictures_each: tuple[str, ...]
    kind: Literal["crop_not_sent"] = "crop_not_sent"


@frozen
class SamePicture:
    """A pick, `by`, is the very same picture: it has the same address."""

    by: Facts
    kind: Literal["same_picture"] = "same_picture"


Measure = Literal["prefer", "nearness", "quality", "pool order"]
"""What decides between the pictures of one individual, the first difference first."""


@frozen
class AnotherWentAhead:
    """Another picture of the same individual, `by`, went ahead of it.

    `decided_by` says why: `prefer`, `nearness` to what the scene names, `quality` or `pool order`.
    `item` is what `prefer` asks for and the other picture meets, in a phrase; None for a crop.
    """

    priority: EntryName
    by: Facts
    decided_by: Measure
    item: str | None = None
    kind: Literal["another_went_ahead"] = "another_went_ahead"


@frozen
class LimitReached:
    """A limit of the whole scene, `by`, has its `at_most` individuals; `taken` has one of each."""

    by: EntryName
    at_most: int
    taken: tuple[Facts, ...]
    kind: Literal["limit_reached"] = "limit_reached"


@frozen
class SlotReserved:
    """The slots that were left for its priority are reserved for a limit, `by`."""

    priority: EntryName
    by: EntryName
    kind: Literal["slot_reserved"] = "slot_reserved"


@frozen
class CapReached:
    """The priority took its `at_most` individuals, `taken`, before this one."""

    priority: EntryName
    at_most: int
    taken: tuple[Facts, ...]
    kind: Literal["cap_reached"] = "cap_reached"


FirstBy = Literal["score", "scene", "pool", "pins", "pins and priorities"]
"""What puts others first where slots are full: a score, the order of placements or of the pool."""


@frozen
class SlotsFull:
    """All `references` were taken. `reached` says whether its priority had its turn before that.

    `by_order` says whether `order` decided there who came first. `target` is the video model that
    takes no more, if the rules ask for more references. `decided_by` says why others came first:
    None if earlier priorities took all, or `order` decided. `pin` is one that took a slot there
    and without which the picture would go. Neither is stored.
    """

    priority: EntryName
    references: int
    reached: bool
    by_order: bool = False
    target: str | None = None
    decided_by: FirstBy | None = field(default=None, compare=False)
    pin: EntryName | None = field(default=None, compare=False)
    kind: Literal["slots_full"] = "slots_full"


@frozen
class NotPlaced:
    """No placement of the scene offers the asset."""

    kind: Literal["not_placed"] = "not_placed"


Reason = (
    NotInPool
    | CannotBeSent
    | Struck
    | RefusedByTarget
    | NoReferences
    | MeetsNoPriority
    | AlreadyShown
    | CropNotSent
    | SamePicture
    | AnotherWentAhead
    | LimitReached
    | SlotReserved
    | CapReached
    | SlotsFull
    | NotPlaced
)
"""The kinds of reasons, in the order in which they are tried: the first that holds is given."""


AheadBy = Literal["order", "quality", "placement", "pool"]
"""What puts one individual before another at an entry that asks for both."""


@frozen
class Ahead:
    """What came before something else at an entry that asks for both, `by` before `than`.

    `asks` is what `order` puts first, in a phrase, if that decided.
    """

    by: Facts
    than: Facts
    decided_by: AheadBy
    asks: str = ""


@frozen
class FirstChance:
    """Why a picture lost at the first entry that asks for it; a `Reason` may be about the last.

    `taken` is what the entry took, and `ahead` says what put the last of that before the picture;
    None if nobody came before it there.
    """

    reason: Reason
    taken: tuple[Facts, ...] = ()
    ahead: Ahead | None = None


@frozen
class PassedOver(Generic[Asset_co]):
    """One asset that is left out, or one placed tag without any, and the one reason why.

    `asset` and `facts` are None if the tag is not in the pool. `placement` is the first placement
    that offers it, from 0; None if no placement does.
    """

    tag: str
    asset: Asset_co | None
    facts: Facts | None
    placement: int | None
    reason: Reason
