"""What keeps a text from being YAML, said as a director would: PyYAML's error in, one problem with its place out.

Each function below knows one mistake; the first that recognises its own speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml import MarkedYAMLError

from selector.model.problem import Location, Problem, Source, shown
from selector.reading.text.document import LineStarts


def syntax_problem(
    error: MarkedYAMLError, source: Source, long_quote: tuple[int, int] | None
) -> Problem:
    """The problem that an error of PyYAML's means.

    `long_quote` is where the last quoted text that runs over lines begins and ends, as offsets.
    """
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    broken = _Broken(
        problem=error.problem or "",
        context=error.context or "",
        here=mark.index if mark else 0,
        began=context.index if context else None,
        long_quote=long_quote,
        text=source.text,
        lines=LineStarts(source),
    )
    return next(problem for look in _LOOKS if (problem := look(broken)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """An error of PyYAML's: its words, and offsets into the text of where it is and of where what it broke began."""

    problem: str
    context: str
    here: int
    began: int | None
    long_quote: tuple[int, int] | None
    text: str
    lines: LineStarts

    @property
    def line_start(self) -> int:
        return _line_start(self.text, self.here)

    @property
    def line(self) -> str:
        """The line that the error is on."""
        return _line_at(self.text, self.here)

    @property
    def before(self) -> str:
        """That line up to the error."""
        return self.text[self.line_start : self.here]

    @property
    def found(self) -> str:
        """What PyYAML found where it wanted something else, such as `,` or `<scalar>`; empty if it does not say."""
        match = re.search("(?:but found|but got) '(.*)'$", self.problem)
        return match[1] if match else ""

    def at(self, start: int, end: int) -> Location:
        return self.lines.span(start, max(end, start))

    def problem_at(self, start: int, end: int, code: str, what: str, hint: str) -> Problem:
        return Problem(at=self.at(start, end), code=code, what=what, hint=hint)


def _conflict(broken: _Broken) -> Problem | None:
    """A mark of a merge conflict, on the line of the error or on the one before it."""
    for start in (_last_line_before(broken.text, broken.line_start), broken.line_start):
        if _CONFLICT.match(_line_at(broken.text, start)):
            hint = "Keep the lines of one side, and take out the marks: `<<<<<<<`, `=======` and `>>>>>>>`."
            what = "This line is the mark of a merge conflict."
            return broken.problem_at(start, _line_end(broken.text, start), "Y129", what, hint)
    return None


def _tab(broken: _Broken) -> Problem | None:
    blank = re.match(r"[ \t]*", broken.line)
    indent = blank[0] if blank else ""
    if "\\t" not in broken.problem and "\t" not in indent:
        return None
    start = broken.line_start + indent.index("\t") if "\t" in indent else broken.here
    hint = "Use spaces instead; most editors can turn tabs into spaces."
    return broken.problem_at(
        start, start + 1, "Y111", "Here is a tab, which YAML does not take as a gap.", hint
    )


def _open_quote(broken: _Broken) -> Problem | None:
    """The text ends within quotes; or a quoted text runs over lines, and what follows it there makes no sense."""
    if broken.context == "while scanning a quoted scalar" and broken.began is not None:
        start = broken.began
    elif broken.long_quote and _line_start(broken.text, broken.long_quote[1]) == broken.line_start:
        start = broken.long_quote[0]
    else:
        return None
    quote = broken.text[start]
    what, hint = f"This {quote} is not closed on its line.", f"Add {quote} where the text ends."
    return broken.problem_at(start, _line_end(broken.text, start), "Y122", what, hint)


def _backslash(broken: _Broken) -> Problem | None:
    if "double-quoted" not in broken.context and broken.problem != "unreadable":
        return None
    start = broken.text.rfind("\\", 0, broken.here + 1)
    if start < broken.line_start:
        return None
    hint = "Write two backslashes, or use single quotes; paths work with `/`."
    what = f"`{shown(broken.text[start : start + 2])}` means nothing between double quotes."
    return broken.problem_at(start, start + 2, "Y128", what, hint)


def _list_beside_its_key(broken: _Broken) -> Problem | None:
    """`role: - subject`."""
    if "sequence entries are not allowed" not in broken.problem or not broken.before.strip():
        return None
    what = "A list cannot begin on the line of its key."
    hint = "Begin it on the next line, one `- ` a line; or write it in brackets: `[a, b]`. Text needs quotes."
    return broken.problem_at(broken.here, broken.here + 1, "Y125", what, hint)


