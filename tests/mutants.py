"""Mutants of the engine and of the language: each is one change to one file, made on its syntax tree.

- a comparison gets another operator; `and` becomes `or`, and loses each of its sides; `not` goes; a condition is turned
  round, and a filter of a comprehension goes;
- in what is sorted by, or handed back as a tuple, each entry is negated, made 0, and swapped with its neighbour; a
  `key=` goes, a sort is turned round; `min` becomes `max`, `any` becomes `all`;
- 0 and 1 and True and False change, sums and products too, a slice loses an end; `casefold` and `strip` go;
- of bits that two numbers both have it takes those that either has, and the other way round; `~` goes;
- in a row of the tables of the language a text becomes empty, and a function gives none;
- a statement that does something (a call, `+=`, `break`, `continue`) goes.

Words for people (`__str__`, `__repr__`, messages) and types are left alone. `tests/mutate_engine.py` runs them.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "selector"
ROOMS = ("engine", "language")
"""Mutants are made of every file in these folders of the package."""
QUIET = {"__str__", "__repr__", "_note"}
"""Functions that only word something."""

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
OTHER_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "reversed": "list"}
MANY = 5
"""A call with so many keywords is too long to be printed."""
ROWS = {"ConditionWord", "ShotWord", "Word", "EntryList"}
"""The types of the rows of the tables."""
DROPPED_METHODS = {"casefold", "strip", "lower"}


@dataclass(frozen=True)
class Mutant:
    """One change: where, what it reads before and after, and the whole file with it."""

    file: str
    function: str
    line: int
    before: str
    after: str
    text: str

    @property
    def name(self) -> str:
        """What it is listed under: no line number, so that it stays when lines move."""
        return f"{self.file} {self.function}: {self.before} → {self.after}"

    @property
    def digest(self) -> str:
        """What it is remembered by: it changes with anything that its file says, comments aside."""
        return hashlib.sha256(f"{self.file}\n{self.text}".encode()).hexdigest()


def all_files() -> list[str]:
    """Every file that mutants are made of, as it is asked for: those of the engine by their names alone."""
    paths = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    return [path.relative_to(PACKAGE).as_posix().removeprefix("engine/") for path in paths]


def unchanged(file: str) -> Mutant:
    """A mutant of the file that says the same: what kills it would kill every other."""
    return Mutant(file, "module", 0, "", "", ast.unparse(parsed(file)))


def mutants_of(file: str) -> Iterator[Mutant]:
    """Every mutant of one file."""
    tree = parsed(file)
    untouched = ast.unparse(tree)
    for holder, field, index, function in slots(tree, "module"):
        node = get(holder, field, index)
        for variant in variants(node, holder, field):
            put(holder, field, index, variant)
            text = ast.unparse(ast.fix_missing_locations(tree))
            put(holder, field, index, node)
            if text != untouched:
                line = getattr(node, "lineno", getattr(holder, "lineno", 0))
                before, after = what_is_said(holder, field, index, variant)
                yield Mutant(file, function, line, flat(before), flat(after), text)
    assert ast.unparse(tree) == untouched, "a mutant was not undone"


def parsed(file: str) -> ast.Module:
    return ast.parse((PACKAGE / (file if "/" in file else f"engine/{file}")).read_text("utf-8"))


def what_is_said(
    holder: ast.AST, field: str, index: int | None, variant: ast.AST
) -> tuple[str, str]:
    """How a mutant is printed, before and after: with what is around it where alone it says little."""
    node = get(holder, field, index)
    if isinstance(node, ast.cmpop | ast.operator | ast.Constant):
        return ast.unparse(holder), variant_in(holder, field, index, variant)
    before, after = ast.unparse(node), ast.unparse(variant)
    if isinstance(node, ast.Continue | ast.Break) and isinstance(holder, ast.If):
        return f"if {ast.unparse(holder.test)}: {before}", after
    if isinstance(node, ast.Call) and isinstance(variant, ast.Call):
        return what_differs(node, variant) or (before, after)
    return before, after


def variant_in(holder: ast.AST, field: str, index: int | None, variant: ast.AST) -> str:
    """How the holder reads with the variant in it."""
    node = get(holder, field, index)
    put(holder, field, index, variant)
    text = ast.unparse(holder)
    put(holder, field, index, node)
    return text


def what_differs(row: ast.Call, variant: ast.Call) -> tuple[str, str] | None:
    """The one keyword of a row, before and after; all of it would be a page. None if it is not the same call."""
    if len(row.keywords) < MANY or len(variant.keywords) != len(row.keywords):
        return None
    return next(
        (ast.unparse(old), ast.unparse(new))
        for old, new in zip(row.keywords, variant.keywords, strict=True)
        if old is not new
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def get(holder: ast.AST, field: str, index: int | None) -> ast.AST:
    value = getattr(holder, field)
    found: ast.AST = value if index is None else value[index]
    return found


def put(holder: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def slots(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str, int | None, str]]:
    """Every place in the tree that holds a node which may change, with the function it is in."""
    if isinstance(node, ast.FunctionDef):
        if node.name in QUIET:
            return
        function = node.name
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases"} or is_left_alone(
            node, field
        ):
            continue
        entries = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in entries:
            if isinstance(child, ast.AST):
                yield node, field, index, function
                yield from slots(child, function)


def is_left_alone(node: ast.AST, field: str) -> bool:
    """Blocks that only a type checker reads, text with values in it, and `strict=` between lists of one length."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING" and field in {"test", "body"}
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.keyword) and node.arg == "strict"
    )


