"""What limits with `at_least` would take if the steps were over: they reserve slots for it.

For each such limit in turn, while it lacks individuals, that is the first that it could still have,
by its order and as if that one were then picked. The order of the others stays as it is, unless the
one that is taken hinders them: it shows the very same picture as one of theirs, or fills a limit.

The first limit wants the hall, the second any two: the hall and the cart, which
is better than the lamp:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.choose_in_full import FullChooser, Turns
>>> from selector.engine.questions import Questions
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... limits: [{name: ground, type: environment, at_least: 1},
...          {name: things, type: [environment, prop], at_least: 2}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> kinds = {"LAMP": "prop", "HALL": "environment", "CART": "prop"}
>>> pool = AssetPool([
...     {"manifest_tag": tag, "asset_type": kind, "quality_score": place}
...     for place, (tag, kind) in enumerate(kinds.items())
... ])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": tag, "role": "prop"} for tag in kinds
... ]})
>>> chooser = FullChooser(rules.plan.default, Questions(rules.plan), digest=str)
>>> turns = Turns(chooser, scene, pool, None)
>>> chooser.reserving.reserve(turns.turnouts, turns.picked, most=3)
2
>>> [(turnout.places[each], by.step.name.name) for turnout, each, by in turns.picked.takes]
[(1, 'ground'), (2, 'things')]
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from typing import TYPE_CHECKING

from selector.engine.standing import by_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.engine.shot_by_columns import Columns, EntryColumn
    from selector.engine.standing import Standing, Standings
    from selector.engine.taken_so_far import Taken
    from selector.engine.turnouts import Turnout


class Reserving:
    """Finds what the limits of a shot plan would take.

    Args:
        columns: Those of the shot plan.
        standings: Finds who stands for limits.
    """

    def __init__(self, columns: Columns, standings: Standings) -> None:
        self._columns = columns
        self._standings = standings

    def reserve(self, turnouts: Sequence[Turnout], picked: Taken, most: int) -> int:
        """Take what limits would take if the steps were over now.

        Args:
            turnouts: What individuals have to send.
            picked: What is picked so far; what the limits take is added to it.
            most: How many are wanted at most.

        Returns:
            How many the limits take.
        """
        reserved = 0
        for nth, _, at_least, _ in self._columns.counts:
            lacks = min(at_least - len(picked.counted[nth]), most - reserved)
            if lacks > 0:
                limit = self._columns.limits[nth]
                in_turn = self._in_turn(limit, turnouts, picked, picked.counted[nth])
                for turnout, candidate in in_turn:
                    picked.add(turnout, candidate, limit)
                    reserved += 1
                    lacks -= 1
                    if not lacks:
                        break
        return reserved

    def _in_turn(
        self,
        limit: EntryColumn,
        turnouts: Sequence[Turnout],
        picked: Taken,
        counted: set[int],
    ) -> Iterator[tuple[Turnout, int]]:
        """What a limit takes, one after the other: each is picked before the next is asked for.

        Args:
            limit: The limit.
            turnouts: What individuals have to send.
            picked: What is picked so far.
            counted: The individuals that count for the limit so far.
        """
        full = -1
        standings: deque[Standing] = deque()
        while True:
            if picked.full != full:
                full = picked.full
                others = [each for each in turnouts if each.individual not in counted]
                standings = deque(self._standings.in_order(limit, others, picked))
            if not standings:
                return
            _, turnout, (first, *_) = standings.popleft()
            yield turnout, first
            if turnout.places[first] in picked.pool.twins:
                self._stand_anew(limit, standings, picked, turnout.places[first])

    def _stand_anew(
        self,
        limit: EntryColumn,
        standings: deque[Standing],
        picked: Taken,
        gone: int,
    ) -> None:
        """Let those stand with another picture whose very picture has gone.

        Args:
            limit: The limit.
            standings: Those who stand, in order; corrected here.
            picked: What is picked so far.
            gone: The place of what has gone.
        """
        pool = picked.pool
        picture = pool.pictures[gone]
        hindered = {pool.individuals[at] for at in pool.twins if pool.pictures[at] == picture}
        for each in tuple(standings):
            _, turnout, _ = each
            if turnout.individual in hindered:
                standings.remove(each)
                standing = self._standings.of(limit, turnout, picked)
                if standing is not None:
                    insort(standings, standing, key=by_key)
