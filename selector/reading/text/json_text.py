"""JSON text in; plain data out, or problems in plain words.

Locations are worked out only when needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from json.scanner import make_scanner
from math import isinf
from typing import Any, NamedTuple

from selector.model.problem import Location, Problem, Related, Source, shown
from selector.reading.text.document import Document, DocumentRead, LineStarts, Steps
from selector.reading.text.file import (
    ENTRIES_TWICE,
    KEY_TWICE,
    Limits,
    clean,
    unfit_character,
    unusable_number,
)
from selector.reading.text.message import Message
from selector.reading.text.problem_limit import shown_problems

AS_LINES = (
    "Is this the right file? If so, write it as JSON Lines: "
    "one scene or picture on each line of a `.jsonl` file."
)
JSON_LIMITS = Limits(
    size=32 * 1024 * 1024,
    depth=100,
    nodes=500_000,
    hint=AS_LINES,
)
"""For what pipelines write: a film of 3,000 scenes is about 27 MB as one list.

JSON Lines are read line by line.
"""
LINE_LIMITS = Limits(
    size=1024 * 1024,
    depth=JSON_LIMITS.depth,
    nodes=1024 * 1024,
    hint="Write one scene or picture on each line.",
    called="This line",
)
"""For one line of JSON Lines: a scene or a picture.

