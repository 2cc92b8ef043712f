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
2. For each placement the columns are struck out whose conditions on it are not met. What is left
   and in the columns of a picture is what the two meet together.
3. What an individual has for which entry follows from that alone, and is looked up
   (`selector.engine.options`). It is put into the *rows* of these entries.
4. Pins, steps and what is reserved take from the row of their entry. Every question on the way
   (is a limit full? which is preferred?) is one of a few bits.

Conditions on single candidates, such as whether a label of the picture is in the wardrobe note, are
evaluated where an individual has several candidates, or where they decide whether one meets an
entry. So the work is a few steps for each candidate and each individual in a row.

An example
----------
A ban strikes the draft, and the limit reserves the second slot for the place:

>>> from selector import AssetPool, read_manifest
>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, _ = check_rules(Source(name="tea.yaml", text='''
... language: 1
... name: tea
... version: "1"
... references: 2
... never: [{name: drafts, label: draft}]
... limits: [{name: the-ground, type: environment, at_least: 1}]
... shots: {default: {priorities: [{name: all, type: character}]}}'''))
>>> def picture(tag, type="character", **more):
...     return {"manifest_tag": tag, "asset_type": type, **more}
>>> pool = AssetPool([
...     picture("ANN", quality_score=9, user_tags=["draft"]), picture("ANN", quality_score=5),
...     picture("BO"), picture("HALL", "environment"),
... ])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO", "HALL")
... ]})
>>> questions = Questions(rules.plan)
>>> chooser = FullChooser(rules.plan.default, questions, digest=str)
>>> chooser.choose(scene, pool, Earlier(None, pool))
[1, 3]
"""

from __future__ import annotations

import sys
from functools import reduce
from itertools import chain
from operator import itemgetter, or_
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.earlier import Earlier
from selector.engine.missing_tags import warn_of
from selector.engine.options import Options
from selector.engine.questions import Questions
from selector.engine.shot_by_columns import BY_PLACEMENT, BY_QUALITY, Columns
from selector.language.candidate import UNPLACED, Candidate, Circumstances
from selector.language.entry_words.slot import LAST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from selector.engine.casts import Cast, CastPart
    from selector.engine.options import Option
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.shot_by_columns import EntryColumn, HasCondition
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Scene

UNOFFERED = sys.maxsize
"""Stands where a placement is compared and there is none: after all placements."""


class Turnout(NamedTuple):
    """What an individual has for an entry.

    Attributes:
        individual: Its number in the pool.
        parts: Its pictures.
        options: The candidates that can be sent, the best first.
        earliest: The first placement under which any of its candidates meets the entry.
        is_mixed: Whether an order may look at others of the options than the one that goes.
    """

    individual: int
    parts: tuple[CastPart, ...]
    options: tuple[Option, ...]
    earliest: int
    is_mixed: bool


Row: TypeAlias = list[Turnout]
"""What each individual has for an entry."""


class Runner(NamedTuple):
    """A picture that may go, or goes.

    Attributes:
        individual: The number of the individual that it shows.
        part: The picture.
        met: The columns that it meets under the placement by which it is taken.
    """

    individual: int
    part: CastPart
    met: int


Standing: TypeAlias = tuple[list[int], int, list[Runner]]
"""What orders an individual, the place of the first picture that stands for it, and all that do."""
_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""


class Taken:
    """What is picked so far, in order: also by individual, by picture and by limit.

    Attributes:
        takes: The picks, each with what took it.
        sent: The picks of each individual.
        gone: The numbers of the pictures that go.
        counted: For each limit the individuals that count for it.
        full: The columns of the limits that are full, as bits.
    """

    __slots__ = ("counted", "full", "gone", "sent", "takes")

    def __init__(self, limits: int) -> None:
        self.takes: list[tuple[Runner, EntryColumn]] = []
        self.sent: dict[int, list[Runner]] = {}
        self.gone: set[int] = set()
        self.counted: list[set[int]] = list(map(set, [()] * limits))
        self.full = 0

    def copy(self) -> Taken:
        """The same, to go on from."""
        other = Taken(0)
        other.takes = self.takes.copy()
        other.sent = dict(zip(self.sent, map(list, self.sent.values()), strict=True))
        other.gone = self.gone.copy()
        other.counted = list(map(set, self.counted))
        other.full = self.full
        return other


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
        self.options = Options(self.columns)
        self.asks_earlier = shot_plan.asks_earlier

    def choose(self, scene: Scene, pool: AssetPool, earlier: Earlier | None) -> list[int]:
        """The places in the pool of the pictures that go, in order.

        Args:
            scene: The scene.
            pool: The pictures.
            earlier: What the scene may know of the scenes before it.

        Returns:
            The places.
        """
        return _Turns(self, scene, pool, earlier).choose()


class _Turns:
    """One scene, gone through in the order of events.

    Args:
        chooser: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.
    """

    def __init__(
        self, chooser: FullChooser, scene: Scene, pool: AssetPool, earlier: Earlier | None
    ) -> None:
        self.columns = columns = chooser.columns
        self.chooser = chooser
        self.references = chooser.shot_plan.references
        self.scene = scene
        self.pool = pool
        self.pictures = pool.pictures
        self.casts = pool.casts_for(chooser.questions)
        self.around = Circumstances(
            scene=scene,
            pool=pool,
            earlier=earlier or Earlier(None, pool),
            bars=columns.bars,
            send_cleaned=chooser.shot_plan.send_cleaned,
        )
        self.rows: list[Row] = [[] for _ in range(columns.count_of_entries)]
        self.picked = Taken(len(columns.limits))
        self.placed = self._placed()

    def choose(self) -> list[int]:
        """The places of the picks, in order."""
        references = self.references
        if not references:
            return []
        for individual, placed in self.placed.items():
            self._turn_out(individual, placed, self.rows)
        takes = self.picked.takes
        for pin in self.columns.pins:
            self._pin(pin)
        for step in self.columns.steps:
            row = self.rows[step.number]
            if row:
                self._step(step, row)
                if len(takes) == references:
                    break
        if self.columns.at_least:
            for pick, entry in self._reserved(self.picked, references - len(takes)):
                self._take(self.picked, pick, entry)
        if self.columns.pins:
            takes = sorted(takes, key=lambda take: take[1].step.slot == LAST)
        return [pick.part.place for pick, _ in takes]

    def _placed(self) -> dict[int, list[int]]:
        """The placements of each individual, without those that are written twice."""
        of_tag = self.casts.of_tag
        placements = self.scene.placements
        placed: dict[int, list[int]] = {}
        any_twice = False
        for nth, placement in enumerate(placements):
            tag = placement.tag
            individuals = of_tag[tag]
            if not individuals:
                warn_of(tag, self.scene, self.pool, self.chooser.digest)
            for individual in individuals:
                if individual in placed:
                    placed[individual].append(nth)
                    any_twice = True
                else:
                    placed[individual] = [nth]
        if any_twice:
            backwards = zip(reversed(placements), reversed(range(len(placements))), strict=True)
            firsts = set(dict(backwards).values())
            for individual, places in placed.items():
                placed[individual] = list(filter(firsts.__contains__, places))
        return placed

    def _turn_out(self, individual: int, placed: Sequence[int], rows: Sequence[Row]) -> None:
        """Put what an individual has into the rows of the entries that it is for.

        Args:
            individual: Its number in the pool.
            placed: Its placements, as indices.
            rows: The rows of all entries.
        """
        placements = self.scene.placements
        tags: tuple[str, ...] = ()
        if placed[0] != UNOFFERED:
            tags = tuple([placements[nth].tag for nth in placed])
        cast = self.casts[individual, tags]
        columns = self.columns
        of_parts, left = columns.for_cast[cast.answers]
        if columns.of_individuals:
            left = columns.in_scene(self.scene, self.pool.individual(individual), left)
        if not left & columns.entries:
            return
        parts = cast.parts
        if len(placed) == 1:
            everything = range(len(parts))
            met = tuple(self._met_under(cast, of_parts, left, placed[0], everything))
        else:
            met = tuple(self._met_under_all(cast, of_parts, left, placed))
        sent: tuple[int, ...] = ()
        if columns.sent and reduce(or_, met) & columns.sent:
            sent = tuple(map(self._place_before, parts))
        way = cast.shape, met, sent
        for number, options, earliest, is_mixed in self.chooser.options[way]:
            turnout = (individual, parts, options, placed[earliest], is_mixed)
            rows[number].append(_new(Turnout, turnout))

    def _place_before(self, part: CastPart) -> int:
        """The place of a picture among those that were sent with the scene before; 0 if none."""
        return self.around.earlier.sent(part.place) or 0

    def _met_under_all(
        self, cast: Cast, of_parts: Sequence[int], left: int, placed: Sequence[int]
    ) -> Iterable[int]:
        """The columns that candidates meet: picture by picture, for each the placements in order.

        Args:
            cast: The pictures of an individual.
            of_parts: The columns that are left by each picture.
            left: The columns that are left by the individual.
            placed: Its placements, as indices.
        """
        by_part: list[list[int]] = list(map(list, [()] * len(cast.parts)))
        for nth, offered in zip(placed, cast.shape.offered, strict=True):
            met = self._met_under(cast, of_parts, left, nth, offered)
            for part, its in zip(offered, met, strict=True):
                by_part[part].append(its)
        return chain.from_iterable(by_part)

    def _met_under(
        self, cast: Cast, of_parts: Sequence[int], left: int, nth: int, offered: Sequence[int]
    ) -> list[int]:
        """The columns that the pictures of an individual meet under one placement.

        Args:
            cast: The pictures.
            of_parts: The columns that are left by each.
            left: The columns that are left by the individual.
            nth: The index of the placement.
            offered: The indices of the pictures that it offers.
        """
        columns = self.columns
        placement = UNPLACED
        if nth != UNOFFERED:
            placement = self.scene.placements[nth]
        place = cast.parts[0].place
        sample = _new(Candidate, (self.pool.rows[place], placement, place, self.around))
        left = columns.under(sample, left)
        if columns.of_all:
            left = self._left_by_all(of_parts, left, sample)
        met = [of_parts[part] & left for part in offered]
        waiting = left & columns.open
        if len(cast.parts) == 1 == len(cast.shape.offered):
            waiting &= columns.decisive  # there is nothing that it could be better than
        if waiting:
            self._settle(met, waiting, cast, offered, sample)
        return met

    def _settle(
        self,
        met: list[int],
        waiting: int,
        cast: Cast,
        offered: Sequence[int],
        sample: Candidate,
    ) -> None:
        """Evaluate the conditions on single candidates that some columns wait for.

        Args:
            met: The columns that the candidates meet, so far; corrected here.
            waiting: The columns.
            cast: The pictures of the individual.
            offered: The indices of those that are candidates.
            sample: One of them, under the placement.
        """
        rows = self.pool.rows
        for condition in self.columns.of_parts:
            its = condition.columns & waiting
            if not its:
                continue
            meets = condition.tester(sample)
            for nth, part in enumerate(offered):
                place = cast.parts[part].place
                if met[nth] & its and not meets(rows[place], place):
                    met[nth] &= ~condition.columns

    def _left_by_all(self, of_parts: Sequence[int], left: int, sample: Candidate) -> int:
        """The columns that are left by conditions `has`.

        Args:
            of_parts: The columns of each picture of an individual.
            left: The columns that are left under a placement.
            sample: One of the pictures under the placement.
        """
        for condition in self.columns.of_all:
            if left & condition.columns and not self._has(condition, of_parts, left, sample):
                left &= ~condition.columns
        return left

    def _has(
        self, condition: HasCondition, of_parts: Sequence[int], left: int, sample: Candidate
    ) -> bool:
        """Whether a picture of an individual meets what a condition `has` wants.

        Args:
            condition: The condition.
            of_parts: The columns of each picture of the individual.
            left: The columns that are left under the placement.
            sample: One of the pictures under the placement.
        """
        if not condition.by_bits:
            return condition.requirement.is_met(sample)
        certain = self.columns.certain
        for of_part in of_parts:
            met = of_part & left
            if met & condition.groups and not met & certain:
                return True
        return False

    def _pin(self, pin: EntryColumn) -> None:
        """Take what one pin wants, unless an earlier pin took it."""
        picked = self.picked
        row = self.rows[pin.number]
        for pick, _ in picked.takes:
            if pick.met & pin.bit or _is_met_elsewhere(row, pick):
                return
        if len(picked.takes) == self.references:
            return
        if pin.step.unplaced:
            row = [*row, *self._unplaced(pin)]
        for _, _, (first, *_) in self._in_order(pin, picked, row, None):
            self._take(picked, first, pin)
            return

    def _unplaced(self, pin: EntryColumn) -> Row:
        """What those have for a pin whom the scene does not place."""
        rows: list[Row] = [[] for _ in self.rows]
        for individual in self.casts.meeting(self.columns.answers_wanted(pin.bit)):
            if individual not in self.placed:
                self._turn_out(individual, (UNOFFERED,), rows)
        return rows[pin.number]

    def _step(self, step: EntryColumn, row: Row) -> None:
        """Go through one step; what it takes is added to what is picked."""
        picked = self.picked
        takes = picked.takes
        at_most = step.step.at_most
        individuals = 0
        for _, _, standing in self._in_order(step, picked, row, step.each):
            if individuals == at_most or len(takes) == self.references:
                return
            went = len(takes)
            for pick in standing:
                if not self._is_hindered(step, picked, pick):
                    self._take(picked, pick, step)
            individuals += len(takes) > went

    def _is_barred(self, picked: Taken, met: int, individual: int) -> bool:
        """Whether a full limit bars a candidate.

        Args:
            picked: What is picked so far.
            met: The columns that the candidate meets.
            individual: The number of its individual.
        """
        for nth, bit, at_most in self.columns.at_most:
            if met & bit:
                counted = picked.counted[nth]
                if len(counted) - (individual in counted) >= at_most:
                    return True
        return False

    def _is_hindered(self, step: EntryColumn, picked: Taken, pick: Runner) -> bool:
        """Whether something is in the way of a picture at its turn.

        Args:
            step: The step.
            picked: What is picked so far.
            pick: The picture.
        """
        left = self.references - len(picked.takes)
        individual, part, met = pick
        if not left or self.pictures[part.place] in picked.gone:
            return True
        if met & picked.full and self._is_barred(picked, met, individual):
            return True
        if not self.columns.at_least or self._lacking(picked, pick) < left:
            return False
        if left == 1:
            return self._lacks_somebody(picked, pick)
        with_it = picked.copy()
        self._take(with_it, pick, step)
        return len(self._reserved(with_it, left)) == left

    def _lacking(self, picked: Taken, pick: Runner) -> int:
        """How many individuals the limits lack once a picture is taken."""
        lacking = 0
        for nth, bit, at_least in self.columns.at_least:
            counted = picked.counted[nth]
            lacks = at_least - len(counted)
            if pick.met & bit and pick.individual not in counted:
                lacks -= 1
            if lacks > 0:
                lacking += lacks
        return lacking

    def _lacks_somebody(self, picked: Taken, pick: Runner) -> bool:
        """Whether a limit could still have somebody that it lacks once a picture is taken."""
        for nth, bit, at_least in self.columns.at_least:
            counted = picked.counted[nth]
            if pick.met & bit:
                counted = counted | {pick.individual}
            if len(counted) < at_least and self._has_more(nth, picked, pick, counted):
                return True
        return False

    def _has_more(self, nth: int, picked: Taken, pick: Runner, counted: Collection[int]) -> bool:
        """Whether a limit could have somebody else once a picture is taken.

        Args:
            nth: The index of the limit.
            picked: What is picked so far.
            pick: The picture.
            counted: The individuals that count for the limit then.
        """
        limit = self.columns.limits[nth]
        others = [each for each in self.rows[limit.number] if each.individual not in counted]
        if not others:
            return False
        with_it = picked.copy()
        self._take(with_it, pick, limit)
        return bool(self._in_order(limit, with_it, others, limit.each))

    def _reserved(self, picked: Taken, most: int) -> list[tuple[Runner, EntryColumn]]:
        """What limits would take if the steps were over now.

        Args:
            picked: What is picked so far.
            most: How many are wanted at most.
        """
        found: list[tuple[Runner, EntryColumn]] = []
        so_far = picked
        for nth, _, at_least in self.columns.at_least:
            limit = self.columns.limits[nth]
            while len(found) < most and len(so_far.counted[nth]) < at_least:
                first = self._first_for(nth, limit, so_far)
                if first is None:
                    break
                found.append((first, limit))
                if len(found) < most:
                    if so_far is picked:
                        so_far = picked.copy()
                    self._take(so_far, first, limit)
        return found

    def _first_for(self, nth: int, limit: EntryColumn, picked: Taken) -> Runner | None:
        """What a limit would take first, of the individuals that do not count for it yet."""
        counted = picked.counted[nth]
        row = self.rows[limit.number]
        if counted:
            row = [turnout for turnout in row if turnout.individual not in counted]
        for _, _, (first, *_) in self._in_order(limit, picked, row, limit.each):
            return first
        return None

    def _take(self, picked: Taken, pick: Runner, by: EntryColumn) -> None:
        individual, part, met = pick
        picked.takes.append((pick, by))
        picked.gone.add(self.pictures[part.place])
        if individual in picked.sent:
            picked.sent[individual].append(pick)
        else:
            picked.sent[individual] = [pick]
        if not met & self.columns.of_limits:
            return
        for nth, limit in enumerate(self.columns.limits):
            if met & limit.bit:
                picked.counted[nth].add(individual)
                at_most = limit.step.at_most
                if at_most is not None and len(picked.counted[nth]) >= at_most:
                    picked.full |= limit.bit

    def _in_order(
        self, entry: EntryColumn, picked: Taken, row: Row, each: PicturesEach | None
    ) -> Sequence[Standing]:
        """The individuals with what stands for each, in the order in which an entry takes them.

        Args:
            entry: The entry.
            picked: What is picked so far.
            row: What individuals have for the entry.
            each: The `pictures_each` that counts; None for a pin, which no limit stops either.
        """
        found: list[Standing] = []
        goes_alone = entry.step.pictures_each is None
        for turnout in row:
            is_simple = goes_alone and not turnout.is_mixed
            picks = self._passing(picked, turnout, each, first_only=is_simple)
            if not picks:
                continue
            standing = picks
            if not is_simple:
                standing = self._standing(entry, picked, picks)
            first = standing[0].part
            key = []
            for bit in entry.order:
                if bit == BY_QUALITY:
                    key.append(first.rank)
                elif bit == BY_PLACEMENT:
                    key.append(turnout.earliest)
                else:
                    key.append(self._place_by(bit, picks))
            found.append((key, first.place, standing))
        if len(found) > 1:
            found.sort(key=itemgetter(0, 1))
        return found

    def _passing(
        self, picked: Taken, turnout: Turnout, each: PicturesEach | None, *, first_only: bool
    ) -> list[Runner]:
        """The candidates of an individual that may go now, the best first.

        Args:
            picked: What is picked so far.
            turnout: What the individual has for an entry.
            each: The `pictures_each` that counts; None for a pin, which no limit stops either.
            first_only: Whether only the best of them is wanted.
        """
        individual, parts, options, _, _ = turnout
        crops = None
        full = 0
        if each is not None:
            full = picked.full
            sent = picked.sent.get(individual, ())
            if not isinstance(each, int):
                crops = set(each).difference([pick.part.crop for pick in sent])
            elif len(sent) >= each:
                return []
        pictures, gone = self.pictures, picked.gone
        found = []
        for met, number, _ in options:
            part = parts[number]
            if crops is not None and part.crop not in crops:
                continue
            if pictures[part.place] in gone:
                continue
            if met & full and self._is_barred(picked, met, individual):
                continue
            found.append(_new(Runner, (individual, part, met)))
            if first_only:
                break
        return found

    def _place_by(self, bit: int, picks: Sequence[Runner]) -> int:
        """Where an item of `order` puts an individual: less is earlier.

        Args:
            bit: The column of the item.
            picks: The candidates of the individual that may go. One that meets the item is enough.
        """
        best = sys.maxsize
        for pick in picks:
            if pick.met & bit:
                if not bit & self.columns.sent:
                    return 0
                best = min(best, self._place_before(pick.part))
        return best

    def _standing(self, entry: EntryColumn, picked: Taken, picks: list[Runner]) -> list[Runner]:
        """What stands for one individual at an entry: the best, or several side by side.

        Args:
            entry: The entry.
            picked: What is picked so far.
            picks: The candidates of the individual that may go, the best first.
        """
        each = entry.step.pictures_each
        if each is None or len(picks) == 1:
            return picks[:1]
        by_picture: dict[int, Runner] = {}
        for pick in picks:
            by_picture.setdefault(self.pictures[pick.part.place], pick)
        distinct = list(by_picture.values())
        if isinstance(each, int):
            return distinct[: each - len(picked.sent.get(picks[0].individual, ()))]
        crops: dict[str, Runner] = {}
        for pick in distinct:
            crops.setdefault(pick.part.crop, pick)
        return [crops[crop] for crop in each if crop in crops]


def _is_met_elsewhere(row: Row, pick: Runner) -> bool:
    """Whether a picked picture is in a row under another of its placements."""
    for turnout in row:
        if turnout.individual == pick.individual:
            return any(pick.part is turnout.parts[each.part] for each in turnout.options)
    return False
