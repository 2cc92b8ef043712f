"""What to change so that a picture goes which is left out: which word of which rule, and to what.

`review` finds these values by trial; `reporting` puts them into words.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Protocol

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from selector.model.left_out import PassedOver, Reason
    from selector.model.picks import EntryName, Facts, Pick
    from selector.model.problem import Location
    from selector.model.scene_number import SceneNumber

Words = tuple[tuple[str, str], ...]
"""Conditions of a priority: (key, word)."""
EditWords = tuple[tuple[str, str | int | tuple[str, ...]], ...]
"""What an edit says beside the name of its entry: (key, value)."""


@frozen
class Write:
    """Write a word into a shot rule, a scene or else the file's top; or into an entry there.

    `priority` is the name of the entry, `list` the key of its list, `at` its location.
    """

    key: str
    value: int | tuple[str, ...]
    shot: str | None
    priority: str | None = None
    list: str = "priorities"
    scene: str | None = None
    at: Location | None = field(default=None, compare=False)


@frozen
class Score:
    """Give the picture a score above that of the other one."""

    than: Facts

    @property
    def above(self) -> float | Decimal:
        """The score of the other one."""
        return self.than.quality or 0


@frozen
class PutEarlier:
    """Put the picture before the one in the film's assets that went ahead."""

    than: Facts


@frozen
class MoveUp:
    """Move a priority to the top of its list.

    Without `shot` and `scene` it is one of the file's top. `at` is its location.
    """

    priority: str
    shot: str | None
    scene: str | None = None
    at: Location | None = field(default=None, compare=False)


@frozen
class AlsoFirst:
    """Write a priority of a shot rule into `first` as well, at the top of the file and the list.

    If that list begins with an inherited priority, `before` is its name. `entry` is the priority,
    if it is inherited itself; `is_renamed` if the list has another one of its name. `at` is its
    location.
    """

    priority: str
    shot: str | None
    before: str | None = None
    entry: EntryName | None = None
    is_renamed: bool = False
    at: Location | None = field(default=None, compare=False)


@frozen
class PlaceAs:
    """Give the placement, counted from 0, any of these roles.

    `tag` is its tag if the scene is in the short form, which says roles in another way.
    """

    roles: tuple[str, ...]
    placement: int
    tag: str = ""


@frozen
class Widen:
    """Let a priority of a shot rule, a scene or else the file's top take these words as well.

    `at` is its location.
    """

    words: Words
    priority: str
    shot: str | None
    scene: str | None = None
    at: Location | None = field(default=None, compare=False)


@frozen
class AskForIt:
    """Add a priority with this name and these words to a shot rule, after that of this number.

    After 0 means at the top, and `is_last` at the end. `later` is the name of the priority that it
    must come after, if any.
    """

    name: str
    words: Words
    shot: str
    after: int
    is_last: bool
    later: str | None = None


@frozen
class Pinned:
    """Pin the picture for the scene, or else in a shot rule, by these words.

    In a shot rule, a pin needs a `name`.
    """

    words: Words
    unplaced: bool
    shot: str | None
    scene: str | None = None
    name: str | None = None


@frozen
class Lift:
    """Delete a ban."""

    ban: EntryName


@frozen
class DeleteEdits:
    """Delete what other shot rules write to edit a ban: once it is lifted, they edit nothing."""

    ban: EntryName
    shots: tuple[str, ...]


@frozen
class DeletePlace:
    """Delete the `before` or `after` of a ban that names one which is lifted.

    Attributes:
        ban: The ban that is lifted.
        key: `before` or `after`.
        name: The name of the other ban.
        shot: The shot rule that the other ban stands in, if it stands in one.
        scene: The number of the scene that it stands in, if it stands in one.
    """

    ban: EntryName
    key: str
    name: str
    shot: str | None
    scene: str | None


@frozen
class LikeAgain:
    """Write `like` again in a shot rule whose inherited edits need a ban that is lifted."""

    shot: str
    like: str


@frozen
class Edit:
    """Edit a list that is inherited, or already edited: a line at the end of the nearest list.

    Attributes:
        name: The name of the entry, which stands first in the line.
        words: What else the line says.
        list: The key of the list that the line is written in: `change` for priorities.
        shot: The shot rule that the list stands in, if it stands in one.
        scene: The number of the scene that the list stands in, if it stands in one.
        entry: The entry that is edited; None if the line adds one.
    """

    name: str
    words: EditWords
    list: str
    shot: str | None
    scene: str | None
    entry: EntryName | None


@frozen
class ChooseTarget:
    """Pick for another video model than `target`.

    It has to take such a picture, if `takes_it`, and at least so many `references`, if any.
    """

    target: str
    takes_it: bool = False
    references: int | None = None


