"""Pools of pictures by the thousand, drawn to be nasty, and the same again for the same seed.

Few tags, qualities and addresses, so that nearly everything ties; one individual under several tags, looks with the
crops cut from them, sources in chains, circles and groups, ids of every type, gaps of every kind, pictures that cannot
be sent (`usable`). Pools are plain data (`Sketch`): they print, they shrink (`smaller`), and `build` makes the caller's
objects of them.
"""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from selector.model.asset import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


TAGS = ("ANN", "BOB", "ANN_FACE", "ROOM", "CAR", "ann", "ZOË", "\uff21\uff2e\uff2e")
FAMILIES = (
    ("YU", "YU_ARMOUR", "YU_RAIN", "YU_FACE", "YU_HANDS"),
    ("ZOË", "ZOË_COAT", "ZOË_FACE", "ÅSA_FACE"),
    ("HALL", "HALL_DOOR", "HOUSE"),
)
"""The tags of one person or place each: looks, and crops of them."""
WORDS_FOR_TYPES = (
    "CHARACTER", "CHARACTER", "CHARACTER", "character", "Character", "OBJECT", "ENVIRONMENT", "environment", "PROP",
    "Vehicle", "GHOST", "Elf", "ghost", "\uff30\uff32\uff2f\uff30", "PROP\u200b", "Geiß", "GEISS",
)  # fmt: skip
QUALITIES = (
    None,
    None,
    0,
    0.0,
    5,
    5.0,
    Decimal("5.0"),
    7.5,
    Decimal("7.50"),
    7.5,
    10,
    9.25,
    Decimal("9.1"),
    9.1,
)
IDS = (
    1,
    "2",
    UUID(int=3),
    str(UUID(int=4)),
    "five",
    0,
    "1.0",
    2.5,
    "É",
    "\uff46\uff49\uff56\uff45",
)
"""No two of them are one id, though some nearly are."""
MORE_TAGS, MORE_IDS = (
    tuple(f"TAG_{number}" for number in range(9)),
    tuple(f"id {number}" for number in range(9)),
)
NAMES = ("Ann", "Bob", 7, 7.0, "ANN", "Zoë", "\uff21\uff4e\uff4e")
ADDRESSES = (
    "pair.png",
    "forge.png",
    "Pair.png",
    "zoë.png",
    unicodedata.normalize("NFD", "zoë.png"),
)
"""No two of them are one picture: addresses are compared exactly."""
ANSWERS: dict[str, bool | str] = {
    "held back": False,
    "gone": "its file is gone",
    "unsaid": "",
    "checked": True,
}
"""What `usable` says of a picture with this description."""
INVISIBLE = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\U000e0001")
SINGLES = {"Å": "\u212b", "K": "\u212a"}
"""Letters, and characters that are these letters in NFC."""
OPTIONAL = (
    "id", "name", "quality_score", "is_face_crop", "source_asset_id", "individual", "reference_image_url", "user_tags",
)  # fmt: skip


class Kind(Enum):
    """Asset types as an application might have them: a value that is the word, or only a name that is."""

    CHARACTER = "CHARACTER"
    ENVIRONMENT = "environment"
    PROP = "Prop"


class Unknown:
    """What pandas writes for a gap, `NA`: whether it is equal to anything is as unknown as everything about it."""

    def __eq__(self, other: object) -> Any:
        return self

    def __ne__(self, other: object) -> Any:
        return self

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return "NA"

    def __reduce__(self) -> str:
        return "NA"


class NotATime:
    """What pandas writes for a time that is not known, `NaT`: not equal even to itself."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 2

    def __repr__(self) -> str:
        return "NAT"

    def __reduce__(self) -> str:
        return "NAT"


NA, NAT = Unknown(), NotATime()
GAPS = (None, float("nan"), Decimal("NaN"), NA, NAT)
LABELS = ("hurt", "Night fright", "Night", "élan", "", 7, 7.0, *GAPS[1:])


class Row:
    """An object with every attribute, alike only to itself, as a database row is."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.id: Any = None
        self.quality_score: Any = None
        self.is_face_crop: Any = False
        self.source_asset_id: Any = None
        self.individual: Any = None
        self.name: Any = None
        self.reference_image_url: Any = None
        self.description: Any = None
        self.user_tags: Any = ()
        self.clean_reference: Any = None
        self.__dict__.update(values)


class Bare:
    """An object with no more attributes than it was given, and no dictionary."""

    __slots__ = ("asset_type", "clean_reference", "description", "manifest_tag", *OPTIONAL)
    manifest_tag: str
    asset_type: Any

    def __init__(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)


