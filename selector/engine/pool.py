"""Assets in; an `AssetPool` out: checked and indexed once, joined into individuals.

A pool is safe to share across threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeAlias

from selector.engine.alike import PICTURES_BY_WORDS, Kinds
from selector.engine.asset_problems import pool_problems
from selector.engine.asset_values import (
    address_of,
    by_attribute,
    flag_of,
    is_flag,
    is_gap,
    is_score,
    labels_of,
    score_of,
    tag_of,
    text_of,
    type_of,
)
from selector.engine.individuals import join, joined_names, lineages, shared_tags, shown_by
from selector.engine.lineups import Lineups, nearest_first
from selector.engine.manifest_values import bare_tag
from selector.engine.misnamed import Names, attribute_names, notes_on_attributes
from selector.engine.unreadable import any_swallowed
from selector.language.facts import Individual, Picture
from selector.model.asset import Asset_co
from selector.model.near_names import NearNames
from selector.model.picks import Facts, Note, NotPlaced, PassedOver
from selector.model.problem import ProblemError, as_python
from selector.model.vocabulary import ASSET_TYPES

Usable: TypeAlias = Callable[[Any], bool | str]
"""A test whether an asset can be sent: True, False, or a text that says why not."""

_TYPES = frozenset(ASSET_TYPES)
MOST_RULE_SETS = 16
"""The limit of the rule sets for which a pool has the lineups of its tags."""


class AssetPool(Generic[Asset_co]):
    """The pictures that a film can choose from, in order, as they were when the pool was made.

    An asset is any object with the attributes of an asset, or a mapping or a row (`sqlite3.Row`)
    with those keys; `manifest_tag` and `asset_type` are required. The same object twice counts
    once, at its first place. The objects are not read again later.

    Args:
        assets: The pictures.
        usable: Whether a picture can be sent; called once for each. It returns True, False, or a
            text, which means False and says why ("the file is missing"). Whatever it raises passes
            through. Without it all can be sent.

    Raises:
        ProblemError: An asset lacks its tag or type, a value is unusable, or two assets share an id
            (A501 to A503).
        TypeError: `usable` returned something else.
    """

    def __init__(
        self, assets: Iterable[Asset_co], usable: Callable[[Asset_co], bool | str] | None = None
    ) -> None:
        self._index(*_read(assets, usable))
        self.index_tags()

    def _index(
        self,
        assets: tuple[Asset_co, ...],
        rows: tuple[Picture, ...],
        ids: dict[str, int],
        names: tuple[Names, ...],
    ) -> None:
        self.assets = assets
        self._names = names
        self.rows = rows
        """What every choice is judged on, by place."""
        self._ids = ids
        self.individuals = join(rows, ids)
        self.by_tag: dict[str, list[int]] = {}
        self.members: dict[int, list[int]] = {}
        for place, (row, individual) in enumerate(zip(rows, self.individuals, strict=True)):
            self.by_tag.setdefault(row.tag, []).append(place)
            self.members.setdefault(individual, []).append(place)
        self.ranks = _ranks(rows)
        """For each place the number of better qualities in the pool: equal ones rank alike."""
        self.pictures = _pictures(rows)
        """For each place the first place with the very same picture, at the same address."""
        self.twins = _twins(self.pictures)
        """The places of all pictures that several assets show."""
        self.any_named = any([row.individual for row in rows])  # noqa: C419  # a list is faster
        """Whether any asset names its individual outright: only then a tag can lead to several."""
        self.warned: dict[str, object] = {}
        """The tags without a picture for which a warning was logged."""
        self._lineages: dict[int, dict[int, int]] = {}
        self._individuals: dict[int, Individual] = {}
        self.in_order: dict[str, list[int]] = {}
        """For each tag with a lineup the pictures of its individual, in the order of lineups."""
        self.lineups: dict[Kinds[Picture], Lineups] = {}
        """The lineups of the tags, as the rule sets see them that have chosen from the pool."""

    def index_tags(self) -> None:
        """Work out the lineups of all tags; worth while for many scenes, not for one."""
        self.in_order = nearest_first(self)
        self.lineups_for(PICTURES_BY_WORDS).work_out()

    def lineups_for(self, kinds: Kinds[Picture]) -> Lineups:
        """The lineups of the tags as one rule set sees them; cached for some rule sets."""
        known = self.lineups.get(kinds)
        if known is None:
            if len(self.lineups) >= MOST_RULE_SETS:
                self.lineups.clear()
            known = self.lineups[kinds] = Lineups(self, kinds)
        return known

    def __reduce__(self) -> tuple[Any, ...]:
        """A pool travels without its caches, and may travel while others select from it."""
        return recorded_pool, (self.assets, self.rows, self.notes)

    def __repr__(self) -> str:
        return f"<AssetPool of {len(self)} assets>"

    def __len__(self) -> int:
        return len(self.assets)

    @cached_property
    def facts(self) -> tuple[Facts, ...]:
        """The values that each asset is judged on, in the order of the pool."""
        return tuple(map(_facts, range(len(self)), self.rows))

    @cached_property
    def not_placed(self) -> tuple[PassedOver[Asset_co], ...]:
        """For each asset its entry if no placement offers it: the same in every scene."""
        entries = []
        for facts, asset in zip(self.facts, self.assets, strict=True):
            entry = PassedOver(
                tag=facts.tag, asset=asset, facts=facts, placement=None, reason=NotPlaced()
            )
            entries.append(entry)
        return tuple(entries)

    def individual(self, number: int) -> Individual:
        """The tags and names of an individual; worked out once."""
        known = self._individuals.get(number)
        if known is None:
            rows = [self.rows[place] for place in self.members[number]]
            known = self._individuals[number] = shown_by(rows)
        return known

    def individuals_of(self, tag: str) -> Sequence[int]:
        """The individuals that have pictures with a tag.

        There is one, unless several that are named outright share the tag.
        """
        places = self.by_tag.get(tag, ())
        if places and not self.any_named:
            return (self.individuals[places[0]],)
        return tuple(dict.fromkeys(map(self.individuals.__getitem__, places)))

    def lineage(self, individual: int) -> dict[int, int]:
        """For each picture of an individual the number of its lineage; worked out once."""
        known = self._lineages.get(individual)
        if known is None:
            members = self.members[individual]
            known = self._lineages[individual] = lineages(self.rows, self._ids, members)
        return known

    def nearest_tag(self, tag: str) -> str | None:
        """The tag of the pool that reads most like one that it lacks, or None.

        No answer depends on earlier searches.
        """
        return self._near_tags.nearest(tag)

    @cached_property
    def _near_tags(self) -> NearNames:
        return NearNames(self.by_tag)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes that every selection from this pool has."""
        return tuple(
            chain(
                self._unknown_types(),
                self._joins(),
                self._shared_tags(),
                self._unplaceable_tags(),
                notes_on_attributes(self._names),
            )
        )

    def _unknown_types(self) -> Iterator[Note]:
        unknown: dict[str, str] = {}
        for row in self.rows:
            if row.type not in _TYPES:
                unknown.setdefault(row.type, row.tag)
        for type_, tag in unknown.items():
            yield Note(kind="unknown_asset_type", values={"type": type_, "tag": tag})

    def _joins(self) -> Iterator[Note]:
        for names in joined_names(self.rows, self.individuals):
            yield Note(kind="individuals_joined", values={"individuals": ", ".join(names)})

    def _shared_tags(self) -> Iterator[Note]:
        for tag, names in shared_tags(self.rows, self.individuals).items():
            yield Note(kind="shared_tag", values={"tag": tag, "individuals": ", ".join(names)})

    def _unplaceable_tags(self) -> Iterator[Note]:
        for tag in self.by_tag:
            bare = bare_tag(tag)
            if bare != tag:
                yield Note(kind="unplaceable_tag", values={"tag": tag, "bare": bare})


