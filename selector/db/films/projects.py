"""A project of the database: found by id or title, and its scenes, one batch after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import or_, select, type_coerce
from sqlalchemy.types import Text

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import problem
from selector.db.films.numbers import raw_manifests, scenes_numbered
from selector.db.films.unusable import WRITE_ANEW, StoredProblem, unusable_scene
from selector.db.tables.columns import UNDECODED, is_text, stored
from selector.db.tables.own_tables import FILMS
from selector.db.tables.pipeline_tables import PROJECTS
from selector.engine.manifest import read_manifest
from selector.model.picks import Note
from selector.model.problem import ProblemError, as_python, shown
from selector.model.scene_number import likeness, scene_number
from selector.reading.films.spoken import two_of_one_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

    from selector.db.films.numbers import NumberedScene
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber


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
    query = (
        select(PROJECTS.c.id, PROJECTS.c.title, PROJECTS.c.manifest_id)
        .order_by(PROJECTS.c.title)
        .limit(9)
    )
    identity = _uuid(wanted)
    if wanted is not None:
        by_title = type_coerce(PROJECTS.c.title, Text) == str(wanted)
        query = query.where(or_(PROJECTS.c.id == identity, by_title) if identity else by_title)
    found = connection.execute(query).all()
    if len(found) == 1:
        return FoundProject(id=found[0].id, title=found[0].title, manifest_id=found[0].manifest_id)
    url = connection.engine.url
    names = ", ".join(f"{row.title or 'without a title'} ({row.id})" for row in found)
    if wanted is None and found:
        raise problem(
            url,
            "D610",
            "The database holds several projects.",
            f"Name one with --project: {names}.",
        )
    if found:
        raise problem(
            url, "D610", f"Several projects are called {wanted!r}.", f"Name one by its id: {names}."
        )
    what = (
        f"The database has no project {wanted!r}."
        if wanted is not None
        else "The database holds no project."
    )
    raise problem(
        url,
        "D610",
        what,
        "Check the name, or keep a film in it first: selector pick FILM --db URL.",
    )


def film_rules(connection: Connection, project: FoundProject) -> str | None:
    """The text of the rules that the project's film brought along; None where it has none of its own."""
    text: str | None = connection.scalar(
        select(FILMS.c.rules_text).where(FILMS.c.project_id == project.id)
    )
    return text


def stored_scenes(
    connection: Connection,
    project_id: UUID,
    wanted: Sequence[NumberedScene],
    left_out: list[StoredProblem] | None = None,
) -> Iterator[list[tuple[int, Scene]]]:
    """These scenes of a project, in that order and in batches, each with its key. No other manifest is looked at.

    With `left_out`, scenes that cannot be used are put there.

    Raises:
        ProblemError: Without `left_out`, a manifest is no JSON object or cannot be used (D615).
    """
    for batch in batches(wanted):
        scenes = []
        values = manifests(connection, project_id, [each.key for each in batch])
        for each in batch:
            scene = (
                _scene(each.number, values[each.key])
                if each.key in values
                else _removed(each.number)
            )
            if not isinstance(scene, StoredProblem):
                scenes.append((each.key, scene))
            elif left_out is None:
                raise ProblemError([scene.at(connection.engine.url)])
            else:
                left_out.append(scene)
        yield scenes


def manifests(connection: Connection, project_id: UUID, keys: Sequence[int]) -> dict[int, object]:
    """What is stored as the manifests of these scenes, by key: no JSON object where somebody edited it."""
    return {key: stored(value) for key, value in raw_manifests(connection, project_id, keys)}


def read_scene(
    connection: Connection, project: FoundProject, number: SceneNumber
) -> tuple[NumberedScene, dict[str, Any], Scene]:
    """One scene of a project by its own number: its key with that, its manifest and what the manifest says.

    Raises:
        ProblemError: As `read_scenes`; and where there is no such scene, or more than one (D610).
        TypeError: It is not a scene number.
    """
    url = connection.engine.url
    number = number_given(number)
    named = scene_named(connection, project, number)
    if named is None:
        raise ProblemError([no_scene(project, number).at(url)])
    value = manifests(connection, project.id, [named.key]).get(named.key)
    scene = _scene(named.number, value)
    if isinstance(scene, StoredProblem):
        raise ProblemError([scene.at(url)])
    return named, manifest_of(url, named.number, value), scene


