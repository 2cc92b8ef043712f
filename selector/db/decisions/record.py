"""A film and what was picked for its scenes in; one transaction that keeps it all, or leaves what was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.db.connections.bulk import batches
from selector.db.connections.problems import said
from selector.db.connections.sessions import on_connection
from selector.db.decisions.decision import DecisionBuilder
from selector.db.decisions.keep import put_decisions
from selector.db.films.film import FilmChanges, StoredFilm
from selector.db.films.keep import keep_film
from selector.db.schema.openings import Writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
) -> Recorded:
    """Write the film, the tags picked for each scene and the decisions, all in one transaction.

    The first argument is an address, a session or an engine, as `selector.db.connections.sessions` says. Only at an
    address are tables made, in an empty database.

    `results` are (scene manifest, selection) pairs; they are taken one after another and never held together, so
    that a film of any length goes through. Running it again updates what is there; ids stay, and a decision that says
    nothing new is not written. With `whole_film`, scenes that the film has no longer are removed. `by` is who asked.

    Raises:
        ProblemError: The database cannot be used or refuses (D6xx). Whatever is raised, also by `results`, nothing
            has changed; a caller's transaction goes on without any of it.
    """
    builder = DecisionBuilder()
    decisions = 0
    kept = keep_film(connection, film)
    for batch in batches(results):
        keys = kept.scenes.put([manifest for manifest, _ in batch], places=whole_film)
        built = [builder.build(key, selection) for key, (_, selection) in zip(keys, batch, strict=True)]
        decisions += len(put_decisions(connection, kept.project_id, built, by))
    return Recorded(
        database=said(connection.engine.url),
        project_id=kept.project_id,
        scenes=len(kept.scenes),
        decisions=decisions,
        changes=kept.changes(whole_film=whole_film),
    )
