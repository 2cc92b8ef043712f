"""What keeps a text from being YAML: PyYAML's error in, one problem in a director's words out.

Each function below knows one mistake, and finds it or returns None. They are tried in the order of
`_LOOKS`, from the surest to the vaguest, and the first that finds its mistake words the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from yaml import MarkedYAMLError

from selector.model.problem import Problem, Source, shown
from selector.reading.text import yaml_messages as messages
from selector.reading.text.document import IsValue
from selector.reading.text.message import Message
from selector.reading.text.yaml_broken import BrokenYaml, broken_yaml, indent_of


def syntax_problem(
    error: MarkedYAMLError,
    source: Source,
    long_quote: tuple[int, int] | None,
    is_value: IsValue,
) -> Problem:
    """The problem that an error of PyYAML's means.

    Args:
        error: What PyYAML raised.
        source: The text that it was reading.
        long_quote: The offsets of the start and end of the last quoted text that runs over
            several lines; None where there is none.
        is_value: What is known of the keys that the text may have.

    Returns:
        What is wrong, where, and what to do about it.
    """
    broken = broken_yaml(error, source, long_quote, is_value)
    mistake = _first_mistake(broken)
    line = _line_of_diff(broken)
    if line:
        # Whatever it was taken for, which gives the code.
        mistake = line._replace(message=line.message._replace(code=mistake.message.code))
    at = broken.span(mistake.start, mistake.end)
    return mistake.message.at(at)


def _first_mistake(broken: BrokenYaml) -> _Mistake:
    for look in _LOOKS:
        mistake = look(broken)
        if mistake is not None:
            return mistake
    return _one_sign(broken.here, messages.ANYTHING_ELSE)


class _Mistake(NamedTuple):
    """A mistake, with the offsets of its first character and of the one after its last."""

    start: int
    end: int
    message: Message


def _one_sign(start: int, message: Message) -> _Mistake:
    return _Mistake(start, start + 1, message)


def _line_of_diff(broken: BrokenYaml) -> _Mistake | None:
    """A line of a diff, with its sign: that of the error, or the one above it."""
    if _start_of_open_quote(broken) is not None:
        return None
    for start in (broken.line_start, broken.line_above):
        line = broken.line_at(start)
        whole = _Mistake(start, start + len(line), messages.HEAD_OF_DIFF)
        if _HEAD_OF_DIFF.match(line):
            return whole
        if _ADDED.match(line):
            sign = start + line.index("+")
            return _one_sign(sign, messages.ADDED_BY_DIFF)
        if _REMOVED.match(line) and broken.text.startswith("+", broken.below(start)):
            return whole._replace(message=messages.REMOVED_BY_DIFF)
    return None


def _conflict(broken: BrokenYaml) -> _Mistake | None:
    """A mark of a merge conflict, on the line of the error or on the one above it."""
    for start in (broken.line_above, broken.line_start):
        if _CONFLICT.match(broken.line_at(start)):
            end = broken.end_of_line(start)
            return _Mistake(start, end, messages.LINE_OF_CONFLICT)
    return None


def _tab(broken: BrokenYaml) -> _Mistake | None:
    indent = broken.line[: indent_of(broken.line)]
    tab = indent.find("\t")
    if tab >= 0:
        start = broken.line_start + tab
    elif broken.error_has("\\t"):
        start = broken.here
    else:
        return None
    return _one_sign(start, messages.TAB)


def _open_quote(broken: BrokenYaml) -> _Mistake | None:
    """The text ends inside quotes, or a quoted text runs over lines and is followed by nonsense."""
    start = _start_of_open_quote(broken)
    if start is None:
        return None
    quote = broken.text[start]
    end = broken.end_of_line(start)
    return _Mistake(start, end, messages.OPEN_QUOTE.about(quote=quote))


def _start_of_open_quote(broken: BrokenYaml) -> int | None:
    if broken.context == "while scanning a quoted scalar" and broken.began is not None:
        return broken.began
    if broken.long_quote is None:
        return None
    start, end = broken.long_quote
    if broken.start_of_line(end) == broken.line_start:
        return start
    return None


def _backslash(broken: BrokenYaml) -> _Mistake | None:
    if "double-quoted" not in broken.context and broken.problem != "unreadable":
        return None
    start = broken.text.rfind("\\", 0, broken.here + 1)
    if start < broken.line_start:
        return None
    end = start + 2
    escape = shown(broken.text[start:end])
    return _Mistake(start, end, messages.BACKSLASH.about(escape=escape))


def _other_spaces(broken: BrokenYaml) -> _Mistake | None:
    """A line that begins with spaces of other kinds: that of the error, or the one above it."""
    for start in (broken.line_above, broken.line_start):
        match = _OTHER_SPACES.match(broken.line_at(start))
        if match:
            first = start + match.start("spaces")
            return _Mistake(first, start + match.end(), messages.OTHER_SPACES_BEFORE)
    return None


def _bullet(broken: BrokenYaml) -> _Mistake | None:
    """`• TOM` or `* TOM`: another sign in place of the dash of an entry."""
    match = _BULLET.match(broken.line)
    if not match:
        return None
    message = messages.BULLET.about(bullet=match["sign"], entry=shown(match["entry"]))
    return _one_sign(broken.line_start + match.start("sign"), message)


def _list_beside_its_key(broken: BrokenYaml) -> _Mistake | None:
    """`role: - subject`."""
    if broken.error_has("sequence entries are not allowed") and broken.before.strip():
        return _one_sign(broken.here, messages.LIST_BESIDE_KEY)
    return None


def _reserved_sign(broken: BrokenYaml) -> _Mistake | None:
    """A value that begins with a sign of YAML's own: `@`, `%`, `*`, `&`, `!`, `|`, `>`, "`"."""
    start = _start_of_reserved(broken)
    if start is None:
        return None
    end = broken.end_of_value(start)
    sign = shown(broken.text[start : start + 1])
    return _Mistake(start, end, messages.RESERVED_SIGN.about(sign=sign))


