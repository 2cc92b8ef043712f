"""Version 2: our own tables, for what films say beyond the pipelines' tables, and for decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from selector.db.schema.adoption import own_tables_there

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_HASH = sa.CHAR(64)
_TABLES = (
    "selector_decisions",
    "selector_contents",
    "selector_rule_sets",
    "selector_film_scenes",
    "selector_film_assets",
    "selector_films",
)


def upgrade(op: Operations) -> None:
    """Make them, unless `Base.metadata.create_all` made all of them before."""
    if not own_tables_there(op.get_bind(), _TABLES):
        _make_films(op)
        _make_decisions(op)


def downgrade(op: Operations) -> None:
    """Remove them, and every decision with them."""
    for name in _TABLES:
        op.drop_table(name)


def _make_films(op: Operations) -> None:
    op.create_table(
        "selector_films",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("rules_text", sa.Text()),
        sa.Column("withdrawn_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("project_id", name="pk_selector_films"),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name="fk_selector_films_project_id_projects",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_id"],
            ["manifests.id"],
            name="fk_selector_films_withdrawn_id_manifests",
            ondelete="SET NULL",
        ),
    )
    op.create_table(
        "selector_film_assets",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("picture_key", sa.Text(), nullable=False),
        sa.Column("written_id", sa.Text()),
        sa.Column("written_source", sa.Text()),
        sa.Column("individual", sa.Text()),
        sa.Column("description", sa.Text()),
        sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("asset_id", name="pk_selector_film_assets"),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name="fk_selector_film_assets_asset_id_assets",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name="fk_selector_film_assets_project_id_projects",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_selector_film_assets_project_id_picture_key",
        "selector_film_assets",
        ["project_id", "picture_key"],
        unique=True,
    )
    op.create_table(
        "selector_film_scenes",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "scene_index", name="pk_selector_film_scenes"),
        sa.ForeignKeyConstraint(
            ["project_id", "scene_index"],
            ["scene_manifests.project_id", "scene_manifests.scene_index"],
            name="fk_selector_film_scenes_scene",
            ondelete="CASCADE",
        ),
    )


def _make_decisions(op: Operations) -> None:
    op.create_table(
        "selector_rule_sets",
        sa.Column("id", _HASH, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("language", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("effective", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_selector_rule_sets"),
    )
    op.create_table(
        "selector_contents",
        sa.Column("id", _HASH, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_selector_contents"),
    )
    op.create_table(
        "selector_decisions",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text()),
        sa.Column("engine", sa.String(50), nullable=False),
        sa.Column("rule_set_id", _HASH, nullable=False),
        sa.Column("pool_id", _HASH, nullable=False),
        sa.Column("scene_id", _HASH, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("digest", _HASH, nullable=False),
        sa.Column("seal", _HASH, nullable=False),
        sa.PrimaryKeyConstraint(
            "project_id", "scene_index", "number", name="pk_selector_decisions"
        ),
        sa.ForeignKeyConstraint(
            ["rule_set_id"],
            ["selector_rule_sets.id"],
            name="fk_selector_decisions_rule_set_id_selector_rule_sets",
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"],
            ["selector_contents.id"],
            name="fk_selector_decisions_pool_id_selector_contents",
        ),
        sa.ForeignKeyConstraint(
            ["scene_id"],
            ["selector_contents.id"],
            name="fk_selector_decisions_scene_id_selector_contents",
        ),
    )
