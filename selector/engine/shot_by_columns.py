"""A shot plan in; its entries, and the items of its tastes, as bits out: the *columns*.

What a candidate meets is one number, with a bit for each ban, pin, limit and step, and for each
item of `prefer` and `order`: all have conditions, so all are judged in the same way. Each bit is
set unless some condition of its column is not met. So a condition is evaluated once for all columns
that have it, and not at all if no column is left that it could decide:

- the pictures' own conditions once for all pictures with the same answers, ever (`for_answers`);
- those on facts of placements, such as the role, once for all with the same facts (`for_facts`);
- those that a scene decides when a decision needs them: about individuals (`asking`), on placements
  (`deciding`), and on single candidates (`deciding_parts`).

`close_up` sends the subject's face, then the subject, then places. No condition of it looks at
anything but pictures and roles:

>>> from selector import AssetPool, load_rules
>>> rules = load_rules()
>>> questions = Questions(rules.plan)
>>> columns = Columns(rules.plan.by_name["close_up"], questions)
>>> [(entry.step.name.name, bin(entry.bit)) for entry in columns.steps]
[('subject-face', '0b1'), ('subject-full', '0b10'), ('surroundings', '0b100')]
>>> pool = AssetPool([{"manifest_tag": "YU", "asset_type": "character", "is_face_crop": True}])
>>> around = questions.around(pool)
>>> columns.prefer
(8,)
>>> met = columns.for_answers[questions.answers(around, 0)]
>>> bin(met)  # the face of a person, which the shot also prefers
'0b1001'
>>> bin(met & columns.for_facts["subject"]), bin(met & columns.for_facts["prop"])
('0b1001', '0b1000')
"""

from __future__ import annotations

import sys
from functools import partial, reduce
from operator import attrgetter, itemgetter, or_
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from selector.among_threads import cached_property
from selector.engine.casts import MOST_CASTS
from selector.engine.questions import NO_FACTS, ByFact, Questions, what_decides
from selector.engine.struck import certain_bars
from selector.language.candidate import Candidate
from selector.language.conditions.has import HAS
from selector.language.conditions.quality import QUALITY
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.entry_words.slot import LAST
from selector.language.shot_words.order import completed
from selector.model.frozen import unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from selector.engine.casts import Shape
    from selector.engine.plan import ShotPlan, Step
    from selector.language.candidate import Question
    from selector.language.condition import Requirement
    from selector.language.facts import Picture
    from selector.language.taste import Item, Layer
    from selector.model.scene import Placement

Items: TypeAlias = int
"""The columns of the items of one layer of `prefer`, as bits: the first item has the lowest."""
C = TypeVar("C", bound="_HasColumns")
Counts: TypeAlias = tuple[int, int, int, int]
"""What a limit says: its index, its column, and how many individuals it wants at least, at most."""
BY_QUALITY, BY_PLACEMENT = -1, -2
"""Stand for the two words of `order` that are no conditions, where others have a bit."""


@unique
class EntryColumn:
    """A pin, a limit or a step.

    Attributes:
        step: The entry, compiled.
        number: Its place among all of them.
        bit: Its column.
        most: How many pictures of one individual may go at most, its own and those before.
        crops: The crops of which each may go once; None if the number counts.
        is_one_crop: Whether there is one such crop, and no other may go.
        is_stopped: Whether a limit stops it, as it does all but pins.
        goes_last: Whether what it takes stands at the end of the answer.
        prefer: The layers of `prefer` that count.
        order: The bit of each item of the order, or what stands for a word.
        order_columns: Those of these that are columns, as bits.
        columns: All columns that decide what goes: its own and those of its tastes.
        wanted: The answers about a picture without which none meets it, as bits.
    """

    step: Step
    number: int
    bit: int
    most: int
    crops: tuple[str, ...] | None
    is_one_crop: bool
    is_stopped: bool
    goes_last: bool
    prefer: tuple[Items, ...]
    order: tuple[int, ...]
    order_columns: int
    columns: int
    wanted: int


