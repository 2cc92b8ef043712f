"""A pipeline's own database: is it one that we understand, what does it lack, and may films of ours go in?

Nothing that is there is changed, but for primaries of which an asset has more than one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, Uuid, inspect, select

from selector.db.connections.database_problems import problem
from selector.db.tables.metadata import METADATA
from selector.db.tables.own_tables import MADE
from selector.db.tables.primary_guard import PRIMARY_INDEX, set_guard
from selector.model.phrases import quoted
from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import ReflectedColumn

_COLUMNS = {
    "manifests": ("id", "name"),
    "projects": ("id", "title", "manifest_id"),
    "assets": (
        "id", "manifest_id", "asset_type", "name", "manifest_tag", "user_tags", "reference_image_url", "sort_order",
        "is_face_crop", "quality_score", "source_asset_id",
    ),
    "scene_manifests": ("project_id", "scene_index", "manifest_json"),
    "asset_clean_references": (
        "id", "asset_id", "tier", "clean_image_url", "generation_prompt", "face_similarity_score", "quality_score",
        "is_primary", "generation_cost", "created_at",
    ),
}  # fmt: skip
"""What the first revision needs of each table. Frozen: later needs are later revisions'."""

_FILLED_BY_FILMS = ("projects", "manifests", "assets", "scene_manifests")
_MAY_BE_MISSING = "asset_clean_references"
_ID_COLUMNS = frozenset({"id", "manifest_id", "project_id", "asset_id", "source_asset_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The pipeline's tables that are there, and whether scenes have no column for the picked tags."""

    tables: frozenset[str]
    lacks_selected_tags: bool

    def guard_primaries(self, connection: Connection) -> None:
        """Leave each asset one primary, and let the database itself see to it from now on."""
        from selector.db.references.primary import demote_all_but_newest  # noqa: PLC0415  # the ORM is slow to load

        for line in demote_all_but_newest(connection):
            connection.info.setdefault("said", []).append(line)
        if PRIMARY_INDEX not in {
            index["name"] for index in inspect(connection).get_indexes(_MAY_BE_MISSING)
        }:
            connection.exec_driver_sql(
                f"CREATE UNIQUE INDEX {PRIMARY_INDEX} ON asset_clean_references (asset_id) WHERE is_primary"
            )
            set_guard(connection)


def adopt(connection: Connection) -> Adopted:
    """What is there of the pipeline's tables.

    Raises:
        ProblemError: Some of them are missing, or they are not what their names say (D614), each named.
    """
    there = frozenset(_COLUMNS) & set(inspect(connection).get_table_names())
    url = connection.engine.url
    problems = [
        found
        for what in _misfits(connection, there)
        for found in problem(
            url, "D614", what, "selector changed nothing. Give it a database of its own."
        ).problems
    ]
    if problems:
        raise ProblemError(problems)
    has_scenes = "scene_manifests" in there
    columns = (
        {column["name"] for column in inspect(connection).get_columns("scene_manifests")}
        if has_scenes
        else set()
    )
    return Adopted(
        tables=there, lacks_selected_tags=has_scenes and "selected_reference_tags" not in columns
    )


def own_tables_there(connection: Connection, names: Sequence[str]) -> bool:
    """Whether all tables of these names are there.

    Raises:
        ProblemError: Some are and some are not (D614).
    """
    there = set(inspect(connection).get_table_names()) & set(names)
    if there and there != set(names):
        missing = ", ".join(sorted(set(names) - there))
        what = f"The database has some of selector's own tables and lacks others: {missing}."
        raise problem(
            connection.engine.url,
            "D614",
            what,
            "Restore it from a copy, or give selector another database.",
        )
    return bool(there)


def must_take_films(connection: Connection) -> None:
    """Raises ProblemError (D618) where the tables are a pipeline's own: they have columns that only it can fill."""
    made = MADE
    if connection.scalar(select(made.c.name).where(made.c.name == "projects")) is not None:
        return
    inspector = inspect(connection)
    for name in _FILLED_BY_FILMS:
        ours = METADATA.tables[name].c
        for column in inspector.get_columns(name):
            if column["name"] not in ours and not column["nullable"] and column["default"] is None:
                what = f"This database belongs to a pipeline: only it can fill `{name}.{column['name']}`."
                hint = "Keep the film in a database of its own, or pick for the pipeline's project."
                raise problem(connection.engine.url, "D618", what, hint)


def _misfits(connection: Connection, there: frozenset[str]) -> Iterator[str]:
    missing = sorted(set(_COLUMNS) - there - {_MAY_BE_MISSING})
    if there and missing:
        yield f"The database has {quoted(sorted(there), 'and')} but no {quoted(missing, 'and')}."
        return
    inspector = inspect(connection)
    for name in sorted(there):
        columns = {column["name"]: column for column in inspector.get_columns(name)}
        lacking = [wanted for wanted in _COLUMNS[name] if wanted not in columns]
        if lacking:
            yield f"The table `{name}` lacks {quoted(lacking, 'and')}."
        for wanted in _COLUMNS[name]:
            if (
                wanted in columns
                and wanted in _ID_COLUMNS
                and not _is_uuid(connection, name, columns[wanted])
            ):
                yield f"The column `{name}.{wanted}` does not hold UUIDs as selector writes them."


def _is_uuid(connection: Connection, table: str, column: ReflectedColumn) -> bool:
    """UUIDs on PostgreSQL; on SQLite text of 32 hexadecimal digits, as SQLAlchemy writes them."""
    kind = column["type"]
    if isinstance(kind, Uuid):
        return True
    if connection.dialect.name != "sqlite" or not isinstance(kind, String):
        return False
    name = column["name"]
    sample = connection.exec_driver_sql(
        f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1"  # noqa: S608  # names of `_COLUMNS`
    ).scalar()
    return sample is None or (isinstance(sample, str) and len(sample) == 32)
