"""A film's scene manifests in; the rows that stand for them, and what changed. Any number goes through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from selector.db.connections.bulk import among, put_rows
from selector.db.connections.problems import problem
from selector.db.films.film import Changes
from selector.db.models import SceneManifest
from selector.db.tables.columns import raw, stored
from selector.db.tables.metadata import table_of
from selector.db.tables.own_tables import FilmSceneRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

_SCENES, _PLACES = table_of(SceneManifest), table_of(FilmSceneRow)


class SceneStore:
    """Keeps the scenes of one film, batch by batch, and remembers of each no more than its number."""

    def __init__(self, connection: Connection, project_id: UUID) -> None:
        self._connection = connection
        self._project_id = project_id
        self._seen: dict[int, None] = {}
        self._added: list[int] = []
        self._changed: list[int] = []

    def put(self, manifests: Sequence[Mapping[str, Any]], *, places: bool = True) -> None:
        """Write these scenes, unless they stand there just so. With `places`, they follow those put before."""
        indexes = [self._index_of(manifest) for manifest in manifests]
        there = self._there(indexes)
        texts = {index: _text(self._connection, manifest) for index, manifest in zip(indexes, manifests, strict=True)}
        new = [index for index in texts if index not in there]
        changed = [index for index in texts if index in there and there[index][0] != texts[index]]
        by_index = dict(zip(indexes, manifests, strict=True))
        rows = [(self._project_id, index, by_index[index]) for index in (*new, *changed)]
        put_rows(self._connection, _SCENES, ("project_id", "scene_index", "manifest_json"), rows)
        first = len(self._seen) - len(indexes)
        moved = [
            (self._project_id, index, first + number)
            for number, index in enumerate(by_index)
            if index not in there or (places and there[index][1] != first + number)
        ]
        put_rows(self._connection, _PLACES, ("project_id", "scene_index", "place"), moved)
        self._added += new
        self._changed += changed

    def changes(self, *, whole_film: bool) -> Changes:
        """What changed. Of a whole film, scenes that it has no longer are removed; decisions on them stay."""
        gone = self._remove_others() if whole_film else []
        return Changes(
            added=tuple(map(str, self._added)), changed=tuple(map(str, self._changed)), removed=tuple(map(str, gone))
        )

    def _there(self, indexes: list[int]) -> dict[int, tuple[str | None, int | None]]:
        """The text of each scene that is there, and its place."""
        same = (_PLACES.c.project_id == _SCENES.c.project_id) & (_PLACES.c.scene_index == _SCENES.c.scene_index)
        found = self._connection.execute(
            select(_SCENES.c.scene_index, raw(_SCENES.c.manifest_json), _PLACES.c.place)
            .join_from(_SCENES, _PLACES, same, isouter=True)
            .where(_SCENES.c.project_id == self._project_id, among(_SCENES.c.scene_index, indexes))
        )
        return {index: (_told(stored(manifest)), place) for index, manifest, place in found}

    def _remove_others(self) -> list[int]:
        its = _SCENES.c.project_id == self._project_id
        there = self._connection.scalars(select(_SCENES.c.scene_index).where(its).order_by(_SCENES.c.scene_index))
        gone = [index for index in there if index not in self._seen]
        for index in gone:
            self._connection.execute(delete(_SCENES).where(its, _SCENES.c.scene_index == index))
        return gone

    def _index_of(self, manifest: Mapping[str, Any]) -> int:
        index = index_of(self._connection, manifest)
        if index in self._seen:
            what = f"Two scenes have the index {index}."
            raise problem(self._connection.engine.url, "D611", what, "Give each scene a number of its own.")
        self._seen[index] = None
        return index

    def __len__(self) -> int:
        return len(self._seen)


def index_of(connection: Connection, manifest: Mapping[str, Any]) -> int:
    """The number of a scene.

    Raises:
        ProblemError: It is none that a database holds (D611).
    """
    index = manifest.get("scene_index")
    if type(index) is not int or not -(2**31) <= index < 2**31:
        what = f"A scene has the index {index!r:.40}, which the database cannot hold."
        raise problem(connection.engine.url, "D611", what, "Number the scenes with whole numbers.")
    return index


def _text(connection: Connection, manifest: Mapping[str, Any]) -> str:
    """The manifest as JSON, in the order of its keys."""
    try:
        return json.dumps(manifest, allow_nan=False)
    except (TypeError, ValueError):
        what = f"Scene {manifest.get('scene_index')} has a value that JSON does not have, such as `.nan` or `.inf`."
        raise problem(connection.engine.url, "D611", what, "Write a number or a text instead.") from None


def _told(manifest: object) -> str | None:
    return json.dumps(manifest) if isinstance(manifest, dict) else None