@dataclass(frozen=True)
class Sketch:
    """One entry of a pool: which kind of object, with which values; or once more the entry at `again`."""

    kind: str
    values: Mapping[str, Any]
    again: int | None = None


def build(sketches: Sequence[Sketch]) -> list[Any]:
    """The pool that was sketched, as fresh objects."""
    assets: list[Any] = []
    for sketch in sketches:
        if sketch.again is not None:
            assets.append(assets[sketch.again])
        elif sketch.kind == "model":
            assets.append(Asset(**sketch.values))
        elif sketch.kind == "namespace":
            assets.append(SimpleNamespace(**sketch.values))
        elif sketch.kind == "mapping":
            assets.append(dict(sketch.values))
        elif sketch.kind == "bare":
            assets.append(Bare(sketch.values))
        else:
            assets.append(Row(sketch.values))
    return assets


def usable(asset: Any) -> bool | str:
    """Whether a picture can be sent, as an application would say: here its description decides."""
    description = (
        asset.get("description")
        if isinstance(asset, Mapping)
        else getattr(asset, "description", None)
    )
    return ANSWERS.get(str(description), True)


# --- Text, written so that it reads the same -------------------------------------------------------------------


def disguised(rng: random.Random, text: str) -> str:
    """The same text in another form: decomposed, with other signs for some letters, with characters nobody sees."""
    for letter, other in SINGLES.items():
        text = text.replace(letter, other) if rng.random() < 0.5 else text
    text = unicodedata.normalize("NFD", text) if rng.random() < 0.5 else text
    for _ in range(rng.choice((0, 1, 1, 2))):
        place = rng.randint(0, len(text))
        text = text[:place] + rng.choice(INVISIBLE) + text[place:]
    return text


KINDS = ("row", "bare", "namespace", "model", "mapping")


def pool(rng: random.Random) -> tuple[Sketch, ...]:
    """A dozen pictures, or more: thrown together, or families of looks with the crops cut from them."""
    if rng.random() < 0.04:
        return nameless(rng)
    sketches = list(again_in_place(families(rng) if rng.random() < 0.45 else scattered(rng)))
    share_addresses(rng, sketches)
    hold_back(rng, sketches)
    say_more(rng, sketches)
    clean_some(random.Random(repr(rng.getstate()[1][:2])), sketches)
    if rng.random() < 0.3:
        disguise(rng, sketches)
    if rng.random() < 0.3:
        leave_gaps(rng, sketches)
    return tuple(sketches)


def nameless(rng: random.Random) -> tuple[Sketch, ...]:
    """Pictures of which no more is known than their tags and types."""
    return tuple(
        Sketch(
            rng.choice(("bare", "namespace", "mapping")),
            {"manifest_tag": rng.choice(TAGS), "asset_type": rng.choice(WORDS_FOR_TYPES)},
        )
        for _ in range(rng.randint(1, 6))
    )


def scattered(rng: random.Random) -> list[Sketch]:
    """Pictures with few tags, few qualities, and sources that chain, circle and stand for groups."""
    sketches: list[Sketch] = []
    large = rng.random() < 0.05
    all_tags, all_ids = (TAGS + MORE_TAGS, IDS + MORE_IDS) if large else (TAGS, IDS)
    ids: list[Any] = rng.sample(all_ids, len(all_ids))
    kinds = rng.choice(
        (
            WORDS_FOR_TYPES,
            ("CHARACTER", "character"),
            (Kind.CHARACTER, "CHARACTER", Kind.ENVIRONMENT, Kind.PROP),
        )
    )
    named = rng.choice((0.0, 0.0, 0.2, 0.5))
    cut = rng.choice((0.0, 0.3, 0.7))
    tags = rng.sample(all_tags, rng.randint(len(all_tags) // 2 if large else 1, len(all_tags)))
    sources = all_ids[: rng.randint(1, len(all_ids))]
    size = rng.randint(16, 28) if large else rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 10, 12))
    for _ in range(0 if rng.random() < 0.03 else size):
        if sketches and rng.random() < 0.05:
            sketches.append(Sketch("again", {}, again=rng.randrange(len(sketches))))
            continue
        values: dict[str, Any] = {"manifest_tag": rng.choice(tags), "asset_type": rng.choice(kinds)}
        if rng.random() < 0.8:
            values["quality_score"] = rng.choice(QUALITIES)
        if rng.random() < 0.8:
            values["is_face_crop"] = rng.choice((True, True, False, None, 0, 1))
        if ids and rng.random() < 0.7:
            values["id"] = as_another_writes_it(rng, ids.pop())
        elif rng.random() < 0.3:
            values["id"] = rng.choice(("", None))
        if rng.random() < cut:
            values["source_asset_id"] = source(rng, sources)
        if rng.random() < named:
            values["individual"] = rng.choice((*NAMES, "", None))
        sketches.append(Sketch(rng.choice(KINDS), values))
    if rng.random() < 0.1:
        sketches += knot(rng, ids)
    return sketches


