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
from operator import attrgetter, or_
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
        seen = []
        for option in _options(shape, met):
            if not option.met & self._columns.bans:
                seen.append(option)  # noqa: PERF401  # a line for each thought
        wanted = reduce(or_, met)
        for entry in self._entries:
            if not entry.bit & wanted:
                continue
            meeting = [option for option in seen if option.met & entry.bit]
            able = [option for option in meeting if shape.of_parts[option.part][1]]
            if able:
                options = sorted(able, key=lambda option: self._rank(entry, option, sent))
                earliest = min(map(_nth, meeting))
                is_mixed = self._is_mixed(entry, options)
                yield ForEntry(entry.number, tuple(options), earliest, is_mixed)

    def _is_mixed(self, entry: EntryColumn, options: Iterable[Option]) -> bool:
        """Whether an item of the order is met by some of the options, and not by others."""
        for bit in entry.order_columns:
            met = {option.met & bit for option in options}
            if len(met) > 1 or (bit & self._columns.sent and met != {0}):
                return True
        return False

    def _rank(self, entry: EntryColumn, option: Option, sent: Sequence[int]) -> list[int]:
        """Where the layers of `prefer` put a candidate, each by the first item that it meets."""
        rank = []
        for layer in entry.prefer:
            met = option.met & layer
            first = met & -met
            rank.append(first or layer + 1)
            if first & self._columns.sent:
                rank.append(sent[option.part])
            else:
                rank.append(0)
        return rank


_nth = attrgetter("nth")


def _options(shape: Shape, met: Sequence[int]) -> Iterator[Option]:
    """All candidates, in the order in which they would go if `prefer` said nothing."""
    columns = iter(met)
    for part, (offered, _) in enumerate(shape.of_parts):
        for nth in offered:
            yield Option(next(columns), part, nth)
