"""What a pipeline calls: the references of a scene, or of every scene of a project, chosen and recorded.

It works in a caller's session and transaction and commits nothing there, or on an engine or an address and commits.
`await f(...)` for asyncio, `f.sync(...)` without. What is returned belongs to no session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from selector.db.connections.sessions import in_session
from selector.db.connections.turns import take_turn
from selector.db.decisions.decision_store import DecisionStore, StoredDecision
from selector.db.films.film_pool import read_pool
from selector.db.films.numbers import note_numbers, numbered_scenes
from selector.db.films.projects import (
    find_project,
    no_scene,
    read_scene,
    scenes_alike,
    stored_scenes,
)
from selector.db.films.unusable import StoredProblem
from selector.db.schema.version import require_tables
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.problem import ProblemError, as_python
from selector.model.scene_number import SceneNumber, likeness, scene_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.films.numbers import NumberedScene
    from selector.db.films.projects import FoundProject


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedProject:
    """The selection of every scene of a project, in the order of the film, and how many of them are new decisions.

    `kept` says of each selection what became of it; it is empty where nothing was recorded.
    `problems` are the scenes that were skipped and the pictures that were left out: a scene that was asked for has
    either its selection or its problem.
    """

    project_id: UUID
    title: str
    selections: tuple[Selection, ...]
    decisions: int
    kept: tuple[StoredDecision, ...] = ()
    problems: tuple[StoredProblem, ...] = ()


@in_session
def pick_scene(
    session: Session,
    project_id: UUID | str,
    scene_index: SceneNumber,
    rules: Rules,
    *,
    by: str | None = None,
) -> Selection:
    """Choose the references of one scene, and record the decision and the picked tags.

    The picks are `selector.model.asset.Asset` values, whose `id` is that of the row as text.

    Args:
        session: A session of the caller's, or an engine or an address.
        project_id: The project's id, or its title.
        scene_index: Which of its scenes, by its own number.
        rules: What `load_rules` gave.
        by: Who or what asks; kept with the decision.

    Raises:
        ProblemError: The database cannot be used, there is no such scene (D610), or what is stored cannot be used.
    """
    connection, project = _project(session, project_id)
    named, _, scene = read_scene(connection, project, scene_index)
    selection = rules.select(scene, read_pool(connection, project))
    (kept,) = DecisionStore(connection, project.id, by).put([(named.key, selection)])
    if kept.is_new:
        note_numbers(connection, project.id, [named])
    return selection


@in_session
def pick_project(
    session: Session,
    project_id: UUID | str | None,
    rules: Rules,
    *,
    by: str | None = None,
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None = None,
    on_problem: Literal["raise", "skip"] = "raise",
    record: bool = True,
) -> PickedProject:
    """The same for every scene of a project, in a number of queries that grows with batches of scenes only.

    Args:
        session: A session of the caller's, or an engine or an address.
        project_id: The project's id, or its title; None where the database has just one.
        rules: What `load_rules` gave.
        by: Who or what asks; kept with the decisions.
        only: Which scenes: their numbers, or a function that is asked of each number. The others are not even read.
        on_problem: What becomes of a scene whose manifest cannot be used, of scenes that have one number, and of a
            picture that cannot be used: `raise` stops there; `skip` goes on without it, and names it in `problems`.
        record: Without it nothing is written.

    Raises:
        ProblemError: The database cannot be used. With `raise`, what is stored cannot be used either (D615), or there
            is no scene of a number in `only`, or there are several (D610).
    """
    if on_problem not in ("raise", "skip"):
        message = f'on_problem is "raise" or "skip", and not {as_python(on_problem)}'
        raise TypeError(message)
    connection, project = _project(session, project_id)
    if record:
        take_turn(connection, f"project {project.id}")
    problems: list[StoredProblem] = []
    left_out = problems if on_problem == "skip" else None
    wanted = _wanted(connection, project, only, left_out)
    pool, decisions = (
        read_pool(connection, project, left_out),
        DecisionStore(connection, project.id, by),
    )
    selections: list[Selection] = []
    kept: list[StoredDecision] = []
    new: set[int] = set()
    for batch in stored_scenes(connection, project.id, wanted, left_out):
        chosen = [(key, rules.select(scene, pool)) for key, scene in batch]
        if record:
            done = decisions.put(chosen)
            kept += done
            new.update(key for (key, _), each in zip(chosen, done, strict=True) if each.is_new)
        selections += [selection for _, selection in chosen]
    note_numbers(connection, project.id, [each for each in wanted if each.key in new])
    return PickedProject(
        project_id=project.id,
        title=project.title or "",
        selections=tuple(selections),
        decisions=len(new),
        kept=tuple(kept),
        problems=tuple(problems),
    )


def _wanted(
    connection: Connection,
    project: FoundProject,
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None,
    left_out: list[StoredProblem] | None,
) -> list[NumberedScene]:
    """The scenes that are asked for, in the order of the film; of those that have one number, none."""
    there: dict[str, list[NumberedScene]] = {}
    for each in numbered_scenes(connection, project.id):
        there.setdefault(likeness(each.number), []).append(each)
    asked = _asked(only, there)
    refused = [no_scene(project, number) for like, number in asked.items() if like not in there]
    found = [there[like] for like in there if like in asked]
    refused += [scenes_alike(project, scenes) for scenes in found if len(scenes) > 1]
    if refused and left_out is None:
        raise ProblemError(each.at(connection.engine.url) for each in refused)
    if left_out is not None:
        left_out += refused
    return [scenes[0] for scenes in found if len(scenes) == 1]


def _asked(
    only: Callable[[SceneNumber], bool] | Iterable[SceneNumber] | None,
    there: Mapping[str, Sequence[NumberedScene]],
) -> dict[str, SceneNumber]:
    """The numbers that are asked for, by what those that are alike have in common."""
    if only is not None and not callable(only):
        return _numbers(only)
    numbers = [each.number for scenes in there.values() for each in scenes]
    return {likeness(number): number for number in numbers if only is None or only(number)}


def _numbers(only: Iterable[SceneNumber]) -> dict[str, SceneNumber]:
    """The numbers that a caller asks for, by what those that are alike have in common."""
    asked: dict[str, SceneNumber] = {}
    takes = "only takes several numbers of scenes, such as [3, 7], or a function"
    if isinstance(only, str | bytes) or not isinstance(only, Iterable):
        raise TypeError(
            f"{takes}, and not {as_python(only)}; for one scene write only=[{as_python(only)}]"
        )
    for each in only:
        number = scene_number(each)
        if number is None:
            raise TypeError(f"{takes}; {as_python(each)} is not a scene number")
        asked.setdefault(likeness(number), number)
    return asked


def _project(session: Session, project_id: UUID | str | None) -> tuple[Connection, FoundProject]:
    session.flush()
    connection = session.connection()
    require_tables(connection)
    return connection, find_project(connection, project_id)
