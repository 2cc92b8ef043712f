"""Every text of the package that a person may read, collected from the source.

In: the syntax trees of `selector/`. Out: messages, each on one line, with example values for what
is filled in when the program runs.

A text is a string with words in it. Where one text is filled into another, by a variable of the
same function or by a function of the same module, the two are put together, so that whole
sentences are read; so are what is wrong and what to do, where one call is given both. A text of
several forms has a line for each.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from tests.message_examples import EXAMPLES, EXAMPLES_IN
from tests.package_source import SOURCES, tree_of
from tests.source_texts import (
    additions_to,
    before,
    children,
    is_silent,
    is_text,
    own_name,
    parameters_of,
    values_of,
    walked,
    within,
)

ROOT = Path(__file__).parents[1]

NUMBER = 3
"""What every number is in the examples; a text is read as it is said of so many."""

LEFT_OUT: dict[str, str] = {
    r"(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|BEGIN|CAST|SET|SHOW|LOCK|ON|TIMESTAMP)\b": "SQL",
    r".*(\bSELECT max\(|\bNOT IN \(| = excluded\.)": "a part of SQL",
    r".*(\\[swdb]|\(\?|\[\^|\]\*|\{,\})": "a regular expression",
    r'[\s{}\],]*"\w+": ': "a piece of a JSON document",
    r"\w+(\[.*\])?( \| None)$|\w+\[.*\]$": "a type",
    r"selector (demo|new|check|pick|why|db|schema|help)( [^ ]+)*$(?<![.?])": "a command to type",
    r"<(block|document|stream)|(mapping values|sequence entries) are not": "what PyYAML says",
    r"(mp4|wav|doc|txt|html|zip) \w": "endings of files",
    r"\$\{\d": "a template for editors",
    r"bold ": "a colour",
    r"pool order$": "a value in documents",
    r"a (drawing in SVG|pointer of Git LFS)$": "a text in records; `said_today` words it",
    r"it has no picture$|a picture that is sent as its cleaned|anything but ": "the same",
    r"no reason of format": "an error that its caller words",
    r"(its file lies outside|text of invisible)": "the same",
    r"(id|tag) ~|(rules|selector|film|project|given|stored) ~$": "a name that is only compared",
    r"no such (entry|key|neighbour)$|not whole$": "a value that is only compared",
    r"def |_put\(": "a piece of a program",
    r"\w+( \| [\w'\[\]]+)+$": "a type",
    r"\w+( \w+){15,}$": "words that are only compared",
}
"""How texts begin that have words and are no messages, and what they are. `~` is filled in."""

SAY_INSTEAD: dict[str, tuple[str, int]] = {
    r"\bblanks?\b": ("space", 0),
    r"\bmend(s|ed|ing)?\b": ("fix", 0),
    r"(?<!\bthere )\b(is|are) no (?!longer\b|more\b)": ("is not a", 0),
    r"\bshould stand\b": ("is expected", 0),
    r"\bstands where\b": ("is where", 0),
    r"\bstands?\b(?! for\b)": ("is, or is written", 0),
    r"\btold\b": ("shown", 0),
    r"\b(comes?|came) out (otherwise|the same)\b": ("differ, or be the same", 0),
    r"\bpass(ed|es)? over\b": ("leave out", 0),
    r"\bknows? no\b": ("does not have", 0),
    r"\banew\b": ("again", 0),
    r"\b(lie|lies|lying)\b": ("is", 1),
    r"\breckon\b": ("use, or is too large", 0),
    r"\bhere is an?\b": ("what is wrong as the subject: tabs are not allowed here", 0),
    r"(?<!`)\bindividuals?\b": ("person, place or thing", 0),
    r"\bon record\b": ("stored", 0),
    r"\bmade again\b": ("replayed", 0),
    r"\bnames? no\b": ("does not name", 0),
    r"\bfurther in\b": ("indented", 0),
    r"\bis it the right\b": ("is this the right", 0),
    r"\bfrom a copy\b": ("from a backup", 0),
    r"\bwhole number from 1\b": ("of 1 or more", 0),
    r"\bof (the same|that) (name|title)\b": ("with the same name", 0),
    r"\bthe decision before\b": ("the previous decision", 0),
    r"\b(pictures?|files?|crops?|faces?|others?|it|what|never) (go|goes|went)\b(?! on\b| to\b)": (
        "is sent, or comes first",
        0,
    ),
}
"""Words of translated English: what to say instead, and how many messages still have them.

