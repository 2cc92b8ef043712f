"""What changed since a scene's decision before.

In: the newest decision on a scene, and a new selection. Out: a `Change` if other pictures are sent
now, with what differs between then and now.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.tables.own_tables import CONTENTS, RULE_SETS
from selector.language.conditions import CONDITIONS
from selector.model.problem import ProblemError
from selector.record.change import Change
from selector.record.formats import scene_from, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from selector.db.decisions.basis_cache import BasisCache
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.language.facts import Picture
    from selector.model.scene import Scene
    from selector.record.change import Cause


class ChangeFinder:
    """Compares new selections with the decisions before; what several share is read once."""

    def __init__(self, connection: Connection, cache: BasisCache) -> None:
        self._connection = connection
        self._cache = cache
        self._digests: dict[str, str | None] = {}

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
            causes = tuple(self._causes(before, pool, scene_from(scene), selection))
        except (ValueError, LookupError, ProblemError):
            return None
        return Change(
            decision=before.number,
            tags=summary.tags,
            causes=causes,
            meaning_before=before.meaning,
            meaning=selection.meaning,
        )

    def _causes(
        self,
        before: Any,  # noqa: ANN401  # as above
        pool: AssetPool,
        scene: Scene,
        selection: Selection,
    ) -> Iterator[Cause]:
        if self._rules_digest(before.rule_set_id) != selection.rules.digest:
            yield "rules"
        if before.meaning != selection.meaning:
            yield "meaning"
        if _facts_of_pool(pool) != _facts_of_pool(selection.pool):
            yield "pictures"
        if _facts_of_scene(scene) != _facts_of_scene(selection.scene):
            yield "scene"

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
        if not _same(pool.rows[before], selection.pool.rows[now]):
            return False
    return True


def _same(before: Picture, now: Picture) -> bool:
    """Say if two rows are one picture. Ids in a folder differ from those in its database."""
    if before.tag != now.tag or before.is_face != now.is_face:
        return False
    if before.id == now.id:
        return True
    return before.address == now.address


def _facts_of_scene(scene: Scene) -> tuple[object, ...]:
    """The facts of a scene that choices depend on."""
    placements = [(placement.tag, _OF_PLACEMENT(placement)) for placement in scene.placements]
    return scene.shot, placements


def _facts_of_pool(pool: AssetPool) -> list[tuple[object, ...]]:
    """The facts of pictures that choices depend on, in order.

    A source is named by its place: the ids of a film differ between its folder and a database.
    """
    places: dict[str | None, int] = {}
    for place, row in enumerate(pool.rows):
        if row.id is not None:
            places[row.id] = place
    return [(_OF_PICTURE(row), places.get(row.source)) for row in pool.rows]


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
