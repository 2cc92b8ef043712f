"""Problems of a database: its address as their location, without a password; a problem to raise.

In: an address and the words of a problem. Out: a `Location`, or a `ProblemError`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from sqlalchemy.engine import URL, Connection

from selector.db.connections.displayed import displayed
from selector.model.address import is_address
from selector.model.problem import Location, Problem, ProblemError, Source, shown

Database: TypeAlias = Connection | URL | str
"""A database that a problem is about: a connection, an address, or a word if neither is known."""

FROM_A_BACKUP = "Restore the database from a backup."
WRITE_AGAIN = "Write it again, or restore the database from a backup."
WRITE_EVERYWHERE = (
    "Write it so there and in every row that refers to it, or restore the database from a backup."
)
"""Hints for stored values that somebody or something damaged."""

Row: TypeAlias = tuple[str, str, str]
"""The code of a problem, what is wrong, and what to do."""

ROLL_BACK: Row = (
    "D612",
    "A request failed earlier in this transaction, which can do nothing more.",
    "Roll it back, for example with `session.rollback()`, then try again.",
)
AUTOCOMMIT: Row = (
    "D612",
    "The engine commits each statement on its own (`AUTOCOMMIT`), so nothing can be stored whole.",
    "Leave out its `isolation_level`, or pass a session of another engine.",
)
IN_PARTS: Row = (
    "D621",
    "The engine reads results in parts (`stream_results`), and PostgreSQL can only read then.",
    "Leave out that option, or pass a session of another engine.",
)
FORKED: Row = (
    "D612",
    "The connection belongs to the process that this one was forked from: they cannot share it.",
    "In a forked process, first call `engine.dispose(close=False)`. It then opens its own.",
)
DOWN: Row = (
    "D603",
    "The database is not responding.",
    "Check that it is running, and check the host and the port in the address.",
)
READ_ONLY: Row = (
    "D604",
    "The database is read-only.",
    "Make the file and its folder writable, or name another database with `--db`.",
)
FULL: Row = (
    "D605",
    "The database's disk is full.",
    "Free some space on it, then try again.",
)
BUSY: Row = (
    "D606",
    "Another program is writing to the database.",
    "Wait until it has finished, then try again.",
)
TWO_SIGNS: Row = (
    "D601",
    "This database address has more than one `@`.",
    "Write an `@` in a password as `%40`.",
)
A_FOLDER: Row = (
    "D607",
    "A folder is at this path, not an SQLite database.",
    "Name a file, such as `film.sqlite` in that folder.",
)
NOWHERE: Row = (
    "D608",
    "There is no such database.",
    "Check the path or the name, and that its folder exists.",
)
NO_TABLES: Row = (
    "D609",
    "The database lacks selector's own tables.",
    "Run `selector db upgrade`.",
)
NOT_OURS: Row = (
    "D609",
    "The database has none of the tables that selector picks from.",
    "Check the address. In an empty one, `selector db upgrade` makes them.",
)
NOT_IN_SCHEMA: Row = (
    *NOT_OURS[:2],
    "Check the address and `search_path`. In an empty one, `selector db upgrade` makes them.",
)
"""The same on PostgreSQL."""


_LACKING = (
    re.compile(r"no such table: (?:\w+\.)?(?P<table>\w+)"),
    re.compile(r"no such column: (?P<column>[\w.]+)"),
    re.compile(r"table (?P<table>\w+) has no column named (?P<column>\w+)"),
    re.compile(r'column "(?P<column>\w+)" of relation "(?P<table>\w+)" does not exist'),
    re.compile(r'column "?(?P<column>[\w.]+)"? does not exist'),
    re.compile(r'relation "(?:\w+\.)?(?P<table>\w+)" does not exist'),
)
"""How SQLite and PostgreSQL name the table or the column that a statement needs."""


def lacking(words: str, kind: str = "postgresql") -> Row:
    """What a statement needs that a database with its tables at the newest version lacks.

    Args:
        words: What the database says.
        kind: The kind of database, as SQLAlchemy's dialects are called.
    """
    for pattern in _LACKING:
        found = pattern.search(words)
        if found:
            return lacks(kind, **found.groupdict())
    first = words.strip().partition("\n")[0]
    return lacks(kind, first=shown(first, 200))


def lacks(
    kind: str, table: str | None = None, column: str | None = None, *, first: str = ""
) -> Row:
    """A table or a column that is missing, though the tables are at the newest version.

    Args:
        kind: The kind of database: only PostgreSQL has schemas.
        table: The table.
        column: The column.
        first: What the database says, where that names neither.

    Returns:
        The problem.
    """
    lacking_name = ".".join(filter(None, (table, column)))
    what = f"The database lacks the table `{lacking_name}`."
    if column:
        what = f"The database lacks the column `{lacking_name}`."
    elif not table:
        what = f"The database lacks a table or a column: {first.rstrip('.')}."
    question = "Was it removed or renamed?"
    if kind == "postgresql":
        question = "Was it removed or renamed, or does `search_path` name another schema?"
    hint = (
        f"{question} Bring it back, or restore the database from a backup. `selector db upgrade`"
        " cannot bring back what it held."
    )
    return "D609", what, hint


def a_view(table: str) -> Row:
    """A view under the name of a table that selector writes to."""
    what = f"`{table}` is a view, and selector needs a table."
    hint = "Rename the view and run `selector db upgrade`, or give selector a database of its own."
    return "D614", what, hint


def ignored(table: str) -> Row:
    """A row that was written to a table and is not there, or is as it was, without an error."""
    what = f"The database ignored a change in the table `{table}`."
    return "D612", what, "Look for a policy, a rule or a trigger that lets no change through."


def at_database(database: Database) -> Location:
    """The database as the location of a problem, its password hidden."""
    return Location(source=Source(name=without_password(database)))


def without_password(database: Database) -> str:
    """An address that may be printed: the file of an SQLite database, else the harmless parts.

    A word is returned as it is, unless it is an address itself.
    """
    if isinstance(database, Connection):
        database = database.engine.url
    if isinstance(database, URL):
        return displayed(database)
    if is_address(database):
        return "database"
    return database


def problem(database: Database, code: str, what: str, hint: str = "") -> ProblemError:
    """One problem of a database, ready to be raised.

    Args:
        database: The database.
        code: The problem's code, such as `D601`.
        what: What is wrong.
        hint: What to do.

    Returns:
        The exception, with that one problem at the database.
    """
    found = Problem(
        at=at_database(database),
        code=code,
        what=what,
        hint=hint,
    )
    return ProblemError([found])


def must_fit(database: Database, name: str, text: str, size: int) -> None:
    """Refuse a text that is too long for its column; SQLite would take it.

    Args:
        database: The database.
        name: What to call the text in the problem.
        text: The text.
        size: How many characters the column holds.

    Raises:
        ProblemError: The text is too long (D611).
    """
    if len(text) > size:
        what = f"{name} has {len(text)} characters; the database holds at most {size}."
        raise problem(database, "D611", what, "Shorten it, then try again.")