def scene_named(
    connection: Connection, project: FoundProject, number: SceneNumber
) -> NumberedScene | None:
    """The scene of a project that has this number, if there is one.

    Raises:
        ProblemError: Several have it (D610).
    """
    found = scenes_numbered(connection, project.id, number)
    if len(found) > 1:
        raise ProblemError([scenes_alike(project, found).at(connection.engine.url)])
    return found[0] if found else None


def number_given(given: object) -> SceneNumber:
    """A caller's scene number, of whatever type of number it is.

    Raises:
        TypeError: It is not a scene number.
    """
    number = scene_number(given)
    if number is None:
        message = f'scene_index must be the number of one scene, such as 12 or "12A", and not {as_python(given)}'
        raise TypeError(message)
    return number


def no_scene(project: FoundProject, number: SceneNumber) -> StoredProblem:
    """That a project has no scene of that number."""
    what = f"The project {project.title or project.id} has no scene {shown(number)}."
    return StoredProblem(scene=number, code="D610", what=what, hint="Check the number.")


def scenes_alike(project: FoundProject, scenes: Sequence[NumberedScene]) -> StoredProblem:
    """That several scenes of a project have one number, so that it means none of them."""
    first, second, *more = [each.number for each in scenes]
    what = (
        f"{len(scenes)} scenes have the number {shown(first)}."
        if more
        else two_of_one_number(second, first)
    )
    keys = ", ".join(str(each.key) for each in scenes)
    its = f"in the project {project.title or project.id} they have the `scene_index` {keys}"
    return StoredProblem(
        scene=first, code="D610", what=what, hint=f"Give every scene a number of its own: {its}."
    )


def manifest_of(url: URL, number: SceneNumber, manifest: object) -> dict[str, Any]:
    """What is stored as a scene's manifest; raises ProblemError where it is no JSON object (D615)."""
    if not isinstance(manifest, dict):
        words = _NOT_UTF8 if manifest is UNDECODED else _NO_OBJECT
        raise problem(url, "D615", words.format(shown(number)), WRITE_ANEW)
    return manifest


def _scene(number: SceneNumber, value: object) -> Scene | StoredProblem:
    """A stored manifest, read."""
    if value is UNDECODED:
        return StoredProblem(scene=number, what=_NOT_UTF8.format(shown(number)), hint=WRITE_ANEW)
    if not isinstance(value, dict):
        return StoredProblem(scene=number, what=_NO_OBJECT.format(number), hint=WRITE_ANEW)
    try:
        scene = read_manifest(value)
    except ProblemError as error:
        return unusable_scene(number, error.problems)
    texts = [scene.shot_type, *(text or "" for placement in scene.placements for text in placement)]
    if not is_text("".join(texts)):
        what = f"The manifest of scene {number} has a text with a broken character."
        return StoredProblem(scene=number, what=what, hint=WRITE_ANEW)
    if scene.index == number:
        return scene
    notes = scene.notes
    if scene.index is not None and likeness(scene.index) != likeness(number):
        values = {"found": str(scene.index), "number": str(number)}
        notes = (*notes, Note(kind="other_scene_index", values=values))
    return replace(scene, index=number, notes=notes)


def _removed(number: SceneNumber) -> StoredProblem:
    """That somebody removed a scene after it was asked for."""
    what = f"Scene {number} was removed while this was reading the project."
    return StoredProblem(scene=number, code="D610", what=what, hint="Run it again.")


_NOT_UTF8 = "The manifest of scene {} is not UTF-8 text: column `manifest_json` of the table `scene_manifests`."
_NO_OBJECT = "The manifest of scene {} is not a JSON object any more."


def _uuid(value: UUID | str | None) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(value or "")
    except ValueError:
        return None
