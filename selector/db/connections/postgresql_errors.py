"""What PostgreSQL or one of its drivers refuses → a code, what is wrong, what to do.

The server gives its reasons as SQLSTATEs, which every driver passes on once it is connected. While
psycopg connects, only the server's words come through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from selector.db.connections.database_problems import (
    DOWN,
    FULL,
    ROLL_BACK,
    TWO_SIGNS,
    WRITE_AGAIN,
    a_view,
    lacking,
)
from selector.db.connections.displayed import may_be_torn
from selector.db.connections.options import names_database
from selector.model.problem import shown

if TYPE_CHECKING:
    from selector.db.connections.database_problems import Row

LOST: Row = (
    "D603",
    "The connection to the database was lost.",
    "Nothing is ever stored in part. Check that the server is running, then try again.",
)
_STARTING: Row = (
    "D603",
    "The database server is starting or shutting down.",
    "Wait a moment, then try again.",
)
_CROWDED: Row = (
    "D603",
    "The database server accepts no more connections.",
    (
        "Close programs that are connected to it, or raise the limit, which is `max_connections` or"
        " that of the user or of the database. Then try again."
    ),
)
_LOGIN: Row = (
    "D603",
    "The database server refused the login.",
    "Check the user and the password in the address (in it, write `@` as `%40` and `%` as `%25`).",
)
_IN_USE: Row = (
    "D612",
    "The connection is in use by another task, or was left so by an event loop that has ended.",
    "Give each task a session of its own, and each event loop an engine of its own.",
)
_OF_ANOTHER_LOOP: Row = (
    "D612",
    "The connection belongs to another event loop, such as that of an earlier `asyncio.run`.",
    (
        "Give each event loop an engine of its own, or await `engine.dispose()` at the end of each,"
        " or make the engine with `poolclass=NullPool`."
    ),
)
NO_HOST: Row = (
    "D603",
    "The host in the database's address cannot be found.",
    "Check the name of the host, and your network.",
)
NO_DATABASE: Row = (
    "D608",
    "There is no such database.",
    "Check the name at the end of the address. On a server, selector creates no database.",
)
NONE_NAMED: Row = (
    "D608",
    "The address does not say which database, and the server has none with the user's name.",
    "Write its name after the host: `postgresql://user:password@host/database`.",
)
_NO_TLS: Row = (
    "D603",
    "The address asks for an encrypted connection, and the server offers none.",
    "Leave `sslmode` or `ssl` out of the address, or set up TLS on the server.",
)
_NOT_TRUSTED: Row = (
    "D603",
    "The server's certificate is not one that the address trusts.",
    "Check the host, and the certificate that `sslrootcert` in the address names.",
)
_NO_FILE: Row = (
    "D601",
    "A certificate or a key that the address asks for cannot be read.",
    "Check `sslrootcert`, `sslcert` and `sslkey` in the address, and the files.",
)
_NO_SERVICE: Row = (
    "D601",
    "The service in the address is not defined.",
    "Check `service` in the address, and the file with the services (`pg_service.conf`).",
)
_NO_SETTING: Row = (
    "D601",
    "The server does not know a setting that `options` in the address names.",
    "Correct its name, or leave it out.",
)
_READ_ONLY: Row = (
    "D604",
    "The database is read-only.",
    "Name the address of a server that accepts writes.",
)
_MAY_NOT_CREATE: Row = (
    "D604",
    "This user is not allowed to create or change tables in the database.",
    "Ask the owner of the database for that right, or let the owner run `selector db upgrade`.",
)
_LOCKED: Row = (
    "D606",
    "Another session holds a lock in the database: a pick, an upgrade, or an open transaction.",
    "Wait for it or end it, and try again; or add a longer `lock_timeout=5min` to an address.",
)
_LOST_RACE: Row = (
    "D606",
    "Two sessions wrote to the database at once, and it stopped this one.",
    "Nothing was changed. Run it again; in a session of your own, roll back first.",
)
_CHANGED: Row = (
    "D606",
    "The tables were changed while this connection was open, such as by a migration.",
    "Try again.",
)
_NOT_PREPARED: Row = (
    "D612",
    "The server lacks a statement that the driver prepared on this connection, or has another.",
    (
        "Behind a pooler such as PgBouncer, let the driver prepare none: `prepare_threshold=None`"
        " for psycopg, `prepared_statement_cache_size=0` for asyncpg."
    ),
)
_TOO_LONG: Row = (
    "D622",
    "The database stopped a request: it took longer than `statement_timeout`, or was cancelled.",
    "Try again, or add a longer `statement_timeout=10min` to the address.",
)
_NUL: Row = (
    "D611",
    "A text has a character that PostgreSQL cannot store: NUL (U+0000), or half of a character.",
    "Delete it from the tag or the text, then try again.",
)
_DOES_NOT_FIT: Row = (
    "D611",
    "A value is too long or too large for its column in the database.",
    "Shorten long texts and numbers, then try again.",
)
_OF_ANOTHER_TYPE: Row = (
    "D615",
    "A value stored in the database is not of the type that selector needs.",
    WRITE_AGAIN,
)
NO_PATH: Row = (
    "D609",
    "The database has none of the schemas that the connection's `search_path` names.",
    "Let it name the schema with the tables, such as `public`.",
)
MAY_NOT_SEE: Row = (
    "D623",
    "This user is not allowed to use any schema of the database.",
    "Ask the owner of the database for `USAGE` on the schema with the tables.",
)

_LOST_RACES = frozenset({"40001", "40P01"})
"""Serialization failures and deadlocks."""
_NOT_SUPPORTED = "0A000"
_NOT_UNIQUE = "23505"
_OLD_PLAN = ("cached plan", "cached statement plan")
_KEY_OF_OURS = "pk_selector_"
"""How the keys of our tables are called. Who takes turns gives the next free one, unless the
transaction sees the tables as they were before its turn, as under REPEATABLE READ.
"""

_BY_STATE: dict[str, Row] = {
    "08": LOST,
    "28": _LOGIN,
    "57P03": _STARTING,
    "57014": _TOO_LONG,
    "57": DOWN,
    "25006": _READ_ONLY,
    "25P02": ROLL_BACK,
    "53100": FULL,
    "53300": _CROWDED,
    "53": DOWN,
    "55P03": _LOCKED,
    "40": _LOST_RACE,
    "3D000": NO_DATABASE,
    "3F000": _MAY_NOT_CREATE,
    "22001": _DOES_NOT_FIT,
    "22003": _DOES_NOT_FIT,
    "22021": _NUL,
    "22P05": _NUL,
    "22007": _OF_ANOTHER_TYPE,
    "22008": _OF_ANOTHER_TYPE,
    "22018": _OF_ANOTHER_TYPE,
    "22P02": _OF_ANOTHER_TYPE,
    "22P03": _OF_ANOTHER_TYPE,
    "26000": _NOT_PREPARED,
    "42P05": _NOT_PREPARED,
}
"""By SQLSTATE, or by its first two digits, which are its class."""

_BY_WORDS: dict[str, Row] = {
    "rejected SSL upgrade": _NO_TLS,
    "not support SSL": _NO_TLS,
    "certificate verify failed": _NOT_TRUSTED,
    "certificate file": _NO_FILE,
    "private key file": _NO_FILE,
    "definition of service": _NO_SERVICE,
    "unrecognized configuration parameter": _NO_SETTING,
    "too many": _CROWDED,
    "another operation is in progress": _IN_USE,
    "remaining connection slots": _CROWDED,
    "starting up": _STARTING,
    "shutting down": _STARTING,
    'role "': _LOGIN,
    "permission denied": _LOGIN,
    "authentication": _LOGIN,
    "pg_hba.conf": _LOGIN,
    "password": _LOGIN,
    "does not exist": NO_DATABASE,
    "resolve": NO_HOST,
    "could not parse network address": NO_HOST,
    "translate host name": NO_HOST,
    "server closed the connection": LOST,
    "connection is closed": LOST,
    "connection is lost": LOST,
    "terminating connection": LOST,
    "consuming input failed": LOST,
}
"""By what the server or libpq says where there is no SQLSTATE; the first that is found counts."""

_LOOPS = ("attached to a different loop", "the handler is closed")
"""What asyncio and uvloop say where asyncpg is used in another event loop than its connection's."""

