"""The fast evaluator of the whole language: which pictures go, and nothing else.

`selector.engine.choose` sorts what all steps want into one list. Pins, limits, bans and orders do
not allow that: what goes next depends on what went. Here they are gone through in the order of
events, as `selector.engine.order_of_events` has it; that knows the reasons too, and is the slow
way. The two always agree.

How it works
------------
1. What each placed individual has to send is looked up, its *cast* (`selector.engine.casts`), and
   what the rules make of each of its pictures, as *columns* (`selector.engine.shot_by_columns`): a
   number with a bit for each entry of the rules and each item of its tastes.
2. What a picture meets is decided column by column, when an entry or a taste wants to know
   (`selector.engine.turnouts`). Most of a scene's texts decide nothing, and are not looked at.
3. Pins, steps and limits take from those who *stand* for them (`selector.engine.standing`), and
   what they took is counted (`selector.engine.taken_so_far`). Every question on the way (is a
   limit full? which is preferred?) is one of a few bits.
4. Before a step takes a picture, slots may be *reserved* for limits that lack somebody
   (`selector.engine.reserving`).

So the work is a few steps for each individual that an entry could take.

An example
----------
A ban strikes the draft, and the limit reserves the second slot for the place:

>>> from selector import AssetPool, load_rules, read_manifest
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... references: 2
... never: [{name: drafts, label: draft}]
... limits: [{name: the-ground, type: environment, at_least: 1}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> def picture(tag, type="character", **more):
...     return {"manifest_tag": tag, "asset_type": type, **more}
>>> pool = AssetPool([
...     picture("ANN", quality_score=9, user_tags=["draft"]), picture("ANN", quality_score=5),
...     picture("BO"), picture("HALL", "environment"),
... ])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO", "HALL")
... ]})
>>> chooser = FullChooser(rules.plan.default, Questions(rules.plan), digest=str)
>>> chooser.choose(scene, pool, None)
[1, 3]
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from selector.engine.choose_by_shape import ShapeChooser
from selector.engine.earlier import Earlier
from selector.engine.missing_tags import warn_of
from selector.engine.questions import Questions
from selector.engine.reserving import Reserving
from selector.engine.shot_by_columns import Columns
from selector.engine.standing import Standings
from selector.engine.taken_so_far import Taken
from selector.engine.turnouts import UNOFFERED, ProspectsByShape, Turnout
from selector.language.candidate import UNPLACED, Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.shot_by_columns import EntryColumn
    from selector.engine.standing import Standing
    from selector.engine.taken_so_far import Take
    from selector.model.scene import Placement, Scene


class FullChooser:
    """Chooses by one shot plan, whatever is written in it.

    Args:
        shot_plan: The shot plan.
        questions: What its rule set asks.
        digest: Gives the digest of the rules, for the log.

    Attributes:
        asks_earlier: Whether any pick may depend on the scenes before.
    """

    def __init__(
        self, shot_plan: ShotPlan, questions: Questions, digest: Callable[[], str]
    ) -> None:
        self.shot_plan = shot_plan
        self.questions = questions
        self.digest = digest
        self.columns = Columns(shot_plan, questions)
        self.prospects = ProspectsByShape(self.columns)
        self.standings = Standings(self.columns)
        self.reserving = Reserving(self.columns, self.standings)
        self.asks_earlier = shot_plan.asks_earlier
        self.by_shape: ShapeChooser | None = None
        if self.columns.scenes_decide_tastes_alone:
            self.by_shape = ShapeChooser(shot_plan, self.columns, questions, digest)

    def choose(self, scene: Scene, pool: AssetPool, earlier: Earlier | None) -> list[int]:
        """The places in the pool of the pictures that go, in order.

        Args:
            scene: The scene.
            pool: The pictures.
            earlier: What the scene may know of the scenes before it.

        Returns:
            The places.
        """
        if self.by_shape is not None:
            places = self.by_shape.choose(scene, pool, earlier)
            if places is not None:
                return places
        return Turns(self, scene, pool, earlier).choose()


class Turns:
    """One scene, gone through in the order of events.

    Args:
        chooser: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.
    """

    def __init__(
        self,
        chooser: FullChooser,
        scene: Scene,
        pool: AssetPool,
        earlier: Earlier | None,
    ) -> None:
        self.columns = columns = chooser.columns
        self.chooser = chooser
        self.references = chooser.shot_plan.references
        self.scene = scene
        self.pool = pool
        self.casts = pool.casts_for(chooser.questions)
        self.around = Circumstances(
            scene=scene,
            pool=pool,
            earlier=earlier or Earlier(None, pool),
            bars=columns.bars,
            send_cleaned=chooser.shot_plan.send_cleaned,
        )
        self.placed: dict[int, int] = {}
        self.turnouts = self._turnouts()
        any_left = 0
        for turnout in self.turnouts:
            any_left |= turnout.left
        self.any_left = any_left
        self.picked = Taken(columns, pool, self.any_left)

    def choose(self) -> list[int]:
        """The places of the picks, in order."""
        references, any_left = self.references, self.any_left
        if not references:
            return []
        takes = self.picked.takes
        for pin in self.columns.pins:
            if any_left & pin.bit or pin.step.unplaced:
                self._pin(pin)
        if len(takes) < references:
            self._go_through_steps()
        if self.picked.lacking:
            self.chooser.reserving.reserve(self.turnouts, self.picked, references - len(takes))
        if self.columns.any_goes_last:
            takes = sorted(takes, key=_goes_last)
        return [turnout.places[candidate] for turnout, candidate, _ in takes]

    def _turnouts(self) -> list[Turnout]:
        """What each individual has to send that the scene places."""
        of_tag, placed = self.casts.of_tag, self.placed
        columns, around = self.columns, self.around
        entries = columns.entries
        for_facts, facts_of = columns.for_facts, columns.for_facts.facts_of
        alone = self.casts.alone_for(self.chooser.prospects)
        several: dict[int, list[int]] = {}
        turnouts: dict[int, Turnout] = {}
        for nth, placement in enumerate(self.scene.placements):
            tag = placement.tag
            individuals = of_tag[tag]
            if not individuals:
                warn_of(tag, self.scene, self.pool, self.chooser.digest)
            for individual in individuals:
                if individual in placed:
                    several.setdefault(individual, [placed[individual]]).append(nth)
                    continue
                placed[individual] = nth
                cast, prospects = alone[individual, tag]
                under = for_facts[facts_of(placement)]
                if prospects.left & under & entries:
                    turnouts[individual] = Turnout(
                        around, individual, cast.places, prospects, (nth,), under
                    )
        for individual, nths in several.items():
            its = self._different(nths)
            if len(its) > 1:
                turnout = self._of_several(individual, its)
                if turnout.left & entries:
                    turnouts[individual] = turnout
                else:  # the first placement alone would offer what the others do not
                    turnouts.pop(individual, None)
        return list(turnouts.values())

    def _different(self, its: Iterable[int]) -> Sequence[int]:
        """Of several placements that say the very same only the first counts."""
        placements = self.scene.placements
        firsts: dict[Placement, int] = {}
        for nth in its:
            firsts.setdefault(placements[nth], nth)
        return list(firsts.values())

    def _of_several(self, individual: int, its: Sequence[int]) -> Turnout:
        """What an individual has to send that several placements offer."""
        placements = list(map(self.scene.placements.__getitem__, its))
        cast = self.casts[individual, tuple(map(_tag, placements))]
        for_facts = self.columns.for_facts
        under = tuple(map(for_facts.__getitem__, map(for_facts.facts_of, placements)))
        prospects = self.chooser.prospects.of_several(cast.shape, under)
        pictures = list(map(cast.places.__getitem__, prospects.numbers))
        return Turnout(self.around, individual, pictures, prospects, its, -1)

    def _pin(self, pin: EntryColumn) -> None:
        """Take what one pin wants, unless an earlier pin took it."""
        picked = self.picked
        for turnout, candidate, _ in picked.takes:
            if turnout.meets(candidate, pin.bit):
                return
            if turnout.left & pin.bit and len(turnout.prospects.offered) > 1:
                place = turnout.places[candidate]
                if any(place == turnout.places[each] for each in turnout.meeting(pin)):
                    return
        if len(picked.takes) == self.references:
            return
        turnouts = self.turnouts
        if pin.step.unplaced:
            turnouts = [*turnouts, *self._unplaced(pin)]
        for _, turnout, (first, *_) in self.chooser.standings.in_order(pin, turnouts, picked):
            picked.add(turnout, first, pin)
            return

    def _unplaced(self, pin: EntryColumn) -> Iterator[Turnout]:
        """What those have for a pin whom the scene does not place."""
        for individual in self.casts.meeting(pin.wanted):
            if individual not in self.placed:
                cast = self.casts[individual, ()]
                under = self.columns.for_facts[self.columns.for_facts.facts_of(UNPLACED)]
                prospects = self.chooser.prospects[cast.shape]
                yield Turnout(self.around, individual, cast.places, prospects, (UNOFFERED,), under)

    def _go_through_steps(self) -> None:
        """Go through the steps, until the slots are full; there is at least one left."""
        in_order = self.chooser.standings.in_order
        any_left, turnouts, picked = self.any_left, self.turnouts, self.picked
        for step in self.columns.steps:
            if any_left & step.bit:
                standings = in_order(step, turnouts, picked)
                if standings and not self._take(step, standings):
                    return

    def _take(self, step: EntryColumn, standings: Iterable[Standing]) -> int:
        """Take what a step takes; it is added to what is picked.

        Args:
            step: The step.
            standings: Who stands for it, in order.

        Returns:
            How many slots are left.
        """
        picked = self.picked
        twins = self.pool.twins
        left = self.references - len(picked.takes)
        at_most = step.step.at_most
        individuals = 0
        for _, turnout, standing in standings:
            if individuals == at_most:
                return left
            went = False
            for candidate in standing:
                may_hinder = picked.lacking >= left or picked.full & turnout.left or twins
                if may_hinder and self._is_hindered(step, turnout, candidate):
                    continue
                picked.add(turnout, candidate, step)
                went = True
                left -= 1
                if not left:
                    return 0
            individuals += went
        return left

    def _is_hindered(self, step: EntryColumn, turnout: Turnout, candidate: int) -> bool:
        """Whether something is in the way of a candidate at its turn."""
        picked = self.picked
        if picked.has_gone(turnout.places[candidate]) or picked.bars(turnout, candidate):
            return True
        left = self.references - len(picked.takes)
        if picked.lacking < left:
            return False
        with_it = picked.copy()
        with_it.add(turnout, candidate, step)
        if with_it.lacking < left:
            return False
        return self.chooser.reserving.reserve(self.turnouts, with_it, left) == left


def _goes_last(take: Take) -> bool:
    """Whether a pick stands at the end of the answer."""
    return take[2].goes_last


_tag = attrgetter("tag")
