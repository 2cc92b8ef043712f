"""Version 4: how rules were read for a decision, and what the last pick of a film left.

For decisions that exist already, rules were read under the first meaning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from selector.db.connections.bulk import must_find_none

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLE, _COLUMN = "selector_decisions", "meaning"
_LAST_PICKS = "selector_last_picks"
_HASH = sa.CHAR(64)


def upgrade(op: Operations) -> None:
    """Add the column and the table, unless `Base.metadata.create_all` made them before."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(_TABLE)}
    if _COLUMN not in there:
        op.add_column(_TABLE, sa.Column(_COLUMN, sa.Integer(), server_default="1", nullable=False))
        _say_meanings_again(op)
    if not sa.inspect(op.get_bind()).has_table(_LAST_PICKS):
        op.create_table(
            _LAST_PICKS,
            sa.Column("project_id", sa.Uuid(), nullable=False),
            sa.Column("files", _HASH, nullable=False),
            sa.Column("pictures", sa.Text(), nullable=False),
            sa.Column("told", sa.Text(), nullable=False),
            sa.Column("state", _HASH, nullable=False),
            sa.PrimaryKeyConstraint("project_id", name="pk_selector_last_picks"),
            sa.ForeignKeyConstraint(
                ["project_id"],
                ["projects.id"],
                name="fk_selector_last_picks_project_id_projects",
                ondelete="CASCADE",
            ),
        )


def _say_meanings_again(op: Operations) -> None:
    """Take the meaning from outcomes that say it: those from before a downgrade."""
    connection = op.get_bind()
    decisions = sa.table(
        _TABLE,
        *(sa.column(name) for name in ("project_id", "scene_index", "number", "outcome", _COLUMN)),
    )
    key = (decisions.c.project_id, decisions.c.scene_index, decisions.c.number)
    later = sa.select(*key, decisions.c.outcome).where(decisions.c.outcome.like('{"format":%'))
    for *values, outcome in connection.execute(later).all():
        is_it = sa.and_(*(column == value for column, value in zip(key, values, strict=True)))
        meaning = json.loads(outcome)["meaning"]
        connection.execute(sa.update(decisions).where(is_it).values({_COLUMN: meaning}))
        as_it_was = sa.select(decisions.c.number).where(is_it, decisions.c[_COLUMN] != meaning)
        must_find_none(connection, _TABLE, as_it_was)


def downgrade(op: Operations) -> None:
    """Remove them; what older versions of selector read is as it was."""
    op.drop_table(_LAST_PICKS)
    op.drop_column(_TABLE, _COLUMN)