def _kept_sign(broken: _Broken) -> Problem | None:
    """A value that begins with a sign of YAML's own: `@`, `%`, `*`, `&`, `!`, `|`, `>`, a backtick."""
    where = _SIGN_CONTEXT.match(broken.context)
    if "cannot start any token" in broken.problem:
        start = broken.here
    elif where and broken.began is not None:
        start = broken.began
    elif "tag handle" in broken.problem:
        start = broken.here
    else:
        return None
    sign = broken.text[start : start + 1]
    what = f"Text without quotes cannot begin with `{shown(sign)}`."
    return broken.problem_at(
        start, _value_end(broken.text, start), "Y125", what, "Put the text in quotes."
    )


def _other_yaml(broken: _Broken) -> Problem | None:
    """`%YAML 1.9`: a line that asks for a version of YAML."""
    start = _order_line(broken)
    if start is None or not broken.text.startswith("%YAML", start):
        return None
    what = "This asks for a YAML that is not read here."
    return broken.problem_at(
        start, _line_end(broken.text, start), "Y129", what, "Take the line out."
    )


def _percent(broken: _Broken) -> Problem | None:
    """A line of text that begins with `%`."""
    start = _order_line(broken)
    if start is None:
        return None
    hint = "Put the text in quotes, or begin a comment with `#`."
    end = _line_end(broken.text, start)
    return broken.problem_at(start, end, "Y125", "A line cannot begin with `%`.", hint)


def _order_line(broken: _Broken) -> int | None:
    """Where the line begins that YAML takes for an order to itself, by its `%`; the error may be on the line after."""
    if broken.line.startswith("%"):
        return broken.line_start
    start = _line_start(broken.text, max(0, broken.line_start - 1))
    return (
        start if "document start" in broken.problem and broken.text.startswith("%", start) else None
    )


def _dash(broken: _Broken) -> Problem | None:
    """`-{name: …}` and `-name: …`: a dash with its entry right behind it."""
    match = _DASH_ALONE.match(broken.line)
    begins_here = match and broken.here == broken.line_start + match.start("dash")
    if not match or not (
        begins_here or (match["entry"] in "{[" and broken.here >= broken.line_start + match.end())
    ):
        return None
    if begins_here and broken.context != "while parsing a block collection":
        return None
    return _no_blank(broken, broken.line_start + match.start("dash"), match["entry"])


def _no_blank(broken: _Broken, dash: int, entry: str) -> Problem:
    hint = f"Write a space after it: `- {shown(entry)}`."
    return broken.problem_at(dash, dash + 1, "Y125", "There is no space after the dash.", hint)


def _second_colon(broken: _Broken) -> Problem | None:
    """`name: : 3`."""
    if (
        "mapping values are not allowed" not in broken.problem
        or not broken.before.rstrip().endswith(":")
    ):
        return None
    hint = "Take one of the two out; text that begins with a colon needs quotes."
    return broken.problem_at(broken.here, broken.here + 1, "Y121", "Here is a second colon.", hint)


def _colon_in_text(broken: _Broken) -> Problem | None:
    """`description: Scene 3: the door`, in a line of its own or within braces."""
    if "mapping values are not allowed" in broken.problem:
        match = _VALUE_IN_LINE.match(broken.before)
    elif broken.found == ":" and broken.began is not None and broken.began >= broken.line_start:
        match = _VALUE_IN_BRACES.match(broken.before)
    else:
        return None
    if not match:
        return None
    start = broken.line_start + match.end()
    in_line = "not allowed" in broken.problem
    end = _value_end(broken.text, broken.here) if in_line else _part_end(broken.text, broken.here)
    text = broken.text[start:end]
    if text.startswith(('"', "'")):
        return None
    quoted = f'quotes: `"{shown(text)}"`' if '"' not in text else "single quotes"
    hint = f"Put the whole text in {quoted}."
    if ";" in text:
        hint = (
            f"Keys are separated by a comma, not by `;`. If it is text, put all of it in {quoted}."
        )
    key = _LAST_WORD.search(broken.text, start, broken.here)
    if key and not in_line and _is_key_without_comma(broken.text, start, key):
        hint = (
            f"If `{key[0]}` is a key, put a comma before it. Else put the whole text in {quoted}."
        )
    return broken.problem_at(
        start, end, "Y121", "This text has a colon in it, which begins a value.", hint
    )


def _is_key_without_comma(text: str, start: int, key: re.Match[str]) -> bool:
    """Whether a word before a colon may well be a key: it was one before, or stands behind one other word."""
    return ";" not in text[start : key.start()] and (
        len(text[start : key.start()].split()) == 1
        or re.search(rf"[{{,\s-]{re.escape(key[0])}:\s", text[:start]) is not None
    )


def _second_document(broken: _Broken) -> Problem | None:
    """Text after three dots, which end a document."""
    start = _last_line_before(broken.text, broken.line_start)
    if "<document start>" not in broken.problem or _line_at(broken.text, start) != "...":
        return None
    hint = "Take the line out."
    return broken.problem_at(
        start, start + 3, "Y107", "These dots end the document, and the file goes on.", hint
    )


