"""What would send a picture that is left out.

In: a selection and what it left out. Out: `Advice`. Every change to rules or roles is tried before
it is advised: the scene is picked again, and the picture is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.model.advice import AddPicture, Advice, FaceToCut, MakeSendable, Option, PlaceTag
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.picks import Facts, Pick
from selector.review.advice.instead import to_go_instead
from selector.review.advice.looks import look_without_a_face
from selector.review.advice.more import in_the_way, to_send_more
from selector.review.advice.room import to_make_room, to_raise_the_limit, to_send_any
from selector.review.advice.situation import LeftOut, Situation
from selector.review.advice.wanted import to_be_wanted

if TYPE_CHECKING:
    from selector.engine.selection import Selection

_Way = Callable[[Situation, LeftOut, Any], Iterator[Option]]

_WAYS: dict[type[Reason], _Way] = {
    NoReferences: to_send_any,
    MeetsNoPriority: to_be_wanted,
    AnotherWentAhead: to_go_instead,
    CapReached: to_raise_the_limit,
    SlotsFull: to_make_room,
}
"""What is tried first for each kind of reason; if nothing helps, more pictures are allowed."""


class Adviser:
    """Gives the advice for one selection. What was tried for one picture is cached for the next."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._situation = Situation(selection)

    def advice(self, passed: PassedOver) -> Advice:
        """What would send something that is left out."""
        reason = passed.reason
        match reason:
            case NotInPool():
                return self._advice(reason, [(AddPicture(tag=passed.tag),)])
            case NotPlaced():
                return self._advice(reason, [(PlaceTag(tag=passed.tag),)])
            case CannotBeSent():
                return self._advice(reason, [(MakeSendable(),)])
            case SamePicture():
                return self._advice(reason, ahead=reason.by)
            case _:
                return self._for_picture(passed, reason)

    def look_without_a_face(self, pick: Pick) -> Facts | None:
        """The picture that the scene places, if a face crop of another look is sent for it."""
        return look_without_a_face(self._selection, pick)

    def _for_picture(self, passed: PassedOver, reason: Reason) -> Advice:
        assert passed.facts is not None, (  # noqa: S101  # for mypy
            "only a tag without a picture has none"
        )
        out = LeftOut(facts=passed.facts, placement=passed.placement or 0, reason=reason)
        return self._with_its_face(out, self._ways_for(out))

    def _ways_for(self, out: LeftOut) -> Advice:
        situation, reason = self._situation, out.reason
        if isinstance(reason, AnotherWentAhead) and not self._is_taken_there(reason):
            left_out = situation.reasons.get(reason.by.place)
            return self._advice(reason, ahead=reason.by, ahead_left_out=left_out)
        options: list[Option] = []
        way = _WAYS.get(type(reason))
        if way is not None:
            options += way(situation, out, reason)
        if not options:
            options += to_send_more(situation, out)
        if not options:
            return self._advice(reason, ahead=in_the_way(situation, out))
        return self._advice(reason, options)

    def _is_taken_there(self, reason: AnotherWentAhead) -> bool:
        """Whether the picture that came first is sent, by that priority."""
        pick = self._situation.picks.get(reason.by.place)
        return pick is not None and pick.priority == reason.priority

    def _with_its_face(self, out: LeftOut, advice: Advice) -> Advice:
        """The advice, and that a face crop of this look would come before that of another."""
        reason = out.reason
        if not isinstance(reason, AlreadyShown | AnotherWentAhead):
            return advice
        pick = self._situation.picks.get(reason.by.place)
        if pick is None:
            return advice
        look = look_without_a_face(self._selection, pick)
        if look is None or look.tag != out.facts.tag:
            return advice
        return replace(advice, face_to_cut=FaceToCut(tag=look.tag, before=reason.by))

    def _advice(
        self,
        reason: Reason,
        options: Iterable[Option] = (),
        ahead: Facts | None = None,
        ahead_left_out: Reason | None = None,
    ) -> Advice:
        return Advice(
            reason=reason,
            shot=self._situation.shot_plan.name,
            options=tuple(options),
            ahead=ahead,
            ahead_left_out=ahead_left_out,
        )
