"""A check's verdict for GitHub's runner: annotations on the lines of a pull request, and a table for the job's page.

GitHub keeps ten errors and ten warnings of a step and drops the rest without a word, so this says how many there are.
Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from selector.model.codes import CODES
from selector.model.problem import Problem
from selector.reporting.terminal import printable
from selector.reporting.verdict import Verdict, counted, total_line

KEPT = 10
"""Annotations of one severity that GitHub shows for a step."""

ROWS = 2_000
"""Rows of the table at most: a step's summary may hold 1 MiB."""


def annotation_lines(verdict: Verdict, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The workflow commands, errors first: at most ten of a severity, then one line on how many more there are."""
    for severity in ("error", "warning"):
        found = [problem for problem in verdict.problems if problem.severity == severity]
        for problem in found[:KEPT]:
            yield _annotation(problem, environ)
        if len(found) > KEPT:
            yield f"and {counted(len(found) - KEPT, f'more {severity}')}: see the job's summary"
    yield total_line(verdict)


def summary_table(verdict: Verdict) -> str:
    """The whole list as a Markdown table, for the page of the job."""
    lines = ["### selector check", "", _cell(total_line(verdict)), ""]
    if verdict.problems:
        lines += ["| place | problem | what it is | what to do |", "|---|---|---|---|"]
        lines += [_row(problem) for problem in verdict.problems[:ROWS]]
        if len(verdict.problems) > ROWS:
            lines += ["", f"and {len(verdict.problems) - ROWS:,} more"]
    return "\n".join(lines) + "\n"


def _annotation(problem: Problem, environ: Mapping[str, str]) -> str:
    at = problem.at
    properties = {"file": _path_in_repository(at.file, environ)}
    words = problem.what
    if at.line:
        properties |= {"line": str(at.line), "col": str(at.column)}
        if at.end_line == at.line:
            properties |= {"endLine": str(at.end_line), "endColumn": str(at.end_column)}
    elif problem.field:
        words = f"{problem.field}: {words}"
    properties["title"] = f"{problem.code}: {CODES[problem.code].title}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = printable(words) + (f"\n{printable(problem.hint)}" if problem.hint else "")
    return f"::{problem.severity} {listed}::{_message(message)}"


def _path_in_repository(name: str, environ: Mapping[str, str]) -> str:
    """The path as the repository knows it: annotations are matched from its root, commands may run further down."""
    root = environ.get("GITHUB_WORKSPACE")
    try:
        return Path(name).resolve().relative_to(Path(root).resolve()).as_posix() if root else name
    except (OSError, ValueError):
        return name


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _row(problem: Problem) -> str:
    kind = f"{problem.severity} {problem.code}"
    return f"| {_cell(problem.where)} | {kind} | {_cell(problem.what)} | {_cell(problem.hint)} |"


def _cell(text: str) -> str:
    """Text inside a Markdown table, where nothing of it may act as markup."""
    escaped = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(
        f"\\{character}" if character in "\\|*_[]" else character for character in escaped
    )
