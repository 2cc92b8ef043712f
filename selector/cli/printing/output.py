"""Where words go: results to standard output, everything else to standard error; never a crash over a letter."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.reporting.terminal import cells, ink_for, printable, window_of
from selector.reporting.verdict import exit_code

if TYPE_CHECKING:
    from pydantic import BaseModel


def prepare_streams() -> None:
    """Make both streams take any text: letters that an encoding lacks are written out as escapes."""
    sys.stdout = _writable(sys.stdout)
    sys.stderr = _writable(sys.stderr)


def quieten() -> None:
    """Send what is still to be written nowhere, so that Python does not complain about it on leaving."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_result(text: str) -> None:
    """A line of result, to standard output."""
    sys.stdout.write(text + "\n")


def print_notice(text: str) -> None:
    """A line beside the result, to standard error, after everything said so far."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):  # nobody is left to tell
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def print_command(words: str, command: str) -> None:
    """A command to copy, beside the words that lead to it; below them where the window is too narrow for both."""
    window, line = window_of(sys.stderr), f"{words} {command}"
    print_notice(line if window is None or cells(line) < window else f"{words}\n  {command}")


def print_document(document: BaseModel) -> None:
    """A result as JSON, indented, to standard output."""
    print_result(as_json(document, indent=2))


def as_json(document: BaseModel, *, indent: int | None = None) -> str:
    """A document as JSON, with letters beyond ASCII as escapes where they cannot be written as they are.

    So it is where the name of a file is no text, and where the reader's encoding lacks a letter.
    """
    from pydantic_core import PydanticSerializationError  # pydantic is slow to load

    try:
        text = document.model_dump_json(indent=indent)
        text.encode(sys.stdout.encoding or "utf-8")
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(document.model_dump(mode="json"), indent=indent)
    return text


def typed(word: str) -> str:
    """A word of a command to copy: quoted for the shell, with whatever could steer a terminal written out."""
    return printable(shlex.quote(word))


def refused(path: Path | str, error: OSError, hint: str) -> ProblemError:
    """D620: what the disk would not write, why, and what to do about it."""
    why = error.strerror or "not all of its files could be"
    at = Location(source=Source(name=str(path)))
    return ProblemError(
        [Problem(at=at, code="D620", what=f"This cannot be written: {_lowered(why)}.", hint=hint)]
    )


def unusable(error: OSError) -> ProblemError:
    """Y101: what the disk would not do with a path that somebody named."""
    at = Location(source=Source(name=shown(os.fsdecode(error.filename), 200)))
    what = f"This path cannot be used: {_lowered(error.strerror or str(error))}."
    return ProblemError(
        [Problem(at=at, code="Y101", what=what, hint="Check its name and its permissions.")]
    )


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def list_problems(problems: Iterable[Problem]) -> None:
    """Problems in full, to standard error."""
    problems = tuple(problems)
    if not problems:
        return
    from selector.reporting.problem_words import problems_text

    text = problems_text(problems, ink_for(sys.stderr), window_of(sys.stderr))
    print_notice(text + "\n")


def fail_with(problems: tuple[Problem, ...], *, as_json: bool) -> int:
    """Why a command could not do its work; gives the exit code."""
    if as_json:
        from selector.reporting.documents.problems_document import (
            problems_document,
        )  # pydantic is slow to load

        print_document(problems_document(problems))
    else:
        list_problems(problems)
        print_code_hint(problems)
    return exit_code(problems)


def print_code_hint(problems: Iterable[Problem]) -> None:
    """Where the first problem's code is explained."""
    first = next(iter(problems), None)
    if first is not None:
        print_notice(f"`selector help {first.code}` says more about {first.code}.")


def examples(*commands: str) -> str:
    """The end of a command's help: examples to copy, a line each."""
    return "\b\n" + "\n".join(
        ["Example:" if len(commands) == 1 else "Examples:", *(f"  {line}" for line in commands)]
    )


def format_option(
    *formats: str, default: str = "text"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format`, remembered where the entry point finds it when a command fails."""

    def remember(context: click.Context, _option: click.Parameter, value: str) -> str:
        context.find_root().meta["format"] = value
        return value

    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        callback=remember,
        is_eager=True,
        help="How results are printed.",
    )


def _writable(stream: TextIO | None) -> TextIO:
    """The stream, or one that leads nowhere where the program was started without it."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # lives as long as the program
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream
