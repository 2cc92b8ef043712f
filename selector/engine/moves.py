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
from operator import itemgetter, or_
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.casts import MOST_CASTS, those
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
        labelled: The candidates of which a label does.
        earliest: The first of the individual's placements under which a candidate meets the step.
        lacking: The items of `order` that the individual cannot meet, as bits: see `bits_of`.
    """

    otherwise: int
    best: int
    layers: Sequence[Sequence[Item]]
    texts: Collection[str]
    labelled: Sequence[int]
    earliest: int
    lacking: int


class Candidates(NamedTuple):
    """What an individual has to send: each picture under each of the placements that offer it.

    Attributes:
        met: The columns that each meets; none if it is banned.
        can_go: Whether each can be sent.
        crops: Which crop each is.
        numbers: The picture of each, by its place in the cast.
        by: The placement of each, by its place among those of the individual.
    """

    met: tuple[int, ...]
    can_go: tuple[bool, ...]
    crops: tuple[str, ...]
    numbers: tuple[int, ...]
    by: tuple[int, ...]


Known: TypeAlias = "dict[Hashable, tuple[Move | None]]"
"""What individuals have to send at a step, by all that it follows from; alone in a tuple."""


class Moves(dict[int, "Move | None"]):
    """What individuals have to send whose casts have one shape, placed with the same facts.

    By four times the number of the step, and the crops that have gone, as bits. None if nothing.

    Args:
        columns: Those of the shot plan.
        candidates: What they have.
        known: What is known of others; what is worked out here is added.

    Attributes:
        steps: The steps that any candidate may meet, as bits: those of their columns.
        numbers: The picture of each candidate, by its place in the cast.
        by: The placement of each candidate, by its place among those of the individual.
    """

    def __init__(
        self,
        columns: Columns,
        candidates: Candidates,
        known: Known,
    ) -> None:
        self._columns = columns
        self._known = known
        self._met, self._can_go, self._crops, self.numbers, self.by = candidates
        self.steps = reduce(or_, self._met, 0) & columns.of_steps

    def __missing__(self, about: int) -> Move | None:
        number, gone = divmod(about, 4)
        step = self._columns.steps[number]
        met = tuple([its & step.columns for its in self._met])
        alike = about, met, self._can_go, self._crops, self.by
        known = self._known.get(alike)
        if known is None:
            if len(self._known) >= MOST_CASTS:
                self._known.clear()
            known = self._known[alike] = (self._move(step, gone),)
        (move,) = known
        self[about] = move
        return move

    def _move(
        self,
        step: EntryColumn,
        gone: int,
    ) -> Move | None:
        meeting = self._meeting(step.bit)
        passing = meeting & _bits(self._can_go) & ~self._having(gone)
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
            labelled=bits_set(labelled),
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
        return _bits([met & bit for met in self._met])

    def _having(self, crops: int) -> int:
        """The candidates of some crops."""
        return _bits([CROP_BITS[crop] & crops for crop in self._crops])

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
        self._alike: dict[Candidates, Moves] = {}
        self._known: Known = {}

    def __missing__(self, about: tuple[Shape, int | tuple[int, ...]]) -> Moves:
        if len(self) >= MOST_CASTS:
            self.clear()
            self._alike.clear()
        shape, under = about
        if isinstance(under, int):
            under = (under,)
        candidates = self._candidates(shape, under)
        moves = self._alike.get(candidates)
        if moves is None:
            moves = self._alike[candidates] = Moves(self._columns, candidates, self._known)
        self[about] = moves
        return moves

    def _candidates(self, shape: Shape, under: Sequence[int]) -> Candidates:
        """What somebody has to send, by the facts of each placement."""
        met: list[int] = []
        numbers: list[int] = []
        by: list[int] = []
        bans = self._columns.bans
        for number, its in enumerate(self._columns.met_by(shape)):
            for nth in shape.offered[number]:
                left = its & under[nth]
                if left & bans:
                    left = 0
                met.append(left)
                numbers.append(number)
                by.append(nth)
        can_go, crops = shape.can_go, shape.crops
        if len(under) > 1:
            can_go = those(can_go, numbers)
            crops = those(crops, numbers)
        return _new(Candidates, (tuple(met), can_go, crops, tuple(numbers), tuple(by)))


def bits_of(order: Sequence[object]) -> list[int]:
    """A bit for each item of an order: the first has the highest, so what is less comes first."""
    return [1 << nth for nth in reversed(range(len(order)))]


def _bits(values: Iterable[object]) -> int:
    """A bit for each of some values that is true or not 0, the lowest for the first."""
    bits = 0
    bit = 1
    for value in values:
        if value:
            bits |= bit
        bit <<= 1
    return bits


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
_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
