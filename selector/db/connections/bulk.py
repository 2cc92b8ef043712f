"""Many rows of one table, in a few statements and nearly as fast as the driver itself.

In: rows as tuples, and the columns they are for. Out: rows in the table. SQLAlchemy's own bulk
insert makes a dictionary of every row; here only the columns' types (UUIDs, JSON, times) are its.

A host's policy, rule or trigger can drop a row without an error. So rows are counted; where fewer
are, or the driver does not count, they are looked for.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, select, tuple_, update

from selector.db.connections.database_problems import ignored, problem
from selector.db.connections.drivers import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table, TextClause

_T = TypeVar("_T")

BATCH = 500
"""Rows in one statement. More costs memory and is not measurably faster."""


def batches(rows: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """The rows in lists of at most that size."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def among(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """An SQL condition: the column is one of these numbers.

    It names their range too, so that PostgreSQL reads no scene outside it.
    """
    if not numbers:
        return column.in_(numbers)
    is_near = column.between(min(numbers), max(numbers))
    return is_near & column.in_(numbers)


def put_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> bool:
    """Insert rows, or set the other columns of a row that has the same primary key.

    Args:
        connection: Where to write, in its transaction.
        table: The table.
        columns: The names of the columns that each row has values for, primary key included.
        rows: The values of each row, in the order of `columns`.

    Returns:
        As `add_rows`. If not, a row that was there before may be as it was.

    Raises:
        ProblemError: A row is not there (D612).
    """
    key = table.primary_key.columns.keys()
    others = [name for name in columns if name not in key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    ending = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
    return add_rows(connection, table, columns, rows, ending)


def add_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    ending: str = "",
) -> bool:
    """Insert rows, in batches.

    Args:
        connection: Where to write, in its transaction.
        table: The table.
        columns: The names of the columns that each row has values for.
        rows: The values of each row, in the order of `columns`.
        ending: SQL that goes after the values.

    Returns:
        Whether the database says that it wrote every row.

    Raises:
        ProblemError: A row is not there (D612).
    """
    signs = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    into = f"INTO {table.name} ({names})"
    statement = f"INSERT {into} VALUES ({signs}){ending}"  # noqa: S608  # our own tables' names
    values = [table.c[name] for name in columns]
    wrote_all = True
    for batch in batches(rows):
        if run_rows(connection, statement, values, batch) != len(batch):
            wrote_all = False
            _must_be_there(connection, table, columns, batch)
    return wrote_all


def _must_be_there(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    key = [*table.primary_key]
    places = [columns.index(column.name) for column in key]
    wanted = {tuple([row[place] for place in places]) for row in rows}
    query = select(*key).where(tuple_(*key).in_(wanted))
    if len(connection.execute(query).all()) < len(wanted):
        raise problem(connection, *ignored(table.name))


def change_rows(
    connection: Connection,
    table: Table,
    its: ColumnElement[bool],
    values: Mapping[str, Any],
) -> None:
    """Set columns of rows that are there.

    Args:
        connection: Where to write, in its transaction.
        table: The table.
        its: A condition that at least one row meets.
        values: The new values, by the names of their columns.

    Raises:
        ProblemError: No row was changed (D612).
    """
    if not connection.execute(update(table).where(its).values(values)).rowcount:
        raise problem(connection, *ignored(table.name))


def delete_rows(connection: Connection, table: Table, its: ColumnElement[bool]) -> None:
    """Delete the rows that meet a condition.

    Args:
        connection: Where to delete, in its transaction.
        table: The table.
        its: The condition.

    Raises:
        ProblemError: Some are still there (D612).
    """
    connection.execute(delete(table).where(its))
    must_find_none(connection, table.name, select(*table.primary_key).where(its))


def must_find_none(connection: Connection, table: str, query: Select[Any] | TextClause) -> None:
    """Refuse a database that lets rows be as they were, and says nothing.

    Args:
        connection: Where they were changed or deleted.
        table: The name of their table.
        query: Finds rows that are as they were.

    Raises:
        ProblemError: It finds one (D612).
    """
    if connection.execute(query).first() is not None:
        raise problem(connection, *ignored(table))


def run_rows(
    connection: Connection,
    statement: str,
    columns: Sequence[ColumnElement[Any]],
    rows: Iterable[tuple[Any, ...]],
) -> int:
    """Run a statement once for each row, in batches.

    Args:
        connection: Where to write, in its transaction.
        statement: SQL with a question mark for each value of a row.
        columns: The column of each question mark, in order: its type converts the values.
        rows: The values of each row, in the same order.

    Returns:
        How many rows the database wrote, less where a driver does not say.
    """
    driven = signed(connection, statement)
    converters = list(_converters(connection, columns))
    written = 0
    for batch in batches(rows):
        for nth, convert in converters:
            for index, row in enumerate(batch):
                value = convert(row[nth])
                batch[index] = (*row[:nth], value, *row[nth + 1 :])
        written += connection.exec_driver_sql(driven, batch).rowcount
    return written


def _converters(
    connection: Connection, columns: Sequence[ColumnElement[Any]]
) -> Iterator[tuple[int, Any]]:
    """The columns whose values the driver does not take as they are: their index and converter."""
    dialect = connection.dialect
    for nth, column in enumerate(columns):
        convert = column.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            yield nth, convert
