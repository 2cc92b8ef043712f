"""Slips that make a rule file no YAML: each is named where it is certain, and nowhere else."""

from __future__ import annotations

import pytest

from selector.model.problem import Problem, Source
from selector.review.lint import check_rule_text

HEAD = 'language: 1\nname: t\nversion: "1"\n'
SHOTS = f"{HEAD}shots:\n  default:\n"
PRIORITIES = f"{SHOTS}    priorities:\n"
ONE = "      - {name: a, role: subject}\n"
DIFF = (
    " language: 1\n-name: t\n+name: u\n version: '1'\n@@ default @@\n"
    "     prefer: face\n     priorities:\n"
)
NO_DASH = "A dash is missing before this entry."
A_DIFF = "a comparison of two versions (a diff)"
ADDED = f"This `+` comes from {A_DIFF}."
REMOVED = f"This line comes from {A_DIFF}, which deletes it."


def first_problem(text: str) -> Problem:
    return check_rule_text(Source(name="rules.yaml", text=text))[1][0]


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        (f"{HEAD}references 3\nshots: {{}}\n", "Y127", 4, ("references", "references: 3")),
        ("language 1\nname: t\n", "Y127", 1, ("language", "language: 1")),
        (f"{HEAD}description of all\n", "Y127", 4, ("description", "description: of all")),
        (f"{PRIORITIES}      - name: a\n        role prop\n", "Y127", 8, ("role", "role: prop")),
        (f"{SHOTS}    prefer face\n    priorities:\n{ONE}", "Y126", 6, ("prefer", "prefer: face")),
    ],
)
def test_a_known_key_without_its_colon_is_told_what_to_write(
    text: str, code: str, line: int, said: tuple[str, str]
) -> None:
    problem = first_problem(text)
    key, apart = said
    assert (problem.code, problem.at.line) == (code, line)
    assert problem.what == f"A colon is missing after `{key}`."
    assert problem.hint == f"Write `{apart}`."


def test_a_known_word_that_may_begin_a_line_of_text_is_told_both() -> None:
    problem = first_problem(f"language: 1\nname: t\ndescription: the\nreferences of all\n{ONE}")
    assert problem.what == "A colon is missing after `references of all`."
    assert problem.hint == (
        "If `references` is a key, write `references: of all`. "
        "If this is text that runs over several lines, put it in quotes."
    )


def test_a_word_that_is_not_a_key_is_not_told_what_to_write() -> None:
    problem = first_problem(f"{HEAD}description: a text\nthat goes on\nshots: {{}}\n")
    assert problem.what == "A colon is missing after `that goes on`."
    assert "`that: " not in problem.hint


@pytest.mark.parametrize(
    ("entries", "code", "line"),
    [
        (f"{ONE}      {{name: b, role: prop}}\n{ONE}", "Y127", 8),
        (f"{ONE}      {{name: b, role: prop}}  # last\n", "Y127", 8),
        (f"      {{name: b, role: prop}}\n{ONE}", "Y126", 7),
        ("      - name: a\n        role: prop\n      name: b\n      role: prop\n", "Y126", 9),
    ],
)
def test_an_entry_without_its_dash_is_told_so(entries: str, code: str, line: int) -> None:
    problem = first_problem(PRIORITIES + entries)
    assert (problem.code, problem.at.line, problem.what) == (code, line, NO_DASH)


@pytest.mark.parametrize(
    "entries",
    [
        "      - name: a\n      role: prop\n",
        f"{ONE}       {{name: b, role: prop}}\n",
        f"{ONE}      {{dots}}\n",
        "      - name: a\n        role: prop\n    name: b\n      role: prop\n",
        "      - a text\n      name: b\n",
    ],
)
def test_a_line_that_need_not_be_an_entry_is_not_told_of_a_dash(entries: str) -> None:
    assert first_problem(PRIORITIES + entries).what != NO_DASH


@pytest.mark.parametrize(
    ("text", "code", "line", "what"),
    [
        (f'{PRIORITIES}{ONE}+      - {{name: b, because: "x: y"}}\n', "Y121", 8, ADDED),
        (f"{PRIORITIES}{ONE}+      - {{name: b}}\n{ONE}", "Y126", 8, ADDED),
        (f"{PRIORITIES}{ONE}      +- {{name: b}}\n{ONE}", "Y126", 8, ADDED),
        (f"{PRIORITIES}{ONE}-      - {{name: b}}\n+      - {{name: c}}\n", "Y126", 8, REMOVED),
        (f"{HEAD}@@ default @@\n", "Y125", 4, f"This line is the heading of {A_DIFF}."),
        (DIFF, "Y126", 2, REMOVED),
    ],
)
def test_a_line_with_the_sign_of_a_diff_is_told_so(
    text: str, code: str, line: int, what: str
) -> None:
    problem = first_problem(text)
    assert (problem.code, problem.at.line, problem.what) == (code, line, what)


@pytest.mark.parametrize(
    "text",
    [
        f"{PRIORITIES}{ONE}      + {{name: b, role: prop}}\n{ONE}",
        f'{HEAD}description: "it goes on\n+ more: and more\nshots: {{}}\n',
        f"{HEAD}description: @@ a @@\n",
        f"{PRIORITIES}{ONE}- {{name: b}}\n",
        f"{PRIORITIES}{ONE}+1\n",
    ],
)
def test_a_sign_that_need_not_be_of_a_diff_is_not_told_to_be(text: str) -> None:
    assert "diff" not in str(first_problem(text))
