"""Rows that refer to a row that is not there: what needs them does not find them, and says nothing.

In: an address. Out: a sentence for each column that has some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from selector.db.connections.addresses import read_url
from selector.db.connections.engines import connected
from selector.db.connections.undecoded import rows_as_stored
from selector.db.tables import own_tables, pipeline_tables  # noqa: F401  # they fill METADATA
from selector.db.tables.metadata import METADATA
from selector.model.frozen import frozen
from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

WHAT_TO_DO = (
    "Such rows are not found where they are needed. Correct or delete them, or add what they refer"
    " to."
)

_AUDIO = "scene_audio_manifests"
"""The dialogue of scenes, in a table of pipelines."""


@frozen
class Link:
    """A column of a table, and the column of another whose values it must have.

    `within` is a column of both: a row is referred to only by rows with the same value there.
    """

    table: str
    column: str
    other: str
    key: str
    within: str = ""

    @property
    def columns(self) -> set[str]:
        """All columns that it needs, with their tables."""
        needed = {f"{self.table}.{self.column}", f"{self.other}.{self.key}"}
        if self.within:
            needed |= {f"{self.table}.{self.within}", f"{self.other}.{self.within}"}
        return needed


def loose_rows(address: URL | str) -> tuple[str, ...]:
    """Count the rows that refer to nothing. Tables that are not there or not readable have none.

    Returns:
        A sentence for each column with such rows, by table.

    Raises:
        ProblemError: The database cannot be used (D601 to D608).
    """
    with connected(read_url(address)) as connection:
        return tuple(_loose(connection))


def _loose(connection: Connection) -> Iterator[str]:
    kind = connection.dialect.name
    there = _columns_there(connection)
    for link in _links():
        if link.columns <= there:
            ((count, example),) = rows_as_stored(connection, text(_query(link, kind)))
            if count:
                yield _said(link, count, example)


def _links() -> Iterator[Link]:
    """What refers to what: by the keys of our tables, and in a table that only pipelines have."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                yield Link(
                    table=table.name,
                    column=column.name,
                    other=key.column.table.name,
                    key=key.column.name,
                )
    yield Link(table=_AUDIO, column="project_id", other="projects", key="id")
    yield Link(
        table=_AUDIO,
        column="scene_index",
        other="scene_manifests",
        key="scene_index",
        within="project_id",
    )


def _columns_there(connection: Connection) -> set[str]:
    """The columns of the tables that are there and may be read, with their tables."""
    found = inspect(connection).get_multi_columns(filter_names=[*METADATA.tables, _AUDIO])
    there: set[str] = set()
    for (_, table), columns in found.items():
        if _may_be_read(connection, table):
            there.update(f"{table}.{column['name']}" for column in columns)
    return there


def _may_be_read(connection: Connection, table: str) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    query = text("SELECT has_table_privilege(to_regclass(:name), 'SELECT')")
    return bool(connection.scalar(query, {"name": table}))


def _query(link: Link, kind: str) -> str:
    """How many rows refer to nothing, and the first value, in SQL of names of our own.

    `DISTINCT` makes a table of what there is, which SQLite indexes and PostgreSQL hashes: in the
    form in which ids are compared, they have no index.
    """
    value = f"loose.{link.column}"
    first = _as_text(kind, value)
    keys = _compared(kind, link.other, link.key, link.within)
    wanted = _compared(kind, "loose", link.column, link.within)
    return f"""
        SELECT count(*), min({first}) FROM {link.table} AS loose
        LEFT JOIN (SELECT DISTINCT {keys} AS it FROM {link.other}) AS there ON there.it = {wanted}
        WHERE {value} IS NOT NULL AND there.it IS NULL
    """  # noqa: S608  # our names


def _compared(kind: str, table: str, column: str, within: str) -> str:
    """What two rows of one link have in common."""
    if within:
        number = _as_text(kind, f"{table}.{column}")
        return f"{_digits(kind, f'{table}.{within}')} || ' ' || {number}"
    return _digits(kind, f"{table}.{column}")


def _digits(kind: str, column: str) -> str:
    """An id without hyphens and capitals: columns that were added later may have it so."""
    digits = _as_text(kind, column)
    for sign in "-{}":
        digits = f"replace({digits}, '{sign}', '')"
    return f"lower({digits})"


def _as_text(kind: str, column: str) -> str:
    if kind == "postgresql":
        return f"CAST({column} AS text)"
    return f"CASE typeof({column}) WHEN 'blob' THEN hex({column}) ELSE CAST({column} AS text) END"


def _said(link: Link, count: int, example: str) -> str:
    rows = "1 row has" if count == 1 else f"{count:,} rows have"
    what = f"In the table `{link.table}`, {rows} a `{link.column}`"
    same = f" with the same `{link.within}`" if link.within else ""
    such = f", such as `{shown(example, 60)}`" if example.strip() else ""
    return f"{what} that is in no row of the table `{link.other}`{same}{such}."