_VALUE = re.compile(
    r'invalid "?(?!integer)(\w+)"? value|connection option "(\w+)"|bad value for (\w+)'
    r'|value for parameter "(\w+)"'
)
"""How libpq, psycopg and the server name an option with a value that it does not take."""

_CANNOT_CONNECT = frozenset(
    {"OperationalError", "ConnectionTimeout", "InterfaceError", "AdminShutdown"}
)
"""What PostgreSQL's drivers raise without a code when they cannot connect."""

_DENIED = "42501"
_TABLE = re.compile(r"(?:permission denied for|policy for) (?:table|relation|view) \"?(\w+)")
_VIEW = re.compile(
    r"cannot (?:insert into|update|delete from|change|lock rows in) (?:materialized )?view"
    r" \"(\w+)\""
)
_ARGUMENT = "invalid input for query argument"
_WANTED = re.compile(r" \(((?:[^()]|\([^()]*\))*)\)$")
"""What asyncpg says of a value that its column does not take, after the value itself."""
_TOO_LARGE = "out of"
_CLASS = re.compile(r"^<class '[^']*'>: ")
"""What SQLAlchemy puts before the words of asyncpg."""
_CHANGING = ("CREATE", "ALTER", "DROP", "COMMENT")


def from_postgresql(cause: BaseException | None, statement: str = "") -> Row | None:
    """What a driver's exception means; None if it is not one of PostgreSQL's, or not known.

    Args:
        cause: The exception.
        statement: The statement that was refused, if any.
    """
    state = sqlstate_of(cause)
    row = _by_state(cause, state, statement)
    if row or state or hasattr(cause, "sqlite_errorname"):
        return row
    text = str(cause)
    found = _VALUE.search(text)
    if found:
        option = found[found.lastindex or 0]
        what = f"The value of `{option}` in the address is not one that it takes."
        return "D601", what, "Correct it, or leave it out."
    if type(cause).__name__ not in _CANNOT_CONNECT:
        return None
    return by_words(text)


