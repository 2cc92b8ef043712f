"""What a pipeline calls: the references of a scene, or of every scene of a project, chosen and recorded.

It works in a caller's session and transaction and commits nothing there, or on an engine or an address and commits.
`await f(...)` for asyncio, `f.sync(...)` without. What is returned belongs to no session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from selector.db.connections.sessions import in_session
from selector.db.connections.turns import take_turn
from selector.db.decisions.decision import DecisionBuilder
from selector.db.decisions.keep import put_decisions
from selector.db.films.projects import find_project, read_pool, read_scene, read_scenes
from selector.db.schema.version import require_tables
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.scene_number import SceneNumber

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.films.projects import FoundProject


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedProject:
    """The selection of every scene of a project, by rising number, and how many of them are new decisions."""

    project_id: UUID
    title: str
    selections: tuple[Selection, ...]
    decisions: int


@in_session
def pick_scene(
    session: Session, project_id: UUID | str, scene_index: SceneNumber, rules: Rules, *, by: str | None = None
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
    index, _, scene = read_scene(connection, project, scene_index)
    selection = rules.select(scene, read_pool(connection, project))
    put_decisions(connection, project.id, [DecisionBuilder().build(index, selection)], by)
    return selection


@in_session
def pick_project(
    session: Session,
    project_id: UUID | str | None,
    rules: Rules,
    *,
    by: str | None = None,
    only: Callable[[int], bool] | None = None,
    record: bool = True,
) -> PickedProject:
    """The same for every scene of a project, in a number of queries that grows with batches of scenes only.

    The project may be left out (None) where the database has just one. `only` says which scenes, by number; without
    `record` nothing is written.
    """
    connection, project = _project(session, project_id)
    if record:
        take_turn(connection, f"project {project.id}")
    pool, builder = read_pool(connection, project), DecisionBuilder()
    selections: list[Selection] = []
    new = 0
    for batch in read_scenes(connection, project.id):
        chosen = [(index, rules.select(scene, pool)) for index, _, scene in batch if only is None or only(index)]
        if record:
            built = [builder.build(index, selection) for index, selection in chosen]
            new += len(put_decisions(connection, project.id, built, by))
        selections += [selection for _, selection in chosen]
    return PickedProject(project_id=project.id, title=project.title or "", selections=tuple(selections), decisions=new)


def _project(session: Session, project_id: UUID | str | None) -> tuple[Connection, FoundProject]:
    session.flush()
    connection = session.connection()
    require_tables(connection)
    return connection, find_project(connection, project_id)
