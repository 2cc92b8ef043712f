"""A film in, as a person typed it; the database and project that are meant, and its rules, out."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.inputs import find_film, id_of, rules_at
from selector.cli.printing.output import options_typed, shown_address, typed
from selector.model.address import is_address
from selector.model.frozen import frozen
from selector.model.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

    from selector.db.tables.marked_rows import Marked
    from selector.engine.rules import Rules
    from selector.model.problem import Problem
    from selector.model.video_model import VideoModel

PROJECT_OPTION = click.option(
    "--project",
    metavar="NAME",
    help="The project, by title or id. Needed only if the database has several.",
)
DB_OPTION = click.option(
    "--db", "database", metavar="ADDRESS", help="The database. Default: `FILM/selector.sqlite`."
)


def _note_included(
    context: click.Context, _option: click.Parameter, value: tuple[Marked, ...]
) -> None:
    context.find_root().meta[_INCLUDE] = value


_INCLUDE = "include"
INCLUDE_OPTION = click.option(
    "--include",
    _INCLUDE,
    type=click.Choice(("deleted", "inherited")),
    multiple=True,
    expose_value=False,
    callback=_note_included,
    help="Also take what pipelines leave out: a project that is marked as deleted, or the pictures"
    " that a fork copied. Can be given several times.",
)


def include_option(command: Callable[..., int]) -> Callable[..., int]:
    """The option `--include`, refused where `film` is a folder: nothing is marked in one."""

    @wraps(command)
    def checked(film: str, **options: object) -> int:
        if included() and not is_database(film):
            raise click.UsageError(
                "`--include` works only for a project in a database, such as that of a pipeline."
            )
        return command(film=film, **options)

    return INCLUDE_OPTION(checked)


SKIP_OPTION = click.option(
    "--skip-problems",
    is_flag=True,
    help="For a project in a database: skip scenes and pictures that cannot be used,"
    " and list them.",
)

SQLITE_SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""How the name of a file ends that is taken for a SQLite database."""


@frozen
class Stored:
    """The address of a database, and the project in it.

    `project` is None for the only one there. `film` is the folder of the film, if that was named,
    and `named` the address that was named beside it. `include` has what pipelines leave out and is
    wanted anyway.
    """

    address: str
    project: str | None
    film: str | None = None
    named: str | None = None
    include: tuple[Marked, ...] = ()

    def typed_again(self, target: VideoModel | None) -> str:
        """The options of a pick for a video model that is stored here, to be typed after a film."""
        return options_typed(target=id_of(target), db=self.named)

    def pick_line(self, target: VideoModel | None = None) -> str:
        """The command that picks for the film, as it would be typed."""
        if self.film is not None:
            return f"selector pick {typed(self.film)}{self.typed_again(target)}"
        address = typed(shown_address(self.address))
        options = options_typed(
            project=self.project,
            target=id_of(target),
            include=self.include,
        )
        return f"selector pick {address}{options}"


def is_database(film: str) -> bool:
    """Whether a FILM argument is the address of a database rather than a folder."""
    if is_address(film):
        return True
    return film.endswith(SQLITE_SUFFIXES) and not Path(film).is_dir()


def list_of_skipped(film: str, *, skip: bool) -> list[Problem] | None:
    """A list for what is skipped; None if nothing may be.

    Args:
        film: A FILM argument.
        skip: Whether `--skip-problems` was given.

    Raises:
        click.UsageError: It was given, and nothing can be left out of a folder.
    """
    if not skip:
        return None
    if not is_database(film):
        raise click.UsageError(
            "`--skip-problems` works only for a project in a database. Fix what"
            f" `selector check {typed(film)}` lists."
        )
    return []


def find_stored(film: str, database: str | None = None, project: str | None = None) -> Stored:
    """What a FILM argument means.

    Args:
        film: The address of a database, or a film folder.
        database: What --db says, if anything.
        project: What --project says, if anything.

    Returns:
        The address with its project, or the folder with its own database or that of --db.

    Raises:
        click.UsageError: Two databases are named.
        ProblemError: The folder's film is needed for its title, and cannot be used.
    """
    if is_database(film):
        if database is not None:
            raise click.UsageError("FILM is already the address of a database. Leave `--db` out.")
        return Stored(address=film, project=project, include=included())
    if database is None:
        from selector.db.connections.addresses import default_url

        return Stored(address=default_url(Path(film)), project=project, film=film)
    title = project or find_film(film)[0].title
    return Stored(address=database, project=title, film=film, named=database)


def impact_line(film: str, *, skip: bool, **options: str | None) -> str:
    """The line that shows what a change of rules does to a film, but for `--from` and `--to`.

    Args:
        film: A folder or an address, as it was typed.
        skip: Whether `--skip-problems` was given.
        options: What was given, as for `options_typed`.
    """
    again = options_typed(**options, include=included())
    skipping = " --skip-problems" if skip else ""
    return f"selector impact {typed(shown_address(film))}{again}{skipping}"


def included() -> tuple[Marked, ...]:
    """What `--include` says."""
    context = click.get_current_context(silent=True)
    if context is None:
        return ()
    named: tuple[Marked, ...] = context.find_root().meta.get(_INCLUDE, ())
    return named


def must_be_stored(stored: Stored, target: VideoModel | None = None) -> URL:
    """The address of a database that is there already.

    Args:
        stored: The database.
        target: The video model that was named, if one was: whoever picks first names it again.

    Raises:
        ProblemError: There is no database (D608): opening it would make one.
    """
    from selector.db.connections.addresses import is_there, must_be_there, read_url, sqlite_file
    from selector.db.connections.database_problems import NOWHERE, problem
    from selector.reading.film import is_film

    address = read_url(stored.address)
    file = sqlite_file(address)
    is_missing = file is not None and not is_there(address, file)
    if is_missing and stored.film is not None and is_film(Path(stored.film)):
        code, what, _ = NOWHERE
        run = "Nothing is stored yet. Run"
        if stored.named is not None:
            run = "Check the address, or run"
        pick = stored.pick_line(target)
        raise problem(address, code, what, f"{run} `{pick}` first.")
    must_be_there(address)
    return address


def rules_for(stored: Stored, named: str | None) -> Rules:
    """The rules to pick with: those named, else the film's own in the database, else the default.

    Raises:
        ProblemError: The database or the rules cannot be used.
    """
    from selector.db.connections.addresses import read_url
    from selector.db.films.projects import film_rules, find_project
    from selector.db.schema.openings import reading
    from selector.reading.load import check_rules, load_rules
    from selector.record.rule_texts import shot_names_from, sources_from

    if named is not None:
        return rules_at(named)
    with reading(read_url(stored.address)) as connection:
        project = find_project(connection, stored.project, stored.include)
        text = film_rules(connection, project)
    if text is None:
        return load_rules()
    source, *parents = sources_from(f"rules of {project.title}", text)
    shot_names = shot_names_from(text)
    rules, problems = check_rules(source, parents=parents, shot_names=shot_names)
    if rules is None:
        raise ProblemError(problems)
    return rules


def name_of_asker(by: str | None) -> str | None:
    """What --by says, else the name of the user; None where that is unknown."""
    if by is not None:
        return by or None
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return None
