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

SHOWN = 10
"""Annotations of one severity that GitHub shows for a step."""

ROWS = 2_000
"""Rows of the table at most: a step's summary may hold 1 MiB."""

_HEADING = ["| where | problem | what it is | what to do |", "|---|---|---|---|"]
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_CELLS = _HTML | str.maketrans({mark: f"\\{mark}" for mark in "\\|*_[]"})


def annotation_lines(verdict: Verdict, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The workflow commands, errors first: ten of a severity, then one line for all others."""
    for severity in ("error", "warning"):
        found = [problem for problem in verdict.problems if problem.severity == severity]
        for problem in found[:SHOWN]:
            yield _annotation(problem, environ)
        rest = len(found) - SHOWN
        if rest > 0:
            yield f"and {counted(rest, f'more {severity}')}: see the job's summary"
    yield total_line(verdict)


def summary_table(verdict: Verdict) -> str:
    """The whole list as a Markdown table, for the page of the job."""
    problems = verdict.problems
    lines = ["### selector check", "", _cell(total_line(verdict)), ""]
    if problems:
        lines += _HEADING
        lines += map(_row, problems[:ROWS])
    rest = len(problems) - ROWS
    if rest > 0:
        lines += ["", f"and {rest:,} more"]
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
    title = CODES[problem.code].title
    properties["title"] = f"{problem.code}: {title}"
    message = printable(words)
    if problem.hint:
        message += f"\n{printable(problem.hint)}"
    message = message.translate(_IN_MESSAGES)
    named = ",".join(_properties(properties))
    return f"::{problem.severity} {named}::{message}"


def _properties(properties: Mapping[str, str]) -> Iterator[str]:
    for name, value in properties.items():
        yield f"{name}={printable(value).translate(_IN_PROPERTIES)}"


def _path_in_repository(name: str, environ: Mapping[str, str]) -> str:
    """The path from the root of the repository: commands may run further down."""
    root = environ.get("GITHUB_WORKSPACE")
    if not root:
        return name
    try:
        path = Path(name).resolve()
        return path.relative_to(Path(root).resolve()).as_posix()
    except (OSError, ValueError):
        return name


def _row(problem: Problem) -> str:
    where, what, hint = map(_cell, (problem.where, problem.what, problem.hint))
    kind = f"{problem.severity} {problem.code}"
    return f"| {where} | {kind} | {what} | {hint} |"


def _cell(text: str) -> str:
    """Text for a Markdown table, without any markup."""
    return printable(text).translate(_IN_CELLS)
