"""What a rule file says, as written: nothing is looked up, nothing inherited.

Every value has its location in the file. `reading.rules` makes a `RuleSet`; `engine.compile` reads
it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selector.model.problem import Location, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Generic[T]):
    """A value a person wrote, and where."""

    value: T
    at: Location


PicturesEach = int | tuple[str, ...]
"""How many pictures of one individual may go; or the crops of which it may send one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a priority.

    `key` is its word in the language; `values` are what the kind of that word has read.
    """

    key: str
    values: tuple[Any, ...]
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One step of a shot rule: conditions that must all hold, a limit, the director's reason.

    `conditions` are in the order of the language, whatever the order in the file.
    """

    name: str
    conditions: tuple[Condition, ...]
    at_most: Written[int] | None = None
    because: str | None = None
    at: Location


ShotWords: TypeAlias = "Mapping[str, Written[Any]]"
"""The words of a shot (`references`, `prefer`, …) at the top of the file or in a rule, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRule:
    """What one shot type wants, as written.

    `at` is the location of its name. `priorities` is None where those of `like` count.
    """

    name: str
    spellings: tuple[Written[str], ...] = ()
    like: Written[str] | None = None
    words: ShotWords = field(default_factory=dict)
    priorities: tuple[Priority, ...] | None = None
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One rule file as written. `source` holds its text; `at` is the location of `shots`."""

    language: int
    name: str
    version: str
    description: str
    words: ShotWords
    shots: tuple[ShotRule, ...]
    source: Source
    at: Location
