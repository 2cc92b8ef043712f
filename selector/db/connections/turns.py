"""Who waits for whom: writers of one thing take turns, whatever the database."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from sqlalchemy import Connection


def take_turn(connection: Connection, name: str, *, shared: bool = False) -> None:
    """Nobody else with the same name goes on until the transaction ends, unless both share it.

    SQLite's writers take turns anyway.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(
            hashlib.sha256(f"selector {name}".encode()).digest()[:8], "big", signed=True
        )
        lock = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        connection.execute(select(lock(number)))


def begin_writing(connection: Connection) -> None:
    """On SQLite, wait for the write lock now: a transaction that reads first loses it to whoever writes between."""
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
