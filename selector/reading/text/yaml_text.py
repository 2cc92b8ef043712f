"""YAML text in; plain data with the location of every value and key out, or problems.

PyYAML's pure reader, scanner and parser do the reading: its C parser can be made to crash by nested
brackets. What scalars mean follows YAML 1.2's core schema, as in editors, and not PyYAML's YAML
1.1. Aliases are never followed, so nothing grows in memory.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from yaml import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from selector.model.problem import Location, Problem, Related, Source, errors_of, shown
from selector.reading.text import yaml_messages as messages
from selector.reading.text.document import UNREAD, Document, DocumentRead, IsValue, Steps, no_key
from selector.reading.text.file import (
    ENTRIES_TWICE,
    KEY_TWICE,
    NO_TEXT,
    RULE_LIMITS,
    Limits,
    clean,
    unfit_character,
    unusable_number,
)
from selector.reading.text.message import Message
from selector.reading.text.problem_limit import MOST_PROBLEMS, too_many
from selector.reading.text.yaml_events import Event, TextEvents
from selector.reading.text.yaml_scalars import (
    Plain,
    number_as_written,
    plain_value,
    read_in_two_ways,
)

Span = tuple[int, int, int, int]
"""Line, column, end line, end column; from 1, the end exclusive."""


def read_yaml(
    source: Source,
    limits: Limits = RULE_LIMITS,
    *,
    numbered: Container[str] = (),
    is_value: IsValue = no_key,
) -> DocumentRead:
    """The document of a YAML text, and every problem of the text by location.

    Args:
        source: The text.
        limits: How much it may hold.
        numbered: The keys of scene numbers, which stay as they are written; so do those in a list
            or in the keys there.
        is_value: What is known of the keys that the text may have, for what cannot be read.

    Returns:
        The document wherever the text could be read to its end, so that its shape can be judged at
        the same time. A value that cannot be used (an alias, say) is `UNREAD` in its data, and an
        error among the problems.
    """
    cleaned, problems = clean(source, limits)
    if cleaned is None:
        return None, problems
    composer = _Composer(cleaned, limits, numbered, is_value)
    document = composer.document()
    found = [*problems, *composer.problems]
    if _HIDDEN_BREAK.search(cleaned.text):
        from selector.reading.text.hidden_breaks import (  # noqa: PLC0415  # few files have any
            hidden_breaks,
        )

        found += hidden_breaks(cleaned)
    return document, tuple(sorted(found))


_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]|\r(?!\n)")
"""A line break that most editors do not show."""


@dataclass(slots=True)
class _Spans:
    """The span of one value and of its key, and the spans inside it."""

    span: Span
    key: Span | None = None
    inside: dict[str, _Spans] | list[_Spans] = field(default_factory=list)

    def within(self, path: Steps) -> _Spans:
        """The spans of a value inside this one; raises LookupError without one."""
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


class _Composer:
    """Turns events into data and spans, and collects problems on the way. Used once."""

    def __init__(
        self,
        source: Source,
        limits: Limits,
        numbered: Container[str],
        is_value: IsValue,
    ) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._limits = limits
        self._numbered = numbered
        self._is_value = is_value
        self._nodes = 0
        self._events = TextEvents(source.text)

    def document(self) -> Document | None:
        """The text's one document, or None where it cannot be read to its end."""
        try:
            return self._document()
        except MarkedYAMLError as error:
            problem = self._syntax_problem(error)
        except (ValueError, OverflowError, IndexError):
            # PyYAML computes before it checks: `"\\U00110000"` is not a character, and Python
            # reads no number in `%YAML 1.99…`.
            mark = self._events.get_mark()
            unreadable = MarkedYAMLError(problem="unreadable", problem_mark=mark)
            problem = self._syntax_problem(unreadable)
        except _StopError:
            return None
        # `- *the face` is an alias and then something odd: one message is enough.
        lines = {each.at.line for each in errors_of(self.problems)}
        if problem.at.line not in lines:
            self.problems.append(problem)
        return None

    def _document(self) -> Document | None:
        self._take()
        if isinstance(self._peek(), StreamEndEvent):
            self._nothing()
            return None
        self._take()
        first = self._peek()
        is_empty = _is_plain(first) and not first.value
        if is_empty and first.tag is None:
            self._nothing()
            return None
        data, root = self._value(1)
        self._take()
        following = self._take()
        if isinstance(following, DocumentStartEvent):
            self._add(messages.SECOND_DOCUMENT, following)
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
        # Slow to load, and rarely needed.
        from selector.reading.text.yaml_syntax import syntax_problem  # noqa: PLC0415  # see above

        return syntax_problem(error, self._source, self._events.long_quote, self._is_value)

    def _nothing(self) -> None:
        message = messages.NO_CONTENT
        if not self._source.text.strip():
            message = messages.EMPTY
        whole = Location(source=self._source)
        self.problems.append(message.at(whole))

    def _value(
        self, depth: int, *, is_number: bool = False, is_entry: bool = False
    ) -> tuple[Any, _Spans]:
        event = self._take()
        self._count(event, depth)
        if isinstance(event, AliasEvent):
            anchor = shown(event.anchor)
            self._add(messages.ALIAS.about(anchor=anchor), event)
            return UNREAD, _Spans(_span(event))
        self._refuse_anchor(event)
        is_tagged = _has_tag(event)
        if is_tagged:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._add(messages.YAML_TAG.about(tag=shown(tag)), event)
        if isinstance(event, ScalarEvent):
            value = self._scalar(event, is_number=is_number)
            return value, _Spans(self._scalar_span(event))
        if isinstance(event, SequenceStartEvent):
            data, spans = self._list(event, depth, is_number=is_number)
        else:
            data, spans = self._mapping(event, depth, is_number=is_number, is_entry=is_entry)
        if is_tagged:
            return UNREAD, spans
        return data, spans

    def _refuse_anchor(self, event: Event) -> None:
        if event.anchor is not None:
            anchor = shown(event.anchor)
            self._add(messages.ANCHOR.about(anchor=anchor), event)

    def _list(self, start: Event, depth: int, *, is_number: bool) -> tuple[Any, _Spans]:
        data: list[Any] = []
        inner: list[_Spans] = []
        last: Span | None = None
        is_dashed = not start.flow_style
        while not isinstance(self._peek(), SequenceEndEvent):
            value, spans = self._value(depth + 1, is_number=is_number, is_entry=is_dashed)
            data.append(value)
            inner.append(spans)
            last = spans.span
        whole = _around(start, self._take(), last)
        return data, _Spans(whole, inside=inner)

    def _mapping(
        self, start: Event, depth: int, *, is_number: bool, is_entry: bool
    ) -> tuple[Any, _Spans]:
        data: dict[str, Any] = {}
        inner: dict[str, _Spans] = {}
        last: Span | None = None
        again: dict[str, list[Problem]] = {}
        while not isinstance(self._peek(), MappingEndEvent):
            key, key_span = self._key(depth + 1, is_number=is_number)
            value, spans = self._value_of(key, key_span, depth + 1)
            spans.key = key_span
            last = _later(key_span, spans.span)
            if key is None:
                continue
            if key in inner:
                message = KEY_TWICE
                if isinstance(value, dict | list) and isinstance(data[key], type(value)):
                    message = ENTRIES_TWICE
                problem = self._repeated(message, key, key_span, inner[key])
                again.setdefault(key, []).append(problem)
            else:
                data[key] = value
                inner[key] = spans
        if again and next(iter(again)) == next(iter(inner)):
            first = next(iter(inner))
            is_numbered = depth == 1 and first in self._numbered
            self._begins_anew(first, again, is_entry=is_entry, is_numbered=is_numbered)
        whole = _around(start, self._take(), last)
        return data, _Spans(whole, inside=inner)

    def _begins_anew(
        self,
        first: str,
        again: dict[str, list[Problem]],
        *,
        is_entry: bool,
        is_numbered: bool,
    ) -> None:
        """Say that a dash is missing where the keys of a mapping begin from the first one again.

        Args:
            first: Its first key.
            again: The problems of the keys that are there again.
            is_entry: Whether it is an entry of a list.
            is_numbered: Whether it is the whole document, and the key is for a number.
        """
        found = [problem for problems in again.values() for problem in problems]
        message = None
        if is_entry and len(found) == 1:
            message = messages.KEY_OR_NO_DASH
        elif is_entry:
            message = messages.NO_DASH_AT_KEY
        elif is_numbered:
            message = messages.NO_DASHES
        if message is None:
            return
        said = message.about(key=shown(first))
        dropped = set(map(id, found))
        self.problems = [each for each in self.problems if id(each) not in dropped]
        self.problems.append(said.at(found[0].at, *found[0].related))

    def _value_of(self, key: str | None, key_span: Span, depth: int) -> tuple[Any, _Spans]:
        """The value of a key; after a merge key, an alias is read past without a second problem."""
        if key is None and isinstance(self._peek(), AliasEvent):
            self._take()
            return UNREAD, _Spans(key_span)
        return self._value(depth, is_number=key in self._numbered)

    def _key(self, depth: int, *, is_number: bool) -> tuple[str | None, Span]:
        """The text of a key, and its span. What cannot be a key is a problem, and read past."""
        event = self._peek()
        span = _span(event)
        is_plain = _is_plain(event)
        if is_plain and event.value == "<<":
            self._take()
            self._add(messages.MERGE_KEY, event)
            return None, span
        is_text = isinstance(event, ScalarEvent) and event.tag is None
        if is_text and (event.value or not is_plain):
            self._take()
            self._count(event, depth)
            self._refuse_anchor(event)
            key = self._text(event, is_key=True, is_number=is_number)
            if key is UNREAD:
                return None, span
            return key, span
        if not isinstance(event, AliasEvent):
            self._add(messages.KEY_EXPECTED, event)
        self._value(depth)
        return None, span

    def _repeated(self, message: Message, key: str, span: Span, first: _Spans) -> Problem:
        there = self._at(first.key or span)
        related = Related(at=there, what="The first is here")
        problem = message.about(key=shown(key)).at(self._at(span), related)
        self._add_problem(problem)
        return problem

    def _scalar(self, event: Event, *, is_number: bool) -> Plain:
        text = self._text(event, is_number=is_number)
        if _has_tag(event):
            return UNREAD
        if not _is_plain(event):
            return text
        if is_number:
            return number_as_written(text)
        try:
            return plain_value(text)
        except ValueError:
            at = self._at(_span(event))
            self._add_problem(unusable_number(at, text, "If there is no value, delete the key."))
            return UNREAD

    def _text(self, event: Event, *, is_key: bool = False, is_number: bool = False) -> str:
        """The text of a scalar, after looking for what may be wrong with any."""
        text = str(event.value)
        if event.style:
            return self._quoted(event, text)
        if text.startswith(_OTHER_QUOTES):
            curly = text[0]
            self._add(messages.TYPOGRAPHIC_QUOTE.about(curly=curly), event)
            return text
        if is_number:
            return text
        ambiguity = read_in_two_ways(text)
        if ambiguity and is_key:
            ambiguity = ambiguity._replace(hint=f'Put it in quotes: `"{text}"`.')
        if ambiguity:
            self._add(ambiguity, event)
        return text

    def _quoted(self, event: Event, text: str) -> str:
        if _HALF.search(text):
            # Escapes as JSON writes them: two halves make one character.
            halves = text.encode("utf-16-le", "surrogatepass")
            text = halves.decode("utf-16-le", "surrogatepass")
        unfit = NO_TEXT.search(text)
        if unfit is None:
            return text
        at = self._at(_span(event))
        self._add_problem(unfit_character(at, unfit.group(), at.written))
        return UNREAD

    def _count(self, event: Event, depth: int) -> None:
        """Count one more value; raises _StopError for one too many or one too deep."""
        self._nodes += 1
        limits = self._limits
        if self._nodes > limits.nodes:
            message = messages.TOO_MANY_VALUES.about(nodes=limits.nodes, hint=limits.hint)
            self._add(message, event)
            raise _StopError
        if depth > limits.depth:
            message = messages.TOO_DEEP.about(depth=limits.depth)
            self._add(message, event)
            raise _StopError

    def _scalar_span(self, event: Event) -> Span:
        """The span of a scalar; that of a block of text ends with the last line of the text."""
        span = _span(event)
        if event.style not in ("|", ">"):
            return span
        line, column, _, _ = span
        block = self._source.text[event.start_mark.index : event.end_mark.index]
        lines = block.rstrip().splitlines()
        end_line = line + len(lines) - 1
        end_column = len(lines[-1]) + 1
        if end_line == line:
            end_column += column - 1
        return line, column, end_line, end_column

    def _add(self, message: Message, event: Event) -> None:
        at = self._at(_span(event))
        self._add_problem(message.at(at))

    def _add_problem(self, problem: Problem) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(too_many(problem.at))
            raise _StopError
        self.problems.append(problem)

    def _at(self, span: Span) -> Location:
        line, column, end_line, end_column = span
        above = self._source.first_line - 1
        line += above
        end_line += above
        return Location(
            source=self._source, line=line, column=column, end_line=end_line, end_column=end_column
        )

    def _peek(self) -> Event:
        return self._events.peek_event()  # type: ignore[no-untyped-call]  # PyYAML has no types

    def _take(self) -> Event:
        return self._events.get_event()  # type: ignore[no-untyped-call]  # PyYAML has no types


