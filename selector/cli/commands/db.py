"""`selector db`: the group of all commands about the database that picks are stored in."""

from __future__ import annotations

import click

from selector.cli.commands.db_decisions import history, prune, replay
from selector.cli.commands.db_films import export, import_
from selector.cli.commands.db_tables import downgrade, status, upgrade
from selector.cli.printing.output import examples


@click.group(
    "db",
    epilog=examples(
        "selector db upgrade postgresql://user@host/films",
        "selector db history my-film 7",
        "selector db replay my-film",
    ),
)
def command() -> None:
    """Manage the database that stores the picks: its tables, films and decisions."""


for _each in (upgrade, status, downgrade, import_, export, history, replay, prune):
    command.add_command(_each)
