"""JSON text in; plain data out, or problems in plain words. Locations are worked out only when somebody asks for one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from json import JSONDecodeError, JSONDecoder
from math import isinf
from typing import Any, NamedTuple

from selector.model.problem import Location, Problem, Related, Source, shown
from selector.reading.text.document import Document, LineStarts, Steps
from selector.reading.text.file import Limits, clean, unfit_character
from selector.reading.text.problem_limit import shown_problems

AS_LINES = "Is it the right file? If so, write it as JSON Lines: one scene or picture on each line of a `.jsonl` file."
JSON_LIMITS = Limits(size=32 * 1024 * 1024, depth=100, nodes=500_000, hint=AS_LINES)
"""For what pipelines write: a film of 3,000 scenes is about 27 MB as one list. JSON Lines are read line by line."""
LINE_LIMITS = Limits(
    size=1024 * 1024, depth=JSON_LIMITS.depth, nodes=1024 * 1024, called="This line"
)
"""For one line of JSON Lines: a scene or a picture. Its size alone counts, since no value takes less than a byte."""


def read_json(
    source: Source, limits: Limits = JSON_LIMITS
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a JSON text, and every problem of the text, in order of place.

    With an error there is no document, unless all errors are keys that stand twice in a text of at most a megabyte: the
    last of these is then read, so that what else is wrong can be told in the same go.
    """
    cleaned, problems = clean(source, limits, _NO_JSON)
    if cleaned is None:
        return None, problems
    if not cleaned.text.strip():
        what, hint = f"{limits.called} is empty.", "Is it the right file?"
        return None, (
            *problems,
            Problem(at=Location(source=cleaned), code="Y105", what=what, hint=hint),
        )
    reading = _Reading(cleaned, limits)
    data, found = reading.read()
    problems = tuple(sorted((*problems, *found)))
    is_read = not found or (
        len(cleaned.text) <= LINE_LIMITS.size and all(each.code == "Y115" for each in found)
    )
    return (Document(source=cleaned, data=data, find=reading.find) if is_read else None), problems


class _Entry(NamedTuple):
    """Offsets of one entry of an object or a list: of its key, if it has one, and of its value."""

    key: str | int
    key_start: int
    key_end: int
    start: int
    end: int


