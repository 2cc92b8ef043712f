"""What an answer is made of: picks and notes. What it leaves out, and why, is in `model.left_out`.

The engine makes these values; `reporting` puts them into words.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias

from selector.model.asset import Asset_co
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from selector.model.problem import Location


@frozen
class Facts:
    """An asset's values when its pool was made: every choice and every reason relies on them.

    Attributes:
        place: Its index in the pool, from 0.
        id: Tells it from every other asset.
        tag: The tag by which scenes place it.
        type: Its asset type, in lower case.
        crop: Whether it shows only a face.
        quality: Its score from 0 to 10, a Decimal if no float equals it; none counts as 0.
        individual: The name of the person, place or thing, if the asset itself gives one.
        source: The id of the picture that it was cut from.
        name: A name for people.
        labels: Words of the pipeline's own.
        address: Where the picture is: a path or a URL.
    """

    place: int
    id: str | None
    tag: str
    type: str
    crop: Literal["face", "full"]
    quality: float | Decimal | None
    individual: str | None
    source: str | None = None
    name: str | None = None
    labels: tuple[str, ...] = ()
    address: str | None = None


@frozen
class EntryName:
    """Which entry of which list is meant, such as which priority.

    Attributes:
        shot: The shot rule whose entry it is; with `like`, the one that the scene uses. Empty for
            an entry of the top of the file or of a scene.
        name: The entry's own name.
        number: Its number in its list, from 1.
        because: The director's reason.
        at: Its location; with `like`, in the rule that wrote it.
        list: The key of its list.
        scene: The number of the scene whose entry it is, as the rule file writes it.
        file: The number of the file that wrote it: 0 for the rule file itself, 1 for the one that
            it extends, and so on.
    """

    shot: str
    name: str
    number: int
    because: str | None
    at: Location
    list: str = "priorities"
    scene: str | None = None
    file: int = 0

    @property
    def place(self) -> str:
        """Where its list stands: `top`, `shots.close_up` or `scenes.12`."""
        if self.scene is not None:
            return f"scenes.{self.scene}"
        if self.shot:
            return f"shots.{self.shot}"
        return "top"

    @property
    def path(self) -> str:
        """How messages refer to it: `shots.close_up/priorities/the-face`."""
        return f"{self.place}/{self.list}/{self.name}"


PriorityName = EntryName
"""The same, as the modules of landed record formats call it: they do not change any more."""


@frozen
class Replacement:
    """What puts another shot rule in place of `shot`, to which the shot type of a scene leads.

    That is an entry of `instead`, by its `name`, or the `use` of a scene, by its number. `because`
    is the director's reason, and `at` the location of the entry, or of `use`.
    """

    shot: str
    because: str | None
    at: Location
    name: str | None = None
    scene: str | None = None


@frozen
class Pick(Generic[Asset_co]):
    """One reference that goes with the scene: a picture, its placement and what took it.

    `slot` counts from 1, `placement` from 0 in the scene's placements; it is None, as is the role,
    for a picture that is pinned though no placement offers it. `priority` is the priority, the pin
    or the limit.
    """

    slot: int
    asset: Asset_co
    facts: Facts
    placement: int | None
    tag: str
    role: str | None
    position: str | None
    priority: EntryName


NAMED_PIN_NOT_SENT: Literal["named_pin_not_sent"] = "named_pin_not_sent"
"""The kind of note that is a problem: somebody is pinned by name, and is not sent."""
PIN_NOT_SENT: Literal["pin_not_sent"] = "pin_not_sent"
"""The kind of note on any other pin that sends nothing."""
NOT_PLACED: Literal["not_placed"] = "not_placed"
"""Why a pin sends nothing whose pictures are there, where its scene does not place them."""
PINS_NOT_SENT = (NAMED_PIN_NOT_SENT, PIN_NOT_SENT)


NoteOnShotName: TypeAlias = Literal[
    "shot_partly_read",
    "several_shot_names",
    "ambiguous_shot_taken",
    "ambiguous_shot",
    "no_rule_for_shot_name",
]
"""The kinds of notes on what a vocabulary reads in a shot type."""
NO_RULE: Literal["no_rule_for_shot_name"] = "no_rule_for_shot_name"
"""The kind of note on a shot name that no rule serves."""


@frozen
class Note:
    """Something that was read in a way its writer may not expect.

    `kind` never changes its meaning; `values` are what it speaks of, by name.
    """

    kind: (
        NoteOnShotName
        | Literal[
            "brackets_dropped",
            "unknown_role",
            "unread_scene_index",
            "unknown_asset_type",
            "individuals_joined",
            "shared_tag",
            "unplaceable_tag",
            "other_scene_index",
            "dialogue_not_read",
            "misnamed_attribute",
            "no_optional_attributes",
            "default_rule",
            "judged_alone",
            "scene_before_not_picked",
            "scene_before_by_other_rules",
            "no_placements",
            "empty_pool",
            "named_pin_not_sent",
            "pin_not_sent",
        ]
    )
    values: Mapping[str, str] = field(default_factory=dict)


def is_only_elsewhere(note: Note) -> bool:
    """Whether a pin that names somebody sends nothing because its scene does not place them."""
    return note.kind == NAMED_PIN_NOT_SENT and note.values.get("why") == NOT_PLACED


def problems_in(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Those of some notes that are problems: a rule or the scene needs a change."""
    return tuple([note for note in notes if note.kind == NAMED_PIN_NOT_SENT])
