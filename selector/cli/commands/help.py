"""`selector help`: the page of a problem code, the help of a command, or what there is of both."""

from __future__ import annotations

import sys

import click

from selector.cli.printing.output import examples, format_option, print_document, print_result
from selector.cli.program import COMMANDS
from selector.model.codes import CODES
from selector.model.near_names import did_you_mean
from selector.reporting.pages import page_of, page_text
from selector.reporting.terminal import Ink, ink_for, window_of
from selector.reporting.verdict import FINE


@click.command("help", epilog=examples("selector help", "selector help R201", "selector help pick"))
@click.argument("code", metavar="[CODE|COMMAND]", required=False)
@format_option("text", "json")
@click.pass_context
def command(context: click.Context, code: str | None, output: str) -> int:
    """Explain a problem code, such as R201, or a command.

    Without either, all of them are listed.
    """
    root = context.find_root()
    group = root.command
    assert isinstance(group, click.Group), "the entry point is a group"  # noqa: S101  # for mypy
    if code is not None and (called := group.get_command(root, code)) is not None:
        with click.Context(called, info_name=code, parent=root) as its_own:
            text = called.get_help(its_own)
        if output == "json":
            _say_json(code, text)
        else:
            print_result(text)
        return FINE
    page = None if code is None else page_of(code.upper())
    if code is not None and page is None:
        near = did_you_mean(code.upper(), CODES) or "`selector help` lists them."
        raise click.UsageError(f"There is no problem code and no command `{code}`. {near}")
    if output == "json":
        _say_json(code, page)
    elif page is not None:
        print_result(page_text(page, ink_for(sys.stdout), window_of(sys.stdout)))
    else:
        print_result(root.get_help() + "\n\n" + _codes(ink_for(sys.stdout)))
    return FINE


def _codes(ink: Ink) -> str:
    lines = [
        f"  {ink(code.code, 'bold')}  {code.severity:7}  {code.title}" for code in CODES.values()
    ]
    return "\n".join(
        [ink("Problem codes", "bold") + " (selector help CODE shows a page on each):", *lines]
    )


def _say_json(code: str | None, page: str | None) -> None:
    from selector.reporting.documents.command_documents import HelpDocument, HelpEntry

    commands = tuple(HelpEntry(name=name, says=says) for name, (_, says) in COMMANDS.items())
    codes = tuple(HelpEntry(name=each.code, says=each.title) for each in CODES.values())
    name = code.upper() if code and code.upper() in CODES else code
    print_document(HelpDocument(code=name, page=page, commands=commands, codes=codes))
