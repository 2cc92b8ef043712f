"""Find a project in the database, and read its rules and its scenes.

In: an id or a title. Out: the project; its scenes as values, one batch after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import false, or_, select, type_coerce
from sqlalchemy.types import Text

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import WRITE_AGAIN, WRITE_EVERYWHERE, problem
from selector.db.films.dialogue import Dialogue, LostLines, is_dialogue, with_dialogue
from selector.db.films.numbers import numbered_scenes, raw_manifests, scenes_numbered
from selector.db.films.unusable import StoredProblem, unusable_scene
from selector.db.tables.columns import (
    UNDECODED,
    as_uuid,
    checked,
    in_another_form,
    is_text,
    not_as_looked_up,
    stored,
    unstorable,
    untyped,
)
from selector.db.tables.marked_rows import is_marked, marks_in
from selector.db.tables.own_tables import FILMS
from selector.db.tables.pipeline_tables import PROJECTS, SCENES
from selector.engine.manifest import read_manifest
from selector.model.frozen import frozen
from selector.model.phrases import listed, quoted
from selector.model.picks import Note
from selector.model.problem import ProblemError, as_python, shown
from selector.model.scene_number import likeness, scene_number, two_of_one_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.films.numbers import NumberedScene
    from selector.db.tables.marked_rows import Include
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber


@frozen
class FoundProject:
    """A project: its id, its title, and the collection of its pictures.

    `has_inherited` says if pictures that a fork copied belong to them.
    """

    id: UUID
    title: str | None
    manifest_id: UUID | None
    has_inherited: bool = False


_STORE_ONE = "`selector pick FILM --db ADDRESS`."


def find_project(
    connection: Connection,
    wanted: UUID | str | None = None,
    include: Include = (),
) -> FoundProject:
    """Find a project. One that is marked as deleted is not there, unless it is asked for.

    Args:
        connection: The database.
        wanted: The project's id or title; None for the only project of the database.
        include: What pipelines leave out and the caller wants: `deleted` projects, `inherited`
            pictures.

    Returns:
        The project.

    Raises:
        ProblemError: There is none, or more than one (D610), or its id is in another form (D615).
        TypeError: `include` names anything else.
    """
    marks = marks_in(include)
    found, deleted = _projects(connection, wanted, marks)
    if not found and "deleted" in marks:
        found, deleted = deleted, []
    if len(found) == 1:
        return found[0]
    if deleted and not found:
        raise problem(connection, "D610", *_all_deleted(deleted))
    if not found:
        _must_be_in_no_other_form(connection, as_uuid(wanted))
    raise problem(connection, "D610", *_none_or_several(connection, found, wanted))


def _must_be_in_no_other_form(connection: Connection, wanted: UUID | None) -> None:
    """Refuse a project that is there, but not under its id as it is looked up.

    Raises:
        ProblemError: SQLite has the id in another form (D615).
    """
    if wanted is None or connection.dialect.name != "sqlite":
        return
    query = select(untyped(PROJECTS.c.id)).where(in_another_form(PROJECTS.c.id, wanted))
    written = connection.scalar(query)
    if written is not None:
        what = f"In the table `projects`, {not_as_looked_up('id', written)}"
        raise problem(connection, "D615", what, WRITE_EVERYWHERE)


def _projects(
    connection: Connection, wanted: UUID | str | None, marks: frozenset[str]
) -> tuple[list[FoundProject], list[FoundProject]]:
    """The first projects of that id or title, and the first of them that are deleted."""
    is_deleted = is_marked(connection, "deleted")
    query = select(*map(checked, PROJECTS.c["id", "title", "manifest_id"]))
    if is_deleted is None:
        query = query.add_columns(false().label("is_deleted"))
    else:
        query = query.add_columns(is_deleted.label("is_deleted")).order_by(is_deleted)
    query = query.order_by(PROJECTS.c.title).limit(9)
    if wanted is not None:
        its = type_coerce(PROJECTS.c.title, Text) == str(wanted)
        identity = as_uuid(wanted)
        if identity:
            its = or_(PROJECTS.c.id == identity, its)
        query = query.where(its)
    there: list[FoundProject] = []
    deleted: list[FoundProject] = []
    for row in connection.execute(query):
        found = FoundProject(
            id=row.id,
            title=row.title,
            manifest_id=row.manifest_id,
            has_inherited="inherited" in marks,
        )
        if row.is_deleted:
            deleted.append(found)
        else:
            there.append(found)
    return there, deleted


def _all_deleted(deleted: Sequence[FoundProject]) -> tuple[str, str]:
    """What is wrong where only deleted projects were found, and what to do."""
    ask = 'with `--include deleted`, or `include="deleted"` in Python'
    if len(deleted) > 1:
        names = listed(map(_name_of, deleted), "and")
        return f"Such projects exist, but are deleted: {names}.", f"Name one by its id, {ask}."
    name = _name_of(deleted[0])
    what = f"The project {name} is deleted: its `deleted_at` is set."
    return what, f"Restore it, or pick from it anyway {ask}."


def _none_or_several(
    connection: Connection, found: Sequence[FoundProject], wanted: UUID | str | None
) -> tuple[str, str]:
    """What is wrong where not exactly one project was found, and what to do."""
    names = listed(map(_name_of, found), "or")
    if found and wanted is None:
        ask = "with `--project`, or by its id in Python"
        return "The database has several projects.", f"Choose one {ask}: {names}."
    if found:
        return (
            f'Several projects are called "{shown(wanted, 200)}".',
            f"Choose one by its id: {names}.",
        )
    from selector.db.schema.adoption import made_here  # noqa: PLC0415  # if something is wrong

    is_ours = made_here(connection, "projects")
    if wanted is None:
        hint = "Have the pipeline add one."
        if is_ours:
            hint = f"Store a film first: {_STORE_ONE}"
        return "The database has no projects yet.", hint
    kind = "name" if as_uuid(wanted) is None else "id"
    hint = f"Check the {kind}, or have the pipeline add the project."
    if is_ours:
        hint = f"Check the {kind}, or store a film first: {_STORE_ONE}"
    return f'The database has no project "{shown(wanted, 200)}".', hint


def _name_of(project: FoundProject) -> str:
    if not project.title:
        return f"the one without a title (`{project.id}`)"
    return f'"{shown(project.title, 200)}" (`{project.id}`)'


def film_rules(connection: Connection, project: FoundProject) -> str | None:
    """The text of the rules that came with the project's film, if any did."""
    its = FILMS.c.project_id == project.id
    query = select(FILMS.c.rules_text).where(its)
    text: str | None = connection.scalar(query)
    return text


