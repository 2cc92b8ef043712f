"""`selector help`: a command, a problem code, a word of a file or a shot type in; its page out.

Without any of them, the list of all comes out.
"""

from __future__ import annotations

import sys
import textwrap
from itertools import chain

import click

from selector.cli.printing.output import (
    examples,
    format_option,
    pager_option,
    print_document,
    print_result,
)
from selector.cli.program import COMMANDS
from selector.model.codes import CODES
from selector.model.near_names import NearNames
from selector.model.vocabulary import fold
from selector.reporting.manual import manual, word_groups, word_page
from selector.reporting.pages import page_of, page_text
from selector.reporting.terminal import LINE_COLUMNS, Ink, columns_of, folded, ink_for, window_of
from selector.reporting.verdict import FINE

_NEAR = 0.7
"""How near a word must be to what was asked: among all that there is, something is nearly near."""


@click.command(
    "help", epilog=examples("selector help", "selector help R201", "selector help prefer")
)
@click.argument("words", metavar="[CODE|COMMAND|WORD|SHOT]", nargs=-1)
@format_option("text", "json")
@pager_option
@click.pass_context
def command(context: click.Context, words: tuple[str, ...], output: str) -> int:
    """Explain a problem code (such as R201), a command, a word of rules or films, or a shot type.

    Without an argument, all codes, commands and words are listed.
    \f

    Args:
        context: Click's own, which knows the other commands.
        words: A code, a command, a word, or the words of a shot type; none for the list of all.
        output: `text` or `json`.

    Returns:
        The exit code: 0.

    Raises:
        click.UsageError: There is no such code, command, word or shot type.
    """
    root = context.find_root()
    code = " ".join(words) or None
    if code is None:
        page = None
        ink = ink_for(sys.stdout)
        text = "\n\n".join([root.get_help(), _words(ink), _codes(ink)])
    elif (page := _command_help(root, code)) is not None:
        text = page
    else:
        page = _page(code)
        text = page_text(page, ink_for(sys.stdout), window_of(sys.stdout))
    if output == "json":
        _print_json(code, page)
    else:
        print_result(text)
    return FINE


def _command_help(root: click.Context, name: str) -> str | None:
    """The help of the command of that name, if there is one."""
    group = root.command
    assert isinstance(group, click.Group), "the entry point is a group"  # noqa: S101  # for mypy
    called = group.get_command(root, name)
    if called is None:
        return None
    with click.Context(called, info_name=name, parent=root) as its_own:
        return called.get_help(its_own)


def _page(wanted: str) -> str:
    """The page of a code, of a word, with or without its colon, or of a shot type.

    The words of a name may be separated by spaces: `interaction target`. One of several has the
    page of all: `priority` that of `priorities`.
    """
    word = fold(wanted.removesuffix(":"))
    page = page_of(wanted.upper()) or word_page(word)
    for plural in (f"{word}s", f"{word[:-1]}ies"):
        page = page or word_page(plural)
    if page is None:
        from selector.reporting.shot_page import shot_page  # it reads rule files

        page = shot_page(wanted)
    if page is None:
        raise click.UsageError(
            f"There is no problem code, command, word or shot type `{wanted}`."
            f" {_near(wanted, word)}"
        )
    return page


def _near(wanted: str, word: str) -> str:
    """What was probably meant, or where all of it is listed."""
    from selector.reporting.film_manual import film_manual  # pydantic is slow to load

    words = [*manual(), *film_manual(), *COMMANDS]
    code = NearNames(CODES, cutoff=_NEAR).did_you_mean(wanted.upper())
    near = code or NearNames(words, cutoff=_NEAR).did_you_mean(word)
    return near or "`selector help` lists all of them."


def _words(ink: Ink) -> str:
    from selector.reporting.film_manual import film_groups  # pydantic is slow to load

    title = ink("Words of the rule language and of films", "bold")
    window = window_of(sys.stdout)
    lines = folded("(`selector help WORD` explains each):", window, f"{title} ")
    for group, words in [*word_groups().items(), *film_groups().items()]:
        lines.append(f"  {ink(group.capitalize(), 'bold')}")
        lines += textwrap.wrap(
            ", ".join(words),
            min(columns_of(sys.stdout), LINE_COLUMNS) - 1,
            initial_indent="    ",
            subsequent_indent="    ",
        )
    return "\n".join(lines)


def _codes(ink: Ink) -> str:
    title = ink("Problem codes", "bold")
    window = window_of(sys.stdout)
    lines = folded("(`selector help CODE` shows a page on each):", window, f"{title} ")
    for code in CODES.values():
        start = f"  {ink(code.code, 'bold')}  {code.severity:7}  "
        lines += folded(code.title, window, start, " " * 17)
    return "\n".join(lines)


def _print_json(code: str | None, page: str | None) -> None:
    from selector.reporting.documents.command_documents import HelpDocument, HelpEntry, WordEntry
    from selector.reporting.film_manual import film_manual

    commands = []
    for name, (_, says) in COMMANDS.items():
        commands.append(HelpEntry(name=name, says=says))
    codes = [HelpEntry(name=each.code, says=each.title) for each in CODES.values()]
    words: list[WordEntry] = []
    for word, senses in chain(manual().items(), film_manual().items()):
        words += [WordEntry(name=word, group=each.group, says=each.says) for each in senses]
    if code is not None and code.upper() in CODES:
        code = code.upper()
    document = HelpDocument(
        code=code,
        page=page,
        commands=tuple(commands),
        codes=tuple(codes),
        words=tuple(words),
    )
    print_document(document)
