"""What an individual has to send in a scene: its pictures under each placement, asked when needed.

A scene says much that no step ever looks at: whether somebody speaks counts only if two compete,
and whether a label is in a note only if two pictures of one person do. So nothing is asked before
it decides something.

1. **Before the scene is looked at**, the answers about the pictures leave each some columns
   (`selector.engine.shot_by_columns`). That recurs from scene to scene, so it is worked out once:
   the *prospects* of a cast. The facts of its placement, such as the role, leave it fewer.
2. **In the scene** it is decided column by column, when one is wanted: all its conditions are
   evaluated, and where one is not met, all columns that have it are struck out.

Ann and her face meet the step `all` whatever is written. Whether she speaks has not been asked yet:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.earlier import Earlier
>>> from selector.engine.questions import Questions
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... shots: {default: {priorities: [
...     {name: heard, speaks: true, crop: face}, {name: all, type: character}]}}''')
>>> def picture(tag, **more):
...     return {"manifest_tag": tag, "asset_type": "character", **more}
>>> pool = AssetPool([picture("ANN", quality_score=9), picture("ANN", is_face_crop=True)])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"},
... ]})
>>> questions = Questions(rules.plan)
>>> columns = Columns(rules.plan.default, questions)
>>> heard, every = columns.steps
>>> around = Circumstances(scene=scene, pool=pool, earlier=Earlier(None, pool))
>>> cast = pool.casts_for(questions)[0, ("ANN",)]
>>> facts = columns.for_facts.facts_of(scene.placements[0])
>>> prospects = ProspectsByShape(columns)[cast.shape]
>>> ann = Turnout(around, 0, cast.places, prospects, [0], columns.for_facts[facts])
>>> ann.meeting(every), ann.left == heard.bit | every.bit
([0, 1], True)
>>> ann.meeting(heard), bin(ann.left & heard.bit)
([], '0b0')
"""

from __future__ import annotations

import sys
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

from selector.engine.casts import MOST_CASTS
from selector.engine.shot_by_columns import Columns
from selector.language.candidate import UNPLACED, Candidate, Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.engine.casts import Shape
    from selector.engine.shot_by_columns import EntryColumn, InScene, OfIndividuals
    from selector.language.facts import Picture

UNOFFERED = sys.maxsize
"""Stands where a placement is compared and there is none: after all placements."""


class ForEntry(NamedTuple):
    """What an individual has for an entry, before the scene is looked at.

    Attributes:
        candidates: Those that may meet it and can be sent.
        more: The columns that the scene has to decide for that, besides what is asked about
            individuals alone.
        best: Those of the candidates that are the best by the first layers of `prefer`.
        layers: The layers that are left.
        hopes: What the scene decides of these layers, one item after the other: for each the
            condition that decides it, and those of the best that may meet it. None if more is to be
            asked than that.
        otherwise: The best of all, alone, if none of the hopes comes true.
    """

    candidates: list[int]
    more: int
    best: list[int]
    layers: tuple[int, ...]
    hopes: tuple[tuple[InScene, list[int]], ...] | None
    otherwise: list[int]


