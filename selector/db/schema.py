"""Which version of the tables a database has: made whole when it is empty, refused when this program cannot use it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, func, insert, inspect, select

from selector.db.metadata import table_of
from selector.db.models import Base
from selector.db.own_tables import MadeRow
from selector.db.refusals import problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION_TABLE = "selector_version"
"""Beside a host application's own `alembic_version`."""

VERSIONS = ("0001", "0002")
"""Every version of the tables, oldest first; the files of `migrations/versions` say what each adds."""

PIPELINE_TABLES = ("projects", "manifests", "assets", "scene_manifests")
_MADE_BY_US = ("manifests", "projects", "assets", "scene_manifests", "asset_clean_references")

_version = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def is_ours(table: str | None) -> bool:
    """Whether a table of that name is one that selector uses."""
    return table in Base.metadata.tables


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
    if version != VERSIONS[-1] and (version is not None or not inspect(connection).has_table("selector_decisions")):
        what = "The database lacks a table or a column that selector needs."
        raise problem(url, "D609", what, "Set it up: selector db upgrade.")


def make_tables_if_empty(connection: Connection) -> None:
    """Every table, where the database has none of those that pipelines or selector use; else as `require_tables`."""
    if not _is_empty(connection):
        require_tables(connection)
        return
    take_turn(connection, "tables")
    if not _is_empty(connection):  # whoever had the turn before has made them
        require_tables(connection)
        return
    Base.metadata.create_all(connection)
    _version.create(connection)
    connection.execute(insert(_version).values(version_num=VERSIONS[-1]))
    connection.execute(insert(table_of(MadeRow)), [{"name": name} for name in _MADE_BY_US])


def take_turn(connection: Connection, name: str, *, shared: bool = False) -> None:
    """Nobody else with the same name goes on until the transaction ends, unless both share it.

    SQLite's writers take turns anyway.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(f"selector {name}".encode()).digest()[:8], "big", signed=True)
        lock = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        connection.execute(select(lock(number)))


def begin_writing(connection: Connection) -> None:
    """On SQLite, wait for the write lock now: a transaction that reads first loses it to whoever writes between."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _is_empty(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return not there & {*Base.metadata.tables, VERSION_TABLE}
