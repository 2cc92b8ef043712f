"""`selector db upgrade | status | downgrade`: a database in; the version of its tables out."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from selector.cli.arguments.database_films import find_stored, must_be_stored
from selector.cli.printing.output import (
    examples,
    format_option,
    print_document,
    print_folded,
    print_notice,
    print_sentence,
)
from selector.db.schema import upgrade as tables
from selector.db.schema.upgrade import TablesState
from selector.reporting.verdict import FINE, UNUSABLE

_DATABASE = click.argument("film", metavar="FILM|ADDRESS")


@click.command(
    "upgrade",
    epilog=examples("selector db upgrade my-film", "selector db upgrade sqlite:///pipeline.sqlite"),
)
@_DATABASE
@format_option("text", "json")
def upgrade(film: str, output: str) -> int:
    """Upgrade the tables to the newest version.

    An empty database gets all tables. A pipeline's own database gets what it lacks. Nothing else
    in it changes, except that only one clean reference of each asset stays primary. Times stored
    without a time zone are read as UTC. If two upgrades run at once, one waits for the other.
    """
    state = tables.upgrade(find_stored(film).address)
    if output == "json":
        _print_json(state)
        return FINE
    for line in state.said:
        print_folded(line)
    print_folded(f"{state.database}: {_upgraded(state)}")
    return FINE


def _upgraded(state: TablesState) -> str:
    if state.before == state.after:
        return f"the tables are at version {state.after}, the newest. There was nothing to do."
    if state.before is None:
        return f"created the tables at version {state.after}."
    return f"upgraded the tables from version {state.before} to {state.after}."


@click.command("status", epilog=examples("selector db status my-film"))
@_DATABASE
@format_option("text", "json")
def status(film: str, output: str) -> int:
    """Show the version of the tables.

    Rows that refer to nothing are counted, too. Nothing is changed.
    """
    from selector.db.schema.loose_rows import WHAT_TO_DO, loose_rows

    address = must_be_stored(find_stored(film))
    state = tables.status(address)
    loose = loose_rows(address)
    if output == "json":
        _print_json(replace(state, said=loose))
        return FINE
    if state.after == state.newest:
        print_folded(f"{state.database}: the tables are at version {state.after}, the newest.")
    else:
        found = f"{state.database}: {_version(state.after)}; the newest version is {state.newest}."
        print_folded(f"{found} {_what_to_do(state)}")
    for line in loose:
        print_folded(line)
    if loose:
        print_folded(WHAT_TO_DO)
    return FINE


@click.command(
    "downgrade",
    short_help="Remove what `selector db upgrade` added.",
    epilog=examples("selector db downgrade sqlite:///pipeline.sqlite --yes"),
)
@_DATABASE
@click.option(
    "--to",
    "version",
    metavar="VERSION",
    default="base",
    help="The version to go back to. Without it, all of selector's tables are removed.",
)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@format_option("text", "json")
def downgrade(film: str, version: str, output: str, *, yes: bool) -> int:
    """Remove what `selector db upgrade` added, including all stored decisions.

    Tables that the pipeline already had are left untouched.
    \f

    Args:
        film: The address of a database, or a film folder with one in it.
        version: The version to go back to, or `base` for none of selector's tables.
        output: `text` or `json`.
        yes: Whether it is confirmed already.

    Returns:
        The exit code: 0, or 2 if it was not confirmed.

    Raises:
        ProblemError: There is no such database or version.
    """
    address = must_be_stored(find_stored(film))
    state = tables.status(address)
    if not yes:
        warning = f"This removes selector's tables and all decisions from `{state.database}`."
        if not sys.stdin.isatty():
            print_notice(f"{warning} To confirm, add `--yes`.")
            return UNUSABLE
        print_sentence(warning)
        if not click.confirm("Continue?", err=True):
            return UNUSABLE
    state = tables.downgrade(address, version)
    if output == "json":
        _print_json(state)
    else:
        print_folded(f"{state.database}: {_downgraded(state)}")
    return FINE


def _downgraded(left: TablesState) -> str:
    if left.before is None:
        return "no selector tables were found; nothing was removed."
    if left.before == left.after:
        return f"the tables were already at version {left.after}; nothing was removed."
    if left.after is None:
        return f"removed selector's tables (they were at version {left.before})."
    return f"downgraded the tables from version {left.before} to {left.after}."


def _version(version: str | None) -> str:
    if version is None:
        return "no selector tables"
    return f"the tables are at version {version}"


def _what_to_do(state: TablesState) -> str:
    if state.after is None:
        return "`selector db upgrade` creates them."
    return "`selector db upgrade` upgrades them."


def _print_json(state: TablesState) -> None:
    from selector.reporting.documents.databases import TablesDocument

    document = TablesDocument.model_validate(state)
    print_document(document)