def film_description(connection: Connection, project: FoundProject) -> str:
    """What the project's film is about; empty if it never was a folder."""
    its = FILMS.c.project_id == project.id
    query = select(FILMS.c.description).where(its)
    text: str | None = connection.scalar(query)
    return text or ""


def stored_scenes(
    connection: Connection,
    project_id: UUID,
    wanted: Sequence[NumberedScene],
) -> Iterator[list[tuple[int, Scene | StoredProblem]]]:
    """Read some scenes of a project. No other manifest is read.

    Args:
        connection: The database.
        project_id: The project.
        wanted: The scenes.

    Yields:
        The scenes with their keys, or what is wrong with them, in the order of `wanted`, a batch at
        a time.
    """
    dialogue = Dialogue(connection, project_id)
    for batch in batches(wanted):
        scenes: list[tuple[int, Scene | StoredProblem]] = []
        keys = [each.key for each in batch]
        values = manifests(connection, project_id, keys)
        lines = dialogue.of(keys)
        for each in batch:
            if each.key in values:
                scene = _scene(each.number, values[each.key], lines.get(each.key))
            else:
                scene = _removed(each.number)
            scenes.append((each.key, scene))
        yield scenes


def titled_scenes(
    connection: Connection,
    project: FoundProject,
    left_out: list[StoredProblem] | None = None,
) -> Iterator[tuple[Scene | None, Mapping[str, Any] | None]]:
    """Every scene of a project with its manifest as stored, in the order of the film.

    Args:
        connection: The database.
        project: The project.
        left_out: A list that gets the scenes that cannot be used, and those that share a number.

    Yields:
        The scenes. One that is left out has no manifest; one that cannot be read is None.

    Raises:
        ProblemError: There is no `left_out`, and a scene cannot be used (D615), or several have one
            number (D610).
    """
    wanted = numbered_scenes(connection, project.id)
    meant = _keys_meant(connection, project, wanted, left_out)
    for batch in batches(wanted):
        keys = [each.key for each in batch]
        values = manifests(connection, project.id, keys)
        for scenes in stored_scenes(connection, project.id, batch):
            for key, scene in scenes:
                value = values.get(key)
                if isinstance(scene, StoredProblem):
                    _leave_out(connection, [scene], left_out)
                    yield None, None
                elif key not in meant:
                    yield scene, None
                else:
                    yield scene, value if isinstance(value, dict) else {}