class _HasColumns(Protocol):
    @property
    def columns(self) -> int: ...


class InScene(NamedTuple):
    """A condition that a scene decides, with the columns that have it.

    Attributes:
        mark: A bit of its own.
        columns: The columns that have it.
        requirement: The condition.
        is_met: Whether a candidate meets it: any picture of an individual, under the placement.
        groups: Of a condition `has` that columns can decide, a column for each group of conditions
            of which one picture must meet all; else 0.
        tester: Of a sample, what says whether pictures, by their places, meet it under the
            placement of that sample.
    """

    mark: int
    columns: int
    requirement: Requirement
    is_met: Callable[[Candidate], bool]
    groups: int
    tester: Callable[[Candidate], Callable[[Picture, int], bool]]


class OfIndividuals(NamedTuple):
    """A condition about individuals alone, with the columns that have it.

    Attributes:
        mark: A bit of its own.
        columns: The columns that have it.
        question: Finds the individuals of whom it is true.
        wants: Whether that should be true.
    """

    mark: int
    columns: int
    question: Question
    wants: bool


class _ForAnswers(dict[int, int]):
    """The columns left by the answers about a picture, worked out when they are first wanted."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __missing__(self, answers: int) -> int:
        left = self[answers] = self._columns.left_by(answers)
        return left


class _Lacking(dict[int, int]):
    """How many individuals some limits want at least, all together, by their columns."""

    def __init__(self, counts: Sequence[Counts]) -> None:
        self._counts = counts

    def __missing__(self, columns: int) -> int:
        if len(self) >= MOST_CASTS:
            self.clear()
        wanted = [at_least for _, bit, at_least, _ in self._counts if bit & columns]
        lacking = self[columns] = sum(wanted)
        return lacking


class _Deciding(dict[int, "tuple[C, ...]"], Generic[C]):
    """Those of some conditions that decide any of some columns, as bits."""

    def __init__(self, conditions: Sequence[C]) -> None:
        self._conditions = conditions

    def __missing__(self, columns: int) -> tuple[C, ...]:
        if len(self) >= MOST_CASTS:
            self.clear()
        found = tuple([each for each in self._conditions if each.columns & columns])
        self[columns] = found
        return found


class _ByFacts(dict[Any, int]):
    """The columns that are left by the facts of placements, by these facts.

    Args:
        every: All columns.
        by_facts: What each fact decides.

    Attributes:
        facts_of: Gives the facts of a placement.
        decided: The columns that any of the facts decides.
    """

    def __init__(self, every: int, by_facts: Iterable[ByFact]) -> None:
        self._every = every
        self._by_facts = []
        self.decided = 0
        for by_fact in by_facts:
            columns = reduce(or_, map(itemgetter(1), by_fact.conditions))
            self._by_facts.append((by_fact, columns))
            self.decided |= columns
        self._names = [by_fact.fact for by_fact, _ in self._by_facts]
        self.facts_of: Callable[[Placement], Any] = attrgetter(*self._names or NO_FACTS)

    def __missing__(self, facts: Any) -> int:  # noqa: ANN401  # whatever the facts are
        if len(self) >= MOST_CASTS:
            self.clear()
        values = facts
        if len(self._names) < 2:
            values = (facts,)
        left = self._every
        for (by_fact, columns), value in zip(self._by_facts, values, strict=False):
            left &= ~columns | by_fact[value]
        self[facts] = left
        return left


class Columns:
    """The columns of one shot plan.

    Args:
        shot_plan: The shot plan.
        questions: What its rule set asks.

    Attributes:
        in_order: All entries, by their numbers.
        steps, pins, limits: The same, by what they are.
        any_goes_last: Whether what some pin takes stands at the end of the answer.
        prefer: The layers of `prefer` of the shot plan.
        entries: The columns of all entries, as bits.
        of_steps: Those of the steps.
        of_limits: Those of the limits.
        bans: Those of all that strikes.
        certain: Those of them that a condition `has` knows of.
        sent: The columns of `sent_scene_before` as a word of a taste.
        striking: Those of all that strikes whatever the scene says.
        of_facts: The columns that some fact of a placement decides.
        of_casts: The conditions `has` that the pictures of an individual decide, whatever the scene
            says.
        in_scene: The columns that some condition decides for which a scene must be looked at, apart
            from such facts.
        of_individuals: Those of them that only conditions about individuals decide.
        open: Those of them that a condition on single candidates decides.
        counts: What limits say, in order.
        wanting: The columns of those that want somebody, as bits.
        lacking: How many some of these want together, by their columns.
        bars: What a condition `has` may know of the bans.
        for_answers: The columns left by the answers about a picture.
        for_facts: The columns left by the facts of a placement.
        asking: The conditions about individuals alone that decide any of some columns.
        deciding: The conditions on placements that do, whatever pictures they offer.
        deciding_parts: The conditions on single candidates that do.
        by_candidate: For each column that the scene decides by one such condition alone, that one.
    """

    def __init__(self, shot_plan: ShotPlan, questions: Questions) -> None:
        self.shot_plan = shot_plan
        self._questions = questions
        self._count = 0
        self._columns_of: dict[Requirement, int] = {}
        self._layers_known: dict[Layer, Items] = {}
        self.sent = 0
        steps = (*shot_plan.steps, *shot_plan.pins, *shot_plan.limits)
        bits = list(map(self._column, map(attrgetter("conditions"), steps)))
        self.prefer = self._layers(shot_plan.prefer)
        last_step = len(shot_plan.steps)
        last_pin = last_step + len(shot_plan.pins)
        self._numbers_of_pins = range(last_step, last_pin)
        entries = tuple(map(self._entry, steps, range(len(steps)), bits))
        self.entries = sum(bits)
        self.of_steps = sum(bits[:last_step])
        self.of_limits = sum(bits[last_pin:])
        self.in_order = entries
        self.steps = entries[:last_step]
        self.pins = entries[last_step:last_pin]
        self.limits = entries[last_pin:]
        self.any_goes_last = any(pin.goes_last for pin in self.pins)
        self.counts: list[Counts] = []
        self.wanting = 0
        for nth, limit in enumerate(self.limits):
            at_most = limit.step.at_most
            most = sys.maxsize if at_most is None else at_most
            at_least = limit.step.at_least or 0
            self.counts.append((nth, limit.bit, at_least, most))
            if at_least:
                self.wanting |= limit.bit
        self.lacking = _Lacking(self.counts)
        self.certain = 0
        self.bans = 0
        self.bars = certain_bars(shot_plan)
        for bar in shot_plan.strikes:
            bit = self._column(bar.conditions)
            self.bans |= bit
            if bar in self.bars:
                self.certain |= bit
        self._sort()
        self.for_answers = _ForAnswers(self)

    @cached_property
    def scenes_decide_tastes_alone(self) -> bool:
        """Whether scenes decide no more of it than who is first and which picture is preferred.

        Each item decides that by a condition about individuals, or by one on single candidates. At
        each step one picture of an individual goes, or one of each crop.
        """
        shot_plan = self.shot_plan
        if self.pins or self.limits or (self.bans | self.of_steps) & self.in_scene or self.sent:
            return False
        if any(step.step.pictures_each is not None for step in self.steps):
            return False
        if isinstance(shot_plan.pictures_each, int) and shot_plan.pictures_each != 1:
            return False
        by_candidate = sum(self.by_candidate)
        for step in self.steps:
            preferred = reduce(or_, step.prefer, 0)
            ordered = step.order_columns
            if preferred & self.in_scene & ~by_candidate:
                return False
            if ordered & self.in_scene & ~self.of_individuals:
                return False
        return True

    def met_by(self, shape: Shape) -> list[int]:
        """The columns that each picture of a cast meets, as far as no placement decides."""
        met = list(map(self.for_answers.__getitem__, shape.answers))
        for condition in self.of_casts:
            if not _has_any(met, condition.groups, self.certain):
                met = [its & ~condition.columns for its in met]
        return met

    def left_by(self, answers: int) -> int:
        """The columns of which a picture with these answers may meet all."""
        left = (1 << self._count) - 1
        for bit, columns in self._of_pictures:
            if not answers >> bit & 1:
                left &= ~columns
        return left

    def _column(self, conditions: Iterable[Requirement]) -> int:
        """One more column, for some conditions that must all be met."""
        bit = 1 << self._count
        self._count += 1
        for each in conditions:
            self._columns_of[each] = self._columns_of.get(each, 0) | bit
        return bit

    def _entry(self, step: Step, number: int, bit: int) -> EntryColumn:
        shot_plan = self.shot_plan
        prefer = self.prefer
        if step.prefer is not None:
            prefer = self._layers(shot_plan.prefer_at(step))
        most, crops = sys.maxsize, None
        is_stopped = number not in self._numbers_of_pins
        if is_stopped:
            each = shot_plan.pictures_each_at(step)
            if isinstance(each, int):
                most = each
            else:
                crops = each
        order = tuple(map(self._place_in_order, completed(shot_plan.order_at(step))))
        order_columns = sum(set(filter(_is_column, order)))
        return EntryColumn(
            step=step,
            number=number,
            bit=bit,
            most=most,
            crops=crops,
            is_one_crop=crops is not None and len(crops) == 1,
            is_stopped=is_stopped,
            goes_last=step.slot == LAST,
            prefer=prefer,
            order=order,
            order_columns=order_columns,
            columns=reduce(or_, prefer, bit | order_columns),
            wanted=self._wanted(step.conditions),
        )

    def _wanted(self, conditions: Iterable[Requirement]) -> int:
        """The answers about a picture that some conditions want, as bits."""
        wanted = 0
        for each in conditions:
            if what_decides(each) == "picture":
                wanted |= 1 << self._questions.of_pictures[each]
        return wanted

    def _layers(self, layers: Iterable[Layer]) -> tuple[Items, ...]:
        return tuple(map(self._layer, layers))

    def _layer(self, layer: Layer) -> Items:
        known = self._layers_known.get(layer)
        if known is None:
            known = self._layers_known[layer] = sum(map(self._item, layer))
        return known

    def _item(self, item: Item) -> int:
        bit = self._column(item.conditions)
        if item.word == SENT_SCENE_BEFORE.key:
            self.sent |= bit
        return bit

    def _place_in_order(self, item: Item) -> int:
        if item.conditions:
            return self._layer((item,))
        if item.word == QUALITY.key:
            return BY_QUALITY
        return BY_PLACEMENT

    def _sort(self) -> None:
        """Sort the conditions of all columns by what decides them."""
        self._of_pictures: list[tuple[int, int]] = []
        groups = {}
        for each in tuple(self._columns_of):
            if each.word is HAS:
                groups[each] = sum(map(self._column, each.wanted.in_order))
        facts: dict[str, ByFact] = {}
        asking: list[OfIndividuals] = []
        around = []
        of_parts = []
        for mark, (each, columns) in enumerate(self._columns_of.items()):
            condition = InScene(
                1 << mark, columns, each, _is_met(each), groups.get(each, 0), _tester(each)
            )
            match what_decides(each):
                case "picture":
                    self._of_pictures.append((self._questions.of_pictures[each], columns))
                case "candidate":
                    of_parts.append(condition)
                case _ if each.word.looks_at == "placement":
                    fact = each.word.fact
                    facts.setdefault(fact, ByFact(fact)).conditions.append((each, columns))
                case _ if each.word.question is not None:
                    asking.append(
                        OfIndividuals(1 << mark, columns, each.word.question, each.wanted)
                    )
                case _:
                    around.append(condition)
        self.for_facts = _ByFacts((1 << self._count) - 1, facts.values())
        self.of_facts = self.for_facts.decided
        self._decided_in_scene(asking, around, of_parts)
        self.striking = self.bans & ~(self.in_scene | self.of_facts)

    def _apart(
        self,
        around: Sequence[InScene],
        asking: Sequence[OfIndividuals],
        of_parts: Sequence[InScene],
    ) -> tuple[list[InScene], list[InScene]]:
        """Some conditions, and apart from them those that the pictures of a cast alone decide.

        Args:
            around: The conditions on placements, whatever pictures they offer.
            asking: The conditions about individuals alone.
            of_parts: Those on single candidates.
        """
        others = [each for each in around if not each.groups]
        looked_at = reduce(or_, map(_columns, [*asking, *of_parts, *others]), self.of_facts)
        left, of_casts = [], []
        for condition in around:
            known = condition.groups | self.certain
            if condition.groups and not known & looked_at:
                of_casts.append(condition)
            else:
                left.append(condition)
        return left, of_casts

    def _decided_in_scene(
        self, asking: list[OfIndividuals], around: list[InScene], of_parts: list[InScene]
    ) -> None:
        """Sort out which columns a scene decides, and by which conditions.

        Args:
            asking: The conditions about individuals alone.
            around: Those on placements, whatever pictures they offer.
            of_parts: Those on single candidates.
        """
        self.open = reduce(or_, map(_columns, of_parts), 0)
        around, self.of_casts = self._apart(around, asking, of_parts)
        more = reduce(or_, map(_columns, around), self.open)
        self.in_scene = reduce(or_, map(_columns, asking), more)
        self.of_individuals = self.in_scene & ~more
        around.sort(key=_is_has)  # these look at what the bans strike, so they come last
        for nth, condition in enumerate(around):
            if self.open & (condition.groups | self.certain):
                around[nth] = condition._replace(groups=0)
        self.asking = _Deciding(asking)
        self.deciding = _Deciding(around)
        self.deciding_parts = _Deciding(of_parts)
        self.by_candidate = _lone(of_parts, reduce(or_, map(_columns, [*asking, *around]), 0))


def _lone(conditions: Sequence[InScene], others: int) -> dict[int, InScene]:
    """For each column that one of some conditions decides alone, that condition.

    Args:
        conditions: The conditions.
        others: The columns that others decide.
    """
    deciding: dict[int, list[InScene]] = {}
    for condition in conditions:
        columns = condition.columns & ~others
        while columns:
            column = columns & -columns
            deciding.setdefault(column, []).append(condition)
            columns ^= column
    return {column: first for column, (first, *more) in deciding.items() if not more}


def _has_any(met: Iterable[int], groups: int, certain: int) -> bool:
    """Whether a picture of a cast meets a group of conditions and no ban that `has` knows of.

    Args:
        met: The columns that each picture meets.
        groups: The columns of the groups.
        certain: Those of the bans.
    """
    for its in met:  # noqa: SIM110  # twice as fast
        if its & groups and not its & certain:
            return True
    return False


def _is_has(condition: InScene) -> bool:
    return condition.requirement.word is HAS


def _is_column(bit: int) -> bool:
    return bit > 0


def _is_met(requirement: Requirement) -> Callable[[Candidate], bool]:
    """Whether a candidate meets a condition, without asking again what it looks at."""
    word, wanted = requirement.word, requirement.wanted
    is_met, found = word.kind.is_met, word.found
    return lambda candidate: is_met(wanted, found(candidate))


def _tester(requirement: Requirement) -> Callable[[Candidate], Callable[[Picture, int], bool]]:
    """Gives, of a sample, what says whether pictures meet a condition under its placement."""
    tester = requirement.word.tester
    if tester is not None:
        return partial(tester, requirement.wanted)
    is_met = requirement.is_met
    return lambda sample: (
        lambda picture, place: is_met(sample._replace(picture=picture, place=place))
    )


_columns = attrgetter("columns")
