"""What all tables share: one `MetaData`, with names for constraints that migrations can use.

Tables are defined without SQLAlchemy's ORM, which loads slowly; `selector.db.models` adds it for
those who want it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem
    from sqlalchemy.types import TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def filled(
    name: str,
    kind: type[TypeEngine[Any]] | TypeEngine[Any],
    *items: SchemaItem,
    **options: Any,  # noqa: ANN401  # whatever a column takes
) -> Column[Any]:
    """A column that is never null.

    Args:
        name: Its name.
        kind: Its type.
        *items: Its constraints, as for SQLAlchemy's `Column`.
        **options: Its other options, likewise.

    Returns:
        The column.
    """
    return Column(name, kind, *items, nullable=False, **options)
