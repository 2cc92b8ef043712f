"""Conditions on a picture and its place in the scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.naive_language.pool import Picture, Pool
from tests.naive_language.scenes import Placed, Scene, is_written, offered_under
from tests.naive_language.so_far import Film, places, which, who, worn_before
from tests.naive_language.text import caseless, fits, fold, listed, plain, stands_in, tag_stands_in


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """ "A **candidate** is a picture as one placement offers it"; without a placement, one that none offers."""

    picture: Picture
    placed: Placed | None


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What conditions are judged on.

    `earlier` is None where a scene is judged without the scenes before it. `strikes_alone` are the conditions of
    each `never` without a `has`, and of each refusal of the target; a `when` is judged without any, "before `never`".
    """

    pool: Pool
    scene: Scene
    earlier: Film | None
    led_to: tuple[str, ...] = ()
    target: str | None = None
    send_cleaned: Any = None
    strikes_alone: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def before(self) -> Film:
        """The scenes before this one, as far as they are known."""
        return self.earlier or ()


def candidates(ground: Ground) -> list[Candidate]:
    """Everything that the placements offer, in the order of the pool, then of the placements."""
    return [
        Candidate(picture=picture, placed=placed)
        for picture in ground.pool.pictures
        for placed in offered_under(picture, ground.pool, ground.scene)
    ]


def unoffered(ground: Ground) -> list[Candidate]:
    """ "One that no placement offers is judged without." """
    return [
        Candidate(picture=picture, placed=None)
        for picture in ground.pool.pictures
        if not offered_under(picture, ground.pool, ground.scene)
    ]


def meets(ground: Ground, conditions: Mapping[str, Any], one: Candidate) -> bool:
    """ "Several keys mean all of them." """
    return not failed(ground, conditions, one)


def failed(ground: Ground, conditions: Mapping[str, Any], one: Candidate) -> list[str]:
    """The conditions, of those among these words, that are not met, in the order of the table."""
    found: list[str] = []
    for key in TABLE:
        if key not in conditions:
            continue
        wanted = conditions[key]
        if key == "has":
            is_met = has_one(ground, listed(wanted), one)
        elif key == "not":
            is_met = is_not(ground, wanted, one)
        elif key == "any_of":
            is_met = any(meets(ground, each, one) for each in listed(wanted))
        else:
            is_met = JUDGED_BY[key](ground, wanted, one)
        if not is_met:
            found.append(key)
    return found