def _start_of_reserved(broken: BrokenYaml) -> int | None:
    if broken.error_has("cannot start any token"):
        return broken.here
    if broken.began is not None and _SIGN_CONTEXT.match(broken.context):
        return broken.began
    if broken.error_has("tag handle") or broken.error_has("mapping keys are not allowed"):
        return broken.here
    return None


def _other_yaml(broken: BrokenYaml) -> _Mistake | None:
    """`%YAML 1.9`: a line that asks for a version of YAML."""
    start = _directive(broken)
    if start is None:
        return None
    line = broken.line_at(start)
    if not line.startswith("%YAML"):
        return None
    end = start + len(line)
    return _Mistake(start, end, messages.OTHER_YAML)


def _percent(broken: BrokenYaml) -> _Mistake | None:
    """A line of text that begins with `%`."""
    start = _directive(broken)
    if start is None:
        return None
    end = broken.end_of_line(start)
    return _Mistake(start, end, messages.PERCENT)


def _directive(broken: BrokenYaml) -> int | None:
    """Where a line with `%` begins, which YAML takes for an order; the error may be on the next."""
    if broken.line.startswith("%"):
        return broken.line_start
    if not broken.error_has("document start"):
        return None
    start = broken.start_of_line(max(0, broken.line_start - 1))
    if broken.text.startswith("%", start):
        return start
    return None


def _dash(broken: BrokenYaml) -> _Mistake | None:
    """`-{name: …}` and `-name: …`: a dash directly followed by its entry."""
    match = _DASH_ALONE.match(broken.line)
    if not match:
        return None
    dash = broken.line_start + match.start("dash")
    entry = match["entry"]
    if broken.here == dash:
        is_alone = broken.context == "while parsing a block collection"
    else:
        entry_end = broken.line_start + match.end()
        is_alone = entry in "{[" and broken.here >= entry_end
    if is_alone:
        return _no_space_after_dash(dash, entry)
    return None


def _no_space_after_dash(dash: int, entry: str) -> _Mistake:
    message = messages.NO_SPACE_AFTER_DASH.about(entry=shown(entry))
    return _one_sign(dash, message)


