"""Public functions with several parameters describe each of them, what they return and what they raise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.package_source import SOURCES, tree_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
ROOMS = sorted({path.parent for path in SOURCES})


def public_functions(node: ast.Module | ast.ClassDef) -> Iterator[tuple[Function, bool]]:
    """The public functions and methods of a module, and whether each is a method."""
    for each in node.body:
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
            yield from public_functions(each)
        elif isinstance(each, Function) and not each.name.startswith("_"):
            yield each, isinstance(node, ast.ClassDef)


def parameters_of(function: Function, *, is_method: bool) -> list[str]:
    arguments = function.args
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return names[1:] if is_method and names[:1] in (["self"], ["cls"]) else names


def is_overload(function: Function) -> bool:
    """It is described by what it overloads."""
    return any(ast.unparse(each) == "overload" for each in function.decorator_list)


def owed(function: Function, names: list[str]) -> list[str]:
    docstring = ast.get_docstring(function) or ""
    missing = []
    if "Args:" not in docstring:
        missing.append("Args:")
    else:
        described = docstring.partition("Args:")[2]
        missing += [name for name in names if f"{name}:" not in described]
    returns = "None" if function.returns is None else ast.unparse(function.returns)
    if returns != "None" and "Returns:" not in docstring and "Yields:" not in docstring:
        missing.append("Returns:")
    raises = any(isinstance(node, ast.Raise) and node.exc for node in ast.walk(function))
    if raises and "Raises:" not in docstring:
        missing.append("Raises:")
    return missing


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_public_functions_with_more_than_two_parameters_describe_them(room: Path) -> None:
    silent = []
    for path in sorted(room.glob("*.py")):
        if path.parent.name == "versions":
            continue
        for function, is_method in public_functions(tree_of(path)):
            names = parameters_of(function, is_method=is_method)
            if len(names) > 2 and not is_overload(function):
                missing = owed(function, names)
                if missing:
                    silent.append(f"{path.name}: {function.name}: {', '.join(missing)}")
    assert silent == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_every_room_draws_what_is_in_it(room: Path) -> None:
    """Each module and each folder begins a line in the docstring of its `__init__`, alone or with others."""
    if room.name in ("versions", "migrations"):
        return
    drawing = ast.get_docstring(tree_of(room / "__init__.py")) or ""
    beginnings = [line.partition("  ")[0].split(", ") for line in drawing.splitlines()]
    drawn = {name.strip() for names in beginnings for name in names}
    inside = {path.stem for path in room.glob("*.py")} | {
        path.name for path in room.iterdir() if (path / "__init__.py").is_file()
    }
    assert {name for name in inside if not name.startswith("__")} - drawn == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_a_room_draws_nothing_that_is_not_in_it(room: Path) -> None:
    """What stands alone on a line, or has two spaces behind it, is drawn."""
    drawing = ast.get_docstring(tree_of(room / "__init__.py")) or ""
    drawn = re.findall(r"^((?:[a-z_0-9]+, )*[a-z_0-9]+)(?:  .*|)$", drawing, re.MULTILINE)
    names = {name for names in drawn for name in names.split(", ")}
    assert [name for name in names if not list(room.glob(f"{name}*"))] == []
