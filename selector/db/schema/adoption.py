"""A pipeline's own database: do we understand it, what does it lack, may it hold films?

In: a connection. Out: what is there, or a problem. Nothing that is there changes, except that an
asset with several primary clean references is left with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CHAR, Boolean, Integer, String, Uuid, inspect, select

from selector.db.connections.database_problems import problem
from selector.db.schema.version import tables_in
from selector.db.tables.metadata import METADATA
from selector.db.tables.own_tables import MADE
from selector.db.tables.primary_guard import PRIMARY_INDEX, set_guard
from selector.model.frozen import frozen
from selector.model.phrases import quoted
from selector.model.problem import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import ReflectedColumn

_COLUMNS = {
    "manifests": ("id", "name"),
    "projects": ("id", "title", "manifest_id"),
    "assets": (
        "id", "manifest_id", "asset_type", "name", "manifest_tag", "user_tags",
        "reference_image_url", "sort_order", "is_face_crop", "quality_score", "source_asset_id",
    ),
    "scene_manifests": ("project_id", "scene_index", "manifest_json"),
    "asset_clean_references": (
        "id", "asset_id", "tier", "clean_image_url", "generation_prompt", "face_similarity_score",
        "quality_score", "is_primary", "generation_cost", "created_at",
    ),
}  # fmt: skip
"""The columns that the first version needs. Frozen: later needs belong to later versions."""

_FILLED_BY_FILMS = ("projects", "manifests", "assets", "scene_manifests")
_MAY_BE_MISSING = "asset_clean_references"
_ID_COLUMNS = frozenset({"id", "manifest_id", "project_id", "asset_id", "source_asset_id"})

_ELSEWHERE = "Give it a database of its own."
_DIGITS = 32
"""How many digits a UUID has."""

_AS_DIGITS = (
    "Write the ids there, and in every column that refers to them, as SQLAlchemy's `Uuid` does, 32"
    " digits without hyphens and capitals"
)
_AS_UUID = (
    "Change such columns, and all that refer to them, to SQLAlchemy's `Uuid` in the pipeline's"
    " models and with a migration of the pipeline's own: the type `uuid` on PostgreSQL, 32 digits"
    " without hyphens and capitals in SQLite."
)
"""What to do about ids of another form."""

_DIALOGUE = ("scene_audio_manifests", "project_id")
"""A column that refers to projects, where a pipeline has it."""

_GROWN = frozenset({("projects", "manifest_id"), ("assets", "source_asset_id")})
"""Columns that older databases got by `ALTER TABLE`, in which no row is looked up."""


@frozen
class Adopted:
    """The pipeline's tables that exist, and if its scenes lack a column for the picked tags."""

    tables: frozenset[str]
    lacks_selected_tags: bool

    def guard_primaries(self, connection: Connection) -> None:
        """Leave each asset one primary, and let the database itself ensure that from now on."""
        from selector.db.references import primary  # noqa: PLC0415  # the ORM is slow to load

        for line in primary.demote_all_but_newest(connection):
            connection.info.setdefault("said", []).append(line)
        indexes = inspect(connection).get_indexes(_MAY_BE_MISSING)
        if PRIMARY_INDEX not in [index["name"] for index in indexes]:
            connection.exec_driver_sql(
                f"CREATE UNIQUE INDEX {PRIMARY_INDEX} ON {_MAY_BE_MISSING} (asset_id)"
                " WHERE is_primary"
            )
            set_guard(connection)


def adopt(connection: Connection) -> Adopted:
    """The pipeline's tables that exist.

    Raises:
        ProblemError: Some of them are missing, or they are not what their names say (D614).
    """
    there = frozenset(_COLUMNS) & tables_in(connection)
    problems: list[Problem] = []
    for what, hint in _misfits(connection, there):
        problems += problem(connection, "D614", what, f"selector changed nothing. {hint}").problems
    if problems:
        raise ProblemError(problems)
    lacks_tags = False
    if "scene_manifests" in there:
        columns = inspect(connection).get_columns("scene_manifests")
        lacks_tags = "selected_reference_tags" not in [column["name"] for column in columns]
    return Adopted(tables=there, lacks_selected_tags=lacks_tags)


def own_tables_there(connection: Connection, names: Sequence[str]) -> bool:
    """Say if all tables of these names exist.

    Raises:
        ProblemError: Some exist and some do not (D614).
    """
    wanted = set(names)
    there = wanted & tables_in(connection)
    if there and there != wanted:
        missing = quoted(sorted(wanted - there), "and")
        what = f"The database lacks some of selector's own tables: {missing}."
        hint = "Restore it from a backup, or give selector another database."
        raise problem(connection, "D614", what, hint)
    return bool(there)


def made_here(connection: Connection, table: str) -> bool:
    """Whether selector made this table; a pipeline made the others."""
    return connection.scalar(select(MADE.c.name).where(MADE.c.name == table)) is not None


def must_take_films(connection: Connection) -> None:
    """Refuse a pipeline's own tables, if they have columns that only the pipeline can fill.

    Raises:
        ProblemError: They have (D618).
    """
    if made_here(connection, "projects"):
        return
    inspector = inspect(connection)
    for name in _FILLED_BY_FILMS:
        known = METADATA.tables[name].c
        for column in inspector.get_columns(name):
            is_optional = column["nullable"] or column["default"] is not None
            if column["name"] not in known and not is_optional:
                where = f"`{name}.{column['name']}`"
                what = f"This database belongs to a pipeline: only the pipeline can fill {where}."
                hint = (
                    "Store the film in a database of its own, or pick for the pipeline's project."
                )
                raise problem(connection, "D618", what, hint)


