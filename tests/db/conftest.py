"""Databases for the tests of `selector.db`: every test that asks for `address` runs on each kind.

Modules whose tests all need the tables take `ready_address` for their `address`: a copy of a database that has them.
Those whose tests all begin with the same film have a fixture `first_written`, which gives what writes it: then the copy
is of a database in which that was written once.
Modules about what pipelines call take `driven_address`, and so run with each driver: in `make soak` each test with all
four, in the ordinary run each with one for SQLite and one for PostgreSQL, one of them for asyncio (`LOTS`). With such a
driver, whatever is called with `.sync` is awaited instead: the same tests hold both ways in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from uuid import UUID
from zlib import crc32

import pytest
from sqlalchemy import Engine, select

from selector.db.connections.addresses import default_url
from selector.db.connections.engines import make_engine
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import upgrade
from selector.db.tables.pipeline_tables import PROJECTS
from tests.db.asyncio_instead import await_instead, driven
from tests.db.films import HARBOUR, results
from tests.db.postgres_server import Server, postgres_binaries, postgres_server
from tests.db.whole_pipeline import make_whole_pipeline
from tests.long import many

KINDS = ("sqlite", "postgresql")
POSTGRESQL_DRIVERS = ("postgresql", "postgresql+asyncpg")
LOTS = (("sqlite", "postgresql+asyncpg"), ("sqlite+aiosqlite", "postgresql"))
"""Drivers as addresses say them. A test's name decides which lot it is run with, so that half of them have each."""


def drivers_of(nth: int) -> tuple[str, ...]:
    """The lot of drivers of one of many cases, or all, where each case of a test has a lot of its own."""
    return many(LOTS[nth % len(LOTS)], sum(LOTS, ()))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a driven address with its lot of drivers, or with all."""
    for name in ("driven_address", "driven_empty_address", "driven_pipeline_address"):
        if name in metafunc.fixturenames:
            drivers = drivers_of(crc32(metafunc.function.__name__.encode()))
            metafunc.parametrize(name, drivers, indirect=True)


Write = Callable[[str], object]
"""What writes a film, or more, to the database at an address."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The suite's own PostgreSQL."""
    binaries = postgres_binaries()
    if binaries is None:
        reason = (
            "no PostgreSQL on this machine: neither initdb on PATH nor /usr/lib/postgresql/*/bin"
        )
        assert "SELECTOR_CI" not in os.environ, reason
        pytest.skip(reason)
    with postgres_server(binaries) as running:
        yield running


@pytest.fixture
def first_written() -> Write | None:
    """What a module's databases with tables hold from the start: nothing, unless the module says otherwise."""
    return None


@pytest.fixture
def address(empty_address: str) -> str:
    """The database that a test works on: an empty one, unless its module says otherwise."""
    return empty_address


@pytest.fixture
def project(engine: Engine) -> UUID:
    """The project of the film that is there from the start."""
    with engine.connect() as connection:
        found: UUID = connection.execute(select(PROJECTS.c.id)).scalar_one()
    return found


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """An engine on that database, for what a pipeline beside selector would write."""
    made = make_engine(address, writes=True)
    yield made
    made.dispose()


@pytest.fixture
def empty_engine(empty_address: str) -> Iterator[Engine]:
    """An engine on an empty database."""
    made = make_engine(empty_address)
    yield made
    made.dispose()


@pytest.fixture(params=KINDS)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    yield from empty_database(request, tmp_path)


@pytest.fixture(params=KINDS)
def ready_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with every table."""
    yield from database_with_tables(request, tmp_path)


@pytest.fixture(params=KINDS)
def pipeline_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a pipeline's own database (`tests.db.whole_pipeline`), upgraded."""
    yield from database_with_tables(request, tmp_path, "pipeline")


@pytest.fixture
def driven_address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The same, for each driver; its address names those for asyncio, with which everything is awaited."""
    for made in database_with_tables(request, tmp_path):
        yield driven(made, request.param, monkeypatch)


@pytest.fixture
def driven_empty_address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of an empty database, for each driver likewise."""
    for made in empty_database(request, tmp_path):
        yield driven(made, request.param, monkeypatch)


