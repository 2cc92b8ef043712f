"""Slips that make a rule file no YAML: each is named where it is certain, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.model.problem import Problem, Source
from selector.review.lint import check_rule_text
from tests.films import film_problems, write_film

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


SCENE = "- scene: 1\n  shot: wide\n  cast:\n    - ANNA: {position: left}\n"
"""The beginning of a film's scenes."""


def first_of_film(folder: Path, scenes: str) -> Problem:
    """The first problem of a film with these scenes."""
    write_film(folder, {"scenes.yaml": scenes})
    return min(each for each in film_problems(folder) if each.at.file.endswith("scenes.yaml"))


@pytest.mark.parametrize(
    ("more", "code", "place", "what", "hint"),
    [
        ("    • TOM: prop\n", "Y125", (5, 5), "`•` does not begin an entry", "`- TOM: prop`"),
        (
            "    \u2013 TOM: prop\n",
            "Y125",
            (5, 5),
            "`\u2013` does not begin an entry",
            "`- TOM: prop`",
        ),
        ("    * TOM: prop\n", "Y125", (5, 5), "`*` does not begin an entry", "`- TOM: prop`"),
        (
            "  place\uff1aPIER\n  title: x\n",
            "Y127",
            (5, 3),
            "`\uff1a` is a wide colon",
            "`place: PIER`",
        ),
        ("  place = PIER\n  title: x\n", "Y127", (5, 3), "A colon is missing", "`place: PIER`"),
        ("  says: [TOM: Who?]\n", "Y124", (5, 15), "ends with `?` needs quotes", '`"Who?"`'),
        ("  says: {TOM: Who?, A: b}\n", "Y124", (5, 15), "`?` needs quotes", '`"Who?"`'),
        ("  props: [a, Is it b?]\n", "Y124", (5, 14), "`?` needs quotes", '`"Is it b?"`'),
        ("  props: [a] // b\n", "Y127", (5, 14), "`// b` is not a comment", "with `#`"),
        ("  title: ? Pier\n", "Y125", (5, 10), "cannot begin with `?`", "Put the text in quotes."),
        ("\u00a0 place: PIER\n", "Y126", (5, 1), "non-breaking spaces", "ordinary spaces"),
        ('  title: "a\\bc"\n', "Y104", (5, 10), "`\\b` is an invisible control", "write `/`"),
        ('  title: "a\bc"\n', "Y104", (5, 12), "invisible control character (U+0008)", "Delete"),
    ],
)
def test_a_slip_in_the_scenes_of_a_film_is_told_where_it_is_and_what_to_write(
    more: str, code: str, place: tuple[int, int], what: str, hint: str, tmp_path: Path
) -> None:
    problem = first_of_film(tmp_path, f"{SCENE}{more}")
    assert (problem.code, (problem.at.line, problem.at.column)) == (code, place)
    assert what in problem.what
    assert hint in problem.hint


@pytest.mark.parametrize(
    "more",
    [
        "  title: |\n    • One\n    * Two\n    a ? b\n",
        "  title: Who is it?\n",
        '  says: [TOM: "Who?"]\n',
        "  title: a\uff1ab = c\n",
    ],
)
def test_what_is_text_is_no_slip(more: str, tmp_path: Path) -> None:
    folder = write_film(tmp_path, {"scenes.yaml": f"{SCENE}{more}"})
    assert {each.code for each in film_problems(folder)} <= {"F354", "F355", "F365"}
