"""Each thing that a database refuses is told in one clear sentence that holds no password."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from selector.cli.main import run
from selector.db.connections.addresses import default_url, read_url, sqlite_file
from selector.db.connections.database_errors import refusal
from selector.db.connections.database_problems import without_password
from selector.db.connections.engines import make_async_engine, make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import downgrade, status
from selector.db.schema.version import VERSIONS
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from tests.db.films import HARBOUR, RULES, results
from tests.db.postgres_server import Server


def recorded(url: str) -> ProblemError:
    """The problem that recording a film there comes to."""
    with pytest.raises(ProblemError) as caught:
        record_film.sync(url, HARBOUR, results(30, "WREN"))
    return caught.value


def _film_there(folder: Path) -> Path:
    file = folder / "film.sqlite"
    record_film.sync(f"sqlite:///{file}", HARBOUR, results(3, "WREN"))
    return file


def _rows(file: Path) -> list[str]:
    """Everything in an SQLite file, as SQL."""
    connection = sqlite3.connect(file)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def _wrong_address(_: Path) -> str:
    return "film in the drawer"


def _two_signs(_: Path) -> str:
    return "postgresql://keeper:hun@ter2@host/film"


def _down(folder: Path) -> str:
    return "postgres://keeper:hunter2@127.0.0.1:1/film"


def _read_only(folder: Path) -> str:
    return f"sqlite:///file:{_film_there(folder)}?mode=ro&uri=true"


def _no_folder(folder: Path) -> str:
    return f"sqlite:///{folder}/nowhere/film.sqlite"


def _not_a_database(folder: Path) -> str:
    (folder / "film.sqlite").write_text(
        "This is a text about a harbour, long enough to be no database at all. " * 20
    )
    return f"sqlite:///{folder}/film.sqlite"


def _read_only_by_its_mode(folder: Path) -> str:
    return f"sqlite:///{_film_there(folder)}?mode=ro"


def _asks_for_what_is_not_known(folder: Path) -> str:
    return f"sqlite:///{folder}/film.sqlite?mood=ro"


CASES: dict[str, tuple[Callable[[Path], str], str]] = {
    "D601 a sentence": (
        _wrong_address,
        (
            "database: D601 This database address cannot be read. "
            "Write it like `sqlite:///film.sqlite` or `postgresql://user:password@host/database`."
        ),
    ),
    "D601 two signs": (
        _two_signs,
        (
            "postgresql://keeper:***@host/film: D601 This database address has more than one `@`. "
            "Write an `@` in a password as `%40`."
        ),
    ),
    "D603": (
        _down,
        (
            "postgresql://keeper:***@127.0.0.1:1/film: D603 The database is not responding. "
            "Check that it is running, and check the host and the port in the address."
        ),
    ),
    "D604": (
        _read_only,
        (
            "{folder}/film.sqlite: D604 The address opens the database only for reading (`mode=ro`). "
            "Leave `mode=ro` out of the address, or name another database with `--db`."
        ),
    ),
    "D604 by its mode": (
        _read_only_by_its_mode,
        (
            "{folder}/film.sqlite: D604 The address opens the database only for reading (`mode=ro`). "
            "Leave `mode=ro` out of the address, or name another database with `--db`."
        ),
    ),
    "D601 an unknown question": (
        _asks_for_what_is_not_known,
        (
            "{folder}/film.sqlite: D601 `mood` after the `?` is not an option of SQLite. "
            "Leave it out. The options are `cache`, `immutable`, `mode`, `nolock`, `psow` and `vfs`."
        ),
    ),
    "D607": (
        _not_a_database,
        "{folder}/film.sqlite: D607 This file is not an SQLite database. Check the path. Nothing was changed.",
    ),
    "D608": (
        _no_folder,
        (
            "{folder}/nowhere/film.sqlite: D608 There is no such database. "
            "Check the path or the name, and that its folder exists."
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(case: str, tmp_path: Path) -> None:
    make, words = CASES[case]
    url = make(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    found = recorded(url)
    assert str(found) == words.replace("{folder}", str(tmp_path))
    assert found.problems[0].code == case[:4]
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_file_of_any_name_can_be_opened_for_reading_only(tmp_path: Path) -> None:
    file = _film_there(tmp_path).rename(tmp_path / "100% #1.sqlite")
    url = read_url(f"sqlite:///{file}?mode=ro")
    assert (without_password(url), sqlite_file(url)) == (str(file), file)
    assert status(url).after == VERSIONS[-1]
    assert read_url(url) == url
    assert sqlite_file(read_url("sqlite:///file:film.sqlite?mode=ro")) == Path("film.sqlite")
    assert sqlite_file(read_url("sqlite:///film?mode=memory&cache=shared")) is None


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    file = _film_there(tmp_path)
    before = _rows(file)

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(ProblemError, match="D605 The database's disk is full") as caught:
            record_film.sync(f"sqlite:///{file}", HARBOUR, results(5000, "WREN"))
    finally:
        event.remove(Engine, "connect", limit)
    assert caught.value.problems[0].code == "D605"
    assert _rows(file) == before


def test_a_database_that_another_program_holds_is_told_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _film_there(tmp_path)
    monkeypatch.setattr("selector.db.connections.engines.BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "D606 Another program is writing to the database." in str(
            recorded(f"sqlite:///{file}")
        )
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_table_of_another_shape_is_told(tmp_path: Path) -> None:
    file = tmp_path / "film.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE projects (id TEXT PRIMARY KEY)")
    connection.close()
    assert "D609 The database lacks selector's own tables. Run `selector db upgrade`." in str(
        recorded(f"sqlite:///{file}")
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    found = recorded(f"sqlite:///{tmp_path}/film.sqlite").problems[0]
    assert (found.code, found.what) == ("D604", "The database's folder is read-only.")


def test_a_folder_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/film-\xff"))
    folder.mkdir()
    with pytest.raises(ProblemError) as caught:
        default_url(folder)
    found = caught.value.problems[0]
    assert recorded(f"{folder}/film.sqlite").problems[0].what == found.what
    assert (found.code, found.hint) == (
        "D601",
        "Rename the folder or the file, or name another database with `--db`.",
    )
    assert list(folder.iterdir()) == []


def test_a_disk_without_room_for_a_new_database_gets_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selector.db.schema.openings.ROOM", 2**62)
    assert recorded(f"sqlite:///{tmp_path}/film.sqlite").problems[0].code == "D605"
    assert list(tmp_path.iterdir()) == []


def test_what_no_row_of_the_table_knows_is_quoted_without_the_password() -> None:
    url = read_url("postgresql://keeper:hunter2@host/film")
    error = IntegrityError("INSERT", {}, Exception("hunter2 does not fit\n twice"))
    assert str(refusal(url, error)) == (
        "postgresql://keeper:***@host/film: D612 The database refused the request:"
        " *** does not fit twice. Nothing was changed."
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("postgres://host/film", "postgresql+psycopg://host/film"),
        ("postgresql://host/film", "postgresql+psycopg://host/film"),
        ("postgresql+asyncpg://host/film", "postgresql+asyncpg://host/film"),
        ("sqlite:///film.sqlite", "sqlite+pysqlite:///film.sqlite"),
        ("film.sqlite", "sqlite+pysqlite:///film.sqlite"),
        ("/films/film.db", "sqlite+pysqlite:////films/film.db"),
    ],
)
def test_the_driver_is_written_out_whatever_the_address_says(written: str, meant: str) -> None:
    assert read_url(written).render_as_string() == meant


def test_the_async_and_the_sync_engine_take_the_same_address(tmp_path: Path) -> None:
    for address in (f"sqlite:///{tmp_path}/a.sqlite", f"sqlite+aiosqlite:///{tmp_path}/b.sqlite"):
        engine = make_engine(address)
        assert engine.dialect.driver == "pysqlite"
        engine.dispose()
        async_engine = make_async_engine(address)
        assert async_engine.dialect.driver == "aiosqlite"
        asyncio.run(async_engine.dispose())


def test_a_connection_that_is_lost_in_the_middle_is_told_and_nothing_has_changed(
    server: Server,
) -> None:
    address = server.new_database()
    record_film.sync(address, HARBOUR, results(3, "WREN"))

    def cut_off() -> Iterator[tuple[dict[str, Any], Selection]]:
        yield from results(700, "ROOM")
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'film%'"
        )
        yield from results(0)

    with pytest.raises(ProblemError) as caught:
        record_film.sync(address, HARBOUR, cut_off())
    assert [problem.code for problem in caught.value.problems] == ["D603"]
    assert caught.value.problems[0].what == "The connection to the database was lost."
    engine = make_engine(address)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM scene_manifests")).scalar() == 3
    engine.dispose()
    server.drop(address)


def test_a_database_that_may_only_be_read_is_told_by_every_way_in(tmp_path: Path) -> None:
    url = f"sqlite:///file:{_film_there(tmp_path)}?mode=ro&uri=true"
    uses: list[Callable[[], object]] = [
        lambda: pick_project.sync(url, None, RULES),
        lambda: asyncio.run(_awaited(url)),
        lambda: downgrade(url),
    ]
    for use in uses:
        with pytest.raises(ProblemError, match="D604 The address opens the database only for"):
            use()
    unchanging = url.replace("mode=ro", "immutable=1")
    with pytest.raises(ProblemError, match=r"D604 The address says that nothing writes .* `immut"):
        pick_project.sync(unchanging, None, RULES)
    assert read_history.sync(url.replace("mode=ro", "mode=rw"))
    assert status(url).after == VERSIONS[-1]


async def _awaited(url: str) -> object:
    return await pick_project(url, None, RULES)


def test_a_name_that_the_server_does_not_have_is_told(server: Server) -> None:
    nowhere = recorded(f"postgresql://selector@/no_such_film?host={server.folder}").problems[0]
    assert (nowhere.code, nowhere.what) == ("D608", "There is no such database.")
    nobody = recorded(f"postgresql://nobody:hunter2@/postgres?host={server.folder}").problems[0]
    assert (nobody.code, nobody.what) == ("D603", "The database server refused the login.")
    assert "hunter2" not in str(nobody)


def test_no_command_prints_the_password_of_an_address_that_works(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    address = server.new_database()
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    with_password = (
        address.replace("selector@", "selector:hunter2@")
        + "&passfile=/no/hunter2&options=-chunter2.x%3D1"
    )
    assert with_password.count("hunter2") == 3
    for words in (
        ["pick", with_password],
        ["why", with_password, "1"],
        ["db", "history", with_password],
    ):
        for output in ("text", "json"):
            assert run([*words, "--format", output]) == 0
            assert "hunter2" not in "".join(capsys.readouterr())
    server.drop(address)


def test_a_user_who_may_only_read_is_told(server: Server) -> None:
    address = server.new_database()
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    server.run(f"ALTER DATABASE {server.name_of(address)} SET default_transaction_read_only = on")
    assert recorded(address).problems[0].code == "D604"
    server.drop(address)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE selector_decisions SET made_at = 'yesterday'",
        "UPDATE selector_decisions SET outcome = '[]'",
        "UPDATE assets SET source_asset_id = 'wren'",
        "UPDATE assets SET quality_score = 'good'",
        "UPDATE assets SET manifest_tag = ''",
        "UPDATE scene_manifests SET manifest_json = '{'",
    ],
)
def test_a_value_that_somebody_wrote_over_is_told_in_a_sentence(tmp_path: Path, edit: str) -> None:
    file = _film_there(tmp_path)
    connection = sqlite3.connect(file)
    connection.execute(edit)
    connection.commit()
    connection.close()
    before = _rows(file)
    url = f"sqlite:///{file}"
    with pytest.raises(ProblemError) as caught:
        read_history.sync(url) if "decisions" in edit else pick_project.sync(url, None, RULES)
    assert {problem.code for problem in caught.value.problems} == {"D615"}
    assert _rows(file) == before
