"""`selector demo`: a folder in; the example film copied there, checked, picked for and shown."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import click

from selector.cli.arguments.database_films import is_database, name_of_asker
from selector.cli.arguments.inputs import find_film, find_rules
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.commands.check import checked_film
from selector.cli.commands.starters import SCHEMAS
from selector.cli.picking.folder import Job, pick_film
from selector.cli.picking.shown import shown_as
from selector.cli.printing.output import (
    examples,
    format_option,
    print_command,
    print_notice,
    print_sentence,
    typed,
)
from selector.data import data_dir
from selector.db.connections.addresses import default_url
from selector.engine.rules import Rules
from selector.model.problem import ProblemError, unwritable
from selector.reading.film import Film, is_film
from selector.reporting.rules_used import rules_used
from selector.reporting.terminal import columns_of, folded, ink_for, printable, window_of
from selector.reporting.verdict import FINE, tally

_ANOTHER = "Name a new folder: `selector demo my-demo`."
_NOT_COPIED = shutil.ignore_patterns("*.sqlite*", "*.py", "__pycache__", ".*")


@click.command("demo", epilog=examples("selector demo", "selector demo /tmp/my-demo"))
@click.argument("folder", metavar="[FOLDER]", default="selector-demo")
@format_option("text", "json")
def command(folder: str, output: str) -> int:
    """Pick the references for an example film, and show them.

    The film is copied to FOLDER (default: `selector-demo`), where you can change it. If it is
    already there, it is used as it is. Its picks are stored in `FOLDER/selector.sqlite`. Where
    Pillow is installed, a contact sheet is made as well: `FOLDER/sheet.html`.
    """
    if is_database(folder):
        raise click.UsageError(
            "This is the address of a database. Name a folder: the example film is copied to it."
        )
    made = _copy(Path(folder))
    film, _ = find_film(folder)
    rules = find_rules(None, film)
    shown = shown_as(output, rules_used(rules), folder, film.title)
    if output == "json":
        return pick_film(_job(film, rules), shown)
    print_notice(ink_for(sys.stderr)(printable(film.title), "bold"))
    print_notice(textwrap.fill(printable(film.description), columns_of(sys.stderr) - 1))
    where = printable(folder)
    if made:
        print_notice(f"The example film was copied to `{where}`.")
    else:
        print_notice(f"Using the film that is already in `{where}`.")
    _print_check(folder)
    print_notice("")
    code = pick_film(_job(film, rules), shown)
    if code == FINE:
        _print_next(film, folder)
        _make_sheet(folder)
    return code


def _make_sheet(folder: str) -> None:
    """Make a contact sheet of the film and name it, or say what it needs."""
    from selector.cli.commands.sheet import NEEDS_PILLOW
    from selector.cli.commands.sheet import command as sheet
    from selector.reading.thumbnails.thumbnails import has_pillow

    if not has_pillow():
        lines = folded(NEEDS_PILLOW, window_of(sys.stderr))
        print_notice("\n" + "\n".join(lines))
        return
    print_notice("\nThe film on one page:")
    with redirect_stdout(sys.stderr):  # the result of a demo is its picks
        click.get_current_context().invoke(sheet, film=folder, page=str(Path(folder, "sheet.html")))


def _print_check(folder: str) -> None:
    checked, _ = checked_film(folder)
    shows = ""
    if checked.problems:
        shows = f" (`selector check {typed(folder)}` lists them)"
    found = f"Checked: {checked.holds}; {tally(checked.problems)}{shows}."
    print_sentence(found)


def _print_next(film: Film, folder: str) -> None:
    if film.rules_path is None:
        print_command(
            "To give the film its own copy of the rules:",
            f"selector new rules {typed(f'{folder}/rules.yaml')}",
        )
    print_command(
        "Then change its scenes, pictures or rules, and run:", f"selector pick {typed(folder)}"
    )


def _job(film: Film, rules: Rules) -> Job:
    return Job(
        film=film,
        rules=rules,
        scenes=SceneChoice(()),
        url=default_url(film.folder),
        by=name_of_asker(None),
    )


def _copy(folder: Path) -> bool:
    """Copy the example film, whole or not at all; False where a film is there already."""
    if is_film(folder):
        return False
    if folder.name in {"", ".."}:
        raise click.UsageError(
            f"`{folder.as_posix()}` does not say what to call the folder. {_ANOTHER}"
        )
    is_empty_folder = folder.is_dir() and not any(folder.iterdir())
    if folder.exists() and not is_empty_folder:
        raise click.UsageError(f"`{folder}` already exists and is not a film. {_ANOTHER}")
    example = next(path for path in sorted(data_dir("examples").iterdir()) if is_film(path))
    half_done = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(
            example, half_done, ignore=_NOT_COPIED, copy_function=partial(_copy_file, folder)
        )
        _keep_editors_helpful(half_done)
        half_done.replace(folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(half_done, ignore_errors=True)
    return True


def _copy_file(folder: Path, source: str, target: str) -> None:
    """Copy one file. The first error ends the copy: `copytree` would collect an OSError of each."""
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> ProblemError:
    return unwritable(folder, error, "Name a new folder: `selector demo /tmp/my-demo`.")


def _keep_editors_helpful(folder: Path) -> None:
    """Copy the schemas into the folder, and let the first lines of its files lead editors there."""
    (folder / SCHEMAS).mkdir()
    for file in sorted(folder.glob("*.yaml")):
        first, line_end, rest = file.read_text("utf-8").partition("\n")
        _, found, name = first.partition("$schema=../../schemas/")
        if not found:
            continue
        shutil.copyfile(data_dir("schemas") / name, folder / SCHEMAS / name)
        first = first.replace("../../schemas/", f"{SCHEMAS}/")
        file.write_text(first + line_end + rest, "utf-8")
