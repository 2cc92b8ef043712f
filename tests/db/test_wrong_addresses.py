"""An address that leads nowhere is told in one true sentence that says what to write, never with its password."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from selector.db.connections.addresses import default_url, is_read_only, read_url
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import downgrade, status, upgrade
from selector.model.problem import Problem, ProblemError
from tests.db.films import HARBOUR, results
from tests.db.postgres_server import Server

DRIVERS = ("postgresql", "postgresql+asyncpg")
KEEPER = "keeper:s3cr3t@127.0.0.1:1/film"
"""Nothing listens there: whatever is told otherwise is seen before."""

PORT = "The port in the address is not a number from 1 to 65,535."
TWO_SIGNS = "This database address has more than one `@`."
NO_HOST = "The host in the database's address cannot be found."

SEEN_BY_BOTH = {
    "keeper:s3cr3t@h:99999/film": PORT,
    "keeper:s3cr3t@h:0/film": PORT,
    "keeper:s3cr3t@h:-1/film": PORT,
    f"{KEEPER}?port=99999": PORT,
    f"{KEEPER}?port=first": PORT,
    f"{KEEPER}?host=h:99999": PORT,
    f"{KEEPER}?sslmode=bogus": "The value of `sslmode` after the `?` is not one that it takes.",
    f"{KEEPER}?ssl=true": "The value of `ssl` after the `?` is not one that it takes.",
    f"{KEEPER}?target_session_attrs=x": (
        "The value of `target_session_attrs` after the `?` is not one that it takes."
    ),
    f"{KEEPER}?connect_timeout=soon": (
        "The value of `connect_timeout` after the `?` is not a number."
    ),
    f"{KEEPER}?command_timeout=0": (
        "The value of `command_timeout` after the `?` is not a number above 0."
    ),
    f"{KEEPER}?application_name=a&application_name=b": (
        "`application_name` is written more than once after the `?`."
    ),
    "keeper:s3cr3t@no-such-host.invalid/film": NO_HOST,
    f"keeper:s3cr3t@{'h' * 70}/film": NO_HOST,
    "keeper:s3@s3cr3t@h/film": TWO_SIGNS,
    "keeper:s3@s/3cr3t@h/film": TWO_SIGNS,
    "keeper:s3@s?3cr3t=@h/film": TWO_SIGNS,
}


async def awaited(where: str) -> object:
    return await read_history(where)


def told(where: str) -> Problem:
    """The problem that reading a database there comes to, with asyncio if the driver is for it."""

    def read() -> object:
        if "+" in where.partition(":")[0]:
            return asyncio.run(awaited(where))
        return read_history.sync(where)

    with pytest.raises(ProblemError) as caught:
        read()
    (found,) = caught.value.problems
    assert "3cr3t" not in str(caught.value)
    assert found.hint
    return found


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_an_empty_address_is_told_as_empty_however_it_is_opened(empty: str) -> None:
    """It is an environment variable that is not set, and the path of no folder."""
    ways: list[Callable[[], object]] = [
        lambda: read_history.sync(empty),
        lambda: asyncio.run(awaited(empty)),
        lambda: record_film.sync(empty, HARBOUR, []),
        lambda: status(empty),
        lambda: upgrade(empty),
        lambda: downgrade(empty, "base"),
        lambda: make_engine(empty),
    ]
    for open_it in ways:
        with pytest.raises(ProblemError) as raised:
            open_it()
        assert str(raised.value) == (
            "database: D601 The database address is empty. Write it like `sqlite:///film.sqlite` or"
            " `postgresql://user:password@host/database`. If it comes from a variable, check that"
            " the variable is set."
        )


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("rest", SEEN_BY_BOTH)
def test_what_leads_nowhere_is_told_by_what_is_wrong_with_it(driver: str, rest: str) -> None:
    assert told(f"{driver}://{rest}").what == SEEN_BY_BOTH[rest]


def test_what_an_option_takes_is_listed() -> None:
    hint = told(f"postgresql://{KEEPER}?sslmode=bogus").hint
    assert hint == "Write `disable`, `allow`, `prefer`, `require`, `verify-ca` or `verify-full`."


OF_PSYCOPG = {
    "bogus=1": ("`bogus` after the `?` is not an option of `psycopg`.", "Leave it out."),
    "sslmodd=require": (
        "`sslmodd` after the `?` is not an option of `psycopg`.",
        "Did you mean `sslmode`?",
    ),
    "autocommit=1": ("`autocommit` after the `?` is not an option of `psycopg`.", "Leave it out."),
    "3cr3t!=1": ("`***` after the `?` is not an option of `psycopg`.", "Leave it out."),
    "gssencmode=x": (
        "The value of `gssencmode` in the address is not one that it takes.",
        "Correct it, or leave it out.",
    ),
    "keepalives=x": (
        "The value of `keepalives` in the address is not one that it takes.",
        "Correct it, or leave it out.",
    ),
    "ssl_min_protocol_version=x": (
        "The value of `ssl_min_protocol_version` in the address is not one that it takes.",
        "Correct it, or leave it out.",
    ),
    "hostaddr=x": (NO_HOST, "Check the name of the host, and your network."),
    "service=none": (
        "The service in the address is not defined.",
        "Check `service` in the address, and the file with the services (`pg_service.conf`).",
    ),
}


@pytest.mark.parametrize("option", OF_PSYCOPG)
def test_what_libpq_refuses_is_told_by_its_option(option: str) -> None:
    found = told(f"postgresql://{KEEPER}?{option}")
    assert (found.what, found.hint) == OF_PSYCOPG[option]


def test_what_the_server_refuses_of_the_options_is_told(server: Server) -> None:
    start = f"postgresql://selector@/postgres?host={server.folder}"
    found = told(f"{start}&client_encoding=bogus")
    assert (found.code, found.what) == (
        "D601",
        "The value of `client_encoding` in the address is not one that it takes.",
    )
    found = told(f"{start}&options=-cbogus%3D1")
    assert found.what == "The server does not know a setting that `options` in the address names."


@pytest.mark.parametrize("driver", DRIVERS)
def test_an_address_without_a_database_is_told_where_the_server_has_none_of_the_users(
    driver: str, server: Server
) -> None:
    found = told(f"{driver}://selector@/?host={server.folder}")
    assert (found.code, found.what, found.hint) == (
        "D608",
        "The address does not say which database, and the server has none with the user's name.",
        "Write its name after the host: `postgresql://user:password@host/database`.",
    )
    found = told(f"{driver}://selector@/no-such-film?host={server.folder}")
    assert (found.code, found.what) == ("D608", "There is no such database.")
    assert "folder" not in found.hint
    found = told(f"{driver}://selector@/?host={server.folder}&dbname=no-such-film")
    assert found.what == "There is no such database."


@pytest.fixture
def without_tls() -> Iterator[int]:
    """The port of a server that answers as PostgreSQL does without TLS: `N`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(8)
                connection.sendall(b"N")
                connection.recv(8)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_server_without_tls_is_not_told_as_one_that_does_not_respond(
    driver: str, without_tls: int
) -> None:
    found = told(f"{driver}://keeper:s3cr3t@127.0.0.1:{without_tls}/film?sslmode=require")
    assert (found.code, found.what) == (
        "D603",
        "The address asks for an encrypted connection, and the server offers none.",
    )


