"""YAML text in; plain data with the place of every value and key out, or problems in plain words.

PyYAML's pure reader, scanner and parser do the reading: its C parser can be made to crash by nested brackets. What
scalars mean follows YAML 1.2's core schema, as in editors, and not PyYAML's YAML 1.1. Aliases are never followed, so
nothing grows in memory.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from selector.model.problem import Location, Problem, Related, Source, errors_of, shown
from selector.reading.text.document import UNREAD, Document, Steps
from selector.reading.text.file import NO_TEXT, RULE_LIMITS, Limits, clean, unfit_character
from selector.reading.text.problem_limit import MOST_PROBLEMS, too_many
from selector.reading.text.yaml_scalars import (
    Plain,
    number_as_written,
    plain_value,
    read_in_two_ways,
)

# PyYAML's stubs say of every mark that it may be missing; those of events and tokens read from text never are.
Event: TypeAlias = Any
Token: TypeAlias = Any

Span = tuple[int, int, int, int]
"""Line, column, end line, end column; from 1, the end exclusive."""


def read_yaml(
    source: Source, limits: Limits = RULE_LIMITS, *, numbered: Container[str] = ()
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a YAML text, and every problem of the text in order of place.

    Under the keys that are `numbered` stand scene numbers, which stay as they are written. A document is given wherever
    the text could be read to its end, so that its shape can be judged in the same go. What it says that cannot be used
    (an alias, say) is `UNREAD` in the data, and an error among the problems.
    """
    cleaned, problems = clean(source, limits)
    if cleaned is None:
        return None, problems
    composer = _Composer(cleaned, limits, numbered)
    document = composer.document()
    return document, tuple(sorted((*problems, *composer.problems)))


@dataclass(slots=True)
class _Spans:
    """Where one value stands, where its key does, and the places of what it holds."""

    span: Span
    key: Span | None = None
    inside: dict[str, _Spans] | list[_Spans] = field(default_factory=list)

    def within(self, path: Steps) -> _Spans:
        """The place of a value inside this one; raises LookupError where there is none."""
        spans = self
        for step in path:
            match spans.inside, step:
                case dict() as named, str():
                    spans = named[step]
                case list() as listed, int():
                    spans = listed[step]
                case _:
                    raise KeyError(step)
        return spans


class _StopError(Exception):
    """Enough was read: what follows is not worth a second problem."""


class _Events(Reader, Scanner, Parser):
    """PyYAML's events of one text. Remembers the last quoted text that runs over lines: a quote may be missing."""

    def __init__(self, text: str) -> None:
        self._enough_at = -1
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.long_quote: tuple[int, int] | None = None

    def need_more_tokens(self) -> bool:
        """Whether the scanner must read on before the next token is known, as PyYAML finds it.

        PyYAML asks six times for each token. Once it has read enough, only taking a token can change the answer.
        """
        if self._enough_at == self.tokens_taken:
            return False
        more = bool(super().need_more_tokens())
        if not more:
            self._enough_at = self.tokens_taken
        return more

    def scan_flow_scalar(self, style: str) -> Token:
        """The token of a quoted text, as PyYAML scans it."""
        token: Token = super().scan_flow_scalar(style)
        if token.start_mark.line != token.end_mark.line:
            self.long_quote = token.start_mark.index, token.end_mark.index
        return token


