"""Where the source of the package has texts: which of them a person may read, and what a variable holds.

In: syntax trees. Out: nodes, names, or whether a text is one that nobody sees.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

SILENT = frozenset(
    {"compile", "match", "search", "fullmatch", "finditer", "sub", "split", "startswith"}
    | {"endswith", "removesuffix", "removeprefix", "replace", "index", "find"}
    | {"cast", "TypeVar", "execute", "strftime", "error_has"}
)
"""Functions whose texts nobody reads: what to look for, above all."""


def own_name(node: ast.AST) -> str:
    """What an expression is called where there is no example: the name of the value itself."""
    match node:
        case ast.Call(args=[first, *_]):
            return own_name(first)
        case ast.Call(func=inner) | ast.Subscript(value=inner) | ast.BinOp(left=inner):
            return own_name(inner)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_")
        case _:
            return "value"


def is_text(node: ast.AST) -> bool:
    """Whether an expression is a text as it stands."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, str)
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_text(left) or is_text(right)
        case ast.IfExp(body=body, orelse=other):
            return is_text(body) and is_text(other)
        case _:
            return False


def is_silent(node: ast.AST, holder: ast.AST) -> bool:
    """Whether what stands there is only looked for or compared with, or speaks to developers."""
    match holder:
        case ast.Dict(keys=keys) if node in keys:
            return True
        case ast.Subscript(slice=ast.Constant() as key) if node is key:
            return True
        case ast.Assert() if node is holder.msg:
            return True
        case _:
            return is_looked_for(node)


def is_looked_for(node: ast.AST) -> bool:
    match node:
        case ast.Compare() | ast.MatchValue() | ast.FunctionDef(name="__repr__"):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Constant())):
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in SILENT
        case _:
            return False


@cache
def children(node: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes right below one, which is gone through many times."""
    return tuple(ast.iter_child_nodes(node))


def walked(tree: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, each before those below."""
    still = [tree]
    for node in still:
        yield node
        still.extend(children(node))


_HOLDERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def within(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement, without those of functions and classes in it."""
    still = [*reversed(children(function))]
    while still:
        child = still.pop()
        if not isinstance(child, _HOLDERS):
            yield child
            still.extend(reversed(children(child)))


def before(holder: ast.AST, here: ast.AST) -> list[ast.stmt]:
    """The statements of a block before the one that holds a node, the nearest first."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(holder, name, None)
        if isinstance(block, list) and here in block:
            return (
                block[::-1] if isinstance(holder, ast.Module) else block[: block.index(here)][::-1]
            )
    return []


def values_of(statement: ast.stmt, name: str) -> list[ast.expr]:
    """The values that a statement may give to a variable."""
    return _all_values(statement).get(name, [])


@cache
def _all_values(statement: ast.stmt) -> dict[str, list[ast.expr]]:
    """The same of every variable: each statement is gone through once."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return found
    for node in (statement, *within(statement)):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=given)], value=value)
                | ast.AnnAssign(target=ast.Name(id=given), value=ast.expr() as value)
                | ast.NamedExpr(target=ast.Name(id=given), value=value)
            ):
                found[given].append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values, strict=False):
                    if isinstance(target, ast.Name):
                        found[target.id].append(value)
            case _:
                pass
    return found


def additions_to(statement: ast.stmt, name: str) -> list[ast.expr]:
    """What a statement may add to a variable."""
    return _all_additions(statement).get(name, [])


@cache
def _all_additions(statement: ast.stmt) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for node in (statement, *within(statement)):
        match node:
            case ast.AugAssign(target=ast.Name(id=given), op=ast.Add(), value=value):
                found[given].append(value)
            case _:
                pass
    return found


def parameters_of(function: ast.FunctionDef | ast.Lambda) -> list[str]:
    given = function.args
    return [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
