"""The name of a command in; the command out. Only the command that is called is imported."""

from __future__ import annotations

from importlib import import_module

import click

from selector.model.near_names import did_you_mean

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": (
        "selector.cli.commands.demo",
        "Pick the references for an example film, and show them.",
    ),
    "new": (
        "selector.cli.commands.new",
        "Start a rule set or a film of your own, ready to use.",
    ),
    "check": ("selector.cli.commands.check", "Find what is wrong with rule files and films."),
    "rules": (
        "selector.cli.commands.rules",
        "Show the rules in plain English, and where each is written.",
    ),
    "pick": (
        "selector.cli.commands.pick",
        "Pick the references for every scene of a film, and store them.",
    ),
    "why": (
        "selector.cli.commands.why",
        "Explain why pictures are sent with a scene, and why others are left out.",
    ),
    "impact": (
        "selector.cli.commands.impact",
        "Show what a change of rules does to every scene of a film.",
    ),
    "sheet": (
        "selector.cli.commands.sheet",
        "Make a contact sheet: every scene with its pictures, as a page for a browser.",
    ),
    "batch": (
        "selector.cli.commands.batch",
        "Pick for the scenes of many films, from Parquet to Parquet, with several processes.",
    ),
    "db": (
        "selector.cli.commands.db",
        "Manage the database: its tables, films and decisions.",
    ),
    "schema": (
        "selector.cli.commands.schema",
        "Print the JSON Schemas, for text editors and other programs.",
    ),
    "help": (
        "selector.cli.commands.help",
        "Explain a problem code (such as R201), a command, or a word of rules or films.",
    ),
}
"""Each command: the module that has it as `command`, and a summary. A new command is a new row."""


class Commands(click.Group):
    """The commands of the table; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. For an unknown one, the nearest is suggested."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(
                f"There is no command `{args[0]}`. {self._near(args[0], ctx)}", ctx
            )
        return super().resolve_command(ctx, args)

    def _near(self, name: str, ctx: click.Context) -> str:
        """The command that was probably meant, or where all of them are listed."""
        database = self.get_command(ctx, "db")
        if isinstance(database, click.Group) and name in database.commands:
            return f"Did you mean `selector db {name}`?"
        return did_you_mean(name, COMMANDS) or "`selector help` lists all commands."

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The table, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])
