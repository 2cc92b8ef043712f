"""Many rows of one table, in a few statements and near the speed of the driver.

SQLAlchemy's own bulk insert makes a dictionary of every row; here the rows are tuples, and only the columns' types
(UUIDs, JSON, times) come from SQLAlchemy.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from selector.db.connections.drivers import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

_T = TypeVar("_T")

BATCH = 500
"""Rows a statement. More gains nothing measurable and costs memory."""


def batches(rows: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """The rows in lists of at most that size."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def among(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """That a column is one of these numbers; with the range said too, PostgreSQL reads no scene beyond it."""
    if not numbers:
        return column.in_(numbers)
    return column.between(min(numbers), max(numbers)) & column.in_(numbers)


def put_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert the rows; where one with the same primary key stands already, its other columns are set instead."""
    key = [column.name for column in table.primary_key]
    others = [name for name in columns if name not in key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    add_rows(
        connection, table, columns, rows, f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
    )


def add_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    ending: str = "",
) -> None:
    """Insert the rows, in batches; `ending` is SQL that goes after the values."""
    signs = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({signs}){ending}"  # noqa: S608  # names of our own tables only
    run_rows(connection, statement, [table.c[name] for name in columns], rows)


def run_rows(
    connection: Connection,
    statement: str,
    columns: Sequence[ColumnElement[Any]],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Run a statement once for each row, in batches; its question marks stand for values of these columns, in order."""
    driven = signed(connection, statement)
    converters = _converters(connection, columns)
    for batch in batches(rows):
        for place, convert in converters:
            column = [convert(row[place]) for row in batch]
            batch[:] = [
                (*row[:place], value, *row[place + 1 :])
                for row, value in zip(batch, column, strict=True)
            ]
        connection.exec_driver_sql(driven, batch)


def _converters(
    connection: Connection, columns: Sequence[ColumnElement[Any]]
) -> list[tuple[int, Any]]:
    """For the columns that need it: their place, and what turns a value into the driver's."""
    types = [column.type.dialect_impl(connection.dialect) for column in columns]
    found = [(place, kind.bind_processor(connection.dialect)) for place, kind in enumerate(types)]
    return [(place, convert) for place, convert in found if convert is not None]
