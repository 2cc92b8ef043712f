"""Which version of the tables a database has: made whole when it is empty, refused when this program cannot use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from selector.db.connections.database_errors import NO_TABLES
from selector.db.connections.database_problems import problem
from selector.db.connections.turns import take_turn
from selector.db.tables.metadata import METADATA
from selector.db.tables.own_tables import MADE

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION_TABLE = "selector_version"
"""Beside a host application's own `alembic_version`."""

VERSIONS = ("0001", "0002", "0003", "0004")
"""Every version of the tables, oldest first; the files of `migrations/versions` say what each adds."""

_MADE_BY_US = ("manifests", "projects", "assets", "scene_manifests", "asset_clean_references")

_version = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def is_ours(table: str | None) -> bool:
    """Whether a table of that name is one that selector uses."""
    return table in METADATA.tables


def version_of(connection: Connection) -> str | None:
    """The version that the database says its tables have; None where it says nothing."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(_version.c.version_num))


def require_tables(connection: Connection) -> None:
    """Raises ProblemError unless this program can use the tables: none or older ones (D609), newer ones (D613).

    Tables without a version, as `Base.metadata.create_all` leaves them, are taken as they are.
    """
    version = version_of(connection)
    url = connection.engine.url
    if version is not None and version not in VERSIONS:
        what = f"The database's tables have version {version}; this selector knows up to {VERSIONS[-1]}."
        raise problem(url, "D613", what, "Use the selector that upgraded it, or a newer one.")
    if version != VERSIONS[-1] and (
        version is not None or not inspect(connection).has_table("selector_decisions")
    ):
        raise problem(url, *NO_TABLES)


def make_tables_if_empty(connection: Connection) -> None:
    """Every table, where the database has none of those that pipelines or selector use; else as `require_tables`."""
    if not _is_empty(connection):
        require_tables(connection)
        return
    take_turn(connection, "tables")
    if not _is_empty(connection):  # whoever had the turn before has made them
        require_tables(connection)
        return
    METADATA.create_all(connection)
    _version.create(connection)
    connection.execute(insert(_version).values(version_num=VERSIONS[-1]))
    connection.execute(insert(MADE), [{"name": name} for name in _MADE_BY_US])


def _is_empty(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return not there & {*METADATA.tables, VERSION_TABLE}
