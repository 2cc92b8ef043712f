"""Version 3: the own number of each scene beside its key; what is known of a scene outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from selector.db.connections.bulk import must_find_none

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLE = "selector_film_scenes"
_OF_SCENE, _OF_PROJECT = (
    "fk_selector_film_scenes_scene",
    "fk_selector_film_scenes_project_id_projects",
)
_INDEX = "ix_selector_film_scenes_project_id_alike"
_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "own_number": sa.Text(),
    "is_integer": sa.Boolean(),
    "alike": sa.Text(),
}

_UNLISTED = (
    "SELECT DISTINCT d.project_id, d.scene_index"
    " FROM selector_decisions d JOIN projects p ON p.id = d.project_id"
    " WHERE NOT EXISTS (SELECT 1 FROM selector_film_scenes s"
    " WHERE s.project_id = d.project_id AND s.scene_index = d.scene_index)"
)
"""The scenes that only have decisions."""

_OF_NO_SCENE = (
    "FROM selector_film_scenes"
    " WHERE place IS NULL OR NOT EXISTS (SELECT 1 FROM scene_manifests s"
    " WHERE s.project_id = selector_film_scenes.project_id"
    " AND s.scene_index = selector_film_scenes.scene_index)"
)
"""The numbers of scenes that do not exist."""


def upgrade(op: Operations) -> None:
    """Take the key as the number: until now every number was whole, and the key.

    That is so for scenes that only have decisions, too.
    """
    connection = op.get_bind()
    if "own_number" in {column["name"] for column in sa.inspect(connection).get_columns(_TABLE)}:
        # `Base.metadata.create_all` made it so.
        return
    with op.batch_alter_table(_TABLE) as table:
        table.drop_constraint(_OF_SCENE, type_="foreignkey")
        table.create_foreign_key(
            _OF_PROJECT, "projects", ["project_id"], ["id"], ondelete="CASCADE"
        )
        table.alter_column("place", existing_type=sa.Integer(), nullable=True)
        for name, kind in _COLUMNS.items():
            table.add_column(sa.Column(name, kind))
    connection.execute(
        sa.text(f"INSERT INTO selector_film_scenes (project_id, scene_index) {_UNLISTED}")
    )
    must_find_none(connection, _TABLE, sa.text(_UNLISTED))
    connection.execute(
        sa.text(
            "UPDATE selector_film_scenes"
            " SET own_number = CAST(scene_index AS TEXT), is_integer = true,"
            " alike = CAST(scene_index AS TEXT)"
        )
    )
    without = "SELECT 1 FROM selector_film_scenes WHERE own_number IS NULL"
    must_find_none(connection, _TABLE, sa.text(without))
    with op.batch_alter_table(_TABLE) as table:
        for name, kind in _COLUMNS.items():
            table.alter_column(name, existing_type=kind, nullable=False)
    op.create_index(_INDEX, _TABLE, ["project_id", "alike"])


def downgrade(op: Operations) -> None:
    """Leave only the places, and only of scenes that exist."""
    connection = op.get_bind()
    connection.execute(sa.text(f"DELETE {_OF_NO_SCENE}"))
    must_find_none(connection, _TABLE, sa.text(f"SELECT 1 {_OF_NO_SCENE}"))
    op.drop_index(_INDEX, _TABLE)
    with op.batch_alter_table(_TABLE) as table:
        for name in _COLUMNS:
            table.drop_column(name)
        table.drop_constraint(_OF_PROJECT, type_="foreignkey")
        table.create_foreign_key(
            _OF_SCENE,
            "scene_manifests",
            ["project_id", "scene_index"],
            ["project_id", "scene_index"],
            ondelete="CASCADE",
        )
        table.alter_column("place", existing_type=sa.Integer(), nullable=False)
