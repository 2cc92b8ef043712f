"""Y121 where a film lists somebody with what is said: `says: Old Tom: mind the step`.

In: problems of a text that is not YAML. Out: the same; those say how a list is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from selector.model.phrases import can_be_copied, in_quotes
from selector.model.problem import Problem, shown
from selector.reading.shape.short_keys import ABOUT_ONE, PLACED

_CODE = "Y121"
_BRACKETS = {
    **dict.fromkeys((*PLACED, "says"), "[]"),
    "wears": "{}",
}
"""What one or several are written in, by the key of the scene."""
_CALLED = {"[]": "brackets", "{}": "braces"}
_KEY = re.compile(r"\s*(?:- +)*(?P<key>[^:]+):\s+")
_ONE = re.compile(r"(?P<word>[^:]+):\s+(?P<said>.+)")
_NEEDS_QUOTES = re.compile(r"[,:#\[\]{}\"']")


def with_entries(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with another hint where a text with a colon is an entry of a scene."""
    for problem in problems:
        hint = ""
        if problem.code == _CODE:
            hint = _how_to_list(problem)
        if hint:
            yield replace(problem, hint=hint)
        else:
            yield problem


def _how_to_list(problem: Problem) -> str:
    at = problem.at
    line = at.source.line(at.line) or ""
    before = _KEY.fullmatch(line[: at.column - 1])
    one = _ONE.fullmatch(at.written)
    if before is None or one is None:
        return ""
    key = before["key"]
    word = one["word"]
    brackets = _BRACKETS.get(key, "")
    if word in {"role", *ABOUT_ONE}:
        brackets = "{}"
    if not brackets:
        return ""
    said = one["said"]
    if not can_be_copied(at.written):
        return (
            f"Put everything after `{key}:` in {_CALLED[brackets]}, and the whole text after"
            f" `{shown(word)}:` in quotes."
        )
    if _NEEDS_QUOTES.search(said):
        said = in_quotes(said)
    entry = f"{word}: {said}"
    written = f"{key}: {brackets[0]}{entry}{brackets[1]}"
    return f"Write `{written}`."
