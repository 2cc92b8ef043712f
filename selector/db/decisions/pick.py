"""What a pipeline calls: choose the references of a scene, or of a whole project, and record them.

In: a caller's session, in whose transaction the function works without committing; or an engine or
an address, and then it commits. Out: selections that belong to no session. `await f(...)` with
asyncio, `f.sync(...)` without.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from selector.db.connections.cancelling import finished, may_stop_here
from selector.db.connections.database_errors import callers_code, callers_function
from selector.db.connections.sessions import in_session
from selector.db.connections.turns import begin_writing, take_turn
from selector.db.decisions.decision_store import DecisionStore, StoredDecision
from selector.db.decisions.pick_types import PickedProject, as_pick_project, as_pick_scene
from selector.db.decisions.picked_before import PickedBefore
from selector.db.films.film_pool import read_pool, usable_among
from selector.db.films.numbers import note_numbers, numbered_scenes
from selector.db.films.projects import (
    find_project,
    lost_scenes,
    missing_scene,
    no_scene,
    number_given,
    read_scene,
    scene_named,
    scenes_alike,
    stored_scenes,
)
from selector.db.films.unusable import StoredProblem
from selector.db.schema.version import require_tables
from selector.db.tables.columns import as_uuid
from selector.db.tables.held_rows import refresh_held
from selector.db.tables.pipeline_tables import SCENES
from selector.engine.asset_values import has_entries
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.problem import ProblemError, as_python, shown
from selector.model.scene_number import SceneNumber, likeness, scene_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.decisions.pick_types import Progress
    from selector.db.films.numbers import NumberedScene
    from selector.db.films.projects import FoundProject
    from selector.db.tables.marked_rows import Include
    from selector.model.asset import AssetLike
    from selector.model.scene import Scene

__all__ = ["PickedProject", "keep_selection", "pick_project", "pick_scene", "select_within"]

logger = logging.getLogger("selector")


@as_pick_scene
@in_session
def pick_scene(
    session: Session,
    project: UUID | str,
    scene_index: SceneNumber,
    rules: Rules,
    *,
    by: str | None = None,
    pool: AssetPool | Iterable[AssetLike] | None = None,
    include: Include = (),
    on_problem: Literal["raise", "skip"] = "raise",
) -> Selection:
    """Choose the references of one scene, and record the decision and the picked tags.

    The picks are `StoredPicture` values, whose `id` is that of the row as text. They belong to no
    session.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title.
        scene_index: The scene's own number.
        rules: What `load_rules` returned.
        by: Who or what wants the pick; stored with the decision.
        pool: The pictures to pick from, instead of the project's: an `AssetPool`, or whatever one
            takes. The picks are then these very objects.
        include: What pipelines leave out and you want: `deleted` projects, `inherited` pictures.
        on_problem: What to do with a picture that cannot be used: `raise` stops there; `skip` picks
            from the others, and logs a warning that names it.

    Returns:
        The selection.

    Raises:
        ProblemError: The database cannot be used, there is no such scene (D610), or its manifest
            cannot be used (D615). With `raise` also: a stored picture cannot be used (D615), or one
            in `pool` cannot (A5xx).
        TypeError: An argument is of the wrong type, or not one of the words or scene numbers that
            it takes.
    """
    left_out = _left_out(on_problem)
    connection, found = _project(session, project, include)
    named, _, scene = read_scene(connection, found, scene_index)
    pictures = _pool(connection, found, pool, left_out, rules)
    for each in left_out or ():
        values = {"scene": named.number, "asset": each.asset, "tag": each.tag}
        logger.warning("scene %s: %s", shown(named.number), each.what, extra=values)
    selection = select_within(connection, found, rules, pictures, named, scene)
    _keep(session, connection, found, by, named, selection)
    return selection


@in_session
def keep_selection(
    session: Session,
    project: UUID | str,
    selection: Selection,
    *,
    by: str | None = None,
    scene_index: SceneNumber | None = None,
    include: Include = (),
) -> StoredDecision:
    """Record a selection that was made elsewhere, as `pick_scene` records its own.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title.
        selection: What `rules.select` returned.
        by: Who or what made the pick; stored with the decision.
        scene_index: The scene's own number, if the manifest that was picked for has none.
        include: What pipelines leave out and you want: `deleted` projects.

    Returns:
        The number of the scene's newest decision, and whether this selection made it.

    Raises:
        ProblemError: The database cannot be used, or there is no such scene (D610).
        TypeError: An argument is of the wrong type, or nothing says which scene it is.
        ValueError: The selection is of another scene than `scene_index`.
    """
    if scene_index is None:
        scene_index = selection.scene.index
    if scene_index is None:
        raise TypeError("the selection's scene has no number: give `scene_index`")
    number = number_given(scene_index)
    own = selection.scene.index
    if own is not None and likeness(own) != likeness(number):
        with callers_code():
            raise ValueError(
                f"the selection is of scene {shown(own)}, and `scene_index` is {shown(number)}:"
                " leave `scene_index` out, or pass the selection of that scene"
            )
    connection, found = _project(session, project, include)
    named = scene_named(connection, found, number)
    if named is None:
        raise ProblemError([missing_scene(connection, found, number).at(connection)])
    return _keep(session, connection, found, by, named, selection)


@as_pick_project
@in_session
def pick_project(
    session: Session,
    project: UUID | str | None,
    rules: Rules,
    *,
    by: str | None = None,
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None = None,
    on_problem: Literal["raise", "skip"] = "raise",
    record: bool = True,
    pool: AssetPool | Iterable[AssetLike] | None = None,
    include: Include = (),
    progress: Progress | None = None,
) -> PickedProject:
    """Choose and record the references of a project's scenes, in a few queries for every 500.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; None for the only project of the database.
        rules: What `load_rules` returned.
        by: Who or what wants the picks; stored with the decisions.
        only: Which scenes: their numbers, or a function that says yes or no to a number. Other
            scenes are not even read.
        on_problem: What to do with a scene whose manifest cannot be used, with scenes that have the
            same number, and with a picture that cannot be used: `raise` stops there; `skip` goes on
            without it, and names it in `problems`.
        record: Store decisions and picked tags.
        pool: The pictures to pick from, instead of the project's: an `AssetPool`, or whatever one
            takes. The picks are then these very objects.
        include: What pipelines leave out and you want: `deleted` projects, `inherited` pictures.
        progress: Called after each wanted scene with the number of those done, and that of all;
            with asyncio, what it returns is awaited if it can be. Whatever it raises ends the pick,
            and so does a cancelled task: nothing is recorded. If the call is made once more, as
            after a deadlock, it counts from the beginning again.

    Returns:
        The selections.

    Raises:
        ProblemError: The database cannot be used. With `raise` also: a stored scene or picture
            cannot be used (D615), one in `pool` cannot (A5xx), or no scene or several have a number
            in `only` (D610).
        TypeError: An argument is of the wrong type, or not one of the words or scene numbers that
            it takes.
    """
    left_out = _left_out(on_problem)
    connection, found = _project(session, project, include)
    with _all_or_nothing(session, is_needed=record):
        if record:
            take_turn(connection, f"project {found.id}")
        wanted = _wanted(connection, found, only, left_out)
        pictures = _pool(connection, found, pool, left_out, rules)
        decisions = DecisionStore(connection, found.id, by)
        selections: list[Selection] = []
        stored: list[StoredDecision] = []
        new: set[int] = set()
        before = PickedBefore(connection, found.id, rules, pictures)
        for chosen in _chosen(connection, found, before, wanted, left_out, progress):
            selections += [selection for _, selection in chosen]
            may_stop_here(connection)
            if not record:
                continue
            done = decisions.put(chosen)
            stored += done
            for (key, _), each in zip(chosen, done, strict=True):
                if each.is_new:
                    new.add(key)
        decided = [each for each in wanted if each.key in new]
        note_numbers(connection, found.id, decided)
    _refresh_tags(session, found, decisions)
    return PickedProject(
        project_id=found.id,
        title=found.title or "",
        selections=tuple(selections),
        decisions=len(new),
        stored=tuple(stored),
        problems=tuple(left_out or ()),
    )


def _left_out(on_problem: str) -> list[StoredProblem] | None:
    """A list for what is skipped; None where nothing is."""
    if on_problem == "skip":
        return []
    return None


def select_within(
    connection: Connection,
    project: FoundProject,
    rules: Rules,
    pool: AssetPool,
    wanted: NumberedScene,
    scene: Scene,
) -> Selection:
    """Choose for one scene of a project, with the answer that it has within the film.

    Args:
        connection: The database.
        project: The project.
        rules: The rules to choose with.
        pool: The pictures to choose from.
        wanted: The scene's key and number.
        scene: The scene, as it was read.

    Returns:
        The selection.
    """
    before = PickedBefore(connection, project.id, rules, pool)
    earlier = [each for each in before.through([wanted]) if each.key != wanted.key]
    for batch in stored_scenes(connection, project.id, earlier):
        for key, passed in batch:
            before.go_past(key, None if isinstance(passed, StoredProblem) else passed)
    return before.select(scene)


def _chosen(
    connection: Connection,
    project: FoundProject,
    before: PickedBefore,
    wanted: Sequence[NumberedScene],
    left_out: list[StoredProblem] | None,
    progress: Progress | None,
) -> Iterator[list[tuple[int, Selection]]]:
    """Choose for the wanted scenes of a project, a batch at a time.

    Args:
        connection: The database.
        project: The project.
        before: Chooses.
        wanted: The scenes.
        left_out: A list that gets the wanted scenes that cannot be used.
        progress: Called after each wanted scene.

    Yields:
        Selections by the keys of their scenes.

    Raises:
        ProblemError: A wanted scene cannot be used and there is no `left_out` (D615).
    """
    keys = {each.key for each in wanted}
    count = 0
    for batch in stored_scenes(connection, project.id, before.through(wanted)):
        chosen = []
        for key, scene in batch:
            if isinstance(scene, StoredProblem):
                before.go_past(key, None)
                if key in keys:
                    _leave_out(scene, left_out, connection)
            elif key in keys:
                chosen.append((key, before.select(scene)))
            else:
                before.go_past(key, scene)
            count += key in keys
            if progress is not None and key in keys:
                with callers_function(connection, "progress"):
                    finished(connection, progress(count, len(keys)))
        if chosen:
            yield chosen


def _leave_out(
    scene: StoredProblem, left_out: list[StoredProblem] | None, connection: Connection
) -> None:
    if left_out is None:
        raise ProblemError([scene.at(connection)])
    left_out.append(scene)


def _wanted(
    connection: Connection,
    project: FoundProject,
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None,
    left_out: list[StoredProblem] | None,
) -> list[NumberedScene]:
    """The wanted scenes, in the order of the film; none of those that have the same number."""
    there: dict[str, list[NumberedScene]] = {}
    for each in numbered_scenes(connection, project.id):
        there.setdefault(likeness(each.number), []).append(each)
    lost = lost_scenes(connection, project, there)
    known = [each.number for each in chain.from_iterable(there.values())]
    known += [each.scene for each in lost.values() if each.scene is not None]
    with callers_code():
        numbers = _numbers_wanted(connection, only, known)
    refused = []
    for like, number in numbers.items():
        if like not in there:
            refused.append(lost.get(like) or no_scene(project, number))
    wanted = []
    for like, scenes in there.items():
        if like not in numbers:
            continue
        if len(scenes) == 1:
            wanted += scenes
        else:
            refused.append(scenes_alike(project, scenes))
    if left_out is not None:
        left_out += refused
    elif refused:
        raise ProblemError([each.at(connection) for each in refused])
    return wanted


def _numbers_wanted(
    connection: Connection,
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None,
    known: Iterable[SceneNumber],
) -> dict[str, SceneNumber]:
    """The numbers of the wanted scenes, by what all spellings of a number have in common."""
    if only is not None and not callable(only):
        return _numbers_in(only)
    wanted = {}
    for number in known:
        is_wanted = True
        if only is not None:
            with callers_function(connection, "only"):
                is_wanted = finished(connection, only(number))
        if is_wanted:
            wanted[likeness(number)] = number
    return wanted


def _numbers_in(only: Iterable[SceneNumber]) -> dict[str, SceneNumber]:
    """A caller's numbers, by what all spellings of a number have in common."""
    takes = "`only` must be a list of scene numbers, such as `[3, 7]`, or a function"
    if not isinstance(only, Mapping) and not has_entries(only):
        hint = "For one scene, write a list of one number, such as `only=[12]`."
        raise TypeError(f"{takes}, not {as_python(only)}. {hint}")
    wanted: dict[str, SceneNumber] = {}
    for each in only:
        number = scene_number(each)
        if number is None:
            raise TypeError(f"{takes}; {as_python(each)} is not a scene number")
        wanted.setdefault(likeness(number), number)
    return wanted


