"""A database as the place of problems: its address said without passwords, one problem there ready to be raised."""

from __future__ import annotations

from urllib.parse import unquote

from sqlalchemy.engine import URL

from selector.model.address import hide_password
from selector.model.problem import Location, Problem, ProblemError, Source


def at_database(url: URL | str) -> Location:
    """The database as the place of a problem, its password hidden."""
    return Location(source=Source(name=said(url)))


def said(url: URL | str) -> str:
    """An address as it may be printed: the file of an SQLite database, else the URL with its secrets hidden."""
    if isinstance(url, str):
        return hide_password(url)
    if url.get_backend_name() == "sqlite":
        return file_of(url.database or "the database in memory")
    hidden = {key: "***" for key in url.query if "pass" in key.lower()}
    shown = url.set(drivername=url.get_backend_name()).update_query_dict(hidden)
    return hide_password(shown.render_as_string(hide_password=True).replace("=%2A%2A%2A", "=***"))


def file_of(database: str) -> str:
    """The path that an SQLite address means: as it stands, or what a `file:` URL says."""
    path = database.removeprefix("file:")
    return database if path == database else unquote(path.partition("?")[0])


def problem(url: URL | str, code: str, what: str, hint: str = "") -> ProblemError:
    """One problem of a database, ready to be raised."""
    return ProblemError([Problem(at=at_database(url), code=code, what=what, hint=hint)])