# `!!python/…` begins like these, so the list is of whole tags.
_TAGS: dict[type[Event], str] = {
    ScalarEvent: "tag:yaml.org,2002:str",
    SequenceStartEvent: "tag:yaml.org,2002:seq",
    MappingStartEvent: "tag:yaml.org,2002:map",
}
"""The tag that says of each kind of value what it is anyway."""
_OTHER_QUOTES = tuple(
    "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a\u300c\u300e\uff02\uff07"
)
_HALF = re.compile("[\ud800-\udfff]")


def _has_tag(event: Event) -> bool:
    """Whether a value has a tag that says anything else of it than what it is."""
    return event.tag is not None and event.tag != _TAGS[type(event)]


def _is_plain(event: Event) -> bool:
    """True for a scalar without quotes or a tag that says what it is."""
    return isinstance(event, ScalarEvent) and event.implicit[0]


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _later(one: Span, other: Span) -> Span:
    """The span that ends later; the first of two that end together."""
    if other[2:] > one[2:]:
        return other
    return one


def _around(start: Event, end: Event, last: Span | None) -> Span:
    """The span of a list or mapping: to its closing bracket, or to the end of its last entry."""
    line, column, _, _ = _span(start)
    if start.flow_style or last is None:
        last = _span(end)
    return line, column, *last[2:]
