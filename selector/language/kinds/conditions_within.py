"""`Conditions`: conditions on conditions, such as `not`. What is found is the candidate itself.

What a rule writes is one group of conditions in braces, or a list of groups. The conditions of a
group must all hold together; what that means for the condition around them is for its class to say:

NoneOf    none of the groups holds
AnyGroup  one of the groups holds
Has       one of the groups holds for a picture of the same person, place or thing

In a group of its own, every other condition may stand, and these once more inside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from selector.model.frozen import frozen
from selector.model.phrases import listed

if TYPE_CHECKING:
    from selector.language.candidate import Candidate
    from selector.language.kinds.any_or_nothing import OfNothing


class Inner(Protocol):
    """A condition inside another: a `condition.Requirement`."""

    @property
    def key(self) -> str:
        """The word that a rule writes."""

    @property
    def asks(self) -> str:
        """What is wanted, in a phrase."""

    @property
    def narrows(self) -> str:
        """What is wanted, after the word pictures."""

    @property
    def denied(self) -> str:
        """That what is wanted of the scene is not so; empty if that takes more than a few words."""

    def counted(self, several: bool) -> str:  # noqa: FBT001  # one or several, nothing else
        """What is wanted, as a noun; empty if it is not a noun."""

    @property
    def named(self) -> str:
        """Who is wanted; empty if it asks anything but who somebody is."""

    @property
    def names_pictures(self) -> bool:
        """Whether it says so in place of the word pictures."""

    @property
    def is_of_picture(self) -> bool:
        """Whether it looks at the picture alone."""

    @property
    def form(self) -> Any:  # noqa: ANN401  # as the kind of the condition has it
        """What is wanted, as the digest has it."""

    def is_met(self, candidate: Candidate) -> bool:
        """Whether a candidate meets the condition."""


Group: TypeAlias = tuple[Inner, ...]
"""Conditions that must all hold together, in the order of the language."""


@frozen
class Groups:
    """Some groups of conditions, each once: to compare, and in the order of the file."""

    each: frozenset[Group]
    in_order: tuple[Group, ...] = field(compare=False)


@frozen
class Conditions:
    """What the three share.

    Attributes:
        takes_list_only: Whether groups are written as a list, even a single one.
        may_hold_itself: Whether the same condition may stand inside one of its groups.
    """

    takes_list_only: bool = False
    may_hold_itself: ClassVar[bool] = True

    def shape(self, group: type) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas.

        Args:
            group: The shape of one group.
        """
        from selector.language.shapes import in_braces  # noqa: PLC0415  # pydantic is slow to load

        return in_braces(group, list_only=self.takes_list_only)

    def of_nothing(self, written: object) -> OfNothing | None:  # noqa: ARG002  # as other kinds
        """None: what nothing can meet stands inside, and is a problem there."""
        return None

    def compiled(self, written: Iterable[Group]) -> Groups:
        """What is wanted, from compiled groups."""
        in_order = tuple(dict.fromkeys(written))
        return Groups(each=frozenset(in_order), in_order=in_order)

    def form(self, wanted: Groups) -> list[dict[str, Any]]:
        """What is wanted, as the digest has it: the groups in an order of their own."""
        return sorted(map(_form, wanted.in_order), key=_canonical)

    def in_order(self, wanted: Groups) -> tuple[str, ...]:
        """What is wanted, a phrase for each group."""
        return tuple(map(_together, wanted.in_order))

    def in_pictures(self, wanted: Groups) -> tuple[str, ...]:
        """What is wanted, each group as the pictures that it means."""
        return tuple(map(pictures_that, wanted.in_order))

    def in_clauses(self, wanted: Groups) -> tuple[str, ...]:
        """What is wanted of the scene, a clause for each group: `a note says night`."""
        return tuple(map(_clauses, wanted.in_order))

    def recorded(self, found: Candidate) -> str:  # noqa: ARG002  # as the other kinds have it
        """Nothing: explanations describe the picture anyway."""
        return ""

    def word_for(self, found: Candidate) -> str | None:  # noqa: ARG002  # as other kinds
        """None: no word widens groups of conditions."""
        return None


