"""`selector pick`: a film in; the references of every scene chosen, shown and stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    SKIP_OPTION,
    find_stored,
    include_option,
    included,
    is_database,
    name_of_asker,
    rules_for,
)
from selector.cli.arguments.inputs import TARGET_OPTION, find_film, find_rules, for_target, id_of
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.printing.output import (
    examples,
    format_option,
    options_typed,
    pager_option,
    print_sentence,
    typed,
)
from selector.data import comes_with_selector
from selector.reporting.verdict import count, counted

if TYPE_CHECKING:
    from selector.db.decisions.last_pick import Inputs
    from selector.engine.rules import Rules
    from selector.model.problem import Problem, Source
    from selector.model.video_model import VideoModel
    from selector.reading.film import Film


@click.command(
    "pick",
    epilog=examples(
        "selector pick my-film",
        "selector pick my-film --scene 3-7,12A --rules bold.yaml --dry-run",
        "selector pick my-film --rules cinematic --dry-run",
        "selector pick my-film --target kling-video-o1 --dry-run",
        "selector pick my-film --db postgresql://user@host/films",
        "selector pick postgresql://user@host/films --project Harbour",
    ),
)
@click.argument("film", metavar="FILM")
@click.option(
    "--rules",
    metavar="FILE|NAME",
    help="The rules to pick with, instead of the film's own or the default ones: a rule file, or"
    " rules that come with selector, by name.",
)
@TARGET_OPTION
@click.option(
    "--scene",
    "scenes",
    metavar="N|N-M",
    multiple=True,
    help="Pick for these scenes only. Can be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Show the picks without storing them.")
@DB_OPTION
@PROJECT_OPTION
@include_option
@click.option(
    "--by",
    metavar="NAME",
    help="Who the picks are for; stored with each decision. Default: your user name.",
)
@SKIP_OPTION
@format_option("text", "json")
@pager_option
def command(
    film: str,
    rules: str | None,
    target: VideoModel | None,
    scenes: tuple[str, ...],
    database: str | None,
    project: str | None,
    by: str | None,
    output: str,
    *,
    dry_run: bool,
    skip_problems: bool,
) -> int:
    """Pick the references for every scene of a film, and store them.

    FILM is a film folder, with assets, scenes and pictures, or the address of a database that has
    the film as a project. The rules are those given with `--rules`, or else the film's own, or else
    selector's default rules. The picks are stored for all scenes or for none, except with
    `--skip-problems`.
    \f

    Args:
        film: A film folder, or the address of a database.
        rules: A rule file, or the name of rules that come with selector; None for the film's own,
            or the default rules.
        target: A video model; None for the one that the rules name, if any.
        scenes: Numbers and ranges, such as `3`, `12A` or `12-14A`; none for all scenes.
        database: The address of the database; None for the one in the film folder.
        project: The project's title or id; None for the only one of the database.
        by: Whom the picks are for; None for the user's name.
        output: `text` or `json`.
        dry_run: Whether nothing is stored.
        skip_problems: Whether scenes and pictures that cannot be used are left out.

    Returns:
        The exit code: 1 if something was left out, otherwise 0.

    Raises:
        click.UsageError: An option has no meaning here.
        ProblemError: The film, its rules or the database cannot be used.
    """
    wanted = SceneChoice(scenes)
    if is_database(film):
        stored = find_stored(film, database, project)
        from selector.cli.picking.project import pick_stored

        used, by = for_target(rules_for(stored, rules), target), name_of_asker(by)
        options = options_typed(
            rules=rules,
            target=id_of(target),
            project=project,
            include=included(),
        )
        return pick_stored(
            stored,
            used,
            wanted,
            by,
            output,
            options,
            keep=not dry_run,
            skip=skip_problems,
        )
    options = options_typed(rules=rules, target=id_of(target))
    check = f"selector check {typed(film)}{options}"
    _refuse_options_of_projects(check, project, skip_problems=skip_problems)
    if wanted.all and not dry_run and target is None:
        from selector.cli.picking.unchanged import pick_unchanged

        def warn(counts: str) -> None:
            _warn_of_files(check, counts)
            _warn_of_unread_rules(check, film, rules)

        unchanged = pick_unchanged(film, rules, database, output, warn)
        if unchanged is not None:
            return unchanged
    from selector.cli.picking.folder import Job, pick_film
    from selector.cli.picking.shown import shown_as
    from selector.reporting.rules_used import rules_used

    print_before = None
    if not dry_run and not (database and "://" in database):
        print_before = _print_of(film, rules)
    found, warnings = find_film(film)
    used = for_target(find_rules(rules, found), target)
    extended = [parent.source.name for parent in used.rule_set.parents]
    if target is not None or not all(map(comes_with_selector, extended)):
        print_before = None  # neither the video model nor other files that rules extend are in it
    counts = _counts_of_files(found, used, warnings)
    if output == "text":
        _warn_of_files(check, counts)
        _warn_of_unread_rules(check, film, rules, used.rule_set.sources)
    job = Job(
        film=found,
        rules=used,
        scenes=wanted,
        url=_database_of(found, database, dry_run=dry_run),
        is_dry=dry_run,
        by=name_of_asker(by),
        inputs=_inputs(film, rules, found, counts, print_before),
        looks_for_idle=rules is None and found.rules_path is not None and wanted.all,
        looks_for_names=not comes_with_selector(used.rule_set.source.name),
    )
    where = options_typed(db=database)
    shown = shown_as(output, rules_used(used), film, found.title, options, where)
    return pick_film(job, shown)


def _refuse_options_of_projects(check: str, project: str | None, *, skip_problems: bool) -> None:
    """Refuse options that mean something for a project in a database, and nothing for a folder.

    Args:
        check: The command that says what is wrong with the film.
        project: What `--project` says, if anything.
        skip_problems: Whether `--skip-problems` was given.

    Raises:
        click.UsageError: One of them was given.
    """
    if project is not None:
        raise click.UsageError(
            "`--project` names a project in a database. Give the database's address as FILM."
        )
    if skip_problems:
        raise click.UsageError(
            "`--skip-problems` works only for a project in a database. With a folder, the picks are"
            f" stored for all scenes or for none. Fix what `{check}` lists, or"
            " import the film and give the database's address as FILM."
        )


def _print_of(folder: str, rules: str | None) -> str | None:
    """The fingerprint of a film's files and its rules; None where it cannot be taken."""
    from selector.cli.picking.unchanged import rules_file_of
    from selector.reading.films.film_files import print_of_files

    return print_of_files(Path(folder), rules_file_of(Path(folder), rules))