Its size alone counts, since no value takes less than a byte.
"""


def read_json(source: Source, limits: Limits = JSON_LIMITS) -> DocumentRead:
    """The document of a JSON text, and every problem of the text, by location.

    With an error there is no document, unless all errors are keys that appear twice in a text of at
    most a megabyte: the last of these is then read, so that all else that is wrong is found, too.
    """
    cleaned, problems = clean(source, limits, _NO_JSON)
    if cleaned is None:
        return None, problems
    if not cleaned.text.strip():
        whole = Location(source=cleaned)
        empty = _EMPTY.about(called=limits.called)
        return None, (*problems, empty.at(whole))
    reading = _Reading(cleaned, limits)
    data, found = reading.read()
    problems = tuple(sorted((*problems, *found)))
    is_large = len(cleaned.text) > LINE_LIMITS.size
    if found and (is_large or _codes_of(found) != {"Y115"}):
        return None, problems
    return Document(source=cleaned, data=data, find=reading.find), problems


def _codes_of(problems: Iterable[Problem]) -> set[str]:
    return {problem.code for problem in problems}


class _Entry(NamedTuple):
    """Offsets of one entry of an object or a list: of its key, if it has one, and of its value."""

    key: str | int
    key_start: int
    key_end: int
    start: int
    end: int


_Entries = dict[str | int, _Entry]
"""The entries of one object or list, by key or position."""


class _Reading:
    """One text, read once, with the offsets that were looked up: the next look-up is often near."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._text = source.text
        self._limits = limits
        self._lines: LineStarts | None = None
        self._entries: dict[int, _Entries] = {}
        self._with_key_twice: list[dict[str, Any]] = []
        self._is_number_doubtful = False

    def read(self) -> tuple[Any, list[Problem]]:
        """The data, and what is wrong with it."""
        decoder = JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_float=self._float
        )
        try:
            data = decoder.decode(self._text)
        except JSONDecodeError as error:
            return None, [self._syntax(error)]
        except RecursionError:
            return None, [self._too_deep()]
        except ValueError:
            # Python reads no whole number of more than 4,300 digits.
            first = islice(_LONG_NUMBER.finditer(self._text), 1)
            return None, list(map(self._number, first))
        beyond = self._beyond_limits(data)
        if beyond:
            return None, [beyond]
        found = shown_problems(self._findings(data), self._limits.called)
        return data, list(found)

    def find(self, path: Steps, *, key: bool) -> Location:
        """The span of the value at `path`, or of its key; raises LookupError without one."""
        start = self._start_of(path[:-1])
        if not path:
            if key:
                raise KeyError(path)
            return self._span(start, _end(self._text, start))
        entry = self._inside(start)[path[-1]]
        if not key:
            return self._span(entry.start, entry.end)
        if isinstance(entry.key, int):
            raise KeyError(path)
        return self._span(entry.key_start, entry.key_end)

    def _start_of(self, path: Steps) -> int:
        """Where the value at a path begins."""
        start = _skip_gap(self._text, 0)
        for step in path:
            start = self._inside(start)[step].start
        return start

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) != len(pairs):
            self._with_key_twice.append(data)
        return data

    def _constant(self, _: str) -> None:
        self._is_number_doubtful = True

    def _float(self, digits: str) -> float:
        number = float(digits)
        if isinf(number):
            self._is_number_doubtful = True
        return number

    def _beyond_limits(self, data: object) -> Problem | None:
        """Y108, Y109: the data is nested too deeply, or there is too much; level by level."""
        limits = self._limits
        text = self._text
        brackets = text.count("{") + text.count("[")
        if brackets <= limits.depth and len(text) <= limits.nodes:
            return None  # it would need more brackets, or more characters
        level = _nested([data])
        depth = 0
        count = 1
        while level:
            depth += 1
            count += sum(map(len, level))
            if count > limits.nodes:
                return self._too_many_values()
            if depth > limits.depth:
                return self._too_deep()
            level = _nested(_inner(level))
        return None

    def _findings(self, data: object) -> Iterator[Problem]:
        """What is wrong with data that can be read; looked for only where reading left a doubt."""
        if self._is_number_doubtful:
            yield from self._unusable_numbers()
        if DOUBTFUL_ESCAPE.search(self._text):
            yield from self._unfit_characters()
        if self._with_key_twice:
            doubtful = set(map(id, self._with_key_twice))
            for path in _paths_of(data, doubtful):
                yield from self._repeats(path)

    def _unusable_numbers(self) -> Iterator[Problem]:
        for match in _CONSTANT.finditer(self._text):
            number = match["number"]
            if match["constant"] or (number and isinf(float(number))):
                yield self._number(match)

    def _unfit_characters(self) -> Iterator[Problem]:
        for match in _STRING.finditer(self._text):
            literal = match[0]
            if "\\u" not in literal:
                continue
            unescaped = json.loads(literal, strict=False)
            unfit = _UNFIT.search(unescaped)
            if unfit:
                at = self._span(*match.span())
                yield unfit_character(at, unfit.group())

    def _repeats(self, path: Steps) -> Iterator[Problem]:
        """Y115, for each key of an object that appeared before."""
        first: _Entries = {}
        for entry in _entries(self._text, self._start_of(path)):
            earlier = first.setdefault(entry.key, entry)
            if earlier is entry:
                continue
            there = self._span(earlier.key_start, earlier.key_end)
            here = self._span(entry.key_start, entry.key_end)
            begins = {self._text[each.start] for each in (earlier, entry)}
            message = ENTRIES_TWICE if begins in ({"{"}, {"["}) else KEY_TWICE
            about = message.about(key=shown(entry.key))
            yield about.at(here, Related(at=there, what="The first is here"))

    def _number(self, match: re.Match[str]) -> Problem:
        at = self._span(*match.span())
        return unusable_number(at, match[0], _INSTEAD_OF_NAN)

    def _too_many_values(self) -> Problem:
        limits = self._limits
        values = {"called": limits.called, "nodes": limits.nodes, "hint": limits.hint}
        return _TOO_MANY_VALUES.about(**values).at(Location(source=self._source))

    def _too_deep(self) -> Problem:
        message = _TOO_DEEP.about(called=self._limits.called, depth=self._limits.depth)
        return message.at(Location(source=self._source))

    def _syntax(self, error: JSONDecodeError) -> Problem:
        length = len(self._text.rstrip())
        start = min(error.pos, max(0, length - 1))
        message = self._syntax_message(error, start)
        return message.at(self._span(start, start + 1))

    def _syntax_message(self, error: JSONDecodeError, start: int) -> Message:
        if error.msg == "Extra data":
            return _GOES_ON[self._limits.called]
        before = self._text[:start].rstrip()
        if before.endswith(",") and self._text[start] in "]}":
            return _COMMA_TOO_MANY
        for beginning, message in _SYNTAX.items():
            if error.msg.startswith(beginning):
                return message
        return _OTHER_SYNTAX

    def _inside(self, start: int) -> _Entries:
        if start not in self._entries:
            # The last of two equal keys is the one whose value was read.
            entries = _entries(self._text, start)
            self._entries[start] = {entry.key: entry for entry in entries}
        return self._entries[start]

    def _span(self, start: int, end: int) -> Location:
        if self._lines is None:
            # JSON reads these as text, but they would count as the ends of lines.
            source = self._source
            if not self._text.isascii():
                text = self._text.translate(_LINE_BREAKS_OF_TEXT)
                source = replace(source, text=text)
            self._lines = LineStarts(source, one_line=self._limits.one_line)
        return self._lines.span(start, end)


