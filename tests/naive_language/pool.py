"""The pictures of a pool, and who or what is on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from tests.naive_language.text import innermost, plain

TYPES = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
CROPS = ("face", "full")
OPTIONAL = (
    "id", "name", "quality_score", "is_face_crop", "source_asset_id", "individual", "reference_image_url", "user_tags",
)  # fmt: skip
Note = Mapping[str, Any]
"""What is noted: its `kind`, and what it speaks of."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """One asset, read; `why_not` says why it cannot be sent, if `sendable` is false and anything was said."""

    asset: Any
    place: int
    id: str | None
    tag: str
    type: str
    crop: str
    quality: float | Decimal | None
    outright: str | None
    source: str | None
    name: str | None
    labels: tuple[str, ...]
    address: str | None
    clean_address: str | None
    likeness: float | None
    sendable: bool
    why_not: str | None


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The pictures in order, and for each the number of its individual."""

    pictures: tuple[Picture, ...]
    individuals: tuple[int, ...]
    notes: tuple[Note, ...]

    def individual(self, picture: Picture) -> int:
        return self.individuals[picture.place]

    def of(self, individual: int) -> list[Picture]:
        """The pictures of one individual."""
        return [each for each in self.pictures if self.individual(each) == individual]


def read_pool(assets: Sequence[Any], usable: Callable[[Any], bool | str] | None = None) -> Pool:
    """ "The same object twice in the pool is one asset, at its first place." """
    notes: list[Note] = []
    pictures: list[Picture] = []
    for asset in assets:
        if any(asset is each.asset for each in pictures):
            continue
        picture = read_asset(asset, len(pictures), usable)
        if picture.type not in (*TYPES, *(each.type for each in pictures)):
            notes.append({"kind": "unknown_asset_type", "type": picture.type, "tag": picture.tag})
        pictures.append(picture)
    numbers = individuals(pictures)
    notes += notes_of_pool(pictures, numbers)
    return Pool(pictures=tuple(pictures), individuals=tuple(numbers), notes=tuple(notes))


def read_asset(asset: Any, place: int, usable: Callable[[Any], bool | str] | None) -> Picture:
    """ "`manifest_tag` and `asset_type` are required, the others default to none/false." """
    quality = value_of(asset, "quality_score")
    address = value_of(asset, "reference_image_url")
    labels = [text_of(label) for label in value_of(asset, "user_tags") or () if not is_none(label)]
    clean = value_of(asset, "clean_reference")
    answer = True if usable is None else usable(asset)
    return Picture(
        asset=asset,
        place=place,
        id=text_of(value_of(asset, "id")),
        tag=plain(value_of(asset, "manifest_tag")),
        type=type_name(value_of(asset, "asset_type")),
        crop="face" if value_of(asset, "is_face_crop") else "full",
        quality=quality if quality is None or float(quality) != quality else float(quality),
        outright=text_of(value_of(asset, "individual")),
        source=text_of(value_of(asset, "source_asset_id")),
        name=text_of(value_of(asset, "name")),
        labels=tuple(label for label in labels if label is not None),
        address=None if address is None else str(address) or None,
        clean_address=None if clean is None else value_of(clean, "clean_image_url") or None,
        likeness=None if clean is None else value_of(clean, "face_similarity_score"),
        sendable=answer is True,
        why_not=answer if isinstance(answer, str) and answer else None,
    )


def has(asset: Any, name: str) -> bool:
    """Whether an asset has this attribute, or this key; whatever is there."""
    return name in dir(asset) or (isinstance(asset, Mapping) and name in asset)


def value_of(asset: Any, name: str) -> Any:
    """ "Any object with the asset attributes will do"; mappings have keys."""
    there = asset.get(name) if isinstance(asset, Mapping) else None
    value = getattr(asset, name, there)
    return None if is_none(value) else value


def is_none(value: Any) -> bool:
    """ "NaN, NaT and NA mean none wherever none is allowed." """
    if isinstance(value, Decimal):
        return value.is_nan()
    try:
        return value is None or bool(value != value)  # noqa: PLR0124  # that is what tells NaN
    except TypeError:
        return True


