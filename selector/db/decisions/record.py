"""A film and what was picked for its scenes in; one transaction that keeps it all, or leaves what was there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import without_password
from selector.db.connections.sessions import on_connection
from selector.db.decisions.decision_store import DecisionStore, StoredDecision
from selector.db.decisions.last_pick import Inputs, store_last_pick
from selector.db.films.film_store import store_film
from selector.db.films.stored_film import FilmChanges, StoredFilm
from selector.db.schema.openings import Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.engine.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was kept: where (`database`, fit to be printed), under which project, and how many scenes.

    `decisions` counts the scenes whose newest decision is new: picked for the first time, or otherwise than before.
    """

    database: str
    project_id: UUID
    scenes: int
    decisions: int
    changes: FilmChanges


@on_connection(Writing)
def record_film(
    connection: Connection,
    film: StoredFilm,
    results: Iterable[tuple[Mapping[str, Any], Selection]],
    *,
    whole_film: bool = True,
    by: str | None = None,
    told: Callable[[Mapping[str, Any], Selection, StoredDecision], None] | None = None,
    inputs: Callable[[], Inputs | None] | None = None,
) -> Recorded:
    """Write the film, the tags picked for each scene and the decisions, all in one transaction.

    The first argument is an address, a session or an engine, as `selector.db.connections.sessions` says. Only at an
    address are tables made, in an empty database.

    `results` are (scene manifest, selection) pairs; they are taken one after another and never held together, so
    that a film of any length goes through. Running it again updates what is there; ids stay, and a decision that says
    nothing new is not written. With `whole_film`, scenes that the film has no longer are removed. `by` is who asked.
    `told` is called with each pair and what became of it, batch by batch. `inputs` gives, at the end, what a pick of
    the whole film read, so that an unchanged film is known again (on SQLite).

    Raises:
        ProblemError: The database cannot be used or refuses (D6xx). Whatever is raised, also by `results`, nothing
            has changed; a caller's transaction goes on without any of it.
    """
    new = 0
    kept = store_film(connection, film)
    decisions = DecisionStore(connection, kept.project_id, by)
    for batch in batches(results):
        keys = kept.scenes.put([manifest for manifest, _ in batch], places=whole_film)
        done = decisions.put(
            [(key, selection) for key, (_, selection) in zip(keys, batch, strict=True)]
        )
        new += sum(each.is_new for each in done)
        if told is not None:
            for (manifest, selection), each in zip(batch, done, strict=True):
                told(manifest, selection, each)
    changes = kept.changes(whole_film=whole_film)
    driver = connection.connection.driver_connection
    if (
        inputs is not None
        and whole_film
        and isinstance(driver, sqlite3.Connection)
        and (read := inputs())
    ):
        store_last_pick(driver, kept.project_id.hex, read)
    return Recorded(
        database=without_password(connection.engine.url),
        project_id=kept.project_id,
        scenes=len(kept.scenes),
        decisions=new,
        changes=changes,
    )
