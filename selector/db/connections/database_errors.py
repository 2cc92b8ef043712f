"""What a database or its driver refuses → a problem in plain English, without passwords.

In: an exception of SQLAlchemy's. Out: a `ProblemError`. Drivers give reasons as codes (SQLite's
result codes, PostgreSQL's SQLSTATE), for which a module each has our words. A driver's own words
are quoted only where they have none.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from traceback import clear_frames, walk_tb
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    SQLAlchemyError,
)

from selector.db.connections.database_problems import (
    DOWN,
    FROM_A_BACKUP,
    ROLL_BACK,
    WRITE_AGAIN,
    Row,
    problem,
)
from selector.db.connections.displayed import without_secrets
from selector.db.connections.undecoded import find_undecoded, is_undecoded
from selector.db.tables.columns import UnreadableError
from selector.model.problem import ProblemError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_INSTALL = {
    "pysqlite": "Install a Python that has `sqlite3`.",
    "aiosqlite": "Install it: `pip install aiosqlite`.",
    "psycopg": "Install it: `pip install 'reference-selector[postgres]'`.",
    "asyncpg": "Install it: `pip install 'reference-selector[asyncpg]'`.",
}

_QUOTES = re.compile(r"\s*(?:DETAIL:|CONTEXT:|\[SQL:|\[parameters:)")
"""Where a driver or SQLAlchemy begins to quote rows and values, which may be secret."""

_OF_SQLALCHEMY: dict[str, Row] = {
    "PendingRollbackError": ROLL_BACK,
    "TimeoutError": (
        "D603",
        "No connection is free in the pool of the engine.",
        "Close sessions that you no longer need, or give the engine a larger `pool_size`.",
    ),
    "ResourceClosedError": (
        "D612",
        "The session or connection is closed.",
        "Pass one that is open, and do not commit or close it before the call returns.",
    ),
}
"""What SQLAlchemy refuses before the database is asked, by the kind of its exception."""

_CLOSED = "permanently closed"
"""What SQLAlchemy says of a session that was closed for good; it has no kind of its own."""

NO_SAVEPOINT = "no such savepoint"

_REFUSED = "_refused"
"""An attribute of problems that explain an exception of SQLAlchemy's: that exception."""

_THEIRS = "_of_the_caller"
"""An attribute of exceptions that say nothing of the database."""

_CALLED_BY_SQLALCHEMY = {
    "selector", "sqlalchemy", "psycopg", "psycopg_binary", "asyncpg", "aiosqlite",
    *sys.stdlib_module_names,
}  # fmt: skip
"""The packages that it calls by itself; any other has a listener or a type of its own there."""

