"""The databases of `tests/golden` brought back: unpacked beside a test, or into the suite's own PostgreSQL."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import psycopg

from tests.db.postgres_server import Server

GOLDEN = Path(__file__).parent.parent / "golden"


def unpacked(path: Path, folder: Path) -> str:
    """The address of an SQLite file, unpacked into that folder."""
    file = folder / path.name.removesuffix(".gz")
    file.write_bytes(gzip.decompress(path.read_bytes()))
    return f"sqlite:///{file}"


def restored(path: Path, server: Server) -> str:
    """The address of a new database that a dump was read into."""
    address = server.new_database()
    with psycopg.connect(server.conninfo(server.name_of(address)), autocommit=True) as connection:
        connection.execute(gzip.decompress(path.read_bytes()))
    return address


def answers(path: Path) -> list[dict[str, Any]]:
    """What the code that wrote a database said of each decision in it."""
    beside = path.with_name(path.name.removesuffix(".gz") + ".answers.json.gz")
    found: list[dict[str, Any]] = json.loads(gzip.decompress(beside.read_bytes()))
    return found
