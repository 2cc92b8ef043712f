"""What a change of rules does to a film, for a pull request: an `Impact` in; Markdown out.

Whatever comes from a film or a rule file is shown as it is: it cannot become markup, a link, or a
mention of somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selector.reporting.change_words import first_named
from selector.reporting.impact_words import (
    explained_differences,
    film_sentences,
    heading_of,
    headline,
    kinds_shown,
    shots_in_words,
    sides_in_words,
    what_changed,
)
from selector.reporting.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.model.scene_change import Impact, SceneChange

_MOST = 200
"""Rows of one table at most: a comment holds 65,536 characters."""
_APART = "<!-- -->"
"""Shows nothing, and keeps `@name`, `#12` and `https://` from becoming links."""
_MARK = re.compile(r"[\\`*_{}\[\]~|&<>$]|[@#]|:(?=\S)|www(?=\.)|\bgh(?=-\d)", re.IGNORECASE)
"""What could be markup or mathematics, or begin a mention, an issue's number, an address or an
emoji.
"""
_INSTEAD = {"|": "&#124;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
_LINKED = frozenset("@#:wWgG")
"""How those begin that must stand apart from what follows."""


def impact_markdown(impact: Impact) -> Iterator[str]:
    """The lines of the whole page."""
    yield f"### {escaped(headline(impact))}"
    yield ""
    yield f"From {escaped(impact.before)} to {escaped(impact.after)}."
    yield ""
    yield from _groups(impact)
    for sentence in film_sentences(impact):
        yield ""
        yield escaped(sentence)
    for kind, called in reversed(kinds_shown(impact).items()):  # the answer before the rest
        yield from _table(impact.of_kind(kind), called)
        example = impact.example(kind)
        if example is not None:
            yield from _example(example)


def escaped(text: str, *, in_table: bool = False) -> str:
    """Text without any markup but for the words in backticks, which are shown as code.

    Args:
        text: The text.
        in_table: Whether it stands in a table, where `|` would end its cell in code, too.

    Returns:
        Markdown.
    """
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its other half
        *parts, last = parts
        parts[-1] += f"`{last}"
    for number, part in enumerate(parts):
        if number % 2 == 0:
            parts[number] = _plain(part)
        elif not part.strip():
            parts[number] = _plain(f"`{part}`")
        elif in_table and "|" in part:
            parts[number] = _plain(part)
        else:
            parts[number] = f"`{part}`"
    return "".join(parts)


def _plain(text: str) -> str:
    """Text that is neither markup nor a link."""
    return _MARK.sub(_harmless, text)


def _harmless(mark: re.Match[str]) -> str:
    found = mark.group()
    if found[0] in _LINKED:
        return f"{found}{_APART}"
    return _INSTEAD.get(found, f"\\{found}")


def _groups(impact: Impact) -> Iterator[str]:
    yield "| | scenes | |"
    yield "|---|---:|---|"
    for kind, called in kinds_shown(impact).items():
        numbers = [change.scene for change in impact.of_kind(kind)]
        count = len(numbers)
        which = ""
        if kind == "unchanged":
            count = len(impact.unchanged)
        elif numbers:
            which = escaped(first_named(numbers), in_table=True)
        yield f"| {called} | {count:,} | {which} |"


def _table(changes: Sequence[SceneChange], called: str) -> Iterator[str]:
    """The changes of one kind."""
    if not changes:
        return
    yield ""
    yield f"#### {called.capitalize()}"
    yield ""
    yield "| scene | what changed | sent now |"
    yield "|---|---|---|"
    for change in changes[:_MOST]:
        _, now = sides_in_words(change)
        scene = escaped(heading_of(change), in_table=True)
        changed = escaped(what_changed(change), in_table=True)
        now = escaped(now, in_table=True)
        yield f"| {scene} | {changed} | {now} |"
    more = len(changes) - _MOST
    if more > 0:
        yield ""
        yield f"and {more:,} more"


def _example(change: SceneChange) -> Iterator[str]:
    """One change, with both deciding entries."""
    yield ""
    yield f"For example {escaped(heading_of(change))}:"
    yield ""
    was, now = sides_in_words(change)
    yield f"- before: {escaped(was)}"
    yield f"- now: {escaped(now)}"
    was, now = change.shots
    if was != now:
        yield f"- {escaped(shots_in_words(change))}"
    for what, before, after in explained_differences(change):
        yield f"- {escaped(what)}"
        yield f"  - before: {escaped(before)}"
        yield f"  - now: {escaped(after)}"