def _no_colon(broken: _Broken) -> Problem | None:
    """A key without its colon, or with nothing between the colon and the value."""
    if "could not find expected ':'" in broken.problem and broken.began is not None:
        start = broken.began
    elif (
        "mapping values are not allowed" in broken.problem
        or broken.found == "<block mapping start>"
    ):
        start = _last_line_before(broken.text, broken.line_start)
        start += len(_line_at(broken.text, start)) - len(_line_at(broken.text, start).lstrip(" -"))
    else:
        return None
    end = _value_end(broken.text, start)
    line = broken.text[start:end]
    alone = (
        _KEY_ALONE
        if _ANY_KEY.search(broken.text, 0, start) and not _is_entry(broken, start)
        else _FIRST_KEY
    )
    is_key = "expected ':'" in broken.problem or line.startswith("//") or alone.fullmatch(line)
    if line.startswith("-") and is_key:
        return _no_blank(broken, start, line[1:])
    return broken.problem_at(start, end, "Y127", *_instead_of_a_key(line)) if is_key else None


def _instead_of_a_key(line: str) -> tuple[str, str]:
    """What a line is that is no key, and what to do."""
    if line.startswith("//"):
        return f"`{shown(line)}` is not a comment to YAML.", "Begin a comment with `#`."
    if re.match(r"[\w-]+:[^\S ]", line):
        what = "The space after the colon is a non-breaking space, which YAML takes for a letter."
        return what, "Write an ordinary space in its place."
    if joined := re.match(r"([\w-]+):(\S.*)", line):
        hint = f"Write a space after the colon: `{shown(f'{joined[1]}: {joined[2]}')}`."
        return "There is no space after the colon.", hint
    hint = "A key is followed by a colon and a space. Text over several lines needs quotes."
    return f"A colon is missing after `{shown(line)}`.", hint


def _is_entry(broken: _Broken, start: int) -> bool:
    """Whether a text begins an entry of a list whose next line stands further in: it should be that entry's key."""
    dash = _line_at(broken.text, start)
    return dash.lstrip().startswith("- ") and _indent(broken.line) > _indent(dash)


def _after_quote(broken: _Broken) -> Problem | None:
    """`because: "a face" and a name`, or an apostrophe within single quotes."""
    before = broken.before.rstrip()
    goes_on = (
        broken.found in {"<scalar>", "<alias>", "<anchor>", "<tag>"}
        or "mapping values" in broken.problem
    )
    if not goes_on or not before.endswith(('"', "'")):
        return None
    if re.compile(r"[\w-]+:\s").match(broken.text, broken.here):
        return None  # the next key: what is missing is a comma
    hint = (
        "Within single quotes an apostrophe is written twice; or use double quotes."
        if before.endswith("'")
        else 'Put the whole text in one pair of quotes; within double quotes, write \\" for a quote.'
    )
    end = _value_end(broken.text, broken.here)
    return broken.problem_at(
        broken.here, end, "Y123", "Text goes on after its closing quote.", hint
    )


def _bracket(broken: _Broken) -> Problem | None:
    """A bracket that is not closed, a comma too few or too many, a bracket that closes nothing."""
    in_flow = broken.context.startswith("while parsing a flow")
    if in_flow and broken.began is not None and _is_left_open(broken, broken.began):
        return _unclosed(broken, broken.began)
    if broken.found in {",", "]", "}"}:
        what = f"This `{broken.found}` is where a value or the end of the line is expected."
        hint = "Take it out, or write what belongs before it."
        return broken.problem_at(broken.here, broken.here + 1, "Y124", what, hint)
    if in_flow or broken.before.rstrip().endswith(("]", "}")):
        hint = "Add a comma, or put text that has brackets, commas or colons in it in quotes."
        return broken.problem_at(
            broken.here,
            _part_end(broken.text, broken.here),
            "Y124",
            "A comma is missing before this.",
            hint,
        )
    return None


def _is_left_open(broken: _Broken, bracket: int) -> bool:
    """Whether a bracket has no end: its line ends first, or the file does, or the other kind of bracket comes."""
    line_ends = bracket < broken.line_start and "," in broken.problem
    closed_by = _CLOSED_BY.get(broken.text[bracket : bracket + 1], broken.found)
    other_closes = broken.found in _CLOSED_BY.values() and broken.found != closed_by
    return line_ends or other_closes or broken.found in _ENDS


def _unclosed(broken: _Broken, start: int) -> Problem:
    if broken.text[start : start + 1] not in {"[", "{"}:
        start = _last_open(broken.text[:start])  # the file ends where a value should begin
    bracket = broken.text[start]
    closing = _CLOSED_BY.get(bracket, bracket)
    hint = f"Add `{closing}` where it ends; commas separate its entries."
    if " #" in _QUOTED.sub("", broken.text[start : _line_end(broken.text, start)]):
        hint = f"Text with ` #` in it needs quotes: what follows is a comment. If it is one, add `{closing}` before it."
    return broken.problem_at(
        start, _line_end(broken.text, start), "Y124", f"This `{bracket}` is not closed.", hint
    )


