"""The newest decision on a scene and a new one in; out, whether other pictures go now, and what made the difference."""

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
    """Compares new selections with the decisions before; what several of them share is read once."""

    def __init__(self, connection: Connection, remembered: BasisCache) -> None:
        self._connection = connection
        self._remembered = remembered
        self._digests: dict[str, str | None] = {}

    def changes(self, pairs: Sequence[tuple[Any, Selection]]) -> list[Change | None]:
        """For each decision and the selection after it, what changed.

        None where the same pictures go, or where what is on record makes no sense any more.
        """
        bodies = self._scene_bodies([before.scene_id for before, _ in pairs])
        return [
            self._change(before, bodies.get(before.scene_id, ""), selection)
            for before, selection in pairs
        ]

    def _change(self, before: Any, scene: str, selection: Selection) -> Change | None:  # noqa: ANN401  # a row of `selector_decisions`
        try:
            summary = summary_of(before.outcome)
            pool = self._remembered.pool(before.pool_id)
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
        if _judged_on(pool) != _judged_on(selection.pool):
            yield "pictures"
        if _asks_for(scene) != _asks_for(selection.scene):
            yield "scene"

    def _scene_bodies(self, identities: Sequence[str]) -> dict[str, str]:
        """The stored texts of scenes, in one query."""
        query = select(CONTENTS.c.id, CONTENTS.c.body).where(CONTENTS.c.id.in_(set(identities)))
        return {row.id: row.body for row in self._connection.execute(query)}

    def _rules_digest(self, identity: str) -> str | None:
        if identity not in self._digests:
            found = self._connection.scalar(
                select(RULE_SETS.c.digest).where(RULE_SETS.c.id == identity)
            )
            self._digests[identity] = found
        return self._digests[identity]


def _same_pictures(pool: AssetPool, places: tuple[int, ...], selection: Selection) -> bool:
    if len(places) != len(selection.places):
        return False
    pairs = zip(places, selection.places, strict=True)
    return all(_same(pool.rows[before], selection.pool.rows[now]) for before, now in pairs)


def _same(before: Picture, now: Picture) -> bool:
    """Whether two rows are one picture. A folder's ids differ from those of the database that it was kept in."""
    if before.tag != now.tag or before.is_face != now.is_face:
        return False
    if before.id == now.id:
        return True
    return before.address == now.address


def _asks_for(scene: Scene) -> tuple[object, ...]:
    """What of a scene choices depend on."""
    return scene.shot, [(placement.tag, _OF_PLACEMENT(placement)) for placement in scene.placements]


def _judged_on(pool: AssetPool) -> list[tuple[object, ...]]:
    """What choices depend on, by place; a source by its place, since ids differ from one home of a film to another."""
    places = {row.id: place for place, row in enumerate(pool.rows) if row.id is not None}
    return [(_OF_PICTURE(row), places.get(row.source or "")) for row in pool.rows]


def _facts(looks_at: str) -> Iterator[str]:
    """The facts that conditions of the language look at."""
    return (word.fact for word in CONDITIONS.values() if word.looks_at == looks_at)


_OF_PLACEMENT = attrgetter(*_facts("placement"))
_OF_PICTURE = attrgetter("tag", "quality", "individual", "address", "held", *_facts("picture"))
