"""F374: `never: {label: guest}`, read as "no guest, in any picture".

A label is of one picture. Where the full picture of somebody is labelled and the face is not, the
face may still go. Said only where a ban excludes all pictures of one crop and none of the other: of
several full pictures one may well be a draft.

In: rules and a pool. Out: problems, each at its label in the rule file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from selector.model.frozen import frozen
from selector.model.problem import Problem, shown
from selector.model.ruleset import Condition
from selector.model.vocabulary import fold
from selector.review.name_index import NameIndex

_BESIDE = (TYPE.key, ROLE.key)
"""What may stand beside the label: neither says who is meant."""


def bans_on_labels_of_one_crop(rules: Rules, pool: AssetPool) -> Iterator[Problem]:
    """F374, once for each ban, with the first person, place or thing of which it is true."""
    looking = None
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is not NEVER or entry.at.source is not rules.rule_set.source:
            continue
        conditions = {condition.key: condition for condition in entry.conditions}
        label = conditions.pop(LABEL.key, None)
        if label is not None and all(key in _BESIDE for key in conditions):
            looking = looking or _Looking(pool)
            found = looking.first(entry.conditions, label)
            if found is not None:
                yield _problem(label, found)


@frozen
class _Divided:
    """Somebody of whom a ban excludes all pictures of one crop, and none of the other.

    Attributes:
        called: Whom or what the pictures show.
        excluded: A picture with the label.
        left: One of the other crop, without it.
    """

    called: str
    excluded: Picture
    left: Picture


class _Looking:
    """Finds whom bans divide, among those who have a picture with their label."""

    def __init__(self, pool: AssetPool) -> None:
        self._pool = pool
        self._by_label: dict[str, dict[int, None]] = {}
        for number, members in pool.members.items():
            for place in members:
                for label in pool.rows[place].labels:
                    self._by_label.setdefault(fold(label), {})[number] = None
        self._labels = NameIndex(self._by_label)
        self._order = {number: nth for nth, number in enumerate(pool.members)}
        self._known: dict[object, _Divided | None] = {}

    def first(self, conditions: Sequence[Condition], label: Condition) -> _Divided | None:
        """The first whom a ban divides; None if it divides nobody.

        Args:
            conditions: What the ban asks for.
            label: The condition on a label among them.
        """
        key = tuple([(each.key, each.values) for each in conditions])
        if key not in self._known:
            wanted = requirements(conditions, CONDITIONS)
            divided = (self._divided(number, wanted) for number in self._having(label))
            self._known[key] = next(filter(None, divided), None)
        return self._known[key]

    def _having(self, label: Condition) -> list[int]:
        """Who has a picture with a label; nobody if labels were compared too often to say."""
        having: set[int] = set()
        for written in label.values:
            for each in self._labels.meant_by(fold(written)):
                having.update(self._by_label[each])
        if self._labels.is_exhausted:
            return []
        return sorted(having, key=self._order.__getitem__)

    def _divided(self, number: int, conditions: Sequence[Requirement]) -> _Divided | None:
        excluded: dict[str, Picture] = {}
        left: dict[str, Picture] = {}
        for place in self._pool.members[number]:
            picture = self._pool.rows[place]
            by_crop = left
            if _is_excluded(picture, conditions):
                by_crop = excluded
            by_crop.setdefault(picture.crop, picture)
        if len(excluded) != 1 or len(left) != 1:
            return None
        if excluded.keys() == left.keys():
            return None
        called = self._pool.called(number)
        return _Divided(
            called=called,
            excluded=next(iter(excluded.values())),
            left=next(iter(left.values())),
        )


def _is_excluded(picture: Picture, conditions: Iterable[Requirement]) -> bool:
    """Whether a picture meets the conditions that are on it."""
    of_pictures = filter(attrgetter("is_of_picture"), conditions)
    return all(condition.is_met_by(picture) for condition in of_pictures)


def _problem(label: Condition, found: _Divided) -> Problem:
    """The problem with a ban, by its condition on a label."""
    excluded, left = found.excluded, found.left
    *_, with_label = excluded.marks
    *_, without = left.marks
    return Problem(
        at=label.at,
        code="F374",
        what=(
            f"A label belongs to one picture: this excludes `{shown(with_label)}`, but not"
            f" `{shown(without)}`, which also shows `{shown(found.called)}`."
        ),
        hint=(
            f"To exclude all pictures of whoever has one with this label, write"
            f" `{HAS.key}: {{{LABEL.key}: {shown(label.values[0])}}}`. If only this crop is meant,"
            f" write `{CROP.key}: {excluded.crop}` beside the label."
        ),
    )
