"""A verdict for GitHub: annotations that survive its limits and its escaping."""

from __future__ import annotations

from pathlib import Path

from selector.model.problem import Location, Problem, Source
from selector.reporting.github import annotation_lines, summary_table
from selector.reporting.verdict import Checked, Verdict


def problem(code: str, line: int, what: str = "No.", name: str = "rules/a.yaml") -> Problem:
    at = Location(source=Source(name=name), line=line, column=3, end_line=line, end_column=8)
    return Problem(at=at, code=code, what=what, hint="Do this.")


def verdict(*problems: Problem) -> Verdict:
    return Verdict(
        checked=(Checked(name="rules/a.yaml", kind="rules", holds="", problems=problems),)
    )


def test_an_annotation_names_place_and_title_and_escapes_what_github_reads() -> None:
    line, total = annotation_lines(
        verdict(problem("R222", 4, "100%, a: b\r\nno.", "a,b:c.yaml")), {}
    )
    assert line == (
        "::error file=a%2Cb%3Ac.yaml,line=4,col=3,endLine=4,endColumn=8,title=R222%3A `like` does not name a shot rule"
        "::100%25, a: b\\r\\nno.%0ADo this."
    )
    assert total == "1 rule file: 1 error"


def test_errors_come_first_and_only_ten_of_a_severity_are_annotated() -> None:
    warnings = [problem("R251", line) for line in range(1, 13)]
    errors = [problem("R222", line) for line in range(20, 31)]
    lines = list(annotation_lines(verdict(*warnings, *errors), {}))
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["and"] + ["::warning"] * 10 + ["and", "1"]
    assert lines[10] == "and 1 more error: see the job's summary"
    assert lines[21] == "and 2 more warnings: see the job's summary"


def test_ten_of_a_severity_are_all_annotated_and_nothing_is_said_of_more() -> None:
    lines = list(annotation_lines(verdict(*[problem("R222", line) for line in range(1, 11)]), {}))
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["1"]


def test_a_path_is_named_from_the_root_of_the_repository(tmp_path: Path) -> None:
    found = problem("R222", 1, name=str(tmp_path / "rules" / "a.yaml"))
    line, _ = annotation_lines(verdict(found), {"GITHUB_WORKSPACE": str(tmp_path)})
    assert line.startswith("::error file=rules/a.yaml,line=1,")


def test_a_problem_without_a_line_has_no_line_in_its_annotation() -> None:
    at = Location(source=Source(name="assets"))
    line, _ = annotation_lines(
        verdict(Problem(at=at, code="A501", what="No.", field="assets[1].id")), {}
    )
    assert (
        line
        == "::error file=assets,title=A501%3A A picture lacks its tag or its type::assets[1].id: No."
    )


def test_the_summary_is_a_table_in_which_nothing_acts_as_markup() -> None:
    table = summary_table(verdict(problem("R222", 4, "`a|b` <img> [x](y)")))
    assert table == (
        "### selector check\n\n1 rule file: 1 error\n\n"
        "| where | problem | what it is | what to do |\n|---|---|---|---|\n"
        "| rules/a.yaml:4:3 | error R222 | `a\\|b` &lt;img&gt; \\[x\\](y) | Do this. |\n"
    )


def test_the_summary_names_the_field_of_a_problem_without_a_line() -> None:
    at = Location(source=Source(name="assets"))
    table = summary_table(verdict(Problem(at=at, code="A501", what="No.", field="assets.id")))
    assert table.endswith("| assets: assets.id | error A501 | No. |  |\n")


def test_a_summary_never_outgrows_what_github_takes() -> None:
    table = summary_table(verdict(*[problem("R222", line, "x" * 200) for line in range(1, 4_000)]))
    assert len(table.encode()) < 1_048_576
    assert table.endswith("\nand 1,999 more\n")