class Prospects(dict[int, ForEntry]):
    """What the candidates of an individual may meet, before the scene is looked at.

    The candidates are the pictures in the order of the cast, each under the placements that offer
    it; they go by their indices. As a dictionary it has what they are for each entry, by its
    number, found when the entry is first gone through.

    Args:
        columns: Those of the shot plan.
        shape: That of the cast.
        under: The columns that are left by the facts of each placement, if there are several.

    Attributes:
        columns: As above.
        numbers: The picture of each candidate, as its index in the cast.
        offered: The candidates of each placement.
        by: The placement of each candidate.
        met: The columns of each candidate.
        left: Those of any.
        open: Those of these that the scene decides, apart from facts of the placement.
        of_parts: For each candidate those that conditions on it alone decide.
    """

    __slots__ = (
        "_free",
        "answers",
        "by",
        "columns",
        "left",
        "met",
        "numbers",
        "of_parts",
        "offered",
        "open",
    )

    def __init__(self, columns: Columns, shape: Shape, under: Sequence[int]) -> None:
        self.columns = columns
        self.answers = shape.answers
        met = columns.met_by(shape)
        can_go: Sequence[bool] = shape.can_go
        self.numbers: Sequence[int] = range(len(met))
        self.by: Sequence[int] = (0,) * len(met)
        self.offered: Sequence[Sequence[int]] = (self.numbers,)
        if len(under) > 1:
            numbers: list[int] = []
            by: list[int] = []
            for number, offered in enumerate(shape.offered):
                by += offered
                numbers += [number] * len(offered)
            self.numbers = numbers
            self.by = by
            self.offered = _by_placement(by, len(under))
            met = list(map(and_, map(met.__getitem__, numbers), map(under.__getitem__, by)))
            can_go = list(map(can_go.__getitem__, numbers))
        self.met = met
        self.left = reduce(or_, met)
        self.open = self.left & columns.in_scene
        self.of_parts = list(map(columns.open.__and__, met))
        self._free = []
        for candidate, its in enumerate(met):
            if can_go[candidate] and not its & columns.striking:
                self._free.append(candidate)

    def __missing__(self, number: int) -> ForEntry:
        columns = self.columns
        entry = columns.in_order[number]
        met, bit = self.met, entry.bit
        candidates = [each for each in self._free if met[each] & bit]
        more = self.open & (bit & ~columns.of_individuals | columns.bans)
        more |= self.left & columns.of_facts & columns.bans
        best = candidates
        layers = entry.prefer if len(best) > 1 else ()
        in_scene = self.open | columns.sent | columns.of_facts
        while layers and len(best) > 1 and not layers[0] & in_scene:
            best = self._first(best, layers[0])
            layers = layers[1:]
        otherwise = best
        for layer in layers:
            otherwise = self._first(otherwise, layer & ~in_scene)
        hopes = self._hopes(best, layers, in_scene)
        values = candidates, more, best, layers, hopes, otherwise[:1]
        found = self[number] = _new(ForEntry, values)
        return found

    def _first(self, candidates: list[int], layer: int) -> list[int]:
        """Those of some candidates that a layer puts first which asks of pictures alone."""
        met = self.met
        while layer:
            item = layer & -layer
            first = [each for each in candidates if met[each] & item]
            if first:
                return first
            layer ^= item
        return candidates

    def _hopes(
        self, best: Sequence[int], layers: Iterable[int], in_scene: int
    ) -> tuple[tuple[InScene, list[int]], ...] | None:
        """What the scene decides of some layers; None if that is not one condition each."""
        if len(self.offered) > 1:
            return None
        columns = self.columns
        hopes = []
        for layer in layers:
            items = layer & in_scene
            while items:
                item = items & -items
                items ^= item
                condition = columns.by_candidate.get(item)
                if condition is None or item & (columns.sent | columns.of_facts):
                    return None
                able = [candidate for candidate in best if self.met[candidate] & item]
                if able:
                    hopes.append((condition, able))
        return tuple(hopes)


def _by_placement(by: Sequence[int], count: int) -> list[list[int]]:
    """The candidates of each of so many placements, from the placement of each candidate."""
    offered: list[list[int]] = [[] for _ in range(count)]
    for candidate, nth in enumerate(by):
        offered[nth].append(candidate)
    return offered


