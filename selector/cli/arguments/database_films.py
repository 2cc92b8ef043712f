"""A film that lives in a database: what a person named, as an address and a project; its rules; who asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.inputs import find_film, no_address
from selector.cli.printing.output import typed
from selector.model.address import is_address
from selector.model.problem import ProblemError, Source

if TYPE_CHECKING:
    from sqlalchemy import URL

    from selector.engine.rules import Rules

PROJECT_OPTION = click.option(
    "--project",
    metavar="NAME",
    help="The project, by title or id; not needed where the database has one.",
)
DB_OPTION = click.option(
    "--db", "database", metavar="URL", help="The database; FILM/selector.sqlite unless given."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An address, and the project in it; None for the only one there. `film` is the folder whose own database it is."""

    address: str
    project: str | None
    film: str | None = None


def is_database(film: str) -> bool:
    """Whether a FILM argument is the address of a database rather than a folder."""
    return is_address(film) or (
        film.endswith((".sqlite", ".sqlite3", ".db")) and not Path(film).is_dir()
    )


def find_stored(film: str, database: str | None = None, project: str | None = None) -> Stored:
    """What a FILM argument means: an address with its project, or a folder with its own database or that of --db."""
    if is_database(film):
        if database is not None:
            raise click.UsageError("FILM is the address of a database already: leave --db out.")
        return Stored(address=film, project=project)
    if database is None:
        from selector.db.connections.addresses import default_url

        return Stored(address=default_url(Path(film)), project=project, film=film)
    return Stored(address=database, project=project or find_film(film)[0].title)


def must_be_stored(stored: Stored) -> URL:
    """The address of a database that is there already.

    Raises:
        ProblemError: There is none (D608): opening it would make one.
    """
    from selector.db.connections.addresses import must_be_there, read_url, sqlite_file
    from selector.db.connections.database_errors import NOWHERE
    from selector.db.connections.database_problems import problem
    from selector.reading.film import is_film

    address = read_url(stored.address)
    file = sqlite_file(address)
    if (
        stored.film is not None
        and is_film(Path(stored.film))
        and file is not None
        and not file.exists()
    ):
        code, what, _ = NOWHERE
        raise problem(
            address, code, what, f"Nothing is kept yet: `selector pick {typed(stored.film)}`."
        )
    must_be_there(address)
    return address


def rules_for(stored: Stored, named: str | None) -> Rules:
    """The rules to pick with: those named, else those that the film brought into the database, else those shipped."""
    from selector.db.connections.addresses import read_url
    from selector.db.films.projects import film_rules, find_project
    from selector.db.schema.openings import reading
    from selector.reading.load import check_rules, load_rules

    if named is not None:
        no_address(named)
        return load_rules(named)
    with reading(read_url(stored.address)) as connection:
        project = find_project(connection, stored.project)
        text = film_rules(connection, project)
    if text is None:
        return load_rules()
    rules, problems = check_rules(Source(name=f"rules of {project.title}", text=text))
    if rules is None:
        raise ProblemError(problems)
    return rules


def name_of_asker(said: str | None) -> str | None:
    """What --by says, else the name of the user."""
    if said is not None:
        return said or None
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return None
