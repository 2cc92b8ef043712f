"""`selector db import | export`: a film folder into a database, and a project out of it."""

from __future__ import annotations

from pathlib import Path

import click

from selector.cli.arguments.database_films import (
    DB_OPTION,
    INCLUDE_OPTION,
    PROJECT_OPTION,
    find_stored,
    must_be_stored,
)
from selector.cli.arguments.inputs import find_film, no_address
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_folded,
    print_result,
)
from selector.db.connections.addresses import default_url
from selector.db.films.exporting import export_film
from selector.db.films.importing import Imported, import_film
from selector.db.films.stored_film import Changes
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINE, counted

_MOST_NAMED = 12
"""Pictures or scenes that one line about changes names."""


@click.command(
    "import",
    epilog=examples("selector db import my-film", "selector db import my-film --db films.sqlite"),
)
@click.argument("film", metavar="FILM")
@DB_OPTION
@format_option("text", "json")
def import_(film: str, database: str | None, output: str) -> int:
    """Import a film folder into a database, without picking anything.

    A film with the same title is updated: pictures are recognized by their id or tag, scenes by
    their number. All changes are listed. Pictures that are missing from the folder are
    no longer picked, but stay in the database, with everything that depends on them.
    \f

    Args:
        film: A film folder.
        database: The address of the database; None for the one in the film folder.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        ProblemError: The film or the database cannot be used.
    """
    found, _ = find_film(film)
    imported = import_film.sync(database or default_url(found.folder), found)
    if output == "json":
        _print_json(imported)
        return FINE
    changes = imported.changes
    _list_changes("picture", changes.pictures)
    _list_changes("scene", changes.scenes)
    if changes.about:
        print_folded(f"changed: {', '.join(changes.about)}")
    counts = f"{counted(imported.pictures, 'picture')}, {counted(imported.scenes, 'scene')}"
    line = f"{printable(found.title)}: {counts} in `{printable(imported.database)}`"
    if not changes:
        line += "; nothing has changed"
    print_folded(f"{line}.")
    return FINE


@click.command(
    "export",
    epilog=examples("selector db export postgresql://user@host/films my-film --project Harbour"),
)
@click.argument("film", metavar="FILM|ADDRESS")
@click.argument("folder", metavar="FOLDER")
@PROJECT_OPTION
@INCLUDE_OPTION
@click.option("--overwrite", is_flag=True, help="Replace files that differ.")
@format_option("text", "json")
def export(
    film: str,
    folder: str,
    project: str | None,
    output: str,
    *,
    overwrite: bool,
) -> int:
    """Export a project from a database to a film folder.

    Importing the folder again changes nothing. Picture files are not exported: copy them into the
    folder yourself.
    \f

    Args:
        film: The address of a database, or a film folder with one in it.
        folder: Where to write the film.
        project: The project's title or id; None for the only one of the database.
        output: `text` or `json`.
        overwrite: Whether files that differ are replaced.

    Returns:
        The exit code: 0.

    Raises:
        ProblemError: There is no such project, or a file cannot be written.
    """
    no_address(folder)
    stored = find_stored(film, None, project)
    address = must_be_stored(stored)
    exported = export_film.sync(
        address,
        Path(folder),
        stored.project,
        overwrite=overwrite,
        include=stored.include,
    )
    if output == "json":
        from selector.reporting.documents.databases import ExportDocument

        document = ExportDocument(
            folder=str(exported.folder),
            scenes=exported.scenes,
            written=exported.written,
            unchanged=exported.unchanged,
        )
        print_document(document)
        return FINE
    for name in exported.written:
        print_result(str(exported.folder / name))
    if not exported.written:
        print_folded(f"Nothing was written: `{exported.folder}` is up to date.")
    return FINE


def _list_changes(noun: str, changes: Changes) -> None:
    kinds = (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed))
    for kind, names in kinds:
        if not names:
            continue
        listed = ", ".join(map(printable, names[:_MOST_NAMED]))
        if len(names) > _MOST_NAMED:
            listed += ", ..."
        print_folded(f"{counted(len(names), noun)} {kind}: {listed}")


def _print_json(imported: Imported) -> None:
    from selector.reporting.documents.databases import ImportDocument

    document = ImportDocument(
        database=imported.database,
        project=str(imported.project_id),
        pictures=imported.pictures,
        scenes=imported.scenes,
        pictures_changed=imported.changes.pictures,
        scenes_changed=imported.changes.scenes,
        also_changed=imported.changes.about,
    )
    print_document(document)