def variants(node: ast.AST, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What may stand in the node's place."""
    for other in SWAPS.get(type(node), ()):
        yield other()
    match node:
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for number in range(len(values)):
                left = [*values[:number], *values[number + 1 :]]
                yield left[0] if len(left) == 1 else ast.BoolOp(op, left)
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
            if value:
                yield ast.Constant(value - 1)
        case ast.Name(id=name) if (
            isinstance(holder, ast.Call) and field == "func" and name in OTHER_NAMES
        ):
            yield ast.Name(OTHER_NAMES[name], ast.Load())
        case ast.Call():
            yield from variants_of_call(node)
        case ast.Tuple(elts=entries, ctx=ast.Load()) if sorted_by(holder, field):
            yield from variants_of_order(entries)
        case ast.Slice(lower=lower, upper=upper):
            if lower is not None:
                yield ast.Slice(None, upper)
            if upper is not None:
                yield ast.Slice(lower, None)
        case ast.comprehension(ifs=ifs) if ifs:
            yield ast.comprehension(node.target, node.iter, [], node.is_async)
        case ast.AugAssign() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case _:
            pass
    if field == "test" and not isinstance(node, ast.Compare | ast.BoolOp) and not is_not(node):
        assert isinstance(node, ast.expr)
        yield ast.UnaryOp(ast.Not(), node)


def is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def sorted_by(holder: ast.AST, field: str) -> bool:
    """Whether a tuple stands where its order may be what something is sorted by."""
    if isinstance(holder, ast.Call):
        return isinstance(holder.func, ast.Attribute) and holder.func.attr == "append"
    return isinstance(holder, ast.Return) or (
        isinstance(holder, ast.Lambda | ast.GeneratorExp) and field in {"body", "elt"}
    )


def variants_of_order(entries: list[ast.expr]) -> Iterator[ast.expr]:
    for number, entry in enumerate(entries):
        negated = [] if isinstance(entry, ast.Starred) else [ast.UnaryOp(ast.USub(), entry)]
        for other in (*negated, ast.Constant(0)):
            yield ast.Tuple([*entries[:number], other, *entries[number + 1 :]], ast.Load())
    for number in range(len(entries) - 1):
        swapped = [*entries[:number], entries[number + 1], entries[number], *entries[number + 2 :]]
        yield ast.Tuple(swapped, ast.Load())


def variants_of_call(call: ast.Call) -> Iterator[ast.expr]:
    """Without its `key=`, the other way round, or without a method that only tidies text."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    others = [keyword for keyword in call.keywords if keyword.arg != "key"]
    if name in ROWS:
        yield from variants_of_row(call)
    elif len(others) < len(call.keywords):
        yield ast.Call(call.func, call.args, others)
    if name in {"sorted", "sort"}:
        yield ast.Call(call.func, call.args, turned_round(call.keywords))
    if name in DROPPED_METHODS and isinstance(call.func, ast.Attribute):
        yield call.func.value


def turned_round(keywords: list[ast.keyword]) -> list[ast.keyword]:
    """What a sort is called with, so that it sorts the other way round."""
    others = [keyword for keyword in keywords if keyword.arg != "reverse"]
    if len(others) < len(keywords):
        return others
    return [*keywords, ast.keyword("reverse", ast.Constant(value=True))]


def variants_of_row(row: ast.Call) -> Iterator[ast.expr]:
    """With one text empty, with one function that gives an empty text, or with words that mean nothing."""
    for number, keyword in enumerate(row.keywords):
        match keyword.value:
            case ast.Constant(value=str()):
                other: ast.expr = ast.Constant("")
            case ast.Name(id=name) if name.startswith("_"):
                other = ast.Name("str", ast.Load())
            case ast.Lambda(args=arguments):
                other = ast.Lambda(arguments, ast.Constant(""))
            case ast.Dict():
                other = ast.Dict([], [])
            case ast.Tuple():
                other = ast.Tuple([], ast.Load())
            case _:
                continue
        changed = ast.keyword(keyword.arg, other)
        keywords = [*row.keywords[:number], changed, *row.keywords[number + 1 :]]
        yield ast.Call(row.func, row.args, keywords)
