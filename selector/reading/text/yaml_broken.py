"""A YAML text that PyYAML refused, and where its lines, values and entries begin and end.

In: the text and PyYAML's error. Out: what `yaml_syntax` has to know of them, as offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError

from selector.among_threads import cached_property
from selector.model.problem import Location, Source
from selector.reading.text.document import IsValue, LineStarts


@dataclass(frozen=True, kw_only=True)
class BrokenYaml:
    """An error of PyYAML's in its text.

    Attributes:
        problem: PyYAML's words for the error; empty where it has none.
        context: Its words for what it was reading; empty where it has none.
        here: The offset of the error.
        began: The offset where the thing began that could not be read to its end.
        long_quote: The start and end of the last quoted text that runs over several lines.
        is_value: What is known of the keys that the text may have.
    """

    problem: str
    context: str
    here: int
    began: int | None
    long_quote: tuple[int, int] | None
    is_value: IsValue
    text: str
    lines: LineStarts

    @cached_property
    def line_start(self) -> int:
        """Where the line of the error begins."""
        return self.start_of_line(self.here)

    @cached_property
    def line_above(self) -> int:
        """Where the last line before it begins that is not empty."""
        return self.above(self.line_start)

    @cached_property
    def line(self) -> str:
        """The line of the error."""
        return self.line_at(self.line_start)

    @cached_property
    def before(self) -> str:
        """That line up to the error."""
        return self.text[self.line_start : self.here]

    @cached_property
    def found(self) -> str:
        """What PyYAML found where it wanted something else, such as `,` or `<scalar>`."""
        match = _BUT_FOUND.search(self.problem)
        if match is None:
            return ""
        return match[1]

    @cached_property
    def is_stray_colon(self) -> bool:
        """True where a colon begins a value and no value can begin."""
        return self.error_has("mapping values are not allowed")

    @cached_property
    def is_left_open(self) -> bool:
        """True where a thing that the error is in began on a line above it."""
        return self.began is not None and self.began < self.line_start

    def error_has(self, words: str) -> bool:
        """True where PyYAML's words for the error have these in them."""
        return words in self.problem

    def start_of_line(self, offset: int) -> int:
        """Where the line begins that an offset is on."""
        first = max(0, offset - _FAR)
        start = first
        for match in _LINE_BREAK.finditer(self.text, first, offset):
            start = match.end()
        return start

    def above(self, line_start: int) -> int:
        """Where the last line before a line begins that is not empty; 0 without one."""
        above = self.text[:line_start].rstrip()
        return self.start_of_line(len(above))

    def below(self, line_start: int) -> int:
        """Where the next line after a line begins that is not empty; the end without one."""
        following = _FILLED.search(self.text, self.end_of_line(line_start))
        if following is None:
            return len(self.text)
        return self.start_of_line(following.start())

    def end_of_line(self, offset: int) -> int:
        """Where the line ends that an offset is on, without the spaces at its end."""
        match = _LINE_BREAK.search(self.text, offset)
        end = len(self.text)
        if match:
            end = match.start()
        return offset + len(self.text[offset:end].rstrip())

    def line_at(self, start: int) -> str:
        """The line that begins at an offset."""
        return self.text[start : self.end_of_line(start)]

    def end_of_value(self, offset: int) -> int:
        """Where a value ends that runs to the end of its line, without a comment."""
        line = self.line_at(offset)
        comment = _COMMENT.search(line)
        if comment:
            line = line[: comment.start()].rstrip()
        return offset + len(line)

    def end_of_entry(self, offset: int) -> int:
        """Where an entry between brackets ends: at a comma or closing bracket of its line."""
        end = self.end_of_value(offset)
        match = _END_OF_ENTRY.search(self.text, offset, end)
        if match:
            end = match.start()
        return offset + len(self.text[offset:end].rstrip())

    def span(self, start: int, end: int) -> Location:
        """The location of the characters from `start` up to `end`."""
        return self.lines.span(start, max(end, start))


def broken_yaml(
    error: MarkedYAMLError,
    source: Source,
    long_quote: tuple[int, int] | None,
    is_value: IsValue,
) -> BrokenYaml:
    """An error of PyYAML's, together with the text it is in.

    Args:
        error: What PyYAML raised.
        source: The text that it was reading.
        long_quote: The start and end of the last quoted text that runs over several lines.
        is_value: What is known of the keys that the text may have.

    Returns:
        Both, ready to be looked at.
    """
    mark = error.problem_mark or error.context_mark
    here = 0
    if mark:
        here = mark.index
    began = None
    if error.context_mark:
        began = error.context_mark.index
    return BrokenYaml(
        problem=error.problem or "",
        context=error.context or "",
        here=here,
        began=began,
        long_quote=long_quote,
        is_value=is_value,
        text=source.text,
        lines=LineStarts(source),
    )


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())


_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FILLED = re.compile(r"\S")
_BUT_FOUND = re.compile("(?:but found|but got) '(.*)'$")
_COMMENT = re.compile(r"\s#")
_END_OF_ENTRY = re.compile("[,}\\]]")

# A line may be megabytes long, and only its end is needed.
_FAR = 100_000
