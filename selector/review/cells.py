"""What an entry asks for, so far as roles, types and crops tell: as sets that can be compared.

Conditions in; *cells* out. A cell is a role, a type and a crop, and one candidate is in one cell.
Roles and types that the language does not have are one more of each, which no condition asks for.
The cells of an entry are written as the bits of a number.

Of most conditions the cells say all: `role: subject`, or `not: {crop: face}`. Of the others, such
as a label, they say nothing, or only in which cells a candidate *may* meet them. `covers` compares
both kinds, and it is certain: where it says that one entry asks for all that another asks for,
every candidate that meets the one meets the other.
"""

from __future__ import annotations

from functools import cache, reduce
from itertools import product
from operator import and_, attrgetter, or_
from typing import TYPE_CHECKING

from selector.language.conditions.any_of import ANY_OF
from selector.language.conditions.crop import CROP
from selector.language.conditions.has import HAS
from selector.language.conditions.not_ import NOT
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.model.frozen import frozen
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.plan import Step
    from selector.language.condition import ConditionWord, Requirement

_ANOTHER = ""
"""Stands for every word that the language does not have."""
_AXES = {ROLE: 0, TYPE: 1, CROP: 2}
"""The conditions that a cell answers, each with the index of its word in the cell."""
CELLS = tuple(product((*ROLES, _ANOTHER), (*ASSET_TYPES, _ANOTHER), CROPS))
"""Every cell; the bit of a cell is that of its index."""
EVERYTHING = (1 << len(CELLS)) - 1


@frozen
class _Met:
    """The cells in which a candidate may meet conditions, and those in which each does."""

    may: int
    must: int


_MAY, _MUST = attrgetter("may"), attrgetter("must")


def exclude_each_other(conditions: Sequence[Requirement]) -> bool:
    """Whether nothing can meet some conditions together; no if there are none."""
    if not conditions:
        return False
    from selector.review.contradictions import contradict  # noqa: PLC0415  # not for all rules

    return contradict(conditions)


@frozen
class Wanted:
    """What an entry asks for.

    Attributes:
        may: The cells in which candidates may meet the entry.
        cells: The same, so far as its conditions are about cells alone.
        others: Its conditions that are not, and those on the scene.
    """

    may: int
    cells: int
    others: tuple[Requirement, ...]

    @classmethod
    def by(cls, step: Step) -> Wanted:
        """What a compiled entry asks for."""
        may = cells = EVERYTHING
        others = []
        for condition in step.conditions:
            met = _met_in(condition)
            may &= met.may
            if met.may == met.must:
                cells &= met.may
            else:
                others.append(condition)
        # What conditions on cells leave is in `may` already.
        if exclude_each_other(others and step.conditions) or exclude_each_other(step.when):
            may = cells = 0
        return cls(may=may, cells=cells, others=(*others, *step.when))

    @property
    def crops(self) -> frozenset[str]:
        """The crops that candidates may have."""
        return frozenset(crop for crop in CROPS if self.may & cells_with(CROP, crop))

    def covers_others_of(self, other: Wanted) -> bool:
        """Whether what meets the other's conditions that are not about cells meets these too."""
        if len(self.others) == len(other.others) == 1:
            return self.others[0].covers(other.others[0])  # what most rules have, quickly
        return all(any(map(each.covers, other.others)) for each in self.others)

    def covers(self, other: Wanted) -> bool:
        """Whether every candidate that meets the other entry meets this one too."""
        return other.may & ~self.cells == 0 and self.covers_others_of(other)


def holds_with(entry: Step, other: Step) -> bool:
    """Whether an entry holds, for certain, in every scene in which another holds."""
    return all(any(map(each.covers, other.when)) for each in entry.when)


@cache
def cells_with(axis: ConditionWord, word: str) -> int:
    """The cells with a word of the language on an axis, as bits."""
    bits = 0
    for nth, cell in enumerate(CELLS):
        if cell[_AXES[axis]] == word:
            bits |= 1 << nth
    return bits


@cache
def with_usual_crops() -> int:
    """The cells that films have, as bits: of what is no character there are no face crops."""
    return cells_with(CROP, "full") | cells_with(TYPE, "character")


def _met_in(condition: Requirement) -> _Met:
    word = condition.word
    if word in _AXES:
        bits = reduce(or_, (cells_with(word, each) for each in condition.wanted), 0)
        return _Met(may=bits, must=bits)
    if word in {NOT, ANY_OF, HAS}:
        groups = list(map(_met_together, condition.wanted.in_order))
        may = reduce(or_, map(_MAY, groups), 0)
        must = reduce(or_, map(_MUST, groups), 0)
        if word is NOT:
            return _Met(may=EVERYTHING & ~must, must=EVERYTHING & ~may)
        if word is ANY_OF:
            return _Met(may=may, must=must)
        # The picture that an individual has may be in another cell.
        return _Met(may=EVERYTHING if may else 0, must=0)
    return _Met(may=EVERYTHING, must=0)


def _met_together(group: Iterable[Requirement]) -> _Met:
    met = list(map(_met_in, group))
    may = reduce(and_, map(_MAY, met), EVERYTHING)
    must = reduce(and_, map(_MUST, met), EVERYTHING)
    return _Met(may=may, must=must)