def text_of(value: Any) -> str | None:
    """ "A whole float id reads as the whole number"; "none and empty are no id"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else plain(str(value)) or None


def type_name(value: Any) -> str:
    """ "Asset types are compared without case"; "an asset type may be an enum"."""
    if isinstance(value, Enum):
        value = value.value if isinstance(value.value, str) else value.name
    return str(value).casefold()


# --- Individuals -----------------------------------------------------------------------------------------------


def individuals(pool: Sequence[Picture]) -> list[int]:
    """For each picture the number of its individual. "Joins chain; cycles join like chains." """
    joins = [(one, other) for one in pool for other in pool if joined_by_words(one, other)]
    for source in pool:
        joins += joined_by_source(source, pool)
    number = [picture.place for picture in pool]
    changed = True
    while changed:
        changed = False
        for one, other in joins:
            lower = min(number[one.place], number[other.place])
            if number[one.place] != lower or number[other.place] != lower:
                number[one.place] = number[other.place] = lower
                changed = True
    return number


def joined_by_words(one: Picture, other: Picture) -> bool:
    """Whether a tag or an outright name joins two pictures.

    "Assets with one `manifest_tag` show one individual"; "an asset that names its `individual` outright belongs to
    that individual: neither its tag nor its source joins it elsewhere."
    """
    if one.outright is None and other.outright is None:
        return one.tag == other.tag
    return one.outright == other.outright


def joined_by_source(source: Picture, pool: Sequence[Picture]) -> list[tuple[Picture, Picture]]:
    """Whom a picture is joined with as what they were cut from.

    "Look at the pictures cut directly from a source and of the source's asset type: if the face crops among them
    carry at most one tag, and the full ones at most one tag, the source and all of these are one individual.
    Otherwise the source shows several people and joins none of them."
    """
    cut = [each for each in pool if is_cut_from(each, source) and each.type == source.type]
    faces = {each.tag for each in cut if each.crop == "face"}
    fulls = {each.tag for each in cut if each.crop == "full"}
    if len(faces) > 1 or len(fulls) > 1:
        return []
    return [(source, each) for each in cut if each.outright is None]


def is_cut_from(picture: Picture, source: Picture) -> bool:
    """ "Its own id, an empty one or one not in the pool joins nothing." """
    if picture is source or picture.source is None:
        return False
    return picture.source == source.id


def is_very_picture(one: Picture, other: Picture) -> bool:
    """ "Two assets with one `reference_image_url`, not none or empty, are one picture." """
    return one.address is not None and one.address == other.address


def lineage(picture: Picture, pool: Pool) -> list[Picture]:
    """ "Within one individual, the pictures joined by `source_asset_id`, whatever their types." """
    family = pool.of(pool.individual(picture))
    found = [picture]
    for known in found:  # grows meanwhile
        for other in family:
            related = is_cut_from(known, other) or is_cut_from(other, known)
            if related and all(other is not each for each in found):
                found.append(other)
    return found


def nearness(picture: Picture, pool: Pool, placed_tags: Sequence[str]) -> int:
    """How near a picture is to what the scene names: 0 is nearest.

    "First a picture that the scene places by its own tag, then one of the lineage of such a picture, then the
    rest."
    """
    if picture.tag in placed_tags:
        return 0
    if any(each.tag in placed_tags for each in lineage(picture, pool)):
        return 1
    return 2


# --- What is noted of a pool -----------------------------------------------------------------------------------


def notes_of_pool(pool: Sequence[Picture], numbers: Sequence[int]) -> list[Note]:
    """Everything about a pool that its writer may not expect."""
    notes = [*notes_of_joins(pool, numbers), *notes_of_tags(pool, numbers)]
    if pool and not any(has(each.asset, name) for each in pool for name in OPTIONAL):
        notes.append({"kind": "no_optional_attributes"})
    return notes


def notes_of_joins(pool: Sequence[Picture], numbers: Sequence[int]) -> list[Note]:
    """ "Where joins make two named individuals one, a note says so." """
    notes: list[Note] = []
    for number in sorted(set(numbers)):
        names = [each.outright for each in pool if each.outright and numbers[each.place] == number]
        distinct = list(dict.fromkeys(names))
        if len(distinct) > 1:
            notes.append({"kind": "individuals_joined", "individuals": ", ".join(distinct)})
    return notes


def notes_of_tags(pool: Sequence[Picture], numbers: Sequence[int]) -> list[Note]:
    """A tag on pictures that name different individuals; then a tag that no scene can place."""
    shared: list[Note] = []
    bracketed: list[Note] = []
    for tag in dict.fromkeys(each.tag for each in pool):
        names: dict[int, str] = {}
        for each in pool:
            if each.tag == tag and each.outright is not None:
                names.setdefault(numbers[each.place], each.outright)
        if len(names) > 1:
            told = ", ".join(names.values())
            shared.append({"kind": "shared_tag", "tag": tag, "individuals": told})
        if innermost(tag) != tag:
            bracketed.append({"kind": "unplaceable_tag", "tag": tag, "bare": innermost(tag)})
    return shared + bracketed