@pytest.mark.parametrize(
    ("options", "seconds"), [("", 10), ("?connect_timeout=3", "3"), ("?connect_timeout=0", "0")]
)
def test_how_long_to_wait_for_a_server_is_what_the_address_says(
    options: str, seconds: object
) -> None:
    engine = make_engine(f"postgresql://{KEEPER}{options}")
    waits = []

    def seen(_dialect: object, _record: object, _: object, given: dict[str, object]) -> None:
        waits.append(given["connect_timeout"])

    event.listen(engine, "do_connect", seen)
    with pytest.raises(OperationalError):
        engine.connect()
    assert waits == [seconds]


OF_SQLITE = {
    "sqlite:///film.sqlite?timeout=soon": "The value of `timeout` after the `?` is not a number.",
    "sqlite:///film.sqlite?timeout=1&timeout=2": "`timeout` is written more than once after the `?`.",
    "sqlite:///film.sqlite?mode=bogus": "The value of `mode` after the `?` is not one that it takes.",
    "sqlite:///film.sqlite?cache=x": "The value of `cache` after the `?` is not one that it takes.",
    "sqlite:///film.sqlite?immutable=x": "The value of `immutable` after the `?` is not `true` or `false`.",
    "sqlite:///film.sqlite?uri=x": "The value of `uri` after the `?` is not `true` or `false`.",
    "sqlite:///film.sqlite?cached_statements=x": (
        "The value of `cached_statements` after the `?` is not a whole number."
    ),
    "sqlite://film.sqlite": "This SQLite address does not have three slashes before its path.",
    "sqlite://keeper:s3cr3t@h/film.sqlite": "This SQLite address does not have three slashes before its path.",
}


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite"])
@pytest.mark.parametrize("address", OF_SQLITE)
def test_an_address_of_sqlite_is_judged_before_anything_is_opened(
    driver: str, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.sqlite").touch()
    found = told(address.replace("sqlite:", f"{driver}:", 1))
    assert (found.code, found.what) == ("D601", OF_SQLITE[address])
    assert [each.name for each in tmp_path.iterdir()] == ["film.sqlite"]


def test_a_file_url_without_options_means_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    record_film.sync(default_url(tmp_path), HARBOUR, results(1, "WREN"))
    before = sorted(tmp_path.iterdir())
    assert status("sqlite:///file:selector.sqlite").after == status("selector.sqlite").after
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_cannot_change_is_only_read_however_that_is_written() -> None:
    for written, is_so in (
        ("1", True),
        ("TRUE", True),
        ("yes", True),
        ("0", False),
        ("off", False),
    ):
        assert is_read_only(read_url(f"sqlite:///a.sqlite?immutable={written}")) == is_so


def test_a_folder_and_another_file_are_told_from_an_address(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("Night.")
    with pytest.raises(ProblemError) as raised:
        read_url(str(tmp_path))
    assert str(raised.value).startswith(f"{tmp_path}: D607 A folder is at this path")
    with pytest.raises(ProblemError) as raised:
        read_url(str(script))
    assert str(raised.value) == (
        f"{script}: D607 This file is not named as an SQLite database is. Name one that ends in"
        " `.sqlite`, `.sqlite3` or `.db`, or write `sqlite:///` before any other."
    )
    for text in (str(tmp_path / "nothing"), "x" * 5_000, "a\0b"):
        with pytest.raises(ProblemError, match="D601"):
            read_url(text)