class _Reading:
    """One text, read once; and the offsets of what was asked for, kept because the next question lies nearby."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._text = source.text
        self._limits = limits
        self._lines: LineStarts | None = None
        self._entries: dict[int, dict[str | int, _Entry]] = {}
        self._doubtful: list[dict[str, Any]] = []
        self._no_number = False

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
            return None, [
                self._number(match) for match in [_LONG_NUMBER.search(self._text)] if match
            ]
        if beyond := self._beyond_limits(data):
            return None, [beyond]
        return data, list(shown_problems(self._findings(data), self._limits.called))

    def find(self, path: Steps, *, key: bool) -> Location:
        """The span of the value at `path`, or of its key; raises LookupError where there is none."""
        start = _skip_gap(self._text, 0)
        if not path and not key:
            return self._span(start, _end(self._text, start))
        if not path:
            raise KeyError(path)
        for step in path[:-1]:
            start = self._inside(start)[step].start
        entry = self._inside(start)[path[-1]]
        if not key:
            return self._span(entry.start, entry.end)
        if not isinstance(path[-1], str):
            raise KeyError(path)
        return self._span(entry.key_start, entry.key_end)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) != len(pairs):
            self._doubtful.append(data)
        return data

    def _constant(self, _: str) -> None:
        self._no_number = True

    def _float(self, digits: str) -> float:
        number = float(digits)
        self._no_number = self._no_number or isinf(number)
        return number

    def _beyond_limits(self, data: object) -> Problem | None:
        """Y108, Y109: the data lies too deep, or there is too much of it; looked for level by level."""
        level = [data] if isinstance(data, dict | list) else []
        depth, count = 0, 1
        while level:
            depth, count = depth + 1, count + sum(map(len, level))
            if count > self._limits.nodes:
                what = f"{self._limits.called} holds more than {self._limits.nodes:,} values."
                at = Location(source=self._source)
                return Problem(at=at, code="Y109", what=what, hint=self._limits.hint)
            if depth > self._limits.depth:
                return self._too_deep()
            level = [
                inner
                for outer in level
                for inner in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(inner, dict | list)
            ]
        return None

    def _findings(self, data: object) -> Iterator[Problem]:
        """What is wrong with data that can be read; looked for only where reading left a doubt."""
        if self._no_number:
            for match in _CONSTANT.finditer(self._text):
                if match["constant"] or (match["number"] and isinf(float(match["number"]))):
                    yield self._number(match)
        if _DOUBTFUL_ESCAPE.search(self._text):
            for match in _STRING.finditer(self._text):
                found = _UNFIT.search(_unescaped(match[0])) if "\\u" in match[0] else None
                if found:
                    yield unfit_character(self._span(match.start(), match.end()), found.group())
        if self._doubtful:
            doubtful = {id(each) for each in self._doubtful}
            for path in _paths_of(data, doubtful):
                yield from self._repeats(path)

    def _repeats(self, path: Steps) -> Iterator[Problem]:
        start = _skip_gap(self._text, 0)
        for step in path:
            start = self._inside(start)[step].start
        first: dict[str | int, _Entry] = {}
        for entry in _entries(self._text, start):
            earlier = first.setdefault(entry.key, entry)
            if earlier is not entry:
                what = f"The key `{shown(entry.key)}` is here a second time."
                related = (
                    Related(
                        at=self._span(earlier.key_start, earlier.key_end), what="The first is here"
                    ),
                )
                at = self._span(entry.key_start, entry.key_end)
                yield Problem(
                    at=at, code="Y115", what=what, hint="Keep one of the two.", related=related
                )

    def _number(self, match: re.Match[str]) -> Problem:
        at = self._span(match.start(), match.end())
        hint = "Write a number that a person would reckon with, or `null`. If it is text, put it in quotes."
        if match[0] == "NaN":
            hint = "Where there is no value, JSON has `null`; pandas writes that with `to_json`."
        return Problem(
            at=at,
            code="Y110",
            what=f"`{shown(match[0])}` is a number that cannot be used.",
            hint=hint,
        )

    def _too_deep(self) -> Problem:
        what = f"{self._limits.called} is more than {self._limits.depth} levels deep."
        hint = "Nothing that people write lies so deep. Is a bracket doubled?"
        return Problem(at=Location(source=self._source), code="Y108", what=what, hint=hint)

    def _syntax(self, error: JSONDecodeError) -> Problem:
        start = min(error.pos, max(0, len(self._text.rstrip()) - 1))
        what, hint = next(
            (words for begins, words in _SYNTAX.items() if error.msg.startswith(begins)),
            _OTHER_SYNTAX,
        )
        if error.msg == "Extra data":
            what, hint = (
                f"{self._limits.called} goes on after its end.",
                _GOES_ON[self._limits.called],
            )
        elif self._text[:start].rstrip().endswith(",") and self._text[start] in "]}":
            what, hint = _COMMA_TOO_MANY
        return Problem(at=self._span(start, start + 1), code="Y131", what=what, hint=hint)

    def _inside(self, start: int) -> dict[str | int, _Entry]:
        if start not in self._entries:
            # The last of two equal keys is the one whose value was read.
            self._entries[start] = {entry.key: entry for entry in _entries(self._text, start)}
        return self._entries[start]

    def _span(self, start: int, end: int) -> Location:
        if self._lines is None:
            # JSON takes these for text, but they would count as the ends of lines.
            placed = replace(self._source, text=self._text.translate(_LINE_BREAKS_OF_TEXT))
            self._lines = LineStarts(placed, one_line=self._limits.one_line)
        return self._lines.span(start, end)


_SYNTAX = {
    "Expecting property name": (
        "A key in double quotes is expected here.",
        'JSON writes `"key": value`.',
    ),
    "Expecting ':'": ("A colon is expected here, after the key.", 'JSON writes `"key": value`.'),
    "Expecting ','": (
        "A comma or a closing bracket is expected here.",
        "Is a comma, a bracket or a quote missing before this?",
    ),
    "Expecting value": (
        "A value is expected here.",
        "JSON writes text in double quotes, and `null` for nothing.",
    ),
    "Unterminated string": ("This quote is not closed.", 'Add `"` where the text ends.'),
    "Invalid control": (
        "Text goes on to the next line, or has a tab in it.",
        "Write a line break as `\\n` and a tab as `\\t`.",
    ),
    "Invalid \\": (
        "This backslash means nothing in JSON.",
        "Write two backslashes; paths work with `/`.",
    ),
}
_OTHER_SYNTAX = (
    "From here on the file cannot be read as JSON.",
    "Compare it with a file that works.",
)

_GOES_ON = {
    "The file": "If each line is a document, name the file `.jsonl`; else look for a bracket too many.",
    "This line": "Write one document on each line; if this is one document on several lines, call the file `.json`.",
}
_COMMA_TOO_MANY = (
    "There is a comma before this closing bracket.",
    "Take the comma away: JSON has none after the last entry.",
)

# Mojibake (U+0080 to U+009F) is common in what pipelines write, and harms nobody. Halves of characters cannot be
# written out again.
_NO_JSON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_DOUBTFUL_ESCAPE = re.compile(r"\\u(0000|[dD][89a-fA-F])")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CONSTANT = re.compile(
    rf"{_STRING.pattern}|(?P<constant>NaN|-?Infinity)|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)",
    re.DOTALL,
)
_LONG_NUMBER = re.compile(r"-?\d{4300,}")
_LINE_BREAKS_OF_TEXT = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
_GAP = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


def _unescaped(literal: str) -> str:
    return str(json.loads(literal, strict=False))


def _paths_of(data: object, wanted: set[int]) -> Iterator[Steps]:
    """The way to each of some objects, known by identity."""
    waiting: list[tuple[Steps, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if id(value) in wanted:
            yield path
        if isinstance(value, dict | list):
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            waiting.extend(
                ((*path, step), inner) for step, inner in entries if isinstance(inner, dict | list)
            )


def _entries(text: str, start: int) -> Iterator[_Entry]:
    """The entries of the object or list that begins at `start`, in text that is known to be JSON."""
    if text[start] not in "{[":
        return
    named = text[start] == "{"
    here, count = _skip_gap(text, start + 1), 0
    while text[here] not in "}]":
        key: str | int = count
        key_start = key_end = here
        if named:
            key, key_end = _DECODER.raw_decode(text, here)
            here = _skip_gap(text, _skip_gap(text, key_end) + 1)
        end = _end(text, here)
        yield _Entry(key, key_start, key_end, here, end)
        here = _skip_gap(text, end)
        here = _skip_gap(text, here + 1) if text[here] == "," else here
        count += 1


def _end(text: str, start: int) -> int:
    return _DECODER.raw_decode(text, start)[1]


def _skip_gap(text: str, offset: int) -> int:
    match = _GAP.match(text, offset)
    return match.end() if match else offset