def _no_dash(broken: BrokenYaml) -> _Mistake | None:
    """An entry of a list without its dash: in braces next to an entry, or with the same key."""
    is_out_of_line = any(map(broken.error_has, _OUT_OF_LINE))
    if broken.error_has("could not find expected ':'") and broken.began is not None:
        start, message = broken.began, messages.NO_DASH
    elif is_out_of_line and broken.line.lstrip().startswith("- "):
        line_start = broken.line_above
        start = line_start + indent_of(broken.line_at(line_start))
        message = messages.NO_DASH_OUT_OF_LINE
    else:
        start = broken.line_start + indent_of(broken.line)
        if not is_out_of_line or not _begins_like_an_entry(broken, start):
            return None
        return _Mistake(start, broken.end_of_line(start), messages.NO_DASH_BEFORE_KEY)
    if not _is_in_braces_next_to_an_entry(broken, start):
        return None
    return _Mistake(start, broken.end_of_line(start), message)


def _is_in_braces_next_to_an_entry(broken: BrokenYaml, start: int) -> bool:
    line_start = broken.start_of_line(start)
    indent = start - line_start
    line = broken.line_at(line_start)
    if indent_of(line) != indent or not _IN_BRACES.fullmatch(line):
        return False
    above = broken.line_at(broken.above(line_start))
    below = broken.line_at(broken.below(line_start))
    return any(
        neighbour.startswith("- ", indent) and indent_of(neighbour) == indent
        for neighbour in (above, below)
    )


def _begins_like_an_entry(broken: BrokenYaml, start: int) -> bool:
    """Whether a line is in the column of the dash above it, and begins with the key after that."""
    key = _KEY.match(broken.text, start)
    indent = start - broken.start_of_line(start)
    above = broken.start_of_line(start)
    while key and above:
        above = broken.above(above)
        line = broken.line_at(above)
        if indent_of(line) == indent:
            return line.startswith(f"- {key[0]}", indent)
        if indent_of(line) < indent:
            return False
    return False


def _second_colon(broken: BrokenYaml) -> _Mistake | None:
    """`name: : 3`."""
    before = broken.before.rstrip()
    if broken.is_stray_colon and before.endswith(":"):
        return _one_sign(broken.here, messages.SECOND_COLON)
    return None


def _colon_in_text(broken: BrokenYaml) -> _Mistake | None:
    """`description: Scene 3: the door`, on a line of its own or inside braces."""
    if broken.is_stray_colon:
        match = _VALUE_IN_LINE.match(broken.before)
        end = broken.end_of_value(broken.here)
    elif broken.found == ":" and broken.began is not None and not broken.is_left_open:
        match = _VALUE_IN_BRACES.match(broken.before)
        end = broken.end_of_entry(broken.here)
    else:
        return None
    if not match:
        return None
    start = broken.line_start + match.end()
    if broken.text.startswith(('"', "'"), start):
        return None
    return _Mistake(start, end, _colon_message(broken, start, end))


def _colon_message(broken: BrokenYaml, start: int, end: int) -> Message:
    text = broken.text[start:end]
    quotes = f'quotes: `"{shown(text)}"`'
    if '"' in text:
        quotes = "single quotes"
    key = _LAST_WORD.search(broken.text, start, broken.here)
    in_braces = not broken.is_stray_colon
    if in_braces and key and _is_key_without_comma(broken.text, start, key):
        return messages.COLON_OF_KEY.about(quotes=quotes, key=key[0])
    if ";" in text:
        return messages.COLON_AFTER_SEMICOLON.about(quotes=quotes)
    return messages.COLON_IN_TEXT.about(quotes=quotes)


def _is_key_without_comma(text: str, start: int, key: re.Match[str]) -> bool:
    """True where a word before a colon may be a key: it was one before, or follows one word."""
    between = text[start : key.start()]
    if ";" in between:
        return False
    if len(between.split()) == 1:
        return True
    earlier = rf"[{{,\s-]{re.escape(key[0])}:\s"
    return re.search(earlier, text[:start]) is not None


def _second_document(broken: BrokenYaml) -> _Mistake | None:
    """Text after three dots, which end a document."""
    start = broken.line_above
    if broken.error_has("<document start>") and broken.line_at(start) == "...":
        return _Mistake(start, start + 3, messages.END_OF_DOCUMENT)
    return None


def _no_colon(broken: BrokenYaml) -> _Mistake | None:
    """A key without its colon, or without a space between the colon and the value."""
    start = _start_of_key(broken)
    if start is None:
        return None
    end = broken.end_of_value(start)
    line = broken.text[start:end]
    is_key = broken.error_has("expected ':'")
    if not is_key and not _looks_like_key(broken, start, line):
        return _known_key(broken, start, line)
    if line.startswith("-"):
        return _no_space_after_dash(start, line[1:])
    return _Mistake(start, end, _instead_of_a_key(broken, start, line))


