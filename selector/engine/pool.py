"""Assets in; an `AssetPool` out: checked and indexed once, joined into individuals, safe to share across threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, Generic

from selector.engine.individuals import Row, join, joined_names
from selector.model.asset import Asset_co
from selector.model.near_names import NearNames
from selector.model.problem import Location, Problem, ProblemError, Source
from selector.model.selection import Facts, Note, NotPlaced, PassedOver
from selector.model.vocabulary import ASSET_TYPES

_HERE = Location(source=Source(name="assets"))
_TYPES = frozenset(ASSET_TYPES)


class AssetPool(Generic[Asset_co]):
    """The pictures that a film can choose from, in order, as they were when the pool was made.

    Any object with the attributes of an asset will do, or a mapping with those keys; `manifest_tag` and `asset_type`
    are required. The same object twice counts once, at its first place. The objects are not read again later.

    Raises:
        ProblemError: An asset lacks its tag or type, a value is unusable, or two assets share an id (A501 to A503).
    """

    def __init__(self, assets: Iterable[Asset_co]) -> None:
        listed = given = list(assets)
        if len(set(map(id, given))) != len(given):
            given = list({id(asset): asset for asset in given}.values())
        rows = [row for asset in given if (row := _row(asset))]
        ids = {row.id: place for place, row in enumerate(rows) if row.id}
        if len(rows) != len(given) or len(ids) != sum([row.id is not None for row in rows]):
            raise ProblemError(_problems(listed))
        self.assets: tuple[Asset_co, ...] = tuple(given)
        self.rows: tuple[Row, ...] = tuple(rows)
        """What every choice is judged on, by place."""
        self.individuals = join(rows, ids)
        self.by_tag: dict[str, list[int]] = {}
        self.members: dict[int, list[int]] = {}
        for place, (row, individual) in enumerate(zip(rows, self.individuals, strict=True)):
            self.by_tag.setdefault(row.tag, []).append(place)
            self.members.setdefault(individual, []).append(place)
        self.ranks = _ranks(rows)
        """For each place, how many better scores there are in the pool: 0 for the best; equal scores rank alike."""
        named = any(row.individual is not None for row in rows)
        self._families = _families(self) if named else {}
        self._joined_names = joined_names(rows, self.individuals) if named else ()
        self.remembered: dict[Any, dict[Any, Any]] = {}
        """What the fast evaluator has worked out for this pool, by shot plan; bounded there."""

    def __repr__(self) -> str:
        return f"<AssetPool of {len(self)} assets>"

    def __len__(self) -> int:
        return len(self.assets)

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """The values each asset is judged on, in the order of the pool."""
        return tuple(_facts(place, row) for place, row in enumerate(self.rows))

    @cached_property
    def not_placed(self) -> tuple[PassedOver[Asset_co], ...]:
        """For each asset what is said of it where no placement offers it: the same for every scene."""
        return tuple(
            PassedOver(tag=facts.tag, asset=asset, facts=facts, placement=None, reason=NotPlaced())
            for facts, asset in zip(self.facts, self.assets, strict=True)
        )

    def family(self, tag: str) -> int:
        """The number of a tag's family: tags share one when an individual has pictures under both.

        Choices for one family never depend on the placements of another, except through the slots.
        """
        individual = self.individuals[self.by_tag[tag][0]]
        return self._families.get(individual, individual)

    def nearest_tag(self, tag: str) -> str | None:
        """The tag that reads most like one that the pool lacks, or None. No answer depends on what was asked before."""
        return self._near_tags.nearest(tag)

    @cached_property
    def _near_tags(self) -> NearNames:
        return NearNames(self.by_tag)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What the pool has to say to every selection made from it."""
        unknown = {row.type: row.tag for row in reversed(self.rows) if row.type not in _TYPES}
        firsts = sorted(unknown, key=[row.type for row in self.rows].index)
        types = [Note(kind="unknown_asset_type", values={"type": kind, "tag": unknown[kind]}) for kind in firsts]
        joins = [
            Note(kind="individuals_joined", values={"individuals": ", ".join(names)}) for names in self._joined_names
        ]
        return (*types, *joins)


def _ranks(rows: list[Row]) -> list[int]:
    scores = [row.quality or 0 for row in rows]
    better = {score: rank for rank, score in enumerate(sorted(set(scores), reverse=True))}
    return [better[score] for score in scores]


def _families(pool: AssetPool) -> dict[int, int]:
    """The family of each individual that shares a tag with another one; only individuals named outright can."""
    family: dict[int, int] = {}
    for places in pool.by_tag.values():
        together = {family.get(each, each) for each in (pool.individuals[place] for place in places)}
        if len(together) > 1:
            joined = together.union(each for each, number in family.items() if number in together)
            family.update(dict.fromkeys(joined, min(together)))
    return family


