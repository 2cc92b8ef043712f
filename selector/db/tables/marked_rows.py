"""Rows that pipelines mark as not theirs to pick from: deleted projects and inherited pictures.

In: a connection, and what a caller wants to see anyway. Out: SQL conditions; none where the
database does not have the columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from sqlalchemy import String, cast, func, literal_column, text

from selector.db.tables.columns import NO
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import as_python

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

Marked: TypeAlias = Literal["deleted", "inherited"]
"""A mark: on a project, `deleted_at`; on a picture that a fork copied, `is_inherited`."""

MARKS: tuple[str, ...] = get_args(Marked)

Include: TypeAlias = Iterable[Marked] | Marked
"""The marks of rows that a caller wants to see anyway."""

_COLUMNS = {"deleted": ("projects", "deleted_at"), "inherited": ("assets", "is_inherited")}
_NOTHING = {"deleted": ("",), "inherited": NO}
"""What the column of an unmarked row says, as text; NULL says the same."""


def marks_in(include: Include) -> frozenset[str]:
    """The marks that a caller names, one or several.

    Raises:
        TypeError: One of them is not a mark.
    """
    named = [include] if isinstance(include, str) else list(include)
    for each in named:
        if each not in MARKS:
            takes = f"`include` must be one or several of {quoted(MARKS, 'and')}"
            hint = did_you_mean(str(each), MARKS)
            raise TypeError(f"{takes}, not {as_python(each)}. {hint}".removesuffix(" "))
    return frozenset(named)


def is_marked(connection: Connection, mark: Marked) -> ColumnElement[bool] | None:
    """An SQL condition on rows with this mark; None where the database has no such column."""
    table, column = _COLUMNS[mark]
    if not has_column(connection, table, column):
        return None
    # As text: the column has any type where it was added by hand.
    written = cast(literal_column(f"{table}.{column}"), String)
    return func.lower(func.coalesce(written, "")).not_in(_NOTHING[mark])


def has_column(connection: Connection, table: str, column: str) -> bool:
    """Say if a table has a column, in a query that costs little.

    Args:
        connection: The database.
        table: The table's name.
        column: The column's name.

    Returns:
        Whether it has.
    """
    query = text(_HAS_COLUMN[connection.dialect.name])
    return bool(connection.scalar(query, {"table": table, "column": column}))


_HAS_COLUMN = {
    "sqlite": "SELECT count(*) FROM pragma_table_info(:table) WHERE name = :column",
    "postgresql": """
        SELECT count(*) FROM pg_attribute
        WHERE attrelid = to_regclass(:table) AND attname = :column
    """,
}
