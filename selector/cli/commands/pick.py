"""`selector pick`: the references of every scene of a film, chosen, shown and kept in a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    find_stored,
    is_database,
    name_of_asker,
    rules_for,
)
from selector.cli.arguments.inputs import find_film, find_rules
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.printing.output import examples, format_option, print_notice, typed
from selector.reporting.verdict import count, counted

if TYPE_CHECKING:
    from selector.db.decisions.last_pick import Inputs
    from selector.model.problem import Problem
    from selector.reading.film import Film


@click.command(
    "pick",
    epilog=examples(
        "selector pick my-film",
        "selector pick my-film --scene 3-7,12A --rules bold.yaml --dry-run",
        "selector pick my-film --db postgresql://user@host/films",
        "selector pick postgresql://user@host/films --project Harbour",
    ),
)
@click.argument("film", metavar="FILM")
@click.option(
    "--rules",
    metavar="FILE",
    help="The rules to pick with, before the film's own and those shipped.",
)
@click.option(
    "--scene",
    "scenes",
    metavar="N|N-M",
    multiple=True,
    help="Only these scenes; may be given again.",
)
@click.option("--dry-run", is_flag=True, help="Show the picks and keep nothing.")
@DB_OPTION
@PROJECT_OPTION
@click.option(
    "--by",
    metavar="NAME",
    help="Who or what asks, kept with the decision; your user name unless given.",
)
@click.option(
    "--skip-problems",
    is_flag=True,
    help="Of a project in a database: go on without scenes and pictures that cannot be used, and name each.",
)
@format_option("text", "json")
def command(
    film: str,
    rules: str | None,
    scenes: tuple[str, ...],
    database: str | None,
    project: str | None,
    by: str | None,
    output: str,
    *,
    dry_run: bool,
    skip_problems: bool,
) -> int:
    """Choose the references of every scene of a film, and keep them.

    FILM is a folder with assets, scenes and pictures, or the address of a database that has the film as a project. The
    rules are those of --rules, else the film's own, else those that come with selector. All scenes are
    kept, or none is, unless --skip-problems says otherwise.
    """
    asked_for = SceneChoice(scenes)
    if is_database(film):
        stored = find_stored(film, database, project)
        from selector.cli.picking.project import pick_stored

        with_rules, by = rules_for(stored, rules), name_of_asker(by)
        return pick_stored(
            stored, with_rules, asked_for, by, output, keep=not dry_run, skip=skip_problems
        )
    if project is not None:
        raise click.UsageError("--project names a project of a database: give its address as FILM.")
    if skip_problems:
        way_out = f"Fix what `selector check {typed(film)}` lists, or import the film and give the database as FILM."
        raise click.UsageError(
            f"--skip-problems is for a project of a database; a folder is picked whole or not at all. {way_out}"
        )
    if asked_for.all and not dry_run:
        from selector.cli.picking.unchanged import pick_unchanged

        unchanged = pick_unchanged(
            film, rules, database, output, lambda told: _tell_of_files(film, told)
        )
        if unchanged is not None:
            return unchanged
    from selector.cli.picking.folder import Job, pick_film
    from selector.cli.picking.shown import AsJson, AsText
    from selector.reporting.rules_used import rules_used

    before = None if dry_run or (database and "://" in database) else _print(film, rules)
    found, warnings = find_film(film)
    with_rules = find_rules(rules, found)
    told = _of_files(found, warnings)
    if output == "text":
        _tell_of_files(film, told)
    url = None if dry_run else database or _own_database(found)
    shown = AsJson if output == "json" else AsText
    job = Job(
        film=found,
        rules=with_rules,
        scenes=asked_for,
        url=url,
        by=name_of_asker(by),
        inputs=_inputs(film, rules, found, told, before),
    )
    return pick_film(job, shown(found, rules_used(with_rules), film))


def _print(folder: str, rules: str | None) -> str | None:
    from selector.cli.picking.unchanged import rules_file_of
    from selector.reading.films.film_files import print_of_files

    return print_of_files(Path(folder), rules_file_of(Path(folder), rules))


def _inputs(
    folder: str, rules: str | None, film: Film, told: str, before: str | None
) -> Callable[[], Inputs | None]:
    """What gives, at the end of a pick, all that it read; nothing where a file was changed meanwhile."""

    def inputs() -> Inputs | None:
        from selector.db.decisions.last_pick import Inputs
        from selector.reading.films.film_files import print_of_pictures

        if before is None or _print(folder, rules) != before:
            return None
        addresses = [
            asset.reference_image_url for asset in film.assets if asset.reference_image_url
        ]
        return Inputs(files=before, pictures=print_of_pictures(film.folder, addresses), shown=told)

    return inputs


def _of_files(film: Film, warnings: Sequence[Problem]) -> str:
    """How many warnings there are about the film's files, and how many pictures cannot be sent."""
    held_back = sum(
        film.pictures.unsendable(asset.reference_image_url) is not None for asset in film.assets
    )
    return f"{count(warnings)[1]} {held_back}"


def _tell_of_files(folder: str, told: str) -> None:
    """What may surprise whoever sends these pictures: `check` says it in full."""
    lists_them = f"`selector check {typed(folder)}` lists them."
    warnings, held_back = map(int, told.split())
    if warnings:
        print_notice(f"{counted(warnings, 'warning')} about the film's files: {lists_them}")
    if held_back:
        print_notice(f"{counted(held_back, 'picture', 'pictures')} cannot be sent: {lists_them}")


def _own_database(film: Film) -> str:
    from selector.db.connections.addresses import default_url

    return default_url(film.folder)