def _project(
    session: Session, project: UUID | str | None, include: Include
) -> tuple[Connection, FoundProject]:
    connection = session.connection()
    require_tables(connection)
    return connection, find_project(connection, project, include)


def _pool(
    connection: Connection,
    project: FoundProject,
    given: AssetPool | Iterable[AssetLike] | None,
    left_out: list[StoredProblem] | None,
    rules: Rules,
) -> AssetPool:
    """The pictures to pick from: the caller's, else the project's.

    Args:
        connection: The database.
        project: The project.
        given: The caller's pictures.
        left_out: A list that gets the pictures that cannot be used.
        rules: The rules, which say which clean references go.

    Raises:
        ProblemError: A picture cannot be used and there is no `left_out`.
    """
    if given is None:
        return read_pool(connection, project, left_out, rules.plan.send_cleaned)
    if isinstance(given, AssetPool):
        return given
    with callers_code():
        if left_out is None:
            return AssetPool(given)
        return AssetPool(usable_among(given, left_out, are_stored=False))


def _keep(
    session: Session,
    connection: Connection,
    project: FoundProject,
    by: str | None,
    named: NumberedScene,
    selection: Selection,
) -> StoredDecision:
    """Record what was picked for a scene, and the number that the scene has now."""
    decisions = DecisionStore(connection, project.id, by, compares_files=False)
    (done,) = decisions.put([(named.key, selection)])
    if done.is_new:
        note_numbers(connection, project.id, [named])
    _refresh_tags(session, project, decisions)
    return done


def _refresh_tags(session: Session, project: FoundProject, decisions: DecisionStore) -> None:
    """Show the caller's session which picked tags it sees now."""

    def is_tagged(values: dict[str, Any]) -> bool:
        is_of_project = as_uuid(values.get("project_id")) == project.id
        return is_of_project and values.get("scene_index") in decisions.scenes_tagged

    if decisions.scenes_tagged:
        refresh_held(session, SCENES.name, ["selected_reference_tags"], is_tagged)


@contextmanager
def _all_or_nothing(session: Session, *, is_needed: bool) -> Iterator[None]:
    """A savepoint: of what is written inside, either all stays in the transaction or nothing."""
    if not is_needed:
        yield
        return
    # Else a driver that begins late takes the savepoint for the whole transaction.
    begin_writing(session.connection())
    with session.begin_nested():
        session.connection()  # only this sends the savepoint
        yield
