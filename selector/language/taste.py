"""A taste: a word that says what comes first, such as `prefer`. It leaves nothing out.

What is written is a list of items: words, and conditions in braces. Where several places say what
comes first, the nearest counts first and the farther ones break its ties.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.condition import Requirement, requirements
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.word import ShotWord
from selector.model.frozen import frozen, unique
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from selector.language.candidate import Candidate
    from selector.language.condition import ConditionWord
    from selector.model.ruleset import Condition, WrittenWords

WrittenItem: TypeAlias = str | tuple["Condition", ...]
"""A word, or the conditions in a pair of braces."""
Written: TypeAlias = tuple[WrittenItem, ...]


@frozen
class Item:
    """One item of a taste, compiled: conditions that must all hold, or something to compare.

    `word` is the word that says it; empty for conditions that no word says.
    """

    word: str = ""
    conditions: tuple[Requirement, ...] = ()

    def is_met(self, candidate: Candidate) -> bool:
        """Whether a candidate meets the conditions together."""
        return all(each.is_met(candidate) for each in self.conditions)

    def place(self, candidate: Candidate) -> int:
        """Where a candidate that meets it stands among others that do; the same for all but one.

        Of `sent_scene_before` it is the place that the picture had in the scene before.
        """
        if self.word == SENT_SCENE_BEFORE.key:
            return candidate.circumstances.earlier.sent(candidate.place) or 0
        return 0

    @property
    def form(self) -> str | dict[str, Any]:
        """What the digest says of it."""
        if self.word:
            return self.word
        return {each.key: each.form for each in self.conditions}

    @property
    def question(self) -> str:
        """What it asks, as a text: equal for two items only if they ask the same."""
        return json.dumps(self.form, sort_keys=True)

    @property
    def asks(self) -> str:
        """What it asks for, in a phrase: `the label night`."""
        return listed([each.asks for each in self.conditions])

    def __str__(self) -> str:
        if self.word:
            return self.word
        return f"{{{', '.join(map(str, self.conditions))}}}"


Layer: TypeAlias = tuple[Item, ...]
"""What one place says, the first item first."""


@unique
class Taste(ShotWord[Any]):
    """A word that says what comes first, of a whole shot or of one entry.

    Attributes:
        words: What each word that it takes asks for; None for something to compare.
        which: What it decides, in a sentence.
        in_full: Says all that one place says.
    """

    words: Mapping[str, Requirement | None]
    which: str
    in_full: Callable[[Layer], str]

    def compiled(self, written: Iterable[WrittenItem], table: Mapping[str, ConditionWord]) -> Layer:
        """What one place says, each item once.

        Args:
            written: The items.
            table: The conditions of the language, by key.
        """
        by_question: dict[str, Item] = {}
        for each in written:
            item = self._item(each, table)
            by_question.setdefault(item.question, item)
        return tuple(by_question.values())

    def layers(
        self,
        places: Iterable[Iterable[WrittenWords]],
        table: Mapping[str, ConditionWord],
    ) -> tuple[Layer, ...]:
        """What each place says that says anything, the nearest first.

        Args:
            places: The places, each with the layers of which the first that writes it counts.
            table: The conditions of the language, by key.
        """
        counting = filter(None, map(self.first_written, places))
        return tuple([self.compiled(written.value, table) for written in counting])

    def _item(self, written: WrittenItem, table: Mapping[str, ConditionWord]) -> Item:
        """An item. Conditions that a word says as well are that word.

        The word `sent_scene_before` says more than the condition: the order there.
        """
        if isinstance(written, str):
            return self._said_by(written)
        conditions = requirements(written, table)
        for word, requirement in self.words.items():
            if word != SENT_SCENE_BEFORE.key and conditions == (requirement,):
                return self._said_by(word)
        return Item(conditions=conditions)

    def _said_by(self, word: str) -> Item:
        requirement = self.words[word]
        if requirement is None:
            return Item(word=word)
        return Item(word=word, conditions=(requirement,))


def items_of(value: object) -> Written | None:
    """The items of a list, or the one that is written alone; None if there are none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(value)) or None
    return None
