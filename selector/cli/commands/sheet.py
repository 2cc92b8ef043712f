"""`selector sheet`: a film in; a contact sheet of it out, one page for a browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    PROJECT_OPTION,
    SKIP_OPTION,
    find_stored,
    impact_line,
    include_option,
    is_database,
    list_of_skipped,
    rules_for,
)
from selector.cli.arguments.inputs import (
    RULES_OPTION,
    TARGET_OPTION,
    find_film,
    find_rules,
    for_target,
    home_of_rules,
    id_of,
    no_address,
    rules_to_start,
)
from selector.cli.arguments.scene_numbers import SceneChoice
from selector.cli.printing.output import (
    examples,
    format_option,
    list_problems,
    print_document,
    print_folded,
    print_notice,
    print_result,
    print_sentence,
    typed,
)
from selector.cli.printing.progress import Progress
from selector.model.problem import unwritable
from selector.reporting.verdict import FINDINGS, FINE, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selector.cli.arguments.database_films import Stored
    from selector.cli.picking.answers import ComparedWith
    from selector.cli.picking.project_film import FilmToShow, ProjectFilm
    from selector.engine.rules import Rules
    from selector.model.problem import Problem
    from selector.model.video_model import VideoModel
    from selector.reading.film import Film
    from selector.reading.thumbnails.thumbnails import Made
    from selector.reporting.explaining import RulesToStart
    from selector.reporting.sheet.sheet_values import (
        AnsweredScene,
        Finding,
        Sheet,
        SheetFiles,
    )

    Small: TypeAlias = Mapping[str | None, Made]

_MOST_NAMED = 12
"""Scenes and pictures that were skipped and are named on the page."""

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
        "selector sheet postgresql://host/films --project Harbour --pictures copies",
        "selector sheet my-film --decision last -o sent.html",
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
@RULES_OPTION
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
    " addresses or those of a database.",
)
@click.option(
    "--decision",
    metavar="NUMBER|last",
    help="Show stored decisions: the last of each scene, or the one with this number.",
)
@DB_OPTION
@PROJECT_OPTION
@include_option
@SKIP_OPTION
@click.option(
    "--png",
    "images",
    metavar="DIR",
    help="Also write the sheet as pictures into this folder, with a number on each tile.",
)
@format_option("text", "json")
def command(
    film: str,
    page: str,
    rules: str | None,
    target: VideoModel | None,
    scenes: tuple[str, ...],
    earlier: str | None,
    pictures: str | None,
    *,
    decision: str | None,
    database: str | None,
    images: str | None,
    project: str | None,
    changed: bool,
    skip_problems: bool,
    output: str,
) -> int:
    """Show every scene of a film with the pictures that are sent, on one page for a browser.

    FILM is a film folder, or the address of a database. The page needs nothing else: the pictures
    are inside, made small. For each scene it shows what is sent, what asked for it, what is left
    out and why. Nothing is stored but the small pictures, in `FILM/.selector` or in the folder
    after `--pictures`, so that the next sheet is quick.
    \f

    Args:
        film: A film folder, or the address of a database.
        page: The file to write.
        rules: A rule file, or the name of rules that come with selector; None for the film's own,
            or the default rules.
        target: A video model; None for the one that the rules name, if any.
        scenes: Numbers and ranges, such as `3`, `12A` or `12-14A`; none for all scenes.
        earlier: The rules to compare with, or `last` for the last pick; None for nothing.
        pictures: A folder with copies of pictures; None if there is none.
        decision: The number of an earlier decision on each scene, or `last`; None for new answers.
        database: The address of the database; None for the one in the film folder.
        project: The project's title or id; None for the only one of the database.
        images: The folder to write labelled pictures into; None for none.
        changed: Whether only the scenes are shown that have changed.
        skip_problems: Whether scenes and pictures that cannot be used are left out.
        output: `text` or `json`.

    Returns:
        The exit code: 1 if something was left out, otherwise 0.

    Raises:
        click.ClickException: Pillow is missing, or there are too many scenes.
        click.UsageError: The page would replace a file that is not a sheet, or an option has no
            meaning here.
        ProblemError: The film, its rules or the database cannot be used, or the page cannot be
            written.
    """
    from selector.reading.thumbnails.thumbnails import has_pillow

    if changed and earlier is None:
        raise click.UsageError("`--changed` needs `--before`, such as `--before last`.")
    no_address(page)
    if not has_pillow():
        raise click.ClickException(NEEDS_PILLOW)
    wanted = SceneChoice(scenes)
    _refuse_page(page)
    _refuse_images(images)
    from selector.cli.picking.answers import answers_in_film
    from selector.reporting.sheet.sheet_totals import sheet_of
    from selector.reporting.sheet.sheet_values import SheetFiles, SheetOf

    if decision is not None:
        _refuse_beside_a_decision(rules, target, earlier, skip=skip_problems)
    elif earlier is None:
        _refuse_for_a_folder(film, database, project)
    called = ""
    findings = None
    skipped = list_of_skipped(film, skip=skip_problems) if decision is None else None
    with ExitStack() as stack:
        if decision is None:
            opened, used, to_start = _film(stack, film, project, rules, target, skipped)
            found: FilmToShow = opened
            compared = None
            if earlier is not None:
                stored = find_stored(film, database, project)
                compared = _compared(stack, earlier, stored, target, alone=changed)
                called = compared.before.called
            answered = answers_in_film(found, used, wanted, to_start, compared)
            answers, count = answered.answers, answered.scenes
            findings = _findings(opened, target, None if rules is None else used)
        else:
            found, answers = _decided(stack, find_stored(film, database, project), wanted, decision)
            count = len(list(found.scene_numbers()))
        of = SheetOf(
            title=found.title,
            description=found.description,
            compared=called,
            only_changed=changed,
            scenes=count,
            findings=findings,
            skipped=tuple(_sentences_on(skipped or ())),
        )
        with Progress("scenes explained") as progress:
            sheet = sheet_of(answers, of, progress.at)
        film_called = str(found.folder)
    made: Small = {}
    written = SheetFiles()
    if sheet.rows or not changed:
        made = _thumbnails(sheet, None if is_database(film) else Path(film), pictures)
        written = _written(page, images, sheet, made)
    list_problems(skipped or ())
    code = FINDINGS if skipped else FINE
    if output == "json":
        from selector.reporting.documents.sheet_document import sheet_document

        print_document(sheet_document(sheet, film_called, made, written, skipped or ()))
        return code
    _say_what_was_made(sheet, made, written, lacks_folder=pictures is None and is_database(film))
    return code


def _sentences_on(skipped: Sequence[Problem]) -> Iterator[str]:
    """What the sheet says of what was skipped: of the first in full."""
    for each in skipped[:_MOST_NAMED]:
        yield f"Skipped: {each.what} {each.hint}"
    more = len(skipped) - _MOST_NAMED
    if more > 0:
        yield f"Skipped: {counted(more, 'other', 'others')}."


def _written(page: str, images: str | None, sheet: Sheet, made: Small) -> SheetFiles:
    """Write the sheet.

    Args:
        page: The file of the page.
        images: The folder of the sheet as pictures; None for none.
        sheet: The sheet.
        made: The small pictures.
    """
    from selector.reporting.sheet.sheet_page import sheet_page
    from selector.reporting.sheet.sheet_values import SheetFiles

    file = Path(page)
    _write(file, sheet_page(sheet, made))
    files = [] if images is None else _write_images(Path(images), sheet, made)
    return SheetFiles(page=page, bytes=file.stat().st_size, images=tuple(files))


def _compared(
    stack: ExitStack, earlier: str, stored: Stored, target: VideoModel | None, *, alone: bool
) -> ComparedWith:
    """What the film is compared with.

    Args:
        stack: Closes the database.
        earlier: What `--before` says.
        stored: The database, and the project in it.
        target: What `--target` says, if anything.
        alone: Whether only what has changed is wanted.
    """
    from selector.cli.arguments.compared_rules import compared
    from selector.cli.picking.answers import ComparedWith

    before = stack.enter_context(compared(earlier, stored, target))
    return ComparedWith(before=before, alone=alone)


def _refuse_beside_a_decision(
    rules: str | None, target: VideoModel | None, earlier: str | None, *, skip: bool
) -> None:
    """Refuse what would make another answer of a stored one, or compare it."""
    from selector.cli.picking.decided import refuse_beside_a_decision

    refuse_beside_a_decision(rules, target, skip=skip)
    if earlier is not None:
        raise click.UsageError(
            "`--before` compares what is sent now, and `--decision` shows what was sent. Leave one"
            " of them out."
        )


def _film(
    stack: ExitStack,
    film: str,
    project: str | None,
    rules: str | None,
    target: VideoModel | None,
    skipped: list[Problem] | None,
) -> tuple[Film | ProjectFilm, Rules, RulesToStart | None]:
    """A film, the rules to use, and the rule file to write instead of changing them, if there is.

    Args:
        stack: Closes the database.
        film: The film, as it was typed.
        project: What `--project` says, if anything.
        rules: What `--rules` says, if anything.
        target: What `--target` says, if anything.
        skipped: A list that gets what cannot be used; None to stop at the first.
    """
    skip = skipped is not None
    impact = impact_line(film, skip=skip, target=id_of(target), project=project)
    if is_database(film):
        from selector.cli.picking.project_film import project_film_in

        stored = find_stored(film, None, project)
        in_database = stack.enter_context(project_film_in(stored, skipped))
        used = for_target(rules_for(stored, rules), target)
        return in_database, used, rules_to_start(used, "", rules, impact)
    in_folder, _ = find_film(film)
    used = for_target(find_rules(rules, in_folder), target)
    return in_folder, used, rules_to_start(used, home_of_rules(in_folder), rules, impact)


def _findings(
    film: Film | ProjectFilm, target: VideoModel | None, named: Rules | None
) -> tuple[Finding, ...] | None:
    """What a check finds in a film; None of a film in a database that cannot be checked.

    Args:
        film: The film.
        target: What `--target` says, if anything.
        named: The rules that `--rules` names, if it does.
    """
    from selector.cli.picking.film_findings import findings_in, findings_in_database
    from selector.reading.film import Film

    with Progress("scenes checked") as progress:
        if isinstance(film, Film):
            return findings_in(film.folder, progress.at, target, named)
        return findings_in_database(film, progress.at, target, named)


def _decided(
    stack: ExitStack, stored: Stored, scenes: SceneChoice, decision: str
) -> tuple[FilmToShow, Iterator[AnsweredScene]]:
    """A film in a database, and its scenes as they were decided.

    Args:
        stack: Closes the database.
        stored: The database, and the project in it.
        scenes: The scenes that are wanted.
        decision: What `--decision` says.
    """
    from selector.cli.picking.decided_scenes import decided_scenes
    from selector.cli.picking.project_film import project_film_in

    found = stack.enter_context(project_film_in(stored))
    return found, decided_scenes(found, scenes, decision, stored.pick_line())


def _refuse_for_a_folder(film: str, database: str | None, project: str | None) -> None:
    """Refuse a database that is named beside a film folder for no purpose."""
    if is_database(film):
        find_stored(film, database)
    elif database is not None or project is not None:
        raise click.UsageError(
            "`--db` and `--project` name stored decisions. Add `--decision last` or"
            " `--before last`, or leave these options out."
        )


def _thumbnails(sheet: Sheet, film: Path | None, pictures: str | None) -> Small:
    """The small pictures of a sheet; they are cached in the folder of the film or its pictures.

    Args:
        sheet: The sheet.
        film: The film folder; None for a film in a database.
        pictures: What `--pictures` says, if anything.
    """
    from selector.reading.thumbnails.picture_places import PicturePlaces
    from selector.reading.thumbnails.thumbnail_cache import FOLDER
    from selector.reading.thumbnails.thumbnails import thumbnails

    copies = None if pictures is None else _folder(pictures)
    beside = film or copies
    cache = None if beside is None else beside / FOLDER
    places = PicturePlaces(film, copies)
    with Progress("pictures made small") as progress:
        return thumbnails(sheet.addresses, places, cache, progress.at)


def _folder(named: str) -> Path:
    no_address(named)
    folder = Path(named)
    if not folder.is_dir():
        raise click.UsageError(f"`--pictures` needs a folder, and `{named}` is not one.")
    return folder


def _refuse_page(named: str) -> None:
    """Refuse a page that cannot be written, or is over anything but a sheet: `-o` may hold a slip.

    That is said before anything is made.
    """
    page = Path(named)
    if named == "-":
        raise click.UsageError("A contact sheet goes into a file. Name one after `-o`.")
    if page.is_dir():
        inside = typed(str(page / "sheet.html"))
        raise click.UsageError(f"`{page}` is a folder. Name a file after `-o`, such as `{inside}`.")
    if not page.parent.is_dir():
        raise click.UsageError(
            f"There is no folder `{page.parent}`. Make it first, or name another file after `-o`."
        )
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


def _refuse_images(named: str | None) -> None:
    """Refuse a folder for pictures that cannot be one."""
    if named is None:
        return
    no_address(named)
    folder = Path(named)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"`--png` needs a folder, and `{named}` is a file.")


def _write(page: Path, pieces: Iterable[str]) -> None:
    """Write the page, whole or not at all."""
    encoded = partial(str.encode, encoding="utf-8", errors="backslashreplace")
    try:
        _write_whole(page, map(encoded, pieces))
    except OSError as error:
        raise unwritable(page, error, "Name another file after `-o`.") from None


def _write_whole(named: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, whole or not at all; where a link is named, the file that it leads to."""
    file = Path(os.path.realpath(named))
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as opened:
            opened.writelines(pieces)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_images(folder: Path, sheet: Sheet, made: Small) -> list[str]:
    """Write the sheet as labelled pictures, `sheet-01.png` and so on, and name them."""
    from selector.reporting.sheet.sheet_images import sheet_images

    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, image in enumerate(sheet_images(sheet, made), 1):
            file = folder / f"sheet-{number:02}.png"
            _write_whole(file, [image])
            files.append(str(file))
    except OSError as error:
        raise unwritable(folder, error, "Name another folder after `--png`.") from None
    return files


def _say_what_was_made(
    sheet: Sheet, made: Small, written: SheetFiles, *, lacks_folder: bool
) -> None:
    from selector.reading.thumbnails.thumbnail import NoThumbnail

    if written.page is None:
        print_folded(f"No scene differs from {sheet.film.compared}, so no sheet is written.")
        return
    if lacks_folder:
        print_notice("A database has no pictures. Name their folder with `--pictures`.")
    scenes = counted(len(sheet.rows), "scene")
    if not sheet.is_whole:
        film = counted(sheet.film.scenes or 0, "scene")
        scenes = f"{len(sheet.rows):,} of {film}"
    pictures = counted(len(sheet.pictures), "picture")
    print_folded(f"{typed(written.page)}: {scenes}, {pictures}")
    for image in written.images:
        print_result(typed(image))
    missing = [each for each in made.values() if isinstance(each, NoThumbnail)]
    if missing:
        print_sentence(
            f"{counted(len(missing), 'picture')} cannot be shown. The reason is on the sheet."
        )
    print_notice("Open it in a browser.")
