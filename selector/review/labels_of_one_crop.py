"""F374: `never: {label: guest}`, read as "no guest, in any picture".

A label is of one picture. Where the full picture of somebody is labelled and the face is not, the
face may still go. Said only where a ban excludes all pictures of one crop and none of the other: of
several full pictures one may well be a draft.

In: rules and a pool. Out: problems, each at its label in the rule file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.condition import Requirement, requirements
from selector.language.conditions import CONDITIONS
from selector.language.conditions.crop import CROP
from selector.language.conditions.has import HAS
from selector.language.conditions.label import LABEL
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.entry_lists import entries_of
from selector.language.entry_lists.never import NEVER
from selector.language.facts import Picture
from selector.model.problem import Problem, shown
from selector.model.ruleset import Condition, Entry

_BESIDE = (TYPE.key, ROLE.key)
"""What may stand beside the label: neither says who is meant."""


def bans_on_labels_of_one_crop(rules: Rules, pool: AssetPool) -> Iterator[Problem]:
    """F374, once for each ban, with the first person, place or thing of which it is true."""
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is not NEVER or entry.at.source is not rules.rule_set.source:
            continue
        conditions = {condition.key: condition for condition in entry.conditions}
        label = conditions.pop(LABEL.key, None)
        if label is not None and all(key in _BESIDE for key in conditions):
            yield from _first_problem(entry, label, pool)


def _first_problem(
    entry: Entry,
    label: Condition,
    pool: AssetPool,
) -> Iterator[Problem]:
    conditions = requirements(entry.conditions, CONDITIONS)
    for number, members in pool.members.items():
        excluded: dict[str, Picture] = {}
        left: dict[str, Picture] = {}
        for place in members:
            picture = pool.rows[place]
            by_crop = left
            if _is_excluded(picture, conditions):
                by_crop = excluded
            by_crop.setdefault(picture.crop, picture)
        if len(excluded) == len(left) == 1 and excluded.keys() != left.keys():
            _, called = pool.marks(number)[0]
            yield _problem(label, called, *excluded.values(), *left.values())
            return


def _is_excluded(picture: Picture, conditions: Iterable[Requirement]) -> bool:
    """Whether a picture meets the conditions that are on it."""
    of_pictures = filter(attrgetter("is_of_picture"), conditions)
    return all(condition.is_met_by(picture) for condition in of_pictures)


def _problem(
    label: Condition,
    called: str,
    excluded: Picture,
    left: Picture,
) -> Problem:
    """The problem with a ban.

    Args:
        label: Its condition on a label.
        called: Whom or what the pictures show.
        excluded: A picture with the label.
        left: One of the other crop, without it.
    """
    *_, with_label = excluded.marks
    *_, without = left.marks
    return Problem(
        at=label.at,
        code="F374",
        what=(
            f"A label belongs to one picture: this excludes `{shown(with_label)}`, but not"
            f" `{shown(without)}`, which also shows `{shown(called)}`."
        ),
        hint=(
            f"To exclude all pictures of whoever has one with this label, write"
            f" `{HAS.key}: {{{LABEL.key}: {shown(label.values[0])}}}`. If only this crop is meant,"
            f" write `{CROP.key}: {excluded.crop}` beside the label."
        ),
    )