def _keys_meant(
    connection: Connection,
    project: FoundProject,
    wanted: Sequence[NumberedScene],
    left_out: list[StoredProblem] | None,
) -> set[int]:
    """The keys of scenes that have a number of their own.

    Args:
        connection: The database.
        project: The project.
        wanted: All scenes of the project that can be looked up.
        left_out: As for `titled_scenes`.
    """
    alike: dict[str, list[NumberedScene]] = {}
    for each in wanted:
        number = likeness(each.number)
        alike.setdefault(number, []).append(each)
    refused = [*lost_scenes(connection, project, alike).values()]
    meant = set()
    for same in alike.values():
        if len(same) == 1:
            meant.add(same[0].key)
        else:
            refused.append(scenes_alike(project, same))
    _leave_out(connection, refused, left_out)
    return meant


def _leave_out(
    connection: Connection,
    refused: Sequence[StoredProblem],
    left_out: list[StoredProblem] | None,
) -> None:
    """Leave scenes out, or refuse them if there is no list of those that are left out."""
    if left_out is not None:
        left_out += refused
    elif refused:
        raise ProblemError([each.at(connection) for each in refused])


def manifests(connection: Connection, project_id: UUID, keys: Sequence[int]) -> dict[int, object]:
    """The stored manifests of some scenes.

    Args:
        connection: The database.
        project_id: The project.
        keys: The keys of the scenes.

    Returns:
        What is stored, by key: not a JSON object where it was edited by hand.
    """
    found = raw_manifests(connection, project_id, keys)
    return {key: stored(value) for key, value in found}


def read_scene(
    connection: Connection, project: FoundProject, number: SceneNumber
) -> tuple[NumberedScene, dict[str, Any], Scene]:
    """Read one scene of a project.

    Args:
        connection: The database.
        project: The project.
        number: The scene's own number.

    Returns:
        The scene's key and number, its manifest as stored, and the scene that the manifest means.

    Raises:
        ProblemError: The project has no such scene, or several (D610), or its manifest cannot be
            used (D615).
        TypeError: `number` is not a scene number.
    """
    number = number_given(number)
    named = scene_named(connection, project, number)
    if named is None:
        raise ProblemError([missing_scene(connection, project, number).at(connection)])
    found = manifests(connection, project.id, [named.key])
    value = found.get(named.key)
    lines = Dialogue(connection, project.id).of([named.key])
    scene = _scene(named.number, value, lines.get(named.key))
    if isinstance(scene, StoredProblem):
        raise ProblemError([scene.at(connection)])
    return named, manifest_of(connection, named.number, value), scene


def scene_named(
    connection: Connection, project: FoundProject, number: SceneNumber
) -> NumberedScene | None:
    """The scene of a project that has this number, if any.

    Args:
        connection: The database.
        project: The project.
        number: The scene's own number.

    Returns:
        The scene's key and number.

    Raises:
        ProblemError: Several scenes have the number (D610).
    """
    found = scenes_numbered(connection, project.id, number)
    if not found:
        return None
    if len(found) > 1:
        raise ProblemError([scenes_alike(project, found).at(connection)])
    return found[0]


def number_given(given: object) -> SceneNumber:
    """A caller's scene number, of whatever type.

    Raises:
        TypeError: It is not a scene number.
    """
    number = scene_number(given)
    if number is None:
        form = 'the number of one scene, such as `12` or `"12A"`'
        message = f"`scene_index` must be {form}, not {as_python(given)}"
        raise TypeError(message)
    return number


def missing_scene(
    connection: Connection, project: FoundProject, number: SceneNumber
) -> StoredProblem:
    """The problem of a scene that a project does not have, or that cannot be looked up.

    Args:
        connection: The database.
        project: The project.
        number: The scene's own number.

    Returns:
        The problem, which names what is wrong with the scene's row if there is one.
    """
    lost = lost_scenes(connection, project)
    return lost.get(likeness(number)) or no_scene(project, number)


def lost_scenes(
    connection: Connection, project: FoundProject, there: Collection[str] = ()
) -> dict[str, StoredProblem]:
    """The scenes whose rows name the project in a form in which they are not looked up.

    Args:
        connection: The database.
        project: The project.
        there: The numbers of the scenes that can be looked up, as in the keys of what is returned.
            A row of one of these is no scene of its own.

    Returns:
        Their problems, by what all spellings of a scene's number have in common.
    """
    if connection.dialect.name != "sqlite":
        return {}
    query = select(SCENES.c.scene_index, untyped(SCENES.c.project_id))
    query = query.where(in_another_form(SCENES.c.project_id, project.id))
    lost = {}
    for key, written in connection.execute(query.order_by(SCENES.c.scene_index)):
        wrong = not_as_looked_up("project_id", written)
        what = f"The stored scene {key} cannot be used. {wrong}"
        if likeness(key) not in there:
            lost[likeness(key)] = StoredProblem(scene=key, what=what, hint=WRITE_AGAIN)
    return lost


