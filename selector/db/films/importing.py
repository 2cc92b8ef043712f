"""A film folder in; the same film in a database out, in one transaction, without picking anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import without_password
from selector.db.connections.sessions import on_connection
from selector.db.films.film_store import store_film
from selector.db.films.stored_film import FilmChanges
from selector.db.schema.openings import Writing

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.reading.film import Film


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Where the film was put, under which project, how many pictures and scenes it has, and what changed."""

    database: str
    project_id: UUID
    pictures: int
    scenes: int
    changes: FilmChanges


@on_connection(Writing)
def import_film(connection: Connection, film: Film) -> Imported:
    """Put a film into a database. A film of the same title is updated: pictures by id or tag, scenes by number.

    Picked tags of scenes stay as they were. A second run changes nothing. The first argument is an address, a session
    or an engine, as `selector.db.connections.sessions` says; only at an address are tables made, in an empty database.

    Raises:
        ProblemError: A scene has an error, or the database cannot be used or refuses. Nothing has changed then,
            and a caller's transaction goes on without any of it.
    """
    kept = store_film(connection, film)
    for batch in batches(manifest for _, manifest in film.usable_scenes()):
        kept.scenes.put(batch)
    return Imported(
        database=without_password(connection.engine.url),
        project_id=kept.project_id,
        pictures=len(film.assets),
        scenes=len(kept.scenes),
        changes=kept.changes(whole_film=True),
    )
