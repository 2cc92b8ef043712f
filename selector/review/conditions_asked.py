"""Every condition that rules ask, with those inside others.

Conditions stand in entries, in their `when` and in what comes first (`prefer`, `order`); and inside
others: in `not`, `any_of` and `has`, and in what the scene is to place (`placed`).

In: rules, or some conditions as they are read. Out: conditions, each before those inside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from selector.language.conditions import WITHIN
from selector.language.entry_lists import entries_of, places_of
from selector.language.kinds.count_of import CountOf
from selector.language.scene_conditions import SCENE_CONDITIONS, SCENE_WITHIN
from selector.language.shot_words import TASTES
from selector.model.ruleset import Condition, RuleSet, Written, WrittenWords


def asked_by(rule_set: RuleSet) -> Iterator[Condition]:
    """All conditions of rules: of entries, of their `when`, and of tastes."""
    for _, _, entry in entries_of(rule_set):
        yield from on_pictures(entry.conditions)
        yield from in_when(entry.when)
    for taste in tastes_written(rule_set):
        for item in taste.value:
            if not isinstance(item, str):
                yield from on_pictures(item)


def tastes_written(rule_set: RuleSet) -> Iterator[Written[Any]]:
    """Every `prefer` and `order`: of entries, and of the places that have some."""
    for _, _, entry in entries_of(rule_set):
        yield from _tastes_among(entry.words)
    for _, holder in places_of(rule_set):
        yield from _tastes_among(getattr(holder, "words", {}))


def _tastes_among(words: WrittenWords) -> Iterator[Written[Any]]:
    for key in TASTES:
        if key in words:
            yield words[key]


def on_pictures(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions on pictures and placements, with those inside them."""
    return _with_those_inside(conditions, WITHIN)


def in_when(when: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions on scenes, with all that is inside them."""
    yield from on_scenes(when)
    for conditions in placed_in(when):
        yield from on_pictures(conditions)


def on_scenes(when: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions on scenes, with those on scenes inside them."""
    return _with_those_inside(when, SCENE_WITHIN)


def _with_those_inside(
    conditions: Iterable[Condition], within: Container[str]
) -> Iterator[Condition]:
    """Conditions, each before those inside it, where its key is of a kind that has some."""
    for condition in conditions:
        yield condition
        if condition.key in within:
            for group in condition.values:
                yield from _with_those_inside(group, within)


def placed_in(when: Iterable[Condition]) -> Iterator[Iterable[Condition]]:
    """What a `when` asks of what the scene places, one `placed` after the other."""
    for condition in on_scenes(when):
        kind = SCENE_CONDITIONS[condition.key].kind
        if isinstance(kind, CountOf):
            for count in condition.values:
                yield count.conditions