def families(rng: random.Random) -> list[Sketch]:
    """One to three people or places, each with some looks and what was cut from them; now and then a group picture."""
    sketches: list[Sketch] = []
    numbers = itertools.count(1)
    for tags in rng.sample(FAMILIES, rng.choice((1, 1, 2, 3))):
        sketches += family(rng, tags, numbers)
    if rng.random() < 0.3:
        sketches += group(rng, sketches, numbers)
    return rng.sample(sketches, len(sketches))


def family(rng: random.Random, tags: Sequence[str], numbers: Iterator[int]) -> list[Sketch]:
    """Looks under tags of their own, crops, and crops of crops; held together by a name, a source, a tag or nothing."""
    name = rng.choice((None, None, "Yu", "Zoë", 7))
    by_source = rng.random() < (0.6 if name is None else 0.2)
    own_tags = rng.random() < 0.6
    kind = rng.choice(("CHARACTER", "CHARACTER", "ENVIRONMENT"))
    made: list[dict[str, Any]] = []

    def add(tag: str, asset_type: str, **values: Any) -> dict[str, Any]:
        entry = {"manifest_tag": tag, "asset_type": asset_type, "id": next(numbers), **values}
        entry["quality_score"] = rng.choice((*QUALITIES, 8, 8.5))
        if name is not None and rng.random() < 0.85:
            entry["individual"] = name
        made.append(entry)
        return entry

    for number in range(rng.choice((1, 2, 2, 3))):
        look = add(tags[number % len(tags)], kind)
        if number and by_source:
            look["source_asset_id"] = as_another_writes_it(rng, rng.choice(made[:-1])["id"])
        for _ in range(rng.choice((0, 1, 1, 2))):
            cut_from = look if rng.random() < 0.75 else rng.choice(made)
            add(
                rng.choice(tags) if own_tags else look["manifest_tag"],
                kind if rng.random() < 0.75 else "PROP",
                is_face_crop=rng.random() < 0.7,
                source_asset_id=as_another_writes_it(rng, cut_from["id"]),
            )
    return [Sketch(rng.choice(KINDS), values) for values in made]


def group(rng: random.Random, sketches: Sequence[Sketch], numbers: Iterator[int]) -> list[Sketch]:
    """A picture of several people, under a tag of theirs or its own, and crops of it that carry their tags."""
    tags = sorted({sketch.values["manifest_tag"] for sketch in sketches})
    number = next(numbers)
    made: list[dict[str, Any]] = [
        {"manifest_tag": rng.choice((*tags, "CREW", "CREW")), "id": number}
    ]
    for _ in range(rng.choice((1, 2, 3))):
        cut_from = as_another_writes_it(rng, number)
        made.append(
            {
                "manifest_tag": rng.choice(tags),
                "is_face_crop": rng.random() < 0.8,
                "source_asset_id": cut_from,
            }
        )
    return [
        Sketch(
            rng.choice(KINDS),
            {**values, "asset_type": "CHARACTER", "quality_score": rng.choice(QUALITIES)},
        )
        for values in made
    ]


def share_addresses(rng: random.Random, sketches: list[Sketch]) -> None:
    """Addresses of the pictures: none, one each, or so few that several are one picture."""
    way = rng.choice(("none", "one each", "few", "few", "mixed"))
    few = rng.sample(ADDRESSES, rng.randint(1, len(ADDRESSES)))
    for number, sketch in enumerate(sketches):
        if sketch.again is not None or way == "none" or rng.random() < 0.15:
            continue
        own = way == "one each" or (way == "mixed" and rng.random() < 0.6)
        address = f"{number}.png" if own else rng.choice((*few, *few, ""))
        set_value(sketches, number, "reference_image_url", address)


def hold_back(rng: random.Random, sketches: list[Sketch]) -> None:
    """Descriptions that say whether a picture can be sent; in most pools all can."""
    chance = rng.choice((0.0, 0.0, 0.1, 0.4))
    for number, sketch in enumerate(sketches):
        if sketch.again is None and rng.random() < chance:
            set_value(sketches, number, "description", rng.choice(list(ANSWERS)))