def _last_open(text: str) -> int:
    """Where the innermost bracket stands that is still open at the end of the text."""
    closed = 0
    for offset in range(len(text) - 1, -1, -1):
        if text[offset] in "]}":
            closed += 1
        elif text[offset] in "[{":
            if not closed:
                return offset
            closed -= 1
    return max(0, len(text) - 1)


def _indentation(broken: _Broken) -> Problem | None:
    """A line that begins further left or right than the lines it belongs with."""
    wrong = (
        "<block end>",
        "<document start>",
        "mapping values are not allowed",
        "sequence entries are not allowed",
    )
    if not any(words in broken.problem for words in wrong):
        return None
    column = _indent(broken.line)
    start = broken.line_start + column
    above = broken.at(_last_line_before(broken.text, broken.line_start), broken.line_start)
    indent = _indent(above.written)
    hint = "Keys that belong together begin in one column, and so do the dashes of a list."
    if indent != column:
        hint += f" Line {above.line} begins in column {indent + 1}, this one in {column + 1}."
    end = _line_end(broken.text, start)
    return broken.problem_at(
        start, end, "Y126", "This line begins in another column than those it belongs with.", hint
    )


def _anything_else(broken: _Broken) -> Problem:
    hint = "Compare the lines here with a rule file that works: `selector new` writes one."
    what = "From here on the file cannot be read as YAML."
    return broken.problem_at(broken.here, broken.here + 1, "Y129", what, hint)


_LOOKS: tuple[Callable[[_Broken], Problem | None], ...] = (
    _conflict,
    _open_quote,
    _backslash,
    _tab,
    _other_yaml,
    _percent,
    _list_beside_its_key,
    _kept_sign,
    _dash,
    _second_colon,
    _colon_in_text,
    _second_document,
    _no_colon,
    _after_quote,
    _bracket,
    _indentation,
    _anything_else,
)
_SIGN_CONTEXT = re.compile("while (scanning an? (alias|anchor|tag|block scalar)|parsing a tag)")
_VALUE_IN_LINE = re.compile(r"\s*(?:- +)*[^\s'\"#:][^:]*?:[ ]+(?=\S)")
_LAST_WORD = re.compile(r"(?<=\s)[\w-]+$")
_DASH_ALONE = re.compile(r"\s*(?P<dash>-)(?P<entry>[{\[]|[^\s-]\S*)")
_CONFLICT = re.compile(r"(<{7}|>{7}|[|]{7})( |$)|={7}$")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VALUE_IN_BRACES = re.compile(r".*[{,]\s*[^{},:]+:[ ]+(?=\S)")
# A line that is no more than a key; where it would be the first key of a file, with a value too: `language 1`.
_KEY_ALONE = re.compile(r"[\w-]+(:\S+)?")
_FIRST_KEY = re.compile(r"[\w-]+(:\S+| [\w. ]+)?")
_ANY_KEY = re.compile(r"^[^#\n]*:", re.MULTILINE)
_CLOSED_BY = {"[": "]", "{": "}"}
_ENDS = frozenset(
    {"<stream end>", "<document end>", "<document start>", "<block end>", "<block mapping start>"}
)
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def _line_start(text: str, offset: int) -> int:
    before = text[max(0, offset - _FAR) : offset]
    breaks = [match.end() for match in _BREAK.finditer(before)]
    return offset - len(before) + breaks[-1] if breaks else offset - len(before)


def _line_end(text: str, offset: int) -> int:
    match = _BREAK.search(text, offset)
    end = match.start() if match else len(text)
    return offset + len(text[offset:end].rstrip())


def _line_at(text: str, offset: int) -> str:
    start = _line_start(text, offset)
    return text[start : _line_end(text, start)]


def _last_line_before(text: str, line_start: int) -> int:
    """Where the last line with anything on it before this one begins."""
    return _line_start(text, len(text[:line_start].rstrip()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _value_end(text: str, offset: int) -> int:
    """Where a value that runs to the end of its line ends, its comment left out."""
    line = text[offset : _line_end(text, offset)]
    comment = re.search(r"\s#", line)
    return offset + len(line[: comment.start()].rstrip() if comment else line)


def _part_end(text: str, offset: int) -> int:
    """Where an entry between brackets ends: at the next comma or closing bracket of its line."""
    end = _value_end(text, offset)
    match = re.compile("[,}\\]]").search(text, offset, end)
    return offset + len(text[offset : match.start() if match else end].rstrip())


# Lines are looked at for what to say, so a line of megabytes is looked at in part.
_FAR = 100_000
