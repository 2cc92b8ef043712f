"""F351: text that YAML drops, since a `#` in it begins a comment: `title: Who? #2`.

In: a document written by hand. Out: problems, at the `#`. A comment for people has a space after
its `#`; one without may be part of the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selector.model.phrases import to_copy
from selector.model.problem import Location, Problem, shown
from selector.reading.text.document import UNREAD, Document, Steps
from selector.reading.text.message import Message

_BEHIND_TEXT = re.compile(r"\s+(?P<comment>#[^\s#].*)")
_BEHIND_KEY = re.compile(r"\s*:\s+(?P<comment>#[^\s#].*)")
_FOR_SELECTOR = "#selector:"


def lost_to_comments(document: Document) -> Iterator[Problem]:
    """A problem for each text, or key without a value, that such a comment follows."""
    for path, value in _values(document.data):
        if isinstance(value, str):
            at = document.at(path)
            comment = _comment_behind(at, _BEHIND_TEXT)
        else:
            at = document.at(path, key=True)
            comment = _comment_behind(at, _BEHIND_KEY)
        if comment is None:
            continue
        lost = comment.written.rstrip()
        if lost.casefold().startswith(_FOR_SELECTOR):
            continue
        text = " ".join(filter(None, (value, lost)))
        yield _LOST.about(lost=shown(lost), copy=to_copy(text)).at(comment)


def _values(data: object) -> Iterator[tuple[Steps, str | None]]:
    """Every text of a document, and every key without a value, with its path; in any order."""
    waiting: list[tuple[Steps, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), inside) for key, inside in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, nth), inside) for nth, inside in enumerate(value)]
        elif isinstance(value, str) and value is not UNREAD:
            yield path, value
        elif value is None and path and isinstance(path[-1], str):
            yield path, None


def _comment_behind(at: Location, pattern: re.Pattern[str]) -> Location | None:
    """Where the comment is that follows on the same line, if there is one."""
    line = at.source.line(at.end_line) or ""
    found = pattern.fullmatch(line, at.end_column - 1)
    if found is None:
        return None
    return replace(
        at,
        line=at.end_line,
        column=found.start("comment") + 1,
        end_line=at.end_line,
        end_column=found.end("comment") + 1,
    )


_LOST = Message(
    "F351",
    "`{lost}` is a comment, so it is not read.",
    "If it belongs to the text, put all of the text in quotes{copy}. If it is a comment, write a"
    " space after the `#`.",
)
