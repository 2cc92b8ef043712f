"""`selector new`: a rule set or a film to begin with. What is there already is never touched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

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
    print_notice,
    print_result,
    refused,
    typed,
)
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINE


@click.command(
    "new", epilog=examples("selector new film my-film", "selector new rules my-film/rules.yaml")
)
@click.argument("kind", metavar="rules|film", type=click.Choice(["rules", "film"]))
@click.argument("path", metavar="PATH")
@format_option("text", "json")
def command(kind: Literal["rules", "film"], path: str, output: str) -> int:
    """Start a rule set or a film of your own; what it writes works already.

    PATH is the file or the folder to make. Beside rules stands a folder schemas, for editors; keep them together.
    Nothing that is there is overwritten.
    """
    if is_database(path):
        raise click.UsageError(
            "What is new is written to files, and this is the address of a database."
        )
    files = _rule_file(Path(path)) if kind == "rules" else _film_folder(Path(path))
    _write(files)
    if output == "json":
        from selector.reporting.documents.command_documents import NewDocument

        made = str(next(iter(files))) if kind == "rules" else path
        print_document(NewDocument(kind=kind, path=made, written=tuple(map(str, files))))
        return FINE
    for file in files:
        print_result(printable(str(file)))
    made = typed(str(next(iter(files))) if kind == "rules" else path)
    print_notice(
        f"Next: selector check {made}" + (f" && selector pick {made}" if kind == "film" else "")
    )
    return FINE


def _write(files: dict[Path, bytes]) -> None:
    """Write all of the files, or none: on a full disk nothing is left that stands in the way of a second try."""
    folders = {folder for file in files for folder in file.parents if not folder.exists()}
    file, written = next(iter(files)), list[Path]()
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
        raise refused(file, error, "Nothing is left of it; name another place.") from None


def _rule_file(path: Path) -> dict[Path, bytes]:
    """The rule file; and for editors its schema, unless there is one beside it already."""
    if path.is_dir():
        raise click.UsageError(
            f"{path} is a folder. Name a file in it, such as {path / 'rules.yaml'}."
        )
    path = path if path.suffix in {".yaml", ".yml"} else path.with_name(f"{path.name}.yaml")
    if path.exists() or path.is_symlink():
        raise click.UsageError(
            f"{path} is there already. Nothing was written; choose another name."
        )
    of_film = path.stem == "rules"  # a film's own: the file is called so in every film
    name = printable(path.resolve().parent.name if of_film else path.stem)
    files = {path: rules_text(name or "rules").encode()}
    schema = path.parent / SCHEMAS / RULES_SCHEMA
    return files if schema.exists() else {**files, schema: rules_schema()}


def _film_folder(path: Path) -> dict[Path, bytes]:
    if path.exists() and not path.is_dir():
        raise click.UsageError(f"{path} is a file. Name a folder to make.")
    if path.is_dir() and any(path.iterdir()):
        raise click.UsageError(
            f"{path} is there already and not empty. Nothing was written; choose another name."
        )
    title = (
        printable(path.resolve().name).replace("-", " ").replace("_", " ").strip().capitalize()
        or "My film"
    )
    return {path / name: content for name, content in film_files(title).items()}
