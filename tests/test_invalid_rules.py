"""Every problem of texts and rule files, once: a case is a file with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from selector.language.conditions import CONDITIONS
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.file_words import FILE_WORDS
from selector.language.shot_words import SHOT_WORDS
from selector.model.codes import CODES
from selector.model.problem import Problem, Source
from selector.reading.text.file import read_source
from selector.reading.text.json_text import JSON_LIMITS, read_json
from selector.review.lint import check_rule_text
from tests.as_written import flow
from tests.expected import expect_problems
from tests.films import expanded

INVALID = Path(__file__).parent / "invalid"
RULES = sorted(
    {
        path.name.removesuffix(".problems.txt").removesuffix(".yaml")
        for path in INVALID.glob("rules/*")
    }
)
DOCUMENTS = sorted(
    {
        path.name.removesuffix(".problems.txt").removesuffix(".json")
        for path in INVALID.glob("json/*")
    }
)


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_file_is_told_what_is_wrong_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(INVALID / "rules" / f"{name}.yaml", tmp_path / f"{name}.yaml")
    for parent in INVALID.glob("parents/*.yaml"):
        given(parent, tmp_path / parent.name)
    monkeypatch.chdir(tmp_path)
    expect_problems(rule_problems(f"{name}.yaml"), INVALID / "rules" / f"{name}.problems.txt")


@pytest.mark.parametrize("key", [*CONDITIONS, *SHOT_WORDS, *FILE_WORDS, *PRIORITIES.words])
def test_each_word_of_the_language_says_what_belongs_there(key: str) -> None:
    tables: dict[str, Any] = {
        **CONDITIONS, **SHOT_WORDS, **FILE_WORDS, **PRIORITIES.words
    }  # fmt: skip
    word = tables[key]
    assert word.expected
    assert f"`{key}` must be {word.expected}, not " in said_of(key, "1.5")
    example = word.examples[0]
    if isinstance(example, dict | list | bool):
        example = flow(example, None)
    elif isinstance(example, bool):
        example = str(example).lower()
    assert f"`{key}` has no value. Write `{key}: {example}`, or leave it out." in said_of(key, "")


def said_of(key: str, value: str) -> str:
    """What is said of a rule file that has this value there."""
    conditions, words = "role: subject", ""
    if key in CONDITIONS:
        conditions = f"{key}: {value}"
    elif key in PRIORITIES.words:
        conditions += f"\n        {key}: {value}"
    else:
        words = f"{key}: {value}"
    top = ""
    if key in FILE_WORDS:
        top, words = f"{words}\n", ""
    head = f"language: 1\nname: t\nversion: '1'\ndescription: d\n{top}shots:\n  default:\n"
    text = f"{head}    {words}\n    priorities:\n      - name: a\n        {conditions}\n"
    (problem,) = check_rule_text(Source(name="rules.yaml", text=text))[1]
    return str(problem)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_broken_json_is_told_what_is_wrong_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(INVALID / "json" / f"{name}.json", tmp_path / f"{name}.json")
    monkeypatch.chdir(tmp_path)
    source, problems = read_source(f"{name}.json", JSON_LIMITS)
    if source is not None:
        document, problems = read_json(source)
        assert (document is None) == any(
            problem.severity == "error" and problem.code != "Y115" for problem in problems
        )
    expect_problems(problems, INVALID / "json" / f"{name}.problems.txt")


def test_every_code_of_texts_and_rule_files_has_a_case() -> None:
    words = "\n".join(path.read_text("utf-8") for path in INVALID.glob("*/*.problems.txt"))
    told = set(re.findall(r"(?:error|warning) ([YR]\d+):", words))
    of_a_program = {"R246"}  # what a program requires of rules that are right
    assert told == {code for code in CODES if code[0] in "YR"} - of_a_program


def test_every_case_has_its_words_and_no_two_are_alike() -> None:
    same: dict[tuple[str, bytes], list[str]] = defaultdict(list)
    for file in (*(INVALID / "rules").glob("*.yaml"), *(INVALID / "json").glob("*.json")):
        assert file.with_suffix(".problems.txt").is_file(), file
        if file.is_file():
            same[file.parent.name, file.read_bytes()].append(file.stem)
    assert not [names for names in same.values() if len(names) > 1]


def rule_problems(path: str) -> Iterable[Problem]:
    """Everything that `selector check` says of a rule file."""
    source, problems = read_source(path)
    if source is None:
        return problems
    rules, problems = check_rule_text(source, Path())
    assert (rules is None) == any(problem.severity == "error" for problem in problems)
    return problems


def given(case: Path, copy: Path) -> None:
    """A case as its reader meets it: a file in the working directory, a folder, or nothing."""
    if case.is_dir():
        copy.mkdir()
    elif case.is_file():
        copy.write_bytes(expanded(case.read_bytes()))
