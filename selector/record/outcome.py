"""What was picked for a scene once, read back.

In: a record, read by `selector.record.formats`. Out: values that reporting can show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from selector.model.asset import Asset
    from selector.model.left_out import PassedOver
    from selector.model.picks import Note, Pick


@frozen
class Outcome:
    """The selection for one scene as it is on record: nothing in it was worked out again.

    `meaning` is how rules were read when it was made.
    """

    meaning: int
    shot: str
    picks: tuple[Pick[Asset], ...]
    passed_over: tuple[PassedOver[Asset], ...]
    notes: tuple[Note, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The placed tags that no picture in the pool had, in the order of the scene, each once."""
        return tuple(each.tag for each in self.passed_over if each.reason.kind == "not_in_pool")


@frozen
class Summary:
    """What an outcome says without its pool.

    `tags` and `places` are those of the picks, in order. `reasons` has the kind of reason for each
    picture that the scene offers and that is left out, in the order of the record; `left_out` the
    tag of each.
    """

    format: int
    meaning: int
    tags: tuple[str, ...]
    places: tuple[int, ...]
    reasons: tuple[str, ...]
    left_out: tuple[str, ...] = ()
