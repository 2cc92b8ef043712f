"""Remove old decisions, and what only they were made from; also what was sent for them then.

In: a time, and a project. Out: how many decisions were removed. The newest decision of every scene
always stays.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from selector.db.connections.bulk import delete_rows
from selector.db.connections.sessions import in_session
from selector.db.connections.turns import take_turn
from selector.db.decisions.decision_store import CONTENTS_TURN
from selector.db.films.projects import find_project
from selector.db.schema.version import require_tables
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS, SENDINGS
from selector.model.frozen import frozen


@frozen
class Pruned:
    """How many decisions were removed, and how many are left."""

    removed: int
    left: int


@in_session
def prune(session: Session, before: datetime, project: UUID | str | None = None) -> Pruned:
    """Remove decisions made before a time, but never the newest of a scene.

    Args:
        session: A session, a connection, an engine or an address.
        before: The time; one without a zone is in UTC.
        project: The project's id or title; the whole database by default.

    Returns:
        How many decisions were removed.

    Raises:
        ProblemError: There is no such project (D610), or the database cannot be used or keeps what
            was to be removed (D612).
    """
    connection = session.connection()
    require_tables(connection)
    take_turn(connection, CONTENTS_TURN)
    newer = DECISIONS.alias("newer")
    old = (DECISIONS.c.made_at < before) & exists().where(
        newer.c.project_id == DECISIONS.c.project_id,
        newer.c.scene_index == DECISIONS.c.scene_index,
        newer.c.number > DECISIONS.c.number,
    )
    if project is not None:
        found = find_project(connection, project, "deleted")
        old &= DECISIONS.c.project_id == found.id
    count = select(func.count()).select_from(DECISIONS)
    there = connection.execute(count).scalar_one()
    delete_rows(connection, DECISIONS, old)
    left = connection.execute(count).scalar_one()
    if left < there:
        its_decision = exists().where(
            DECISIONS.c.project_id == SENDINGS.c.project_id,
            DECISIONS.c.scene_index == SENDINGS.c.scene_index,
            DECISIONS.c.number == SENDINGS.c.decision,
        )
        is_old = (SENDINGS.c.sent_at < before) & SENDINGS.c.decision.is_not(None)
        delete_rows(connection, SENDINGS, is_old & ~its_decision)
        pools = select(DECISIONS.c.pool_id)
        scenes = select(DECISIONS.c.scene_id)
        is_unused = CONTENTS.c.id.not_in(pools.union(scenes))
        delete_rows(connection, CONTENTS, is_unused)
        rule_sets = select(DECISIONS.c.rule_set_id)
        is_unused = RULE_SETS.c.id.not_in(rule_sets)
        delete_rows(connection, RULE_SETS, is_unused)
    return Pruned(removed=there - left, left=left)
