"""Version 3: the own number of each scene beside its key; what is known of a scene outlives it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from selector.db.connections.bulk import must_find_none
from selector.db.connections.database_problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_WITH_IT = "SELECT name, sql FROM sqlite_master WHERE lower(tbl_name) = ? AND sql IS NOT NULL"
"""A table in SQLite, and the indexes and triggers that go with it."""


@contextmanager
def _made_anew(connection: sa.Connection) -> Iterator[None]:
    """Keep a host's triggers and indexes of the table, which SQLite drops with the old one.

    Elsewhere, triggers and views may name the table while it is not there. A host's rows that refer
    to rows of it would be deleted with these.

    Raises:
        ProblemError: A table of the host refers to it (D614).
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    _must_be_referred_to_by_none(connection)
    before = connection.exec_driver_sql(_WITH_IT, (_TABLE,)).all()
    as_it_was = connection.exec_driver_sql("PRAGMA legacy_alter_table").scalar()
    connection.exec_driver_sql("PRAGMA legacy_alter_table = 1")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA legacy_alter_table = {as_it_was}")
    there = {name for name, _ in connection.exec_driver_sql(_WITH_IT, (_TABLE,))}
    for name, statement in before:
        if name not in there:
            connection.exec_driver_sql(statement)


def _must_be_referred_to_by_none(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    for (_, name), keys in inspector.get_multi_foreign_keys().items():
        if _TABLE in [key["referred_table"] for key in keys]:
            what = f"The table `{name}` has a foreign key to `{_TABLE}`, which has to be replaced."
            hint = "selector changed nothing. Remove the foreign key, and add it again afterwards."
            raise problem(connection, "D614", what, hint)


def upgrade(op: Operations) -> None:
    """Take the key as the number: until now every number was whole, and the key.

    That is so for scenes that only have decisions, too.
    """
    connection = op.get_bind()
    if "own_number" in {column["name"] for column in sa.inspect(connection).get_columns(_TABLE)}:
        # `Base.metadata.create_all` made it so.
        return
    with _made_anew(connection):
        _number(op, connection)
    op.create_index(_INDEX, _TABLE, ["project_id", "alike"])


def _number(op: Operations, connection: sa.Connection) -> None:
    """Give each row its number."""
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


def downgrade(op: Operations) -> None:
    """Leave only the places, and only of scenes that exist."""
    connection = op.get_bind()
    connection.execute(sa.text(f"DELETE {_OF_NO_SCENE}"))
    must_find_none(connection, _TABLE, sa.text(f"SELECT 1 {_OF_NO_SCENE}"))
    op.drop_index(_INDEX, _TABLE)
    with _made_anew(connection), op.batch_alter_table(_TABLE) as table:
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
