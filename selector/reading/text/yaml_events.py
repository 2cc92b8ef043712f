"""PyYAML's events of one text, found in less time.

PyYAML looks at a text character by character, and asks several times for each token whether it has
read enough. What replaces that here goes along a line at once. The events, and every error, are the
very same: the suite compares them for all files of the project, and for damaged ones.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import ScalarToken

# PyYAML's stubs say of every mark that it may be missing; those of events and tokens never are.
Event: TypeAlias = Any
Token: TypeAlias = Any

_BREAKS = r"\0\r\n\x85\u2028\u2029"
_ENDS_WORD = rf"{_BREAKS} \t"
_IN_FLOW = r",\[\]{}"
_BLOCK_WORD = rf"(?:[^{_ENDS_WORD}:]|:(?![{_ENDS_WORD}]))+"
_FLOW_WORD = rf"(?:[^{_ENDS_WORD}{_IN_FLOW}?:]|:(?![{_ENDS_WORD}{_IN_FLOW}]))+"
_PLAIN_IN_BLOCK = re.compile(rf"{_BLOCK_WORD}(?: +(?!#){_BLOCK_WORD})*")
_PLAIN_IN_FLOW = re.compile(rf"{_FLOW_WORD}(?: +(?!#){_FLOW_WORD})*")
"""Words without quotes on one line."""
_IN_QUOTES = {
    '"': re.compile(rf'"([^"\\{_BREAKS}]*)"'),
    "'": re.compile(rf"'([^'{_BREAKS}]*)'(?!')"),
}
"""Text in quotes on one line that says each of its characters as it is."""
_SPACE_AND_COMMENT = re.compile(rf" *(?:#[^{_BREAKS}]*)?")

_LONGEST_KEY = 1024


class TextEvents(Reader, Scanner, Parser):
    """PyYAML's events of one text.

    `long_quote` is the last quoted text that runs over several lines: a quote may be missing.
    """

    def __init__(self, text: str) -> None:
        self._enough_at = -1
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.long_quote: tuple[int, int] | None = None

    def forward(self, length: int = 1) -> None:
        """Go past so many characters; at once if they are printable, so that no line ends there."""
        end = self.pointer + length
        passed = self.buffer[self.pointer : end]
        if not passed or not passed.isprintable():  # the end of the text is not printable
            super().forward(length)
            return
        self.pointer = end
        self.index += length
        self.column += length

    def check_token(self, *choices: Token) -> bool:
        """Whether the next token is one of these kinds."""
        while self._enough_at != self.tokens_taken and self.need_more_tokens():
            self.fetch_more_tokens()
        if not self.tokens:
            return False
        return not choices or isinstance(self.tokens[0], choices)

    def need_more_tokens(self) -> bool:
        """True where the scanner must read on before the next token is known.

        PyYAML asks six times for each token. Once it has read enough, only taking a token can
        change the answer.
        """
        if self._enough_at == self.tokens_taken:
            return False
        more = bool(super().need_more_tokens())
        if not more:
            self._enough_at = self.tokens_taken
        return more

    def stale_possible_simple_keys(self) -> None:
        """Forget what can no longer be a key, if there is anything."""
        for key in self.possible_simple_keys.values():
            if key.line != self.line or self.index - key.index > _LONGEST_KEY:
                super().stale_possible_simple_keys()
                return

    def scan_to_next_token(self) -> None:
        """Go past spaces, comments and ends of lines."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            gap = _SPACE_AND_COMMENT.match(self.buffer, self.pointer)
            if gap is not None and gap.end() > self.pointer:
                self.forward(gap.end() - self.pointer)
            if not self.scan_line_break():  # type: ignore[no-untyped-call]  # PyYAML has no types
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> Token:
        """The token of a text without quotes."""
        words = _PLAIN_IN_FLOW if self.flow_level else _PLAIN_IN_BLOCK
        start = end = self.get_mark()
        text: list[str] = []
        gap: list[str] | None = []
        while self.peek() != "#":
            line = words.match(self.buffer, self.pointer)
            if line is None:
                break
            self.allow_simple_key = False
            text += [*(gap or ()), line.group()]
            self.forward(line.end() - self.pointer)
            end = self.get_mark()
            gap = self.scan_plain_spaces(self.indent + 1, start)
            if not gap or (not self.flow_level and self.column <= self.indent):
                break
        return ScalarToken(
            "".join(text),
            plain=True,
            start_mark=start,
            end_mark=end,
        )

    def scan_flow_scalar(self, style: str) -> Token:
        """The token of a quoted text."""
        line = _IN_QUOTES[style].match(self.buffer, self.pointer)
        if line is None:
            return self._scan_long_quote(style)
        start = self.get_mark()
        self.forward(line.end() - self.pointer)
        end = self.get_mark()
        return ScalarToken(
            line.group(1),
            plain=False,
            start_mark=start,
            end_mark=end,
            style=style,
        )

    def _scan_long_quote(self, style: str) -> Token:
        token: Token = super().scan_flow_scalar(style)
        start, end = token.start_mark, token.end_mark
        if start.line != end.line:
            self.long_quote = start.index, end.index
        return token
