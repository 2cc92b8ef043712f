"""Conditions that nothing can meet together: `label: draft` beside `not: {label: draft}`.

Conditions of one entry in; whether they contradict each other out. The answer yes is certain; no
may only mean that it is not known.

A condition is *ruled out* by the others if it cannot be met where they are:

- `not`, if all conditions of one of its groups are certain: whatever meets the others meets each of
  them, too, as what meets `label: draft` meets `label: [draft, old]`;
- `any_of`, if the others contradict each of its groups;
- `role`, `type` and `crop`, if the others ask for other words: a picture has one of each;
- `has` and `placed`, if their own conditions contradict each other;
- `false`, if `true` is certain.

>>> from selector.language.condition import requirements
>>> from selector.language.conditions import CONDITIONS
>>> from selector.model.problem import Location, Source
>>> from selector.model.ruleset import Condition
>>> at = Location(source=Source(name="rules.yaml", text=""))
>>> draft = Condition(key="label", values=("draft",), at=at)
>>> no_draft = Condition(key="not", values=((draft,),), at=at)
>>> contradict(requirements((draft, no_draft), CONDITIONS))
True
>>> contradict(requirements((draft,), CONDITIONS))
False
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.language.conditions.any_of import ANY_OF
from selector.language.conditions.has import HAS
from selector.language.conditions.not_ import NOT
from selector.language.kinds.any_of_names import Names
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.kinds.one_of_words import OneOfWords
from selector.language.scene_conditions.when_any_of import WHEN_ANY_OF
from selector.language.scene_conditions.when_not import WHEN_NOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selector.language.condition import ConditionWord, Requirement

    Group = Sequence[Requirement]

_NOT, _ANY_OF = (NOT, WHEN_NOT), (ANY_OF, WHEN_ANY_OF)
_MOST_GROUPS = 8
"""Groups of one condition that are looked at: each is compared with all other conditions."""


def contradict(conditions: Group) -> bool:
    """Whether nothing can meet some conditions together."""
    if _contradict(conditions):
        return True
    for condition in conditions:
        groups = _groups(condition)
        if condition.word in _ANY_OF and len(groups) <= _MOST_GROUPS:
            others = _without(condition, conditions)
            if all(_contradict((*others, *group)) for group in groups):
                return True
    return False


def _contradict(conditions: Group) -> bool:
    """The same, of which `any_of` is no cause."""
    return any(_is_ruled_out(each, _without(each, conditions)) for each in conditions)


def _without(condition: Requirement, conditions: Group) -> Group:
    return [each for each in conditions if each is not condition]


def _groups(condition: Requirement) -> Sequence[Group]:
    """The groups of conditions that stand inside a condition."""
    groups: Sequence[Group] = ()
    if isinstance(condition.word.kind, Conditions):
        groups = condition.wanted.in_order
    return groups


def _is_ruled_out(condition: Requirement, others: Group) -> bool:
    word, wanted = condition.word, condition.wanted
    if wanted is False:
        return _is_certain(replace(condition, wanted=True), others)
    if isinstance(word.kind, OneOfWords):
        alike = [each for each in others if each.word is word]
        return any(wanted.isdisjoint(each.wanted) for each in alike)
    if isinstance(word.kind, CountOf):
        return wanted.lowest > 0 and contradict(wanted.conditions)
    groups = _groups(condition)[:_MOST_GROUPS]
    if word is HAS:
        are_all = len(groups) == len(_groups(condition))
        return are_all and all(map(contradict, groups))
    if word in _NOT:
        return any(_are_certain(group, others) for group in (*groups, *_as_lists(groups)))
    return False


def _as_lists(groups: Iterable[Group]) -> Iterator[Group]:
    """Groups of a single condition as one: of `label: a` and of `label: b` as `label: [a, b]`."""
    alone: dict[ConditionWord, list[Requirement]] = defaultdict(list)
    for group in groups:
        if len(group) > 1:
            continue
        (condition,) = group
        if isinstance(condition.wanted, frozenset | Names):
            alone[condition.word].append(condition)
    for word, conditions in alone.items():
        words: list[Any] = []
        for each in conditions:
            words += each.in_order
        yield (replace(conditions[0], wanted=word.kind.compiled(words)),)


def _are_certain(group: Group, given: Group) -> bool:
    """Whether whatever meets some conditions meets those of a group, too."""
    return all(_is_certain(each, given) for each in group)


def _is_certain(condition: Requirement, given: Group) -> bool:
    if any(map(condition.covers, given)):
        return True
    groups = _groups(condition)[:_MOST_GROUPS]
    if condition.word in _ANY_OF:
        return any(_are_certain(group, given) for group in (*groups, *_as_lists(groups)))
    return False
