"""A second opinion: the picks and the reasons of one scene, worked out the slow way.

Written from section 4 of the design alone, without a look at the engine, in loops and lists: nothing is indexed,
remembered or shared between calls. It takes a rule set as written, a scene manifest and any assets, all of them
valid, and answers in the engine's own values, so that the two compare with `==`.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from selector.language.condition import requirements
from selector.language.conditions import CONDITIONS
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    FailedCondition,
    MeetsNoPriority,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.picks import Facts, Note, Pick, PriorityName

if TYPE_CHECKING:
    from collections.abc import Callable

    from selector.model.ruleset import Condition, Entry, PicturesEach, RuleSet, ShotRule

ROLES = ("subject", "interaction_target", "background", "environment", "prop")
TYPES = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
CROPS = ("face", "full")
OPTIONAL = (
    "id", "name", "quality_score", "is_face_crop", "source_asset_id", "individual", "reference_image_url", "user_tags",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the engine should say of one scene."""

    shot: str
    picks: tuple[Pick, ...]
    passed_over: tuple[PassedOver, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One placement, read."""

    tag: str
    role: str
    position: str | None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One asset of the pool, read; `refused` is the reason why it cannot be sent, None where it can."""

    asset: Any
    facts: Facts
    refused: CannotBeSent | None
    called: list[str]
    """The names of its individual, then its tags that are none of the names, each in their order."""
    family: list[Picture]
    """All pictures of its individual."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What one shot rule wants once `like`, the top of the file and the defaults have had their say."""

    shot: str
    references: int
    prefer: tuple[str, ...]
    pictures_each: PicturesEach
    priorities: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Round:
    """How one priority went: the pictures kept for each individual, those taken, in order, and of how many."""

    kept: dict[int, list[Picture]]
    taken: list[Picture]
    individuals: int


def opinion(
    rule_set: RuleSet,
    manifest: Mapping[str, Any],
    assets: Sequence[Any],
    usable: Callable[[Any], bool | str] | None = None,
) -> Opinion:
    """Everything that a selection should hold for this scene; `usable` says of a picture whether it can be sent."""
    notes: list[Note] = []
    placements = read_placements(manifest, notes)
    wanted = wanted_for(rule_set, manifest["composition"]["shot_type"], notes)
    pool = read_pool(assets, usable, notes)
    individual = individuals(pool, notes)
    for picture in pool:
        picture.called.extend(called(picture, pool, individual))
        number = individual[picture.facts.place]
        picture.family.extend(other for other in pool if individual[other.facts.place] == number)
    note_shared_tags(pool, individual, notes)
    note_unplaceable_tags(pool, notes)
    if pool and not any(has(picture.asset, name) for picture in pool for name in OPTIONAL):
        notes.append(Note(kind="no_optional_attributes"))
    if not placements:
        notes.append(Note(kind="no_placements"))
    if not pool:
        notes.append(Note(kind="empty_pool"))

    offers = [offering(picture, pool, individual, placements) for picture in pool]
    far = distances(pool, individual, placements)
    picks, rounds = choose(wanted, placements, pool, individual, offers, far)
    passed_over = explain(wanted, placements, pool, individual, offers, far, picks, rounds)
    return Opinion(
        shot=wanted.shot, picks=tuple(picks), passed_over=tuple(passed_over), notes=tuple(notes)
    )


# --- 1. The shot rule, and how text is read --------------------------------------------------------------------


def plain(text: str) -> str:
    """In NFC, without invisible characters; they go first, for they may stand between a letter and its accent."""
    return unicodedata.normalize("NFC", seen(text))


def seen(text: str) -> str:
    """Without the characters that nobody sees, such as a soft hyphen or a zero width space."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def fold(text: str) -> str:
    """Composed, without invisible characters and case, gaps (blanks, dashes, underscores) one underscore or none.

    Composed once more at the end, for some letters lose their accents to characters of their own with their case.
    """
    folded = ""
    for character in composed(composed(seen(text)).casefold()):
        folded += "_" if is_gap(character) else character
    while "__" in folded:
        folded = folded.replace("__", "_")
    return folded.strip("_")


def composed(text: str) -> str:
    """In the form in which full-width letters, ligatures and the like are the letters that they stand for."""
    return unicodedata.normalize("NFKC", text)


def is_gap(character: str) -> bool:
    """A blank, an underscore, or what Unicode calls a hyphen or a dash; its property Dash is not in Python."""
    if character.isspace() or character == "_":
        return True
    name = unicodedata.name(character, "")
    return unicodedata.category(character) == "Pd" or name in {
        "HYPHEN BULLET",
        "MINUS SIGN",
        "SUPERSCRIPT MINUS",
        "SUBSCRIPT MINUS",
        "SWUNG DASH",
        "FULLWIDTH LOW LINE",
    }


def innermost(tag: str) -> str:
    """A tag without any spaces and brackets around it, however many."""
    tag = tag.strip()
    if len(tag) >= 2 and tag[0] == "[" and tag[-1] == "]":
        return innermost(tag[1:-1])
    return tag


def read_placements(manifest: Mapping[str, Any], notes: list[Note]) -> list[Placed]:
    """The placements with their tags bare and their roles folded."""
    placements = []
    for number, raw in enumerate(manifest["placements"]):
        tag = plain(raw["asset_tag"]).strip()
        if len(tag) >= 2 and tag[0] == "[" and tag[-1] == "]":
            tag = tag[1:-1].strip()
        here = {"tag": tag, "placement": str(number)}
        if tag != plain(raw["asset_tag"]):
            notes.append(
                Note(kind="brackets_dropped", values={"written": raw["asset_tag"], **here})
            )
        role = fold(raw["role"])
        if role not in ROLES:
            notes.append(Note(kind="unknown_role", values={"role": raw["role"], **here}))
        position = raw.get("position")
        placements.append(
            Placed(tag=tag, role=role, position=position if isinstance(position, str) else None)
        )
    return placements


def wanted_for(rule_set: RuleSet, shot_type: str, notes: list[Note]) -> Wanted:
    """What the rule that serves this shot type wants."""
    shot = fold(shot_type)
    for rule in rule_set.shots:
        if fold(rule.name) == shot or shot in [fold(spelling.value) for spelling in rule.spellings]:
            return effective(rule_set, rule)
    default = next(rule for rule in rule_set.shots if fold(rule.name) == "default")
    notes.append(Note(kind="default_rule", values={"shot_type": shot_type, "rule": default.name}))
    return effective(rule_set, default)


def effective(rule_set: RuleSet, rule: ShotRule) -> Wanted:
    """The rule's own words, then those of the rules it is like, one after another, then the top of the file's."""
    chain = [rule]
    while chain[-1].like is not None:
        liked = fold(chain[-1].like.value)
        chain.append(next(other for other in rule_set.shots if fold(other.name) == liked))
    words = [each.words for each in chain] + [rule_set.words]
    references = [each["references"].value for each in words if "references" in each]
    prefer = [each["prefer"].value for each in words if "prefer" in each]
    pictures_each = [
        listed(each["pictures_each"].value) for each in words if "pictures_each" in each
    ]
    priorities = [each.lists["priorities"] for each in chain if "priorities" in each.lists]
    return Wanted(
        shot=rule.name,
        references=[*references, 3][0],
        prefer=[*prefer, ()][0],
        pictures_each=[*pictures_each, 1][0],
        priorities=priorities[0],
    )


def listed(pictures_each: PicturesEach) -> PicturesEach:
    """A list of crops in the order of the vocabulary: it means the same in any."""
    return (
        pictures_each
        if isinstance(pictures_each, int)
        else tuple(c for c in CROPS if c in pictures_each)
    )


# --- The pool, as it is read -----------------------------------------------------------------------------------


def read_pool(
    assets: Sequence[Any], usable: Callable[[Any], bool | str] | None, notes: list[Note]
) -> list[Picture]:
    """The distinct assets, in order, each with the values that choices are judged on."""
    pool: list[Picture] = []
    for asset in assets:
        if any(asset is picture.asset for picture in pool):
            continue
        facts = read_asset(asset, len(pool))
        if facts.type not in TYPES and facts.type not in [picture.facts.type for picture in pool]:
            notes.append(
                Note(kind="unknown_asset_type", values={"type": facts.type, "tag": facts.tag})
            )
        answer = True if usable is None else usable(asset)
        refused = None if answer is True else CannotBeSent(why=answer or None)
        pool.append(Picture(asset=asset, facts=facts, refused=refused, called=[], family=[]))
    return pool


def read_asset(asset: Any, place: int) -> Facts:
    """The values of one asset."""
    quality = value_of(asset, "quality_score")
    address = value_of(asset, "reference_image_url")
    labels = [text_of(label) for label in value_of(asset, "user_tags") or () if not is_none(label)]
    return Facts(
        place=place,
        id=text_of(value_of(asset, "id")),
        tag=plain(value_of(asset, "manifest_tag")),
        type=type_name(value_of(asset, "asset_type")),
        crop="face" if value_of(asset, "is_face_crop") else "full",
        quality=quality if quality is None or float(quality) != quality else float(quality),
        individual=text_of(value_of(asset, "individual")),
        source=text_of(value_of(asset, "source_asset_id")),
        name=text_of(value_of(asset, "name")),
        labels=tuple(label for label in labels if label is not None),
        address=None if address is None else str(address) or None,
    )


def has(asset: Any, name: str) -> bool:
    """Whether an asset has this attribute, or its class does, or it has this key; whatever stands there."""
    return name in dir(asset) or (isinstance(asset, Mapping) and name in asset)


def value_of(asset: Any, name: str) -> Any:
    """The asset's attribute of this name, else its value under this key; None where there is nothing."""
    value = getattr(asset, name, asset.get(name) if isinstance(asset, Mapping) else None)
    return None if is_none(value) else value


def is_none(value: Any) -> bool:
    """None, or a gap as data frames write it: what is not equal to itself, or does not say whether it is."""
    if isinstance(value, Decimal):
        return value.is_nan()
    try:
        return value is None or bool(value != value)  # noqa: PLR0124  # that is what tells NaN
    except TypeError:
        return True


def text_of(value: Any) -> str | None:
    """An id, a name or a label as plain text, a whole float as the whole number; empty is nothing."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else plain(str(value)) or None


def type_name(value: Any) -> str:
    """The asset type without its case; of an enum, what it stands for."""
    if isinstance(value, Enum):
        value = value.value if isinstance(value.value, str) else value.name
    return str(value).casefold()


# --- 2. Individuals --------------------------------------------------------------------------------------------


def individuals(pool: list[Picture], notes: list[Note]) -> list[int]:
    """For each picture the number of its individual; pictures with one number show one individual."""
    joins = [(a, b) for a in pool for b in pool if joined_by_words(a, b)]
    for source in pool:
        cut = [picture for picture in pool if is_cut_from(picture, source)]
        face_tags = {picture.facts.tag for picture in cut if picture.facts.crop == "face"}
        full_tags = {picture.facts.tag for picture in cut if picture.facts.crop == "full"}
        if len(face_tags) <= 1 and len(full_tags) <= 1:
            joins += [(source, picture) for picture in cut if picture.facts.individual is None]

    number = [picture.facts.place for picture in pool]
    changed = True
    while changed:
        changed = False
        for a, b in joins:
            lower = min(number[a.facts.place], number[b.facts.place])
            if number[a.facts.place] != lower or number[b.facts.place] != lower:
                number[a.facts.place] = number[b.facts.place] = lower
                changed = True

    for each in sorted(set(number)):
        names: list[str] = []
        for picture in pool:
            name = picture.facts.individual
            if number[picture.facts.place] == each and name is not None and name not in names:
                names.append(name)
        if len(names) > 1:
            notes.append(Note(kind="individuals_joined", values={"individuals": ", ".join(names)}))
    return number


def joined_by_words(a: Picture, b: Picture) -> bool:
    """Two pictures that name the same individual, or that name none and carry the same tag."""
    if a.facts.individual is None and b.facts.individual is None:
        return a.facts.tag == b.facts.tag
    return a.facts.individual == b.facts.individual


def is_cut_from(picture: Picture, source: Picture) -> bool:
    """Cut directly from this source, and of its asset type."""
    return (
        picture is not source
        and picture.facts.source is not None
        and picture.facts.source == source.facts.id
        and picture.facts.type == source.facts.type
    )


def called(picture: Picture, pool: list[Picture], individual: list[int]) -> list[str]:
    """What the individual of a picture is called: the `individual` and the `name` of its pictures, and their tags."""
    number = individual[picture.facts.place]
    shown = [other.facts for other in pool if individual[other.facts.place] == number]
    names = {name for facts in shown for name in (facts.individual, facts.name) if name is not None}
    tags = {facts.tag for facts in shown}
    return [*sorted(names), *sorted(tags - names)]


def note_shared_tags(pool: list[Picture], individual: list[int], notes: list[Note]) -> None:
    """A note for each tag on pictures that name different individuals: a scene that places it cannot say which."""
    tags: list[str] = []
    for picture in pool:
        if picture.facts.tag not in tags:
            tags.append(picture.facts.tag)
    for tag in tags:
        names: dict[int, str] = {}
        for picture in pool:
            if picture.facts.tag == tag and picture.facts.individual is not None:
                names.setdefault(individual[picture.facts.place], picture.facts.individual)
        if len(names) > 1:
            notes.append(
                Note(
                    kind="shared_tag", values={"tag": tag, "individuals": ", ".join(names.values())}
                )
            )


def note_unplaceable_tags(pool: list[Picture], notes: list[Note]) -> None:
    """A note for each tag that has spaces or brackets around it, which are dropped where a scene places one."""
    noted: list[str] = []
    for picture in pool:
        tag = picture.facts.tag
        if innermost(tag) != tag and tag not in noted:
            noted.append(tag)
            notes.append(Note(kind="unplaceable_tag", values={"tag": tag, "bare": innermost(tag)}))


# --- 3. Candidates ---------------------------------------------------------------------------------------------


def offering(
    picture: Picture, pool: list[Picture], individual: list[int], placements: list[Placed]
) -> list[int]:
    """The placements that offer this picture, in order."""
    places_it_by_its_own_tag = any(placed.tag == picture.facts.tag for placed in placements)
    found = []
    for number, placed in enumerate(placements):
        same_individual = any(
            other.facts.tag == placed.tag
            and individual[other.facts.place] == individual[picture.facts.place]
            for other in pool
        )
        if placed.tag == picture.facts.tag or (same_individual and not places_it_by_its_own_tag):
            found.append(number)
    return found


def failed_conditions(
    conditions: Sequence[Condition], picture: Picture, placed: Placed
) -> list[FailedCondition]:
    """The conditions that this picture, placed so, does not meet, in the order of the language."""
    written = {condition.key: condition.values for condition in conditions}
    failed = []
    for key, known, found in (
        ("role", ROLES, placed.role),
        ("type", TYPES, picture.facts.type),
        ("crop", CROPS, picture.facts.crop),
    ):
        if key in written and found not in written[key]:
            wanted = tuple(word for word in known if word in written[key])
            failed.append(FailedCondition(key=key, wanted=wanted, found=found))
    marks = [picture.facts.tag] + ([] if picture.facts.id is None else [picture.facts.id])
    for key, names, compared in (
        ("of", picture.called, lambda name: plain(name).casefold()),
        ("picture", marks, plain),
        ("placed_as", [placed.tag], plain),
    ):
        if key in written:
            failed += failed_names(key, written[key], names, compared)
    for key, texts in (("label", picture.facts.labels),):
        if key in written:
            failed += failed_texts(key, written[key], texts)
    if "quality" in written:
        failed += failed_range(written["quality"][0], picture.facts.quality)
    for condition in conditions:
        if condition.key in {"has", "not", "any_of"} and not met_within(condition, picture, placed):
            wanted = wording(condition)
            failed.append(FailedCondition(key=condition.key, wanted=wanted, found=""))
    return failed


def met_within(condition: Condition, picture: Picture, placed: Placed) -> bool:
    """Whether the picture, placed so, meets a condition on conditions; each value is a group that holds together."""
    pictures = picture.family if condition.key == "has" else [picture]
    any_holds = any(
        not failed_conditions(group, each, placed)
        for group in condition.values
        for each in pictures
    )
    return not any_holds if condition.key == "not" else any_holds


def wording(condition: Condition) -> tuple[str, ...]:
    """How explanations put a condition on conditions: words only, so the language's own will do."""
    (requirement,) = requirements([condition], CONDITIONS)
    return requirement.in_order


def failed_names(
    key: str, values: Sequence[str], names: Sequence[str], compared: Callable[[str], str]
) -> list[FailedCondition]:
    """A condition on names, unless one that is found fits one that is written."""
    if any(fits(compared(name), compared(value)) for name in names for value in values):
        return []
    wanted: dict[str, str] = {}
    for value in values:
        wanted.setdefault(compared(value), value)
    return [FailedCondition(key=key, wanted=tuple(wanted.values()), found=", ".join(names))]


def failed_range(wanted: Any, quality: float | Decimal | None) -> list[FailedCondition]:
    """A condition on the quality, unless there is one from `at_least` on and below `below`."""
    least = None if wanted.at_least is None else f"at least {wanted.at_least}"
    below = None if wanted.below is None else f"below {wanted.below}"
    if quality is not None:
        enough = wanted.at_least is None or quality >= wanted.at_least
        if enough and (wanted.below is None or quality < wanted.below):
            return []
    bounds = " and ".join(bound for bound in (least, below) if bound)
    found = "" if quality is None else str(int(quality) if quality == int(quality) else quality)
    return [FailedCondition(key="quality", wanted=(bounds,), found=found)]


def failed_texts(key: str, values: Sequence[str], texts: Sequence[str]) -> list[FailedCondition]:
    """A condition on texts, unless one of the picture's texts is asked for; both are folded."""
    found = []
    for text in map(fold, texts):
        if text and text not in found:
            found.append(text)
    wanted = sorted({fold(value) for value in values})
    if any(fits(text, value) for text in found for value in wanted):
        return []
    return [FailedCondition(key=key, wanted=tuple(wanted), found=", ".join(found))]


def fits(text: str, value: str) -> bool:
    """Whether a text is that value, in which a star is any run of characters."""
    if not value:
        return not text
    if value[0] == "*":
        return any(fits(text[start:], value[1:]) for start in range(len(text) + 1))
    return text[:1] == value[0] and fits(text[1:], value[1:])


def met_under(
    priority: Entry, picture: Picture, placements: list[Placed], offered: list[int]
) -> list[int]:
    """The placements under which this picture meets all the priority's conditions together."""
    return [
        number
        for number in offered
        if not failed_conditions(priority.conditions, picture, placements[number])
    ]


# --- 4. Priorities, in order -----------------------------------------------------------------------------------


def distances(pool: list[Picture], individual: list[int], placements: list[Placed]) -> list[int]:
    """How far each picture is from what the scene names: 0 placed by its own tag, 1 of the lineage of such, else 2."""
    tags = [placed.tag for placed in placements]
    far = []
    for picture in pool:
        if picture.facts.tag in tags:
            far.append(0)
        elif any(relative.facts.tag in tags for relative in lineage(picture, pool, individual)):
            far.append(1)
        else:
            far.append(2)
    return far


def lineage(picture: Picture, pool: list[Picture], individual: list[int]) -> list[Picture]:
    """The pictures of its individual that it is joined with by what was cut from what, itself included."""
    family = [
        other for other in pool if individual[other.facts.place] == individual[picture.facts.place]
    ]
    found = [picture]
    for known in found:  # grows meanwhile
        found += [
            other
            for other in family
            if (is_source(known, other) or is_source(other, known))
            and all(other is not each for each in found)
        ]
    return found


def is_source(source: Picture, picture: Picture) -> bool:
    """Whether the picture was cut directly from this source, of whatever type the two are."""
    return (
        picture is not source
        and picture.facts.source is not None
        and picture.facts.source == source.facts.id
    )


def choose(
    wanted: Wanted,
    placements: list[Placed],
    pool: list[Picture],
    individual: list[int],
    offers: list[list[int]],
    far: list[int],
) -> tuple[list[Pick], list[Round]]:
    """The picks, and how each priority that was gone through went."""
    picks: list[Pick] = []
    rounds: list[Round] = []
    for priority in wanted.priorities:
        if len(picks) >= wanted.references:
            break
        own = priority.words.get("pictures_each")
        each = wanted.pictures_each if own is None else own.value
        meeting = [p for p in pool if met_under(priority, p, placements, offers[p.facts.place])]

        # a
        open_to_choice = [
            picture
            for picture in meeting
            if picture.refused is None
            and all(pick.asset is not picture.asset for pick in picks)
            and shown_by(picture, picks) is None
            and may_send(each, picture.facts.crop, picks_of(picture, picks, individual))
        ]

        # b
        kept: dict[int, list[Picture]] = {}
        for number in dict.fromkeys(individual[picture.facts.place] for picture in open_to_choice):
            theirs = [p for p in open_to_choice if individual[p.facts.place] == number]
            best_first: list[Picture] = []
            while theirs:
                best = theirs[0]
                for picture in theirs[1:]:
                    if goes_ahead(picture, best, wanted.prefer, far):
                        best = picture
                theirs.remove(best)
                best_first.append(best)
            sent = picks_of(best_first[0], picks, individual)
            kept[number] = side_by_side(best_first, None if own is None else own.value, len(sent))

        # c
        def earliest_placement(
            number: int, priority: Entry = priority, meeting: list[Picture] = meeting
        ) -> int:
            found = []
            for picture in meeting:
                if individual[picture.facts.place] == number:
                    found += met_under(priority, picture, placements, offers[picture.facts.place])
            return min(found)

        ordered = sorted(
            kept,
            key=lambda number: (
                -rank(kept[number][0]),
                earliest_placement(number),
                kept[number][0].facts.place,
            ),
        )

        # d
        taken: list[Picture] = []
        individuals_taken = 0
        for number in ordered:
            if "at_most" in priority.words and individuals_taken >= priority.words["at_most"].value:
                break
            before = len(taken)
            for picture in kept[number]:
                if len(picks) >= wanted.references or shown_by(picture, picks) is not None:
                    continue
                taken.append(picture)
                placement = met_under(priority, picture, placements, offers[picture.facts.place])[0]
                picks.append(
                    Pick(
                        slot=len(picks) + 1,
                        asset=picture.asset,
                        facts=picture.facts,
                        placement=placement,
                        tag=picture.facts.tag,
                        role=placements[placement].role,
                        position=placements[placement].position,
                        priority=name_of(wanted, priority),
                    )
                )
            if len(taken) > before:
                individuals_taken += 1
        rounds.append(Round(kept=kept, taken=taken, individuals=individuals_taken))
    return picks, rounds


def picks_of(picture: Picture, picks: list[Pick], individual: list[int]) -> list[Pick]:
    """The picks that show the same individual as this picture, in order."""
    return [
        pick for pick in picks if individual[pick.facts.place] == individual[picture.facts.place]
    ]


def side_by_side(best_first: list[Picture], own: PicturesEach | None, sent: int) -> list[Picture]:
    """What a priority takes of one individual: the best; by its own `pictures_each` several, or one of each crop.

    Of pictures that are the very same only the best counts; a number counts those already picked.
    """
    if own is None:
        return best_first[:1]
    different: list[Picture] = []
    for picture in best_first:
        if all(not is_same(picture, other) for other in different):
            different.append(picture)
    if isinstance(own, int):
        return different[: own - sent]
    row = []
    for crop in own:
        row += [picture for picture in different if picture.facts.crop == crop][:1]
    return row


def is_same(picture: Picture, other: Picture) -> bool:
    """Whether two assets are the very same picture: they have one address."""
    return picture.facts.address is not None and picture.facts.address == other.facts.address


def may_send(pictures_each: PicturesEach, crop: str, sent: list[Pick]) -> bool:
    """Whether an individual of which these went may send another picture of that crop."""
    if isinstance(pictures_each, int):
        return len(sent) < pictures_each
    return crop in pictures_each and all(pick.facts.crop != crop for pick in sent)


def shown_by(picture: Picture, picks: list[Pick]) -> Pick | None:
    """The pick that is the very same picture: it lies at the same address."""
    if picture.facts.address is None:
        return None
    return next((pick for pick in picks if pick.facts.address == picture.facts.address), None)


def goes_ahead(picture: Picture, rival: Picture, prefer: tuple[str, ...], far: list[int]) -> bool:
    """Whether this picture, later in the pool than its rival, goes ahead of it all the same."""
    if preference(picture, prefer) != preference(rival, prefer):
        return preference(picture, prefer) < preference(rival, prefer)
    if far[picture.facts.place] != far[rival.facts.place]:
        return far[picture.facts.place] < far[rival.facts.place]
    return rank(picture) > rank(rival)


def preference(picture: Picture, prefer: tuple[str, ...]) -> int:
    """The place of its crop in `prefer`; an unlisted crop comes last, and without `prefer` all are alike."""
    return prefer.index(picture.facts.crop) if picture.facts.crop in prefer else len(prefer)


def rank(picture: Picture) -> float | Decimal:
    """Its quality; none counts as 0."""
    return picture.facts.quality or 0.0


def name_of(wanted: Wanted, priority: Entry) -> PriorityName:
    """How picks and reasons speak of a priority."""
    return PriorityName(
        shot=wanted.shot,
        name=priority.name,
        number=wanted.priorities.index(priority) + 1,
        because=priority.words["because"].value if "because" in priority.words else None,
        at=priority.at,
    )


# --- One reason for everything that does not go ----------------------------------------------------------------


def explain(
    wanted: Wanted,
    placements: list[Placed],
    pool: list[Picture],
    individual: list[int],
    offers: list[list[int]],
    far: list[int],
    picks: list[Pick],
    rounds: list[Round],
) -> list[PassedOver]:
    """Everything passed over: by the earliest placement that offers it, then as in the pool; the unplaced last."""
    pool_tags = [picture.facts.tag for picture in pool]
    unpicked = [
        picture for picture in pool if all(pick.asset is not picture.asset for pick in picks)
    ]
    passed_over = []
    tags_before: list[str] = []
    for number, placed in enumerate(placements):
        if placed.tag not in pool_tags and placed.tag not in tags_before:
            reason: Reason = NotInPool(near=near_tag(placed.tag, pool_tags))
            passed_over.append(
                PassedOver(tag=placed.tag, asset=None, facts=None, placement=number, reason=reason)
            )
        tags_before.append(placed.tag)
        for picture in unpicked:
            if offers[picture.facts.place][:1] == [number]:
                reason = reason_for(
                    picture, wanted, placements, individual, offers, far, picks, rounds
                )
                passed_over.append(passed(picture, number, reason))
    unplaced = [picture for picture in unpicked if not offers[picture.facts.place]]
    return passed_over + [passed(picture, None, NotPlaced()) for picture in unplaced]


def near_tag(tag: str, pool_tags: list[str]) -> str | None:
    """The tag that reads most like it, capitals aside; of several with the same letters the first by the alphabet."""
    letters = sorted({known.casefold() for known in pool_tags})
    for near in difflib.get_close_matches(tag.casefold(), letters, 1, 0.6):
        return min(known for known in pool_tags if known.casefold() == near)
    return None


def passed(picture: Picture, placement: int | None, reason: Reason) -> PassedOver:
    """One picture that does not go."""
    return PassedOver(
        tag=picture.facts.tag,
        asset=picture.asset,
        facts=picture.facts,
        placement=placement,
        reason=reason,
    )


def reason_for(
    picture: Picture,
    wanted: Wanted,
    placements: list[Placed],
    individual: list[int],
    offers: list[list[int]],
    far: list[int],
    picks: list[Pick],
    rounds: list[Round],
) -> Reason:
    """The first reason that holds for a picture that some placement offers and that was not picked."""
    if picture.refused is not None:
        return picture.refused
    offered = offers[picture.facts.place]
    met = [
        p
        for p in range(len(wanted.priorities))
        if met_under(wanted.priorities[p], picture, placements, offered)
    ]
    if not met:
        return nearest(picture, wanted, placements, offered)

    last = met[-1]
    priority = wanted.priorities[last]
    sent = picks_of(picture, picks, individual)
    own = priority.words.get("pictures_each")
    each = wanted.pictures_each if own is None else own.value
    if sent and not may_send(each, picture.facts.crop, sent):
        same_crop = [pick for pick in sent if pick.facts.crop == picture.facts.crop]
        by = same_crop[0] if same_crop and not isinstance(each, int) else sent[0]
        return AlreadyShown(by=by.facts, pictures_each=each)

    name = name_of(wanted, priority)
    if not isinstance(each, int) and picture.facts.crop not in each:
        return CropNotSent(priority=name, pictures_each=each)
    same = shown_by(picture, picks)
    if same is not None:
        return SamePicture(by=same.facts)
    if last >= len(rounds):
        return SlotsFull(priority=name, references=wanted.references, reached=False)

    kept = rounds[last].kept[individual[picture.facts.place]]
    if all(other is not picture for other in kept):
        ahead = [other for other in kept if other.facts.crop == picture.facts.crop] + kept
        what = decided_by(ahead[0], picture, wanted.prefer, far)
        return AnotherWentAhead(priority=name, by=ahead[0].facts, decided_by=what)
    taken = rounds[last].taken
    at_most = priority.words.get("at_most")
    if at_most is not None and rounds[last].individuals == at_most.value:
        facts = tuple(other.facts for other in taken)
        return CapReached(priority=name, at_most=at_most.value, taken=facts)
    return SlotsFull(priority=name, references=wanted.references, reached=True)


def nearest(
    picture: Picture, wanted: Wanted, placements: list[Placed], offered: list[int]
) -> MeetsNoPriority:
    """The priority, and the placement, under which the fewest conditions failed; the first of several."""
    best: MeetsNoPriority | None = None
    for priority in wanted.priorities:
        for number in offered:
            failed = failed_conditions(priority.conditions, picture, placements[number])
            if best is None or len(failed) < len(best.failed):
                best = MeetsNoPriority(nearest=name_of(wanted, priority), failed=tuple(failed))
    assert best is not None
    return best


def decided_by(
    kept: Picture, other: Picture, prefer: tuple[str, ...], far: list[int]
) -> Literal["prefer", "nearness", "quality", "pool order"]:
    """What put the one picture of an individual ahead of the other."""
    if preference(kept, prefer) < preference(other, prefer):
        return "prefer"
    if far[kept.facts.place] < far[other.facts.place]:
        return "nearness"
    if rank(kept) > rank(other):
        return "quality"
    return "pool order"
