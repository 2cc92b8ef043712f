"""Assets in; an `AssetPool` out: checked and indexed once, joined into individuals, safe to share across threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Generic

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
from selector.engine.individuals import join, joined_names, lineages, shared_tags
from selector.engine.lineups import Lineups, in_order
from selector.engine.manifest_values import bare_tag
from selector.engine.misnamed import notes_on_attributes
from selector.engine.unreadable import any_swallowed
from selector.language.facts import Picture
from selector.model.asset import Asset_co
from selector.model.near_names import NearNames
from selector.model.picks import Facts, Note, NotPlaced, PassedOver
from selector.model.problem import ProblemError, as_python
from selector.model.vocabulary import ASSET_TYPES

_TYPES = frozenset(ASSET_TYPES)
MOST_RULE_SETS = 16
"""For which a pool remembers what its tags come to."""


class AssetPool(Generic[Asset_co]):
    """The pictures that a film can choose from, in order, as they were when the pool was made.

    Any object with the attributes of an asset will do, or a mapping or a row (`sqlite3.Row`) with those keys;
    `manifest_tag` and `asset_type` are required. The same object twice counts once, at its first place. The objects
    are not read again later.

    Args:
        assets: The pictures.
        usable: Whether a picture can be sent; asked once for each. It answers True, False, or a text, which means
            False and says why ("the file is missing"). Whatever it raises passes through. Without it all can be sent.

    Raises:
        ProblemError: An asset lacks its tag or type, a value is unusable, or two assets share an id (A501 to A503).
        TypeError: `usable` answered something else.
    """

    def __init__(
        self, assets: Iterable[Asset_co], usable: Callable[[Asset_co], bool | str] | None = None
    ) -> None:
        self._index(*_read(assets, usable))
        self.index_tags()

    def _index(
        self, assets: tuple[Asset_co, ...], rows: tuple[Picture, ...], ids: dict[str, int]
    ) -> None:
        self.assets = assets
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
        """For each place, how many better scores there are in the pool: 0 for the best; equal scores rank alike."""
        self.pictures = _pictures(rows)
        """For each place, the first place with the very same picture: its own unless two assets share an address."""
        self.twins = _twins(self.pictures)
        """The places of all pictures that more than one asset has."""
        self.any_named = any([row.individual for row in rows])  # noqa: C419  # a list takes half the time
        """Whether any asset names its individual outright: only then can a tag lead to several."""
        self.warned: dict[str, object] = {}
        """The tags without a picture that were warned of."""
        self._lineages: dict[int, dict[int, int]] = {}
        self.in_order: dict[str, list[int]] = {}
        """For each tag the pictures of its individual, in the order of lineups, where it has one."""
        self.lineups: dict[Kinds[Picture], Lineups] = {}
        """What each tag comes to, as the rule sets that have chosen from the pool see it."""

    def index_tags(self) -> None:
        """Work out what each tag comes to: for many scenes; one is as well chosen for without."""
        self.in_order = in_order(self)
        self.lineups_for(PICTURES_BY_WORDS).work_out()

    def lineups_for(self, kinds: Kinds[Picture]) -> Lineups:
        """What each tag comes to as one rule set sees it; remembered, for some rule sets."""
        known = self.lineups.get(kinds)
        if known is None:
            if len(self.lineups) >= MOST_RULE_SETS:
                self.lineups.clear()
            known = self.lineups[kinds] = Lineups(self, kinds)
        return known

    def __reduce__(self) -> tuple[Any, ...]:
        """A pool travels without what it remembers, and may be sent while others select from it."""
        return _pool_of, (self.assets, self.rows)

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

    def individuals_of(self, tag: str) -> Sequence[int]:
        """The individuals that have pictures with a tag: one, unless several that are named outright share it."""
        places = self.by_tag.get(tag, ())
        if places and not self.any_named:
            return (self.individuals[places[0]],)
        return tuple(dict.fromkeys([self.individuals[place] for place in places]))

    def lineage(self, individual: int) -> dict[int, int]:
        """For each picture of an individual the number of its lineage; worked out once."""
        known = self._lineages.get(individual)
        if known is None:
            known = self._lineages[individual] = lineages(
                self.rows, self._ids, self.members[individual]
            )
        return known

    def nearest_tag(self, tag: str) -> str | None:
        """The tag that reads most like one that the pool lacks, or None. No answer depends on what was asked before."""
        return self._near_tags.nearest(tag)

    @cached_property
    def _near_tags(self) -> NearNames:
        return NearNames(self.by_tag)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What the pool has to say to every selection made from it."""
        return tuple(
            chain(
                self._unknown_types(),
                self._joins(),
                self._shared_tags(),
                self._unplaceable_tags(),
                notes_on_attributes(self.assets),
            )
        )

    def _unknown_types(self) -> Iterator[Note]:
        unknown: dict[str, str] = {}
        for row in self.rows:
            if row.type not in _TYPES:
                unknown.setdefault(row.type, row.tag)
        for kind, tag in unknown.items():
            yield Note(kind="unknown_asset_type", values={"type": kind, "tag": tag})

    def _joins(self) -> Iterator[Note]:
        for names in joined_names(self.rows, self.individuals):
            yield Note(kind="individuals_joined", values={"individuals": ", ".join(names)})

    def _shared_tags(self) -> Iterator[Note]:
        for tag, names in shared_tags(self.rows, self.individuals).items():
            yield Note(kind="shared_tag", values={"tag": tag, "individuals": ", ".join(names)})

    def _unplaceable_tags(self) -> Iterator[Note]:
        for tag in self.by_tag:
            if (bare := bare_tag(tag)) != tag:
                yield Note(kind="unplaceable_tag", values={"tag": tag, "bare": bare})