The numbers may only fall. Whoever rewords a message lowers them; at 0 they stay there.
"""

Row: TypeAlias = tuple[str, str]
"""A row of the examples: the part of a path that it is for, empty for all, and the name."""

COUNTED = "counted"
"""The function that puts a number before a noun."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text with example values, and the names for which there was none."""

    text: str
    unknown: tuple[str, ...]


@cache
def messages() -> dict[str, list[Message]]:
    """All messages by module, in the order of the source; each only where it stands first."""
    described = _described()
    found: dict[str, list[Message]] = {}
    seen: set[str] = set()
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        here = _messages_in(tree_of(path), name, described, _USED)
        new = [each for each in here if each.text not in seen]
        if new:
            found[name] = new
            seen.update(each.text for each in new)
    return found


_USED: set[Row] = set()


def rows_used() -> frozenset[Row]:
    """The rows of `tests.message_examples` that some message of the program is filled in from."""
    messages()
    return frozenset(_USED)


def all_rows() -> list[Row]:
    """All rows of `tests.message_examples`, in order."""
    rows = [("", name) for name in EXAMPLES]
    return rows + [(part, name) for part, examples in EXAMPLES_IN for name in examples]


def as_text(by_module: dict[str, list[Message]]) -> str:
    """The file: below the name of each module its messages, one a line."""
    parts = [
        f"{name}\n" + "".join(f"  {each.text}\n" for each in here)
        for name, here in by_module.items()
    ]
    return "\n".join(parts)


def messages_of(
    source: str,
    path: str = "",
    described: frozenset[str] = frozenset(),
    used: set[Row] | None = None,
) -> list[Message]:
    """The messages of one module; a class's docstring is one if it is among the `described`.

    The rows of the examples that are filled in are added to `used`.
    """
    return _messages_in(ast.parse(source), path, described, set() if used is None else used)


def _messages_in(
    tree: ast.Module, path: str, described: frozenset[str], used: set[Row]
) -> list[Message]:
    return _Module(tree, _Examples(path, used), described).messages()


class _Examples:
    """What is filled in for names in one module: its own examples before those of all modules."""

    def __init__(self, path: str, used: set[Row]) -> None:
        self._used = used
        self._parts = dict.fromkeys(EXAMPLES, "")
        self._examples = dict(EXAMPLES)
        for part, examples in EXAMPLES_IN:
            if part in path:
                self._parts.update(dict.fromkeys(examples, part))
                self._examples.update(examples)

    def __contains__(self, name: str) -> bool:
        return name in self._examples

    def get(self, name: str) -> str | None:
        """The example for a name, whose row is used now; None if there is none."""
        if name in self._examples:
            self._used.add((self._parts[name], name))
        return self._examples.get(name)


def _described() -> frozenset[str]:
    """How the published schemas describe their parts; docstrings are among it."""
    found: set[str] = set()
    for path in (ROOT / "schemas").glob("*.json"):
        texts = re.findall(r'"description": (".*")', path.read_text("utf-8"))
        found.update(_plain(json.loads(text)) for text in texts)
    return frozenset(found)


def _has_parts(node: ast.AST) -> bool:
    """Whether there is more than one part that may be a sentence."""
    match node:
        case ast.Call(args=args, keywords=keywords):
            return len(args) + len(keywords) > 1
        case ast.Tuple(elts=parts):
            return len(parts) > 1
        case _:
            return False


