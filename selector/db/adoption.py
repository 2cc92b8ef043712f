"""A pipeline's own database: is it one that we understand, and what does it lack?

Nothing that is there is changed, but for primaries of which an asset has more than one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import String, Uuid, inspect, update

from selector.db.clean_references import REFERENCES, newest, read_references
from selector.db.primary_guard import PRIMARY_INDEX, set_guard
from selector.db.refusals import problem
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

_MAY_BE_MISSING = "asset_clean_references"
_ID_COLUMNS = frozenset({"id", "manifest_id", "project_id", "asset_id", "source_asset_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The pipeline's tables that are there, and whether scenes have no column for the picked tags."""

    tables: frozenset[str]
    lacks_selected_tags: bool

    def guard_primaries(self, connection: Connection) -> None:
        """Leave each asset one primary, and let the database itself see to it from now on."""
        for line in demote_all_but_newest(connection):
            connection.info.setdefault("said", []).append(line)
        if PRIMARY_INDEX not in {index["name"] for index in inspect(connection).get_indexes(_MAY_BE_MISSING)}:
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
        for found in problem(url, "D614", what, "selector changed nothing. Give it a database of its own.").problems
    ]
    if problems:
        raise ProblemError(problems)
    has_scenes = "scene_manifests" in there
    columns = {column["name"] for column in inspect(connection).get_columns("scene_manifests")} if has_scenes else set()
    return Adopted(tables=there, lacks_selected_tags=has_scenes and "selected_reference_tags" not in columns)


def own_tables_there(connection: Connection, names: Sequence[str]) -> bool:
    """Whether all tables of these names are there.

    Raises:
        ProblemError: Some are and some are not (D614).
    """
    there = set(inspect(connection).get_table_names()) & set(names)
    if there and there != set(names):
        missing = ", ".join(sorted(set(names) - there))
        what = f"The database has some of selector's own tables and lacks others: {missing}."
        raise problem(connection.engine.url, "D614", what, "Restore it from a copy, or give selector another database.")
    return bool(there)


def demote_all_but_newest(connection: Connection) -> Iterator[str]:
    """Where an asset has several primary clean references, the newest stays it. Says what was done, an asset a line."""
    primaries = read_references(connection, REFERENCES.c.is_primary)
    by_asset: dict[str, list[int]] = {}
    for number, reference in enumerate(primaries):
        by_asset.setdefault(str(reference.asset_id), []).append(number)
    for asset_id, numbers in sorted(by_asset.items()):
        if len(numbers) > 1:
            kept = newest(primaries[number] for number in numbers)
            its = (REFERENCES.c.asset_id == kept.asset_id) & (REFERENCES.c.id != kept.id) & REFERENCES.c.is_primary
            connection.execute(update(REFERENCES).where(its).values(is_primary=False))
            others = len(numbers) - 1
            yield (
                f"Asset {asset_id} had {len(numbers)} primary clean references: {kept.id} ({kept.tier}), the newest, "
                f"stays primary; the other{'s' if others > 1 else ''} ({others}) stay{'' if others > 1 else 's'} "
                f"without being primary."
            )


def _misfits(connection: Connection, there: frozenset[str]) -> Iterator[str]:
    missing = sorted(set(_COLUMNS) - there - {_MAY_BE_MISSING})
    if there and missing:
        yield f"The database has {_listed(sorted(there))} but no {_listed(missing)}."
        return
    inspector = inspect(connection)
    for name in sorted(there):
        columns = {column["name"]: column for column in inspector.get_columns(name)}
        lacking = [wanted for wanted in _COLUMNS[name] if wanted not in columns]
        if lacking:
            yield f"The table `{name}` lacks {_listed(lacking)}."
        for wanted in _COLUMNS[name]:
            if wanted in columns and wanted in _ID_COLUMNS and not _is_uuid(connection, name, columns[wanted]):
                yield f"The column `{name}.{wanted}` does not hold UUIDs as selector writes them."


def _is_uuid(connection: Connection, table: str, column: ReflectedColumn) -> bool:
    """UUIDs on PostgreSQL; on SQLite text of 32 hexadecimal digits, as SQLAlchemy writes them."""
    kind = column["type"]
    if isinstance(kind, Uuid):
        return True
    if connection.dialect.name != "sqlite" or not isinstance(kind, String):
        return False
    name = column["name"]
    sample = connection.exec_driver_sql(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1").scalar()  # noqa: S608  # names of `_COLUMNS`
    return sample is None or (isinstance(sample, str) and len(sample) == 32)


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