def pool_for_one_scene(assets: Iterable[Asset_co]) -> AssetPool[Asset_co]:
    """A pool with the same answers, but indexed only as far as one scene needs.

    Raises:
        ProblemError: As `AssetPool`.
    """
    pool: AssetPool[Asset_co] = AssetPool.__new__(AssetPool)
    pool._index(*_read(assets, None))
    return pool


def recorded_pool(
    assets: Sequence[Asset_co], rows: Sequence[Picture], notes: tuple[Note, ...] | None = None
) -> AssetPool[Asset_co]:
    """A pool that was read before.

    Args:
        assets: The caller's objects.
        rows: What was known of each.
        notes: The notes that the pool had; worked out anew if None.

    Returns:
        The pool, which gives the same answers as it did.
    """
    pool: AssetPool[Asset_co] = AssetPool.__new__(AssetPool)
    names: tuple[Names, ...] = ()
    if notes is None:
        names = attribute_names(assets)
    pool._index(tuple(assets), tuple(rows), _places_by_id(rows), names)
    if notes is not None:
        pool.notes = notes
    pool.index_tags()
    return pool


Rows: TypeAlias = tuple[Picture, ...]
Ids: TypeAlias = dict[str, int]


def _read(
    assets: Iterable[Asset_co], usable: Usable | None
) -> tuple[tuple[Asset_co, ...], Rows, Ids, tuple[Names, ...]]:
    """Each asset once, what is known of it, the places of those with an id, and all names.

    The names are those under which the assets have values.
    """
    given = list(assets)
    distinct = _distinct(given)
    rows = list(filter(None, map(_row, distinct)))
    ids = _places_by_id(rows)
    all_usable = len(rows) == len(distinct)
    with_id = [row for row in rows if row.id is not None]
    all_different = len(ids) == len(with_id)
    if not all_usable or not all_different or any_swallowed(distinct, rows):
        raise ProblemError(pool_problems(assets, given))
    if usable is not None:
        judged = map(_judged_by(usable), distinct, rows)
        rows = list(judged)
    return tuple(distinct), tuple(rows), ids, attribute_names(distinct)


