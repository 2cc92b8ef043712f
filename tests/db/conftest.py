"""Databases for the tests of `selector.db`: every test that asks for `address` runs on each kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from selector.db.connect import default_url
from tests.db.postgres_server import Server, postgres_binaries, postgres_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The suite's own PostgreSQL."""
    binaries = postgres_binaries()
    if binaries is None:
        reason = "no PostgreSQL on this machine: neither initdb on PATH nor /usr/lib/postgresql/*/bin"
        assert "SELECTOR_CI" not in os.environ, reason
        pytest.skip(reason)
    with postgres_server(binaries) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield default_url(tmp_path)
        return
    server: Server = request.getfixturevalue("server")
    made = server.new_database()
    yield made
    server.drop(made)
