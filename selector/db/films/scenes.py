"""A film's scenes as rows, and what changed. Any number of scenes goes through.

In: scene manifests, a batch at a time. Out: their keys in the database; at the end, a `Changes`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select

from selector.db.connections.bulk import among, batches, put_rows
from selector.db.connections.database_problems import ignored, problem
from selector.db.films.keys import SceneKeys
from selector.db.films.numbers import (
    NUMBER_COLUMNS,
    number_columns,
    number_in,
    numbered_scenes,
    of_one_scene,
)
from selector.db.films.stored_film import Changes
from selector.db.tables.columns import checked, raw, stored
from selector.db.tables.own_tables import FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.problem import shown
from selector.model.scene_number import LONGEST, scene_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.films.keys import Numbers
    from selector.model.scene_number import SceneNumber


class SceneStore:
    """Stores the scenes of one film, batch by batch; in memory each scene leaves only its key.

    `film` returns the numbers of all scenes of the film. It is called where a new scene needs a key
    that no other scene has.
    """

    def __init__(self, connection: Connection, project_id: UUID, film: Numbers) -> None:
        self._connection = connection
        self._project_id = project_id
        self._keys = SceneKeys(connection, project_id, film)
        self._added: list[SceneNumber] = []
        self._changed: list[SceneNumber] = []

    def put(self, manifests: Sequence[Mapping[str, Any]], *, places: bool = True) -> list[int]:
        """Write these scenes, unless they are stored just so, and return their keys.

        With `places`, they follow the scenes put before. Without, each scene stays where it is in
        the film, and a new one comes last.
        """
        numbers = [
            _number_in(self._connection, manifest, nth)
            for nth, manifest in enumerate(manifests, len(self) + 1)
        ]
        next_place = len(self)
        if not places:
            next_place = self._last_place() + 1
        keys = self._keys.of(numbers)
        there = self._there(keys)
        rows: list[tuple[Any, ...]] = []
        number_rows: list[tuple[Any, ...]] = []
        for key, number, manifest in zip(keys, numbers, manifests, strict=True):
            before = there.get(key, _NOT_THERE)
            if _text(self._connection, manifest) != before.text:
                rows.append((self._project_id, key, manifest))
                self._note(number, before)
            place = before.place
            if places or place is None:
                place = next_place
                next_place += 1
            if not before.has(place, number):
                number_rows.append((self._project_id, key, place, *number_columns(number)))
        columns: Sequence[str] = ("project_id", "scene_index", "manifest_json")
        wrote_all = put_rows(self._connection, SCENES, columns, rows)
        columns = ("project_id", "scene_index", "place", *NUMBER_COLUMNS)
        wrote_all &= put_rows(self._connection, FILM_SCENES, columns, number_rows)
        if not wrote_all:
            self._must_differ(there, rows, number_rows)
        return keys

    def _must_differ(
        self,
        there: Mapping[int, _Before],
        rows: Sequence[tuple[Any, ...]],
        number_rows: Sequence[tuple[Any, ...]],
    ) -> None:
        """Refuse a database that lets scenes be as they were, and says nothing.

        Args:
            there: What it had of the scenes.
            rows: What was written to the table of scenes.
            number_rows: What was written to that of their numbers.

        Raises:
            ProblemError: A scene is as it was (D612).
        """
        now = self._there([row[1] for row in (*rows, *number_rows)])
        for _, key, _ in rows:
            if now[key].text == there.get(key, _NOT_THERE).text:
                raise problem(self._connection, *ignored(SCENES.name))
        for _, key, *_ in number_rows:
            before = there.get(key, _NOT_THERE)
            if (now[key].place, now[key].number) == (before.place, before.number):
                raise problem(self._connection, *ignored(FILM_SCENES.name))

    def changes(self, *, whole_film: bool) -> Changes:
        """What changed.

        With `whole_film`, scenes that the film no longer has are removed first; decisions on them
        stay.
        """
        gone: list[SceneNumber] = []
        if whole_film:
            gone = self._remove_others()
        return Changes(
            added=tuple(map(str, self._added)),
            changed=tuple(map(str, self._changed)),
            removed=tuple(map(str, gone)),
        )

    def _note(self, number: SceneNumber, before: _Before) -> None:
        if before is _NOT_THERE:
            self._added.append(number)
        else:
            self._changed.append(number)

    def _there(self, keys: Sequence[int]) -> dict[int, _Before]:
        """What the database has of each of these scenes."""
        query = (
            select(
                checked(SCENES.c.scene_index),
                raw(SCENES.c.manifest_json).label("manifest"),
                *FILM_SCENES.c["place", "own_number", "is_integer"],
            )
            .join_from(SCENES, FILM_SCENES, of_one_scene(SCENES), isouter=True)
            .where(SCENES.c.project_id == self._project_id, among(SCENES.c.scene_index, keys))
        )
        found = {}
        for row in self._connection.execute(query).mappings():
            manifest = stored(row["manifest"])
            text = None
            if isinstance(manifest, dict):
                text = json.dumps(manifest)
            key = row["scene_index"]
            found[key] = _Before(text, row["place"], number_in(row))
        return found

    def _last_place(self) -> int:
        """The place of the last scene that has one; -1 if none has."""
        its = FILM_SCENES.c.project_id == self._project_id
        query = select(func.max(FILM_SCENES.c.place)).where(its)
        last = self._connection.scalar(query)
        if last is None:
            return -1
        return int(last)

    def _remove_others(self) -> list[SceneNumber]:
        """Remove the scenes that were not put, and return their numbers."""
        others = [
            each
            for each in numbered_scenes(self._connection, self._project_id)
            if each.key not in self._keys.seen
        ]
        its = SCENES.c.project_id == self._project_id
        for batch in batches(others):
            keys = [each.key for each in batch]
            is_gone = among(SCENES.c.scene_index, keys)
            done = self._connection.execute(delete(SCENES).where(its, is_gone))
            if done.rowcount != len(keys) and self._there(keys):
                raise problem(self._connection, *ignored(SCENES.name))
        return [each.number for each in others]

    def __len__(self) -> int:
        return len(self._keys.seen)


class _Before(NamedTuple):
    """A scene in the database: its manifest as JSON, its place in the film and its number."""

    text: str | None = None
    place: int | None = None
    number: SceneNumber | None = None

    def has(self, place: int, number: SceneNumber) -> bool:
        """Say if the scene has this place and number; 12 and "12" are different numbers here."""
        if type(self.number) is not type(number):
            return False
        return (self.place, self.number) == (place, number)


_NOT_THERE = _Before()


def _number_in(connection: Connection, manifest: Mapping[str, Any], nth: int) -> SceneNumber:
    """The number of the scene that is the nth to be stored, from 1.

    Raises:
        ProblemError: It has none (D611).
    """
    written = manifest.get("scene_index")
    number = scene_number(written)
    if number is not None:
        return number
    which = f"The scene at position {nth} in the list has"
    what = f"{which} no number."
    if isinstance(written, int) and not isinstance(written, bool):
        what = f"{which} a `scene_index` of more than {LONGEST} digits."
    elif written is not None:
        what = f"{which} a `scene_index` that is not a scene number: `{shown(written)}`."
    hint = "Give every scene a number, such as 12, 12A or SH020."
    raise problem(connection, "D611", what, hint)


def _text(connection: Connection, manifest: Mapping[str, Any]) -> str:
    """The manifest as JSON, in the order of its keys."""
    try:
        return json.dumps(manifest, allow_nan=False)
    except RecursionError:
        what = "is nested too deeply"
        hint = "Use a text instead."
    except (TypeError, ValueError):
        what = "JSON does not support, such as `.nan` or `.inf`"
        hint = "Use a number or text instead."
    which = f"Scene {manifest.get('scene_index')}"
    raise problem(connection, "D611", f"{which} contains a value that {what}.", hint)
