"""A shot plan in; its entries, and the items of its tastes, as bits out: the *columns*.

What a candidate meets is one number, with a bit for each ban, pin, limit and step, and for each
item of `prefer` and `order`: all have conditions, so all are judged in the same way. Each bit is
set unless some condition of its column is not met. So a condition is evaluated once for all columns
that have it, and not at all if no column is left that it could decide:

- the pictures' own conditions once for all pictures with the same answers, ever (`for_answers`);
- those on placements and individuals once for each placement of an individual (`under`);
- those on single candidates when a decision needs them (`of_parts`).

`close_up` sends the subject's face, then the subject, then places. No condition of it looks at
anything but pictures and roles:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.model.scene import Placement
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
>>> subject = Candidate(pool.rows[0], Placement("YU", "subject"), 0, around)
>>> prop = Candidate(pool.rows[0], Placement("YU", "prop"), 0, around)
>>> bin(columns.under(subject, met)), bin(columns.under(prop, met))
('0b1001', '0b1000')
"""

from __future__ import annotations

from functools import reduce
from operator import attrgetter, itemgetter, or_
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.casts import MOST_CASTS
from selector.engine.questions import ByFact, Questions, what_decides
from selector.engine.struck import certain_bars
from selector.language.candidate import Candidate
from selector.language.conditions.has import HAS
from selector.language.conditions.quality import QUALITY
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.shot_words.order import completed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from selector.engine.plan import ShotPlan, Step
    from selector.language.condition import Requirement
    from selector.language.facts import Individual, Picture
    from selector.language.taste import Item, Layer
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Scene

Items: TypeAlias = int
"""The columns of the items of one layer of `prefer`, as bits: the first item has the lowest."""
Number: TypeAlias = tuple[int, int, int]
"""A number that a limit has: the index of the limit, its column, and the number."""
BY_QUALITY, BY_PLACEMENT = -1, -2
"""Stand for the two words of `order` that are no conditions, where others have a bit."""


class EntryColumn(NamedTuple):
    """A pin, a limit or a step.

    Attributes:
        step: The entry, compiled.
        number: Its place among all of them.
        bit: Its column.
        each: The `pictures_each` that counts.
        prefer: The layers of `prefer` that count.
        order: The bit of each item of the order, or what stands for a word.
        order_columns: Those of these that are columns, as bits.
    """

    step: Step
    number: int
    bit: int
    each: PicturesEach
    prefer: tuple[Items, ...]
    order: tuple[int, ...]
    order_columns: int


class PartCondition(NamedTuple):
    """A condition on single candidates, with the columns that have it."""

    requirement: Requirement
    columns: int

    def tester(self, sample: Candidate) -> Callable[[Picture, int], bool]:
        """What says whether pictures, by their places, meet it under the placement of a sample."""
        word = self.requirement.word
        if word.tester is not None:
            return word.tester(self.requirement.wanted, sample)
        is_met = self.requirement.is_met
        return lambda picture, place: is_met(sample._replace(picture=picture, place=place))


class HasCondition(NamedTuple):
    """A condition `has`, with the columns that have it.

    Attributes:
        requirement: The condition.
        columns: The columns that have it.
        groups: A column for each group of conditions of which one picture must meet all.
        by_bits: Whether the columns that are known of all pictures decide it.
    """

    requirement: Requirement
    columns: int
    groups: int
    by_bits: bool


