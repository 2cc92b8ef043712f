"""The version of a database's tables.

In: a connection. Out: the version, or a refusal of tables that this program cannot use; an empty
database can be given all tables at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
)

from selector.db.connections.database_problems import (
    NO_TABLES,
    NOT_IN_SCHEMA,
    NOT_OURS,
    a_view,
    lacks,
    problem,
)
from selector.db.connections.turns import take_turn
from selector.db.tables.metadata import METADATA
from selector.db.tables.own_tables import MADE
from selector.model.phrases import quoted
from selector.model.problem import shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.connections.database_problems import Row

VERSION_TABLE = "selector_version"
"""The name of our version table: the host application may have an `alembic_version` of its own."""

VERSIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every version of the tables, oldest first; `migrations/versions` has a file for each."""

_IS_VERSION = re.compile(r"[0-9]{4,}")
"""How the version of any release looks, also of one to come."""

_MADE_BY_US = ("manifests", "projects", "assets", "scene_manifests", "asset_clean_references")

_IN_PATH = re.compile(r'"((?:[^"]|"")*)"|([^\s,]+)')
"""A schema that PostgreSQL's search path names, with quotes or without."""

_PATH_AND_USER = select(func.current_setting("search_path"), func.current_user())

_version = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def is_ours(table: str | None) -> bool:
    """Say if selector uses a table of that name."""
    return table in METADATA.tables


def version_of(connection: Connection) -> str | None:
    """The version of the tables, as the database says it; None if it does not.

    Raises:
        ProblemError: It says several, or what is no version (D615).
    """
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = sorted(connection.scalars(select(_version.c.version_num)))
    if len(found) > 1:
        what = f"The table `{VERSION_TABLE}` has several versions: {quoted(found, 'and')}."
        hint = "Delete the rows of those that are wrong, or restore the database from a backup."
        raise problem(connection, "D615", what, hint)
    for each in found:
        if not _IS_VERSION.fullmatch(str(each)):
            what = f"The table `{VERSION_TABLE}` is damaged: it has `{shown(each)}` for a version."
            hint = (
                "Restore the database from a backup, or write its true version there, such as"
                f" `{VERSIONS[-1]}`, if you know it."
            )
            raise problem(connection, "D615", what, hint)
    return found[0] if found else None


def forget_version(connection: Connection) -> None:
    """Remove the table that says the version, which Alembic leaves empty."""
    _version.drop(connection, checkfirst=True)


def require_tables(connection: Connection) -> None:
    """Refuse tables that this program cannot use.

    Tables without a version, as `Base.metadata.create_all` leaves them, are used as they are.

    Raises:
        ProblemError: There are no tables or older ones (D609), or newer ones (D613).
    """
    version = version_of(connection)
    newest = VERSIONS[-1]
    if version == newest:
        return
    if version is None:
        if not inspect(connection).has_table("selector_decisions"):
            must_see_tables(connection)
            raise problem(connection, *_without_tables(connection))
    elif version in VERSIONS:
        what = f"The database's tables are at version {version}; selector needs version {newest}."
        raise problem(connection, "D609", what, "Run `selector db upgrade`.")
    else:
        what = (
            f"The database's tables are at version {shown(version)}; this version of selector"
            f" supports versions up to {newest}."
        )
        hint = "Use the version of selector that upgraded the database, or a newer one."
        raise problem(connection, "D613", what, hint)


def _without_tables(connection: Connection) -> Row:
    if not _is_empty(connection):
        return NO_TABLES
    if connection.dialect.name == "postgresql":
        return NOT_IN_SCHEMA
    return NOT_OURS


def require_all_there(connection: Connection) -> None:
    """Refuse tables at the newest version of which something was removed since.

    Raises:
        ProblemError: A table or a column that selector needs is missing (D609), or is a view
            (D614).
    """
    must_have_no_views(connection)
    found = inspect(connection).get_multi_columns(filter_names=[*METADATA.tables])
    there = {name: columns for (_, name), columns in found.items()}
    kind = connection.dialect.name
    for name, table in sorted(METADATA.tables.items()):
        if name not in there:
            raise problem(connection, *lacks(kind, name))
        names = [column["name"] for column in there[name]]
        for column in table.columns:
            if column.name not in names:
                raise problem(connection, *lacks(kind, name, column.name))


def must_see_tables(connection: Connection) -> None:
    """Refuse a database whose tables this user cannot see, as if there were none.

    Raises:
        ProblemError: PostgreSQL's search path names no schema that there is (D609), or none that
            the user is allowed to use (D623).
    """
    if connection.dialect.name != "postgresql":
        return
    if connection.scalar(select(func.current_schema())) is None:
        from selector.db.connections.postgresql_errors import (  # noqa: PLC0415  # if needed
            MAY_NOT_SEE,
            NO_PATH,
        )

        there = set(connection.exec_driver_sql("SELECT nspname FROM pg_namespace").scalars())
        names_any = not there.isdisjoint(_schemas_named(connection))
        raise problem(connection, *(MAY_NOT_SEE if names_any else NO_PATH))


def _schemas_named(connection: Connection) -> list[str]:
    """The schemas that PostgreSQL's search path names, whether or not the user may use them."""
    path, user = connection.execute(_PATH_AND_USER).one()
    names = []
    for quoted_name, plain in _IN_PATH.findall(path):
        name = quoted_name.replace('""', '"') or plain.lower()
        names.append(user if name == "$user" else name)
    return names


def must_have_no_views(connection: Connection) -> None:
    """Refuse views under the names of tables that selector writes to.

    Raises:
        ProblemError: There is one (D614).
    """
    inspector = inspect(connection)
    there = set(inspector.get_view_names())
    if connection.dialect.name == "postgresql":
        there.update(inspector.get_materialized_view_names())
    views = {*METADATA.tables, VERSION_TABLE} & there
    for name in sorted(views):
        raise problem(connection, *a_view(name))


def make_tables_if_empty(connection: Connection) -> None:
    """Make every table if the database has none of them.

    Raises:
        ProblemError: It has some that this program cannot use (D609, D613).
    """
    if not _is_empty(connection):
        require_tables(connection)
        return
    must_see_tables(connection)
    must_have_no_views(connection)
    take_turn(connection, "tables")
    if not _is_empty(connection):
        # Whoever had the turn before made them.
        require_tables(connection)
        return
    METADATA.create_all(connection)
    _version.create(connection)
    newest = VERSIONS[-1]
    connection.execute(insert(_version).values(version_num=newest))
    made = [{"name": name} for name in _MADE_BY_US]
    connection.execute(insert(MADE), made)


def tables_in(connection: Connection) -> set[str]:
    """The names of all tables of the database."""
    return set(inspect(connection).get_table_names())


def _is_empty(connection: Connection) -> bool:
    ours = {*METADATA.tables, VERSION_TABLE}
    return ours.isdisjoint(tables_in(connection))
