"""The entry point: finds the command in a table, runs it, and turns whatever happens into words and an exit code.

Exit codes: 0 fine, 1 findings, 2 called wrongly or an input that cannot be used, 130 interrupted.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from itertools import takewhile

import click

from selector.cli.output import examples, prepare_streams, quieten, tell
from selector.model.problem import ProblemError, did_you_mean
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINE, UNUSABLE

_PASSWORD = re.compile(r"(://[^\s/:@]*):\S*@")
"""In an address: what stands between the user and the host."""

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl-C."""

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("selector.cli.demo", "Pick the references of an example film, and show them."),
    "new": ("selector.cli.new", "Start a rule set or a film of your own; what it writes works already."),
    "check": ("selector.cli.check", "Find what is wrong with rule files and films."),
    "pick": ("selector.cli.pick", "Choose the references of every scene of a film, and keep them."),
    "why": ("selector.cli.why", "Tell why these pictures go with a scene, and why not those."),
    "db": ("selector.cli.db", "Look after the database: its tables, its films, and every decision on record."),
    "schema": ("selector.cli.schema", "Print the JSON Schemas, for editors and other programs."),
    "help": ("selector.cli.help", "Explain a problem code, such as R201, or a command."),
}
"""Each command: the module that has it as `command`, and what it does in a line. A new command is a new row."""


class Commands(click.Group):
    """The commands of the table; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments ask for; an unknown one is told the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS) or "`selector help` lists them."
            raise click.UsageError(f"There is no command `{args[0]}`. {near}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """The table, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # click's signature
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # slow, and only wanted here

        try:
            click.echo(f"selector {version('reference-selector')}")
        except PackageNotFoundError:
            click.echo("selector (not installed as a package)")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("selector demo", "selector check my-film && selector pick my-film"),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
def commands() -> None:
    """Pick the reference images that go with each scene of a film, by rules that you can read."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code. Nothing that a user can give it ends in a traceback."""
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        tell("Stopped.")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us, such as `head`, has seen enough
        quieten()
        return FINE
    except OSError as error:
        quieten()
        where = f"{error.filename}: " if error.filename else ""
        tell(printable(f"selector: {where}{error.strerror or error}"))
        return UNUSABLE
    except Exception as error:  # a fault of ours must not bury a director in a traceback
        if os.environ.get("SELECTOR_DEBUG"):
            raise
        tell(f"selector has a fault: {type(error).__name__}: {error}\nPlease report it; SELECTOR_DEBUG=1 shows where.")
        return UNUSABLE
    return code


def _run(arguments: Sequence[str]) -> int:
    context: click.Context | None = None
    try:
        _refuse_empty(arguments)
        with commands.make_context("selector", list(arguments)) as context:
            code = commands.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        _show(error)
        return UNUSABLE
    except click.Abort:
        return INTERRUPTED
    except ProblemError as error:
        from selector.cli.output import print_problems  # noqa: PLC0415  # only when there is something to print

        return print_problems(error.problems, as_json=context is not None and context.meta.get("format") == "json")
    return code if isinstance(code, int) else FINE


def _refuse_empty(arguments: Sequence[str]) -> None:
    """An empty argument is a variable that is not set; it must not pass for an option that was not given."""
    options = takewhile(lambda argument: argument != "--", arguments)
    option = next((each for each in options if each.startswith("--") and each.endswith("=")), None)
    if option is not None:
        raise click.UsageError(f"{option} is empty. Write a value after it, or leave the option out.")
    if "" in arguments:
        before = arguments[[*arguments].index("") - 1]
        after = f" after {before}" if before.startswith("--") else ""
        raise click.UsageError(f"There is an empty argument{after}. Is a variable not set?")


def _show(error: click.ClickException) -> None:
    """What click says of an error, which quotes what was typed, without passwords and what could steer a terminal."""
    words = StringIO()
    error.show(words)
    text = _PASSWORD.sub(r"\1:***@", words.getvalue().expandtabs(2))
    tell("\n".join(printable(line) for line in text.splitlines()))


if __name__ == "__main__":
    main()