class _ForAnswers(dict[int, int]):
    """The columns left by the answers about a picture, worked out when they are first wanted."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __missing__(self, answers: int) -> int:
        left = self[answers] = self._columns.left_by(answers)
        return left


class _ForCast(dict["tuple[int, ...]", "tuple[list[int], int]"]):
    """The columns left for the pictures of a cast, worked out when they are first wanted."""

    def __init__(self, for_answers: _ForAnswers) -> None:
        self._for_answers = for_answers

    def __missing__(self, answers: tuple[int, ...]) -> tuple[list[int], int]:
        if len(self) >= MOST_CASTS:
            self.clear()
        columns = list(map(self._for_answers.__getitem__, answers))
        left = self[answers] = columns, reduce(or_, columns)
        return left


class Columns:
    """The columns of one shot plan.

    Args:
        shot_plan: The shot plan.
        questions: What its rule set asks.

    Attributes:
        steps, pins, limits: The entries.
        prefer: The layers of `prefer` of the shot plan.
        entries: The columns of all entries, as bits.
        of_limits: Those of the limits.
        count_of_entries: How many entries there are.
        bans: The columns of all that strikes.
        certain: Those of them that a condition `has` knows of.
        sent: The columns of `sent_scene_before` as a word of a taste.
        open: The columns that conditions on single candidates decide.
        at_least, at_most: The limits that have either: index, column and number.
        bars: What a condition `has` may know of the bans.
        decisive: The open columns that decide more than which picture of an individual is better.
        for_answers: The columns left by the answers about a picture.
        for_cast: The same for each picture of a cast, and those left for any of them.
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
        entries = tuple(map(self._entry, steps, range(len(steps)), bits))
        last_step = len(shot_plan.steps)
        last_pin = last_step + len(shot_plan.pins)
        self.count_of_entries = len(entries)
        self.entries = sum(bits)
        self.of_limits = sum(bits[last_pin:])
        self.steps = entries[:last_step]
        self.pins = entries[last_step:last_pin]
        self.limits = entries[last_pin:]
        self.at_least: list[Number] = []
        self.at_most: list[Number] = []
        for nth, limit in enumerate(self.limits):
            if limit.step.at_least is not None:
                self.at_least.append((nth, limit.bit, limit.step.at_least))
            if limit.step.at_most is not None:
                self.at_most.append((nth, limit.bit, limit.step.at_most))
        self.certain = 0
        self.bans = 0
        self.bars = certain_bars(shot_plan)
        for bar in shot_plan.strikes:
            bit = self._column(bar.conditions)
            self.bans |= bit
            if bar in self.bars:
                self.certain |= bit
        self._sort()
        in_orders = map(attrgetter("order_columns"), entries)
        self.decisive = self.open & reduce(or_, in_orders, self.entries | self.bans)
        self.for_answers = _ForAnswers(self)
        self.for_cast = _ForCast(self.for_answers)

    def left_by(self, answers: int) -> int:
        """The columns of which a picture with these answers may meet all."""
        left = (1 << self._count) - 1
        for bit, columns in self._of_pictures:
            if not answers >> bit & 1:
                left &= ~columns
        return left

    def in_scene(self, scene: Scene, individual: Individual, left: int) -> int:
        """The columns that are left by what is asked of an individual in a scene.

        Args:
            scene: The scene.
            individual: What the individual is called.
            left: The columns that matter.

        Returns:
            The columns, as bits.
        """
        for question, wanted, columns in self.of_individuals:
            if left & columns and question(scene, individual) is not wanted:
                left &= ~columns
        return left

    def under(self, sample: Candidate, left: int) -> int:
        """The columns that are left by what is asked of a placement and its individual.

        Args:
            sample: A picture of the individual, under the placement.
            left: The columns that matter.
        """
        for by_fact, columns in self.of_facts:
            left &= ~columns | by_fact[getattr(sample.placement, by_fact.fact)]
        for is_met, columns in self.of_placements:
            if left & columns and not is_met(sample):
                left &= ~columns
        return left

    def answers_wanted(self, bit: int) -> int:
        """The answers about a picture that a column wants, as bits."""
        wanted = 0
        for answer, columns in self._of_pictures:
            if columns & bit:
                wanted |= 1 << answer
        return wanted

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
        order = tuple(map(self._place_in_order, completed(shot_plan.order_at(step))))
        return EntryColumn(
            step=step,
            number=number,
            bit=bit,
            each=shot_plan.pictures_each_at(step),
            prefer=prefer,
            order=order,
            order_columns=sum(set(filter(_is_column, order))),
        )

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
        self.of_parts: list[PartCondition] = []
        groups = {}
        for each in tuple(self._columns_of):
            if each.word is HAS:
                groups[each] = sum(map(self._column, each.wanted.in_order))
        self.open = 0
        around = []
        for each, columns in self._columns_of.items():
            decided_by = what_decides(each)
            if decided_by == "picture":
                self._of_pictures.append((self._questions.of_pictures[each], columns))
            elif decided_by == "candidate":
                self.of_parts.append(PartCondition(each, columns))
                self.open |= columns
            elif each.word is not HAS:
                around.append((each, columns))
        self._sort_around(around)
        self.of_all: list[HasCondition] = []
        for each, its_groups in groups.items():
            by_bits = not self.open & (its_groups | self.certain)
            self.of_all.append(HasCondition(each, self._columns_of[each], its_groups, by_bits))

    def _sort_around(self, around: Iterable[tuple[Requirement, int]]) -> None:
        """Sort the conditions that a placement, or its individual there, decides."""
        facts: dict[str, ByFact] = {}
        self.of_placements: list[tuple[Callable[[Candidate], bool], int]] = []
        self.of_individuals: list[tuple[Callable[[Scene, Individual], bool], bool, int]] = []
        for each, columns in around:
            word = each.word
            if word.question is not None:
                self.of_individuals.append((word.question, each.wanted, columns))
            elif word.looks_at == "placement":
                facts.setdefault(word.fact, ByFact(word.fact)).conditions.append((each, columns))
            else:
                self.of_placements.append((_is_met(each), columns))
        self.of_facts: list[tuple[ByFact, int]] = []
        for by_fact in facts.values():
            columns = reduce(or_, map(itemgetter(1), by_fact.conditions))
            self.of_facts.append((by_fact, columns))


def _is_column(bit: int) -> bool:
    return bit > 0


def _is_met(requirement: Requirement) -> Callable[[Candidate], bool]:
    """Whether a candidate meets a condition, without asking again what it looks at."""
    word, wanted = requirement.word, requirement.wanted
    is_met, found = word.kind.is_met, word.found
    if isinstance(word.kind, YesOrNo):
        return lambda candidate: found(candidate) is wanted
    return lambda candidate: is_met(wanted, found(candidate))
