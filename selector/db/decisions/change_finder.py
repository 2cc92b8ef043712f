"""What changed since a scene's decision before.

In: the newest decision on a scene, and a new selection. Out: a `Change` if other pictures are sent
now, with what differs between then and now.
"""

from __future__ import annotations

from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.decisions.picked_before import is_same_picture
from selector.db.tables.own_tables import CONTENTS, RULE_SETS
from selector.language.conditions import CONDITIONS
from selector.model.problem import ProblemError
from selector.record.changed import Change
from selector.record.formats import earlier_from, scene_from, summary_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection

    from selector.db.decisions.basis_cache import BasisCache
    from selector.engine.earlier import Given
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.language.facts import Picture
    from selector.model.scene import Scene
    from selector.record.changed import Cause


class ChangeFinder:
    """Compares new selections with the decisions before; what several share is read once."""

    def __init__(self, connection: Connection, cache: BasisCache) -> None:
        self._connection = connection
        self._cache = cache
        self._digests: dict[str, str | None] = {}
        self._same_pools: dict[tuple[str, AssetPool, frozenset[str]], bool] = {}

    def changes(self, pairs: Sequence[tuple[Any, Selection]]) -> list[Change | None]:
        """What changed, for each decision and the selection after it.

        None if the same pictures are sent, or if the record cannot be read.
        """
        bodies = self._scene_bodies([before.scene_id for before, _ in pairs])
        changes = []
        for before, selection in pairs:
            body = bodies.get(before.scene_id, "")
            changes.append(self._change(before, body, selection))
        return changes

    def _change(
        self,
        before: Any,  # noqa: ANN401  # a row of `selector_decisions`
        scene: str,
        selection: Selection,
    ) -> Change | None:
        try:
            summary = summary_of(before.outcome)
            pool = self._cache.pool(before.pool_id)
            if _same_pictures(pool, summary.places, selection):
                return None
            causes = tuple(self._causes(before, pool, scene, selection))
            was = [pool.rows[place] for place in summary.places]
        except (ValueError, LookupError, ProblemError):
            return None
        return Change(
            decision=before.number,
            tags=summary.tags,
            causes=causes,
            meaning_before=before.meaning,
            meaning=selection.meaning,
            **_lost_and_gained(was, selection),
        )

    def _causes(
        self,
        before: Any,  # noqa: ANN401  # as above
        pool: AssetPool,
        body: str,
        selection: Selection,
    ) -> Iterator[Cause]:
        """What differs.

        Args:
            before: The row of the decision before.
            pool: Its pool.
            body: The text of its scene.
            selection: The selection of now.

        Yields:
            Each cause. Of other rules nothing can be said about what only one of the two asks.
        """
        same_rules = self._rules_digest(before.rule_set_id) == selection.rules.digest
        if not same_rules:
            yield "rules"
        if before.meaning != selection.meaning:
            yield "meaning"
        wanted = selection.rules.facts if same_rules else frozenset()
        same_pool = self._is_same_pool(before.pool_id, pool, selection.pool, wanted)
        if not same_pool:
            yield "pictures"
        scene = scene_from(body)
        if _facts_of_scene(scene, wanted) != _facts_of_scene(selection.scene, wanted):
            yield "scene"
        is_comparable = same_rules and same_pool and selection.earlier is not None
        if is_comparable and earlier_from(body) != _said(selection):
            yield "scenes_before"

    def _is_same_pool(
        self,
        identity: str,
        before: AssetPool,
        now: AssetPool,
        wanted: frozenset[str],
    ) -> bool:
        """Say if two pools have the same facts: the same two are compared for every scene.

        Args:
            identity: The hash of the pool of the decision.
            before: That pool.
            now: The pool of the selection.
            wanted: The facts that the rules ask for.
        """
        key = identity, now, wanted
        if key not in self._same_pools:
            is_same = _facts_of_pool(before, wanted) == _facts_of_pool(now, wanted)
            self._same_pools[key] = is_same
        return self._same_pools[key]

    def _scene_bodies(self, identities: Sequence[str]) -> dict[str, str]:
        """The stored texts of scenes, in one query."""
        wanted = CONTENTS.c.id.in_(set(identities))
        rows = self._connection.execute(select(CONTENTS).where(wanted))
        return {row.id: row.body for row in rows}

    def _rules_digest(self, identity: str) -> str | None:
        if identity not in self._digests:
            its = RULE_SETS.c.id == identity
            query = select(RULE_SETS.c.digest).where(its)
            self._digests[identity] = self._connection.scalar(query)
        return self._digests[identity]


