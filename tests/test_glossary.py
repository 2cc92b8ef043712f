"""One word, one idea: what `docs/glossary.md` says of the words holds in every name, message and docstring."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.package_source import SOURCES, nodes_of, tree_of

ROOT = Path(__file__).parents[1]

STORED_NAMES = {
    "asked_by": "a column, and a key of JSON documents",
    "kept": "a key of the JSON document of `selector db prune`",
}
"""Names that were released with a word that is not used any more, each with where it has to stay."""


class Row(NamedTuple):
    word: str
    home: str
    avoided: tuple[str, ...]


def rows() -> list[Row]:
    """The rows of both tables of the glossary."""
    found = []
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0] != "word" and not cells[0].startswith("---"):
            word, _, home, avoided = cells
            others = tuple(each.strip() for each in avoided.split(",") if each.strip())
            found.append(Row(word, home.strip("`"), others))
    return found


ROWS = rows()
AVOIDED = [word for row in ROWS for word in row.avoided]


def test_the_glossary_has_both_tables() -> None:
    assert {"picture", "left out", "step", "decision"} <= {row.word for row in ROWS}
    assert AVOIDED


@pytest.mark.parametrize("row", ROWS, ids=[row.word for row in ROWS])
def test_a_word_names_one_class_or_attribute_that_exists(row: Row) -> None:
    if row.home == "":
        return
    parts = row.home.split(".")
    owner = next(n for n, part in enumerate(parts) if part[0].isupper())
    thing = getattr(importlib.import_module(".".join(parts[:owner])), parts[owner])
    for name in parts[owner + 1 :]:
        assert name in dir(thing) or name in thing.__annotations__
    assert [each.home for each in ROWS].count(row.home) == 1


def names_in(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        for attribute in ("id", "attr", "arg", "name"):
            name = getattr(node, attribute, None)
            if isinstance(name, str):
                yield getattr(node, "lineno", 0), name


def texts_in(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Messages and docstrings: every text that has a space in it."""
    for node in nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and " " in node.value.strip()
        ):
            yield node.lineno, node.value


@cache
def written() -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Every name, where it is and with its words apart; every message and docstring, where it is."""
    places_of_names, texts = {}, {}
    for path in SOURCES:
        at = path.relative_to(ROOT)
        for line, name in names_in(nodes_of(path)):
            places_of_names[name] = (at, line)
        for line, text in texts_in(nodes_of(path)):
            texts[text] = (f"{at}:{line}", text)
    names = []
    for name, (at, line) in places_of_names.items():
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("_", " ")
        names.append((f"{at}:{line}", name, spaced))
    return names, list(texts.values())


@pytest.mark.parametrize("word", AVOIDED)
def test_no_name_message_or_docstring_uses_a_word_that_the_glossary_replaces(word: str) -> None:
    word, in_names, _ = word.partition(" (in names)")
    pattern = re.compile(rf"(?<![a-z]){word}s?(?![a-z])", re.IGNORECASE)
    names, texts = written()
    used = []
    for at, name, spaced in names:
        if pattern.search(spaced) and name not in STORED_NAMES:
            used.append(f"{at}: {name}")
    for at, text in () if in_names else texts:
        if pattern.search(text) and not text.startswith("SELECT "):
            used.append(f"{at}: {text[:80]!r}")
    assert not used, "\n".join(used)


def test_no_two_modules_and_no_two_public_things_share_a_name() -> None:
    """The commands are named for their verbs, and JSON shapes for the values that they print."""
    modules: dict[str, list[str]] = defaultdict(list)
    things: dict[str, list[str]] = defaultdict(list)
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if "/cli/commands/" in name or "/record/format_" in name or path.stem.startswith("__"):
            continue
        modules[path.stem].append(name)
        if "/reporting/documents/" in name or "/migrations/" in name:
            continue
        for node in tree_of(path).body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            if "overload" not in map(ast.unparse, node.decorator_list):
                things[node.name].append(name)
    assert {name: homes for name, homes in modules.items() if len(homes) > 1} == {}
    shared = {name: homes for name, homes in things.items() if len(homes) > 1}
    assert shared == {"Asset": ["selector/db/models.py", "selector/model/asset.py"]}