def pool_for_one_scene(assets: Iterable[Asset_co]) -> AssetPool[Asset_co]:
    """A pool that gives every scene the same answers, and is indexed no further than one scene is worth.

    Raises:
        ProblemError: As `AssetPool`.
    """
    pool: AssetPool[Asset_co] = AssetPool.__new__(AssetPool)
    pool._index(*_read(assets, None))
    return pool


def _read(
    assets: Iterable[Asset_co], usable: Callable[[Asset_co], bool | str] | None
) -> tuple[tuple[Asset_co, ...], tuple[Picture, ...], dict[str, int]]:
    """Each asset once, what is known of it, and the places of those that have an id."""
    listed = given = list(assets)
    if len(set(map(id, given))) != len(given):
        given = list({id(asset): asset for asset in given}.values())
    rows = [row for asset in given if (row := _row(asset))]
    ids = _places_by_id(rows)
    is_sound = len(rows) == len(given) and len(ids) == sum([row.id is not None for row in rows])
    if not is_sound or any_swallowed(given, rows):
        raise ProblemError(pool_problems(assets, listed))
    if usable is not None:
        rows = [
            row._replace(held=_held(usable(asset))) for asset, row in zip(given, rows, strict=True)
        ]
    return tuple(given), tuple(rows), ids


def recorded_pool(
    assets: Sequence[Asset_co], rows: Sequence[Picture], notes: tuple[Note, ...] | None = None
) -> AssetPool[Asset_co]:
    """A pool that was read once, of its assets and what was known of each; with the notes that it had, if given."""
    pool = _pool_of(tuple(assets), tuple(rows))
    if notes is not None:
        pool.notes = notes
    return pool


def _pool_of(assets: tuple[Asset_co, ...], rows: tuple[Picture, ...]) -> AssetPool[Asset_co]:
    """A pool of these assets as they were read before."""
    pool: AssetPool[Asset_co] = AssetPool.__new__(AssetPool)
    pool._index(assets, rows, _places_by_id(rows))
    pool.index_tags()
    return pool


def _places_by_id(rows: Iterable[Picture]) -> dict[str, int]:
    return {row.id: place for place, row in enumerate(rows) if row.id}


def _ranks(rows: Iterable[Picture]) -> list[int]:
    scores = [row.quality or 0 for row in rows]
    better = {score: rank for rank, score in enumerate(sorted(set(scores), reverse=True))}
    return [better[score] for score in scores]


def _pictures(rows: Iterable[Picture]) -> list[int]:
    first: dict[str, int] = {}
    return [
        place if row.address is None else first.setdefault(row.address, place)
        for place, row in enumerate(rows)
    ]


def _twins(pictures: Sequence[int]) -> frozenset[int]:
    """The places at which one picture stands that stands elsewhere too."""
    others = {place: picture for place, picture in enumerate(pictures) if place != picture}
    return frozenset((*others, *others.values()))


def _facts(place: int, row: Picture) -> Facts:
    score = (
        row.quality
        if row.quality is None or float(row.quality) != row.quality
        else float(row.quality)
    )
    return Facts(
        place=place,
        id=row.id,
        tag=row.tag,
        type=row.type,
        crop=row.crop,
        quality=score,
        individual=row.individual,
        source=row.source,
        name=row.name,
        labels=row.labels,
        address=row.address,
    )


def _held(answer: object) -> str | None:
    """What a test of pictures answered: None where the picture can be sent, else why not."""
    if isinstance(answer, str):
        return answer
    if is_gap(answer) or not is_flag(answer):
        raise TypeError(
            f"usable must answer True, False, or a text that says why not; it answered {as_python(answer)}"
        )
    return None if answer else ""


def _row(asset: Any) -> Picture | None:
    """What is known of one asset, or None where anything about it is unusable."""
    tag = getattr(asset, "manifest_tag", None)
    if tag is None and (keyed := by_attribute(asset)) is not asset:
        return _row(keyed)
    tag, kind = tag_of(tag), type_of(getattr(asset, "asset_type", None))
    face, quality = getattr(asset, "is_face_crop", None), getattr(asset, "quality_score", None)
    if tag is None or kind is None or not is_flag(face) or not is_score(quality):
        return None
    identity, source = getattr(asset, "id", None), getattr(asset, "source_asset_id", None)
    individual, name = getattr(asset, "individual", None), getattr(asset, "name", None)
    labels, address = getattr(asset, "user_tags", None), getattr(asset, "reference_image_url", None)
    try:
        values = (
            tag,
            kind,
            False if face is None else flag_of(face),
            None if quality is None else score_of(quality),
            None if identity is None else text_of(identity),
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