class _Composer:
    """Turns events into data and places, and collects problems on the way. Used once."""

    def __init__(self, source: Source, limits: Limits, numbered: Container[str]) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._limits = limits
        self._numbered = numbered
        self._nodes = 0
        self._events = _Events(source.text)

    def document(self) -> Document | None:
        """The text's one document, or None where it cannot be read to its end."""
        try:
            return self._document()
        except MarkedYAMLError as error:
            problem = self._syntax_problem(error)
        except (ValueError, OverflowError, IndexError):
            # PyYAML computes before it checks: `"\\U00110000"` is no character, `%YAML 1.99…` no number for Python.
            unreadable = MarkedYAMLError(problem="unreadable", problem_mark=self._events.get_mark())
            problem = self._syntax_problem(unreadable)
        except _StopError:
            return None
        # `- *the face` is an alias and then something odd: one message is enough.
        if all(each.at.line != problem.at.line for each in errors_of(self.problems)):
            self.problems.append(problem)
        return None

    def _document(self) -> Document | None:
        self._take()
        if isinstance(self._peek(), StreamEndEvent):
            self.problems.append(self._nothing())
            return None
        self._take()
        first = self._peek()
        if (
            isinstance(first, ScalarEvent)
            and not first.value
            and first.tag is None
            and first.implicit[0]
        ):
            self.problems.append(self._nothing())
            return None
        data, root = self._value(1)
        self._take()
        following = self._take()
        if isinstance(following, DocumentStartEvent):
            hint = "Keep one in this file and move the other, or take the dividing line out."
            self._problem(_span(following), "Y107", "A second document begins here.", hint)
            return None

        def find(path: Steps, *, key: bool) -> Location:
            spans = root.within(path)
            if not key:
                return self._at(spans.span)
            if spans.key is None:
                raise KeyError(path)
            return self._at(spans.key)

        return Document(source=self._source, data=data, find=find)

    def _syntax_problem(self, error: MarkedYAMLError) -> Problem:
        from selector.reading.text.yaml_syntax import syntax_problem  # noqa: PLC0415  # slow to load, and rarely needed

        return syntax_problem(error, self._source, self._events.long_quote)

    def _nothing(self) -> Problem:
        is_blank = not self._source.text.strip()
        what = (
            "The file is empty."
            if is_blank
            else "The file says nothing: there is not one key in it."
        )
        hint = "Is it the right file? `selector new` writes one to start from."
        return Problem(at=Location(source=self._source), code="Y105", what=what, hint=hint)

    def _value(self, depth: int, *, is_number: bool = False) -> tuple[Any, _Spans]:
        event = self._take()
        self._count(event, depth)
        if isinstance(event, AliasEvent):
            hint = (
                "Write the value out: there are no aliases here. If it is text, put it in quotes."
            )
            self._problem(_span(event), "Y112", f"`*{shown(event.anchor)}` is an alias.", hint)
            return UNREAD, _Spans(_span(event))
        if event.anchor is not None:
            hint = "Take it out: there are no anchors here. If it is text, put it in quotes."
            self._problem(_span(event), "Y112", f"`&{shown(event.anchor)}` is an anchor.", hint)
        if event.tag not in _TAGS:
            hint = "Take it out: nothing here needs one. If it is text, put it in quotes."
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(_span(event), "Y114", f"`{shown(tag)}` is a tag of YAML's.", hint)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, is_number=is_number), _Spans(self._scalar_span(event))
        compose = self._list if isinstance(event, SequenceStartEvent) else self._mapping
        data, spans = compose(event, depth)
        return data if event.tag in _TAGS else UNREAD, spans

    def _list(self, start: Event, depth: int) -> tuple[list[Any], _Spans]:
        data: list[Any] = []
        inner: list[_Spans] = []
        while not isinstance(self._peek(), SequenceEndEvent):
            value, spans = self._value(depth + 1)
            data.append(value)
            inner.append(spans)
        last = inner[-1].span if inner else None
        return data, _Spans(_around(start, self._take(), last), inside=inner)

    def _mapping(self, start: Event, depth: int) -> tuple[dict[str, Any], _Spans]:
        data: dict[str, Any] = {}
        inner: dict[str, _Spans] = {}
        last: Span | None = None
        while not isinstance(self._peek(), MappingEndEvent):
            key, key_span = self._key(depth + 1)
            if key is None and self._merged():
                value, spans = UNREAD, _Spans(key_span)
            else:
                value, spans = self._value(depth + 1, is_number=key in self._numbered)
            spans.key = key_span
            last = max(key_span, spans.span, key=lambda span: span[2:])
            if key is not None and key in inner:
                self._repeated(key, key_span, inner[key].key or key_span)
            elif key is not None:
                data[key] = value
                inner[key] = spans
        return data, _Spans(_around(start, self._take(), last), inside=inner)

    def _key(self, depth: int) -> tuple[str | None, Span]:
        """The text of a key, and its span. What cannot be a key is a problem, and read past."""
        event = self._peek()
        span = _span(event)
        if isinstance(event, ScalarEvent) and event.implicit[0] and event.value == "<<":
            self._take()
            hint = "Write the keys out. A shot rule can take over another's with `like`."
            self._problem(
                span, "Y113", "`<<` merges keys from elsewhere, which is not possible here.", hint
            )
            return None, span
        if (
            isinstance(event, ScalarEvent)
            and event.tag is None
            and (event.value or not event.implicit[0])
        ):
            self._take()
            self._count(event, depth)
            key = self._text(event, is_key=True)
            return (None if key is UNREAD else key), span
        if not isinstance(event, AliasEvent):
            hint = "A key is a word, then a colon. Text that begins with a bracket needs quotes."
            self._problem(span, "Y116", "A key is expected here, and this is not one.", hint)
        self._value(depth)
        return None, span

    def _merged(self) -> bool:
        """Whether an alias follows, which is then read past: the merge key before it was the problem."""
        if not isinstance(self._peek(), AliasEvent):
            return False
        self._take()
        return True

    def _repeated(self, key: str, span: Span, first: Span) -> None:
        related = (Related(at=self._at(first), what="The first is here"),)
        hint = "Keep one of the two."
        what = f"The key `{shown(key)}` is here a second time."
        self._tell(Problem(at=self._at(span), code="Y115", what=what, hint=hint, related=related))

    def _scalar(self, event: Event, *, is_number: bool) -> Plain:
        text = self._text(event, is_number=is_number)
        if event.tag not in _TAGS:
            return UNREAD
        if not event.implicit[0]:
            return text
        if is_number:
            return number_as_written(text)
        try:
            return plain_value(text)
        except ValueError:
            hint = (
                "Write a number that a person would reckon with. If it is text, put it in quotes."
            )
            if text.casefold() == ".nan":
                hint = "Where there is no value, take the key out."
            self._problem(
                _span(event), "Y110", f"`{shown(text)}` is a number that cannot be used.", hint
            )
            return UNREAD

    def _text(self, event: Event, *, is_key: bool = False, is_number: bool = False) -> str:
        """The text of a scalar, after looking for what may be wrong with any."""
        text = str(event.value)
        if event.style:
            if _HALF.search(text):
                # Escapes as JSON writes them: two halves make one character.
                text = text.encode("utf-16-le", "surrogatepass").decode(
                    "utf-16-le", "surrogatepass"
                )
            if found := NO_TEXT.search(text):
                self._tell(unfit_character(self._at(_span(event)), found.group()))
                return UNREAD
        elif text.startswith(_OTHER_QUOTES):
            what = f"`{text[0]}` is not a quote to YAML, so it is part of the text; word processors write it."
            self._problem(_span(event), "Y153", what, "Write straight quotes: `\"` or `'`.")
        elif not is_number and (ways := read_in_two_ways(text)):
            what, hint = ways
            self._problem(
                _span(event), "Y152", what, f'Put it in quotes: `"{text}"`.' if is_key else hint
            )
        return text

    def _count(self, event: Event, depth: int) -> None:
        """Count one more value. Of one too many, or one too deep, tell, and stop: raises _StopError."""
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            what = f"The file holds more than {self._limits.nodes:,} values."
            self._problem(_span(event), "Y109", what, self._limits.hint)
            raise _StopError
        if depth > self._limits.depth:
            hint = "Nothing that people write lies so deep. Is a bracket doubled?"
            self._problem(
                _span(event), "Y108", f"This lies more than {self._limits.depth} levels deep.", hint
            )
            raise _StopError

    def _scalar_span(self, event: Event) -> Span:
        """The span of a scalar; that of a block of text ends with its last line, not where the next key begins."""
        line, column, end_line, end_column = _span(event)
        if event.style in ("|", ">"):
            lines = (
                self._source.text[event.start_mark.index : event.end_mark.index]
                .rstrip()
                .splitlines()
            )
            end_line = line + len(lines) - 1
            end_column = len(lines[-1]) + (column if len(lines) == 1 else 1)
        return line, column, end_line, end_column

    def _problem(self, span: Span, code: str, what: str, hint: str) -> None:
        self._tell(Problem(at=self._at(span), code=code, what=what, hint=hint))

    def _tell(self, problem: Problem) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(too_many(problem.at))
            raise _StopError
        self.problems.append(problem)

    def _at(self, span: Span) -> Location:
        line, column, end_line, end_column = span
        above = self._source.first_line - 1
        line, end_line = line + above, end_line + above
        return Location(
            source=self._source, line=line, column=column, end_line=end_line, end_column=end_column
        )

    def _peek(self) -> Event:
        return self._events.peek_event()  # type: ignore[no-untyped-call]  # PyYAML has no types for it

    def _take(self) -> Event:
        return self._events.get_event()  # type: ignore[no-untyped-call]  # PyYAML has no types for it


# `!!python/…` begins like these, so the list is of whole tags.
_TAGS = (None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_OTHER_QUOTES = tuple(
    "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a\u300c\u300e\uff02\uff07"
)
_HALF = re.compile("[\ud800-\udfff]")


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _around(start: Event, end: Event, last: Span | None) -> Span:
    """The span of a list or mapping: by its brackets, or else up to the end of the last thing in it."""
    line, column, _, _ = _span(start)
    return line, column, *(_span(end) if start.flow_style or last is None else last)[2:]
