"""What a rule file says, as written: nothing is looked up, nothing inherited.

Every value has its location in the file. `reading.rules` makes a `RuleSet`; `engine.compile` reads
it.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from selector.model.frozen import frozen
from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selector.model.problem import Location, Source
    from selector.model.shot_vocabulary import ShotVocabulary

PlaceKind: TypeAlias = Literal["top", "shot rule", "scene"]
"""Where a list of entries may stand: at the top of the file, in a shot rule or in a scene."""
T = TypeVar("T")


@frozen
class Written(Generic[T]):
    """A value a person wrote, and where."""

    value: T
    at: Location


WrittenWords: TypeAlias = "Mapping[str, Written[Any]]"
"""Words that are not conditions, by key: of the whole file, of a shot rule or of an entry."""
PicturesEach = int | tuple[str, ...]
"""How many pictures of one individual may go; or the crops of which it may send one each."""


@frozen
class Condition:
    """One condition of an entry.

    `key` is its word in the language; `values` are what the kind of that word has read. Of a word
    on conditions each value is a group: a tuple of the conditions inside.
    """

    key: str
    values: tuple[Any, ...]
    at: Location


@frozen
class Entry:
    """One entry of a list, such as a priority: its conditions must all hold.

    `conditions` are in the order of the language, whatever the order in the file; `when` are those
    on the scene as a whole, without which the entry counts in every scene. `words` are those
    beside its name and its conditions, such as the director's reason. `laid_over` has the locations
    of what it edits, the first one first. `is_partly_read` says that what the entry seems to lack
    is written, but could not be read.
    """

    name: str
    conditions: tuple[Condition, ...]
    when: tuple[Condition, ...] = ()
    words: WrittenWords = field(default_factory=dict)
    at: Location
    laid_over: tuple[Location, ...] = ()
    is_partly_read: bool = False


EntryLists: TypeAlias = "Mapping[str, tuple[Entry, ...]]"
"""The lists of entries that are written in one place, by key."""


@frozen
class Place:
    """Where lists of entries stand: the top of the file, one shot rule or one scene.

    `name` is that of the shot rule, or the number of the scene; `at` the location of what holds the
    lists.
    """

    kind: PlaceKind
    name: str = ""
    at: Location

    @property
    def of(self) -> str:
        """Whose the entries are: ``of `close_up` ``, `at the top of the file`, `of scene 12`."""
        if self.kind == "top":
            return "at the top of the file"
        if self.kind == "scene":
            number = self.name
            return f"of scene {shown(number)}"
        return f"of `{shown(self.name)}`"


@frozen
class ShotRule:
    """What one shot type wants, as written.

    `at` is the location of its name. `lists` has the lists of entries that it writes, by key.
    `laid_over` has the locations of the same rule in the files that this one extends.
    """

    name: str
    spellings: tuple[Written[str], ...] = ()
    like: Written[str] | None = None
    words: WrittenWords = field(default_factory=dict)
    lists: EntryLists = field(default_factory=dict)
    at: Location
    laid_over: tuple[Location, ...] = ()


@frozen
class SceneRule:
    """What one scene wants, as written.

    `number` is as the file has it; `at` its location. `words` has its settings, what it uses and
    its reason; `lists` the lists of entries that it writes, by key. `laid_over` has the locations
    of the same scene in the files that this one extends.
    """

    number: str
    words: WrittenWords = field(default_factory=dict)
    lists: EntryLists = field(default_factory=dict)
    at: Location
    laid_over: tuple[Location, ...] = ()


@frozen
class Parent:
    """A rule file that another extends: its text, and its name as the other writes it."""

    name: str
    source: Source


@frozen
class RuleSet:
    """One rule file as written, or what it says together with the files that it extends.

    `lists` has the lists of entries at its top, by key. `source` holds its text; `at` is the
    location of `shots`. `parents` are the files that it was laid over, the nearest first.
    `shot_names` is the vocabulary that it names, once that has been read.
    """

    language: int
    name: str
    version: str
    description: str
    words: WrittenWords
    lists: EntryLists = field(default_factory=dict)
    shots: tuple[ShotRule, ...]
    scenes: tuple[SceneRule, ...] = ()
    extends: Written[str] | None = None
    parents: tuple[Parent, ...] = ()
    shot_names: ShotVocabulary | None = None
    source: Source
    at: Location

    @property
    def sources(self) -> tuple[Source, ...]:
        """The text of the file, and those of the files that it extends, the nearest first."""
        return (self.source, *(parent.source for parent in self.parents))
