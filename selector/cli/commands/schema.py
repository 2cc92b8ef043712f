"""`selector schema`: the name of a JSON Schema or a folder in; schemas, printed or written, out."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

import click

from selector.cli.arguments.inputs import no_address
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_notice,
    print_result,
)
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import unwritable
from selector.reading.shape.schemas import Schema, schema_text
from selector.reporting.documents.command_documents import SchemaEntry, SchemasDocument
from selector.reporting.documents.document_schemas import all_schemas
from selector.reporting.terminal import columns_of, is_terminal
from selector.reporting.verdict import FINE

_SUFFIX = ".schema.json"


@click.command(
    "schema",
    epilog=examples(
        "selector schema", "selector schema ruleset-v1", "selector schema --write schemas"
    ),
)
@click.argument("name", required=False)
@click.option(
    "--write", "folder", metavar="DIR", help="Write all schemas as files into this folder."
)
@format_option("text", "json")
def command(name: str | None, folder: str | None, output: str) -> int:
    """Print the JSON Schemas, for text editors and other programs.

    Without a NAME, all schemas are listed. With one, such as `ruleset-v1`, that schema is printed.
    \f

    Args:
        name: The schema to print; None for all.
        folder: Where to write all schemas; None to print them.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        click.UsageError: There is no such schema.
        ProblemError: A file cannot be written.
    """
    made = all_schemas()
    if name is not None:
        print_result(schema_text(_named(made, name)).rstrip("\n"))
        return FINE
    written: list[str] = []
    if folder is not None:
        no_address(folder)
        written = _write(made, Path(folder))
    if output == "json":
        entries = tuple(
            SchemaEntry(name=file, description=_summary(schema)) for file, schema in made.items()
        )
        print_document(SchemasDocument(schemas=entries, written=tuple(written)))
    elif folder is None:
        _list(made)
    else:
        for path in written:
            print_result(path)
        print_notice(_tally(len(written), len(made)))
    return FINE


def _list(made: dict[str, Schema]) -> None:
    """Print a line for each schema; in a window, its summary is wrapped beside its name."""
    width = max(map(len, made)) - len(_SUFFIX) + 2
    indent = "\n" + " " * width
    for file, schema in made.items():
        name = file.removesuffix(_SUFFIX).ljust(width)
        summary = [_summary(schema)]
        if is_terminal(sys.stdout):
            room = max(20, columns_of(sys.stdout) - width - 1)
            summary = textwrap.wrap(summary[0], room)
        print_result(name + indent.join(summary))


def _named(made: dict[str, Schema], name: str) -> Schema:
    short = Path(name).name.removesuffix(_SUFFIX)
    found = made.get(short + _SUFFIX) or made.get(f"{short}-v1{_SUFFIX}")
    if found is None:
        known = [file.removesuffix(_SUFFIX) for file in made]
        hint = did_you_mean(name, known) or f"The schemas are {quoted(known, 'and')}."
        raise click.UsageError(f"There is no schema `{name}`. {hint}")
    return found


def _write(made: dict[str, Schema], folder: Path) -> list[str]:
    """Write the files that are missing or differ, and give their paths."""
    written: list[str] = []
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, schema in made.items():
            path = folder / file
            content = schema_text(schema).encode()
            if path.is_file() and path.read_bytes() == content:
                continue
            path.write_bytes(content)
            written.append(os.fspath(path))
    except OSError as error:
        hint = "Name another folder: `selector schema --write /tmp/schemas`."
        raise unwritable(path, error, hint) from None
    return written


def _tally(written: int, all_of_them: int) -> str:
    if written == all_of_them:
        return f"{written} schemas written."
    if not written:
        return f"All {all_of_them} schemas were up to date."
    return f"{written} of {all_of_them} schemas written; the others were up to date."


def _summary(schema: Schema) -> str:
    return str(schema.get("description", "")).split(". ")[0].rstrip(".")