def is_not(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "**`not`** takes conditions (not all of them together) or a list of such (none of them)." """
    return not any(meets(ground, each, one) for each in listed(wanted))


def has_one(ground: Ground, wanted: Sequence[Any], one: Candidate) -> bool:
    """`has`.

    "Its individual has a picture, this one or another, placed or not, that meets these conditions under the same
    placement and that no `never` without a `has`, and no refusal of the target, strikes (inside `placed`: struck
    or not)." "Conditions, or a list of such (any of them)."
    """
    for picture in ground.pool.of(ground.pool.individual(one.picture)):
        other = Candidate(picture=picture, placed=one.placed)
        struck = any(meets(ground, each, other) for each in ground.strikes_alone)
        if struck:
            continue
        if any(meets(ground, each, other) for each in wanted):
            return True
    return False


# --- One condition each; "a list means any of them" ------------------------------------------------------------


def role(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "The placement has that role." """
    return one.placed is not None and one.placed.role in listed(wanted)


def type_(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "The picture shows that." """
    return one.picture.type in listed(wanted)


def crop(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "It is a face crop (`face`) or not (`full`)." """
    return one.picture.crop in listed(wanted)


def names_of(ground: Ground, one: Candidate) -> list[str]:
    """ "An individual's **names** are the `individual` and the `name` of its pictures." """
    found: list[str] = []
    for picture in ground.pool.of(ground.pool.individual(one.picture)):
        found += [each for each in (picture.outright, picture.name) if each is not None]
    return found


def tags_of(ground: Ground, one: Candidate) -> list[str]:
    """ "Its **tags** their `manifest_tag`s." """
    family = ground.pool.of(ground.pool.individual(one.picture))
    return [picture.tag for picture in family]


def of(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "One of its individual's names or tags is that (NFC; case does not count, spaces and underscores do)." """
    known = names_of(ground, one) + tags_of(ground, one)
    return any(
        fits(caseless(name), caseless(str(each))) for each in listed(wanted) for name in known
    )


def picture(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "It has that id, or that tag (then every picture of the tag); case counts." """
    known = [each for each in (one.picture.id, one.picture.tag) if each is not None]
    return any(fits(text, plain(str(each))) for each in listed(wanted) for text in known)


def placed_as(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "The placement's own tag is that." """
    if one.placed is None:
        return False
    return any(fits(one.placed.tag, plain(str(each))) for each in listed(wanted))


def label(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "One of its labels (`user_tags`) is that, folded." """
    labels = [fold(each) for each in one.picture.labels]
    return any(fits(text, fold(str(each))) for text in labels if text for each in listed(wanted))


def written_in(text: str, wanted: Any) -> bool:
    """ "The text stands in the placement's …; `true`: something is written there (at least one word)." """
    if isinstance(wanted, bool):
        return is_written(text) is wanted
    return any(stands_in(str(each), text) for each in listed(wanted))


def position(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """The text stands in the placement's `position`."""
    return written_in(text_of_scene(ground, "position", one), wanted)


def action(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """The text stands in the placement's `action`."""
    return written_in(text_of_scene(ground, "action", one), wanted)


def expression(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """The text stands in the placement's `expression`."""
    return written_in(text_of_scene(ground, "expression", one), wanted)


def wardrobe(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """The text stands in what the individual wears under this placement."""
    return written_in(text_of_scene(ground, "wardrobe", one), wanted)


def text_of_scene(ground: Ground, key: str, one: Candidate) -> str:
    """What is written at a placement; "one that no placement offers is judged without: nothing is written there".

    "A placement without a `wardrobe_note` has the one that the last earlier scene of the film noted for its
    individual."
    """
    if one.placed is None:
        return ""
    if key == "position":
        return one.placed.position
    if key == "action":
        return one.placed.action
    if key == "expression":
        return one.placed.expression
    if is_written(one.placed.wardrobe):
        return one.placed.wardrobe
    return worn_before(ground.before, who(ground.pool, ground.pool.individual(one.picture)))


def matches(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """`matches`.

    "One of the picture's labels stands in that text of the scene: `wardrobe` (as above), `expression`, `action`,
    `position` (of the placement), `notes` (continuity notes)."
    """
    texts: list[str] = []
    for each in listed(wanted):
        if each == "notes":
            texts += ground.scene.continuity
        else:
            texts.append(text_of_scene(ground, each, one))
    return any(stands_in(each, text) for each in one.picture.labels for text in texts)


def quality(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "Its quality is at least, or below, the number; a picture without one meets neither." """
    found = one.picture.quality
    if found is None:
        return False
    if "at_least" in wanted and found < wanted["at_least"]:
        return False
    return "below" not in wanted or found < wanted["below"]


def focal_point(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "A name or a tag of its individual stands in the scene's `focal_point`." """
    text = ground.scene.focal_point
    is_named = any(stands_in(name, text) for name in names_of(ground, one))
    return (is_named or any(tag_stands_in(tag, text) for tag in tags_of(ground, one))) is wanted


def speaks(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """`speaks`.

    "A line's `speaker_tag` or `speaker_name` is one of its individual's tags, or one of its names folded."
    """
    names = [fold(name) for name in names_of(ground, one)]
    found = any(
        plain(speaker) in tags_of(ground, one) or (fold(speaker) and fold(speaker) in names)
        for speaker in ground.scene.speakers
    )
    return found is wanted


def first_appearance(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "No earlier scene of the film places its individual"; without the scenes before "nothing is first"."""
    if ground.earlier is None:
        return wanted is False
    individual = who(ground.pool, ground.pool.individual(one.picture))
    return (not any(places(scene, individual) for scene in ground.earlier)) is wanted


def in_scene_before(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "The scene before places its individual." """
    individual = who(ground.pool, ground.pool.individual(one.picture))
    return any(places(scene, individual) for scene in ground.before[-1:]) is wanted


def place_sent_before(ground: Ground, one: Candidate) -> int | None:
    """The place that this very asset had among what went with the scene before."""
    for scene in ground.before[-1:]:
        if which(one.picture) in scene.sent:
            return scene.sent.index(which(one.picture))
    return None


def sent_scene_before(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "This very asset went with the scene before." """
    return (place_sent_before(ground, one) is not None) is wanted


def cleaned(ground: Ground, wanted: Any, one: Candidate) -> bool:
    """ "It has a primary clean reference, with an address, that `send_cleaned` lets out." """
    return lets_out(ground.send_cleaned, one.picture) is wanted


def lets_out(send_cleaned: Any, one: Picture) -> bool:
    """ "A floor of likeness lets none out whose likeness is not known"; `never` lets none out."""
    if one.clean_address is None or send_cleaned == "never":
        return False
    if send_cleaned is None:
        return True
    return one.likeness is not None and one.likeness >= send_cleaned["likeness"]["at_least"]


JUDGED_BY: Mapping[str, Callable[[Ground, Any, Candidate], bool]] = {
    "role": role,
    "type": type_,
    "crop": crop,
    "of": of,
    "picture": picture,
    "placed_as": placed_as,
    "label": label,
    "position": position,
    "action": action,
    "expression": expression,
    "wardrobe": wardrobe,
    "matches": matches,
    "quality": quality,
    "focal_point": focal_point,
    "speaks": speaks,
    "first_appearance": first_appearance,
    "in_scene_before": in_scene_before,
    "sent_scene_before": sent_scene_before,
    "cleaned": cleaned,
}
TABLE = (*JUDGED_BY, "has", "not", "any_of")
"""The conditions in the order of the table; `not` and `any_of`, which it lacks, come last."""
