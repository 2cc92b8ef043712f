"""The documents keep their word: every command and every program that they show is run, and prints what they show."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import re
import runpy
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from selector.reporting.pages import PAGES
from tests.documents import (
    ROOT,
    Session,
    blocks,
    commands,
    copy_of_what_a_reader_has,
    is_run,
    matches,
)
from tests.long import many
from tests.test_how import ANSWERS
from tests.test_how import EXTENDS as HOW_EXTENDS
from tests.test_how import HEAD as HOW_HEAD

EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "selector").rglob("*.py"))
    if "\n>>> " in path.read_text("utf-8")
]
"""Modules whose docstring shows an example."""
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_LINKS = [
    *DOCUMENTS,
    ROOT / "CHANGELOG.md",
    ROOT / "examples" / "README.md",
    *sorted(PAGES.glob("*.md")),
]
HOW = ROOT / "docs" / "how.md"
SHOWN_ONLY = {
    ("README.md", "make demo "): "they set up an environment from a network",
    ("CONTRIBUTING.md", "make .venv/.dev"): "the same, and the suite itself would run in it",
    ("CONTRIBUTING.md", "# two to five minutes"): "tests of the suite",
    (
        "impact.md",
        "selector impact films/harbour",
    ): "it needs the revisions of somebody's repository",
    ("python.md", "make wheel && pip install"): "`test_wheel` builds and installs the wheel",
    ("scale.md", "pip install"): "it needs a network",
    ("scale.md", "selector batch scenes.parquet"): "`tests/batch/test_processes.py` runs it",
    ("scale.md", "task = ray.remote"): "`tests/batch/test_clusters.py` runs it in `make soak`",
    ("scale.md", "task = dask"): "`tests/batch/test_clusters.py` runs it in `make soak`",
    ("scale.md", "films = scenes"): "`tests/batch/test_clusters.py` runs it in `make soak`",
}
"""The blocks that are shown only, by document, kind and how they begin; each with the reason why it is not run."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A directory as the reader of a document has it: a checkout's files to work on."""
    copy_of_what_a_reader_has(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each != README], ids=lambda path: path.name
)
def test_what_a_document_shows_is_what_happens(document: Path, folder: Path) -> None:
    session = Session(folder, in_process=many(quick=True, long=False))
    for block in blocks(document.read_text("utf-8")):
        session.do(block)


