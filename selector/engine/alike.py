"""Which pictures, and which placements, the rules cannot distinguish: those are of one *kind*.

A picture or a placement in; the number of its kind out. Of one kind are those that give the same
answers to every condition that a rule set has on them, so whatever the rules do with one of a kind
they do with all. Kinds are few, however many pictures and scenes a film has, and so what a shot
rule makes of a kind is worked out once (`choose.Chooser`).

Two pictures that differ in their quality are of one kind; a third, of another type, is not:

>>> from selector import AssetPool
>>> from selector.model.scene import Placement
>>> ann, bo, gate = AssetPool([
...     {"manifest_tag": "ANN", "asset_type": "character", "quality_score": 9},
...     {"manifest_tag": "BO", "asset_type": "character", "quality_score": 4},
...     {"manifest_tag": "GATE", "asset_type": "environment"},
... ]).rows
>>> [PICTURES_BY_WORDS.of(picture) == PICTURES_BY_WORDS.of(ann) for picture in (bo, gate)]
[True, False]

Placements are distinguished in the same way, by the answers to the conditions on placements. Roles
that no rule can want are one kind:

>>> kinds = Kinds("placement")
>>> roles = ("subject", "prop", "subject", "double", "ghost")
>>> [kinds.of(Placement("ANN", role)) for role in roles]
[0, 1, 0, 2, 2]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from selector.among_threads import ONE_AT_A_TIME
from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.facts import Picture
from selector.language.kinds.one_of_words import OneOfWords
from selector.model.scene import Placement

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan
    from selector.language.condition import LooksAt

SeenT = TypeVar("SeenT", Picture, Placement)
"""What is distinguished."""

MOST_FACTS = 10_000
"""The limit of the facts whose kind is cached: a pool may have as many as pictures."""


class Kinds(Generic[SeenT]):
    """The kinds that rule sets distinguish, of pictures or of placements.

    Args:
        looks_at: Of which of the two.
        wanted: Conditions on them, besides each word of the conditions that take words.

    Attributes:
        facts: The names of the attributes that the conditions look at.
        facts_of: Gives their values: the value itself if there is one attribute, else a tuple.
        distinguished_by: What decides which are of one kind: others by which it is the same agree.
        samples: For each kind one of it: whatever the rules say of that one they say of all.
    """

    def __init__(self, looks_at: LooksAt, wanted: Iterable[Requirement] = ()) -> None:
        self._wanted = (*_by_words(looks_at), *wanted)
        self.distinguished_by: tuple[object, ...] = (type(self), self._wanted)
        self.facts = tuple(dict.fromkeys(each.word.fact for each in self._wanted))
        self.facts_of = attrgetter(*self.facts)
        self.samples: list[SeenT] = []
        self._by_facts: dict[object, int] = {}
        self._by_answers: dict[tuple[bool, ...], int] = {}

    def of(self, seen: SeenT) -> int:
        """The number of its kind: its place in `samples`."""
        facts = self.facts_of(seen)
        kind = self._by_facts.get(facts)
        if kind is None:
            return self._judged(seen, facts)
        return kind

    def _judged(self, seen: SeenT, facts: object) -> int:
        answers = tuple([each.is_met_by(seen) for each in self._wanted])
        with ONE_AT_A_TIME:
            kind = self._by_answers.setdefault(answers, len(self.samples))
            if kind == len(self.samples):
                self.samples.append(seen)
            if len(self._by_facts) >= MOST_FACTS:
                self._by_facts.clear()
            self._by_facts[facts] = kind
        return kind


def picture_kinds(shot_plans: Iterable[ShotPlan]) -> Kinds[Picture]:
    """The kinds of pictures that some shot rules distinguish; shared by all that use words only."""
    wanted = _other_than_words(shot_plans, "picture")
    if not wanted:
        return PICTURES_BY_WORDS
    return Kinds("picture", wanted)


def placement_kinds(shot_plans: Iterable[ShotPlan]) -> Kinds[Placement]:
    """The same of placements.

    Where a condition looks at candidates as a whole, placements are alike if all that is written
    of them is.
    """
    if not all(shot_plan.has_parts for shot_plan in shot_plans):
        return WholePlacements()
    wanted = _other_than_words(shot_plans, "placement")
    if not wanted:
        return PLACEMENTS_BY_WORDS
    return Kinds("placement", wanted)


class WholePlacements(Kinds[Placement]):
    """Kinds of placements by everything that is written of them."""

    def __init__(self) -> None:
        super().__init__("placement")
        self._by_text: dict[Placement, int] = {}

    def of(self, seen: Placement) -> int:
        """The number of its kind."""
        return self._by_text.setdefault(seen, len(self._by_text))


def _other_than_words(shot_plans: Iterable[ShotPlan], looks_at: LooksAt) -> list[Requirement]:
    """The conditions on one of the two that do not take words of the language, each once."""
    found: dict[object, Requirement] = {}
    for shot_plan in shot_plans:
        for step in shot_plan.steps:
            for each in step.conditions:
                word = each.word
                if word.looks_at == looks_at and not isinstance(word.kind, OneOfWords):
                    found[word.key, each.wanted] = each
    return list(found.values())


def _by_words(looks_at: LooksAt) -> Iterator[Requirement]:
    """A condition for each word of the language on one of the two."""
    for word in CONDITIONS.values():
        kind = word.kind
        if word.looks_at != looks_at or not isinstance(kind, OneOfWords):
            continue
        for value in kind.words:
            yield Requirement(word=word, wanted=kind.compiled((value,)))


PICTURES_BY_WORDS: Kinds[Picture] = Kinds("picture")
"""What most rule sets distinguish: type and crop."""
PLACEMENTS_BY_WORDS: Kinds[Placement] = Kinds("placement")
"""What most rule sets distinguish: the role."""
