"""Writers of the same thing take turns, on either kind of database.

In: a connection and the name of what is written. The call returns when it is its turn.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from sqlalchemy import Connection


def take_turn(connection: Connection, name: str, *, shared: bool = False) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends.

    SQLite's writers take turns anyway.

    Args:
        connection: The connection whose transaction writes.
        name: What is written.
        shared: Others may hold the name at the same time, if they share it too.
    """
    if connection.dialect.name != "postgresql":
        return
    digest = hashlib.sha256(f"selector {name}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    lock = func.pg_advisory_xact_lock
    if shared:
        lock = func.pg_advisory_xact_lock_shared
    connection.execute(select(lock(number)))


def begin_writing(connection: Connection) -> None:
    """On SQLite, wait for the write lock now.

    A transaction that reads first loses the lock to whoever writes in between.
    """
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