@frozen
class GiveType:
    """Give the picture a type that rules can ask for."""


@frozen
class AddPicture:
    """Add a picture with this tag, or correct the tag."""

    tag: str


@frozen
class PlaceTag:
    """Place this tag in the scene."""

    tag: str


@frozen
class PlaceBy:
    """Give the placement, counted from 0, this tag: the picture's own."""

    tag: str
    placement: int


@frozen
class MakeSendable:
    """Fix what keeps the picture from being sent."""


ChangeOfRules = (
    Write
    | MoveUp
    | AlsoFirst
    | Widen
    | AskForIt
    | Lift
    | DeleteEdits
    | DeletePlace
    | LikeAgain
    | Edit
    | Pinned
)
"""The changes of a rule file."""
ChangeOfFilm = (
    ChooseTarget
    | Score
    | PutEarlier
    | PlaceAs
    | PlaceBy
    | GiveType
    | AddPicture
    | PlaceTag
    | MakeSendable
)
"""The changes of a scene, of the assets, or of the video model."""
ChangeOfPool = Score | PutEarlier
"""Those that change how the pictures of the film rank."""
Change = ChangeOfRules | ChangeOfFilm
Changes = tuple[Change, ...]
"""Changes that help only together."""


@frozen
class FileToChange:
    """The rule file that is changed, and where in it shot rules and scenes begin.

    Attributes:
        name: Its name.
        shots: The line of each shot rule that it has, by name.
        scenes: The line of each scene that it has, by number.
    """

    name: str
    shots: Mapping[str, int] = field(default_factory=dict)
    scenes: Mapping[str, int] = field(default_factory=dict)


@frozen
class Elsewhere:
    """Other scenes that a change can change: those that use a shot rule, or any without `shot`."""

    shot: str | None = None


@frozen
class OthersChanged:
    """The other scenes of the film that changes do change: these were all chosen for again.

    Attributes:
        scenes: The numbers of those that would send something else, in the order of the film.
        most: How many scenes were chosen for, if those are not all: the first of the film.
    """

    scenes: tuple[SceneNumber | None, ...]
    most: int | None = None


@frozen
class Option:
    """Changes that help only together, and their price.

    Attributes:
        changes: The changes.
        loses: The pictures that the scene sends now and would not send any more, in order.
        gains: The pictures that it would send besides the one that is wanted, in order.
        elsewhere: For each change, what it can change besides; None if it is for this scene alone.
        others: What they do change besides; None where that is not tried.
    """

    changes: Changes
    loses: tuple[Facts, ...] = ()
    gains: tuple[Facts, ...] = ()
    elsewhere: tuple[Elsewhere | None, ...] = ()
    others: OthersChanged | None = None


@frozen
class FaceToCut:
    """The face of another look goes, `before`; a crop from this tag's pictures would go first."""

    tag: str
    before: Facts


@frozen
class OnlyWhen:
    """An entry that would send the picture, and what it asks of the scene that is not so here.

    `when` has a phrase for each such condition: `the scene is after 12`.
    """

    entry: EntryName
    when: tuple[str, ...]


@frozen
class Advice:
    """What would help one picture.

    Attributes:
        reason: Why it is left out.
        options: Changes, any of which helps.
        ahead: The picture in the way: of the same individual, or the same picture. There are other
            options only where it came first and does not go either.
        ahead_left_out: Why that picture does not go either, if it does not.
        face_to_cut: A face crop that could be made; independent of the rest.
        only_when: Entries that would send it, but do not apply in this scene.
        file: The rule file that the changes are for.
        is_cut_short: Whether there was too much to try, so that other changes may help as well.
    """

    reason: Reason
    file: FileToChange
    options: tuple[Option, ...] = ()
    ahead: Facts | None = None
    ahead_left_out: Reason | None = None
    face_to_cut: FaceToCut | None = None
    only_when: tuple[OnlyWhen, ...] = ()
    is_cut_short: bool = False


class Advising(Protocol):
    """What advises on one selection: `review.advice` does."""

    def advice(self, passed: PassedOver) -> Advice:
        """What would send a picture that is left out."""
        ...

    def look_without_a_face(self, pick: Pick) -> Facts | None:
        """The picture that the scene places, if it lacks a face crop and another look's goes."""
        ...

    def limit_behind(self, pick: Pick) -> EntryName | None:
        """The limit without which a picture that a priority took would not be sent."""
        ...

    def is_only_less_near(self, passed: PassedOver) -> bool:
        """Whether a worse picture goes instead, because the scene names that one's own tag."""
        ...
