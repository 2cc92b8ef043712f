"""Picks in; what is sent for each of them out: its clean reference, or the picture itself.

Which clean references are let out is for the rules to say (`send_cleaned`), and for callers that
have a lowest likeness of their own. Of two the stricter counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from selector.language.file_words.send_cleaned import NEVER
from selector.model.sent import Sent, original

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from selector.engine.selection import Selection
    from selector.language.facts import Picture, SendCleaned
    from selector.language.kinds.number_range import Number

P = TypeVar("P")
"""A picture, as whoever compares knows it."""


def what_is_sent(selection: Selection, place: int) -> Sent:
    """What is sent for the picture at a place of the pool, where it is picked."""
    return sent_for(selection.pool.rows[place], selection.rules.plan.send_cleaned)


def sent_for(row: Picture, send_cleaned: SendCleaned | None) -> Sent:
    """What is sent for a picture that is picked, by what the rules say of clean references."""
    if row.clean is None:
        return original(row.address)
    reason = why_not_clean(row.clean.likeness, send_cleaned)
    if reason is None:
        return Sent(kind="clean", address=row.clean.address)
    return original(row.address, reason)


def other_files(
    then: Iterable[tuple[P, Sent | None]],
    now: Iterable[tuple[P, Sent | None]],
    is_same: Callable[[P, P], bool],
) -> Iterator[tuple[P, P, Sent, Sent]]:
    """The pictures that went and go, of which another file goes now.

    Only clean references count: an original that has moved is the same picture.

    Args:
        then: The pictures that went, with what went for each; None where that is not known.
        now: The same of those that go now.
        is_same: Whether one of the first is one of the second.

    Yields:
        Each picture as it is now and as it was, what went for it, and what goes.
    """
    were = [(picture, sent) for picture, sent in then if sent is not None]
    if not were:
        return
    for picture, sent in now:
        if sent is None:
            continue
        for was, before in were:
            if is_same(was, picture) and _is_another_file(before, sent):
                yield picture, was, before, sent


def _is_another_file(then: Sent, now: Sent) -> bool:
    if "clean" not in (then.kind, now.kind):
        return False
    if then.kind != now.kind:
        return True
    return then.address is not None and then.address != now.address


def why_not_clean(
    likeness: Number | None,
    rules_say: SendCleaned | None,
    floor: float | None = None,
) -> str | None:
    """Why a clean reference is not sent.

    Args:
        likeness: How similar its face is to the original's, from 0 to 1; None if not known.
        rules_say: What `send_cleaned` says.
        floor: The lowest likeness that a caller lets out; one that is not known is let out.

    Returns:
        A sentence; None if it is sent.
    """
    if rules_say == NEVER:
        return "The rules never send clean references."
    floors = [each for each in (rules_say, floor) if each is not None]
    if not floors or (likeness is None and rules_say is None):
        return None
    required = max(floors)
    if likeness is None:
        return f"The clean reference's likeness is not known; at least {required:g} is required."
    if likeness >= required:
        return None
    return f"The clean reference's likeness is {likeness:g}; at least {required:g} is required."
