"""A film's scene manifests in; the rows that stand for them, and what changed. Any number goes through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select

from selector.db.connections.bulk import among, batches, put_rows
from selector.db.connections.database_problems import problem
from selector.db.films.keys import SceneKeys
from selector.db.films.numbers import (
    NUMBER_COLUMNS,
    number_columns,
    number_in,
    numbered_scenes,
    of_one_scene,
)
from selector.db.films.stored_film import Changes
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.problem import shown
from selector.model.scene_number import LONGEST, scene_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.model.scene_number import SceneNumber


class SceneStore:
    """Keeps the scenes of one film, batch by batch, and remembers of each no more than its key.

    `film` gives the numbers of all scenes of the film; it is asked where a new scene needs a key that no other has.
    """

    def __init__(
        self, connection: Connection, project_id: UUID, film: Callable[[], Iterable[SceneNumber]]
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self._keys = SceneKeys(connection, project_id, film)
        self._added: list[SceneNumber] = []
        self._changed: list[SceneNumber] = []

    def put(self, manifests: Sequence[Mapping[str, Any]], *, places: bool = True) -> list[int]:
        """Write these scenes, unless they stand there just so, and give their keys.

        With `places`, they follow those put before; without, each stays where it is, and a new one comes last.
        """
        numbers = [
            _number_in(self._connection, manifest, place)
            for place, manifest in enumerate(manifests, len(self) + 1)
        ]
        last = len(self) if places else self._last_place() + 1
        keys = self._keys.of(numbers)
        there = self._there(keys)
        rows: list[tuple[Any, ...]] = []
        told: list[tuple[Any, ...]] = []
        for key, number, manifest in zip(keys, numbers, manifests, strict=True):
            text = _text(self._connection, manifest)
            before = there.get(key, _NOT_THERE)
            if text != before.text:
                rows.append((self._project_id, key, manifest))
                (self._added if before is _NOT_THERE else self._changed).append(number)
            place = last if places or before.place is None else before.place
            last += places or before.place is None
            if (place, number, type(number)) != (before.place, before.number, type(before.number)):
                told.append((self._project_id, key, place, *number_columns(number)))
        put_rows(self._connection, SCENES, ("project_id", "scene_index", "manifest_json"), rows)
        put_rows(
            self._connection,
            FILM_SCENES,
            ("project_id", "scene_index", "place", *NUMBER_COLUMNS),
            told,
        )
        return keys

    def changes(self, *, whole_film: bool) -> Changes:
        """What changed. Of a whole film, scenes that it has no longer are removed; decisions on them stay."""
        gone = self._remove_others() if whole_film else []
        return Changes(
            added=tuple(map(str, self._added)),
            changed=tuple(map(str, self._changed)),
            removed=tuple(map(str, gone)),
        )

    def _there(self, keys: Sequence[int]) -> dict[int, _Before]:
        """What is there of each of these scenes."""
        found = self._connection.execute(
            select(SCENES.c.scene_index, raw(SCENES.c.manifest_json).label("manifest"),
                   *FILM_SCENES.c["place", "own_number", "is_integer"])
            .join_from(SCENES, FILM_SCENES, of_one_scene(SCENES), isouter=True)
            .where(SCENES.c.project_id == self._project_id, among(SCENES.c.scene_index, keys))
        )  # fmt: skip
        return {
            row["scene_index"]: _Before(
                _told(stored(row["manifest"])), row["place"], number_in(row)
            )
            for row in found.mappings()
        }

    def _last_place(self) -> int:
        """The place of the last scene that has one; -1 where none has."""
        its = FILM_SCENES.c.project_id == self._project_id
        last = self._connection.scalar(select(func.max(FILM_SCENES.c.place)).where(its))
        return -1 if last is None else int(last)

    def _remove_others(self) -> list[SceneNumber]:
        others = [
            each
            for each in numbered_scenes(self._connection, self._project_id)
            if each.key not in self._keys.seen
        ]
        its = SCENES.c.project_id == self._project_id
        for batch in batches(others):
            keys = [each.key for each in batch]
            self._connection.execute(delete(SCENES).where(its, among(SCENES.c.scene_index, keys)))
        return [each.number for each in others]

    def __len__(self) -> int:
        return len(self._keys.seen)


class _Before(NamedTuple):
    """A scene as it stands in the database: its manifest as JSON, its place in the film and its number."""

    text: str | None = None
    place: int | None = None
    number: SceneNumber | None = None


_NOT_THERE = _Before()


def _number_in(connection: Connection, manifest: Mapping[str, Any], place: int) -> SceneNumber:
    """The number of a scene; raises ProblemError where it has none (D611).

    `place` is the scene's place among those to be kept, from 1.
    """
    number = scene_number(manifest.get("scene_index"))
    if number is None:
        written = manifest.get("scene_index")
        what = f"Of the scenes to be kept, the one in place {place} has no number."
        if written is not None:
            is_large = isinstance(written, int) and not isinstance(written, bool)
            said = f"of more than {LONGEST} digits" if is_large else shown(written)
            what = f"Of the scenes to be kept, the one in place {place} has a `scene_index` that is not a number: {said}."
        raise problem(
            connection.engine.url, "D611", what, "Number every scene, such as 12, 12A or SH020."
        )
    return number


def _text(connection: Connection, manifest: Mapping[str, Any]) -> str:
    """The manifest as JSON, in the order of its keys."""
    try:
        return json.dumps(manifest, allow_nan=False)
    except (TypeError, ValueError):
        what = f"Scene {manifest.get('scene_index')} has a value that JSON does not have, such as `.nan` or `.inf`."
        raise problem(
            connection.engine.url, "D611", what, "Write a number or a text instead."
        ) from None


def _told(manifest: object) -> str | None:
    return json.dumps(manifest) if isinstance(manifest, dict) else None
