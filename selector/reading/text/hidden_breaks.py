r"""Y157: line breaks that most editors do not show, in YAML text.

YAML 1.1, and PyYAML with it, begins a new line at a next line character, a line separator, a
paragraph separator and a carriage return alone. YAML 1.2 does so at the last of these only, and
most editors at none. So a comment ends where nobody sees it, and what follows is read.

In: a text. Out: a problem for each.

>>> source = Source(name="rules.yaml", text="# a\u2028b: 1")
>>> [str(each.at) for each in hidden_breaks(source)]
['rules.yaml:1:4']
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from selector.model.problem import Problem, Source
from selector.reading.text.document import LineStarts
from selector.reading.text.message import Message
from selector.reading.text.problem_limit import MOST_PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = {
    "\x85": "next line",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\r": "carriage return alone",
}
_HIDDEN = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
"""A carriage return counts where other lines end otherwise."""


def hidden_breaks(source: Source) -> Iterator[Problem]:
    """Y157 for each hidden line break, up to as many as are shown of one file."""
    text = source.text
    found: Iterable[re.Match[str]] = _HIDDEN.finditer(text)
    if "\n" not in text:
        found = (each for each in found if each.group() != "\r")
    lines = LineStarts(source)
    for each in islice(found, MOST_PROBLEMS):
        start = each.start()
        at = lines.span(start, start)
        message = _HIDDEN_BREAK
        if text[start - at.column + 1 : start].lstrip().startswith("#"):
            message = _ENDS_A_COMMENT
        character = each.group()
        code = f"{ord(character):04X}"
        said = message.about(name=_NAMES[character], character=code)
        yield said.at(at)


_HIDDEN_BREAK = Message(
    "Y157",
    "A hidden line break is here ({name}, U+{character}): what follows is read as a new line,"
    " although most editors show one line.",
    "Delete it, or put an ordinary line break in its place.",
)
_ENDS_A_COMMENT = _HIDDEN_BREAK._replace(
    what=(
        "A hidden line break is here ({name}, U+{character}): it ends the comment, so what follows"
        " is read, although most editors show it as part of the comment."
    ),
    hint="Delete it, or begin a new line with `#` there.",
)