def _known_key(broken: BrokenYaml, start: int, line: str) -> _Mistake | None:
    """A known key with its value, without a colon, above a line that YAML says is out of line."""
    key, _, value = line.partition(" ")
    if not value or not broken.is_value(key, value.lstrip()):
        return None
    message = _instead_of_a_key(broken, start, line)._replace(code=messages.INDENTATION.code)
    return _Mistake(start, start + len(line), message)


def _start_of_key(broken: BrokenYaml) -> int | None:
    if broken.error_has("could not find expected ':'") and broken.began is not None:
        return broken.began
    if broken.is_stray_colon or broken.found == "<block mapping start>":
        above = broken.line_at(broken.line_above)
        indent = len(above) - len(above.lstrip(" -"))
        return broken.line_above + indent
    return None


def _looks_like_key(broken: BrokenYaml, start: int, line: str) -> bool:
    """True where a line is no more than a key, or a comment written with slashes."""
    if line.startswith("//"):
        return True
    is_first = not _ANY_KEY.search(broken.text, 0, start)
    if is_first or _is_entry(broken, start):
        return _FIRST_KEY.fullmatch(line) is not None
    return _KEY_ALONE.fullmatch(line) is not None


def _is_entry(broken: BrokenYaml, start: int) -> bool:
    """True where a text begins an entry of a list and should be the key of the line after it."""
    dash = broken.line_at(broken.start_of_line(start))
    if not dash.lstrip().startswith("- "):
        return False
    return indent_of(broken.line) > indent_of(dash)


def _instead_of_a_key(broken: BrokenYaml, start: int, line: str) -> Message:
    """What a line is that is not a key."""
    if line.startswith("//"):
        return messages.SLASHES.about(line=shown(line))
    if _OTHER_SPACE.match(line):
        return messages.OTHER_SPACE
    wide = _WIDE_COLON.match(line)
    if wide:
        apart = f"{wide[1]}: {wide[3]}"
        return messages.OTHER_COLON.about(colon=wide[2], apart=shown(apart))
    joined = _JOINED.match(line)
    if joined:
        apart = f"{joined[1]}: {joined[2]}"
        return messages.NO_SPACE_AFTER_COLON.about(apart=shown(apart))
    key, _, value = line.partition(" ")
    value = value.lstrip(" =")
    has_value = broken.is_value(key, value) if value else None
    if has_value is None:
        return messages.NO_COLON.about(line=shown(line))
    message = messages.NO_COLON_AFTER_KEY
    if not has_value and not _has_ended(broken, start):
        message = messages.NO_COLON_OR_QUOTES
    return message.about(key=key, apart=shown(f"{key}: {value}"), line=shown(line))


def _has_ended(broken: BrokenYaml, start: int) -> bool:
    """Whether a line is surely not the rest of a text that began above it."""
    line_start = broken.start_of_line(start)
    above = broken.above(line_start)
    if above == line_start or broken.text[line_start:start].strip():
        return True
    end = broken.end_of_value(above)
    return _ENDED.search(broken.text[above:end]) is not None


def _after_quote(broken: BrokenYaml) -> _Mistake | None:
    """`because: "a face" and a name`, or an apostrophe inside single quotes."""
    if not broken.is_stray_colon and broken.found not in _GOES_ON:
        return None
    before = broken.before.rstrip()
    if not before.endswith(('"', "'")):
        return None
    start = broken.here
    if _NEXT_KEY.match(broken.text, start):
        return None  # a comma is missing before it
    end = broken.end_of_value(start)
    if before.endswith("'"):
        return _Mistake(start, end, messages.AFTER_SINGLE_QUOTE)
    return _Mistake(start, end, messages.AFTER_DOUBLE_QUOTE)


def _question_mark(broken: BrokenYaml) -> _Mistake | None:
    """`[Who is it?]`: before a bracket, a question mark is a sign of YAML's own."""
    in_brackets = broken.context.startswith("while parsing a flow")
    match = _LAST_ENTRY.search(broken.before)
    if broken.found != "?" or not in_brackets or match is None:
        return None
    end = broken.here + 1
    text = broken.text[broken.line_start + match.start("entry") : end]
    if '"' in text:
        return None
    message = messages.QUESTION_MARK.about(quoted=shown(f'"{text}"'))
    return _Mistake(end - len(text), end, message)