_EMPTY = Message("Y105", "{called} is empty.", "Is this the right file?")
_TOO_DEEP = Message(
    "Y108", "{called} is nested more than {depth} levels deep.", "Is there a bracket too many?"
)
_TOO_MANY_VALUES = Message("Y109", "{called} has more than {nodes:,} values.", "{hint}")
_INSTEAD_OF_NAN = "If there is no value, write `null`; pandas does so with `to_json`."
_SYNTAX = {
    "Expecting property name": Message(
        "Y131",
        "A key in double quotes is expected here.",
        'In JSON, write `"key": value`.',
    ),
    "Expecting ':'": Message(
        "Y131",
        "A colon is expected here, after the key.",
        'In JSON, write `"key": value`.',
    ),
    "Expecting ','": Message(
        "Y131",
        "A comma or a closing bracket is expected here.",
        "Is a comma, a bracket or a quote missing before this?",
    ),
    "Expecting value": Message(
        "Y131",
        "A value is expected here.",
        "In JSON, write text in double quotes, and `null` where there is no value.",
    ),
    "Unterminated string": Message(
        "Y131",
        "This quote is not closed.",
        'Add `"` where the text ends.',
    ),
    "Invalid control": Message(
        "Y131",
        "This text contains a line break or a tab.",
        "Write a line break as `\\n` and a tab as `\\t`.",
    ),
    "Invalid \\": Message(
        "Y131",
        "This backslash is not allowed in JSON.",
        "Write two backslashes. In paths, `/` works too.",
    ),
}
"""Messages by the beginning of what Python says."""
_OTHER_SYNTAX = Message(
    "Y131",
    "From here on, the file cannot be read as JSON.",
    "Compare it with a file that works.",
)
_GOES_ON = {
    "The file": Message(
        "Y131",
        "The document ends here, but the file goes on.",
        "If each line is a document, give the file a name that ends in `.jsonl`. "
        "If not, look for an extra closing bracket.",
    ),
    "This line": Message(
        "Y131",
        "The document ends here, but the line goes on.",
        "Write one document on each line. If this is one document on several lines, "
        "give the file a name that ends in `.json`.",
    ),
}
_COMMA_TOO_MANY = Message(
    "Y131",
    "There is a comma before this closing bracket.",
    "Delete the comma: in JSON, no comma follows the last entry.",
)

# Mojibake (U+0080 to U+009F) is common in what pipelines write, and harms nobody. Halves of
# characters cannot be written out again.
_NO_JSON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
DOUBTFUL_ESCAPE = re.compile(r"\\u(0000|[dD][89a-fA-F])")
"""Escapes that may not be characters."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CONSTANT = re.compile(
    rf"{_STRING.pattern}|(?P<constant>NaN|-?Infinity)|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)",
    re.DOTALL,
)
_LONG_NUMBER = re.compile(r"-?\d{4300,}")
_LINE_BREAKS_OF_TEXT = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
_BETWEEN = " \t\n\r"
_GAP = re.compile(f"[{_BETWEEN}]*")
_value_at: Callable[[str, int], tuple[Any, int]] = make_scanner(
    JSONDecoder()  # type: ignore[arg-type]  # as `json` itself calls it
)
"""The value that begins somewhere in a text that is surely JSON, and where it ends."""


def _nested(values: Iterable[object]) -> list[Any]:
    """Those of some values that hold others."""
    # A comprehension, since every value of a large file passes here.
    return [value for value in values if isinstance(value, dict | list)]


def _inner(level: Iterable[Any]) -> Iterator[object]:
    """What dicts and lists hold."""
    for outer in level:
        if isinstance(outer, dict):
            yield from outer.values()
        else:
            yield from outer


def _paths_of(data: object, wanted: Container[int]) -> Iterator[Steps]:
    """The way to each of some objects, known by identity."""
    waiting: list[tuple[Steps, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if id(value) in wanted:
            yield path
        entries: Iterable[tuple[str | int, object]] = ()
        if isinstance(value, dict):
            entries = value.items()
        elif isinstance(value, list):
            entries = enumerate(value)
        for step, inner in entries:
            if isinstance(inner, dict | list):
                waiting.append(((*path, step), inner))


def _entries(text: str, start: int) -> Iterator[_Entry]:
    """The entries of the object or list that begins at `start`, in text that is surely JSON."""
    if text[start] not in "{[":
        return
    has_keys = text[start] == "{"
    here = _skip_gap(text, start + 1)
    count = 0
    while text[here] not in "}]":
        key: str | int = count
        key_start = key_end = here
        if has_keys:
            key, key_end = _value_at(text, here)
            colon = _skip_gap(text, key_end)
            here = _skip_gap(text, colon + 1)
        _, end = _value_at(text, here)
        yield _Entry(key, key_start, key_end, here, end)
        here = _skip_gap(text, end)
        if text[here] == ",":
            here = _skip_gap(text, here + 1)
        count += 1


def _end(text: str, start: int) -> int:
    _, end = _value_at(text, start)
    return end


def _skip_gap(text: str, offset: int) -> int:
    if text[offset : offset + 1] not in _BETWEEN:  # mostly there is none
        return offset
    match = _GAP.match(text, offset)
    if match is None:
        return offset
    return match.end()