class ProspectsByShape(dict["Shape", Prospects]):
    """The prospects of casts by one shot plan, worked out when they are first wanted.

    Args:
        columns: Those of the shot plan.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._of_several: dict[tuple[Shape, tuple[int, ...]], Prospects] = {}

    def __missing__(self, shape: Shape) -> Prospects:
        if len(self) >= MOST_CASTS:
            self.clear()
        found = self[shape] = Prospects(self._columns, shape, (-1,))
        return found

    def of_several(self, shape: Shape, under: tuple[int, ...]) -> Prospects:
        """Those of a cast that several placements offer.

        Args:
            shape: That of the cast.
            under: The columns that are left by the facts of each placement.
        """
        known = self._of_several.get((shape, under))
        if known is None:
            if len(self._of_several) >= MOST_CASTS:
                self._of_several.clear()
            known = self._of_several[shape, under] = Prospects(self._columns, shape, under)
        return known


class Turnout:
    """What an individual has to send in a scene.

    Args:
        around: The scene and the pool.
        individual: Its number in the pool.
        places: The picture of each candidate, by its place in the pool.
        prospects: What they may meet.
        placed: The placements, as indices; `UNOFFERED` alone if the scene does not place it.
        under: The columns that are left by the facts of all placements.

    Attributes:
        individual, places, prospects: As above.
        met: The columns of each candidate of which no condition on it alone is known to fail.
        left: The columns of which no condition that all candidates share is known to fail. What a
            candidate meets is what is in both, once it is decided.
        waiting: The columns of which conditions that all candidates share are to be evaluated.
        open: For each candidate the columns of which conditions on it alone are to be evaluated.
        evaluated: The shared conditions that were evaluated, by their marks.
        around: As above.
    """

    __slots__ = (
        "_columns",
        "_placed",
        "around",
        "evaluated",
        "individual",
        "left",
        "met",
        "open",
        "places",
        "prospects",
        "waiting",
    )

    def __init__(
        self,
        around: Circumstances,
        individual: int,
        places: Sequence[int],
        prospects: Prospects,
        placed: Sequence[int],
        under: int,
    ) -> None:
        self.around = around
        self.individual = individual
        self.prospects = prospects
        self.left = prospects.left & under
        self.met = prospects.met
        self.waiting = prospects.open & under
        self.open = prospects.of_parts
        self.evaluated = 0
        self.places = places
        self._columns = prospects.columns
        self._placed = placed

    def meeting(self, entry: EntryColumn) -> list[int]:
        """The candidates that meet an entry, can be sent, and are not struck.

        They are in the order in which they would go if `prefer` said nothing.
        """
        bit = entry.bit
        wanted = bit | self._columns.bans
        if self.waiting & wanted:
            self.decide(wanted)
        wanted &= self.left
        if not wanted & bit:
            return []
        candidates = self.prospects[entry.number].candidates
        met = self.met_by(candidates, wanted)
        return [candidate for candidate in candidates if met[candidate] & wanted == bit]

    def meets(self, candidate: int, columns: int) -> int:
        """Those of some columns that a candidate meets."""
        columns &= self.met[candidate]
        if columns & self.waiting:
            self.decide(columns)
        columns &= self.left
        if columns & self.open[candidate]:
            self._decide_by_candidate((candidate,), columns)
        return self.met[candidate] & columns

    def met_by(self, candidates: Iterable[int], columns: int) -> Sequence[int]:
        """What all candidates meet of some columns that are left, decided for some candidates."""
        if columns & self.waiting:
            for candidate in candidates:
                if columns & self.waiting & self.met[candidate]:
                    self.decide(columns)
                    break
        columns &= self.left
        if columns & self._columns.open:
            waiting = [each for each in candidates if columns & self.open[each]]
            if waiting:
                self._decide_by_candidate(waiting, columns)
        return self.met

    def may_come_true(self, hopes: Iterable[tuple[InScene, list[int]]]) -> bool:
        """Whether any condition is met by any of the candidates that hope to meet it."""
        rows, places = self.around.pool.rows, self.places
        sample = self._sample(0)
        for condition, candidates in hopes:
            is_met = condition.tester(sample)
            for candidate in candidates:
                place = places[candidate]
                if is_met(rows[place], place):
                    return True
        return False

    def earliest(self, bit: int) -> int:
        """The first placement under which a candidate meets a column and is not struck.

        Whether or not it can be sent. There is such a candidate.
        """
        placed = self._placed
        if len(placed) > 1:
            wanted = bit | self._columns.bans
            for nth, offered in zip(placed, self.prospects.offered, strict=True):
                if any(self.meets(candidate, wanted) == bit for candidate in offered):
                    return nth
        return placed[0]

    def decide(self, columns: int) -> None:
        """Evaluate all conditions of some columns that all candidates share."""
        columns &= self.waiting
        self.waiting &= ~columns
        asking = self._columns.asking[columns]
        if asking:
            ask(asking, (self,))
        for condition in self._columns.deciding[columns]:
            if condition.columns & self.left and not condition.mark & self.evaluated:
                self.evaluated |= condition.mark
                self._decide_by_placement(condition)

    def _decide_by_placement(self, condition: InScene) -> None:
        """Evaluate a condition that all pictures under a placement meet, or none."""
        offered = self.prospects.offered
        if len(offered) == 1:
            if not self._is_met(condition):
                self.left &= ~condition.columns
            return
        met = self._met_of_its_own()
        for number, candidates in enumerate(offered):
            if not self._is_met_under(condition, number):
                for candidate in candidates:
                    met[candidate] &= ~condition.columns

    def _is_met(self, condition: InScene) -> bool:
        """Whether all pictures meet a condition, under the only placement."""
        groups, certain = condition.groups, self._columns.certain
        if not groups:
            return condition.is_met(self._sample(0))
        for candidate in range(len(self.places)):
            met = self.meets(candidate, groups | certain)
            if met & groups and not met & certain:
                return True
        return False

    def _is_met_under(self, condition: InScene, number: int) -> bool:
        """Whether all pictures meet a condition, under one of several placements."""
        groups, columns = condition.groups, self._columns
        if groups:
            # What pictures alone decide is mostly enough, whichever placement offers them.
            by_pictures = groups & ~(columns.in_scene | columns.of_facts)
            able = 0
            for answers in self.prospects.answers:
                left = columns.for_answers[answers]
                able |= left & groups
                if left & by_pictures and not left & columns.certain:
                    return True
            if not able:
                return False
        return condition.is_met(self._sample(number))

    def _decide_by_candidate(self, candidates: Sequence[int], columns: int) -> None:
        """Evaluate the conditions on some candidates, one by one, that some columns have."""
        columns &= self._columns.open
        rows = self.around.pool.rows
        places = self.places
        met = self._met_of_its_own()
        for candidate in candidates:
            self.open[candidate] &= ~columns
        by = self.prospects.by
        for condition in self._columns.deciding_parts[columns]:
            its = condition.columns & self.left
            testers: dict[int, Callable[[Picture, int], bool]] = {}
            for candidate in candidates:
                if met[candidate] & its:
                    number = by[candidate]
                    if number not in testers:
                        testers[number] = condition.tester(self._sample(number))
                    place = places[candidate]
                    if not testers[number](rows[place], place):
                        met[candidate] &= ~condition.columns

    def _met_of_its_own(self) -> list[int]:
        """The columns of each candidate, apart from what others have."""
        if self.met is self.prospects.met:
            self.met = self.met.copy()
            self.open = self.open.copy()
        return self.met

    def _sample(self, number: int) -> Candidate:
        """Any picture under one of the placements of the individual."""
        around = self.around
        nth = self._placed[number]
        placement = UNPLACED if nth == UNOFFERED else around.scene.placements[nth]
        place = self.places[0]
        return _new(Candidate, (around.pool.rows[place], placement, place, around))


def ask(conditions: Iterable[OfIndividuals], turnouts: Sequence[Turnout], wanted: int = -1) -> None:
    """Evaluate conditions about individuals alone, for some of these at once.

    Args:
        conditions: The conditions.
        turnouts: What the individuals have to send, in one scene.
        wanted: The columns for which it matters, by default all.
    """
    for mark, columns, question, wants in conditions:
        matters = wanted & columns
        waiting = {}
        for turnout in turnouts:
            if turnout.left & matters and not turnout.evaluated & mark:
                waiting[turnout.individual] = turnout
                turnout.evaluated |= mark
        if not waiting:
            continue
        holding = question(turnouts[0].around, waiting)
        for individual, turnout in waiting.items():
            if (individual in holding) is not wants:
                turnout.left &= ~columns


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