_OF_A_CELL = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What comes of a value of another type, where a row is read or what it says is used."""


@contextmanager
def errors_explained(url: URL | str) -> Iterator[None]:
    """Turn what the database or its driver refuses inside into a `ProblemError`.

    SQLAlchemy's own exception is its `__context__`, and no traceback shows that: it quotes rows and
    parameters. `explained_by` returns it.

    Raises:
        ProblemError: One of D603 to D612, at the database.
    """
    try:
        yield
    except SQLAlchemyError as error:
        first = _first_of(error)
        if not _is_ours(first):
            raise first from None
        explained = refusal(url, first)
        setattr(explained, _REFUSED, first)
        raise explained from None
    except RuntimeError as error:
        from selector.db.connections import postgresql_errors  # noqa: PLC0415  # if needed

        row = postgresql_errors.from_event_loops(error)
        if row is None or _is_of_the_host(error):
            raise
        raise problem(url, *row) from None


def _first_of(error: SQLAlchemyError) -> SQLAlchemyError:
    """What SQLite undid the whole transaction for, where the savepoint to go back to is gone, too.

    What the caller was handling when it called us is not it: the search ends at another error.
    """
    found: BaseException | None = error
    while found is not None and NO_SAVEPOINT in str(found):
        found = found.__context__
    return found if isinstance(found, SQLAlchemyError) else error


def explained_by(error: ProblemError) -> SQLAlchemyError | None:
    """What the database or its driver raised for a request of ours; None for other problems.

    `__context__` would not tell: it may be what the caller was handling when it called us.
    """
    found: SQLAlchemyError | None = getattr(error, _REFUSED, None)
    return found if _is_ours(error) else None


@contextmanager
def reached(url: URL | str) -> Iterator[None]:
    """Turn a network error into a problem. For the making of a connection, and nothing else.

    psycopg has its own errors for most of them; asyncpg leaves them to Python's.

    Raises:
        ProblemError: The database is not responding (D603), or as the address explains it.
    """
    try:
        yield
    except (OSError, UnicodeError) as error:
        raise problem(url, *_unreachable(url, error)) from error


@contextmanager
def driver_there(url: URL) -> Iterator[None]:
    """Explain a missing driver. For the making of an engine, which imports nothing else.

    Raises:
        ProblemError: The driver is not installed (D602).
    """
    try:
        yield
    except (ImportError, NoSuchModuleError):
        driver = url.get_driver_name()
        what = f"The driver for this database is not installed: `{driver}`."
        raise problem(url, "D602", what, _INSTALL[driver]) from None


@contextmanager
def callers_code() -> Iterator[None]:
    """Let whatever is raised inside pass through to the caller as it is.

    For what a caller hands over to be called or gone through.
    """
    try:
        yield
    except Exception as error:
        setattr(error, _THEIRS, True)
        raise


@contextmanager
def callers_function(connection: Connection, name: str) -> Iterator[None]:
    """The same for a caller's function, which must leave the transaction of the call open.

    Args:
        connection: The connection of the call.
        name: The argument that the function was passed as.

    Raises:
        ProblemError: It ended the transaction (D612).
    """
    transaction = connection.get_nested_transaction() or connection.get_transaction()
    with callers_code():
        yield
    if transaction is not None and not transaction.is_active:
        what = f"`{name}` ended the transaction of this call, by a commit, a rollback or a close."
        hint = f"Let `{name}` use a session of its own. Only what it committed is stored."
        raise problem(connection, "D612", what, hint)


def _is_ours(error: Exception) -> bool:
    """Say if an exception is of our own queries."""
    return not hasattr(error, _THEIRS)


def _is_of_the_host(error: Exception) -> bool:
    """Say if an exception is of the caller's code, or of a listener of SQLAlchemy's events."""
    if not _is_ours(error):
        return True
    caller = ""
    for frame, _ in walk_tb(error.__traceback__):
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if caller == "sqlalchemy" and package not in _CALLED_BY_SQLALCHEMY:
            return True
        caller = package
    return False


@contextmanager
def cells_explained(connection: Connection) -> Iterator[None]:
    """Explain a failure inside by the cell behind it, if the database has a cell of a wrong type.

    The cell is looked for only then. What comes of `callers_code` passes through.

    Raises:
        ProblemError: A cell holds a value that is not of its column's type, or one that means
            nothing, or rows of our own tables contradict each other (D615).
    """
    try:
        yield
    except ProblemError:
        raise
    except UnreadableError as error:
        _close_results(error)
        raise problem(connection, "D615", _cannot_be_read(error), FROM_A_BACKUP) from error
    except IntegrityError as error:
        from selector.db.connections.wrong_cells import contradiction  # noqa: PLC0415  # see above

        what, hint = contradiction(connection, error)
        if not what:
            raise
        _close_results(error)
        raise problem(connection, "D615", what, hint) from error
    except (*_OF_A_CELL, DataError) as error:
        from selector.db.connections.wrong_cells import wrong_cell  # noqa: PLC0415  # see above

        what = "" if _is_of_the_host(error) else wrong_cell(connection)
        if not what:
            raise
        _close_results(error)
        raise problem(connection, "D615", what, WRITE_AGAIN) from error


@contextmanager
def sensible(connection: Connection) -> Iterator[None]:
    """Explain a stored value that its column's type cannot read, such as an id that is not a UUID.

    What comes of `callers_code` passes through.

    Raises:
        ProblemError: A stored value cannot be read (D615).
    """
    try:
        with cells_explained(connection):
            yield
    except ProblemError:
        raise
    except ValueError as error:
        if _is_of_the_host(error):
            raise
        _close_results(error)
        raise problem(connection, "D615", _cannot_be_read(error), FROM_A_BACKUP) from error


def _close_results(error: Exception) -> None:
    """Let go of what was being read. On SQLite it would keep others from writing.

    The frames of a traceback hold it, for as long as somebody has the error or until Python looks
    for circles, and closing the connection does not end it.
    """
    clear_frames(error.__traceback__)


def _cannot_be_read(error: ValueError) -> str:
    return f"A value stored in the database cannot be read: {error}."


def _unreachable(url: URL | str, error: OSError | UnicodeError) -> Row:
    """What drivers leave to Python's errors: asyncpg most, psycopg names that no host can have."""
    from socket import gaierror  # noqa: PLC0415  # slow to load

    from selector.db.connections import postgresql_errors  # noqa: PLC0415  # if needed

    row = postgresql_errors.by_words(str(error))
    if isinstance(error, gaierror | UnicodeError):
        row = postgresql_errors.NO_HOST
    return postgresql_errors.of_this_address(url, row)