def _same_pictures(pool: AssetPool, places: tuple[int, ...], selection: Selection) -> bool:
    if len(places) != len(selection.places):
        return False
    for before, now in zip(places, selection.places, strict=True):
        if not is_same_picture(pool.rows[before], selection.pool.rows[now]):
            return False
    return True


def _lost_and_gained(was: Sequence[Picture], selection: Selection) -> dict[str, Any]:
    """What is no longer sent, what was not sent before, and whether anything is sent."""
    rows = selection.pool.rows
    now = [rows[place] for place in selection.places]
    lost = _without(was, now)
    gained = _without(now, was)
    names_lost = _names(lost, gained)
    names_gained = _names(gained, lost)
    return {
        "lost": names_lost,
        "gained": names_gained,
        "sends_nothing": not now,
    }


def _without(pictures: Sequence[Picture], others: Sequence[Picture]) -> list[Picture]:
    """Those of some pictures that are not among others."""

    def is_there(picture: Picture) -> bool:
        for other in others:  # noqa: SIM110  # one idea a line
            if is_same_picture(picture, other):
                return True
        return False

    return list(filterfalse(is_there, pictures))


def _names(pictures: Sequence[Picture], others: Sequence[Picture]) -> tuple[str, ...]:
    """The tags of pictures; where another picture of a tag came or went, with what tells them."""
    names = []
    for picture in pictures:
        tag = picture.tag
        crops = set()
        for other in others:
            if other.tag == tag:
                crops.add(other.crop)
        name = tag
        if picture.crop in crops:
            which = picture.address or picture.id
            name = f"{tag} ({which})"
        elif crops:
            name = f"{tag} ({picture.crop})"
        names.append(name)
    return tuple(names)


def _said(selection: Selection) -> Given | None:
    """What the rules were answered about the scenes before."""
    if selection.earlier is None:
        return None
    return selection.earlier.said


def _facts_of_scene(scene: Scene, wanted: Collection[str]) -> tuple[object, ...]:
    """The facts of a scene that choices depend on, with those that the rules ask about."""
    placements = []
    for placement in scene.placements:
        more = [getattr(placement, name, None) for name in sorted(wanted)]
        placements.append((placement.tag, _OF_PLACEMENT(placement), more))
    return scene.shot, placements, [getattr(scene, name, None) for name in sorted(wanted)]


def _facts_of_pool(pool: AssetPool, wanted: Collection[str]) -> list[tuple[object, ...]]:
    """The facts of pictures that choices depend on, in order, with those that the rules ask about.

    A source is named by its place: the ids of a film differ between its folder and a database.
    """
    places: dict[str | None, int] = {}
    for place, row in enumerate(pool.rows):
        if row.id is not None:
            places[row.id] = place
    facts: list[tuple[object, ...]] = []
    for row in pool.rows:
        more = [getattr(row, name, None) for name in sorted(wanted)]
        facts.append((_OF_PICTURE(row), places.get(row.source), more))
    return facts


def _facts_of_placements() -> Iterator[str]:
    """The facts of placements that conditions of the language look at."""
    for word in CONDITIONS.values():
        if word.looks_at == "placement":
            yield word.fact


def _facts_of_pictures() -> Iterator[str]:
    """The facts of pictures that conditions of the language look at."""
    for word in CONDITIONS.values():
        if word.asks_about is not None:
            yield from word.asks_about
        elif word.looks_at == "picture":
            yield word.fact


_OF_PLACEMENT = attrgetter(*_facts_of_placements())
_OF_PICTURE = attrgetter("tag", "quality", "individual", "address", "held", *_facts_of_pictures())
