"""The dialogue of scenes, from a pipeline's own table, where it has one.

In: the keys of some scenes. Out: the lines that are stored for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, Uuid, column, select, table, text

from selector.db.connections.bulk import among
from selector.db.connections.undecoded import rows_as_stored
from selector.db.tables.columns import raw, stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

_AUDIO = table(
    "scene_audio_manifests",
    column("project_id", Uuid()),
    column("scene_index", Integer()),
    column("dialogue_json"),
)
"""A table of pipelines that selector never makes, changes or needs."""


def dialogue_of(connection: Connection, project_id: UUID, keys: Sequence[int]) -> dict[int, object]:
    """What is stored of the dialogue of some scenes.

    Args:
        connection: A database in which `has_dialogue` is true.
        project_id: The project.
        keys: The keys of the scenes.

    Returns:
        The lines of those scenes that have some, by key; anything where it was edited by hand.
    """
    its = (_AUDIO.c.project_id == project_id) & among(_AUDIO.c.scene_index, keys)
    columns = (_AUDIO.c.scene_index, raw(_AUDIO.c.dialogue_json))
    rows = rows_as_stored(connection, select(*columns).where(its))
    return {key: stored(value) for key, value in rows if value is not None}


def has_dialogue(connection: Connection) -> bool:
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
        AND NOT attisdropped
        AND has_table_privilege(attrelid, 'SELECT')
        AND (attname, typname) IN (
            ('project_id', 'uuid'),
            ('scene_index', 'int2'), ('scene_index', 'int4'), ('scene_index', 'int8'),
            ('dialogue_json', 'json'), ('dialogue_json', 'jsonb'), ('dialogue_json', 'text')
        )
    """,
}
"""How many of the columns there are, of the types that the query needs."""
