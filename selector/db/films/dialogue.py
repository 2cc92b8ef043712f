"""The dialogue of scenes, from a pipeline's own table, where it has one.

In: the keys of some scenes. Out: the lines that are stored for each, and scene manifests that have
them.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Uuid, column, select, table, text

from selector.db.connections.bulk import among
from selector.db.connections.undecoded import rows_as_stored
from selector.db.tables.columns import in_another_form, not_as_looked_up, raw, stored, untyped
from selector.engine.notes_and_speech import lines_in, one_by_one
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

_AUDIO = table(
    "scene_audio_manifests",
    column("project_id", Uuid()),
    column("scene_index", Integer()),
    column("dialogue_json"),
)
"""A table of pipelines that selector never makes, changes or needs."""


@frozen
class LostLines:
    """Dialogue that is not found, since SQLite has the id of its project in another form."""

    what: str


class Dialogue:
    """The dialogue of a project's scenes, read a batch at a time; none without the table."""

    def __init__(self, connection: Connection, project_id: UUID) -> None:
        self._connection = connection
        self._project_id = project_id
        self._is_there = _is_there(connection)

    def of(self, keys: Sequence[int]) -> dict[int, object]:
        """What is stored of the dialogue of some scenes.

        Args:
            keys: The keys of the scenes.

        Returns:
            The lines of those scenes that have some, by key; anything where it was edited by hand;
            `LostLines` where they are not found.
        """
        if not self._is_there:
            return {}
        its = _AUDIO.c.project_id == self._project_id
        if self._connection.dialect.name == "sqlite":
            its |= in_another_form(_AUDIO.c.project_id, self._project_id)
        columns = (
            _AUDIO.c.scene_index,
            untyped(_AUDIO.c.project_id),
            raw(_AUDIO.c.dialogue_json),
        )
        query = select(*columns).where(its, among(_AUDIO.c.scene_index, keys))
        found: dict[int, object] = {}
        for key, project_id, value in rows_as_stored(self._connection, query):
            wrong = not_as_looked_up("scene_audio_manifests.project_id", project_id)
            if wrong:
                found[key] = LostLines(what=f"Its dialogue is not found: {wrong}")
            elif value is not None and not isinstance(found.get(key), LostLines):
                found[key] = stored(value)
        return found


def is_dialogue(stored_lines: object) -> bool:
    """Whether stored dialogue can be read: lines, one line, an audio manifest, or None."""
    if isinstance(stored_lines, dict):
        stored_lines = [*lines_in(stored_lines)] or [stored_lines]
    if stored_lines is None:
        return True
    return isinstance(stored_lines, list) and all(map(_is_line, stored_lines))


def _is_line(line: object) -> bool:
    if not isinstance(line, dict):
        return False
    speakers = (line.get("speaker_tag"), line.get("speaker_name"))
    return all(speaker is None or isinstance(speaker, str) for speaker in speakers)


def with_dialogue(manifest: Mapping[str, Any], dialogue: object) -> Mapping[str, Any]:
    """A scene manifest in which stored lines follow those that it has itself.

    Args:
        manifest: The scene manifest.
        dialogue: What is stored: a list of lines, one line, or an audio manifest. Anything else
            says nothing.

    Returns:
        The manifest, with the lines that it lacks in its audio manifest; as it is if it lacks none.
    """
    lines: Sequence[object] = ()
    if isinstance(dialogue, list):
        lines = dialogue
    elif isinstance(dialogue, dict):
        lines = [*lines_in(dialogue)] or [dialogue]
    audio = manifest.get("audio_manifest")
    there = set(map(_as_text, chain(lines_in(manifest), lines_in(audio))))
    if there:
        lines = [line for line in lines if _as_text(line) not in there]
    if not lines:
        return manifest
    if audio is None or isinstance(audio, dict):
        return {**manifest, "audio_manifest": _with_lines(audio or {}, lines)}
    return _with_lines(manifest, lines)


def _as_text(line: object) -> str:
    return json.dumps(line, sort_keys=True)


def _with_lines(holder: Mapping[str, Any], lines: Sequence[object]) -> dict[str, Any]:
    """A scene manifest or an audio manifest with more lines of its own, after the others."""
    key = "dialogue_lines"
    if "dialogue" in holder:
        key = "dialogue"
    return {**holder, key: [*one_by_one(holder.get(key)), *lines]}


def _is_there(connection: Connection) -> bool:
    """Whether the database has that table, with these columns, and lets us read it."""
    query = _COLUMNS_IN[connection.dialect.name]
    return bool(connection.scalar(text(query)) == len(_AUDIO.c))


_COLUMNS_IN = {
    "sqlite": """
        SELECT count(*) FROM pragma_table_info('scene_audio_manifests')
        WHERE name IN ('project_id', 'scene_index', 'dialogue_json')
    """,
    "postgresql": """
        SELECT count(*) FROM pg_attribute
        JOIN pg_type ON pg_type.oid = pg_attribute.atttypid
        WHERE attrelid = to_regclass('scene_audio_manifests')
        AND has_table_privilege(attrelid, 'SELECT')
        AND (attname, typname) IN (
            ('project_id', 'uuid'),
            ('scene_index', 'int2'), ('scene_index', 'int4'), ('scene_index', 'int8'),
            ('dialogue_json', 'json'), ('dialogue_json', 'jsonb'), ('dialogue_json', 'text')
        )
    """,
}
"""How many of the columns there are, of the types that the query needs."""
