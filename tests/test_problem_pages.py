"""The help pages of texts and rule files: the bad example has the problem of the page, the good one has none at all."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from selector.data import data_dir
from selector.language.conditions import CONDITIONS
from selector.model.codes import CODES
from selector.model.problem import Problem, ProblemError, Source
from selector.reading.shot_vocabularies import read_names
from selector.reading.text.file import decode, read_source
from selector.reading.text.json_text import read_json
from selector.reporting.pages import PAGES
from selector.review.lint import check_rule_text
from tests.documents import Block, help_page


@pytest.mark.parametrize("code", [code for code in CODES if code[0] in "YR"])
def test_a_page_shows_its_problem_and_the_way_out(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data_dir("rules").parent)
    page = help_page(code)
    [bad], [good] = page.bad, page.good
    assert page.words
    assert code in {problem.code for problem in problems_of(code, bad)}
    assert not list(problems_of(code, good))


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == CODES.keys()


def test_pages_that_list_the_conditions_list_all_of_them() -> None:
    first, second = list(CONDITIONS)[:2]
    listing = [page for page in PAGES.glob("*.md") if f"`{first}`, `{second}`" in page.read_text()]
    assert listing
    for page in listing:
        text = page.read_text("utf-8")
        assert not [key for key in CONDITIONS if f"`{key}`" not in text], page.name


HOUSE = """
language: 1
name: house
version: "1.0"
never: [{name: drafts, label: draft, because: "nobody has checked them"}]
shots:
  default:
    priorities: [{name: subject, role: subject, because: "the scene is about its subject"}]
"""
"""What the pages on `extends` call `house.yaml`."""


def problems_of(code: str, shown: Block) -> Iterable[Problem]:
    """Everything wrong with an example."""
    if shown.kind == "console":
        return read_source(shown.text.split()[-1])[1]
    # What a page cannot show: a byte that is no text, and a very long line.
    raw = shown.text.encode().replace(b"\\xe9", b"\xe9")
    longer = {
        "Y103": b"x" * 256 * 1024,
        "Y109": b"x," * 60_000,
        "Y141": b"no," * 1_001,
        "R214": b"\n      -" * 1_000,
    }
    raw = raw.replace("…".encode(), longer.get(code, b"..."))
    source, problems = decode(shown.about, raw)
    if source is None:
        return problems
    if shown.kind == "python":
        return raised_by(shown.text)
    if shown.kind == "json":
        return read_json(source)[1]
    if shown.about == "my-names.yaml":
        return read_names("my-names.yaml", source)[1]
    with TemporaryDirectory() as folder:
        files = {"house.yaml": HOUSE, "assets.yaml": "people: []", shown.about: source.text}
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8", errors="replace")
        whole = Source(name=str(Path(folder, shown.about)), text=source.text)
        return check_rule_text(whole, Path(folder))[1]


def raised_by(program: str) -> Iterable[Problem]:
    """The problems that a program raises, in a folder with `house.yaml`."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("house.yaml").write_text(HOUSE, "utf-8")
        try:
            exec(program, {})  # our own page
        except ProblemError as error:
            return error.problems
    return ()


def test_the_table_of_the_databases_codes_has_each_with_its_title() -> None:
    text = Path("docs/database.md").read_text("utf-8")
    rows = re.findall(r"^\| (D\d+) \| (.*?) \| (.+?) \| (.+?) \|$", text, flags=re.MULTILINE)
    expected = [(code, each.title) for code, each in CODES.items() if code[0] == "D"]
    assert [(code, title) for code, title, _, _ in rows] == expected
