"""What individuals have to send, worked out once for all whose casts have one shape: the *moves*.

The shape of a cast (`selector.engine.casts`) and the columns that the facts of its placements leave
(`selector.engine.shot_by_columns`) in; out, for each step and each set of crops that have gone, the
candidates that may be the best and what of that a scene decides. Candidates are bits here: the
lowest is the one that would go if `prefer` said nothing.

A label may be in a note. If none is, the better picture goes, which is the first:

>>> from selector import AssetPool, load_rules
>>> from selector.engine.questions import Questions
>>> from selector.engine.shot_by_columns import Columns
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... prefer: [{matches: notes}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> def picture(quality, *labels):
...     return {"manifest_tag": "ANN", "asset_type": "character", "quality_score": quality,
...             "user_tags": labels}
>>> pool = AssetPool([picture(9), picture(8, "night")])
>>> questions = Questions(rules.plan)
>>> columns = Columns(rules.plan.default, questions)
>>> _, cast = pool.casts_for(questions).by_tag["ANN"]
>>> moves = MovesByShape(columns)[cast.shape, -1]
>>> move = moves[0]
>>> bin(move.best), move.otherwise, list(move.texts)
('0b11', 0, ['notes'])
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.casts import MOST_CASTS
from selector.engine.shot_by_kinds import bits_set
from selector.language.conditions.matches import MATCHES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from selector.engine.casts import Shape
    from selector.engine.shot_by_columns import Columns, EntryColumn, InScene

Item: TypeAlias = "tuple[int, InScene | None]"
"""An item of `prefer`: the candidates that may meet it, as bits; and what the scene decides."""
CROP_BITS = {"face": 1, "full": 2}
ALL_GONE = 3
"""All crops of an individual went, or as many of its pictures as may."""


class Move(NamedTuple):
    """What an individual has to send at a step, when some of its crops have gone.

    Attributes:
        otherwise: The candidate that goes if nothing comes true of what the scene decides.
        best: The candidates that may be the best, as bits: the first is the lowest.
        layers: The layers of `prefer` that choose between them, from the first that the scene
            decides; none if it decides nothing.
        texts: The texts in which a label may make a difference.
        labelled: The candidates of which a label may, as bits.
        decides_more: Whether the scene decides anything else.
        earliest: The first of the individual's placements under which a candidate meets the step.
        order: For each item of `order` whether the individual may meet it; of words True.
    """

    otherwise: int
    best: int
    layers: Sequence[Sequence[Item]]
    texts: Collection[str]
    labelled: int
    decides_more: bool
    earliest: int
    order: Sequence[bool]


class Moves(dict[int, "Move | None"]):
    """What individuals have to send whose casts have one shape, placed with the same facts.

    By four times the number of the step, and the crops that have gone, as bits. None if nothing.

    Args:
        columns: Those of the shot plan.
        shape: That of the cast.
        under: The columns that are left by the facts of each placement.

    Attributes:
        steps: The steps that any candidate may meet, as bits: those of their columns.
        numbers: The picture of each candidate, by its place in the cast.
        by: The placement of each candidate, by its place among those of the individual.
    """

    def __init__(
        self,
        columns: Columns,
        shape: Shape,
        under: Sequence[int],
    ) -> None:
        self._columns = columns
        self.numbers: list[int] = []
        self.by: list[int] = []
        self._crops: list[str] = []
        self._met: list[int] = []
        self._free = 0
        self.steps = 0
        for number, met in enumerate(columns.met_by(shape)):
            for nth in shape.offered[number]:
                its = met & under[nth]
                if its & columns.bans:
                    its = 0
                elif shape.can_go[number]:
                    self._free |= 1 << len(self._met)
                self.steps |= its
                self._met.append(its)
                self._crops.append(shape.crops[number])
                self.numbers.append(number)
                self.by.append(nth)
        self.steps &= columns.of_steps

    def __missing__(self, about: int) -> Move | None:
        number, gone = divmod(about, 4)
        move = self[about] = self._move(self._columns.steps[number], gone)
        return move

    def _move(
        self,
        step: EntryColumn,
        gone: int,
    ) -> Move | None:
        meeting = self._meeting(step.bit)
        passing = meeting & self._free & ~self._having(gone)
        if step.crops is not None:
            passing &= self._having(sum(map(CROP_BITS.__getitem__, step.crops)))
        if not passing:
            return None
        best = passing
        layers = [self._items(layer, passing) for layer in step.prefer]
        while layers and not any(map(_in_scene, layers[0])):
            best = _first(best, layers.pop(0))
        otherwise = best
        texts: set[str] = set()
        labelled = 0
        decides_more = False
        for layer in layers:
            otherwise = _first(otherwise, layer)
            for able, condition in layer:
                if condition is None:
                    continue
                if condition.requirement.word is MATCHES:
                    texts |= condition.requirement.wanted
                    labelled |= able & best
                else:
                    decides_more |= bool(able & best)
        if not (labelled or decides_more) or not best & best - 1:
            layers = []
        order = [item < 0 or bool(passing & self._meeting(item)) for item in step.order]
        return Move(
            otherwise=bits_set(otherwise)[0],
            best=best,
            layers=layers,
            texts=frozenset(texts),
            labelled=labelled,
            decides_more=decides_more,
            earliest=min(map(self.by.__getitem__, bits_set(meeting))),
            order=order,
        )

    def _meeting(self, bit: int) -> int:
        """The candidates that may meet a column."""
        meeting = 0
        for candidate, met in enumerate(self._met):
            if met & bit:
                meeting |= 1 << candidate
        return meeting

    def _having(self, crops: int) -> int:
        """The candidates of some crops."""
        having = 0
        for candidate, crop in enumerate(self._crops):
            if CROP_BITS[crop] & crops:
                having |= 1 << candidate
        return having

    def _items(
        self,
        layer: int,
        passing: int,
    ) -> list[Item]:
        """The items of a layer that any of some candidates may meet."""
        items: list[Item] = []
        while layer:
            bit = layer & -layer
            layer ^= bit
            able = passing & self._meeting(bit)
            if able:
                items.append((able, self._columns.by_candidate.get(bit)))
        return items


class MovesByShape(dict["tuple[Shape, int | tuple[int, ...]]", Moves]):
    """The moves of one shot plan, by the shape of a cast and what facts of placements leave.

    What they leave is one number for one placement, else one for each.

    Args:
        columns: Those of the shot plan.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __missing__(self, about: tuple[Shape, int | tuple[int, ...]]) -> Moves:
        if len(self) >= MOST_CASTS:
            self.clear()
        shape, under = about
        if isinstance(under, int):
            under = (under,)
        moves = self[about] = Moves(
            self._columns,
            shape,
            under,
        )
        return moves


def _first(candidates: int, layer: Iterable[Item]) -> int:
    """Those of some candidates that a layer puts first, if nothing of a scene comes true."""
    for able, condition in layer:
        if condition is None and candidates & able:
            return candidates & able
    return candidates


_in_scene = itemgetter(1)
