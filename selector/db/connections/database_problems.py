"""A database as the place of problems: its address said without passwords, one problem there ready to be raised."""

from __future__ import annotations

from sqlalchemy.engine import URL

from selector.db.connections.displayed import displayed
from selector.model.address import is_address
from selector.model.problem import Location, Problem, ProblemError, Source


def at_database(url: URL | str) -> Location:
    """The database as the place of a problem, its password hidden."""
    return Location(source=Source(name=without_password(url)))


def without_password(url: URL | str) -> str:
    """An address as it may be printed: the file of an SQLite database, else what is harmless of the URL.

    A text is a word for the place of a database whose address is not known.
    """
    return displayed(url) if isinstance(url, URL) else "database" if is_address(url) else url


def problem(url: URL | str, code: str, what: str, hint: str = "") -> ProblemError:
    """One problem of a database, ready to be raised."""
    return ProblemError([Problem(at=at_database(url), code=code, what=what, hint=hint)])
