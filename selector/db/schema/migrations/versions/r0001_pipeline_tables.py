"""Version 1: the pipelines' tables, made, or completed where a pipeline made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from selector.db.schema.adoption import adopt
from selector.db.tables.primary_guard import drop_guard

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CLEAN_REFERENCES = "asset_clean_references"


def upgrade(op: Operations) -> None:
    """Make what is missing, and note it in `selector_made`."""
    connection = op.get_bind()
    there = adopt(connection)
    made: list[str] = []
    for name, make in (
        ("manifests", _make_manifests),
        ("projects", _make_projects),
        ("assets", _make_assets),
        ("scene_manifests", _make_scene_manifests),
        (_CLEAN_REFERENCES, _make_clean_references),
    ):
        if name not in there.tables:
            make(op)
            made.append(name)
    if there.lacks_selected_tags:
        op.add_column("scene_manifests", sa.Column("selected_reference_tags", sa.JSON()))
        made.append("scene_manifests.selected_reference_tags")
    there.guard_primaries(connection)
    if not sa.inspect(connection).has_table("selector_made"):
        key = sa.PrimaryKeyConstraint("name", name="pk_selector_made")
        op.create_table("selector_made", sa.Column("name", sa.String(100), nullable=False), key)
    table = sa.table("selector_made", sa.column("name", sa.String))
    op.bulk_insert(table, [{"name": name} for name in made])


def downgrade(op: Operations) -> None:
    """Remove what `selector_made` names, and nothing that a pipeline had."""
    connection = op.get_bind()
    drop_guard(connection)
    made = {name for (name,) in connection.execute(sa.text("SELECT name FROM selector_made"))}
    if "scene_manifests.selected_reference_tags" in made:
        op.drop_column("scene_manifests", "selected_reference_tags")
    for name in (_CLEAN_REFERENCES, "scene_manifests", "assets", "projects", "manifests"):
        if name in made:
            op.drop_table(name)
    op.drop_table("selector_made")


def _make_manifests(op: Operations) -> None:
    op.create_table(
        "manifests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_manifests"),
    )


def _make_projects(op: Operations) -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(200)),
        sa.Column("manifest_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifests.id"], name="fk_projects_manifest_id_manifests"
        ),
    )


def _make_assets(op: Operations) -> None:
    op.create_table(
        "assets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("manifest_id", sa.Uuid(), nullable=False),
        sa.Column("asset_type", sa.String(50), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("manifest_tag", sa.String(50), nullable=False),
        sa.Column("user_tags", sa.JSON()),
        sa.Column("reference_image_url", sa.String(500)),
        sa.Column("sort_order", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_face_crop", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("quality_score", sa.Float()),
        sa.Column("source_asset_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_assets"),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifests.id"], name="fk_assets_manifest_id_manifests"
        ),
        sa.ForeignKeyConstraint(
            ["source_asset_id"], ["assets.id"], name="fk_assets_source_asset_id_assets"
        ),
    )
    op.create_index("ix_assets_manifest_id", "assets", ["manifest_id"])


def _make_scene_manifests(op: Operations) -> None:
    op.create_table(
        "scene_manifests",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("manifest_json", sa.JSON(), nullable=False),
        sa.Column("selected_reference_tags", sa.JSON()),
        sa.PrimaryKeyConstraint("project_id", "scene_index", name="pk_scene_manifests"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name="fk_scene_manifests_project_id_projects"
        ),
    )


def _make_clean_references(op: Operations) -> None:
    op.create_table(
        _CLEAN_REFERENCES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("tier", sa.String(20), nullable=False),
        sa.Column("clean_image_url", sa.String(500), nullable=False),
        sa.Column("generation_prompt", sa.Text()),
        sa.Column("face_similarity_score", sa.Float()),
        sa.Column("quality_score", sa.Float()),
        sa.Column("is_primary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("generation_cost", sa.Float(), server_default="0", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_asset_clean_references"),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name="fk_asset_clean_references_asset_id_assets",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_asset_clean_references_asset_id", _CLEAN_REFERENCES, ["asset_id"])
