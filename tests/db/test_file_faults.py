"""What a file of SQLite, its folder or its disk refuses is told in a true sentence with a way out; nothing changes."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.exc import OperationalError

from selector.db.connections.addresses import read_url
from selector.db.connections.database_errors import refusal
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import status, upgrade
from selector.model.problem import ProblemError
from tests.db.films import AGAIN, HARBOUR, results
from tests.long import many

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="rights and limits as Linux has them"
)

NOBODY = 65_534
SCENES = many(1_000, 2_000)
"""More than the small disks and files of these tests have room for."""
FULL = "D605 The database's disk is full. Free some space on it, then try again."
LOCKED_FOLDER = (
    "D604 The database's folder is read-only."
    " Make the folder writable, or name another database with `--db`."
)


@pytest.fixture(params=["sqlite", "sqlite+aiosqlite"])
def driver(request: pytest.FixtureRequest) -> str:
    """With and without asyncio."""
    name: str = request.param
    return name


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may get to, as the suite's own may not be."""
    made = Path(tempfile.mkdtemp(dir="/tmp"))
    made.chmod(0o777)
    yield made
    made.chmod(0o777)
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of three scenes, in WAL mode."""
    made = tmp_path_factory.mktemp("kept") / "film.sqlite"
    record_film.sync(f"sqlite:///{made}", HARBOUR, results(3, "WREN"))
    return made


@pytest.fixture
def file(folder: Path, kept: Path) -> Path:
    """A copy of that film, which everybody may write."""
    made = Path(shutil.copy(kept, folder))
    made.chmod(0o666)
    return made


def dump(file: Path) -> list[str]:
    """Everything in a file, as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def read(where: str) -> object:
    """Read what was decided, with the driver of the address."""
    if "+aiosqlite" in where:
        return asyncio.run(_awaited(where))
    return read_history.sync(where)


async def _awaited(where: str) -> object:
    return await read_history(where)


def write(where: str) -> object:
    """Record many scenes, with the driver of the address."""
    if "+aiosqlite" in where:
        return asyncio.run(_written(where))
    return record_film.sync(where, HARBOUR, results(SCENES, "WREN"))


async def _written(where: str) -> object:
    return await record_film(where, HARBOUR, results(SCENES, "WREN"))


def told(use: Callable[[str], object], where: str) -> str:
    """The problem that a use comes to, without the address."""
    try:
        use(where)
    except ProblemError as error:
        (found,) = error.problems
        return f"{found.code} {found.what} {found.hint}"
    except Exception as error:  # noqa: BLE001  # the other process has nobody else to tell
        return repr(error)
    return "nothing"


def told_to_another(
    use: Callable[[str], object], where: str, before: Callable[[], object] = lambda: None
) -> str:
    """The same, in a process of a user who owns nothing, after something else there."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)

    def child() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        before()
        sending.send(told(use, where))

    process = context.Process(target=child)
    process.start()
    try:
        assert receiving.poll(60), "the other process does not answer"
        answer: str = receiving.recv()
        return answer
    finally:
        process.join(10)


def _small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_file_that_may_not_grow_is_told_as_a_disk_that_fails(
    driver: str, file: Path, mode: str
) -> None:
    _set_mode(file, mode)
    before = dump(file)
    answer = told_to_another(write, f"{driver}:///{file}", _small_files)
    assert answer == (
        "D624 The disk failed to read or write the database. Check the disk: its space, its quota"
        " and, if it is a network drive, its connection."
    )
    assert dump(file) == before


def _set_mode(file: Path, mode: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    for each in file.parent.iterdir():
        each.chmod(0o666)


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own with little room."""
    disk = folder / "disk"
    disk.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=1200k,mode=777", "tmpfs", str(disk)]
    if os.geteuid() != 0 or os.spawnvp(os.P_WAIT, "mount", options) != 0:  # our words
        pytest.skip("this user may not mount a disk")
    yield disk
    os.spawnvp(os.P_WAIT, "umount", ["umount", str(disk)])  # as above


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_full_disk_is_told_in_either_mode(
    driver: str, file: Path, small_disk: Path, mode: str
) -> None:
    _set_mode(file, mode)
    there = small_disk / "film.sqlite"
    shutil.copy(file, there)
    before = dump(there)
    where = f"{driver}:///{there}"
    assert told(write, where) == FULL
    assert dump(there) == before
    (small_disk / "filler").write_bytes(b"x" * _room_in(small_disk))
    assert told(write, where) == FULL
    (small_disk / "filler").unlink()
    assert dump(there) == before


