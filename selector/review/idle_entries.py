"""Bans, pins and limits that can never change what is sent, whatever the scene and the pool.

In: a shot plan, the entries of one of its lists, and those that hold everywhere besides. Out: those
that are idle, each with why.

- **No candidate** can meet an entry whose own conditions exclude each other, nor, of a pin or a
  limit, one that a ban excludes altogether.
- **A ban** is idle if another excludes all that it excludes. Which one comes first does not matter.
- **A pin** is idle if an earlier one asks for the same: what that one sends meets it as well.
- **A limit** with `at_most` is idle if another counts all that it counts and lets no more of them
  go. One with `at_least` is idle if an earlier one counts the same, and wants as many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.review.cells import Wanted
from selector.review.idle_steps import MOST_COMPARED, Bans, Idle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.engine.plan import ShotPlan, Step


def idle_entries(
    shot_plan: ShotPlan, entries: Sequence[Step], everywhere: Sequence[Step] = ()
) -> Iterator[Idle]:
    """The idle ones of some entries.

    Args:
        shot_plan: The plan whose bans and numbers count.
        entries: The entries of one of its lists that are written in one place, in order.
        everywhere: Entries of the same list, written in a place that is farther.

    Yields:
        Those that are idle, in order.
    """
    bans = Bans(shot_plan.strikes)
    judged = list(map(_Judged.of, entries))
    farther = list(map(_Judged.of, everywhere[:MOST_COMPARED]))
    for nth, each in enumerate(judged):
        earlier = judged[:nth][:MOST_COMPARED]
        later = judged[nth + 1 :][:MOST_COMPARED]
        entry_list = each.entry.name.list
        if not each.wanted.may:
            yield Idle(entry=each.entry, wants_nothing=True)
        elif entry_list != NEVER.key and not each.wanted.may & ~bans.excluded_of(each.wanted):
            yield Idle(entry=each.entry, excluding=bans.excluding(each.wanted))
        elif entry_list == LIMITS.key and _is_barred(shot_plan, each):
            yield Idle(entry=each.entry)
        else:
            same = _same(each, earlier, later, farther)
            if same is not None:
                yield Idle(entry=each.entry, same=same)


class _Judged(NamedTuple):
    """An entry, and what it asks for."""

    entry: Step
    wanted: Wanted

    @classmethod
    def of(cls, entry: Step) -> _Judged:
        """The entry, with what it asks for."""
        return cls(entry, Wanted.by(entry))


def _same(
    judged: _Judged, earlier: list[_Judged], later: list[_Judged], farther: list[_Judged]
) -> Step | None:
    """The first entry that does all that an entry does.

    Args:
        judged: The entry.
        earlier: Those before it in the same place.
        later: Those behind it in the same place.
        farther: Those in a farther place, which come later.
    """
    serves = _SERVES[judged.entry.name.list]
    for other in earlier:
        if serves(other, judged, is_first=True):
            return other.entry
    for other in farther:
        if serves(other, judged, is_first=False):
            return other.entry
    for other in later:
        # Of two that do the same, the later one is idle.
        if serves(other, judged, is_first=False) and not serves(judged, other, is_first=True):
            return other.entry
    return None


def _excludes_as_much(
    other: _Judged,
    judged: _Judged,
    *,
    is_first: bool,  # noqa: ARG001  # the order of bans does not matter
) -> bool:
    return other.wanted.covers(judged.wanted)


def _sends_the_same(other: _Judged, judged: _Judged, *, is_first: bool) -> bool:
    if judged.entry.unplaced and not other.entry.unplaced:
        return False
    return is_first and _are_the_same(other, judged)


def _limits_as_much(other: _Judged, judged: _Judged, *, is_first: bool) -> bool:
    at_least, at_most = judged.entry.at_least, judged.entry.at_most
    if at_least is not None:
        enough = is_first and (other.entry.at_least or 0) >= at_least
        if not enough or not _are_the_same(other, judged):
            return False
    if at_most is not None:
        stops = other.entry.at_most is not None and other.entry.at_most <= at_most
        return stops and other.wanted.covers(judged.wanted)
    return True


def _is_barred(shot_plan: ShotPlan, limit: _Judged) -> bool:
    """Whether a limit only wants crops that `pictures_each` does not let go."""
    each = shot_plan.pictures_each
    if isinstance(each, int) or limit.entry.at_most is not None:
        return False
    return limit.wanted.crops.isdisjoint(each)


def _are_the_same(one: _Judged, other: _Judged) -> bool:
    return one.wanted.covers(other.wanted) and other.wanted.covers(one.wanted)


_SERVES = {
    NEVER.key: _excludes_as_much,
    PIN.key: _sends_the_same,
    LIMITS.key: _limits_as_much,
}
"""For each list: whether one entry does all that another does, and comes first if that matters."""