def refusal(url: URL | str, error: SQLAlchemyError) -> ProblemError:
    """The problem that an error of the database means."""
    cause = None
    if isinstance(error, DBAPIError):
        cause = error.orig
    elif type(error).__name__ in _OF_SQLALCHEMY:
        return problem(url, *_OF_SQLALCHEMY[type(error).__name__])
    if is_undecoded(cause):
        row = _undecoded(url)
    else:
        row = _known(url, error, cause) or _quoted(url, cause or error)
    return problem(url, *row)


def _known(url: URL | str, error: SQLAlchemyError, cause: BaseException | None) -> Row | None:
    """What is known of a driver's exception."""
    if hasattr(cause, "sqlite_errorname"):
        from selector.db.connections.sqlite_errors import from_sqlite  # noqa: PLC0415  # if needed

        return from_sqlite(cause, url)
    from selector.db.connections import postgresql_errors  # noqa: PLC0415  # if needed

    statement = getattr(error, "statement", None)
    row = postgresql_errors.from_postgresql(cause, statement or "")
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if is_lost and row in (None, DOWN):
        return postgresql_errors.LOST
    return row and postgresql_errors.of_this_address(url, row)


def _undecoded(url: URL | str) -> Row:
    """A text that is not UTF-8, with its table, column and row where it can be found."""
    found = None
    if isinstance(url, URL):
        found = find_undecoded(url)
    if found is None:
        return "D615", "Some text stored in the database is not UTF-8.", WRITE_AGAIN
    table, column, row = found
    where = f"In the table `{table}`, in the row with {shown(row, 120)}"
    what = f"{where}, the text in the column `{column}` is not UTF-8."
    return "D615", what, WRITE_AGAIN


def _quoted(url: URL | str, error: BaseException) -> Row:
    """What no table has: the driver's own words, without the values that it quotes."""
    if _CLOSED in str(error):
        return _OF_SQLALCHEMY["ResourceClosedError"]
    detail = _QUOTES.split(str(error), maxsplit=1)[0]
    if isinstance(url, URL):
        detail = without_secrets(detail, url)
    detail = re.sub(r"\s+", " ", detail).strip()
    who = "SQLAlchemy" if isinstance(error, SQLAlchemyError) else "The database"
    return (
        "D612",
        f"{who} refused the request: {detail[:300].rstrip('.')}.",
        "Nothing was changed.",
    )
