"""A picture in; its kind out: what rule sets can tell it by, as one small number."""

from __future__ import annotations

from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING

from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.kinds import OneOfWords
from selector.model.scene import Placement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.plan import ShotPlan
    from selector.language.facts import Picture

NOWHERE = Placement(tag="", role="")
"""Stands for any placement where only the picture is asked about."""
MOST_REMEMBERED = 10_000
"""Facts that kinds are remembered by: a pool may have as many as pictures."""


class Kinds:
    """The kinds of pictures that rule sets tell apart: of one kind are those that give the same answers.

    Args:
        asked: Conditions on a picture, besides each word of those that take words of the language.

    Attributes:
        samples: For each kind a picture of it: whatever the rules say of that one they say of all.
    """

    def __init__(self, asked: Iterable[Requirement] = ()) -> None:
        self._asked = (*_by_words(), *asked)
        self._facts_of = attrgetter(*dict.fromkeys(each.word.fact for each in self._asked))
        self._by_facts: dict[object, int] = {}
        self._by_answers: dict[tuple[bool, ...], int] = {}
        self._lock = Lock()
        self.samples: list[Picture] = []

    def of(self, picture: Picture) -> int:
        """The number of a picture's kind: its place in `samples`."""
        facts = self._facts_of(picture)
        kind = self._by_facts.get(facts)
        return self._judged(picture, facts) if kind is None else kind

    def _judged(self, picture: Picture, facts: object) -> int:
        answers = tuple(each.is_met(picture, NOWHERE) for each in self._asked)
        with self._lock:
            kind = self._by_answers.get(answers)
            if kind is None:
                kind = self._by_answers[answers] = len(self.samples)
                self.samples.append(picture)
            if len(self._by_facts) >= MOST_REMEMBERED:
                self._by_facts.clear()
            self._by_facts[facts] = kind
        return kind


def kinds_for(shots: Iterable[ShotPlan]) -> Kinds:
    """The kinds that the shot rules of one rule set tell apart; the same for all that only ask by words."""
    conditions = [each for shot in shots for step in shot.steps for each in step.conditions]
    asked = {
        (each.word.key, each.wanted): each
        for each in conditions
        if each.word.looks_at == "picture" and not isinstance(each.word.kind, OneOfWords)
    }
    return Kinds(asked.values()) if asked else BY_WORDS


def _by_words() -> Iterator[Requirement]:
    """A condition for each word that a picture may be asked for by."""
    for word in CONDITIONS.values():
        if word.looks_at == "picture" and isinstance(word.kind, OneOfWords):
            for value in word.kind.words:
                yield Requirement(word=word, wanted=word.kind.compiled((value,)))


BY_WORDS = Kinds()
"""The kinds that most rule sets tell apart: by type and crop."""
