"""Words and documents in; results on standard output, everything else on standard error.

A letter that the stream's encoding lacks is written as an escape: nothing crashes over it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from selector.cli.interruption import was_heard
from selector.model.address import is_address, scheme_only
from selector.model.frozen import frozen
from selector.model.phrases import for_a_shell
from selector.model.problem import Location, Problem, ProblemError, Source, errors_of, shown
from selector.reporting.terminal import (
    cells,
    folded,
    harmless,
    ink_for,
    is_terminal,
    printable,
    window_of,
)
from selector.reporting.verdict import exit_code

if TYPE_CHECKING:
    from pydantic import BaseModel

    from selector.model.scene_number import SceneNumber
    from selector.reporting.terminal import Style


class _Harmless:
    """A stream to which nothing is written that steers a terminal or a runner of CI.

    Attributes:
        beneath: The stream itself.
    """

    def __init__(self, beneath: TextIO) -> None:
        self.beneath = beneath
        self._begins_line = True

    def write(self, text: str) -> int:
        """Write what is harmless of a text; colours stay where the stream takes any."""
        coloured = ink_for(self.beneath).on
        self.beneath.write(harmless(text, coloured=coloured, begins_line=self._begins_line))
        if text:
            self._begins_line = text.endswith("\n")
        return len(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever streams have
        return getattr(self.beneath, name)


def prepare_streams() -> None:
    """Make both streams take any text: letters that an encoding lacks become escapes.

    So does what steers a terminal.
    """
    sys.stdout = _guarded(sys.stdout)
    sys.stderr = _guarded(sys.stderr)


def _guarded(stream: TextIO | None) -> TextIO:
    if isinstance(stream, _Harmless):
        return stream
    return cast("TextIO", _Harmless(_writable(stream)))


def beneath(stream: TextIO) -> TextIO:
    """The stream itself, for what is meant to steer: a line of progress, a command of a runner."""
    if isinstance(stream, _Harmless):
        return stream.beneath
    return stream


def quieten() -> None:
    """Throw away what is still unwritten, so that Python does not complain on leaving."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_result(text: str) -> None:
    """Print a line of the result, to standard output."""
    sys.stdout.write(text + "\n")


def print_folded(words: str) -> None:
    """Print a line of the result that is made of words: in a window, in lines that fit it."""
    for line in folded(words, window_of(sys.stdout)):
        print_result(line)


def print_to_runner(command: str) -> None:
    """Print a command to a runner of CI, to standard output; its words are harmless already."""
    beneath(sys.stdout).write(command + "\n")


class _ForPager(StringIO):
    """Keeps what is printed for the pager, and answers for the terminal that will show it.

    Attributes:
        terminal: The stream of that terminal.
    """

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self.terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # that of a text in memory is None
        """That of the terminal."""
        return self.terminal.encoding

    def isatty(self) -> bool:
        """Yes: it is written for one."""
        return True

    def fileno(self) -> int:
        """That of the terminal, whose width is asked for."""
        return self.terminal.fileno()