@pytest.fixture
def driven_pipeline_address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A pipeline's own database, for each driver likewise."""
    for made in database_with_tables(request, tmp_path, "pipeline"):
        yield driven(made, request.param, monkeypatch)


@pytest.fixture(params=POSTGRESQL_DRIVERS)
def driver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each driver of PostgreSQL; with that for asyncio, whatever is called is awaited."""
    name: str = request.param
    if "+" in name:
        await_instead(monkeypatch, name)
    return name


@pytest.fixture
def film_on_postgresql(driver: str, server: Server, postgres_film_template: str) -> Iterator[str]:
    """A film of three scenes on PostgreSQL, for each driver."""
    made = server.new_database(postgres_film_template)
    yield made.replace("postgresql:", f"{driver}:", 1)
    server.drop(made)


@pytest.fixture
def plain_address(server: Server, postgres_film_template: str) -> Iterator[str]:
    """The same film, for psycopg alone: what is shown is SQLAlchemy's, whatever the driver."""
    made = server.new_database(postgres_film_template)
    yield made
    server.drop(made)


def empty_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of an empty database, of the kind that the fixture's parameter says."""
    if request.param.startswith("sqlite"):
        yield default_url(folder)
        return
    server: Server = request.getfixturevalue("server")
    made = server.new_database()
    yield made
    server.drop(made)


def database_with_tables(
    request: pytest.FixtureRequest, folder: Path, made_by: str = "ready"
) -> Iterator[str]:
    """The address of a copy of a database with every table, of the kind that the fixture's parameter says.

    It holds what the fixture `first_written` gives.
    """
    kind = "sqlite" if request.param.startswith("sqlite") else "postgres"
    template = request.getfixturevalue(f"{kind}_{made_by}_template")
    write: Write | None = request.getfixturevalue("first_written")
    if write is not None:
        template = request.getfixturevalue(f"{kind}_after")(template, write)
    if kind == "sqlite":
        shutil.copy(template, folder / "selector.sqlite")
        yield default_url(folder)
        return
    server: Server = request.getfixturevalue("server")
    made = server.new_database(template)
    yield made
    server.drop(made)


@pytest.fixture(scope="session")
def sqlite_after(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Write], Path]:
    """Makes a copy of a file in which something more was written, once for all tests."""

    @cache
    def after(template: Path, write: Write) -> Path:
        folder = tmp_path_factory.mktemp("written")
        file = Path(shutil.copy(template, folder / "selector.sqlite"))
        write(default_url(folder))
        return file

    return after


@pytest.fixture(scope="session")
def postgres_after(server: Server) -> Callable[[str, Write], str]:
    """Makes a copy of a database in which something more was written, once for all tests, and gives its name."""

    @cache
    def after(template: str, write: Write) -> str:
        made = server.new_database(template)
        write(made)
        return server.name_of(made)

    return after


@pytest.fixture(scope="session")
def sqlite_ready_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table."""
    folder = tmp_path_factory.mktemp("template")
    upgrade(default_url(folder))
    return folder / "selector.sqlite"


@pytest.fixture(scope="session")
def postgres_ready_template(server: Server) -> str:
    """The name of a database with every table."""
    made = server.new_database()
    upgrade(made)
    return server.name_of(made)


@pytest.fixture(scope="session")
def postgres_film_template(server: Server, postgres_ready_template: str) -> str:
    """The name of a database with a film of three scenes."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    return server.name_of(made)


@pytest.fixture(scope="session")
def sqlite_pipeline_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a pipeline's own tables and rows, upgraded."""
    folder = tmp_path_factory.mktemp("pipeline")
    make_and_upgrade(default_url(folder))
    return folder / "selector.sqlite"


@pytest.fixture(scope="session")
def postgres_pipeline_template(server: Server) -> str:
    """The name of a database with a pipeline's own tables and rows, upgraded."""
    made = server.new_database()
    make_and_upgrade(made)
    return server.name_of(made)


def make_and_upgrade(address: str) -> None:
    """Write a pipeline's tables and rows into an empty database, and take them up."""
    made = make_engine(address, writes=True)
    make_whole_pipeline(made)
    made.dispose()
    upgrade(address)
