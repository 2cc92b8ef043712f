"""Put a film folder into a database, in one transaction, without picking anything.

In: a `Film`. Out: an `Imported`, with what changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.db.connections.bulk import batches
from selector.db.connections.cancelling import may_stop_here
from selector.db.connections.database_problems import without_password
from selector.db.connections.sessions import on_connection
from selector.db.films.film_store import store_film
from selector.db.films.stored_film import FilmChanges
from selector.db.schema.openings import Writing
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.reading.film import Film


@frozen
class Imported:
    """A film that was imported: its database and project, and what changed.

    `pictures` and `scenes` are how many the film has.
    """

    database: str
    project_id: UUID
    pictures: int
    scenes: int
    changes: FilmChanges


@on_connection(Writing)
def import_film(connection: Connection, film: Film) -> Imported:
    """Put a film into a database, or update the film of the same title there.

    Pictures are matched by id, else by tag and file; scenes by number. The picked tags of scenes
    stay as they were. A second run changes nothing. The first argument is a session, a connection,
    an engine or an address. Tables are made only at an address, in an empty database.

    Raises:
        ProblemError: A scene has an error, or the database cannot be used. Nothing has changed
            then, and a caller's transaction goes on without any of it.
    """
    update = store_film(connection, film)
    for batch in batches(manifest for _, manifest in film.usable_scenes()):
        update.scenes.put(batch)
        may_stop_here(connection)
    return Imported(
        database=without_password(connection),
        project_id=update.project_id,
        pictures=len(film.assets),
        scenes=len(update.scenes),
        changes=update.changes(whole_film=True),
    )