class _Module:
    """The texts of one module: which there are, and how they go together."""

    def __init__(self, tree: ast.Module, examples: _Examples, described: frozenset[str]) -> None:
        self._tree = tree
        self._examples = examples
        self._described = described
        self._parents: dict[ast.AST, ast.AST] = {}
        self._returned: dict[str, list[ast.expr]] = {}
        self._given_values: set[str] = set()
        """The names of all variables; what a name else stands for comes from another module."""
        for node in walked(tree):
            self._parents.update(dict.fromkeys(children(node), node))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self._given_values.add(node.id)
            if isinstance(node, ast.FunctionDef):
                returns = [each.value for each in within(node) if isinstance(each, ast.Return)]
                self._returned.setdefault(node.name, []).extend(filter(None, returns))
        self._filled_in: set[ast.AST] = set()
        self._open: set[ast.AST] = set()

    def messages(self) -> list[Message]:
        """In the order of the source, without what is only ever a part of another."""
        said = [(root, self._whole(root)) for root in self._roots(self._tree)]
        texts = [text for root, forms in said if self._stands_alone(root) for text in forms]
        return list(dict.fromkeys(_message(text) for text in texts if _is_message(text)))

    def _stands_alone(self, root: ast.expr) -> bool:
        if isinstance(root, ast.Call | ast.Tuple):
            return True
        return root not in self._filled_in

    def _roots(self, node: ast.AST) -> Iterator[ast.expr]:
        """The outermost expressions that are text, and the docstrings that are shown."""
        for child in children(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                if self._is_shown(node, child.value.value):
                    yield child.value
            elif is_silent(child, node):
                continue
            elif isinstance(child, ast.expr) and is_text(child):
                yield child
            else:
                if _has_parts(child) and len(self._sentences(child, set())) > 1:
                    assert isinstance(child, ast.expr)
                    yield child
                yield from self._roots(child)

    def _is_shown(self, holder: ast.AST, docstring: object) -> bool:
        """Whether a docstring is the help of a command, or describes a part of a schema."""
        if not isinstance(docstring, str):
            return False
        if isinstance(holder, ast.FunctionDef):
            decorators = [ast.unparse(each) for each in holder.decorator_list]
            return any(re.search(r"\b(command|group)\(", each) for each in decorators)
        return isinstance(holder, ast.ClassDef) and _plain(docstring) in self._described

    def _whole(self, root: ast.expr) -> list[str]:
        """An outermost text in all its forms."""
        if isinstance(self._parents[root], ast.Expr) and isinstance(root, ast.Constant):
            shown = str(root.value).partition("\f")[0].rstrip()  # click prints no more
            return re.split(r"\n\s*\n", shown)
        used: set[ast.AST] = set()
        if isinstance(root, ast.Call | ast.Tuple):
            texts = _together(self._sentences(root, used), " ")
        else:
            texts = [_comments(text) or text for text in self._said(root, used)]
            used.discard(root)
        self._filled_in |= used
        return texts

    def _sentences(self, node: ast.AST, used: set[ast.AST]) -> list[list[str]]:
        """What a call is given that is a sentence: what is wrong, and what to do."""
        match node:
            case ast.Call(args=args, keywords=keywords):
                parts = [*args, *(each.value for each in keywords)]
            case ast.Tuple(elts=parts):
                pass
            case _:
                return []
        found = []
        for part in parts:
            used_here: set[ast.AST] = set()
            texts = self._said(part, used_here)
            if self._is_sure(part) and all(_is_sentence(text) for text in texts):
                found.append(texts)
                used |= used_here
        return found

    def _is_sure(self, node: ast.expr) -> bool:
        """Whether it is a text whichever way the program goes."""
        match node:
            case ast.IfExp(body=body, orelse=other):
                return self._is_sure(body) and self._is_sure(other)
            case ast.Name(id=name):
                given = self._given(node, name)
                return bool(given) and all(self._is_sure(each) for each in given)
            case _:
                return bool(self._said(node, set()))

    def _said(self, node: ast.expr, used: set[ast.AST]) -> list[str]:
        """What a text comes to, in all its forms; nothing of what is no text."""
        if node in self._open:
            return []
        self._open.add(node)
        used.add(node)
        try:
            return self._said_of(node, used)
        finally:
            self._open.discard(node)

    def _said_of(self, node: ast.expr, used: set[ast.AST]) -> list[str]:
        match node:
            case ast.Constant(value=str() as text):
                return [self._with_values(node, text)]
            case ast.JoinedStr(values=parts):
                return _together([self._filled(part, used) for part in parts])
            case ast.BinOp(left=left, op=ast.Add(), right=right) if is_text(node):
                return _together([self._filled(left, used), self._filled(right, used)])
            case ast.BinOp(left=ast.Constant(value=str() as text), op=ast.Mult()):
                return [text]
            case ast.IfExp(body=body, orelse=other):
                return self._either(node, self._said(body, used), self._said(other, used))
            case ast.BoolOp(op=ast.Or(), values=parts):
                return [text for part in parts for text in self._said(part, used)]
            case ast.Name() | ast.Attribute():
                return [text for each in self._meant(node) for text in self._said(each, used)]
            case ast.Call(func=func):
                written = self._examples.get(ast.unparse(node))
                example = written or self._examples.get(f"{own_name(func)}()")
                return [_marked(example)] if example else self._returned_by(node, used)
            case _:
                return []

    def _returned_by(self, call: ast.Call, used: set[ast.AST]) -> list[str]:
        """What a function of the module returns; of several sentences the first will do."""
        used_here: set[ast.AST] = set()
        texts = [text for each in self._meant(call) for text in self._said(each, used_here)]
        return _first_sentence(texts, used, used_here)

    def _filled(self, node: ast.expr, used: set[ast.AST]) -> list[str]:
        """What is filled into a text: another text, or an example."""
        written = ast.unparse(node)
        if written in self._examples and not isinstance(node, ast.Name):
            return [self._example_of(written)]
        match node:
            case ast.FormattedValue(value=value, conversion=114):
                return [f"'{text}'" for text in self._filled(value, used)]
            case ast.FormattedValue(value=value):
                return self._filled(value, used)
            case ast.IfExp(body=body, orelse=other):
                return self._either(node, self._filled(body, used), self._filled(other, used))
            case ast.BoolOp(op=ast.Or(), values=parts):
                return [text for part in parts for text in self._filled(part, used)]
            case ast.Call(func=ast.Name(id=name), args=[_, noun, *more]) if name == COUNTED:
                [plural] = self._filled(more[0] if more else noun, used)[:1]
                return [f"{NUMBER} {plural}{'' if more else 's'}"]
            case ast.Call(func=ast.Attribute(value=value, attr="capitalize")):
                return [_capitalized(text) for text in self._filled(value, used)]
            case _:
                pass
        used_here: set[ast.AST] = set()
        texts = self._said(node, used_here)
        return _first_sentence(texts, used, used_here) or [self._example(node)]

    def _either(self, node: ast.IfExp, body: list[str], other: list[str]) -> list[str]:
        """Both; of single words, such as `is` and `are`, the one that goes with the number."""
        if any(" " in text.strip() for text in (*body, *other)):
            return [*body, *other]
        match node.test:
            case ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(value=int())]):
                return other
            case ast.Compare(ops=[ast.NotEq() | ast.Gt()]):
                return body
            case _:
                return [text for text in (*body, *other) if text][:1]

    def _meant(self, node: ast.expr) -> list[ast.expr]:
        """What a variable was given in its function, or what a function of the module returns."""
        match node:
            case ast.Name(id=name):
                return self._given(node, name)
            case (
                ast.Call(func=ast.Name(id=name))
                | ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name))
                | ast.Attribute(value=ast.Name(id="self"), attr=name)
            ):
                returned = self._returned.get(name, [])
            case _:
                returned = []
        if returned or not isinstance(node, ast.Call):
            return returned
        return [each for each in node.args[:1] if isinstance(each, ast.JoinedStr)]

    def _given(self, use: ast.AST, name: str) -> list[ast.expr]:
        """The values that a variable may have where it is used."""
        if name not in self._given_values:
            return []
        found: list[ast.expr] = []
        added: list[ast.expr] = []
        here = use
        while not isinstance(here, ast.Module):
            holder = self._parents[here]
            if isinstance(holder, ast.FunctionDef | ast.Lambda) and name in parameters_of(holder):
                break
            for statement in before(holder, here):
                values = values_of(statement, name)
                found.extend(values)
                added.extend(additions_to(statement, name))
                if values and isinstance(statement, ast.Assign | ast.AnnAssign):
                    return self._with_additions(found, added)
            here = holder
        return self._with_additions(found, added)

    def _with_additions(self, found: list[ast.expr], added: list[ast.expr]) -> list[ast.expr]:
        """The values of a variable: as they were given, and with everything that `+=` adds."""
        values = sorted(found, key=operator.attrgetter("lineno"))
        if not (values and added):
            return [*values, *added]
        whole = values[0]
        for each in sorted(added, key=operator.attrgetter("lineno")):
            joined = ast.copy_location(ast.BinOp(whole, ast.Add(), each), each)
            self._parents[joined] = self._parents[each]
            whole = joined
        return [*values, whole]

    def _with_values(self, node: ast.Constant, text: str) -> str:
        """A text whose `%s` and `{}` are filled in by the call that is given it."""
        call = self._parents[node]
        if isinstance(call, ast.Call) and call.args[:1] == [node]:
            for value in call.args[1:]:
                text = re.sub("%[sr]", self._example(value), text, count=1)
        return _GAP.sub(lambda gap: self._in_gap(node, gap[1], gap[2] or ""), text)

    def _in_gap(self, node: ast.AST, name: str, form: str) -> str:
        """An example for a gap such as `{0:,}`, by the name of the whole, or by the gap's form."""
        if form.startswith(": "):  # braces of YAML
            return f"{{{name}{form}}}"
        whole = f"{self._holder_name(node)}.{name}"
        under_key = f"{self._key_of(node)}.{name}"
        known = (each for each in (under_key, whole, form, name) if each in self._examples)
        return self._example_of(next(known, name or "number"))

    def _key_of(self, node: ast.AST) -> str:
        """The key of a mapping whose value a text is."""
        holder = self._parents[node]
        if isinstance(holder, ast.Dict):
            for key, value in zip(holder.keys, holder.values, strict=True):
                if value is node and isinstance(key, ast.Constant):
                    return str(key.value)
        return ""

    def _holder_name(self, node: ast.AST) -> str:
        """The variable that a text is a part of."""
        while not isinstance(node, ast.Module):
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name))
                ):
                    return name.strip("_")
                case _:
                    node = self._parents[node]
        return ""

    def _example(self, node: ast.expr) -> str:
        """An example of a value, marked as one."""
        known = (name for name in self._names(node) if name in self._examples)
        return self._example_of(next(known, None) or own_name(node))

    def _example_of(self, name: str) -> str:
        return _marked(self._examples.get(name) or f"<{name}>")

    def _names(self, node: ast.AST, depth: int = 0) -> Iterator[str]:
        """The names in an expression, in the order in which they are looked up."""
        match node:
            case ast.Name(id=name):
                yield name.strip("_")
                for value in self._given(node, name) if depth < 4 else ():
                    yield from self._names(value, depth + 1)
                return
            case ast.Attribute(attr=name):
                yield ast.unparse(node)
                yield name.strip("_")
            case ast.Subscript(slice=ast.Constant(value=str() as name)):
                yield name
            case ast.Constant(value=str() as name):
                yield name
            case ast.comprehension(iter=values):
                yield from self._names(values, depth)
                return
            case _:
                pass
        for each in children(node):
            yield from self._names(each, depth)


