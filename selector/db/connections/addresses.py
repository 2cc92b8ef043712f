"""Database addresses: read what people type, and ask what an address means before opening it.

In: an address as text or as SQLAlchemy's `URL`. Out: a `URL` with its driver, or a problem.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from selector.db.connections.database_problems import A_FOLDER, NOWHERE, TWO_SIGNS, problem
from selector.db.connections.displayed import displayed_key, file_of
from selector.db.connections.drivers import SYNC_DRIVERS, must_be_ours
from selector.model.address import is_address
from selector.model.phrases import quoted

_OF_SQLITE = frozenset({"mode", "cache", "immutable", "nolock", "psow", "vfs"})
_TRUE = frozenset({"1", "true", "yes", "on"})
"""How SQLite reads that an option is on."""

_OF_DRIVER = frozenset(
    {"uri", "timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"}
)
"""The options after the `?` of an SQLite address: SQLite's own, and those of Python's driver."""

TIME_LIMITS = frozenset({"lock_timeout", "statement_timeout"})
"""Options of ours: how long to wait for a lock, and (on PostgreSQL) for a statement."""

_TIME = re.compile(r"(\d{1,9})(ms|s|min|h|)")
_MILLISECONDS = {"": 1, "ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000}
"""Times as PostgreSQL writes them; a number alone is milliseconds there."""

_LONGEST = 2**31 - 1
"""The most milliseconds that either kind of database takes."""

_ALSO_CALLED = {"postgres": "postgresql", "psycopg_async": "psycopg"}
"""Other names that people and SQLAlchemy use."""

_SLASHES = (
    "Write `sqlite:///film.sqlite`, or `sqlite:////films/film.sqlite` for a path from the root."
)
_EXAMPLES = "Write it like `sqlite:///film.sqlite` or `postgresql://user:password@host/database`."
_EMPTY = f"{_EXAMPLES} If it comes from a variable, check that the variable is set."

_ENDINGS = (
    "Name one that ends in `.sqlite`, `.sqlite3` or `.db`, or write `sqlite:///` before any other."
)


def default_url(folder: Path) -> str:
    """The address of a film folder's own database: `FILM/selector.sqlite`.

    Raises:
        ProblemError: The folder's name is not UTF-8, so no database can be opened in it (D601).
    """
    _must_be_utf8(str(folder))
    url = URL.create("sqlite+pysqlite", database=str(folder / "selector.sqlite"))
    return url.render_as_string()


def read_url(text: str | URL) -> URL:
    """Read an address and write out its driver.

    `postgres://` and `postgresql://` mean psycopg 3. A bare path that ends in `.sqlite`, `.sqlite3`
    or `.db` means SQLite.

    Raises:
        ProblemError: The text is empty or not an address (D601), or selector does not work with its
            kind of database or its driver (D621).
    """
    if isinstance(text, URL):
        _must_be_utf8(text.database or "")
    else:
        _must_be_utf8(text)
        if not is_address(text) and text.endswith((".sqlite", ".sqlite3", ".db")):
            return URL.create("sqlite+pysqlite", database=text)
    url = _parsed(text)
    kind, _, driver = url.drivername.lower().partition("+")
    kind = _ALSO_CALLED.get(kind, kind)
    driver = _ALSO_CALLED.get(driver, driver) or SYNC_DRIVERS.get(kind, "")
    must_be_ours(url, kind, driver)
    if "@" in (url.host or ""):
        raise problem(url, *TWO_SIGNS)
    if isinstance(text, str) and _has_sign_in_a_key(text):
        raise problem("database", *TWO_SIGNS)
    url = url.set(drivername=f"{kind}+{driver}")
    time_limits(url)
    if url.query or kind != "sqlite":
        from selector.db.connections.options import must_make_sense  # noqa: PLC0415  # if needed

        must_make_sense(url)
    if kind == "sqlite":
        return _of_a_file(url)
    return url


def time_limits(url: URL) -> dict[str, int]:
    """The time limits that an address sets, in milliseconds; 0 for none.

    Raises:
        ProblemError: One of them is not a time (D601).
    """
    limits = {}
    for name in TIME_LIMITS.intersection(url.query):
        found = _TIME.fullmatch(str(url.query[name]))
        if found is None:
            what = f"The value of `{name}` after the `?` is not a time."
            raise problem(url, "D601", what, "Write it once, such as `30s`, `5min` or `500ms`.")
        number, unit = found.groups()
        limits[name] = min(int(number) * _MILLISECONDS[unit], _LONGEST)
    return limits


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address; None for another kind of database, or one in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    if "memory" in str(url.query):
        return None
    return Path(file_of(url.database))


def free_bytes(folder: Path) -> int:
    """The bytes that are free there, as `shutil.disk_usage` says, which is slow to load.

    Raises:
        OSError: The folder cannot be looked at.
    """
    if sys.platform == "win32":
        from shutil import disk_usage  # noqa: PLC0415  # see above

        return disk_usage(folder).free
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def must_be_there(url: URL) -> None:
    """Refuse an SQLite file that does not exist, since opening it would make one.

    Raises:
        ProblemError: The file does not exist (D608), or as `is_there`.
    """
    file = sqlite_file(url)
    if file is not None and not is_there(url, file):
        raise problem(url, *NOWHERE)


def is_there(url: URL, file: Path) -> bool:
    """Say if the file of an SQLite address exists.

    Raises:
        ProblemError: It is a folder (D607), or in a folder that this user may not enter (D623).
    """
    try:
        if file.is_dir():
            raise problem(url, *A_FOLDER)
        return file.exists()
    except PermissionError:
        what = "This user is not allowed to open the database's folder."
        hint = "Ask the owner of the folder for permission to enter it."
        raise problem(url, "D623", what, hint) from None


def is_read_only(url: URL) -> bool:
    """Say if an SQLite address opens its database only for reading (`mode=ro`, `immutable=1`)."""
    options = url.query
    return options.get("mode") == "ro" or str(options.get("immutable")).lower() in _TRUE


def _parsed(text: str | URL) -> URL:
    if not str(text).strip():
        raise problem("database", "D601", "The database address is empty.", _EMPTY)
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        _must_be_no_path(str(text))
        what = "This database address cannot be read."
        raise problem("database", "D601", what, _EXAMPLES) from None


def _must_be_no_path(text: str) -> None:
    """Refuse the path of something that is there and is not named as a database is.

    Raises:
        ProblemError: It is a folder, or another file (D607).
    """
    with suppress(OSError):
        if Path(text).is_dir():
            raise problem(text, *A_FOLDER)
        if Path(text).is_file():
            what = "This file is not named as an SQLite database is."
            raise problem(text, "D607", what, _ENDINGS)


def _of_a_file(url: URL) -> URL:
    """An SQLite address with options (`?mode=ro`): SQLite reads its own only in a `file:` URL.

    Raises:
        ProblemError: An option is unknown, which SQLite would ignore; or the path is where others
            have a host (D601).
    """
    if url.host or url.port or url.username or url.password:
        what = "This SQLite address does not have three slashes before its path."
        raise problem("database", "D601", what, _SLASHES)
    unknown = sorted(set(url.query) - _OF_SQLITE - _OF_DRIVER - {"lock_timeout"})
    if unknown:
        what = f"`{displayed_key(unknown[0])}` after the `?` is not an option of SQLite."
        hint = f"Leave it out. The options are {quoted(sorted(_OF_SQLITE), 'and')}."
        raise problem(url, "D601", what, hint)
    file = url.database
    if not file or file == ":memory:":
        return url
    is_url = file.startswith("file:")
    if not is_url and _OF_SQLITE.isdisjoint(url.query):
        return url
    if not is_url:
        file = f"file:{quote(file)}"
    return url.set(database=file).update_query_dict({"uri": "true"})


def _has_sign_in_a_key(text: str) -> bool:
    """Say if a key after the `?` has a second `@`.

    It is a piece of a password, and would be lost when the address is read.
    """
    if text.count("@") < 2:
        return False
    options = text.partition("?")[2].split("&")
    return any("@" in option.partition("=")[0] for option in options)


def _must_be_utf8(address: str) -> None:
    """Refuse names of files that are not UTF-8: no driver takes them."""
    try:
        address.encode()
    except UnicodeEncodeError:
        what = "The path has a character that is not UTF-8, so no database can be opened there."
        hint = "Rename the folder or the file, or name another database with `--db`."
        where = address
        if is_address(address):
            where = "database"
        raise problem(where, "D601", what, hint) from None
