"""What a contact sheet shows, as values: the scenes of a film, and what is sent with each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selector.model.advice import Advising
    from selector.model.picks import EntryName
    from selector.model.scene_change import SceneChange
    from selector.model.scene_number import SceneNumber
    from selector.reporting.explaining import RulesToStart
    from selector.reporting.rules_used import RulesUsed
    from selector.reporting.stored_answer import Answer


Marks: TypeAlias = tuple[tuple[str, str], ...]
"""What a person, place or thing goes by: names and tags."""


def is_same_word(name: str, tag: str) -> bool:
    """Whether a name says no more than a tag: `clock room` and `CLOCK_ROOM`."""
    return _folded(name) == _folded(tag)


def _folded(word: str) -> str:
    return re.sub(r"[\W_]+", " ", word.casefold())


@frozen
class AnsweredScene:
    """One scene of a film with its answer: what a row is made of.

    Attributes:
        answer: The answer.
        title: The scene's title, or nothing.
        adviser: Knows what would change the answer; None for one on record.
        decided: When and for whom it was decided; empty for an answer that was given now.
        change: What became of it, if it is compared and sends something else.
        to_start: The rule file to write for what is advised; None if there is one to change.
    """

    answer: Answer
    title: str
    adviser: Advising | None = None
    decided: str = ""
    change: SceneChange | None = None
    to_start: RulesToStart | None = None


@frozen
class Whom:
    """A person, place or thing.

    `marks` tell it from others, `name` is for people, `tag` is the first of its tags, and `type` is
    its asset type.
    """

    marks: Marks
    name: str
    tag: str
    type: str

    @property
    def called(self) -> str:
        """What it is called wherever one word is enough: its name, if that says more than a tag."""
        return self.tag if is_same_word(self.name, self.tag) else self.name


@frozen
class SheetPicture:
    """A picture of the film.

    Attributes:
        name: Its tag, and its id or number if others have that tag.
        tag: Its tag.
        crop: Whether it shows only a face.
        whom: What it shows.
        says: What it is, in a sentence.
        address: Where it is, if anywhere.
    """

    name: str
    tag: str
    crop: Literal["face", "full"]
    whom: Whom
    says: str
    address: str | None


@frozen
class Slot:
    """A picture that is sent.

    Attributes:
        number: From 1, in the order in which pictures are sent.
        picture: The picture.
        sent: Where what is sent for it is: its clean reference, or the picture itself.
        is_clean: Whether its clean reference is sent.
        entry: What asked for it.
        limit: The limit without which it would not be sent, although something else asked for it.
        decided: What decided for it among several pictures, in a few words each.
        is_placed: Whether the scene places it; a pin can send one that it does not.
    """

    number: int
    picture: SheetPicture
    sent: str | None
    is_clean: bool
    entry: EntryName
    is_placed: bool
    limit: EntryName | None = None
    decided: tuple[str, ...] = ()


@frozen
class NotSent:
    """A picture that a scene offers and does not send, or a tag without a picture; and why.

    Attributes:
        tag: Its tag.
        picture: The picture, if there is one.
        reason: Why, in a few words.
        by: The entry of the rules that decided, if one did.
        before_it: Whom a priority took before it, and by what; empty if nobody.
    """

    tag: str
    picture: SheetPicture | None
    reason: str
    by: EntryName | None = None
    before_it: str = ""


@frozen
class Before:
    """A picture that was sent before a change.

    Attributes:
        picture: The picture.
        sent: Where what was sent for it is: the picture itself, unless another file goes now.
        is_clean: Whether that is its clean reference.
        is_lost: Whether it is not sent any more.
    """

    picture: SheetPicture
    sent: str | None
    is_clean: bool
    is_lost: bool


@frozen
class Placed:
    """A person, place or thing in a scene, by one placement.

    `whom` is None if no picture has the tag. `is_sent` says whether it is shown: whether a picture
    of it is sent, or that very picture as one of somebody else.
    """

    tag: str
    whom: Whom | None
    role: str
    is_sent: bool


@frozen
class Paragraph:
    """One part of an explanation.

    A heading; the `name` of a picture with its slot, or with nothing if it is left out; a sentence
    on that picture or on the whole scene; an item of a list about the picture, a point of one about
    the scene; or a line to copy.
    """

    kind: Literal["heading", "named", "sentence", "of_scene", "item", "point", "line"]
    words: str
    slot: int | None = None
    address: str | None = None


@frozen
class Finding:
    """What is wrong in a film.

    Attributes:
        code: Its code, if `selector check` finds it; empty if only the answer of a scene has it.
        says: What is wrong and what to do, in sentences.
        scene: The number of the scene that it is in, or of the first; None if it is in none.
        is_of_scene: Whether it is about that scene alone.
        scenes: How many scenes it is about; 0 if it is not about scenes.
    """

    code: str
    says: str
    scene: SceneNumber | None
    is_of_scene: bool
    scenes: int = 1


@frozen
class SheetRow:
    """One scene.

    Attributes:
        number: Its number, if it has one.
        title: Its title, or nothing.
        shot_type: Its shot type, as written.
        shot: The shot rule that it uses.
        is_read_as_written: Whether the shot type is the name of that shot rule.
        decided: When its answer was decided, if it is on record.
        placed: Who and what is in it, in order.
        stated: What it says besides, for which rules may ask: what it looks at, who speaks, what is
            worn, and its notes; each with what it is called.
        slots: What is sent, in order.
        not_sent: What is left out of what it offers; of one person, place or thing first the
            picture that could be sent next.
        nothing: Why it sends nothing, if it sends nothing.
        warnings: What is wrong.
        explanation: What `selector why` says of it.
        is_changed: Whether it sends something else than what it is compared with.
        before: What was sent then, in order.
        gained: The numbers of the slots whose pictures were not sent then.
    """

    number: SceneNumber | None
    title: str
    shot_type: str
    shot: str
    is_read_as_written: bool
    decided: str
    placed: tuple[Placed, ...]
    stated: tuple[tuple[str, str], ...]
    slots: tuple[Slot, ...]
    not_sent: tuple[NotSent, ...]
    nothing: str
    warnings: tuple[Finding, ...]
    explanation: tuple[Paragraph, ...]
    is_changed: bool = False
    before: tuple[Before, ...] = ()
    gained: tuple[int, ...] = ()

    @property
    def shown(self) -> set[Marks]:
        """Who and what is shown."""
        return everybody_shown(self.slots, self.not_sent)

    @property
    def people_not_sent(self) -> Mapping[str, str]:
        """The people in it who are not shown, each with the reason, in a few words.

        Who has no picture at all may be a person, unless the scene says otherwise.
        """
        reasons: dict[str, str] = {}
        for each in self.placed:
            if each.is_sent:
                continue
            if each.whom is not None and each.whom.type == PERSON:
                reasons[each.whom.called] = self._why_not(each.whom.marks)
            if each.whom is None and each.role in _ROLES_OF_PEOPLE:
                reasons[each.tag] = "no picture"
        return reasons

    def _why_not(self, marks: Marks) -> str:
        for each in self.not_sent:
            if each.picture is not None and each.picture.whom.marks == marks:
                return each.reason
        return ""


def everybody_shown(slots: Iterable[Slot], not_sent: Iterable[NotSent]) -> set[Marks]:
    """Who and what is shown: whoever has a picture that is sent, be it as one of somebody else.

    Args:
        slots: What a scene sends.
        not_sent: What it offers and does not send.
    """
    shown = set()
    addresses = set()
    for slot in slots:
        shown.add(slot.picture.whom.marks)
        addresses.add(slot.picture.address)
    for each in not_sent:
        if each.picture is not None and each.picture.address in addresses - {None}:
            shown.add(each.picture.whom.marks)
    return shown


PERSON = "character"
"""The asset type of people."""
_ROLES_OF_PEOPLE = ("subject", "interaction target")


@frozen
class PictureTotal:
    """In how many scenes a picture is placed, and in how many it is sent."""

    picture: SheetPicture
    placed: int
    sent: int


@frozen
class WhomTotal:
    """The same of a person, place or thing; `picture` is the one that is sent most often."""

    whom: Whom
    picture: SheetPicture
    placed: int
    sent: int


Totals: TypeAlias = "PictureTotal | WhomTotal"


@frozen
class SheetOf:
    """What a sheet is of.

    Attributes:
        title: The title of the film.
        description: What the film is about, or nothing.
        compared: What it is compared with, in words; empty if it is not.
        only_changed: Whether only those scenes are on it that differ from that.
        scenes: How many scenes the film has; None if all of them are on the sheet.
        findings: What `selector check` finds in it; None if it was not checked, as a database is
            not.
        skipped: What could not be used and is left out, in sentences.
    """

    title: str
    description: str = ""
    compared: str = ""
    only_changed: bool = False
    scenes: int | None = None
    findings: tuple[Finding, ...] | None = None
    skipped: tuple[str, ...] = ()


@frozen
class Sheet:
    """A whole contact sheet.

    Attributes:
        film: What it is of.
        rules: The rules that picked; more than one if decisions on record are shown.
        rows: Its scenes, in order.
        whom: Everybody and everything of whom the film has a picture. Where only some scenes are
            shown, those whom they place or send.
        pictures: All its pictures; where only some scenes are shown, those that they place or send.
        notes: What is true of all scenes, in sentences.
        findings: What a check finds in the film or in the scenes that are shown; None without one.
    """

    film: SheetOf
    rules: tuple[RulesUsed, ...]
    rows: tuple[SheetRow, ...]
    whom: tuple[WhomTotal, ...]
    pictures: tuple[PictureTotal, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every scene of the film is shown."""
        return self.film.scenes is None or len(self.rows) >= self.film.scenes

    @property
    def addresses(self) -> tuple[str | None, ...]:
        """Where everything is that it shows, each once."""
        found: dict[str | None, None] = {}
        for row in self.rows:
            for slot in row.slots:
                found[slot.sent] = None
            for each in row.before:
                found[each.sent] = None
        for total in self.pictures:
            found[total.picture.address] = None
        return tuple(found)


@frozen
class SheetFiles:
    """The files that were written of a sheet; no page where there was nothing to show."""

    page: str | None = None
    bytes: int = 0
    images: tuple[str, ...] = ()
