"""The scenes of a stored project in their order, wanted or not; selections of the wanted out.

Where rules ask about the scenes before, what was placed, noted and worn is taken from these scenes
as they are now, and what was sent from the newest decision on the one just before, unless it was
chosen for just now. Where rules do not ask, only the wanted scenes are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from selector.db.decisions.basis_cache import BasisCache
from selector.db.films.numbers import numbered_scenes
from selector.db.tables.own_tables import DECISIONS, RULE_SETS
from selector.engine.earlier import chosen
from selector.model.film_so_far import FilmSoFar
from selector.model.picks import Note
from selector.model.problem import ProblemError
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from selector.db.films.numbers import NumberedScene
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.language.facts import Picture
    from selector.model.asset import Asset
    from selector.model.scene import Scene


class _Passed(NamedTuple):
    """A scene that was read and not chosen for."""

    key: int
    scene: Scene


class _Sent(NamedTuple):
    """The places of what was sent with a scene, and what is to be noted of that."""

    places: list[int]
    note: Note | None = None


class PickedBefore:
    """Chooses for scenes of one project, from its first scene on.

    Args:
        connection: The database.
        project_id: The project.
        rules: The rules to choose with.
        pool: The project's pictures.
    """

    def __init__(
        self,
        connection: Connection,
        project_id: UUID,
        rules: Rules,
        pool: AssetPool[Asset],
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self._rules = rules
        self._pool = pool
        self._cache = BasisCache(connection)
        self._so_far = FilmSoFar()
        self._last: _Passed | None = None

    def through(self, wanted: Sequence[NumberedScene]) -> list[NumberedScene]:
        """The scenes to go through: where rules ask, also those before the wanted ones."""
        if not self._rules.asks_earlier or not wanted:
            return list(wanted)
        keys = {each.key for each in wanted}
        every = numbered_scenes(self._connection, self._project_id)
        last = max(nth for nth, each in enumerate(every) if each.key in keys)
        return every[: last + 1]

    def go_past(self, key: int, scene: Scene | None) -> None:
        """Go past a scene that is not wanted; None is one that cannot be read."""
        if not self._rules.asks_earlier:
            return
        self._so_far = self._film([])
        self._last = None
        if scene is None:
            self._so_far = self._so_far.followed_by_unreadable_scene()
        else:
            self._last = _Passed(key, scene)

    def select(self, scene: Scene) -> Selection[Asset]:
        """Choose for the next scene."""
        selection = self._selection(scene)
        selection.project_id = self._project_id
        return selection

    def _selection(self, scene: Scene) -> Selection[Asset]:
        rules, pool = self._rules, self._pool
        if not rules.asks_earlier:
            return rules.select(scene, pool)
        sent = _Sent([])
        if self._last is not None:
            sent = self._sent_with(self._last)
        film = self._film(sent.places)
        selection = rules.select(scene, pool, earlier=film)
        if sent.note is not None and rules.plan.asks_what_was_sent(selection.shot_plan):
            noted = scene._replace(notes=(*scene.notes, sent.note))
            selection = rules.select(noted, pool, earlier=film)
        self._so_far = selection.film_so_far
        self._last = None
        return selection

    def _film(self, sent: list[int]) -> FilmSoFar:
        """The film so far, with the scene that was passed last and what was sent with it."""
        if self._last is None:
            return self._so_far
        return self._so_far.followed_by(chosen(self._last.scene, self._pool, sent))

    def _sent_with(self, passed: _Passed) -> _Sent:
        """What the newest decision on a scene sent, in this pool."""
        number = {"scene": str(passed.scene.index)}
        row = self._newest(passed.key)
        try:
            if row is not None:
                places = summary_of(row.outcome).places
                rows = self._cache.pool(row.pool_id).rows
                here = list(self._here(rows[place] for place in places))
                return _Sent(here, self._note_on_rules(row, number))
        except (ValueError, LookupError, ProblemError):  # a record that cannot be read
            pass
        return _Sent([], Note(kind="scene_before_not_picked", values=number))

    def _newest(self, key: int) -> Any:  # noqa: ANN401  # a row
        query = (
            select(
                *DECISIONS.c["outcome", "pool_id"],
                *RULE_SETS.c["digest", "name", "version"],
            )
            .join_from(DECISIONS, RULE_SETS, DECISIONS.c.rule_set_id == RULE_SETS.c.id)
            .where(DECISIONS.c.project_id == self._project_id, DECISIONS.c.scene_index == key)
            .order_by(DECISIONS.c.number.desc())
        )
        return self._connection.execute(query.limit(1)).first()

    def _note_on_rules(
        self,
        row: Any,  # noqa: ANN401  # a row
        number: dict[str, str],
    ) -> Note | None:
        if row.digest == self._rules.digest:
            return None
        values = {**number, "rules": row.name, "version": row.version}
        return Note(kind="scene_before_by_other_rules", values=values)

    def _here(self, pictures: Iterator[Picture]) -> Iterator[int]:
        """The places in this pool of pictures of the pool of a decision."""
        rows = self._pool.rows
        for picture in pictures:
            alike = self._pool.by_tag.get(picture.tag, ())
            same = [place for place in alike if is_same_picture(picture, rows[place])]
            by_id = [place for place in same if rows[place].id == picture.id]
            yield from (by_id or same)[:1]


def is_same_picture(before: Picture, now: Picture) -> bool:
    """Say if two rows are one picture. Ids in a folder differ from those in its database."""
    if before.tag != now.tag or before.is_face != now.is_face:
        return False
    if before.id == now.id:
        return True
    return before.address == now.address
