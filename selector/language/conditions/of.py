"""`of`: which person, place or thing it is, by one of its names or tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_names import AnyOfNames
from selector.language.text import as_called
from selector.model.phrases import quoted, with_and

if TYPE_CHECKING:
    from selector.language.candidate import Candidate


def _called(candidate: Candidate) -> tuple[str, ...]:
    return candidate.circumstances.individual(candidate).called


def _also(names: str) -> str:
    """What somebody is called, in a sentence: `Mara, also called MARA_COAT`."""
    first, _, others = names.partition(", ")
    if not others:
        return first
    return f"{first}, also called {with_and(others)}"


OF = ConditionWord(
    key="of",
    kind=AnyOfNames(compared=as_called),
    looks_at="candidate",
    decides="picture",
    asks_about=("name",),
    found=_called,
    asks=lambda names: f"a picture of {quoted(names, 'or')}",
    narrows=lambda names: f"of {quoted(names, 'or')}",
    names=lambda names: quoted(names, "or"),
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
