"""The key of each scene in the database, and keys for new scenes.

In: the films' own numbers of scenes. Out: their keys, whole numbers. A scene keeps its key as
long as its project exists. So does a scene that the film no longer has: it gets the same key when
it comes back, and no other scene gets that key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from selector.db.connections.database_problems import problem
from selector.db.films.numbers import LAST_KEY, numbered_scenes
from selector.db.tables.own_tables import DECISIONS, FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.scene_number import likeness, size, two_of_one_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.model.scene_number import SceneNumber

    Numbers: TypeAlias = Callable[[], Iterable[SceneNumber]]

_WITH_KEYS = (FILM_SCENES, SCENES, DECISIONS)


class SceneKeys:
    """The keys of one project's scenes, by their own numbers.

    `film` returns all numbers of the film. `seen` has the keys of all scenes so far:
    nothing else of a scene stays in memory.
    """

    def __init__(self, connection: Connection, project_id: UUID, film: Numbers) -> None:
        self._connection = connection
        self._project_id = project_id
        self.seen: set[int] = set()
        self._film = film
        self._unlisted: dict[str, int] | None = None
        self._new: _NewKeys | None = None

    def of(self, numbers: Sequence[SceneNumber]) -> list[int]:
        """The key of each of these scenes; new ones get one.

        Raises:
            ProblemError: Two scenes have the same number (D611).
        """
        alike = [likeness(number) for number in numbers]
        known = self._known(alike)
        keys: list[int] = []
        first: dict[str, SceneNumber] = {}
        for number, name in zip(numbers, alike, strict=True):
            key = known.get(name)
            if key is None:
                key = self._give(number)
            if key in self.seen:
                what = two_of_one_number(number, first.get(name, number))
                hint = "Give every scene a number of its own."
                raise problem(self._connection, "D611", what, hint)
            known[name] = key
            first.setdefault(name, number)
            self.seen.add(key)
            keys.append(key)
        return keys

    def _known(self, alike: Sequence[str]) -> dict[str, int]:
        """The keys that scenes with these numbers already have."""
        if self._unlisted is None:
            self._unlisted = self._read_unlisted()
        known = {}
        for name in alike:
            if name in self._unlisted:
                known[name] = self._unlisted[name]
        listed = (
            select(FILM_SCENES.c.alike, FILM_SCENES.c.scene_index)
            .where(FILM_SCENES.c.project_id == self._project_id, FILM_SCENES.c.alike.in_(alike))
            .order_by(FILM_SCENES.c.place.is_not(None))
        )
        for row in self._connection.execute(listed):
            known[row.alike] = row.scene_index
        return known

    def _read_unlisted(self) -> dict[str, int]:
        """The keys of scenes that the table of numbers does not have; the first of each number."""
        is_unlisted = FILM_SCENES.c.alike.is_(None)
        scenes = numbered_scenes(self._connection, self._project_id, is_unlisted)
        return {likeness(each.number): each.key for each in reversed(scenes)}

    def _give(self, number: SceneNumber) -> int:
        if self._new is None:
            self._new = _NewKeys(self._ever_given(), self.seen, self._film)
        return self._new.give(size(number))

    def _ever_given(self) -> set[int]:
        """The keys of all scenes that the project has, had, or has decisions on."""
        queries = []
        for table in _WITH_KEYS:
            its = table.c.project_id == self._project_id
            queries.append(select(table.c.scene_index).where(its))
        return set(self._connection.scalars(union(*queries)))


class _NewKeys:
    """Keys for new scenes. The whole numbers of a film are left to the scenes that have them."""

    def __init__(self, given: set[int], seen: set[int], film: Numbers) -> None:
        self._given = given
        self._seen = seen
        self._film = film
        self._of_film: set[int] | None = None
        self._highest = 0

    def give(self, whole: int | None) -> int:
        """The scene's own number if that is free and can be a key, else the next free key."""
        key = whole
        if key is None or not _can_be_key(key) or self._was_given(key):
            key = self._next()
        self._highest = max(self._highest, key)
        return key

    def _was_given(self, key: int) -> bool:
        return key in self._given or key in self._seen

    def _next(self) -> int:
        """The key above all that were ever given; at the end of the range, the first free one."""
        if self._of_film is None:
            self._of_film = set()
            for number in self._film():
                whole = size(number)
                if whole is not None and _can_be_key(whole):
                    self._of_film.add(whole)
            self._highest = max({self._highest, *self._given, *self._of_film})
        if self._highest < LAST_KEY:
            return self._highest + 1
        key = 1
        while self._was_given(key) or key in self._of_film:
            key += 1
        return key


def _can_be_key(whole: int) -> bool:
    return 0 <= whole <= LAST_KEY
