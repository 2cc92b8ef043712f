"""`selector new`: a path in; a rule set or a film to begin with, written there, out.

Files that exist are never changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from selector.cli.arguments.database_films import is_database
from selector.cli.commands.starters import (
    RULES_SCHEMA,
    SCHEMAS,
    film_files,
    rules_schema,
    rules_text,
)
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_result,
    print_sentence,
    typed,
)
from selector.model.frozen import frozen
from selector.model.problem import unwritable
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINE

if TYPE_CHECKING:
    from selector.reading.films.found_pictures import FoundPictures, Omitted


@click.command(
    "new",
    epilog=examples(
        "selector new film my-film",
        "selector new film my-pictures",
        "selector new rules my-film/rules.yaml",
    ),
)
@click.argument("kind", metavar="rules|film", type=click.Choice(["rules", "film"]))
@click.argument("path", metavar="PATH")
@format_option("text", "json")
def command(kind: Literal["rules", "film"], path: str, output: str) -> int:
    """Start a rule set or a film of your own, ready to use.

    PATH is the file or the folder to create. A rule set gets a folder `schemas` beside it, for
    text editors; keep the two together. Existing files are not overwritten.

    If PATH is a folder of pictures, it becomes a film: its pictures are listed in `assets.yaml`,
    and `scenes.yaml` gets a scene to start from. Folders in it, or the names of files, say who or
    what the pictures show.
    \f

    Args:
        kind: `rules` or `film`.
        path: The file or the folder to create.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        click.UsageError: The path is in use, or is an address.
        ProblemError: A file cannot be written.
    """
    if is_database(path):
        raise click.UsageError("This is the address of a database. Name a new file or folder.")
    if kind == "rules":
        started = _Started(files=_rule_file(Path(path)))
        made = str(next(iter(started.files)))
        next_step = f"`selector check {typed(made)}` finds mistakes in the rules."
    else:
        started = _film_folder(Path(path))
        made = path
        if made.startswith("-"):  # else it would be an option, or standard input
            made = f"./{path}"
        both = f"`selector check {typed(made)} && selector pick {typed(made)}`"
        next_step = f"{both} finds mistakes, then picks for each scene."
    _write(started.files)
    if output == "json":
        from selector.reporting.documents.command_documents import NewDocument

        document = NewDocument(
            kind=kind,
            path=made,
            written=tuple(map(str, started.files)),
            left_out=tuple(f"{each.path}: {each.why}" for each in started.omitted),
        )
        print_document(document)
        return FINE
    for file in started.files:
        print_result(printable(str(file)))
    for line in (*_left_out(started.omitted), *started.notices):
        print_sentence(printable(line))
    print_sentence(f"Next: {next_step}")
    return FINE


@frozen
class _Started:
    """What a new film or rule set begins with.

    Attributes:
        files: What to write.
        omitted: The files that a film of pictures leaves out.
        notices: What else to say of it, a line each.
    """

    files: dict[Path, bytes]
    omitted: tuple[Omitted, ...] = ()
    notices: tuple[str, ...] = ()


_A_SAMPLE = "The folder was empty, so this is a small film to try, with pictures of its own."


def _write(files: dict[Path, bytes]) -> None:
    """Write all of the files, or none: after a full disk, a second try finds nothing in its way."""
    above = chain.from_iterable(file.parents for file in files)
    folders = {folder for folder in above if not folder.exists()}
    file = next(iter(files))
    written: list[Path] = []
    try:
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                written.append(file)
                stream.write(content)
    except OSError as error:
        for half_done in written:
            half_done.unlink(missing_ok=True)
        for folder in sorted(folders, reverse=True):
            with suppress(OSError):
                folder.rmdir()
        raise unwritable(file, error, "Nothing was written. Choose another name.") from None


def _rule_file(path: Path) -> dict[Path, bytes]:
    """The rule file; and for editors its schema, unless there is one beside it already."""
    if path.is_dir():
        raise click.UsageError(
            f"`{path}` is a folder. Name a file in it, such as `{path / 'rules.yaml'}`."
        )
    if path.suffix.casefold() not in {".yaml", ".yml"}:
        path = path.with_name(f"{path.name}.yaml")
    if path.exists() or path.is_symlink():
        raise click.UsageError(
            f"`{path}` already exists. Nothing was written. Choose another name."
        )
    name = path.stem
    if name == "rules":  # a film's own rules: this file has the same name in every film
        name = _absolute(path).parent.name
    files = {path: rules_text(printable(name) or "rules").encode()}
    schema = path.parent / SCHEMAS / RULES_SCHEMA
    if not schema.exists():
        files[schema] = rules_schema()
    return files


def _film_folder(path: Path) -> _Started:
    """The files of a new film; of a folder of pictures those that list them."""
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"`{path}` is a file. Name a folder.")
    if path.is_symlink() and not path.exists():
        raise click.UsageError(f"`{path}` is a link that leads nowhere. Name another folder.")
    notices: tuple[str, ...] = ()
    if path.is_dir():
        if any(path.iterdir()):
            return _film_of_pictures(path)
        notices = (_A_SAMPLE,)
    name = printable(_absolute(path).name)
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    files = film_files(title or "My film")
    placed = {path / name: content for name, content in files.items()}
    return _Started(files=placed, notices=notices)


def _absolute(path: Path) -> Path:
    """A path from the root on, with links as they are: one may lead in a circle."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolving follows links


