"""How the tables came to be, a version a file; Alembic runs them through `selector.db.schema.upgrade`."""
