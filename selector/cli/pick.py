"""`selector pick`: the references of every scene of a film, chosen, shown and kept in a database."""

from __future__ import annotations

from collections.abc import Sequence

import click

from selector.cli.inputs import find_film, find_rules
from selector.cli.output import examples, format_option, tell, typed
from selector.cli.picking import Job, pick_film
from selector.cli.picks_shown import AsJson, AsText
from selector.cli.scene_numbers import ScenesAskedFor
from selector.cli.stored import DB_OPTION, PROJECT_OPTION, find_stored, is_database, rules_for, who_asks
from selector.model.problem import Problem
from selector.reading.film import Film
from selector.reporting.verdict import count, counted


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
@click.option("--rules", metavar="FILE", help="The rules to pick with, before the film's own and those shipped.")
@click.option("--scene", "scenes", metavar="N|N-M", multiple=True, help="Only these scenes; may be given again.")
@click.option("--dry-run", is_flag=True, help="Show the picks and keep nothing.")
@DB_OPTION
@PROJECT_OPTION
@click.option("--by", metavar="NAME", help="Who or what asks, kept with the decision; your user name unless given.")
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
    asked_for = ScenesAskedFor(scenes)
    if is_database(film):
        stored = find_stored(film, database, project)
        from selector.cli.picking_stored import pick_stored

        with_rules, by = rules_for(stored, rules), who_asks(by)
        return pick_stored(stored, with_rules, asked_for, by, output, keep=not dry_run, skip=skip_problems)
    if project is not None:
        raise click.UsageError("--project names a project of a database: give its address as FILM.")
    if skip_problems:
        raise click.UsageError("--skip-problems is for a project of a database: give its address as FILM.")
    found, warnings = find_film(film)
    with_rules = find_rules(rules, found)
    if output == "text":
        _tell_of_files(film, found, warnings)
    url = None if dry_run else database or _own_database(found)
    shown = AsJson if output == "json" else AsText
    job = Job(film=found, rules=with_rules, scenes=asked_for, url=url, by=who_asks(by))
    return pick_film(job, shown(found, with_rules, film))


def _tell_of_files(folder: str, film: Film, warnings: Sequence[Problem]) -> None:
    """What may surprise whoever sends these pictures: `check` says it in full."""
    lists_them = f"`selector check {typed(folder)}` lists them."
    if warnings:
        tell(f"{counted(count(warnings)[1], 'warning')} about the film's files: {lists_them}")
    held_back = sum(film.pictures.unsendable(asset.reference_image_url) is not None for asset in film.assets)
    if held_back:
        tell(f"{counted(held_back, 'picture', 'pictures')} cannot be sent: {lists_them}")


def _own_database(film: Film) -> str:
    from selector.db.connections.addresses import default_url

    return default_url(film.folder)
