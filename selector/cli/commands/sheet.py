"""`selector sheet`: a film in; a contact sheet of it out, one page for a browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.inputs import (
    TARGET_OPTION,
    find_film,
    find_rules,
    for_target,
    no_address,
)
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.printing.output import examples, print_notice, print_result, refused, typed
from selector.cli.printing.progress import Progress
from selector.reporting.verdict import FINE, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selector.cli.picking.answers import ComparedWith
    from selector.model.video_model import VideoModel
    from selector.reading.thumbnails.thumbnails import Made
    from selector.reporting.sheet.sheet_values import Sheet

NEEDS_PILLOW = (
    "A contact sheet needs Pillow to make its small pictures. Install it with"
    " `pip install 'reference-selector[sheet]'`."
)


@click.command(
    "sheet",
    epilog=examples(
        "selector sheet my-film -o sheet.html",
        "selector sheet my-film --scene 3-7,12A --rules bold.yaml -o sheet.html",
        "selector sheet my-film --before last --changed -o changed.html",
    ),
)
@click.argument("film", metavar="FILM")
@click.option(
    "-o",
    "--output",
    "page",
    metavar="FILE",
    default="sheet.html",
    show_default=True,
    help="The page to write.",
)
@click.option(
    "--rules",
    metavar="FILE|NAME",
    help="The rules to use, instead of the film's own or the default ones: a rule file, or rules"
    " that come with selector, by name.",
)
@TARGET_OPTION
@click.option(
    "--scene",
    "scenes",
    metavar="N|N-M",
    multiple=True,
    help="Show these scenes only. Can be given several times.",
)
@click.option(
    "--before",
    "earlier",
    metavar="RULES",
    help="Show what was sent before a change, too, where that differs: under a rule file, rules"
    " that come with selector, a file at a git revision (`git:REV:PATH`), or rules by the digest of"
    " a stored decision; or `last`, the last pick as it is stored.",
)
@click.option("--changed", is_flag=True, help="With `--before`: show only what has changed.")
@click.option(
    "--pictures",
    metavar="FOLDER",
    help="A folder with copies of pictures that are not in the film folder, such as those at web"
    " addresses.",
)
def command(
    film: str,
    page: str,
    rules: str | None,
    target: VideoModel | None,
    scenes: tuple[str, ...],
    earlier: str | None,
    pictures: str | None,
    *,
    changed: bool,
) -> int:
    """Show every scene of a film with the pictures that are sent, on one page for a browser.

    FILM is a film folder. The page needs nothing else: the pictures are inside, made small. Of each
    scene it shows what is sent, what asked for it, what is left out and why. Nothing is stored but
    the small pictures, in `FILM/.selector`, so that the next sheet is quick.
    \f

    Args:
        film: A film folder.
        page: The file to write.
        rules: A rule file, or the name of rules that come with selector; None for the film's own,
            or the default rules.
        target: A video model; None for the one that the rules name, if any.
        scenes: Numbers and ranges, such as `3`, `12A` or `12-14A`; none for all scenes.
        earlier: The rules to compare with, or `last` for the last pick; None for nothing.
        pictures: A folder with copies of pictures; None if there is none.
        changed: Whether only the scenes are shown that have changed.

    Returns:
        The exit code: 0.

    Raises:
        click.ClickException: Pillow is missing, or there are too many scenes.
        click.UsageError: The page would replace a file that is not a sheet.
        ProblemError: The film or its rules cannot be used, or the page cannot be written.
    """
    from selector.reading.thumbnails.thumbnails import has_pillow

    if changed and earlier is None:
        raise click.UsageError("`--changed` needs `--before`, such as `--before last`.")
    no_address(page)
    if not has_pillow():
        raise click.ClickException(NEEDS_PILLOW)
    wanted = SceneChoice(scenes)
    _refuse_to_replace(Path(page))
    from selector.cli.picking.answers import answers_in_folder
    from selector.reporting.sheet.sheet_page import sheet_page
    from selector.reporting.sheet.sheet_totals import sheet_of

    found, _ = find_film(film)
    used = for_target(find_rules(rules, found), target)
    new_file = "" if rules is not None or found.rules_path is not None else "rules.yaml"
    with _compared(earlier, film, target, alone=changed) as compared:
        answers = answers_in_folder(found, used, wanted, new_file, compared)
        called = "" if compared is None else compared.before.called
        with Progress("scenes explained") as progress:
            sheet = sheet_of(answers, found.title, found.description, called, progress.at)
    if changed and not sheet.rows:
        print_result(f"No scene differs from {called}, so no sheet is written.")
        return FINE
    made = _thumbnails(sheet, found.folder, pictures)
    _write(Path(page), sheet_page(sheet, made))
    _say_what_was_made(page, sheet, made)
    return FINE


@contextmanager
def _compared(
    earlier: str | None, film: str, target: VideoModel | None, *, alone: bool
) -> Iterator[ComparedWith | None]:
    """What the film is compared with. A database is open until the end of the `with`."""
    if earlier is None:
        yield None
        return
    from selector.cli.arguments.compared_rules import compared
    from selector.cli.arguments.database_films import find_stored
    from selector.cli.picking.answers import ComparedWith

    with compared(earlier, find_stored(film), target) as before:
        yield ComparedWith(before=before, alone=alone)


def _thumbnails(sheet: Sheet, film: Path, pictures: str | None) -> Mapping[str | None, Made]:
    """The small pictures of a sheet; those of a film are cached in its folder."""
    from selector.reading.thumbnails.picture_places import PicturePlaces
    from selector.reading.thumbnails.thumbnail_cache import FOLDER
    from selector.reading.thumbnails.thumbnails import thumbnails

    places = PicturePlaces(film, None if pictures is None else _folder(pictures))
    with Progress("pictures made small") as progress:
        return thumbnails(sheet.addresses, places, film / FOLDER, progress.at)


def _folder(named: str) -> Path:
    no_address(named)
    folder = Path(named)
    if not folder.is_dir():
        raise click.UsageError(f"`--pictures` needs a folder, and `{named}` is not one.")
    return folder


def _refuse_to_replace(page: Path) -> None:
    """Refuse to write a sheet over anything but a sheet: `-o` may hold a slip."""
    if not page.exists():
        return
    mark = b'name="generator" content="selector"'
    if page.is_file():
        with page.open("rb") as file:
            if mark in file.read(2_000):
                return
    raise click.UsageError(
        f"`{page}` already exists and is not a contact sheet. Name another file after `-o`."
    )


def _write(page: Path, pieces: Iterable[str]) -> None:
    """Write the page, whole or not at all."""
    unfinished = page.with_name(f".{page.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(pieces)
        unfinished.replace(page)
    except OSError as error:
        raise refused(page, error, "Name another file after `-o`.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _say_what_was_made(page: str, sheet: Sheet, made: Mapping[str | None, Made]) -> None:
    from selector.reading.thumbnails.thumbnail import NoThumbnail

    scenes = counted(len(sheet.rows), "scene")
    print_result(f"{typed(page)}: {scenes}, {counted(len(sheet.pictures), 'picture')}")
    missing = [each for each in made.values() if isinstance(each, NoThumbnail)]
    if missing:
        print_notice(
            f"{counted(len(missing), 'picture')} cannot be shown. The sheet says why in its place."
        )
    print_notice("Open it in a browser.")
