"""Store a film and what was picked for its scenes, in one transaction: all of it, or nothing.

In: a film, and (scene manifest, selection) pairs. Out: a `Recorded`, with what changed.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from selector.db.connections.arguments import must_be_pairs
from selector.db.connections.bulk import batches
from selector.db.connections.cancelling import finished, may_stop_here
from selector.db.connections.database_errors import callers_code, callers_function
from selector.db.connections.database_problems import without_password
from selector.db.connections.sessions import on_connection
from selector.db.decisions.decision_store import DecisionStore, StoredDecision
from selector.db.decisions.last_pick import Inputs, store_last_pick
from selector.db.films.film_store import store_film
from selector.db.films.stored_film import FilmChanges, StoredFilm
from selector.db.schema.openings import Writing
from selector.model.frozen import frozen
from selector.model.problem import as_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.engine.selection import Selection


@frozen
class Recorded:
    """A film that was stored: where, under which project, and how many scenes.

    `database` is an address that may be printed. `decisions` counts the scenes with a new decision:
    picked for the first time, or differently than before.
    """

    database: str
    project_id: UUID
    scenes: int
    decisions: int
    changes: FilmChanges


@on_connection(Writing, repeats=False)
def record_film(
    connection: Connection,
    film: StoredFilm,
    results: Iterable[tuple[Mapping[str, Any], Selection]],
    *,
    whole_film: bool = True,
    by: str | None = None,
    on_stored: Callable[[Mapping[str, Any], Selection, StoredDecision], object] | None = None,
    inputs: Callable[[], Inputs | None] | None = None,
) -> Recorded:
    """Write the film, the tags picked for each scene and the decisions, all in one transaction.

    Recording the same again updates what is there: ids stay, and a decision that is the same is not
    written. Tables are made only at an address, in an empty database.

    Args:
        connection: A session, a connection, an engine or an address.
        film: The film.
        results: (scene manifest, selection) pairs, taken one after another and never held together,
            so that a film may have any length.
        whole_film: Remove scenes that the film no longer has.
        by: Who or what wants the picks; stored with the decisions.
        on_stored: Called with each pair and what became of it, after each batch; awaited with
            asyncio if it can be.
        inputs: Returns, at the end, what a pick of the whole film read, so that an unchanged film
            is recognized next time (on SQLite).

    Returns:
        What was stored.

    Raises:
        ProblemError: The database cannot be used (D6xx). Whatever is raised, also by `results`,
            nothing has changed; a caller's transaction goes on without any of it.
        TypeError: An argument is of the wrong type.
        ValueError: Among `results` is something else than such pairs.
    """
    new = 0
    update = store_film(connection, film)
    decisions = DecisionStore(connection, update.project_id, by)
    left = batches(results)
    while True:
        with callers_code():
            batch = next(left, [])
            must_be_pairs(batch)
        if not batch:
            break
        keys = update.scenes.put([manifest for manifest, _ in batch], places=whole_film)
        may_stop_here(connection)
        selections = [selection for _, selection in batch]
        done = decisions.put(list(zip(keys, selections, strict=True)))
        new += sum(each.is_new for each in done)
        if on_stored is not None:
            for (manifest, selection), each in zip(batch, done, strict=True):
                with callers_function(connection, "on_stored"):
                    finished(connection, on_stored(manifest, selection, each))
    changes = update.changes(whole_film=whole_film)
    driver = connection.connection.driver_connection
    if inputs is not None and whole_film and isinstance(driver, sqlite3.Connection):
        with callers_code():
            read = inputs()
            if not isinstance(read, Inputs | None):
                raise TypeError(f"`inputs` must return `Inputs` or None, not {as_python(read)}")
        if read:
            store_last_pick(driver, update.project_id.hex, read)
    return Recorded(
        database=without_password(connection),
        project_id=update.project_id,
        scenes=len(update.scenes),
        decisions=new,
        changes=changes,
    )
