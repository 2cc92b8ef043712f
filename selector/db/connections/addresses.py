"""A database's address: read from what people type, made for a film folder, asked what it means before it is opened."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from selector.db.connections.database_errors import NOWHERE
from selector.db.connections.database_problems import problem
from selector.db.connections.displayed import displayed_key, file_of
from selector.db.connections.drivers import SYNC_DRIVERS, must_be_ours
from selector.model.address import is_address

_OF_SQLITE = frozenset({"mode", "cache", "immutable", "nolock", "psow", "vfs"})
_OF_DRIVER = frozenset(
    {"uri", "timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"}
)
"""What may be asked for after the `?` of an SQLite address: of SQLite itself, and of Python's driver."""

_ALSO_CALLED = {"postgres": "postgresql", "psycopg_async": "psycopg"}
"""Names that people and SQLAlchemy have besides."""

_TWO_SIGNS = ("This database address has more than one `@`.", "Write one in a password as %40.")
_EXAMPLES = "Write it like sqlite:///film.sqlite or postgresql://user:password@host/database."


def default_url(folder: Path) -> str:
    """The address of the database that a film folder has unless another is named: `FILM/selector.sqlite`.

    Raises:
        ProblemError: The folder's name is not UTF-8, and no database can be opened in it (D601).
    """
    _must_be_text(str(folder))
    return URL.create(
        "sqlite+pysqlite", database=str(folder / "selector.sqlite")
    ).render_as_string()


def read_url(text: str | URL) -> URL:
    """The address with its driver written out: `postgres://` and `postgresql://` mean psycopg 3, a bare path SQLite.

    Raises:
        ProblemError: It is no address (D601), or of a database or a driver that selector does not work with (D621).
    """
    _must_be_text(text if isinstance(text, str) else text.database or "")
    if (
        isinstance(text, str)
        and not is_address(text)
        and text.endswith((".sqlite", ".sqlite3", ".db"))
    ):
        return URL.create("sqlite+pysqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        what = "This database address cannot be read."
        raise problem("database", "D601", what, _EXAMPLES) from None
    kind, _, driver = url.drivername.lower().partition("+")
    kind, driver = _ALSO_CALLED.get(kind, kind), _ALSO_CALLED.get(driver, driver)
    driver = driver or SYNC_DRIVERS.get(kind, "")
    must_be_ours(url, kind, driver)
    if "@" in (url.host or ""):
        raise problem(url, "D601", *_TWO_SIGNS)
    if isinstance(text, str) and _has_sign_in_a_key(text):
        raise problem("database", "D601", *_TWO_SIGNS)
    url = url.set(drivername=f"{kind}+{driver}")
    return _with_its_question(url) if kind == "sqlite" and url.query else url


def sqlite_file(url: URL) -> Path | None:
    """The file that an SQLite address means; None for any other database, or one in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(file_of(url.database))


def must_be_there(url: URL) -> None:
    """Raises ProblemError (D608) for an SQLite file that does not exist: opening it would make one."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise problem(url, *NOWHERE)


def is_read_only(url: URL) -> bool:
    """Whether an SQLite address asks for a database that is only read (`mode=ro`, `immutable=1`)."""
    return url.query.get("mode") == "ro" or url.query.get("immutable") == "1"


def _with_its_question(url: URL) -> URL:
    """An SQLite address that asks for something (`?mode=ro`): SQLite itself only listens to what is a `file:` URL.

    Raises:
        ProblemError: It asks for what SQLite does not know (D601): it would be passed by.
    """
    unknown = sorted(set(url.query) - _OF_SQLITE - _OF_DRIVER)
    if unknown:
        what = f"SQLite knows no `{displayed_key(unknown[0])}`, which the address asks for after its `?`."
        raise problem(
            url, "D601", what, f"It knows {', '.join(sorted(_OF_SQLITE))}; or leave it out."
        )
    if (
        not _OF_SQLITE & set(url.query)
        or "uri" in url.query
        or not url.database
        or url.database == ":memory:"
    ):
        return url
    file = url.database if url.database.startswith("file:") else f"file:{quote(url.database)}"
    return url.set(database=file).update_query_dict({"uri": "true"})


def _has_sign_in_a_key(text: str) -> bool:
    """Whether a second `@` stands in a key after the `?`: a piece of a password, and lost when the address is read."""
    keys = [part.partition("=")[0] for part in text.partition("?")[2].split("&")]
    return text.count("@") > 1 and any("@" in key for key in keys)


def _must_be_text(address: str) -> None:
    """Names of files that are no UTF-8 cannot be said to a database's driver."""
    try:
        address.encode()
    except UnicodeEncodeError:
        what = "The path has a letter that is not UTF-8; no database can be opened there."
        where = "database" if is_address(address) else address
        raise problem(
            where, "D601", what, "Rename the folder or the file, or use another --db."
        ) from None