def test_what_the_readme_shows_happens_and_what_it_leaves_in_a_checkout_is_ignored_there(
    folder: Path,
) -> None:
    before = set(folder.rglob("*"))
    session = Session(folder, in_process=many(quick=True, long=False))
    for block in blocks(README.read_text("utf-8")):
        session.do(block)
    session.do(next(blocks("```console\n$ selector demo\n```\n")))
    left = [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path not in before
    ]
    assert {"my-rules.yaml", "selector-demo/film.yaml"} <= {*left}
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    ignored = subprocess.run(
        ["git", "check-ignore", *left], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert {*left} == {*ignored.stdout.split()}


def test_what_a_document_points_to_is_there() -> None:
    dead = {document.name: dead_links(document) for document in WITH_LINKS}
    assert {name: links for name, links in dead.items() if links} == {}


def dead_links(document: Path) -> list[str]:
    """Where a document points within the project, and nothing is: no file, or no such heading in it."""
    text = without_blocks(document)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    dead = []
    for target in targets:
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        if "://" in target:
            continue
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    return dead


def anchors(document: Path) -> set[str]:
    """What a link may name in a document: its headings, as GitHub calls them, and what has an `id`."""
    text = without_blocks(document)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    words = [re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in headings]
    return {each.replace(" ", "-") for each in words} | {*re.findall(r'id="([^"]+)"', text)}


def without_blocks(document: Path) -> str:
    return re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_a_link_to_no_file_and_one_to_no_heading_are_found_out(tmp_path: Path) -> None:
    page, other = tmp_path / "page.md", tmp_path / "other.md"
    other.write_text('## How do I …?\n\n<a id="things"></a>\n\n```sh\n# no heading\n```\n', "utf-8")
    page.write_text(
        "# Top\n[a](other.md) [b](other.md#how-do-i-) [c](other.md#things) [d](#top)"
        " [e](none.md) [f](other.md#no-heading) [g](#bottom) [h\nh](other.md#top)\n",
        "utf-8",
    )
    assert dead_links(page) == ["none.md", "other.md#no-heading", "#bottom", "other.md#top"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_of_a_document_is_run_or_shown_only_for_a_reason(document: Path) -> None:
    text = document.read_text("utf-8")
    found = list(blocks(text))
    assert len(re.findall(r"^\s*(?:```|~~~)", text, re.MULTILINE)) == 2 * len(found), (
        "a block without a kind"
    )
    if document == HOW:
        return  # see below
    shown_only = [block for block in found if not is_run(block)]
    reasons = [begin for name, begin in SHOWN_ONLY if name == document.name]
    assert len(shown_only) == len(reasons)
    for block, begin in zip(shown_only, reasons, strict=True):
        assert block.kind in ("sh", "python")
        assert block.text.startswith(begin)


def test_what_how_do_i_shows_is_run_elsewhere() -> None:
    """Each of its blocks is an answer, which `test_how` runs, or the head of all answers."""
    shown = [block.text for block in blocks(HOW.read_text("utf-8")) if not is_run(block)]
    assert set(shown) == {HOW_HEAD + HOW_EXTENDS} | {
        answer.rules for answer in ANSWERS.values() if answer.rules is not None
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_not_run_names_what_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([\w ]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    made = {target for each in targets for target in each.split()}
    for block in blocks(document.read_text("utf-8")):
        if not is_run(block):
            assert set(re.findall(r"\bmake ([a-z]\w*)", block.text)) <= made
            for module in re.findall(r"python -m (bench[\w.]*)", block.text):
                assert importlib.util.find_spec(module)


def test_functions_are_shown_with_the_names_that_their_arguments_have() -> None:
    """`where` aside, which has none: it is given by its place."""
    text = (ROOT / "docs" / "database.md").read_text("utf-8")
    shown = re.findall(r"`(selector\.[\w.]+)\(where, ([^)`]+)\)`", text)
    assert len(shown) > 7
    for name, written in shown:
        module, _, function = name.rpartition(".")
        there = inspect.signature(getattr(importlib.import_module(module), function)).parameters
        assert {each.partition("=")[0] for each in written.split(", ")} <= set(there), name


def test_the_tests_that_contributing_names_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"tests/[\w/.-]+", text))
    assert len(named) > 20
    assert not [each for each in named if not (ROOT / each.rstrip(".")).exists()]


def test_the_picture_in_the_readme_shows_what_is_picked_today() -> None:
    drawing = runpy.run_path(str(ROOT / "docs/draw_result.py"))
    with Image.open(drawing["OUT"]) as picture:
        shown = picture.info["comment"].decode()
    assert shown == drawing["in_words"](drawing["told_scenes"]()), (
        "run docs/draw_result.py and look at it"
    )
    assert drawing["OUT"].stat().st_size < 200_000


def test_the_algorithms_of_the_engine_are_shown_by_example() -> None:
    algorithms = {
        "case", "casts", "choose", "choose_by_shape", "choose_in_full", "compile", "digest",
        "in_turn", "individuals", "moves", "offers", "order_of_events", "picked", "questions", "reserving",
        "shot_by_columns", "shot_by_kinds", "standing", "taken_so_far", "turnouts",
    }  # fmt: skip
    assert {f"selector.engine.{name}" for name in algorithms} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_in_the_code_shows_what_happens(name: str) -> None:
    ran = doctest.testmod(importlib.import_module(name))
    assert ran.attempted > 0
    assert ran.failed == 0


def test_a_command_stands_with_the_output_shown_under_it() -> None:
    assert list(commands("$ a b\n1\n2\n$ c\n")) == [("a b", "1\n2\n"), ("c", "")]


def test_shown_output_is_compared_line_by_line_but_for_what_dots_leave_out() -> None:
    assert matches("a\nb\n", "a\nb  \n")
    assert not matches("a\nb\n", "a\nb\nc\n")
    assert not matches("a.\n", "ab\n")
    assert matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert matches("a\n...\n", "a\nb\n")
    assert matches("...\nb\n", "a\nb\n")
    assert not matches("a\n...\nd\n", "a\nb\nc\n")


def test_a_document_that_shows_something_else_is_found_out(tmp_path: Path) -> None:
    session = Session(tmp_path)
    with pytest.raises(AssertionError, match="echo one"):
        session.do(next(blocks("```console\n$ echo one\ntwo\n```\n")))
    program, output = blocks("```python\nprint(1)\n```\n\n```text\n2\n```\n")
    session.do(program)
    with pytest.raises(AssertionError):
        session.do(output)
    with pytest.raises(AssertionError):
        session.do(next(blocks("```sh\nfalse\n```\n")))