def _by_state(cause: BaseException | None, state: str, statement: str) -> Row | None:
    words = str(cause)
    if is_lost_race(cause):
        return _CHANGED if state == _NOT_SUPPORTED else _LOST_RACE
    if state == _DENIED:
        return _denied(words, statement)
    found = _VIEW.search(words)
    if found:
        return a_view(found[1])
    if _ARGUMENT in words:
        return _of_an_argument(words)
    if state in _OF_COLUMNS:
        return _OF_COLUMNS[state](words)
    return _BY_STATE.get(state) or _BY_STATE.get(state[:2])


def by_words(text: str) -> Row:
    """What the words of a driver mean that cannot connect."""
    for words, known in _BY_WORDS.items():
        if words in text:
            return known
    return DOWN


def from_event_loops(error: RuntimeError) -> Row | None:
    """What Python's exception means if it is of an event loop; else None."""
    if any(words in str(error) for words in _LOOPS):
        return _OF_ANOTHER_LOOP
    return None


def of_this_address(url: URL | str, row: Row) -> Row:
    """The same, or what the address itself explains better where no database was reached."""
    if not isinstance(url, URL) or row[0] not in ("D603", "D608"):
        return row
    if may_be_torn(url):
        return TWO_SIGNS
    if row is NO_DATABASE and not names_database(url):
        return NONE_NAMED
    return row


def is_lost_race(cause: BaseException | None) -> bool:
    """Whether the same work, done again, may well succeed: others wrote, or changed the tables."""
    state = sqlstate_of(cause)
    if state == _NOT_UNIQUE:
        return _KEY_OF_OURS in str(cause)
    if state == _NOT_SUPPORTED:
        return any(words in str(cause) for words in _OLD_PLAN)
    return state in _LOST_RACES


def sqlstate_of(cause: BaseException | None) -> str:
    """The SQLSTATE of a driver's exception; empty without one."""
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return state or ""


def _of_an_argument(words: str) -> Row:
    """A value that asyncpg does not send, since its column has another type, or is too small."""
    found = _WANTED.search(_first_line(words))
    if found is None or _TOO_LARGE in found[1]:
        return _DOES_NOT_FIT
    return _of_another_type(found[1])


def _first_line(words: str) -> str:
    first = words.strip().partition("\n")[0]
    return _CLASS.sub("", first).rstrip(".")


def _of_another_type(words: str) -> Row:
    """A column that a pipeline made or changed: the first line says which types do not go."""
    said = _first_line(words)
    what = f"A column in the database has another type than selector needs: {shown(said, 120)}."
    hint = "Give it the type that it has in a database that `selector db upgrade` makes."
    return "D614", what, hint


_OF_COLUMNS = {
    "42P01": lacking,
    "42703": lacking,
    "42883": _of_another_type,
    "42804": _of_another_type,
    "42846": _of_another_type,
}
"""By SQLSTATE, what the words say: no such table, no such column, an operator that is not defined
for two types, a wrong type, a type that cannot be changed.
"""


def _denied(words: str, statement: str) -> Row:
    """What a user is not allowed to do: the statement says what, the server with which table."""
    first = statement.split(maxsplit=1)[:1]
    kind = "".join(first).upper()
    if not kind:
        return _LOGIN
    if kind in _CHANGING:
        return _MAY_NOT_CREATE
    found = _TABLE.search(words)
    table = f"the database: {shown(_first_line(words), 200)}"
    if found:
        table = f"the table `{shown(found.group(1))}`"
    if kind == "SELECT" and " FOR " not in statement:
        what = f"This user is not allowed to read {table}."
        return "D623", what, "Ask the owner of the database for `SELECT` on its tables."
    what = f"This user is not allowed to write to {table}."
    return "D604", what, "Ask the owner of the database for permission to write to its tables."
