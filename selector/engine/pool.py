"""Assets in; an `AssetPool` out: checked and indexed once, joined into individuals.

A pool is safe to share across threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from types import GeneratorType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from selector.among_threads import cached_property
from selector.engine.alike import PICTURES_BY_WORDS, Kinds
from selector.engine.asset_getter import (
    by_attribute,
    has_keys,
    is_read_directly,
    raise_what_was_raised,
)
from selector.engine.asset_values import (
    address_of,
    clean_reference_of,
    flag_of,
    has_entries,
    is_clean_reference,
    is_flag,
    is_gap,
    is_likeness,
    is_score,
    labels_of,
    score_of,
    tag_of,
    text_of,
    type_of,
)
from selector.engine.individuals import joined_names, shared_tags
from selector.engine.lineups import Lineups, nearest_first
from selector.engine.manifest_values import bare_tag
from selector.engine.misnamed import Names, attribute_names, notes_on_attributes
from selector.engine.pool_index import PoolIndex
from selector.language.facts import Picture
from selector.model.asset import Asset_co, Assets
from selector.model.near_names import NearNames
from selector.model.picks import Facts, Note
from selector.model.problem import ProblemError, as_python
from selector.model.vocabulary import ASSET_TYPES

if TYPE_CHECKING:
    from selector.engine.casts import Casts
    from selector.engine.questions import Questions
    from selector.model.left_out import PassedOver

Usable: TypeAlias = Callable[[Any], bool | str]
"""A test whether an asset can be sent: True, False, or a text that says why not."""

_TYPES = frozenset(ASSET_TYPES)
MOST_RULE_SETS = 16
"""The limit of the rule sets for which a pool has the lineups of its tags."""


class AssetPool(PoolIndex, Generic[Asset_co]):
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
        TypeError: These are not assets, or `usable` returned something else.
    """

    def __init__(
        self, assets: Assets[Asset_co], usable: Callable[[Asset_co], bool | str] | None = None
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
        super().__init__(rows, ids)
        self.assets = assets
        self._names = names
        self.warned: dict[str, object] = {}
        """The tags without a picture for which a warning was logged."""
        self.warns = True
        """Whether such warnings are logged: not of a pool on record, chosen from again."""
        self.lineups: dict[Kinds[Picture], Lineups] = {}
        """The lineups of the tags, as the rule sets see them that have chosen from the pool."""
        self._casts: dict[Questions, Casts] = {}

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

    def casts_for(self, questions: Questions) -> Casts:
        """The casts of the tags as one rule set sees them; cached for some rule sets."""
        known = self._casts.get(questions)
        if known is None:
            from selector.engine.casts import Casts  # noqa: PLC0415  # for rules with new words

            if len(self._casts) >= MOST_RULE_SETS:
                self._casts.clear()
            known = self._casts[questions] = Casts(self, questions)
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
        from selector.model.left_out import NotPlaced, PassedOver  # noqa: PLC0415  # few want it

        entries = []
        for facts, asset in zip(self.facts, self.assets, strict=True):
            entry = PassedOver(
                tag=facts.tag, asset=asset, facts=facts, placement=None, reason=NotPlaced()
            )
            entries.append(entry)
        return tuple(entries)

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


def pool_for_one_scene(assets: Assets[Asset_co]) -> AssetPool[Asset_co]:
    """A pool with the same answers, but indexed only as far as one scene needs.

    Raises:
        ProblemError: As `AssetPool`.
    """
    pool: AssetPool[Asset_co] = AssetPool.__new__(AssetPool)
    pool._index(*_read(assets, None))
    return pool


def recorded_pool(
    assets: Sequence[Asset_co],
    rows: Sequence[Picture],
    notes: tuple[Note, ...] | None = None,
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
    assets: Iterable[Any], usable: Usable | None
) -> tuple[tuple[Any, ...], Rows, Ids, tuple[Names, ...]]:
    """Each asset once, what is known of it, the places of those with an id, and all names.

    The names are those under which the assets have values.
    """
    if usable is not None and not callable(usable):
        raise TypeError(f"`usable` must be a function of an asset, not {as_python(usable)}")
    given = assets_in(assets)
    distinct = _distinct(given)
    readable: Iterable[Any] = distinct
    if not all(map(is_read_directly, set(map(type, distinct)))):
        readable = map(by_attribute, distinct)
    rows = list(filter(None, map(_row, readable)))
    ids = _places_by_id(rows)
    all_usable = len(rows) == len(distinct)
    with_id = [row for row in rows if row.id is not None]
    all_different = len(ids) == len(with_id)
    if not all_usable or not all_different:
        from selector.engine.asset_problems import pool_problems  # noqa: PLC0415  # few are wrong

        raise ProblemError(pool_problems(assets, given))
    raise_what_was_raised(distinct, rows)
    if usable is not None:
        judged = map(_judged_by(usable), distinct, rows)
        rows = list(judged)
    return tuple(distinct), tuple(rows), ids, attribute_names(distinct)


def assets_in(given: Iterable[Asset_co]) -> list[Asset_co]:
    """What a caller gives as assets, as a list.

    Raises:
        ProblemError: They were a generator's, which has given them to somebody else (A502).
        TypeError: These are not assets.
    """
    if type(given) is list:
        return given.copy()
    if not has_entries(given) and not _has_numbered_entries(given):
        message = f"the assets must be a list of assets, not {as_python(given)}"
        hint = "For a single asset, pass a list with it. Of a mapping of assets, pass the values."
        raise TypeError(f"{message}. {hint}")
    if isinstance(given, GeneratorType) and given.gi_frame is None:
        from selector.engine.asset_problems import used_up  # noqa: PLC0415  # few are

        raise ProblemError([used_up()])
    return list(given)


def _has_numbered_entries(given: object) -> bool:
    """Whether it gives its entries by their numbers alone, as sequences did before iterators."""
    kind = type(given)
    if isinstance(given, Iterable) or has_keys(kind) or getattr(given, "ndim", 1) == 0:
        return False
    return hasattr(kind, "__getitem__")


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
            "`usable` must return `True`, `False` or text that says why not;"
            f" it returned {as_python(answer)}"
        )
    if answer:
        return None
    return ""


def _places_by_id(rows: Iterable[Picture]) -> dict[str, int]:
    return {row.id: place for place, row in enumerate(rows) if row.id}


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
    tag = tag_of(getattr(asset, "manifest_tag", None))
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
    clean = getattr(asset, "clean_reference", None)
    if clean is not None and not (is_clean_reference(clean) and is_likeness(clean)):
        return None
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
            None if clean is None else clean_reference_of(clean),
        )
    except ValueError:  # a value that cannot be written as text, such as a number of 5,000 digits
        return None
    return _new(Picture, values)


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