def _facts(place: int, row: Row) -> Facts:
    score = row.quality if row.quality is None or float(row.quality) != row.quality else float(row.quality)
    return Facts(
        place=place, id=row.id, tag=row.tag, type=row.type, crop=row.crop, quality=score, individual=row.individual
    )


def _row(asset: Any) -> Row | None:
    """What is known of one asset, or None where anything about it is unusable."""
    tag = getattr(asset, "manifest_tag", None)
    if tag is None and isinstance(asset, Mapping):
        return _row(_Attributes(asset))
    kind = getattr(asset, "asset_type", None)
    quality, face = getattr(asset, "quality_score", None), getattr(asset, "is_face_crop", None)
    identity, source = getattr(asset, "id", None), getattr(asset, "source_asset_id", None)
    name = getattr(asset, "individual", None)
    if type(kind) is not str:
        kind = _type_text(kind)
    if type(tag) is not str and isinstance(tag, str):
        tag = str.__str__(tag)
    if (
        type(tag) is not str
        or not tag.strip()
        or not kind
        or not (face is False or face is True or _is_flag(face))
        or not ((type(quality) is float and 0.0 <= quality <= 10.0) or _is_quality(quality))
    ):
        return None
    return Row(
        tag,
        kind.casefold(),
        face == 1,
        quality,
        None if identity is None else _text(identity),
        None if source is None else _text(source),
        None if name is None else _text(name),
    )


class _Attributes:
    """A mapping with its keys as attributes."""

    def __init__(self, asset: Mapping[str, Any]) -> None:
        self.__dict__.update({str(key): value for key, value in asset.items()})


def _text(value: object) -> str | None:
    """An id or a name as text; None where it is empty."""
    return (value if type(value) is str else str(value)) or None


def _type_text(value: object) -> str:
    """An asset type as text: of an enum its value if that is text, else its name; empty where there is none."""
    if isinstance(value, str):
        return str(value.value) if isinstance(value, Enum) else str(value)
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name
    return ""


def _is_flag(value: object) -> bool:
    return value is None or (type(value) in (bool, int) and value in (0, 1))


def _is_quality(value: object) -> bool:
    """None, or an int, float or Decimal from 0 to 10; no bool, no NaN."""
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return not (isinstance(value, Decimal) and value.is_nan()) and 0 <= value <= 10


def _problems(assets: list[Any]) -> Iterable[Problem]:
    """Everything wrong with a list of assets, by the same measure as `_row`."""
    first: dict[str, int] = {}
    seen: set[int] = set()
    for number, asset in enumerate(assets):
        if id(asset) in seen:
            continue
        seen.add(id(asset))
        get = _getter(asset)
        for attribute, is_good, code, wanted in _CHECKS:
            value = get(attribute)
            if not is_good(value):
                path = f"assets[{number}].{attribute}"
                missing = value is None and code == "A501"
                what = f"`{path}` is missing." if missing else f"`{path}` is {_said(value)}, and must be {wanted}."
                yield Problem(at=_HERE, code=code, what=what, hint=_HINTS[attribute], field=path)
        identity = None if get("id") is None else _text(get("id"))
        if identity is not None and first.setdefault(identity, number) != number:
            what = f"`assets[{number}]` and `assets[{first[identity]}]` are two assets with one id, {identity!r:.60}."
            hint = "Give each asset an id of its own, or none."
            yield Problem(at=_HERE, code="A503", what=what, hint=hint, field=f"assets[{number}].id")


def _said(value: object) -> str:
    """A value as Python writes it, cut short; its type where it cannot be written."""
    try:
        return f"{value!r:.60}"
    except Exception:  # noqa: BLE001  # a stranger's object may raise anything: a number of 5,000 digits does
        return f"a {type(value).__name__}"


def _getter(asset: Any) -> Callable[[str], Any]:
    return asset.get if isinstance(asset, Mapping) else lambda attribute: getattr(asset, attribute, None)


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str, str], ...] = (
    ("manifest_tag", lambda value: isinstance(value, str) and bool(value.strip()), "A501", "text that is not empty"),
    ("asset_type", lambda value: bool(_type_text(value)), "A501", "text that is not empty"),
    ("quality_score", _is_quality, "A502", "a number from 0 to 10, or nothing"),
    ("is_face_crop", _is_flag, "A502", "true, false, 1, 0 or nothing"),
)
_HINTS = {
    "manifest_tag": "Every asset needs the tag that scenes place it by, such as CHAR_01.",
    "asset_type": f"Every asset needs a type: {', '.join(_TYPES and ASSET_TYPES)}.",
    "quality_score": "Score pictures from 0 to 10, and leave the score out where there is none.",
    "is_face_crop": "Say true for a picture of a face alone, false for every other.",
}
