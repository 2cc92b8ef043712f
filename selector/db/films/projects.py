"""A project of the database: found by id or title, and its scenes, one batch after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import or_, select, type_coerce
from sqlalchemy.types import Text

from selector.db.connections.bulk import among, batches
from selector.db.connections.problems import problem
from selector.db.films.unusable import WRITE_ANEW, StoredProblem, is_text, unusable_scene
from selector.db.models import Project, SceneManifest
from selector.db.tables.columns import raw, stored
from selector.db.tables.metadata import table_of
from selector.db.tables.own_tables import FilmRow
from selector.engine.manifest import read_manifest
from selector.model.problem import ProblemError, shown
from selector.model.scene_number import size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber

_PROJECTS, _SCENES, _FILMS = table_of(Project), table_of(SceneManifest), table_of(FilmRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProject:
    """A project: its id, its title, and the collection of its pictures."""

    id: UUID
    title: str | None
    manifest_id: UUID | None


def find_project(connection: Connection, wanted: UUID | str | None = None) -> FoundProject:
    """The project of that id or title; the only one there is where none is named.

    Raises:
        ProblemError: There is none, or more than one (D610).
    """
    query = select(_PROJECTS.c.id, _PROJECTS.c.title, _PROJECTS.c.manifest_id).order_by(_PROJECTS.c.title).limit(9)
    identity = _uuid(wanted)
    if wanted is not None:
        by_title = type_coerce(_PROJECTS.c.title, Text) == str(wanted)
        query = query.where(or_(_PROJECTS.c.id == identity, by_title) if identity else by_title)
    found = connection.execute(query).all()
    if len(found) == 1:
        return FoundProject(id=found[0].id, title=found[0].title, manifest_id=found[0].manifest_id)
    url = connection.engine.url
    names = ", ".join(f"{row.title or 'without a title'} ({row.id})" for row in found)
    if wanted is None and found:
        raise problem(url, "D610", "The database holds several projects.", f"Name one with --project: {names}.")
    if found:
        raise problem(url, "D610", f"Several projects are called {wanted!r}.", f"Name one by its id: {names}.")
    what = f"The database has no project {wanted!r}." if wanted is not None else "The database holds no project."
    raise problem(url, "D610", what, "Check the name, or keep a film in it first: selector pick FILM --db URL.")


def film_rules(connection: Connection, project: FoundProject) -> str | None:
    """The text of the rules that the project's film brought along; None where it has none of its own."""
    text: str | None = connection.scalar(select(_FILMS.c.rules_text).where(_FILMS.c.project_id == project.id))
    return text


def read_scenes(
    connection: Connection, project_id: UUID, wanted: Sequence[int], left_out: list[StoredProblem] | None = None
) -> Iterator[list[tuple[int, Scene]]]:
    """Scenes of a project by their numbers, in that order and in batches. The manifest of no other is looked at.

    With `left_out`, scenes that cannot be used are put there.

    Raises:
        ProblemError: Without `left_out`, a manifest is no JSON object or cannot be used (D615).
    """
    for batch in batches(wanted):
        scenes = []
        for index, value in manifests(connection, project_id, batch):
            scene = _scene(index, value)
            if not isinstance(scene, StoredProblem):
                scenes.append((index, scene))
            elif left_out is None:
                raise ProblemError([scene.at(connection.engine.url)])
            else:
                left_out.append(scene)
        yield scenes


def manifests(connection: Connection, project_id: UUID, wanted: Sequence[int]) -> list[tuple[int, object]]:
    """What is stored as the manifests of these scenes, by rising number: no JSON object where somebody edited it."""
    its = (_SCENES.c.project_id == project_id) & among(_SCENES.c.scene_index, wanted)
    query = select(_SCENES.c.scene_index, raw(_SCENES.c.manifest_json)).where(its)
    return [(index, stored(value)) for index, value in connection.execute(query.order_by(_SCENES.c.scene_index))]


def scene_indexes(connection: Connection, project_id: UUID) -> list[int]:
    """The number of every scene of a project, rising."""
    query = select(_SCENES.c.scene_index).where(_SCENES.c.project_id == project_id)
    return list(connection.scalars(query.order_by(_SCENES.c.scene_index)))


def key_of(number: SceneNumber) -> int:
    """The key of the scene of that number; for a number that no row can have, one that none has."""
    whole = size(number)
    return -(2**31) if whole is None or abs(whole) >= 2**31 else whole


def read_scene(connection: Connection, project: FoundProject, number: SceneNumber) -> tuple[int, dict[str, Any], Scene]:
    """One scene of a project; raises ProblemError as `read_scenes`, and where there is none (D610)."""
    found = manifests(connection, project.id, [key_of(number)])
    if not found:
        raise ProblemError([no_scene(project, number).at(connection.engine.url)])
    [(index, value)] = found
    scene = _scene(index, value)
    if isinstance(scene, StoredProblem):
        raise ProblemError([scene.at(connection.engine.url)])
    return index, manifest_of(connection.engine.url, index, value), scene


def no_scene(project: FoundProject, number: SceneNumber) -> StoredProblem:
    """That a project has no scene of that number."""
    what = f"The project {project.title or project.id} has no scene {shown(number)}."
    return StoredProblem(scene=number, code="D610", what=what, hint="Check the number.")


def manifest_of(url: URL, index: int, manifest: object) -> dict[str, Any]:
    """What is stored as a scene's manifest; raises ProblemError where it is no JSON object (D615)."""
    if not isinstance(manifest, dict):
        raise problem(url, "D615", _NO_OBJECT.format(index), WRITE_ANEW)
    return manifest


def _scene(index: int, value: object) -> Scene | StoredProblem:
    """A stored manifest, read."""
    if not isinstance(value, dict):
        return StoredProblem(scene=index, what=_NO_OBJECT.format(index), hint=WRITE_ANEW)
    try:
        scene = read_manifest(value)
    except ProblemError as error:
        return unusable_scene(index, error.problems)
    texts = [scene.shot_type, *(text or "" for placement in scene.placements for text in placement)]
    if not is_text("".join(texts)):
        return StoredProblem(scene=index, what=f"The manifest of scene {index} has half a character.", hint=WRITE_ANEW)
    return scene if scene.index == index else replace(scene, index=index)


_NO_OBJECT = "The manifest of scene {} is no JSON object any more."


def _uuid(value: UUID | str | None) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(value or "")
    except ValueError:
        return None