def _film_of_pictures(folder: Path) -> _Started:
    """The files that make a film of a folder of pictures, and the pictures that they leave out."""
    from selector.cli.commands.film_of_pictures import assets_text, comments_line, scenes_text
    from selector.reading.films.film_files import film_files_in
    from selector.reading.films.found_pictures import MOST, find_pictures

    for existing in film_files_in(folder, "assets"):
        raise click.UsageError(
            f"`{existing}` already exists. Nothing was written. Add new pictures to it by hand."
        )
    try:
        found = find_pictures(folder)
    except OSError as error:
        raise unwritable(folder, error, "Nothing was written. Check its permissions.") from None
    if not found.count:
        raise click.UsageError(_no_pictures(folder, found))
    if found.count > MOST:
        raise click.UsageError(
            f"`{folder}` has {found.count:,} pictures; the limit is {MOST:,}. Nothing was written."
            " Name a folder with fewer."
        )
    assets = folder / "assets.yaml"
    files = {assets: assets_text(found).encode()}
    if not film_files_in(folder, "scenes"):
        files[folder / "scenes.yaml"] = scenes_text(found.individuals).encode()
    line = comments_line(found, str(assets))
    return _Started(files=files, omitted=found.omitted, notices=tuple(filter(None, (line,))))


def _no_pictures(folder: Path, found: FoundPictures) -> str:
    from selector.reading.films.found_pictures import NOT_A_PICTURE, SUFFIXES

    for path in found.nobody:
        return (
            f"No file name in `{folder}` says who or what its picture shows. Nothing was written."
            " Put each picture in a folder named after who or what it shows, such as"
            f" `wren/{Path(path).name}`."
        )
    text = f"There are no pictures in `{folder}`. Nothing was written."
    for each in found.omitted:
        if each.why != NOT_A_PICTURE:
            return f"{text} `{each.path}` is left out: {each.why}."
    return f"{text} Put some there ({', '.join(SUFFIXES)}), or name a new folder."


def _left_out(omitted: Iterable[Omitted]) -> Iterator[str]:
    """A line for each file that is not listed; of many for the same reason, one for all."""
    by_reason: dict[str, list[str]] = {}
    for each in omitted:
        by_reason.setdefault(each.why, []).append(each.path)
    for why, paths in by_reason.items():
        if len(paths) > _MOST_NAMED:
            others = f"{len(paths) - 1:,} more for the same reason"
            yield f"Left out: `{paths[0]}` ({why}), and {others}."
            continue
        for path in paths:
            yield f"Left out: `{path}` ({why})."


_MOST_NAMED = 8
"""Files that are left out for one reason and named, each on its line."""
