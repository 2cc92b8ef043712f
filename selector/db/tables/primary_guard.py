"""An index and a trigger, so that an asset has at most one primary clean reference.

In: a connection. Out: the partial unique index and the trigger, or neither. The index holds the
rule. The trigger lets older pipelines work, which simply insert a second primary: the new one
becomes the primary, and the old one no longer is. Without the index the trigger does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

PRIMARY_INDEX = "uq_asset_clean_references_primary"
_TABLE = "asset_clean_references"
_TRIGGER = "selector_one_primary"

_POSTGRES = (
    f"""
    CREATE OR REPLACE FUNCTION {_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_regclass('{PRIMARY_INDEX}') IS NOT NULL THEN
            -- Two who insert at once take turns; the second then sees the first's row.
            PERFORM 1 FROM assets WHERE id = NEW.asset_id FOR NO KEY UPDATE;
            UPDATE asset_clean_references SET is_primary = false
            WHERE asset_id = NEW.asset_id AND is_primary AND id <> NEW.id;
        END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608  # names of our own
    f"""
    CREATE TRIGGER {_TRIGGER} BEFORE INSERT OR UPDATE OF is_primary, asset_id ON {_TABLE}
    FOR EACH ROW WHEN (NEW.is_primary) EXECUTE FUNCTION {_TRIGGER}()
    """,
)
_SQLITE = tuple(
    f"""
    CREATE TRIGGER {_TRIGGER}_{when} BEFORE {event_} ON asset_clean_references
    WHEN NEW.is_primary AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = '{PRIMARY_INDEX}')
    BEGIN
        UPDATE asset_clean_references SET is_primary = 0
        WHERE asset_id = NEW.asset_id AND is_primary AND id <> NEW.id;
    END
    """  # noqa: S608  # names of our own
    for when, event_ in (("insert", "INSERT"), ("update", "UPDATE OF is_primary, asset_id"))
)


def set_guard(connection: Connection) -> None:
    """Make the trigger; the index belongs to the table and is made with it."""
    statements = _SQLITE
    if connection.dialect.name == "postgresql":
        statements = _POSTGRES
    for statement in statements:
        connection.exec_driver_sql(statement)


def drop_guard(connection: Connection) -> None:
    """Drop the trigger and the index."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_TRIGGER} ON asset_clean_references")
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_TRIGGER}()")
    else:
        for when in ("insert", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_TRIGGER}_{when}")
    connection.exec_driver_sql(f"DROP INDEX IF EXISTS {PRIMARY_INDEX}")
