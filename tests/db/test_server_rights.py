"""A login, or a right that the user of a PostgreSQL server does not have, is told in a true sentence with a way out."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import status, upgrade
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, HARBOUR, results
from tests.db.postgres_server import Server
from tests.db.server_faults import (
    conninfo,
    problem_of,
    rows,
)


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


class Roles:
    """A user who may do little in a database."""

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.address = address
        self.run("DROP ROLE IF EXISTS guest")
        self.run("CREATE ROLE guest LOGIN")

    def run(self, *statements: str) -> None:
        with psycopg.connect(conninfo(self.server, self.address), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    @property
    def as_guest(self) -> str:
        return self.address.replace("selector@", "guest@")


@pytest.fixture
def roles(address: str, server: Server) -> Iterator[Roles]:
    made = Roles(server, address)
    yield made
    made.run("DROP OWNED BY guest", "DROP ROLE guest")


def test_a_user_who_may_not_read_is_told_which_table(roles: Roles) -> None:
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == (
        "D623",
        "This user is not allowed to read the table `selector_version`.",
    )
    assert "`SELECT`" in found.hint


def test_a_user_who_may_not_write_is_told_which_table(roles: Roles) -> None:
    roles.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    assert len(read_history.sync(roles.as_guest)) == 3
    before = rows(roles.server, roles.address)
    found = problem_of(lambda: pick_project.sync(roles.as_guest, None, AGAIN))
    assert (found.code, found.what) == (
        "D604",
        "This user is not allowed to write to the table `scene_manifests`.",
    )
    assert rows(roles.server, roles.address) == before


def test_a_user_who_sees_no_schema_is_told_so(roles: Roles) -> None:
    roles.run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    _is_told_who_reads_and_writes(
        roles.as_guest, "D623", "This user is not allowed to use any schema of the database."
    )


@pytest.mark.parametrize(
    ("path", "schema"),
    [('"$user"', "guest"), ('"my schema"', "my schema"), ('"a,""b", nowhere', 'a,""b')],
)
def test_a_user_who_may_not_use_the_schema_of_the_search_path_is_told_so(
    roles: Roles, path: str, schema: str
) -> None:
    """It was not there, for all that was said: `$user` stands for the user, and names may have spaces."""
    roles.run(f'CREATE SCHEMA "{schema}"')
    name = roles.server.name_of(roles.address)
    roles.run(f"ALTER DATABASE {name} SET search_path = {path}")
    _is_told_who_reads_and_writes(
        roles.as_guest, "D623", "This user is not allowed to use any schema of the database."
    )
    roles.run(f'GRANT USAGE, CREATE ON SCHEMA "{schema}" TO guest')
    assert upgrade(roles.as_guest.replace("+asyncpg", "")).after
    record_film.sync(roles.as_guest, HARBOUR, results(1))
    roles.run(f'DROP SCHEMA "{schema}" CASCADE')


@pytest.mark.parametrize("path", ["''", "nowhere", "nowhere, elsewhere", '"$user"', '"$USER"'])
def test_a_search_path_that_leads_nowhere_is_not_a_right_that_is_missing(
    roles: Roles, path: str
) -> None:
    name = roles.server.name_of(roles.address)
    roles.run(f"ALTER DATABASE {name} SET search_path = {path}")
    _is_told_who_reads_and_writes(
        roles.address,
        "D609",
        "The database has none of the schemas that the connection's `search_path` names.",
    )


def _is_told_who_reads_and_writes(address: str, code: str, what: str) -> None:
    for use in (
        lambda: read_history.sync(address),
        lambda: record_film.sync(address, HARBOUR, results(1)),
        lambda: upgrade(address.replace("+asyncpg", "")),
        lambda: status(address.replace("+asyncpg", "")),
    ):
        found = problem_of(use)
        assert (found.code, found.what) == (code, what)


def test_a_user_who_may_not_create_tables_is_told_so(driver: str, server: Server) -> None:
    made = server.new_database()
    guest = Roles(server, made.replace("postgresql:", f"{driver}:", 1))
    uses: tuple[Callable[[], object], ...] = (
        lambda: record_film.sync(guest.as_guest, HARBOUR, results(1)),
        lambda: upgrade(guest.as_guest.replace("+asyncpg", "")),
    )
    for use in uses:
        found = problem_of(use)
        assert (found.code, found.what) == (
            "D604",
            "This user is not allowed to create or change tables in the database.",
        )
    guest.run("DROP ROLE guest")
    server.drop(made)


def test_a_user_who_may_not_connect_is_told_so(roles: Roles) -> None:
    roles.run(f"REVOKE ALL ON DATABASE {roles.server.name_of(roles.address)} FROM PUBLIC")
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == ("D603", "The database server refused the login.")


def test_a_server_without_room_for_another_connection_is_told_so(roles: Roles) -> None:
    roles.run(
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest",
        f"ALTER DATABASE {roles.server.name_of(roles.address)} CONNECTION LIMIT 0",
    )
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert (found.code, found.what) == (
        "D603",
        "The database server accepts no more connections.",
    )


def test_a_user_whose_connections_are_used_up_is_told_so(roles: Roles) -> None:
    roles.run("ALTER ROLE guest CONNECTION LIMIT 0")
    found = problem_of(lambda: read_history.sync(roles.as_guest))
    assert found.what == "The database server accepts no more connections."


def test_a_host_a_user_and_a_database_that_are_unknown_are_told_apart(
    driver: str, server: Server
) -> None:
    start = f"{driver}://"
    told = {
        f"{start}keeper:s3cr3t@no-such-host.invalid/film": "The host in the database's address cannot be found.",
        f"{start}nobody:s3cr3t@/postgres?host={server.folder}": "The database server refused the login.",
        f"{start}selector:s3cr3t@/nothing?host={server.folder}": "There is no such database.",
        f"{start}keeper:s3cr3t@127.0.0.1:{_closed_port()}/film": "The database is not responding.",
    }
    for where, words in told.items():
        found = problem_of(lambda where=where: read_history.sync(where))  # type: ignore[misc]  # mypy cannot infer it
        assert found.what == words, where
        assert "s3cr3t" not in str(found)


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_an_engine_that_reads_results_in_parts_is_refused_before_it_writes(
    address: str, server: Server
) -> None:
    """PostgreSQL opens a cursor for every statement then, which nothing can be written with."""
    streamed = {"stream_results": True}

    def use(function: Any, *args: object) -> Any:
        if "asyncpg" in address:
            return asyncio.run(awaited(function, *args))
        made = create_engine(sync_url(address), execution_options=streamed)
        try:
            return function.sync(made, *args)
        finally:
            made.dispose()

    async def awaited(function: Any, *args: object) -> object:
        made = create_async_engine(address, execution_options=streamed)
        try:
            return await function(made, *args)
        finally:
            await made.dispose()

    assert len(use(read_history)) == 3
    before = rows(server, address)
    for write in (
        lambda: use(pick_project, None, AGAIN),
        lambda: use(record_film, HARBOUR, results(1)),
    ):
        found = problem_of(write)
        assert (found.code, found.what) == (
            "D621",
            "The engine reads results in parts (`stream_results`), and PostgreSQL can only read then.",
        )
    assert rows(server, address) == before