def pager_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--no-pager`. Without it, output longer than the screen goes through a pager.

    That is so only where a person reads and types: on a terminal, and not in CI. What is for
    programs is printed at once.
    """
    option = click.option(
        "--no-pager",
        is_flag=True,
        expose_value=False,
        callback=_begin_paging,
        help="Print everything at once, also what is longer than the screen.",
    )
    return option(command)


def _begin_paging(
    context: click.Context,
    _option: click.Parameter,
    off: bool,  # noqa: FBT001  # click passes it so
) -> None:
    types = sys.stdin is not None and is_terminal(sys.stdin)
    is_read = types and is_terminal(sys.stdout)
    is_plain = bool(os.environ.get("CI")) or os.environ.get("TERM") == "dumb"
    is_text = context.find_root().meta.get("format", "text") == "text"
    if off or is_plain or not is_read or not is_text or context.resilient_parsing:
        return
    paged = _ForPager(sys.stdout)
    sys.stdout = paged
    context.find_root().call_on_close(lambda: _end_paging(paged))


def _end_paging(paged: _ForPager) -> None:
    """Show what was printed: in the pager, if the screen is too small for it.

    Nothing is shown after Ctrl-C, for whoever presses it wants the command to stop.
    """
    sys.stdout = paged.terminal
    if was_heard():
        return
    text = paged.getvalue()
    columns, rows = _screen_of(sys.stdout)
    needed = 0
    for line in click.unstyle(text).splitlines():
        full, rest = divmod(cells(line), columns)
        needed += max(1, full + bool(rest))
    if needed < rows:
        sys.stdout.write(text)
        return
    own = os.environ.get("LESS", "-FX")
    os.environ["LESS"] = f"-R {own}"  # without it, `less` shows the codes of colours
    text = harmless(text, coloured=ink_for(sys.stdout).on)
    text = text.removesuffix("\n")
    try:
        click.echo_via_pager(text, color=True)
    except ValueError:  # the command in `PAGER` has a quotation mark that is not closed
        click.echo(text, color=True)


def _screen_of(terminal: TextIO) -> tuple[int, int]:
    """The columns and the rows of a terminal; one that does not say has those of most."""
    try:
        columns, rows = os.get_terminal_size(terminal.fileno())
    except OSError:
        return 80, 24
    return columns or 80, rows or 24


def print_notice(text: str) -> None:
    """Print a line beside the result, to standard error, after everything printed so far."""
    if isinstance(sys.stdout, _ForPager) and is_terminal(sys.stderr):
        sys.stdout.write(text + "\n")
        return
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):  # nobody is left to read it
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def print_sentence(words: str, style: Style | None = None, plain: str = "") -> None:
    """Print sentences beside the result, in lines that fit the window.

    Commands to copy stay in one piece.

    Args:
        words: The sentences.
        style: How to colour them; None for not at all.
        plain: What stands before them without a colour: a few words, with the space behind them.
    """
    first, *others = folded(plain + words, window_of(sys.stderr), indent="")
    lines = [first[len(plain) :], *others]
    if style is not None:
        ink = ink_for(sys.stderr)
        lines = [ink(line, style) for line in lines]
    print_notice(plain + "\n".join(lines))


def print_command(words: str, command: str) -> None:
    """Print a command to copy, beside its words; below them where the window is too narrow."""
    window = window_of(sys.stderr)
    line = f"{words} {command}"
    if window is not None and cells(line) >= window:
        line = f"{words}\n  {command}"
    print_notice(line)


def print_document(document: BaseModel) -> None:
    """Print a result as JSON, indented, to standard output."""
    print_result(as_json(document, indent=2))


def as_json(document: BaseModel, *, indent: int | None = None) -> str:
    """A document as JSON, in its own letters where possible and in ASCII with escapes elsewhere.

    Escapes are needed where a file's name is not text, or where the stream's encoding lacks a
    letter; and in what would steer a terminal or a runner of CI.
    """
    from pydantic_core import PydanticSerializationError  # pydantic is slow to load

    try:
        text = document.model_dump_json(indent=indent)
        text.encode(sys.stdout.encoding or "utf-8")
    except (PydanticSerializationError, UnicodeEncodeError):
        text = json.dumps(document.model_dump(mode="json"), indent=indent)
    text = text.replace("##", "#\\u0023")
    if text != harmless(text, coloured=False):
        return values_as_json(json.loads(text), indent=indent)
    return text


def values_as_json(values: object, *, indent: int | None = None) -> str:
    """Values as JSON in ASCII, with escapes in what would steer a terminal or a runner of CI."""
    text = json.dumps(values, indent=indent)
    return text.replace("\x7f", "\\u007f").replace("##", "#\\u0023")


def typed(word: str) -> str:
    """A word of a command to copy: quoted for the shell, and safe to show on a terminal."""
    return printable(for_a_shell(word))


@frozen
class WhyCommand:
    """`selector why` for the scenes of one film.

    `film` is a folder or an address, without a password; `options` is what `options_typed` gives.
    """

    film: str
    options: str = ""

    def line(self, scene: SceneNumber | None, name: str | None = None) -> str:
        """The line for one scene, or for one picture of it; empty for a scene without a number."""
        if scene is None:
            return ""
        words = ["selector why", typed(self.film), typed(str(scene))]
        if name is not None:
            words.append(typed(name))
        return " ".join(words) + self.options


def options_typed(*, include: Iterable[str] = (), **options: str | None) -> str:
    """The options that were given, each with a space before it, to type them again.

    An address of a database is shown without its password.
    """
    again = ""
    for name, value in options.items():
        if value is not None:
            again += f" --{name} {typed(shown_address(value))}"
    for value in include:
        again += f" --include {typed(value)}"
    return again


def shown_address(named: str) -> str:
    """An address without its password, and no more than its scheme if it cannot be read."""
    if not is_address(named):
        return named
    from selector.db.connections.addresses import read_url  # only few films are in a database
    from selector.db.connections.database_problems import without_password

    try:
        return without_password(read_url(named))
    except ProblemError:
        return scheme_only(named)


def unusable(error: OSError) -> ProblemError:
    """Y101: a path that somebody named cannot be used, and why."""
    at = Location(source=Source(name=shown(os.fsdecode(error.filename), 200)))
    what = f"This path cannot be used: {_lowered(error.strerror or str(error))}."
    hint = "Check its name and its permissions."
    return ProblemError([Problem(at=at, code="Y101", what=what, hint=hint)])


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def list_problems(problems: Iterable[Problem]) -> None:
    """Print problems in full, to standard error."""
    problems = tuple(problems)
    if not problems:
        return
    from selector.reporting.problem_words import problems_text

    text = problems_text(problems, ink_for(sys.stderr), window_of(sys.stderr))
    print_notice(text + "\n")


def fail_with(problems: tuple[Problem, ...], *, as_json: bool) -> int:
    """Print why a command could not do its work; give the exit code."""
    if as_json:
        # pydantic is slow to load
        from selector.reporting.documents.problems_document import problems_document

        print_document(problems_document(problems))
    else:
        list_problems(problems)
        print_code_hint(problems)
    return exit_code(problems)


def print_code_hint(problems: Iterable[Problem]) -> None:
    """Print where the code of the first error is explained; of the first warning without one."""
    problems = tuple(problems)
    first = next(iter((*errors_of(problems), *problems)), None)
    if first is not None:
        print_sentence(f"`selector help {first.code}` says more about {first.code}.")


def examples(*commands: str) -> str:
    """The end of a command's help: examples to copy, a line each."""
    heading = "Example:" if len(commands) == 1 else "Examples:"
    return "\n  ".join([f"\b\n{heading}", *commands])


def format_option(
    *formats: str, default: str = "text"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format`. The entry point finds its value when a command fails."""

    def store(context: click.Context, _option: click.Parameter, value: str) -> str:
        context.find_root().meta["format"] = value
        return value

    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        callback=store,
        is_eager=True,
        help="The format of the output.",
    )


def _writable(stream: TextIO | None) -> TextIO:
    """The stream, or one that throws all away where the program was started without it."""
    if stream is None:
        # It lives as long as the program.
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # not a file of ours
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream
