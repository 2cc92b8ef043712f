r"""Steps of a shot plan that can never take a picture, whatever the scene and the pool.

In: a shot plan. Out: its idle steps, and for each the earlier steps that make it so.

How it is known
---------------
What a step asks for consists of *cells*: a role, a type and a crop each. A picture of a cell also
meets every earlier step that asks for the cell, and no more labels. Each of those that has no limit
below the number of references took one picture of the same person, place or thing. Once these are
as many as `pictures_each` allows, nothing of the cell is left, and a step is idle if nothing is
left of any of its cells. If `pictures_each` lists crops, a step that can only send one crop of them
leaves nothing of that crop.

Roles and types that the language does not have are not considered, nor are pools in which two
assets are the same photograph.

An example, run by the suite. `face` asks for less than `anyone` does before it:

>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, _ = check_rules(Source(name="rules.yaml", text='''
... language: 1
... name: tea
... version: "1"
... shots:
...   default:
...     priorities:
...       - {name: anyone, role: subject}
...       - {name: face, role: subject, crop: face}
...   insert: {like: default, pictures_each: 2}
... '''))
>>> plan = rules.plan.default
>>> [step.name.name for step in idle_steps(plan)]
['face']
>>> [step.name.name for step in takers_before(plan, plan.steps[1])]
['anyone']

With two pictures of each, there is one left for `face`:

>>> idle_steps(rules.plan.by_name["insert"])
()
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product, takewhile
from operator import or_
from typing import TYPE_CHECKING

from selector.language.conditions.crop import CROP
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.engine.plan import ShotPlan, Step
    from selector.language.condition import Requirement
    from selector.model.ruleset import PicturesEach

MOST_COMPARED = 40
"""Steps with labels, the first of a plan, that later steps with labels are compared with."""


def idle_steps(shot_plan: ShotPlan) -> tuple[Step, ...]:
    """The steps of a plan for which no picture can be left.

    None are named where a step sends pictures side by side, or where there are limits: what is left
    then depends on the scene.
    """
    if shot_plan.limits or any(step.pictures_each is not None for step in shot_plan.steps):
        return ()
    idle = []
    plain = _UsedUp(shot_plan.pictures_each)
    special: list[_Taker] = []
    for step in shot_plan.steps:
        taker = _Taker.of(step)
        used_up = plain
        takers = []
        if taker.others:
            takers = [each for each in special if each.asks_for_all_labels_of(taker)]
        if takers and not _is_idle(plain, taker):
            used_up = plain.with_takers(takers)
        if _is_idle(used_up, taker):
            idle.append(step)
        if not _is_without_limit(shot_plan, step):
            continue
        if not taker.others:
            plain.add(taker)
        elif len(special) < MOST_COMPARED:
            special.append(taker)
    return tuple(idle)


def takers_before(shot_plan: ShotPlan, step: Step) -> list[Step]:
    """The earlier steps that take all that a step asks for.

    Those that ask for all of it of any crop, if they alone take it all; else all that ask for some.
    """
    taken = _Taker.of(step)
    whole = _until_idle(shot_plan, taken, lambda one: one.asks_for_all_of_a_crop(taken))
    if whole is None:
        whole = _until_idle(shot_plan, taken, lambda one: bool(one.cells & taken.cells))
    return whole or []


def crops_of(step: Step) -> frozenset[str]:
    """The crops that meet a step: both, unless it asks for one."""
    for condition in step.conditions:
        if condition.word is CROP:
            return frozenset(condition.wanted)
    return frozenset(CROPS)


def allowed_by(each: PicturesEach) -> int:
    """How many pictures `pictures_each` allows."""
    if isinstance(each, int):
        return each
    return len(each)


_CELLS = tuple(product(ROLES, ASSET_TYPES, CROPS))
_AXES = (ROLE, TYPE, CROP)
"""The conditions that a cell answers, in the order of its words. The others are about labels."""
_EVERYTHING = (1 << len(_CELLS)) - 1


def _cells_of(word: str, axis: int) -> int:
    """The cells with this word on an axis, as bits."""
    bits = 0
    for nth, cell in enumerate(_CELLS):
        if cell[axis] == word:
            bits |= 1 << nth
    return bits


_BITS: list[dict[str, int]] = [
    {word: _cells_of(word, axis) for word in words}
    for axis, words in enumerate((ROLES, ASSET_TYPES, CROPS))
]
_CROP_BITS = _BITS[_AXES.index(CROP)]


@dataclass(frozen=True, slots=True)
class _Taker:
    """A step, the cells that it asks for as bits, and its other conditions."""

    step: Step
    cells: int
    others: tuple[Requirement, ...]

    @classmethod
    def of(cls, step: Step) -> _Taker:
        cells = _EVERYTHING
        others = []
        for condition in step.conditions:
            if condition.word in _AXES:
                bits = _BITS[_AXES.index(condition.word)]
                cells &= reduce(or_, map(bits.__getitem__, condition.wanted))
            else:
                others.append(condition)
        return cls(step, cells, tuple(others))

    def asks_for_all_labels_of(self, later: _Taker) -> bool:
        """Whether whatever meets the later step's other conditions meets those of this one too."""
        if len(self.others) == len(later.others) == 1:
            return self.others[0].covers(later.others[0])  # what most rules have, quickly
        return all(any(map(each.covers, later.others)) for each in self.others)

    def asks_for_all_of_a_crop(self, later: _Taker) -> bool:
        for crop in crops_of(later.step):
            wanted = later.cells & _CROP_BITS[crop]
            if self.cells & wanted == wanted:
                return True
        return False


