"""The versions of the tables, a file each; `selector.db.schema.upgrade` lets Alembic run them."""