_BEGIN, _END = "\ue000", "\ue001"
_GAP = re.compile(r"\{(\w*)(:[^{}]*)?\}")
_EXAMPLE = re.compile(f"{_BEGIN}[^{_END}]*{_END}")


def _marked(example: str) -> str:
    return f"{_BEGIN}{example}{_END}"


def _first_sentence(texts: list[str], used: set[ast.AST], here: set[ast.AST]) -> list[str]:
    """All the forms, of which the parts are used; but of several sentences the first alone."""
    if len(list(filter(None, texts))) > 1 and any(_is_sentence(text) for text in texts):
        return texts[:1]
    used |= here
    return texts


def _comments(text: str) -> str:
    """The comments of a file that a command writes; nothing where there are none."""
    return " ".join(re.findall(r"^# (?!yaml-)(.*)\n", text, re.MULTILINE))


def _capitalized(text: str) -> str:
    return re.sub("[a-z]", lambda letter: letter[0].upper(), text, count=1)


def _message(text: str) -> Message:
    unknown = re.findall(f"{_BEGIN}<([^{_END}]*)>{_END}", text)
    words = re.sub(f"[{_BEGIN}{_END}]", "", text)
    return Message(" ".join(words.split()), tuple(unknown))


def _is_message(text: str) -> bool:
    """Whether it has words of its own, more than one with what is filled in, and is not left out."""
    own = _EXAMPLE.sub("~", text)
    has_words = re.search("[A-Za-z]{2}", own) and " " in own.strip()
    return bool(has_words) and not any(re.match(each, own.strip(), re.DOTALL) for each in LEFT_OUT)


def _is_sentence(text: str) -> bool:
    return bool(re.match(rf"\s*[A-Z`{_BEGIN}].*[.?]{_END}?\s*$", text, re.DOTALL)) and " " in text


def _together(parts: list[list[str]], between: str = "") -> list[str]:
    """The parts in a row, as often as the one with the most forms has forms."""
    parts = [forms for forms in parts if forms]
    most = max(map(len, parts), default=0)
    rows = [[forms[row % len(forms)] for forms in parts] for row in range(most)]
    return [between.join(each.strip() if between else each for each in row) for row in rows]


def _plain(text: str) -> str:
    """A text without layout and marks of code, to be compared."""
    return " ".join(text.replace("`", "").split())
