"""A film folder in; the same film in a database out, in one transaction, without picking anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.db.bulk import batches
from selector.db.connect import read_url
from selector.db.film_changes import FilmChanges
from selector.db.film_store import put_film
from selector.db.refusals import said
from selector.db.scene_store import SceneStore
from selector.db.schema import take_turn
from selector.db.writing import writing
from selector.model.problem import ProblemError, errors_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.engine import URL

    from selector.model.problem import Problem
    from selector.reading.film import Film

_MOST_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Where the film was put, under which project, how many pictures and scenes it has, and what changed."""

    database: str
    project_id: UUID
    pictures: int
    scenes: int
    changes: FilmChanges


def import_film(url: str | URL, film: Film) -> Imported:
    """Put a film into a database. A film of the same title is updated: pictures by id or tag, scenes by number.

    Picked tags of scenes stay as they were. A second run changes nothing.

    Raises:
        ProblemError: A scene has an error, or the database cannot be used or refuses. Nothing has changed then.
    """
    address = read_url(url)
    with writing(address) as connection:
        project_id, pictures, about = put_film(connection, film)
        take_turn(connection, f"project {project_id}")
        scenes = SceneStore(connection, project_id)
        for batch in batches(_manifests(film)):
            scenes.put(batch)
        changes = FilmChanges(pictures=pictures, scenes=scenes.changes(whole_film=True), about=about)
    return Imported(
        database=said(address),
        project_id=project_id,
        pictures=len(film.assets),
        scenes=len(scenes),
        changes=changes,
    )


def _manifests(film: Film) -> Iterator[dict[str, Any]]:
    """Each scene's manifest; ends in a ProblemError where any scene of the film has an error."""
    problems: list[Problem] = []
    for read in film.read_scenes():
        if len(problems) < _MOST_PROBLEMS:
            problems += errors_of(read.problems)
        if read.manifest is not None and not problems:
            yield read.manifest
    if problems:
        raise ProblemError(problems)
