"""Which decision on a scene is its newest, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from selector.db.tables.own_tables import DECISIONS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, ScalarSelect, Table


def newest_number(scenes: Table) -> ScalarSelect[int]:
    """The number of the newest decision on a scene of another table, or of decisions themselves."""
    decisions = DECISIONS.alias("newer")
    return (
        select(func.max(decisions.c.number))
        .where(
            decisions.c.project_id == scenes.c.project_id,
            decisions.c.scene_index == scenes.c.scene_index,
        )
        .scalar_subquery()
    )


def is_newest() -> ColumnElement[bool]:
    """A condition on decisions: no decision on the same scene is newer."""
    return DECISIONS.c.number == newest_number(DECISIONS)