class NoneOf(Conditions):
    """None of the groups holds."""

    __slots__ = ()

    def in_pictures(self, wanted: Groups) -> tuple[str, ...]:
        """What is wanted; of several conditions in one group, that they may not hold together."""
        return tuple([_not_together(group, pictures_that(group)) for group in wanted.in_order])

    def in_clauses(self, wanted: Groups) -> tuple[str, ...]:
        """The same of the scene, each group denied: `no note says night`."""
        return tuple(map(_denied, wanted.in_order))

    def is_met(self, wanted: Groups, found: Candidate) -> bool:
        """Whether none of the groups holds."""
        return not any(_holds(group, found) for group in wanted.in_order)

    def covers(self, wanted: Groups, other: Groups) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal groups tell."""
        return wanted.each <= other.each


class AnyGroup(Conditions):
    """One of the groups holds."""

    __slots__ = ()

    def is_met(self, wanted: Groups, found: Candidate) -> bool:
        """Whether one of the groups holds."""
        return any(_holds(group, found) for group in wanted.in_order)

    def covers(self, wanted: Groups, other: Groups) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equal groups tell."""
        return other.each <= wanted.each


class Has(AnyGroup):
    """One of the groups holds for a picture of the same individual, under the same placement.

    All pictures of the individual have one answer under a placement, found out once a scene.
    """

    __slots__ = ()
    may_hold_itself = False

    def is_met(self, wanted: Groups, found: Candidate) -> bool:
        """Whether a picture of the individual, placed or not, meets one of the groups."""
        around = found.circumstances
        question = wanted, around.pool.individuals[found.place], found.placement
        if question not in around.answers:
            pictures = around.of_same_individual(found)
            met = (super(Has, self).is_met(wanted, each) for each in pictures)
            around.answers[question] = any(met)
        return around.answers[question]


def _holds(group: Group, candidate: Candidate) -> bool:
    return all(each.is_met(candidate) for each in group)


def _form(group: Group) -> dict[str, Any]:
    return {each.key: each.form for each in group}


def _canonical(form: dict[str, Any]) -> str:
    return json.dumps(form, sort_keys=True)


def pictures_that(conditions: Iterable[Inner], join: Callable[[list[str]], str] = listed) -> str:
    """Pictures that meet conditions together: `face crops of a character and placed as subject`.

    Args:
        conditions: The conditions, in any order. What is true of the picture itself is said first.
        join: Joins what is said of the pictures.

    Returns:
        The phrase.
    """
    by_picture = sorted(conditions, key=lambda each: not each.is_of_picture)
    nouns = [each.narrows for each in by_picture if each.names_pictures]
    more = [each.narrows for each in by_picture if not each.names_pictures]
    pictures = listed(nouns) or "pictures"
    return f"{pictures} {join(more)}".rstrip()


def _not_together(group: Group, words: str) -> str:
    """What conditions say that must not hold together."""
    if len(group) == 1:
        return words
    together = "both" if len(group) == 2 else "all"
    return f"{words} ({together} together)"


def _denied(group: Group) -> str:
    """That conditions on the scene do not hold together."""
    denied = group[0].denied
    if denied and len(group) == 1:
        return denied
    return f"it is not true that {_not_together(group, _clauses(group))}"


def _clauses(group: Group) -> str:
    return listed(map(attrgetter("narrows"), group))


def _together(group: Group) -> str:
    """The conditions of a group in a phrase: `both the type prop and a face picture`."""
    phrases = [each.asks for each in group]
    if len(phrases) == 1:
        return phrases[0]
    if len(phrases) == 2:
        return f"both {' and '.join(phrases)}"
    return f"all of {listed(phrases)}"