def _bracket(broken: BrokenYaml) -> _Mistake | None:
    """A bracket that is not closed or was not opened, a missing comma or one too many."""
    in_brackets = broken.context.startswith("while parsing a flow")
    if in_brackets and broken.began is not None and _is_left_open(broken, broken.began):
        return _unclosed(broken, broken.began)
    start = broken.here
    if broken.found in {",", "]", "}"}:
        message = messages.UNEXPECTED_SIGN.about(sign=broken.found)
        return _one_sign(start, message)
    if in_brackets or broken.before.rstrip().endswith(("]", "}")):
        if broken.text.startswith("//", start):
            end = broken.end_of_line(start)
            line = shown(broken.text[start:end])
            return _Mistake(start, end, messages.SLASHES.about(line=line))
        end = broken.end_of_entry(start)
        return _Mistake(start, end, messages.NO_COMMA)
    return None


def _is_left_open(broken: BrokenYaml, bracket: int) -> bool:
    """True where a bracket is still open at the end of its line, of the file or of another."""
    if broken.found in _ENDS:
        return True
    if broken.is_left_open and broken.error_has(","):
        return True
    sign = broken.text[bracket : bracket + 1]
    closing = _CLOSED_BY.get(sign, broken.found)
    is_closing = broken.found in _CLOSED_BY.values()
    return is_closing and broken.found != closing


def _unclosed(broken: BrokenYaml, start: int) -> _Mistake:
    if broken.text[start : start + 1] not in _CLOSED_BY:
        start = _last_open(broken.text[:start])  # the file ends where a value is expected
    bracket = broken.text[start]
    closing = _CLOSED_BY.get(bracket, bracket)
    end = broken.end_of_line(start)
    message = messages.OPEN_BRACKET
    without_quotes = _QUOTED.sub("", broken.text[start:end])
    if " #" in without_quotes:
        message = messages.COMMENT_IN_BRACKETS
    return _Mistake(start, end, message.about(bracket=bracket, closing=closing))


def _last_open(text: str) -> int:
    """Where the innermost bracket is that is still open at the end of the text."""
    closed = 0
    last = max(0, len(text) - 1)
    for offset in range(last, -1, -1):
        sign = text[offset]
        if sign in "]}":
            closed += 1
        elif sign in _CLOSED_BY:
            if not closed:
                return offset
            closed -= 1
    return last


def _colon_without_key(broken: BrokenYaml) -> _Mistake | None:
    """A line that begins with the colon behind a key."""
    written = broken.line.strip()
    if written != ":" and not written.startswith(": "):
        return None
    return _one_sign(broken.line_start + broken.line.index(":"), messages.KEY_BEFORE_COLON)


def _indentation(broken: BrokenYaml) -> _Mistake | None:
    """A line that begins further left or right than the lines it belongs to."""
    if not any(map(broken.error_has, _OUT_OF_LINE)):
        return None
    column = indent_of(broken.line)
    start = broken.line_start + column
    end = broken.end_of_line(start)
    message, above, wanted = _in_line_with(broken, column)
    if wanted is None:
        return _Mistake(start, end, messages.INDENTATION)
    location = broken.span(above, above)
    message = message.about(above=location.line, wanted=wanted + 1, column=column + 1)
    return _Mistake(start, end, message)


def _in_line_with(broken: BrokenYaml, column: int) -> tuple[Message, int, int | None]:
    """What to say of a line out of line, the line to compare it with, and the column wanted.

    Args:
        broken: The text.
        column: The column in which its line begins, from 0.

    Returns:
        The message, where the other line begins, and the column, from 0; None if it is not known.
    """
    if broken.line.startswith("- ", column):
        dash = _dash_before(broken)
        if dash is not None:
            wanted = indent_of(broken.line_at(dash))
            if wanted != column:
                return messages.DASH_OUT_OF_LINE, dash, wanted
    above = broken.line_above
    line = broken.line_at(above)
    wanted = indent_of(line)
    if wanted != column:
        return messages.OTHER_INDENTATION, above, wanted
    key = _FIRST_OF_ENTRY.match(line)
    if key is None:
        return messages.INDENTATION, above, None
    return messages.KEY_UNDER_ITS_DASH, above, key.end()


