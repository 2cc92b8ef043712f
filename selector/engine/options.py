"""What an individual's pictures meet in; those that stand for each entry, the best first, out.

Which picture of an individual an entry takes depends on what its candidates meet
(`selector.engine.shot_by_columns`) and on the order in which they would go if `prefer` said
nothing, which is that of the cast (`selector.engine.casts`); on nothing else. People stand in many
scenes in the same way, so the answer is worked out once for each way and looked up from then on.

The shot prefers the label night; otherwise the first of the two would go:

>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, _ = check_rules(Source(name="tea.yaml", text='''
... language: 1
... name: tea
... version: "1"
... shots: {default: {prefer: [{label: night}], priorities: [{name: all, type: character}]}}'''))
>>> from selector.engine.questions import Questions
>>> columns = Columns(rules.plan.default, Questions(rules.plan))
>>> [bin(columns.steps[0].bit), bin(columns.prefer[0])]
['0b1', '0b10']
>>> shape = Shape([((0,), True), ((0,), True)], 1)  # two pictures under one placement
>>> (its,) = Options(columns)[shape, (0b01, 0b11), ()]
>>> [option.part for option in its.options]
[1, 0]
"""

from __future__ import annotations

from functools import reduce
from operator import and_, attrgetter, or_
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.casts import MOST_CASTS, Shape
from selector.engine.shot_by_columns import Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selector.engine.shot_by_columns import EntryColumn

Way: TypeAlias = "tuple[Shape, tuple[int, ...], tuple[int, ...]]"
"""The shape of a cast; the columns that its candidates meet, picture by picture and for each the
placements in order; and the places of these pictures among those that were sent with the scene
before, where that is asked."""


class Option(NamedTuple):
    """A candidate that meets an entry.

    Attributes:
        met: The columns that it meets.
        part: The index of the picture in the cast.
        nth: Which of the placements of the individual offers it.
    """

    met: int
    part: int
    nth: int


class ForEntry(NamedTuple):
    """What an individual has for one entry.

    Attributes:
        number: That of the entry.
        options: The candidates that can be sent, the best first.
        earliest: The first of the placements under which any candidate meets the entry.
        is_mixed: Whether an order may look at others of the options than the one that goes.
    """

    number: int
    options: tuple[Option, ...]
    earliest: int
    is_mixed: bool


class Options(dict[Way, "tuple[ForEntry, ...]"]):
    """What individuals have for the entries of a shot plan, worked out when it is first wanted.

    Args:
        columns: Those of the shot plan.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._entries = (*columns.steps, *columns.pins, *columns.limits)

    def __missing__(self, way: Way) -> tuple[ForEntry, ...]:
        if len(self) >= MOST_CASTS:
            self.clear()
        found = self[way] = tuple(self._for_entries(way))
        return found

    def _for_entries(self, way: Way) -> Iterator[ForEntry]:
        shape, met, sent = way
        free = list(self._not_banned(shape, met))
        any_met = reduce(or_, map(_met, free), 0)
        in_order: dict[tuple[int, ...], Sequence[Option]] = {}
        for entry in self._entries:
            bit = entry.bit
            if not any_met & bit:
                continue
            if entry.prefer not in in_order:
                in_order[entry.prefer] = self._in_order(entry.prefer, free, sent)
            meeting = [option for option in in_order[entry.prefer] if option.met & bit]
            if shape.any_held:
                options = tuple([option for option in meeting if shape.of_parts[option.part][1]])
            else:
                options = tuple(meeting)
            if options:
                is_mixed = entry.order_columns != 0 and self._is_mixed(entry, options)
                yield ForEntry(entry.number, options, min(map(_nth, meeting)), is_mixed)

    def _not_banned(self, shape: Shape, met: Sequence[int]) -> Iterator[Option]:
        """The candidates, in the order in which they would go if `prefer` said nothing."""
        bans = self._columns.bans
        columns = iter(met)
        for part, (offered, _) in enumerate(shape.of_parts):
            for nth in offered:
                its = next(columns)
                if not its & bans:
                    yield Option(its, part, nth)

    def _in_order(
        self, prefer: Sequence[int], options: Sequence[Option], sent: Sequence[int]
    ) -> Sequence[Option]:
        """Some candidates, the best by `prefer` first.

        Args:
            prefer: Its layers.
            options: The candidates.
            sent: The places of the pictures among those that were sent with the scene before.
        """
        if len(options) == 1:
            return options
        by_place = self._columns.sent
        ranks = []
        for option in options:
            rank = []
            for layer in prefer:
                met = option.met & layer
                first = met & -met
                rank.append(first or layer + 1)
                if layer & by_place:
                    rank.append(sent[option.part] if first & by_place else 0)
            ranks.append(rank)
        order = sorted(range(len(options)), key=ranks.__getitem__)
        return list(map(options.__getitem__, order))

    def _is_mixed(self, entry: EntryColumn, options: Iterable[Option]) -> bool:
        """Whether an item of the order is met by some of the options, and not by others."""
        any_met = reduce(or_, map(_met, options))
        all_met = reduce(and_, map(_met, options))
        differing = any_met & (~all_met | self._columns.sent)
        return bool(differing & entry.order_columns)


_met = attrgetter("met")
_nth = attrgetter("nth")
