"""`selector sheet`: a film in; a contact sheet of it out, one page for a browser."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
    pictures: str | None,
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
        pictures: A folder with copies of pictures; None if there is none.

    Returns:
        The exit code: 0.

    Raises:
        click.ClickException: Pillow is missing, or there are too many scenes.
        click.UsageError: The page would replace a file that is not a sheet.
        ProblemError: The film or its rules cannot be used, or the page cannot be written.
    """
    from selector.reading.thumbnails.thumbnails import has_pillow

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
    answers = answers_in_folder(found, used, wanted, new_file)
    with Progress("scenes explained") as progress:
        sheet = sheet_of(answers, found.title, found.description, progress.at)
    made = _thumbnails(sheet, found.folder, pictures)
    _write(Path(page), sheet_page(sheet, made))
    _say_what_was_made(page, sheet, made)
    return FINE


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
