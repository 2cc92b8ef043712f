"""What a check found, for GitHub: annotations in a pull request, and a table on the job's page.

In: a `Verdict`. Out: lines for GitHub's runner, and Markdown. GitHub shows ten errors and ten
warnings of a step and drops the rest silently, so one line says how many more there are.
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

_HEADING = ["| where | problem | what it is | what to do |", "|---|---|---|---|"]
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})
_IN_CELLS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {mark: f"\\{mark}" for mark in "\\|*_[]"}
)


def annotation_lines(verdict: Verdict, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The workflow commands, errors first: ten of a severity, then one line for all others."""
    for severity in ("error", "warning"):
        found = [problem for problem in verdict.problems if problem.severity == severity]
        for problem in found[:KEPT]:
            yield _annotation(problem, environ)
        if len(found) > KEPT:
            yield f"and {counted(len(found) - KEPT, f'more {severity}')}: see the job's summary"
    yield total_line(verdict)


def summary_table(verdict: Verdict) -> str:
    """The whole list as a Markdown table, for the page of the job."""
    problems = verdict.problems
    lines = ["### selector check", "", _cell(total_line(verdict)), ""]
    if problems:
        lines += _HEADING
        lines += map(_row, problems[:ROWS])
    if len(problems) > ROWS:
        lines += ["", f"and {len(problems) - ROWS:,} more"]
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
    message = printable(words)
    if problem.hint:
        message += f"\n{printable(problem.hint)}"
    named = [f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items()]
    return f"::{problem.severity} {','.join(named)}::{message.translate(_IN_MESSAGES)}"


def _path_in_repository(name: str, environ: Mapping[str, str]) -> str:
    """The path from the root of the repository: commands may run further down."""
    root = environ.get("GITHUB_WORKSPACE")
    if not root:
        return name
    try:
        return Path(name).resolve().relative_to(Path(root).resolve()).as_posix()
    except (OSError, ValueError):
        return name


def _row(problem: Problem) -> str:
    kind = f"{problem.severity} {problem.code}"
    return f"| {_cell(problem.where)} | {kind} | {_cell(problem.what)} | {_cell(problem.hint)} |"


def _cell(text: str) -> str:
    """Text for a Markdown table, without any markup."""
    return printable(text).translate(_IN_CELLS)
