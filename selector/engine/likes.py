"""Which shot rule is `like` which: a rule set in; ways along `like`, and what counts, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selector.language.word import ShotWord
    from selector.model.ruleset import RuleSet, ShotRule, Written

T = TypeVar("T")


def ways_of(rule_set: RuleSet) -> Iterator[tuple[ShotRule, ...]]:
    """Each shot rule, the one that it is `like`, and so on: words are sought so."""
    liked = liked_rules(rule_set)
    for shot_rule in rule_set.shots:
        yield way_from(shot_rule, liked)


def liked_rules(rule_set: RuleSet) -> dict[int, ShotRule]:
    """The rule that each rule is like, if there is one; by identity, which is quick to compare."""
    by_name: dict[str, ShotRule] = {}
    for shot_rule in rule_set.shots:
        by_name.setdefault(fold(shot_rule.name), shot_rule)
    liked = {}
    for shot_rule in rule_set.shots:
        if shot_rule.like is None:
            continue
        other = by_name.get(fold(shot_rule.like.value))
        if other is not None:
            liked[id(shot_rule)] = other
    return liked


def way_from(shot_rule: ShotRule, liked: Mapping[int, ShotRule]) -> tuple[ShotRule, ...]:
    """The rule, the rule that it is like, and so on, up to the end of the chain."""
    chain: dict[int, ShotRule] = {}
    following: ShotRule | None = shot_rule
    while following is not None and id(following) not in chain:
        chain[id(following)] = following
        following = liked.get(id(following))
    return tuple(chain.values())


def in_force(rule_set: RuleSet, word: ShotWord[T]) -> list[Written[T] | None]:
    """What is written of a word that counts for each shot rule, or None.

    Linear: a chain is followed only up to a rule whose value is known. `like` has no circles here.
    """
    liked = liked_rules(rule_set)
    known: dict[int, Written[T] | None] = {}
    for shot_rule in rule_set.shots:
        unknown = []
        rule: ShotRule | None = shot_rule
        while rule is not None and id(rule) not in known:
            unknown.append(rule)
            rule = liked.get(id(rule))
        written = word.written(rule_set.words)
        if rule is not None:
            written = known[id(rule)]
        for each in reversed(unknown):
            written = word.written(each.words) or written
            known[id(each)] = written
    return [known[id(shot_rule)] for shot_rule in rule_set.shots]
