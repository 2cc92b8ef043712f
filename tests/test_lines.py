"""How dense the code of the package is, counted over all of it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tests.package_source import SOURCES, nodes_of

MOST_COLUMNS = 100
MOST_NODES = 5.4
"""Nodes of the syntax tree in a line of code, without `Load`, `Store` and `Del`."""
MOST_CONDITIONALS = 1.0
"""Conditional expressions in 100 lines of code."""
MOST_COMPREHENSIONS = 2.0
"""Comprehensions and generator expressions in 100 lines of code."""


def lines_of_code(source: str, nodes: Sequence[ast.AST]) -> int:
    """Lines that are neither blank nor comments nor docstrings; all lines of any other text are code."""
    code: set[int] = set()
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            code.add(number)
    docstrings: list[ast.Expr] = []
    for node in nodes:
        if isinstance(node, ast.Constant | ast.JoinedStr):
            code.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and ast.get_docstring(node) is not None:
                docstrings.append(first)
    for each in docstrings:
        code.difference_update(range(each.lineno, (each.end_lineno or each.lineno) + 1))
    return len(code)


@cache
def counted() -> Counter[str]:
    """Counted where the first test asks for it: whoever only collects the tests counts nothing."""
    count: Counter[str] = Counter()
    kinds: Counter[type[ast.AST]] = Counter()
    for path in SOURCES:
        count["lines"] += lines_of_code(path.read_text("utf-8"), nodes_of(path))
        kinds.update(map(type, nodes_of(path)))
    for context in (ast.Load, ast.Store, ast.Del):
        del kinds[context]
    count["nodes"] = kinds.total()
    count["conditionals"] = kinds[ast.IfExp]
    for comprehension in (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
        count["comprehensions"] += kinds[comprehension]
    return count


def density(of: str) -> float:
    """How many there are in a line of code."""
    return counted()[of] / counted()["lines"]


def test_a_line_of_code_holds_few_nodes() -> None:
    assert density("nodes") <= MOST_NODES


def test_conditional_expressions_are_rare() -> None:
    assert 100 * density("conditionals") <= MOST_CONDITIONALS


def test_comprehensions_are_rare() -> None:
    assert 100 * density("comprehensions") <= MOST_COMPREHENSIONS


def test_no_conditional_expression_is_inside_another() -> None:
    chained = []
    for path in SOURCES:
        for node in nodes_of(path):
            if isinstance(node, ast.IfExp):
                inner = [each for each in ast.walk(node) if isinstance(each, ast.IfExp)]
                if len(inner) > 1:
                    chained.append(f"{path.name}:{node.lineno}")
    assert chained == []


def test_no_line_of_the_package_is_longer_than_100_columns() -> None:
    """Counted to its end, with the reason of a `noqa`."""
    longer = []
    for path in SOURCES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if len(line) > MOST_COLUMNS:
                longer.append(f"{path.name}:{number}")
    assert longer == []
