"""`of`: which person, place or thing it is, by one of its names or tags."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_names import AnyOfNames
from selector.model.phrases import quoted, with_and
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from selector.language.candidate import Candidate
    from selector.language.facts import Individual


def _as_called(name: str) -> str:
    """A name or a tag as it is compared: case does not count; spaces and underscores do."""
    return plain(name).casefold()


def _called(candidate: Candidate) -> tuple[str, ...]:
    return _called_in_all(candidate.circumstances.individual(candidate))


class _Names(tuple[str, ...]):  # noqa: SLOT001  # its hash is stored in it
    """All that somebody is called. There may be very many names, so their hash is found once."""

    _found: int | None = None

    def __hash__(self) -> int:
        if self._found is None:
            self._found = super().__hash__()
        return self._found


@lru_cache(1_024)
def _called_in_all(individual: Individual) -> tuple[str, ...]:
    """All that an individual is called: its names, then its tags. There may be very many."""
    tags = individual.tags - individual.names
    return _Names((*sorted(individual.names), *sorted(tags)))


def _also(names: str) -> str:
    """What somebody is called, in a sentence: `Mara, also called MARA_COAT`."""
    first, _, others = names.partition(", ")
    if not others:
        return first
    return f"{first}, also called {with_and(others)}"


OF = ConditionWord(
    key="of",
    kind=AnyOfNames(compared=_as_called),
    looks_at="candidate",
    decides="picture",
    asks_about=("tag", "individual"),
    found=_called,
    asks=lambda names: f"a picture of {quoted(names, 'or')}",
    narrows=lambda names: f"of {quoted(names, 'or')}",
    says=lambda names: f"it is a picture of {_also(names)}",
    says_alone=lambda names: f"this is a picture of {_also(names)}",
    expected="a name, a tag or a list of them",
    description=(
        "A person, place or thing, by a name or a tag of its pictures. Case makes no difference;"
        " `*` stands for any characters."
    ),
    examples=("Mara", ["Mara", "Camel *"]),
    manual="who or what the picture shows, by name or tag",
)