def all_numbers(connection: Connection, project: FoundProject) -> list[SceneNumber]:
    """The numbers of a project's scenes in the order of the film; last, those of `lost_scenes`."""
    numbers = [each.number for each in numbered_scenes(connection, project.id)]
    alike = set(map(likeness, numbers))
    lost = lost_scenes(connection, project, alike).values()
    return [*numbers, *(each.scene for each in lost if each.scene is not None)]


def no_scene(project: FoundProject, number: SceneNumber) -> StoredProblem:
    """The problem of a project without a scene of that number."""
    title = shown(project.title or project.id, 200)
    what = f'The project "{title}" has no scene {shown(number)}.'
    return StoredProblem(scene=number, code="D610", what=what, hint="Check the number.")


def scenes_alike(project: FoundProject, scenes: Sequence[NumberedScene]) -> StoredProblem:
    """The problem of several scenes with one number, which then means none of them."""
    first = scenes[0].number
    second = scenes[1].number
    what = two_of_one_number(second, first)
    if len(scenes) > 2:
        what = f"{len(scenes)} scenes have the number {shown(first)}."
    keys = quoted((str(each.key) for each in scenes), "and")
    title = shown(project.title or project.id, 200)
    hint = (
        "Give every scene a number of its own. "
        f'In the project "{title}", these scenes have the `scene_index` values {keys}.'
    )
    return StoredProblem(scene=first, code="D610", what=what, hint=hint)


def manifest_of(connection: Connection, number: SceneNumber, manifest: object) -> dict[str, Any]:
    """A stored manifest that is a JSON object.

    Args:
        connection: The database, for the problem to name.
        number: The scene's own number.
        manifest: What is stored.

    Returns:
        The manifest.

    Raises:
        ProblemError: It is not a JSON object (D615).
    """
    if not isinstance(manifest, dict):
        found = _not_an_object(number, manifest)
        raise problem(connection, found.code, found.what, found.hint)
    return manifest


def _scene(number: SceneNumber, value: object, lines: object) -> Scene | StoredProblem:
    """The scene that a stored manifest means, with those who speak the stored lines."""
    if not isinstance(value, dict):
        return _not_an_object(number, value)
    if isinstance(lines, LostLines):
        return scene_without_lines(number, lines)
    try:
        scene = read_manifest(with_dialogue(value, lines))
    except ProblemError as error:
        return unusable_scene(number, error.problems)
    for path, text in _texts(scene):
        if not is_text(text):
            where = f"`{path}` in the manifest of scene {number}"
            what = f"{where} contains half of a character ({unstorable(text)})."
            return StoredProblem(scene=number, what=what, hint=WRITE_AGAIN)
    notes = scene.notes
    if not is_dialogue(lines):
        notes = (*notes, Note(kind="dialogue_not_read"))
    if scene.index == number:
        return scene._replace(notes=notes)
    if scene.index is not None and likeness(scene.index) != likeness(number):
        values = {"found": str(scene.index), "number": str(number)}
        notes = (*notes, Note(kind="other_scene_index", values=values))
    return scene._replace(index=number, notes=notes)


def scene_without_lines(number: SceneNumber, lines: LostLines) -> StoredProblem:
    """The problem of a scene whose dialogue is not found."""
    what = f"The stored scene {shown(number)} cannot be used. {lines.what}"
    return StoredProblem(scene=number, what=what, hint=WRITE_AGAIN)


def _texts(scene: Scene) -> Iterator[tuple[str, str]]:
    """The texts of a scene that picks are stored with, and where its manifest has each."""
    yield "composition.shot_type", scene.shot_type
    for number, placement in enumerate(scene.placements):
        where = f"placements[{number}]"
        yield f"{where}.asset_tag", placement.tag
        yield f"{where}.role", placement.role
        yield f"{where}.position", placement.position or ""


def _not_an_object(number: SceneNumber, value: object) -> StoredProblem:
    what = f"The manifest of scene {shown(number)} is not a JSON object."
    if value is UNDECODED:
        what = (
            f"The manifest of scene {shown(number)} is not UTF-8 text "
            "(the column `manifest_json` of the table `scene_manifests`)."
        )
    return StoredProblem(scene=number, what=what, hint=WRITE_AGAIN)


def _removed(number: SceneNumber) -> StoredProblem:
    """The problem of a scene that somebody removed while the project was read."""
    what = f"Scene {number} was removed while selector was reading the project."
    return StoredProblem(scene=number, code="D610", what=what, hint="Try again.")