def say_more(rng: random.Random, sketches: list[Sketch]) -> None:
    """Names and labels."""
    for number, sketch in enumerate(sketches):
        if sketch.again is not None:
            continue
        if rng.random() < 0.2:
            set_value(sketches, number, "name", rng.choice((*NAMES, "", None)))
        if rng.random() < 0.2:
            labels = rng.sample(LABELS[: rng.choice((6, len(LABELS)))], rng.randint(0, 3))
            set_value(sketches, number, "user_tags", rng.choice((labels, tuple(labels), None)))


def clean_some(rng: random.Random, sketches: list[Sketch]) -> None:
    """Clean references, in two of three pools, drawn from numbers of their own."""
    chance = rng.choice((0.0, 0.2, 0.6))
    for number, sketch in enumerate(sketches):
        if sketch.again is None and rng.random() < chance:
            reference = {
                "clean_image_url": rng.choice(("clean.png", "clean.png", "", None)),
                "face_similarity_score": rng.choice((None, 0, 0.5, 0.69, 0.7, Decimal("0.7"), 1)),
            }
            set_value(sketches, number, "clean_reference", rng.choice((reference, reference, None)))


def disguise(rng: random.Random, sketches: list[Sketch]) -> None:
    """Some of the text that is read as text, in other forms."""
    for number, sketch in enumerate(sketches):
        for key in ("manifest_tag", "id", "source_asset_id", "individual", "name", "user_tags"):
            value = sketch.values.get(key)
            if rng.random() < 0.5:
                continue
            if isinstance(value, str) and value:
                set_value(sketches, number, key, disguised(rng, value))
            elif isinstance(value, list):
                set_value(sketches, number, key, [disguised(rng, str(label)) for label in value])


def leave_gaps(rng: random.Random, sketches: list[Sketch]) -> None:
    """Gaps as data frames write them, in place of what is there or of nothing."""
    chance = rng.choice((0.1, 0.4))
    for number, sketch in enumerate(sketches):
        for key in OPTIONAL if sketch.again is None else ():
            if rng.random() < chance * (1 if key not in sketch.values else 0.5):
                set_value(sketches, number, key, rng.choice(GAPS))


def set_value(sketches: list[Sketch], number: int, key: str, value: Any) -> None:
    """Give one entry another value."""
    sketches[number] = replace(sketches[number], values={**sketches[number].values, key: value})


def knot(rng: random.Random, ids: list[Any]) -> list[Sketch]:
    """Two named individuals, or two tags, that pictures cut from them join into one."""
    if len(ids) < 2:
        return []
    one, other = ids.pop(), ids.pop()
    by_name = rng.random() < 0.7
    return [
        Sketch(
            "row",
            {
                "manifest_tag": "CAR",
                "asset_type": "PROP",
                "id": one,
                "individual": "Ann" if by_name else None,
            },
        ),
        Sketch(
            "row",
            {
                "manifest_tag": "ann",
                "asset_type": "PROP",
                "id": other,
                "individual": "Bob" if by_name else "",
            },
        ),
        Sketch(
            "bare",
            {
                "manifest_tag": "ROOM",
                "asset_type": "prop",
                "source_asset_id": one,
                "quality_score": 5,
            },
        ),
        Sketch(
            "bare",
            {
                "manifest_tag": "ROOM",
                "asset_type": "Prop",
                "source_asset_id": str(other),
                "is_face_crop": 1,
            },
        ),
    ]


def source(rng: random.Random, ids: Sequence[Any]) -> Any:
    """What an asset says that it was cut from: mostly one of the few ids, as the id's own type or as text."""
    if rng.random() < 0.15:
        return rng.choice(("", None, "gone", 99, 99.0))
    return as_another_writes_it(rng, rng.choice(ids))


def as_another_writes_it(rng: random.Random, value: Any) -> Any:
    """The same id as text, or as a data frame has it."""
    if isinstance(value, int):
        return rng.choice((value, str(value), float(value)))
    return rng.choice((value, str(value)))


def again_in_place(sketches: list[Sketch]) -> Iterator[Sketch]:
    """Entries that say `again` point at a real object, not at another such entry."""
    for sketch in sketches:
        again = sketch.again
        while again is not None and sketches[again].again is not None:
            again = sketches[again].again
        yield replace(sketch, again=again)
