"""Version 5: what pipelines really sent for a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLE = "selector_sendings"
_INDEX = "ix_selector_sendings_project_id_scene_index"


def upgrade(op: Operations) -> None:
    """Add the table, unless `Base.metadata.create_all` made it before."""
    if sa.inspect(op.get_bind()).has_table(_TABLE):
        return
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_index", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Integer()),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Text()),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "slot", name="pk_selector_sendings"),
    )
    op.create_index(_INDEX, _TABLE, ["project_id", "scene_index"])


def downgrade(op: Operations) -> None:
    """Remove it."""
    op.drop_table(_TABLE)
