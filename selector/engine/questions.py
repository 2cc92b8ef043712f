"""What a rule set asks: each condition once, and what decides its answer.

A scene costs little if few conditions are evaluated for it. Most answers last longer than a scene:

- **Decided by the picture** (its type, whom it shows, its labels): the answer is the same in every
  scene, so it is found once for each picture of a pool, as one bit of a number. Pictures with the
  same bits are alike to the rules; what a shot rule makes of them is worked out once.
- **Decided by the placement**, or by **the individual and the placement** (what is written there,
  who speaks, who is first): found once for each placement, whatever pictures it offers, and only if
  one of these could meet the rest of the entry.
- **Decided by the candidate** (whether a label of this picture is in that note): found for single
  pictures, when their turn depends on it.

Conditions in others are decided by whatever decides those inside:

>>> from selector import load_rules
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... shots: {default: {priorities: [
...     {name: heard, type: character, speaks: true},
...     {name: behind, not: {position: left}},
...     {name: either, any_of: [{label: night}, {position: left}]},
... ]}}''')
>>> for step in rules.plan.default.steps:
...     print([(each.key, what_decides(each)) for each in step.conditions])
[('type', 'picture'), ('speaks', 'individual')]
[('not', 'placement')]
[('any_of', 'candidate')]
>>> [each.key for each in Questions(rules.plan).of_pictures]
['type', 'label']
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from selector.engine.earlier import Earlier
from selector.language.candidate import UNPLACED, Candidate, Circumstances
from selector.language.condition import flattened
from selector.language.conditions.matches import MATCHES
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.kinds.conditions_within import Conditions, NoneOf
from selector.language.shot_words.references import REFERENCES
from selector.model.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from selector.engine.plan import Plan
    from selector.engine.pool_index import PoolIndex
    from selector.language.condition import DecidedBy, Requirement
    from selector.language.facts import Picture


NO_SCENE = Scene(
    index=None,
    shot_type="",
    shot="",
    placements=(),
)
"""Where answers are found that are the same in every scene."""


NO_FACTS = ("__class__",)
"""Stands where no fact is asked about: it is the same of all."""
MOST_FACTS = 10_000
"""The limit of cached answers about one fact: a pool may have as many facts as pictures."""


class ByFact(dict[Any, int]):
    """The answers that one fact decides, as bits; worked out when they are first wanted.

    Args:
        fact: The name of the fact.

    Attributes:
        conditions: The conditions on it, each with its bits.
    """

    def __init__(self, fact: str) -> None:
        self.fact = fact
        self.conditions: list[tuple[Requirement, int]] = []

    def __missing__(self, found: Any) -> int:  # noqa: ANN401  # whatever the fact is
        if len(self) >= MOST_FACTS:
            self.clear()
        answers = 0
        for requirement, bits in self.conditions:
            word = requirement.word
            if word.kind.is_met(requirement.wanted, word.found(found)):
                answers |= bits
        self[found] = answers
        return answers


class _ByFacts(dict[Any, int]):
    """The answers that all facts of a picture decide, by these facts: as `ByFact`, of several.

    Args:
        by_facts: What each fact decides.

    Attributes:
        facts_of: Gives the facts of a picture.
    """

    def __init__(self, by_facts: Sequence[ByFact]) -> None:
        self._by_facts = by_facts
        names = [by_fact.fact for by_fact in by_facts]
        self.facts_of: Callable[[Picture], Any] = attrgetter(*names or NO_FACTS)

    def __missing__(self, facts: Any) -> int:  # noqa: ANN401  # whatever the facts are
        if len(self) >= MOST_FACTS:
            self.clear()
        values = facts
        if len(self._by_facts) < 2:
            values = (facts,)
        answers = 0
        for by_fact, value in zip(self._by_facts, values, strict=False):
            answers |= by_fact[value]
        self[facts] = answers
        return answers


class _WithThoseHolding(dict[int, int]):
    """Answers to all conditions that hold no others; with those to the conditions that hold them.

    Args:
        numbers: The number of the bit of each condition.
        holding: The conditions that hold others.
    """

    def __init__(self, numbers: Mapping[Requirement, int], holding: Iterable[Requirement]) -> None:
        self._holding = []
        for each in sorted(holding, key=_depth):  # those inside are answered first
            groups = [_bits(map(numbers.__getitem__, group)) for group in each.wanted.in_order]
            wants_any = not isinstance(each.word.kind, NoneOf)
            self._holding.append((1 << numbers[each], groups, wants_any))

    def __missing__(self, answers: int) -> int:
        if len(self) >= MOST_FACTS:
            self.clear()
        found = answers
        for bit, groups, wants_any in self._holding:
            if any(found & group == group for group in groups) is wants_any:
                found |= bit
        self[answers] = found
        return found


class Questions:
    """What the pictures of a pool are asked for one rule set.

    Args:
        plan: The rule set, compiled.

    Attributes:
        of_pictures: The conditions that the picture decides, each with the number of its bit.
        shapes: The shapes of casts, in all pools.
        shapes_of_all: Those of casts with all pictures of somebody whom one placement offers, by
            the kinds of these.
        most: The most pictures that any scene sends; at least one.
    """

    def __init__(self, plan: Plan) -> None:
        self.of_pictures: dict[Requirement, int] = {}
        self.shapes: dict[Hashable, Any] = {}
        self.shapes_of_all: dict[tuple[int, ...], Any] = {}
        self._send_cleaned = plan.send_cleaned
        words = set()
        for each in flattened(plan.requirements()):
            words.add(each.word)
            if what_decides(each) == "picture":
                self.of_pictures.setdefault(each, len(self.of_pictures))
        by_facts: dict[str, ByFact] = {}
        self._of_candidates: list[tuple[Requirement, int]] = []
        holding: list[Requirement] = []
        for each, nth in self.of_pictures.items():
            word = each.word
            if word.looks_at == "picture":
                by_fact = by_facts.setdefault(word.fact, ByFact(word.fact))
                by_fact.conditions.append((each, 1 << nth))
            elif isinstance(word.kind, Conditions):
                holding.append(each)
            else:
                self._of_candidates.append((each, 1 << nth))
        self._by_facts = _ByFacts(tuple(by_facts.values()))
        self._with_those_holding = _WithThoseHolding(self.of_pictures, holding)
        self._asks_labels = MATCHES in words
        self._asks_sent = SENT_SCENE_BEFORE in words
        self.most = max(1, *map(attrgetter("references"), plan.shots))
        for scene_plan in plan.scenes.values():
            self.most = max(self.most, scene_plan.settings.get(REFERENCES.key, 0))

    def around(self, pool: PoolIndex) -> Circumstances:
        """What conditions on pictures may see: the pool, and no scene."""
        return Circumstances(
            scene=NO_SCENE,
            pool=pool,
            earlier=Earlier(None, pool),
            send_cleaned=self._send_cleaned,
        )

    def answers(self, around: Circumstances, place: int) -> int:
        """The answers about the picture at a place, as bits."""
        row = around.pool.rows[place]
        answers = self._by_facts[self._by_facts.facts_of(row)]
        if self._of_candidates:
            candidate = Candidate(row, UNPLACED, place, around)
            for requirement, bit in self._of_candidates:
                if requirement.is_met(candidate):
                    answers |= bit
        return self._with_those_holding[answers]

    def answers_to_all(self, around: Circumstances) -> list[int]:
        """The answers about each picture of the pool, in a third of the time of one by one."""
        rows = around.pool.rows
        if self._of_candidates:
            return [self.answers(around, place) for place in range(len(rows))]
        answers = map(self._by_facts.__getitem__, map(self._by_facts.facts_of, rows))
        return list(map(self._with_those_holding.__getitem__, answers))

    def besides_kind(self, pool: PoolIndex, place: int) -> Hashable:
        """What else distinguishes pictures of one individual and one kind.

        Pictures that this says the same of have the same answers to all conditions, in any scene.
        """
        row = pool.rows[place]
        labels = row.labels if self._asks_labels else ()
        its_place = place if self._asks_sent else -1
        return labels, its_place


def _bits(numbers: Iterable[int]) -> int:
    return sum({1 << number for number in numbers})


def _depth(requirement: Requirement) -> int:
    """How many conditions there are inside one another."""
    if not isinstance(requirement.word.kind, Conditions):
        return 0
    return 1 + max(map(_depth, chain(*requirement.wanted.in_order)), default=0)


def what_decides(requirement: Requirement) -> DecidedBy:
    """What decides whether a candidate meets a condition."""
    word = requirement.word
    if word.decided_by != "candidate" or not isinstance(word.kind, Conditions):
        return word.decided_by
    deciders = set(map(what_decides, chain(*requirement.wanted.in_order)))
    if len(deciders) == 1:
        return deciders.pop()
    if deciders == {"placement", "individual"}:
        return "individual"
    return "candidate"