def _inputs(
    folder: str,
    rules: str | None,
    film: Film,
    counts: str,
    print_before: str | None,
) -> Callable[[], Inputs | None]:
    """Make the function that gives, at the end of a pick, all that the pick has read.

    Args:
        folder: The film folder, as it was typed.
        rules: The rule file that was named, if one was.
        film: The film that was read.
        counts: What was found about its files, as `_counts_of_files` gives it.
        print_before: The fingerprint of all files before they were read, if it can be taken.

    Returns:
        A function that gives None where a file was changed meanwhile, or there is no fingerprint.
    """

    def inputs() -> Inputs | None:
        from selector.db.decisions.last_pick import Inputs
        from selector.reading.films.film_files import print_of_pictures

        if print_before is None or _print_of(folder, rules) != print_before:
            return None
        addresses = []
        for asset in film.assets:
            if asset.reference_image_url:
                addresses.append(asset.reference_image_url)
            if asset.clean_reference is not None:
                addresses.append(asset.clean_reference.clean_image_url)
        pictures = print_of_pictures(film.folder, addresses)
        return Inputs(files=print_before, pictures=pictures, shown=counts)

    return inputs


def _counts_of_files(film: Film, rules: Rules, warnings: Sequence[Problem]) -> str:
    """The number of warnings about a film's files, and that of pictures that cannot be sent.

    Args:
        film: The film.
        rules: The rules, which say which clean references go.
        warnings: The warnings.
    """
    usable = film.pictures.usable_if(rules.plan.send_cleaned)
    unsendable = 0
    for asset in film.assets:
        if usable(asset) is not True:
            unsendable += 1
    _, warned = count(warnings)
    return f"{warned} {unsendable}"


def _warn_of_files(check: str, counts: str) -> None:
    """Say what may surprise whoever sends these pictures; the command `check` says it in full."""
    lists = f"`{check}` lists"
    warned, unsendable = map(int, counts.split())
    if warned:
        warnings = f"{counted(warned, 'warning')} about the film's files"
        print_sentence(f"{warnings}: {lists} {_it_or_them(warned)}.")
    if unsendable:
        pictures = f"{counted(unsendable, 'picture')} cannot be sent"
        print_sentence(f"{pictures}: {lists} {_it_or_them(unsendable)}.")


def _warn_of_unread_rules(
    check: str, film: str, rules: str | None, read: Iterable[Source] = ()
) -> None:
    """Say that a rule file in the film folder does nothing.

    Args:
        check: The command that says more.
        film: The film folder, as it was typed.
        rules: The rules that were named: whoever names some knows that others are not used.
        read: The rules that are read, besides the film's own.
    """
    from selector.reading.films.film_files import film_files_in

    folder = Path(film)
    if rules is not None or not _may_have_others(folder):
        return
    from selector.review.film_under_rules.unread_rules import unread_rules

    files = {source.name for source in read}
    files.update(map(str, film_files_in(folder, "rules")))
    first = next(unread_rules(folder, files), None)
    if first is not None:
        print_sentence(f"{first.what} `{check}` says what to do.")


def _may_have_others(folder: Path) -> bool:
    """Whether a look for unused rule files is worth while; most films have none."""
    from selector.reading.films.film_files import FILES

    for name in os.listdir(folder):  # noqa: PTH208  # a film may have thousands of pictures
        stem, _, _ = name.rpartition(".")
        if name == "rules":
            return True
        if name.lower().endswith(_OF_RULES) and stem not in FILES:
            return True
    return False


def _it_or_them(number: int) -> str:
    return "it" if number == 1 else "them"


def _database_of(film: Film, named: str | None, *, dry_run: bool) -> str | None:
    """The database with the picks; None for a dry run in a folder that has none."""
    if named is not None:
        return named
    file = film.folder / "selector.sqlite"
    if dry_run and not file.exists():
        return None
    from selector.db.connections.addresses import default_url

    return default_url(film.folder)


_OF_RULES = (".yaml", ".yml", ".txt")
"""How the names of rule files end, and what some editors make of that."""
