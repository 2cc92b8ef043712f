"""`CountOf`: a condition on how many people, places and things meet conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from selector.language.kinds.any_or_nothing import OfNothing
from selector.language.kinds.conditions_within import NoneOf, pictures_that
from selector.language.kinds.number_range import LEAST
from selector.language.word import whole_number
from selector.model.frozen import frozen
from selector.model.phrases import listed

if TYPE_CHECKING:
    from selector.language.whole_scene import WholeScene

MOST = "at_most"
"""The key of the highest number; that of the lowest is `LEAST`."""
NOT_PLACED = "not "
"""Before the name of whoever must not be placed."""


@frozen
class Count:
    """Conditions, and how many individuals must meet them together.

    Attributes:
        conditions: As the rule file has them, or compiled.
        at_least: The lowest number, as written.
        at_most: The highest number, as written.
    """

    conditions: tuple[Any, ...]
    at_least: int | None = None
    at_most: int | None = None

    @property
    def lowest(self) -> int:
        """The lowest number that counts: 1, or 0 if only the highest is written."""
        if self.at_least is not None:
            return self.at_least
        return 0 if self.at_most is not None else 1

    @property
    def bounds(self) -> str:
        """How many, in words."""
        bounds = []
        if self.lowest or self.at_most is None:
            bounds.append(f"at least {self.lowest}")
        if self.at_most is not None:
            bounds.append(f"at most {self.at_most}")
        return listed(bounds)

    def __str__(self) -> str:
        what = listed(map(attrgetter("asks"), self.conditions))
        return f"{self.bounds} of {what or 'anything'}"


@frozen
class CountOf:
    """Conditions in braces, with `at_least` and `at_most` among them. A whole scene is found.

    Attributes:
        table: Gives the conditions that may stand inside, by key.
    """

    table: Callable[[], Mapping[str, Any]]

    def shape(self, group: type) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas: the shape itself."""
        return group

    def read(self, value: object) -> tuple[Count, ...]:
        """The numbers that are written; the conditions are for the reader to add."""
        if not isinstance(value, Mapping):
            return ()
        least = whole_number(value.get(LEAST), 0)
        most = whole_number(value.get(MOST), 0)
        return (Count(conditions=(), at_least=least, at_most=most),)

    def of_nothing(self, written: Count) -> OfNothing | None:
        """Why nothing meets it, if it has no number."""
        if written.at_most is None or written.lowest <= written.at_most:
            return None
        return OfNothing(
            f"{{{LEAST}: {written.at_least}, {MOST}: {written.at_most}}}",
            "is an empty range",
            f"Write a number in `{MOST}` that is not below the one in `{LEAST}`.",
        )

    def compiled(self, written: Iterable[Count]) -> Count:
        """What is wanted: the one that is written, with its conditions compiled."""
        (wanted,) = written
        return wanted

    def is_met(self, wanted: Count, found: WholeScene) -> bool:
        """Whether as many individuals as wanted have a picture that meets the conditions."""
        individuals = len(found.placed(wanted.conditions))
        if individuals < wanted.lowest:
            return False
        return wanted.at_most is None or individuals <= wanted.at_most

    def covers(self, wanted: Count, other: Count) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as equality tells."""
        return wanted == other

    def form(self, wanted: Count) -> dict[str, Any]:
        """What is wanted, as the digest has it: a number that would count anyway is left out."""
        form = {each.key: each.form for each in wanted.conditions}
        if wanted.lowest != (0 if wanted.at_most is not None else 1):
            form[LEAST] = wanted.lowest
        if wanted.at_most is not None:
            form[MOST] = wanted.at_most
        return form

    def in_order(self, wanted: Count) -> tuple[str, ...]:
        """What is wanted, in a phrase."""
        return (str(wanted),)

    def in_pictures(self, wanted: Count) -> tuple[str, ...]:
        """What is wanted, as the pictures that it means; only the name of whoever is named."""
        named = _named_alone(wanted)
        if named:
            return (named,)
        several = max(wanted.lowest, wanted.at_most or 0) > 1
        noun = "people, places or things" if several else "person, place or thing"
        others = []
        not_counted = []
        for each in wanted.conditions:
            counted = each.counted(several)
            names = _not_counted(each)
            if counted:
                noun = counted
            elif names:
                not_counted.append(names)
            else:
                others.append(each)
        amount = "no" if wanted.at_most == 0 else wanted.bounds
        placed = f"{amount} {noun}"
        if others:
            placed = f"{placed} with {pictures_that(others)}"
        placed = placed.replace(" with pictures placed ", " placed ")
        return (", not counting ".join([placed, *not_counted]),)

    def recorded(self, found: WholeScene) -> str:  # noqa: ARG002  # as the other kinds have it
        """Nothing: no reason speaks of it."""
        return ""

    def word_for(self, found: WholeScene) -> str | None:  # noqa: ARG002  # as the other kinds
        """None: no word widens it."""
        return None


def _named_alone(wanted: Count) -> str:
    """Who is wanted, if a name says all: "`Mara`", or that nobody of that name is."""
    if len(wanted.conditions) != 1:
        return ""
    named = wanted.conditions[0].named
    if wanted.at_most == 0 and named:
        return f"{NOT_PLACED}{named}"
    is_any = wanted.lowest == 1 and wanted.at_most is None
    return str(named) if is_any else ""


def _not_counted(condition: Any) -> str:  # noqa: ANN401  # compiled, which is above this room
    """Whom a condition leaves out; empty if it asks anything but who somebody is."""
    if not isinstance(condition.word.kind, NoneOf):
        return ""
    names = []
    for group in condition.wanted.in_order:
        named = "" if len(group) > 1 else group[0].named
        names.append(named)
    if not all(names):
        return ""
    return listed(names, "or")
