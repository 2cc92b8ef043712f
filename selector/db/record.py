"""A film and what was picked for its scenes in; one transaction that keeps it all, or leaves what was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.db.bulk import batches
from selector.db.decisions import DecisionBuilder, put_decisions
from selector.db.film_changes import FilmChanges
from selector.db.film_store import StoredFilm, put_film
from selector.db.refusals import said
from selector.db.scene_store import SceneStore, index_of
from selector.db.schema import take_turn
from selector.db.sessions import on_connection
from selector.db.writing import Writing

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

    The first argument is an address, a session or an engine, as `selector.db.sessions` says. Only at an address are
    tables made, in an empty database.

    `results` are (scene manifest, selection) pairs; they are taken one after another and never held together, so
    that a film of any length goes through. Running it again updates what is there; ids stay, and a decision that says
    nothing new is not written. With `whole_film`, scenes that the film has no longer are removed. `by` is who asked.

    Raises:
        ProblemError: The database cannot be used or refuses (D6xx). Whatever is raised, also by `results`, nothing
            has changed; a caller's transaction goes on without any of it.
    """
    builder = DecisionBuilder()
    decisions = 0
    project_id, pictures, about = put_film(connection, film)
    take_turn(connection, f"project {project_id}")
    scenes = SceneStore(connection, project_id)
    for batch in batches(results):
        scenes.put([manifest for manifest, _ in batch], places=whole_film)
        built = [builder.build(index_of(connection, manifest), selection) for manifest, selection in batch]
        decisions += len(put_decisions(connection, project_id, built, by))
    changes = FilmChanges(pictures=pictures, scenes=scenes.changes(whole_film=whole_film), about=about)
    return Recorded(
        database=said(connection.engine.url),
        project_id=project_id,
        scenes=len(scenes),
        decisions=decisions,
        changes=changes,
    )
