"""Which key each scene of a film has in the database, and the keys of new ones.

A scene keeps its key as long as its project is there, and so does one that the film has no longer: it gets the same
again when it comes back, and no other scene gets it.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select, union

from selector.db.connections.database_problems import problem
from selector.db.films.numbers import LAST_KEY, numbered_scenes
from selector.db.tables.own_tables import DECISIONS, FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.scene_number import likeness, size
from selector.reading.films.spoken import two_of_one_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.model.scene_number import SceneNumber

_WITH_KEYS = (FILM_SCENES, SCENES, DECISIONS)


class SceneKeys:
    """The keys of one project's scenes, by their own numbers. `film` gives all numbers of the film when asked.

    `seen` are the keys of all scenes that were asked about: nothing else of a scene is remembered.
    """

    def __init__(
        self, connection: Connection, project_id: UUID, film: Callable[[], Iterable[SceneNumber]]
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self.seen: set[int] = set()
        self._film = film
        self._unlisted: dict[str, int] | None = None
        self._new: _NewKeys | None = None

    def of(self, numbers: Sequence[SceneNumber]) -> list[int]:
        """The key of each of these scenes; those that are new get one.

        Raises:
            ProblemError: Two scenes that were asked about have one number (D611).
        """
        alike = [likeness(number) for number in numbers]
        known = self._known(alike)
        keys: list[int] = []
        first: dict[str, SceneNumber] = {}
        for number, name in zip(numbers, alike, strict=True):
            key = known[name] if name in known else self._give(number)
            if key in self.seen:
                what = two_of_one_number(number, first.get(name, number))
                raise problem(
                    self._connection.engine.url,
                    "D611",
                    what,
                    "Give every scene a number of its own.",
                )
            known[name] = key
            first.setdefault(name, number)
            self.seen.add(key)
            keys.append(key)
        return keys

    def _known(self, alike: Sequence[str]) -> dict[str, int]:
        """The keys that some of these have already."""
        if self._unlisted is None:
            others = numbered_scenes(
                self._connection, self._project_id, FILM_SCENES.c.alike.is_(None)
            )
            self._unlisted = {likeness(each.number): each.key for each in reversed(others)}
        known = {name: self._unlisted[name] for name in alike if name in self._unlisted}
        listed = (
            select(FILM_SCENES.c.alike, FILM_SCENES.c.scene_index)
            .where(FILM_SCENES.c.project_id == self._project_id, FILM_SCENES.c.alike.in_(alike))
            .order_by(FILM_SCENES.c.place.is_not(None))
        )
        return known | {row.alike: row.scene_index for row in self._connection.execute(listed)}

    def _give(self, number: SceneNumber) -> int:
        if self._new is None:
            self._new = _NewKeys(self._ever_given(), self.seen, self._film)
        return self._new.give(size(number))

    def _ever_given(self) -> set[int]:
        """The keys of all scenes that the project has, had, or has decisions on."""
        keys = (
            select(table.c.scene_index).where(table.c.project_id == self._project_id)
            for table in _WITH_KEYS
        )
        return set(self._connection.scalars(union(*keys)))


class _NewKeys:
    """Keys for scenes that have none yet. The whole numbers of a film are left for the scenes that have them."""

    def __init__(
        self, given: set[int], seen: set[int], film: Callable[[], Iterable[SceneNumber]]
    ) -> None:
        self._given = given
        self._seen = seen
        self._film = film
        self._of_film: set[int] | None = None
        self._highest = 0

    def give(self, whole: int | None) -> int:
        """A scene's own number if that can be a key and is free, else the next above all that were ever given."""
        is_free = whole is not None and 0 <= whole <= LAST_KEY and not self._was_given(whole)
        key = whole if whole is not None and is_free else self._next()
        self._highest = max(self._highest, key)
        return key

    def _was_given(self, key: int) -> bool:
        return key in self._given or key in self._seen

    def _next(self) -> int:
        if self._of_film is None:
            sizes = {size(number) for number in self._film()}
            self._of_film = {each for each in sizes if each is not None and 0 <= each <= LAST_KEY}
            self._highest = max({self._highest} | self._given | self._of_film)
        if self._highest < LAST_KEY:
            return self._highest + 1
        return next(
            key for key in count(1) if not self._was_given(key) and key not in self._of_film
        )
