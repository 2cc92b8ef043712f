"""How Alembic runs here: on the connection and in the transaction of the caller.

In: the connection, from `selector.db.schema.upgrade`. Out: the tables, changed.
"""

from __future__ import annotations

from alembic import context

from selector.db.schema.version import VERSION_TABLE, is_ours

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    include_name=lambda name, kind, _: kind != "table" or is_ours(name),
)
context.run_migrations()