class _UsedUp:
    """The cells of which nothing is left, once some steps have taken theirs."""

    def __init__(self, each: PicturesEach) -> None:
        self.each = each
        self.cells = 0
        """Those of which nothing is left, as bits."""
        self.left = [allowed_by(each)] * len(_CELLS)
        """How many pictures of each cell may still go."""
        if not isinstance(each, int):
            for crop in CROPS:
                if crop not in each:
                    self.cells |= _CROP_BITS[crop]

    def add(self, taker: _Taker) -> None:
        """Take one picture of each cell that a step asks for."""
        if not isinstance(self.each, int):
            self._add_crop(taker, self.each)
        remaining = taker.cells & ~self.cells
        while remaining:
            bit = remaining & -remaining
            remaining -= bit
            cell = bit.bit_length() - 1
            self.left[cell] -= 1
            if self.left[cell] == 0:
                self.cells |= bit

    def _add_crop(self, taker: _Taker, each: Sequence[str]) -> None:
        """Nothing is left of the crop that a step sends, if it can send only one of them."""
        sent = [crop for crop in each if crop in crops_of(taker.step)]
        if len(sent) == 1:
            self.cells |= taker.cells & _CROP_BITS[sent[0]]

    def with_takers(self, takers: Iterable[_Taker]) -> _UsedUp:
        """The same after more steps."""
        more = _UsedUp(self.each)
        more.cells = self.cells
        more.left = [*self.left]
        for taker in takers:
            more.add(taker)
        return more


def _is_idle(used_up: _UsedUp, taker: _Taker) -> bool:
    if used_up.each == ("face",) and "face" not in crops_of(taker.step):
        return False  # R252 warns about it
    return taker.cells & ~used_up.cells == 0


def _until_idle(
    shot_plan: ShotPlan,
    taken: _Taker,
    is_of_that_sort: Callable[[_Taker], bool],
) -> list[Step] | None:
    """The first earlier steps of a sort that leave nothing for a step; None if they all do not."""
    used_up = _UsedUp(shot_plan.pictures_each)
    takers: list[Step] = []
    for earlier in takewhile(lambda step: step is not taken.step, shot_plan.steps):
        if _is_idle(used_up, taken):
            break
        taker = _Taker.of(earlier)
        is_taking = _is_without_limit(shot_plan, earlier) and is_of_that_sort(taker)
        if is_taking and taker.asks_for_all_labels_of(taken):
            used_up.add(taker)
            takers.append(earlier)
    if _is_idle(used_up, taken):
        return takers
    return None


def _is_without_limit(shot_plan: ShotPlan, step: Step) -> bool:
    return step.at_most is None or step.at_most >= shot_plan.references
