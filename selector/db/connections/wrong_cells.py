"""What is stored wrongly that a row failed for: looked for only after something has failed.

In: a connection, as it was when a row could not be read or written. Out, in words: the first cell
of a table that selector reads whose value is not of its column's type, or rows that contradict each
other. The rows are read as the driver returns them, so every way in is served: any driver, with
asyncio or without, in a caller's transaction or in one of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Float, Integer, String, Uuid, inspect, select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from selector.db.connections.database_problems import FROM_A_BACKUP, WRITE_AGAIN, WRITE_EVERYWHERE
from selector.db.connections.postgresql_errors import is_lost_race
from selector.db.tables import own_tables  # noqa: F401  # it fills METADATA
from selector.db.tables.columns import (
    CheckedType,
    UtcTime,
    as_utc,
    as_uuid,
    not_as_looked_up,
    untyped,
)
from selector.db.tables.metadata import METADATA
from selector.db.tables.pipeline_tables import ASSETS, MANIFESTS, PROJECTS
from selector.model.phrases import listed
from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, Connection, Table
    from sqlalchemy.engine import Inspector
    from sqlalchemy.types import TypeEngine

    Test = Callable[[Any], bool]

_LOOSE = "FOREIGN KEY constraint failed"
"""What SQLite says of a row that another must be there for."""

_MAKE_ROW = (
    "Add that row, or correct the one that refers to it, or restore the database from a backup."
)
"""What to do about a row that belongs to none."""


def wrong_cell(connection: Connection) -> str:
    """The first cell with a value that is not of its column's type; empty if there is none."""
    try:
        inspector = inspect(connection)
        for table in METADATA.sorted_tables:
            if inspector.has_table(table.name):
                what = _first_wrong(connection, inspector, table)
                if what:
                    return what
    except SQLAlchemyError:
        # The connection is lost, or in no state to be asked: the failure itself is told.
        return ""
    return ""


def _first_wrong(connection: Connection, inspector: Inspector, table: Table) -> str:
    try:
        return next(_wrong_in(connection, inspector, table), "")
    except (ArithmeticError, DataError) as error:
        said = str(getattr(error, "orig", error)).partition("\n")[0]
        return f"The table `{table.name}` has a value that cannot be read: {shown(said, 120)}."


_SHARED_OR_DAMAGED = (
    "If several threads use this session or connection, give each its own. Otherwise, restore the"
    " database from a backup."
)


def contradiction(connection: Connection, error: IntegrityError) -> tuple[str, str]:
    """What is stored that a new row contradicts, and what to do.

    Both are empty where only the row itself is wrong.
    """
    words = str(error.orig).partition("\n")[0]
    if is_lost_race(error.orig):
        return "", ""
    if words == _LOOSE:
        what = _id_in_another_form(connection)
        if what:
            return what, WRITE_EVERYWHERE
        return _row_without_another(connection), _MAKE_ROW
    if "selector_" not in words:
        return "", ""
    what = wrong_cell(connection)
    if what:
        return what, WRITE_AGAIN
    contradict = f"Rows of selector's own tables contradict each other: {shown(words, 200)}."
    hint = FROM_A_BACKUP
    if "selector_decisions." in words:
        hint = _SHARED_OR_DAMAGED
    return contradict, hint


def _id_in_another_form(connection: Connection) -> str:
    """The first row that no other can refer to, since SQLite has its id in another form."""
    for table in (MANIFESTS, PROJECTS, ASSETS):
        for (written,) in connection.execute(select(untyped(table.c.id))):
            wrong = not_as_looked_up("id", written)
            if wrong:
                return f"In the table `{table.name}`, {wrong}"
    return ""


def _row_without_another(connection: Connection) -> str:
    """Name the table whose row leads nowhere: SQLite says no more than that there is one."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found is None:
        return ""
    table, _, other, _ = found
    where = f"A row of the table `{shown(table)}` belongs to a row of `{shown(other)}`"
    return f"{where} that is not in the database."


def _wrong_in(connection: Connection, inspector: Inspector, table: Table) -> Iterator[str]:
    names = {column["name"] for column in inspector.get_columns(table.name)}
    columns = [column for column in table.columns if column.name in names]
    listed_names = ", ".join(column.name for column in columns)
    query = f"SELECT {listed_names} FROM {table.name}"  # noqa: S608  # names of our own
    for row in connection.exec_driver_sql(query):
        for column, value in zip(columns, row, strict=True):
            instead = _wanted(column, value)
            if instead:
                yield _said(table, columns, row, column, value, instead)


def _said(
    table: Table,
    columns: Sequence[Column[Any]],
    row: Sequence[Any],
    column: Column[Any],
    value: object,
    instead: str,
) -> str:
    """One wrong cell in words.

    Args:
        table: Its table.
        columns: The columns that were read.
        row: Their values.
        column: The column of the cell.
        value: Its value.
        instead: What it must hold.
    """
    keys = []
    for each, its in zip(columns, row, strict=True):
        if each.primary_key:
            keys.append(f"`{each.name}` {_key(its)}")
    where = f"In the table `{table.name}`, in the row with {listed(keys)}"
    return f"{where}, the column `{column.name}` must hold {instead}, not {_value(value)}."


def _key(value: object) -> str:
    """A key as it is written, which is how its row is found."""
    text = str(value)
    if isinstance(value, str | int) and text.strip():
        return shown(text, 80)
    return _value(value)


def _value(value: object) -> str:
    if value is None:
        return "nothing (`NULL`)"
    if isinstance(value, bytes):
        return "bytes"
    if isinstance(value, str):
        if not value.strip():
            return "an empty text"
        return f"the text `{shown(value, 60)}`"
    return f"`{shown(str(value), 60)}`"


def _wanted(column: Column[Any], value: object) -> str:
    """What a column must hold instead of a value; empty if the value is fine."""
    if value is None:
        return "" if column.nullable else "a value"
    if column.name in _OF_ANY_FORM and as_uuid(value) is not None:
        return ""
    for kind, fits, name in _KINDS:
        if isinstance(_plain(column.type), kind):
            return "" if fits(value) else name
    return ""


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, CheckedType):
        return kind.impl_instance
    return kind


_OF_ANY_FORM = frozenset({"manifest_id", "source_asset_id"})
"""Columns that may hold ids in any form, where pipelines added them later."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinf(value)


def _is_truth(value: object) -> bool:
    return isinstance(value, int) and value in (0, 1)


def _is_id(value: object) -> bool:
    return as_uuid(value) is not None and not isinstance(value, bytes)


def _is_time(value: object) -> bool:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        as_utc(moment)
    except (ValueError, OverflowError):
        return False
    return isinstance(value, str | datetime)


_KINDS: tuple[tuple[type[TypeEngine[Any]], Test, str], ...] = (
    (UtcTime, _is_time, "a time"),
    (Uuid, _is_id, "a UUID"),
    (Boolean, _is_truth, "true or false (1 or 0)"),
    (Integer, _is_whole, "a whole number"),
    (Float, _is_number, "a number"),
    (String, _is_text, "text"),
)
"""The types of columns, what fits, and what to call it. A text is the last: other types are one."""