def _dash_before(broken: BrokenYaml) -> int | None:
    """Where the last line above begins whose dash has the same key; None without one."""
    key = _KEY_OF_ENTRY.match(broken.line)
    if key is None:
        return None
    word = key["key"]
    same = re.compile(rf"^ *- +{word}:(?=\s)", re.MULTILINE)
    last = None
    for match in same.finditer(broken.text, 0, broken.line_start):
        last = match.start()
    return last


_LOOKS: tuple[Callable[[BrokenYaml], _Mistake | None], ...] = (
    _conflict,
    _open_quote,
    _backslash,
    _tab,
    _other_spaces,
    _bullet,
    _other_yaml,
    _percent,
    _list_beside_its_key,
    _reserved_sign,
    _dash,
    _no_dash,
    _second_colon,
    _colon_in_text,
    _second_document,
    _no_colon,
    _after_quote,
    _question_mark,
    _bracket,
    _colon_without_key,
    _indentation,
)
_FIRST_OF_ENTRY = re.compile(r" *- +(?=[\w-]+:(\s|$))")
_KEY_OF_ENTRY = re.compile(r" *- +(?P<key>[\w-]+):(\s|$)")
_SIGN_CONTEXT = re.compile("while (scanning an? (alias|anchor|tag|block scalar)|parsing a tag)")
_VALUE_IN_LINE = re.compile(r"\s*(?:- +)*[^\s'\"#:][^:]*?:[ ]+(?=\S)")
_VALUE_IN_BRACES = re.compile(r".*[{,]\s*[^{},:]+:[ ]+(?=\S)")
_LAST_WORD = re.compile(r"(?<=\s)[\w-]+$")
_NEXT_KEY = re.compile(r"[\w-]+:\s")
_DASH_ALONE = re.compile(r"\s*(?P<dash>-)(?P<entry>[{\[]|[^\s-]\S*)")
_CONFLICT = re.compile(r"(<{7}|>{7}|[|]{7})( |$)|={7}$")
_HEAD_OF_DIFF = re.compile(r"@@ .*@@|\+\+\+ \S|diff --git ")
_ADDED = re.compile(r"\+\s*(- |[\w-]+:(\s|$))|\s*\+\s*- ")
_REMOVED = re.compile(r"-\s*(- |[\w-]+:(\s|$))")
_IN_BRACES = re.compile(r"\s*\{[^{}\s]+:\s.*\}(\s+#.*)?")
_KEY = re.compile(r"[\w-]+:(?=\s)")
_ENDED = re.compile(r"^\s*#|[\"'\]}:]$|: +[0-9.]+$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_OTHER_SPACE = re.compile(r"[\w-]+:[^\S ]")
_WIDE_COLON = re.compile("([\\w-]+)\\s*([\uff1a\ufe55\ufe13\ua789])\\s*(.+)")
_BULLET = re.compile(r"\s*(?P<sign>[*\u2022\u2023\u25aa\u25cf\u00b7\u2013\u2014]) +(?P<entry>\S.*)")
_OTHER_SPACES = re.compile(r" *(?P<spaces>[\u00a0\u2000-\u200a\u202f\u3000]+) *(?=\S)")
_LAST_ENTRY = re.compile(r"(?P<entry>[^\s,\[\]{}:][^,\[\]{}:]*)$")
_JOINED = re.compile(r"([\w-]+):(\S.*)")
# A line that is no more than a key; the first key of a file may have a value too: `language 1`.
_KEY_ALONE = re.compile(r"[\w-]+(:\S+)?")
_FIRST_KEY = re.compile(r"[\w-]+(:\S+| [\w. ]+)?")
_ANY_KEY = re.compile(r"^[^#\n]*:", re.MULTILINE)
_CLOSED_BY = {"[": "]", "{": "}"}
# What PyYAML says that it found, or that it cannot accept, at each of these mistakes.
_GOES_ON = frozenset({"<scalar>", "<alias>", "<anchor>", "<tag>"})
_ENDS = frozenset(
    {"<stream end>", "<document end>", "<document start>", "<block end>", "<block mapping start>"}
)
_OUT_OF_LINE = (
    "<block end>",
    "<document start>",
    "mapping values are not allowed",
    "sequence entries are not allowed",
)
