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
>>> _, _, shape = pool.casts_for(questions).by_tag["ANN"]
>>> moves = MovesByShape(columns)[shape, -1]
>>> move = moves[0]
>>> bin(move.best), [condition.requirement.key for ((_, condition),) in move.layers]
('0b11', ['matches'])
"""

from __future__ import annotations

from functools import reduce
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.casts import MOST_CASTS
from selector.engine.shot_by_kinds import bits_set
from selector.language.conditions.matches import MATCHES
from selector.model.frozen import unique

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from selector.engine.casts import Shape
    from selector.engine.shot_by_columns import Columns, EntryColumn, InScene

Item: TypeAlias = "tuple[int, InScene | None]"
"""An item of `prefer`: the candidates that may meet it, as bits; and what the scene decides."""
CROP_BITS = {"face": 1, "full": 2}


@unique
class Move:
    """What an individual has to send at a step, when some of its crops have gone.

    Attributes:
        otherwise: The candidate that goes if nothing comes true of what the scene decides.
        best: The candidates that may be the best, as bits: the first is the lowest.
        layers: The layers of `prefer` that choose between them, from the first that the scene
            decides; none if it decides nothing.
        texts: The texts in which a label decides that; none if anything else decides it too.
        labelled: The candidates of which a label does, as bits.
        earliest: The first of the individual's placements under which a candidate meets the step.
        lacking: The items of `order` that the individual cannot meet, as bits: see `bits_of`.
    """

    otherwise: int
    best: int
    layers: Sequence[Sequence[Item]]
    texts: Collection[str]
    labelled: int
    earliest: int
    lacking: int


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
        alike: All that they follow from; equal for those whose moves are the same.
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
        pictures = tuple(self._met), tuple(self._crops), tuple(self.numbers)
        self.alike: Hashable = (self._free, pictures, tuple(self.by))

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
        layers: list[Sequence[Item]] = []
        for layer in step.prefer:
            if not best & best - 1:  # there is one
                break
            items = self._items(layer, best)
            if layers or any(map(_in_scene, items)):
                layers.append(items)
            else:
                best = _first(best, items)
        texts, labelled = _compared(layers)
        return Move(
            otherwise=bits_set(reduce(_first, layers, best))[0],
            best=best,
            layers=layers,
            texts=texts,
            labelled=labelled,
            earliest=min(map(self.by.__getitem__, bits_set(meeting))),
            lacking=self._lacking(step, passing),
        )

    def _lacking(
        self,
        step: EntryColumn,
        passing: int,
    ) -> int:
        """The items of the order of a step that none of some candidates can meet, as bits."""
        lacking = 0
        for bit, item in zip(
            bits_of(step.order),
            step.order,
            strict=True,
        ):
            if item > 0 and not passing & self._meeting(item):
                lacking |= bit
        return lacking

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
        self._alike: dict[Hashable, Moves] = {}

    def __missing__(self, about: tuple[Shape, int | tuple[int, ...]]) -> Moves:
        if len(self) >= MOST_CASTS:
            self.clear()
            self._alike.clear()
        shape, under = about
        if isinstance(under, int):
            under = (under,)
        moves = Moves(
            self._columns,
            shape,
            under,
        )
        moves = self[about] = self._alike.setdefault(moves.alike, moves)
        return moves


def bits_of(order: Sequence[object]) -> list[int]:
    """A bit for each item of an order: the first has the highest, so what is less comes first."""
    return [1 << nth for nth in reversed(range(len(order)))]


def _compared(layers: Iterable[Iterable[Item]]) -> tuple[Collection[str], int]:
    """The texts in which labels decide, and of which candidates, as bits: see `Move`."""
    texts: set[str] = set()
    labelled = 0
    for able, condition in chain.from_iterable(layers):
        if condition is None:
            continue
        if condition.requirement.word is not MATCHES:
            return (), 0
        texts |= condition.requirement.wanted
        labelled |= able
    return frozenset(texts), labelled


def _first(candidates: int, layer: Iterable[Item]) -> int:
    """Those of some candidates that a layer puts first, if nothing of a scene comes true."""
    for able, condition in layer:
        if condition is None and candidates & able:
            return candidates & able
    return candidates


_in_scene = itemgetter(1)
