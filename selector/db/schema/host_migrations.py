"""What Alembic may propose to a host whose tables share a database with selector's.

Alembic's autogenerate compares a host's models with the database. It proposes to drop whatever only
the database has: also the tables that selector needs there. Pass `include_object` where the host
configures Alembic, and it proposes nothing of the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.db.schema.version import VERSION_TABLE, is_ours
from selector.db.tables.metadata import METADATA
from selector.db.tables.pipeline_tables import REFERENCES, SCENES

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


def include_object(
    found: SchemaItem,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001  # the signature is Alembic's
    compare_to: SchemaItem | None,
) -> bool:
    """Whether autogenerate may propose something about a table, a column, an index or a constraint.

    Everything that the host's models have is compared as usual. Of what only the database has, this
    leaves out the tables that selector needs, with their version; the column
    `selected_reference_tags` of scenes; and the indexes and constraints of clean references.

    Args:
        found: What Alembic has found.
        name: Its name.
        kind: `table`, `column`, `index`, `unique_constraint` or `foreign_key_constraint`.
        reflected: Whether it was found in the database.
        compare_to: What the host's models have in its place; None if they have nothing.

    Returns:
        False for what only the database has, because selector needs it.
    """
    if not reflected or compare_to is not None:
        return True
    if kind == "table":
        return not _is_table_of_ours(found, name)
    table = getattr(found, "table", None)
    if table is None or table.schema is not None:
        return True
    if kind == "column":
        return (table.name, name) != (SCENES.name, SCENES.c.selected_reference_tags.name)
    return table.name != REFERENCES.name or name not in _NAMES_AT_REFERENCES


def _is_table_of_ours(table: SchemaItem, name: str | None) -> bool:
    """Say if selector needs a table; one of another schema of PostgreSQL is not meant."""
    if getattr(table, "schema", None) is not None:
        return False
    return is_ours(name) or name == VERSION_TABLE


def _names_at(table: str) -> set[str]:
    """The names of the indexes and constraints that selector gives a table."""
    made = METADATA.tables[table]
    indexes = {str(index.name) for index in made.indexes}
    return indexes.union(str(constraint.name) for constraint in made.constraints)


_NAMES_AT_REFERENCES = _names_at(REFERENCES.name)
