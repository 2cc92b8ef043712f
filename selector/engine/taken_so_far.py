"""What goes with a scene so far, on bits: by individual, by picture and by limit.

The same as `selector.engine.picked`, for the fast evaluator (`selector.engine.choose_in_full`).

With `at_most: 1`, Ann fills the limit. So Bo is barred, and another picture of Ann is not:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.choose_in_full import FullChooser, Turns
>>> from selector.engine.questions import Questions
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... limits: [{name: one, type: character, at_most: 1}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> pool = AssetPool([{"manifest_tag": tag, "asset_type": "character"} for tag in "AAB"])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "A", "role": "subject"}, {"asset_tag": "B", "role": "subject"},
... ]})
>>> chooser = FullChooser(rules.plan.default, Questions(rules.plan), digest=str)
>>> turns = Turns(chooser, scene, pool, None)
>>> ann, bo = turns.turnouts
>>> turns.picked.add(ann, 0, chooser.columns.steps[0])
>>> turns.picked.bars(ann, 1), turns.picked.bars(bo, 0)
(False, True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from selector.engine.pool_index import PoolIndex
    from selector.engine.shot_by_columns import Columns, EntryColumn
    from selector.engine.turnouts import Turnout


Take: TypeAlias = "tuple[Turnout, int, EntryColumn]"
"""A pick: all that its individual has to send, which candidate of these goes, and what took it."""


class Taken:
    """What is picked so far, in order.

    Args:
        columns: Those of the shot plan.
        pool: The pool.
        any_left: The columns that anybody may meet whom the scene places.

    Attributes:
        takes: The picks.
        sent: The pictures of each individual that go.
        counted: For each limit the individuals that count for it.
        full: The columns of the limits that are full, as bits.
        lacking: How many individuals the limits lack that anybody may count for, all together.
    """

    __slots__ = (
        "_columns",
        "_gone",
        "_wanting",
        "counted",
        "full",
        "lacking",
        "pool",
        "sent",
        "takes",
    )

    def __init__(self, columns: Columns, pool: PoolIndex, any_left: int) -> None:
        self._columns = columns
        self.pool = pool
        self.takes: list[Take] = []
        self.sent: dict[int, tuple[int, ...]] = {}
        self._gone: set[int] = set()
        self.counted: list[set[int]] = list(map(set, [()] * len(columns.limits)))
        self.full = 0
        self._wanting = columns.wanting & any_left
        self.lacking = columns.lacking[self._wanting]

    def copy(self) -> Taken:
        """The same, to go on from."""
        other = _new(Taken)
        other._columns = self._columns
        other.pool = self.pool
        other.takes = self.takes.copy()
        other.sent = self.sent.copy()
        other._gone = self._gone.copy()
        other.counted = list(map(set, self.counted))
        other.full = self.full
        other.lacking = self.lacking
        other._wanting = self._wanting
        return other

    def add(self, turnout: Turnout, candidate: int, by: EntryColumn) -> None:
        """One more pick.

        Args:
            turnout: All that its individual has to send.
            candidate: Which of these it is.
            by: What takes it.
        """
        individual = turnout.individual
        place = turnout.places[candidate]
        self.takes.append((turnout, candidate, by))
        self._gone.add(self.pool.pictures[place])
        self.sent[individual] = (*self.sent.get(individual, ()), place)
        of_limits = self._columns.of_limits & turnout.left
        if of_limits:
            met = turnout.meets(candidate, of_limits)
            if met:
                self._count(individual, met)

    def _count(self, individual: int, met: int) -> None:
        """Count an individual for the limits whose columns a pick of it meets."""
        for nth, bit, at_least, at_most in self._columns.counts:
            counted = self.counted[nth]
            if met & bit and individual not in counted:
                if bit & self._wanting and len(counted) < at_least:
                    self.lacking -= 1
                counted.add(individual)
                if len(counted) >= at_most:
                    self.full |= bit

    def has_gone(self, place: int) -> bool:
        """Whether the very same picture goes already."""
        return self.pool.pictures[place] in self._gone

    def bars(self, turnout: Turnout, candidate: int) -> bool:
        """Whether a full limit bars a candidate."""
        met = turnout.meets(candidate, self.full)
        if not met:
            return False
        for nth, bit, _, at_most in self._columns.counts:
            if met & bit:
                counted = self.counted[nth]
                if len(counted) - (turnout.individual in counted) >= at_most:
                    return True
        return False


_new = object.__new__
"""Makes one without what it begins with."""