def _distinct(assets: list[Asset_co]) -> list[Asset_co]:
    """Each object once, at its first place."""
    by_identity = dict(zip(map(id, assets), assets, strict=True))
    return list(by_identity.values())


def _judged_by(usable: Usable) -> Callable[[Any, Picture], Picture]:
    """Adds what the test says of an asset to what is known of it."""

    def judged(asset: object, row: Picture) -> Picture:
        return row._replace(held=_held(usable(asset)))

    return judged


def _held(answer: object) -> str | None:
    """What a test of pictures returned: None if the picture can be sent, else why not."""
    if isinstance(answer, str):
        return answer
    if is_gap(answer) or not is_flag(answer):
        raise TypeError(
            "usable must return True, False, or text that says why not;"
            f" it returned {as_python(answer)}"
        )
    if answer:
        return None
    return ""


def _places_by_id(rows: Iterable[Picture]) -> dict[str, int]:
    return {row.id: place for place, row in enumerate(rows) if row.id}


def _ranks(rows: Iterable[Picture]) -> list[int]:
    qualities = [row.quality or 0 for row in rows]
    best_first = sorted(set(qualities), reverse=True)
    ranks = dict(zip(best_first, range(len(best_first)), strict=True))
    return [ranks[quality] for quality in qualities]


def _pictures(rows: Iterable[Picture]) -> list[int]:
    first: dict[str, int] = {}
    pictures = []
    for place, row in enumerate(rows):
        if row.address is None:
            pictures.append(place)
        else:
            pictures.append(first.setdefault(row.address, place))
    return pictures


def _twins(pictures: Sequence[int]) -> frozenset[int]:
    """The places of pictures that occur at other places too."""
    twins: set[int] = set()
    for place, picture in enumerate(pictures):
        if place != picture:
            twins.update((place, picture))
    return frozenset(twins)


def _facts(place: int, row: Picture) -> Facts:
    quality = row.quality
    if quality is not None and float(quality) == quality:
        quality = float(quality)
    return Facts(
        place=place,
        id=row.id,
        tag=row.tag,
        type=row.type,
        crop=row.crop,
        quality=quality,
        individual=row.individual,
        source=row.source,
        name=row.name,
        labels=row.labels,
        address=row.address,
    )


def _row(asset: Any) -> Picture | None:
    """What is known of one asset, or None if any value of it is unusable."""
    written_tag = getattr(asset, "manifest_tag", None)
    if written_tag is None:
        keyed = by_attribute(asset)
        if keyed is not asset:
            return _row(keyed)
    tag = tag_of(written_tag)
    type_ = type_of(getattr(asset, "asset_type", None))
    face = getattr(asset, "is_face_crop", None)
    quality = getattr(asset, "quality_score", None)
    if tag is None or type_ is None or not is_flag(face) or not is_score(quality):
        return None
    # Most attributes of most assets are None: asking here costs less than calling a function.
    id_ = getattr(asset, "id", None)
    source = getattr(asset, "source_asset_id", None)
    individual = getattr(asset, "individual", None)
    name = getattr(asset, "name", None)
    labels = getattr(asset, "user_tags", None)
    address = getattr(asset, "reference_image_url", None)
    try:
        values = (
            tag,
            type_,
            False if face is None else flag_of(face),
            None if quality is None else score_of(quality),
            None if id_ is None else text_of(id_),
            None if source is None else text_of(source),
            None if individual is None else text_of(individual),
            None if name is None else text_of(name),
            () if labels is None else labels_of(labels),
            None if address is None else address_of(address),
            None,
        )
    except ValueError:  # a value that cannot be written as text, such as a number of 5,000 digits
        return None
    return _new(Picture, values)


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
