"""`selector db upgrade | status | downgrade`: the tables of a database, and their version."""

from __future__ import annotations

import sys

import click

from selector.cli.arguments.database_films import find_stored, must_be_stored
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_notice,
    print_result,
)
from selector.db.schema import upgrade as tables
from selector.db.schema.upgrade import TablesState
from selector.reporting.verdict import FINE, UNUSABLE

_DATABASE = click.argument("film", metavar="FILM|URL")


@click.command(
    "upgrade",
    epilog=examples("selector db upgrade my-film", "selector db upgrade sqlite:///pipeline.sqlite"),
)
@_DATABASE
@format_option("text", "json")
def upgrade(film: str, output: str) -> int:
    """Bring the tables to the newest version.

    An empty database gets all of them. A pipeline's own database gets what it lacks; nothing else in it changes. Two
    upgrades at once take turns. Times that its columns keep without a zone are read as UTC.
    """
    state = tables.upgrade(find_stored(film).address)
    if output == "json":
        _say_json(state)
        return FINE
    for line in state.said:
        print_result(line)
    if state.before == state.after:
        print_result(
            f"{state.database}: the tables have version {state.after}, the newest; nothing to do."
        )
    else:
        print_result(
            f"{state.database}: the tables have version {state.after} now; before, {_version(state.before)}."
        )
    return FINE


@click.command("status", epilog=examples("selector db status my-film"))
@_DATABASE
@format_option("text", "json")
def status(film: str, output: str) -> int:
    """Tell which version the tables have. Changes nothing."""
    state = tables.status(must_be_stored(find_stored(film)))
    if output == "json":
        _say_json(state)
    elif state.after == state.newest:
        print_result(f"{state.database}: the tables have version {state.after}, the newest.")
    else:
        hint = "`selector db upgrade` sets it up."
        print_result(
            f"{state.database}: {_version(state.after)}; the newest is {state.newest}. {hint}"
        )
    return FINE


@click.command(
    "downgrade",
    short_help="Remove what upgrades made.",
    epilog=examples("selector db downgrade sqlite:///pipeline.sqlite --yes"),
)
@_DATABASE
@click.option(
    "--to", "version", metavar="VERSION", default="base", help="The version; without it, all goes."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@format_option("text", "json")
def downgrade(film: str, version: str, output: str, *, yes: bool) -> int:
    """Remove what upgrades made, decisions on record included.

    What a pipeline had before stays as it was.
    """
    address = must_be_stored(find_stored(film))
    state = tables.status(address)
    if not yes:
        question = f"This removes selector's tables from {state.database}, and every decision in them. Go on?"
        if not sys.stdin.isatty():
            print_notice(f"{question.removesuffix(' Go on?')} Give --yes if that is meant.")
            return UNUSABLE
        if not click.confirm(question, err=True):
            return UNUSABLE
    state = tables.downgrade(address, version)
    if output == "json":
        _say_json(state)
    else:
        print_result(
            f"{state.database}: {_version(state.after)} now; before, {_version(state.before)}."
        )
    return FINE


def _version(version: str | None) -> str:
    return "no version of the tables" if version is None else f"version {version}"


def _say_json(state: TablesState) -> None:
    from selector.reporting.documents.databases import TablesDocument

    print_document(
        TablesDocument(
            database=state.database,
            before=state.before,
            after=state.after,
            newest=state.newest,
            said=state.said,
        )
    )
