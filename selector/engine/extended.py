"""A rule file laid over those that it extends: rule sets in; one rule set out.

Where both say something in the same place, the nearer file wins: settings and tastes by key, shot
rules and scenes by name, then key by key. Spellings add up. Priorities replace those of the farther
file, and its edits of them. All other lists are put one below the other, so that what the nearer
file writes edits what the farther one wrote (see `selector.engine.layers`). A nearer file that
writes `like` begins the shot rule anew: of the farther one only its spellings stay.

Nothing is looked up here: `like` follows the rules that come out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.ruleset import Parent
from selector.model.scene_number import likeness, scene_number
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.ruleset import EntryLists, RuleSet, SceneRule, ShotRule


def laid_over(child: RuleSet, parents: Iterable[tuple[str, RuleSet]]) -> RuleSet:
    """What a file says together with those that it extends.

    Args:
        child: The file.
        parents: The names of the files that it extends and what they say, the nearest first.

    Returns:
        One rule set, with the name, the version and the text of the file.
    """
    below: RuleSet | None = None
    sources: list[Parent] = []
    for name, parent in reversed(list(parents)):
        sources.insert(0, Parent(name=name, source=parent.source))
        below = _over(parent, below)
    return replace(_over(child, below), parents=tuple(sources))


def _over(near: RuleSet, far: RuleSet | None) -> RuleSet:
    if far is None:
        return near
    return replace(
        near,
        words={**far.words, **near.words},
        lists=_lists(near.lists, far.lists),
        shots=_shots(near, far),
        scenes=_scenes(near, far),
    )


def _shots(near: RuleSet, far: RuleSet) -> tuple[ShotRule, ...]:
    """The shot rules of both; those of the farther file first."""
    by_name: dict[str, ShotRule] = {}
    for shot_rule in near.shots:
        by_name.setdefault(fold(shot_rule.name), shot_rule)
    shots = []
    laid = set()
    for shot_rule in far.shots:
        nearer = by_name.get(fold(shot_rule.name))
        if nearer is None or id(nearer) in laid:
            shots.append(shot_rule)
            continue
        shots.append(_shot(nearer, shot_rule))
        laid.add(id(nearer))
    # Two rules with one name in one file both stay: they are a problem of their own.
    return (*shots, *(each for each in near.shots if id(each) not in laid))


def _scenes(near: RuleSet, far: RuleSet) -> tuple[SceneRule, ...]:
    """The scenes of both, by their numbers; those of the farther file first."""
    by_number: dict[str, SceneRule] = {}
    for scene in near.scenes:
        by_number.setdefault(_likeness(scene), scene)
    scenes = []
    laid = set()
    for scene in far.scenes:
        nearer = by_number.get(_likeness(scene))
        if nearer is None or id(nearer) in laid:
            scenes.append(scene)
            continue
        words = {**scene.words, **nearer.words}
        lists = _lists(nearer.lists, scene.lists)
        before = (*scene.laid_over, scene.at)
        laid_scene = replace(
            nearer,
            number=scene.number,
            words=words,
            lists=lists,
        )
        scenes.append(replace(laid_scene, laid_over=before))
        laid.add(id(nearer))
    return (*scenes, *(each for each in near.scenes if id(each) not in laid))


def _likeness(scene: SceneRule) -> str:
    number = scene_number(scene.number)
    if number is None:  # a problem of its own
        return scene.number
    return likeness(number)


def _shot(near: ShotRule, far: ShotRule) -> ShotRule:
    spellings = (*far.spellings, *near.spellings)
    if near.like is not None:
        return replace(near, name=far.name, spellings=spellings)
    return replace(
        near,
        name=far.name,
        spellings=spellings,
        like=far.like,
        words={**far.words, **near.words},
        lists=_lists(near.lists, far.lists),
        laid_over=(*far.laid_over, far.at),
    )


def _lists(near: EntryLists, far: EntryLists) -> EntryLists:
    lists = dict(far)
    if near.get(PRIORITIES.key):  # empty where none could be read: that is a problem of its own
        lists.pop(CHANGE.key, None)
        lists.pop(PRIORITIES.key, None)
    for key, entries in near.items():
        lists[key] = (*lists.get(key, ()), *entries)
    return lists
