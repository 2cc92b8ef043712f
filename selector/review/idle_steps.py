r"""Steps of a shot plan that can never take a picture, whatever the scene and the pool.

In: a shot plan. Out: its idle steps, and for each why it is idle.

How it is known
---------------
What a step asks for consists of *cells* (`selector.review.cells`). Of some of them nothing can be
left for it:

- **excluded**: a ban, or the video model, excludes what the step could take of the cell;
- **barred**: `pictures_each` lists crops, and that of the cell is not among them;
- **taken**: a picture of the cell also meets earlier steps. Each of those that has no limit below
  the number of references took one picture of the same person, place or thing. Once these are as
  many as `pictures_each` allows, nothing is left. If `pictures_each` lists crops, a step that can
  only send one crop of them leaves nothing of that crop.

A step is idle if nothing is left of any of its cells. A role that the language does not have is a
slip in the scene, so it is not counted beside roles that the step can ask for. Pins do not matter:
what they send counts as well. Nor does a limit with `at_most`, if it counts all that an earlier
step asks for, or nothing of it: what it bars there it bars for good, since others are counted and
stay so. But where it counts a part, it may fill meanwhile and bar the picture that stands for
somebody, of whom a later step then takes another. Slots that `at_least` reserves may be free again
for a later step, once one picture serves two limits. So nothing counts as taken where a plan has
such limits, or sends pictures side by side.

Pools in which two assets are the same photograph are not considered.

An example, run by the suite. `face` asks for less than `anyone` does before it, and `look` for what
`no-drafts` excludes:

>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, _ = check_rules(Source(name="rules.yaml", text='''
... language: 1
... name: tea
... version: "1"
... never: [{name: no-drafts, label: draft}]
... shots:
...   default:
...     priorities:
...       - {name: anyone, role: subject}
...       - {name: face, role: subject, crop: face}
...       - {name: look, type: style, label: draft}
...   insert: {like: default, pictures_each: 2}
... '''))
>>> plan = rules.plan.default
>>> for idle in idle_steps(plan):
...     print(idle.entry.name.name, [by.name.name for by in (*idle.excluding, *idle.takers)])
face ['anyone']
look ['no-drafts']

With two pictures of each, there is one left for `face`:

>>> [idle.entry.name.name for idle in idle_steps(rules.plan.by_name["insert"])]
['look']
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, reduce
from itertools import takewhile
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from selector.language.conditions.crop import CROP
from selector.language.conditions.role import ROLE
from selector.model.frozen import frozen
from selector.model.vocabulary import CROPS, ROLES
from selector.review.cells import CELLS, Wanted, cells_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.engine.plan import ShotPlan, Step
    from selector.model.ruleset import PicturesEach

MOST_COMPARED = 40
"""Steps with labels, the first of a plan, that later steps with labels are compared with; and
limits that steps are compared with."""


@frozen
class Idle:
    """An entry that can never change what is sent, such as a step that is idle, and why.

    `excluding` are the bans, and refusals of the video model, that exclude some of what it asks
    for; `takers` the earlier steps that take the rest. `same` is another entry of its list that
    does all that it does. With none of these, `pictures_each` bars it, or `wants_nothing`: its
    own conditions exclude each other; or `no_slots`: nothing at all is sent.
    """

    entry: Step
    wants_nothing: bool = False
    excluding: tuple[Step, ...] = ()
    takers: tuple[Step, ...] = ()
    same: Step | None = None
    no_slots: bool = False


def idle_steps(shot_plan: ShotPlan) -> tuple[Idle, ...]:
    """The steps of a plan for which no picture can be left."""
    idle = []
    bans = Bans(shot_plan.strikes)
    depends = _depends_on_limits(shot_plan) or sends_side_by_side(shot_plan)
    limits = _limits_of(shot_plan)
    plain = _UsedUp(shot_plan.pictures_each)
    special: list[_Taker] = []
    for step in shot_plan.steps:
        taker = _Taker(step, Wanted.by(step))
        excluded = bans.excluded_of(taker.wanted)
        used_up = plain
        if step.pictures_each is not None:
            used_up = _UsedUp(step.pictures_each)
        takers = []
        if taker.wanted.others:
            takers = [each for each in special if each.wanted.covers_others_of(taker.wanted)]
        if takers and not _is_idle(used_up, taker, excluded):
            used_up = used_up.with_takers(takers)
        if _is_idle(used_up, taker, excluded):
            idle.append(_why_idle(shot_plan, taker, bans))
        if depends or not _is_without_limit(shot_plan, step) or not taker.is_whole_for(limits):
            continue
        if not taker.wanted.others:
            plain.add(taker)
        elif len(special) < MOST_COMPARED:
            special.append(taker)
    return tuple(idle)


def sends_side_by_side(shot_plan: ShotPlan) -> bool:
    """Whether a step has a `pictures_each` of its own."""
    return any(step.pictures_each is not None for step in shot_plan.steps)


def allowed_by(each: PicturesEach) -> int:
    """How many pictures `pictures_each` allows."""
    if isinstance(each, int):
        return each
    return len(each)


class Bans:
    """What bans exclude, so far as it is certain: cells as bits, for what an entry asks for."""

    def __init__(self, strikes: Iterable[Step]) -> None:
        self._plain = 0
        """The cells of which all is excluded."""
        self._special: list[tuple[Step, Wanted]] = []
        self._all: list[tuple[Step, Wanted]] = []
        for ban in strikes:
            wanted = Wanted.by(ban)
            self._all.append((ban, wanted))
            if not wanted.others:
                self._plain |= wanted.cells
            elif len(self._special) < MOST_COMPARED:
                self._special.append((ban, wanted))

    def excluded_of(self, wanted: Wanted) -> int:
        """The cells of which all that an entry asks for is excluded."""
        excluded = self._plain
        if wanted.others:
            for _, ban in self._special:
                if ban.covers_others_of(wanted):
                    excluded |= ban.cells
        return excluded

    def excluding(self, wanted: Wanted) -> tuple[Step, ...]:
        """The first bans that together exclude all of an entry that any of them do."""
        left = wanted.may & self.excluded_of(wanted)
        found = []
        for ban, excluded in self._all:
            if left & excluded.cells and excluded.covers_others_of(wanted):
                left &= ~excluded.cells
                found.append(ban)
        return tuple(found)


class _Taker(NamedTuple):
    """A step, and what it asks for."""

    step: Step
    wanted: Wanted

    def asks_for_all_of_a_crop(self, later: _Taker) -> bool:
        for crop in later.wanted.crops:
            wanted = later.wanted.may & cells_with(CROP, crop)
            if self.wanted.cells & wanted == wanted:
                return True
        return False

    def is_whole_for(self, limits: Iterable[Wanted]) -> bool:
        """Whether each of some limits counts all that the step asks for, or nothing of it."""
        counting = filter(self._may_be_counted, limits)
        return all(limit.covers(self.wanted) for limit in counting)

    def _may_be_counted(self, limit: Wanted) -> bool:
        return limit.may & self.wanted.may != 0


class _UsedUp:
    """The cells of which nothing is left, once some steps have taken theirs."""

    def __init__(self, each: PicturesEach) -> None:
        self.each = each
        self.cells = 0
        """Those of which nothing is left, as bits."""
        self.left = [allowed_by(each)] * len(CELLS)
        """How many pictures of each cell may still go."""
        if not isinstance(each, int):
            self.cells = reduce(or_, (cells_with(CROP, crop) for crop in set(CROPS) - {*each}), 0)

    def add(self, taker: _Taker) -> None:
        """Take one picture of each cell that a step asks for."""
        if not isinstance(self.each, int):
            self._add_crop(taker, self.each)
        remaining = taker.wanted.cells & ~self.cells
        while remaining:
            bit = remaining & -remaining
            remaining -= bit
            cell = bit.bit_length() - 1
            self.left[cell] -= 1
            if self.left[cell] == 0:
                self.cells |= bit

    def _add_crop(self, taker: _Taker, each: Sequence[str]) -> None:
        """Nothing is left of the crop that a step sends, if it can send only one of them."""
        sent = [crop for crop in each if crop in taker.wanted.crops]
        if len(sent) == 1:
            self.cells |= taker.wanted.cells & cells_with(CROP, sent[0])

    def with_takers(self, takers: Iterable[_Taker]) -> _UsedUp:
        """The same after more steps."""
        more = _UsedUp(self.each)
        more.cells = self.cells
        more.left = [*self.left]
        for taker in takers:
            more.add(taker)
        return more


def _is_idle(used_up: _UsedUp, taker: _Taker, excluded: int) -> bool:
    left = taker.wanted.may & ~excluded
    left = left & _with_known_roles() or left
    if left and used_up.each == ("face",) and "face" not in taker.wanted.crops:
        return False  # R252 warns about it
    return left & ~used_up.cells == 0


@cache
def _with_known_roles() -> int:
    """The cells with the roles that the language has, as bits."""
    return reduce(or_, (cells_with(ROLE, role) for role in ROLES))


def _why_idle(shot_plan: ShotPlan, taker: _Taker, bans: Bans) -> Idle:
    """Why a step is idle; bans are named before steps that take the same."""
    step = taker.step
    if not taker.wanted.may:
        return Idle(entry=step, wants_nothing=True)
    excluded = bans.excluded_of(taker.wanted)
    excluding = bans.excluding(taker.wanted)
    if not taker.wanted.may & ~excluded:
        return Idle(entry=step, excluding=excluding)
    if _is_idle(_UsedUp(shot_plan.pictures_each_at(step)), taker, 0):
        return Idle(entry=step)
    takers = _takers_before(shot_plan, taker, excluded)
    return Idle(entry=step, excluding=excluding, takers=tuple(takers))


def _takers_before(shot_plan: ShotPlan, taken: _Taker, excluded: int) -> list[Step]:
    """The earlier steps that take all that a step asks for and that is not excluded.

    Those that ask for all of it of any crop, if they alone take it all; else all that ask for some.
    """

    def asks_for_some(one: _Taker) -> bool:
        return bool(one.wanted.cells & taken.wanted.may)

    whole = _until_idle(shot_plan, taken, excluded, lambda one: one.asks_for_all_of_a_crop(taken))
    if whole is None:
        whole = _until_idle(shot_plan, taken, excluded, asks_for_some)
    return whole or []


def _until_idle(
    shot_plan: ShotPlan,
    taken: _Taker,
    excluded: int,
    is_of_that_sort: Callable[[_Taker], bool],
) -> list[Step] | None:
    """The first earlier steps of a sort that leave nothing for a step; None if they all do not."""
    used_up = _UsedUp(shot_plan.pictures_each)
    limits = _limits_of(shot_plan)
    takers: list[Step] = []
    for earlier in takewhile(lambda step: step is not taken.step, shot_plan.steps):
        if _is_idle(used_up, taken, excluded):
            break
        taker = _Taker(earlier, Wanted.by(earlier))
        is_taking = _is_without_limit(shot_plan, earlier) and is_of_that_sort(taker)
        is_taking = is_taking and taker.is_whole_for(limits)
        if is_taking and taker.wanted.covers_others_of(taken.wanted):
            used_up.add(taker)
            takers.append(earlier)
    if _is_idle(used_up, taken, excluded):
        return takers
    return None


def _depends_on_limits(shot_plan: ShotPlan) -> bool:
    """Whether limits may leave something for a step later on, or are too many to compare with."""
    if len(shot_plan.limits) > MOST_COMPARED:
        return True
    return any(limit.at_least for limit in shot_plan.limits)


def _limits_of(shot_plan: ShotPlan) -> list[Wanted]:
    """What the limits count in the scenes in which they apply."""
    return [Wanted.by(replace(limit, when=())) for limit in shot_plan.limits]


def _is_without_limit(shot_plan: ShotPlan, step: Step) -> bool:
    return step.at_most is None or step.at_most >= shot_plan.references
