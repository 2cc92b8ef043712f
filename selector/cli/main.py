"""The entry point: a command line in; words and an exit code out, whatever happens.

Exit codes: 0 fine, 1 findings, 2 called wrongly or an input that cannot be used, 130 interrupted
(by SIGTERM 143, by SIGHUP 129).
"""

from __future__ import annotations

import _thread
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from itertools import takewhile
from pathlib import Path
from time import sleep

import click

from selector.cli.interruption import (
    answer_at_once,
    code_when_stopped,
    forget,
    let_work_be_undone,
    was_heard,
)
from selector.cli.later import load_later
from selector.cli.printing.output import (
    examples,
    fail_with,
    prepare_streams,
    print_notice,
    print_sentence,
    quieten,
    unusable,
)
from selector.cli.program import Commands
from selector.model.address import hide_addresses
from selector.model.problem import ProblemError
from selector.release import __version__
from selector.reporting.terminal import printable
from selector.reporting.verdict import FINE, UNUSABLE

_NEW_VALUES = 200_000
"""How many new lists, dicts and the like make the collector look; Python's own number is 700.

A pick makes about 90,000 while it loads everything. At 50,000 the collector took a fifteenth of the
pick's time and found nothing. A film of 3,000 scenes takes as much memory either way.
"""


def _print_version(
    ctx: click.Context,
    _option: click.Parameter,
    wanted: bool,  # noqa: FBT001  # click's signature
) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"selector {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("selector demo", "selector check my-film && selector pick my-film"),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def commands() -> None:
    """Pick the reference pictures that go with each scene of a film, by rules that you can read."""


def main() -> None:
    """Run the command line and leave with its exit code.

    Python's garbage collector looks less often, since loading makes many values and hardly a cycle.
    """
    gc.set_threshold(_NEW_VALUES)
    load_later("importlib.metadata")
    load_later("asyncio", "iscoroutine")
    sys.unraisablehook = come_again
    let_work_be_undone()
    code = run(sys.argv[1:])
    answer_at_once()
    _leave(code)


def _leave(code: int) -> None:
    """End the process at once, as mypy does: to free every value takes a fiftieth of a pick."""
    processes = sys.modules.get("multiprocessing.util")
    if processes is not None:
        processes._run_finalizers()  # take away the folder of the socket of the one that is forked
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read us may be gone
            stream.flush()
    os._exit(code)


def come_again(lost: sys.UnraisableHookArgs) -> None:
    """Repeat a Ctrl-C that Python could not deliver, as while a module is being imported."""
    if lost.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_interrupt_soon, ())
    else:
        sys.__unraisablehook__(lost)


def _interrupt_soon() -> None:
    sleep(0.05)  # once this, too, is over
    _thread.interrupt_main(forget())  # type: ignore[arg-type]  # any number will do


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code. No input of a user's ends in a traceback."""
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _stopped()
    except MemoryError:
        print_notice("There is not enough memory for this.")
        code = UNUSABLE
    except BrokenPipeError:  # whoever read us, such as `head`, has seen enough
        quieten()
        code = FINE
    except OSError as error:
        quieten()
        what = str(error.strerror or error)
        if error.filename:
            what = f"{error.filename}: {what}"
        print_notice(printable(f"selector: {what}"))
        code = UNUSABLE
    except Exception as error:  # a fault of ours must not bury a director in a traceback
        if os.environ.get("SELECTOR_DEBUG") and not was_heard():
            raise
        code = _fault(error)
    return code


def _fault(error: Exception) -> int:
    """Print that selector has a bug, unless a library made this exception of a Ctrl-C."""
    if was_heard():
        return _stopped()
    print_notice(printable(f"selector has a bug: {type(error).__name__}: {error}"))
    print_notice(
        "Please report it. To see where it is, run the command again with `SELECTOR_DEBUG=1`."
    )
    return UNUSABLE


def _stopped() -> int:
    print_notice("Stopped.")
    return code_when_stopped()


def _run(arguments: Sequence[str]) -> int:
    context: click.Context | None = None
    try:
        _refuse_empty(arguments)
        with commands.make_context("selector", list(arguments)) as context:
            code = commands.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        _show(error, arguments)
        return UNUSABLE
    except click.Abort:
        return code_when_stopped()
    except BrokenPipeError:
        raise
    except (ProblemError, OSError) as error:
        if was_heard():
            raise KeyboardInterrupt from error
        if isinstance(error, OSError):
            if not isinstance(error.filename, str | bytes):
                raise  # the streams, which have no name and may take no document
            error = unusable(error)
        as_json = context is not None and context.meta.get("format") == "json"
        return fail_with(error.problems, as_json=as_json)
    return code if isinstance(code, int) else FINE


def _refuse_empty(arguments: Sequence[str]) -> None:
    """Refuse an empty argument: it is a variable that is not set, not an option left out."""
    for option in takewhile(lambda argument: argument != "--", arguments):
        if option.startswith("--") and option.endswith("="):
            raise click.UsageError(
                f"`{option}` is empty. Write a value after it, or leave the option out."
            )
    if "" in arguments:
        which = "An argument"
        before = arguments[[*arguments].index("") - 1]
        if before.startswith("--"):
            which = f"The argument after `{before}`"
        raise click.UsageError(
            f"{which} is empty. Write a value in its place. In a script, check that its variable is"
            " set."
        )


def _show(error: click.ClickException, arguments: Sequence[str]) -> None:
    """Print what click says of an error, without addresses and what could steer a terminal.

    click quotes what was typed.
    """
    words = StringIO()
    error.show(words)
    text = hide_addresses(words.getvalue(), arguments).expandtabs(2).rstrip()
    if _may_mean_this_folder(error):
        text += " (`.` is this folder.)"
    text += _with_a_minus(error, arguments)
    if error.message.startswith("Got unexpected extra argument"):
        text += ". Put a name or a path of several words in quotes: 'Old Sam'."
    for line in text.splitlines():
        print_sentence(printable(line))


def _with_a_minus(error: click.ClickException, arguments: Sequence[str]) -> str:
    """What to do about a number that click took for an option, such as the scene number -27."""
    if not isinstance(error, click.NoSuchOption):
        return ""
    for argument in arguments:
        if argument[:1] == "-" and argument[1:2].isdecimal():
            last = f"put it last, after `--`: `-- {argument}`."
            return f" If `{argument}` is not meant as an option, {last}"
    return ""


def _may_mean_this_folder(error: click.ClickException) -> bool:
    """Whether a film is missing and the current folder is one: its name may seem unneeded there."""
    if not isinstance(error, click.MissingParameter) or error.param is None:
        return False
    if error.param.name not in {"film", "paths", "scene"}:
        return False
    from selector.reading.film import is_film

    return is_film(Path())


if __name__ == "__main__":  # `python -m selector.cli.main`, as released
    answer_at_once()
    main()