def _misfits(connection: Connection, there: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the tables of a pipeline, and what to do."""
    missing = sorted(set(_COLUMNS) - there - {_MAY_BE_MISSING})
    if there and missing:
        has = quoted(sorted(there), "and")
        yield f"The database has {has} but no {quoted(missing, 'and')}.", _ELSEWHERE
        return
    inspector = inspect(connection)
    others: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(there):
        columns = {column["name"]: column for column in inspector.get_columns(name)}
        lacking = [wanted for wanted in _COLUMNS[name] if wanted not in columns]
        if lacking:
            yield f"The table `{name}` lacks {quoted(lacking, 'and')}.", _ELSEWHERE
        for wanted in _COLUMNS[name]:
            if wanted not in columns or wanted not in _ID_COLUMNS:
                continue
            if not _is_uuid(connection, name, columns[wanted]):
                way_out = _way_out(connection, columns[wanted])
                others.setdefault(way_out, []).append((name, wanted))
        yield from _of_another_truth(connection, name, columns)
    for way_out, found in others.items():
        hint = way_out
        if way_out == _AS_DIGITS:
            rewritten = [_rewritten(*each) for each in found]
            if ("projects", "id") in found and _has_dialogue(connection):
                rewritten.append(_rewritten(*_DIALOGUE))
            update = "; ".join(rewritten)
            hint = f"{way_out}: `{update}`."
        yield _not_as_ours(found), hint


def _has_dialogue(connection: Connection) -> bool:
    table, column = _DIALOGUE
    if table not in tables_in(connection):
        return False
    return column in [each["name"] for each in inspect(connection).get_columns(table)]


def _of_another_truth(
    connection: Connection, table: str, columns: Mapping[str, ReflectedColumn]
) -> Iterator[tuple[str, str]]:
    """What is wrong if PostgreSQL has `is_primary` as text or a number; SQLite takes any type.

    Args:
        connection: The database.
        table: A table.
        columns: Its columns.
    """
    column = columns.get("is_primary")
    if table != _MAY_BE_MISSING or connection.dialect.name != "postgresql" or column is None:
        return
    if not isinstance(column["type"], Boolean):
        what = f"The column `{table}.is_primary` has the type `{column['type']}`."
        alter = f"ALTER TABLE {table} ALTER is_primary TYPE boolean"
        yield what, f"Give it the type `boolean`: `{alter} USING is_primary::text::boolean`."


def _not_as_ours(columns: Sequence[tuple[str, str]]) -> str:
    id_columns = quoted([f"{table}.{column}" for table, column in columns], "and")
    if len(columns) == 1:
        return f"The column {id_columns} does not hold UUIDs as selector writes them."
    return f"The columns {id_columns} do not hold UUIDs as selector writes them."


def _is_uuid(connection: Connection, table: str, column: ReflectedColumn) -> bool:
    """UUIDs on PostgreSQL; on SQLite text of 32 hexadecimal digits, as SQLAlchemy writes them.

    A column that pipelines added later may be text or bytes that hold UUIDs in any form.
    """
    kind = column["type"]
    if isinstance(kind, Uuid):
        return True
    if (table, column["name"]) in _GROWN and not isinstance(kind, Integer):
        return True
    if connection.dialect.name != "sqlite" or not isinstance(kind, String):
        return False
    name = column["name"]
    sample = connection.exec_driver_sql(
        f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1"  # noqa: S608  # our names
    ).scalar()
    if sample is None:
        return True
    if not isinstance(sample, str) or len(sample) != _DIGITS:
        return False
    return not _has_other_forms(connection, table, name)


def _way_out(connection: Connection, column: ReflectedColumn) -> str:
    """What to do about ids that are not as selector writes them.

    A column of SQLAlchemy's `Uuid` is CHAR(32) on SQLite: the pipeline itself looks for 32 digits,
    so they may be written there. Of any other text, or of bytes, the pipeline's code has to know,
    too: it looks for what it wrote, and what refers to a row has to hold the same.
    """
    kind = column["type"]
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite and isinstance(kind, CHAR) and kind.length == _DIGITS:
        return _AS_DIGITS
    if isinstance(kind, Integer):
        return _ELSEWHERE
    return _AS_UUID


def _rewritten(table: str, column: str) -> str:
    """A statement that writes a column's UUIDs as digits."""
    return f"UPDATE {table} SET {column} = lower({_digits(column)})"  # noqa: S608  # our names


def _digits(name: str) -> str:
    """A UUID's digits in SQL, without the signs between them."""
    digits = name
    for sign in "-{}":
        digits = f"replace({digits}, '{sign}', '')"
    return digits


def _has_other_forms(connection: Connection, table: str, name: str) -> bool:
    """Whether any row has a UUID in capitals, with hyphens or in braces: it would not be found."""
    digits = _digits(name)
    is_uuid = f"length({digits}) = {_DIGITS} AND {digits} NOT GLOB '*[^0-9a-fA-F]*'"
    is_other = f"{is_uuid} AND {name} <> lower({digits})"
    query = f"SELECT 1 FROM {table} WHERE {is_other} LIMIT 1"  # noqa: S608  # our names
    return connection.exec_driver_sql(query).first() is not None
