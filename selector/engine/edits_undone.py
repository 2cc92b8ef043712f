"""Inherited edits that a nearer file leaves nothing to edit; problems at the line that does so out.

`medium_close_up` of a rule file may be like `close_up` and put an entry before `surroundings`. A
file that extends it and takes `surroundings` out of `close_up` is right by itself, and so is the
other; the director can only change the nearer one.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.likes import liked_rules, way_from
from selector.language.edit_words.drop import DROP
from selector.language.edit_words.without import WITHOUT
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.problem import Problem, Related, shown
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from selector.engine.layers import WrongEdit
    from selector.language.entry_list import EntryList
    from selector.model.problem import Location, Source
    from selector.model.ruleset import RuleSet, ShotRule

Inherited: TypeAlias = "tuple[ShotRule, EntryList, WrongEdit]"
"""An edit that a shot rule has in one of its lists from a file that is extended."""


def undone_edits(
    rule_set: RuleSet,
    inherited: Iterable[Inherited],
    by_itself: Callable[[EntryList, WrongEdit], Problem],
) -> Iterator[Problem]:
    """R241, once for each shot rule and each line that leaves it wrong.

    Args:
        rule_set: The file laid over those that it extends.
        inherited: The inherited edits that cannot be made.
        by_itself: What is wrong with an edit where no nearer file is to blame.

    Yields:
        The problems, in the order of the edits.
    """
    liked = liked_rules(rule_set)
    files = [rule_set.source, *map(attrgetter("source"), rule_set.parents)]
    said = set()
    for shot_rule, entry_list, wrong in inherited:
        problem = by_itself(entry_list, wrong)
        _, *way = way_from(shot_rule, liked)
        undone = _undone(entry_list, wrong, way, _nearer(files, wrong))
        if undone is None:
            yield problem
        elif (undone[0], shot_rule.name) not in said:
            said.add((undone[0], shot_rule.name))
            yield _problem(undone, wrong, (shot_rule, way[0]), problem.at)


def _nearer(files: Sequence[Source], wrong: WrongEdit) -> Sequence[Source]:
    """The files that stand before that of the edit, of the nearest first."""
    for number, source in enumerate(files):
        if source is wrong.edit.at.source:
            return files[:number]
    return ()


def _undone(
    entry_list: EntryList,
    wrong: WrongEdit,
    way: Iterable[ShotRule],
    nearer: Sequence[Source],
) -> tuple[Location, str] | None:
    """Where a nearer file takes away the entry that an edit needs, and what it does there.

    Args:
        entry_list: The list that is edited.
        wrong: The edit.
        way: The shot rule that the one with the edit is like, and so on.
        nearer: The files that are nearer than that of the edit.

    Returns:
        The location and a sentence; None if no nearer file is to blame.
    """
    if wrong.why == "no such key":
        takes_out = partial(_takes_key_out, entry_list, wrong)
    elif wrong.why in ("no such entry", "no such neighbour"):
        takes_out = partial(_takes_out, entry_list, wrong)
    else:
        return None
    for shot_rule in way:
        for at, what in takes_out(shot_rule):
            if at.source in nearer:
                return at, what
    return None


def _takes_key_out(
    entry_list: EntryList, wrong: WrongEdit, shot_rule: ShotRule
) -> Iterator[tuple[Location, str]]:
    """Each line of a shot rule that may take a key out of an entry, and what it then does."""
    key = shown(wrong.missing)
    name = shown(wrong.edit.name)
    shot = shown(shot_rule.name)
    entry = f"the {entry_list.entry} `{name}` of `{shot}`"
    for edit in entry_list.written(shot_rule) or ():
        without = WITHOUT.written(edit.words)
        is_same = plain(edit.name) == plain(wrong.edit.name)
        if without and is_same and wrong.missing in without.value:
            yield without.at, f"This takes `{key}` out of {entry}"
    if entry_list is CHANGE:
        for priority in PRIORITIES.written(shot_rule) or ():
            if plain(priority.name) == plain(wrong.edit.name):
                yield priority.at, f"Here {entry} has no `{key}`"


def _takes_out(
    entry_list: EntryList, wrong: WrongEdit, shot_rule: ShotRule
) -> Iterator[tuple[Location, str]]:
    """Each line of a shot rule that may take an entry out of a list, and what it then does."""
    entry = f"{entry_list.entry} `{shown(wrong.missing)}`"
    name = shown(shot_rule.name)
    for edit in entry_list.written(shot_rule) or ():
        drop = DROP.written(edit.words)
        if drop and plain(edit.name) == plain(wrong.missing):
            yield drop.at, f"This takes the {entry} out of `{name}`"
    priorities = PRIORITIES.written(shot_rule)
    if entry_list is CHANGE and priorities:
        yield priorities[0].at, f"`{name}` has no {entry} any more"
    if shot_rule.like is not None:
        yield shot_rule.like.at, f"With this `like`, `{name}` has no {entry} any more"


def _problem(
    undone: tuple[Location, str],
    wrong: WrongEdit,
    shot_rules: tuple[ShotRule, ShotRule],
    edit: Location,
) -> Problem:
    at, what = undone
    name = shown(shot_rules[0].name)
    like = shown(shot_rules[1].name)
    missing = shown(wrong.missing)
    return Problem(
        at=at,
        code="R241",
        what=f"{what}. `{name}` is like `{like}`, and an edit that it inherits needs `{missing}`.",
        hint=(
            f"In this file, also write `like: {like}` in `{name}`: of what it inherits, it then"
            " keeps only its spellings. Repeat there whatever else should stay."
        ),
        related=(Related(at=edit, what="The inherited edit is here"),),
    )