def test_a_disk_that_fails_because_it_is_full_is_told_as_full(small_disk: Path) -> None:
    """What a network drive could not write is told late, and without the reason."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    url = read_url(f"sqlite:///{small_disk}/film.sqlite")
    codes = [refusal(url, OperationalError("", {}, error)).problems[0].code]
    (small_disk / "filler").write_bytes(b"x" * _room_in(small_disk))
    codes.append(refusal(url, OperationalError("", {}, error)).problems[0].code)
    assert codes == ["D624", "D605"]


def _room_in(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def test_a_file_that_may_only_be_read_is_told(driver: str, file: Path) -> None:
    before = dump(file)
    file.chmod(0o444)
    for each in file.parent.glob("*-*"):
        each.unlink()
    where = f"{driver}:///{file}"
    assert told_to_another(write, where) == (
        "D604 The database is read-only."
        " Make the file and its folder writable, or name another database with `--db`."
    )
    assert dump(file) == before


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_folder_that_may_only_be_read_is_told(
    driver: str, file: Path, folder: Path, mode: str
) -> None:
    _set_mode(file, mode)
    before = dump(file)
    for each in folder.glob("*-*"):
        each.unlink()
    folder.chmod(0o555)
    where = f"{driver}:///{file}"
    assert told_to_another(write, where) == LOCKED_FOLDER
    assert told_to_another(write, f"{driver}:///{folder}/new.sqlite") == LOCKED_FOLDER
    if mode == "DELETE":
        assert told_to_another(read, where) == "nothing"
    folder.chmod(0o777)
    assert dump(file) == before


def test_a_file_that_may_not_be_read_is_told(driver: str, file: Path) -> None:
    file.chmod(0o200)
    for use in (read, write):
        assert told_to_another(use, f"{driver}:///{file}") == (
            "D623 This user is not allowed to read the database's file."
            " Ask the owner of the file for permission to read and to write it."
        )


def test_a_folder_that_may_not_be_entered_is_told(driver: str, file: Path, folder: Path) -> None:
    folder.chmod(0o600)
    for use in (read, write):
        answer = told_to_another(use, f"{driver}:///{file}")
        assert answer.startswith("D623 This user is not allowed to open the database's folder.")


def test_a_folder_in_the_place_of_the_file_is_told(driver: str, folder: Path) -> None:
    where = f"{driver}:///{folder}"
    for use in (read, write, upgrade, status):
        assert told(use, where) == (
            "D607 A folder is at this path, not an SQLite database."
            " Name a file, such as `film.sqlite` in that folder."
        )
    assert list(folder.iterdir()) == []


def test_a_locked_database_is_told_after_the_time_that_the_address_says(
    driver: str, file: Path
) -> None:
    before = dump(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert told(write, f"{driver}:///{file}?lock_timeout=50ms") == (
            "D606 Another program is writing to the database."
            " Wait until it has finished, then try again."
        )
        other.execute("ROLLBACK")
    assert dump(file) == before


def test_a_time_of_0_is_waited_as_long_as_it_takes(driver: str, file: Path) -> None:
    """As PostgreSQL understands it."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        end = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
        end.start()
        assert told(write, f"{driver}:///{file}?lock_timeout=0") == "nothing"
        end.join()


def test_what_is_read_with_a_callers_engine_is_of_one_moment(file: Path) -> None:
    """Its driver begins no transaction before it writes."""
    _set_mode(file, "WAL")
    engine = create_engine(f"sqlite:///{file}")

    def on_execute(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM projects" in statement:
            with closing(sqlite3.connect(file)) as other, other:
                other.execute("DELETE FROM selector_decisions")

    event.listen(engine, "after_cursor_execute", on_execute)
    assert len(read_history.sync(engine)) == 3
    engine.dispose()
    assert read_history.sync(f"sqlite:///{file}") == ()


def test_a_file_that_is_no_database_is_told_and_left(driver: str, folder: Path) -> None:
    file = folder / "film.sqlite"
    file.write_text("A text about a harbour. " * 100)
    before = file.read_bytes()
    for use in (read, write):
        assert told(use, f"{driver}:///{file}") == (
            "D607 This file is not an SQLite database. Check the path. Nothing was changed."
        )
    assert file.read_bytes() == before


def test_a_damaged_page_is_told_and_left(driver: str, file: Path) -> None:
    _set_mode(file, "DELETE")
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'selector_decisions'"
        ).fetchone()
    content = bytearray(file.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    for use in (
        read,
        lambda where: pick_project.sync(where.replace("+aiosqlite", ""), None, AGAIN),
    ):
        assert told(use, f"{driver}:///{file}") == (
            "D607 The SQLite database is damaged. Restore it from a backup. Nothing was changed."
        )


def test_a_result_code_that_says_only_that_the_disk_failed_has_a_way_out() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHORT_READ"
    found = refusal(read_url("sqlite:////dev/null/film.sqlite"), OperationalError("", {}, error))
    assert found.problems[0].code == "D624"


@pytest.mark.parametrize("denied", [sqlite3.SQLITE_INSERT, sqlite3.SQLITE_READ])
def test_an_authorizer_that_denies_is_not_a_database_that_is_read_only(
    tmp_path: Path, denied: int
) -> None:
    address = f"sqlite:///{tmp_path / 'film.sqlite'}"
    record_film.sync(address, HARBOUR, results(1))

    def judged(action: int, table: str | None, *_: object) -> int:
        is_denied = action == denied and table == "selector_decisions"
        return sqlite3.SQLITE_DENY if is_denied else sqlite3.SQLITE_OK

    made = create_engine(address)
    event.listen(made, "connect", lambda driver, _: driver.set_authorizer(judged))
    with pytest.raises(ProblemError) as caught:
        pick_project.sync(made, None, AGAIN)
    made.dispose()
    (found,) = caught.value.problems
    assert (found.code, found.what) == (
        "D612",
        "The program denied this request, with an authorizer (`set_authorizer`).",
    )
