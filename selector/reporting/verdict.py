"""What a check found: each rule file and film that was looked at, its problems, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from selector.model.problem import Problem
from selector.reporting.terminal import PLAIN, Ink, Style, printable

COLOUR: dict[str, Style] = {"error": "red", "warning": "yellow"}
"""The colour of each severity."""

FINE, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: nothing wrong; problems found; called wrongly, or an input that cannot be read at all."""

UNREADABLE = frozenset({"Y101", "Y102", "Y103", "F301", "F312"})
"""Codes of problems that leave nothing to look at; so does whatever a database refuses (D6xx)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One rule file or film that was looked at. `holds` says what is in it, such as `5 shot rules, 11 priorities`."""

    name: str
    kind: Literal["rules", "film"]
    holds: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything one run of `selector check` found, in the order it was looked at."""

    checked: tuple[Checked, ...]
    strict: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by thing checked and then by place."""
        return tuple(problem for checked in self.checked for problem in checked.problems)

    @property
    def exit_code(self) -> int:
        """0 fine (warnings too, unless `strict`), 1 findings, 2 when something could not be read."""
        return exit_code(self.problems, strict=self.strict)


def exit_code(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """The exit code that these problems ask for."""
    found = tuple(problems)
    if any(problem.code in UNREADABLE or problem.code.startswith("D") for problem in found):
        return UNUSABLE
    errors, warnings = count(found)
    return FINDINGS if errors or (strict and warnings) else FINE


def count(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors, how many warnings."""
    severities = [problem.severity for problem in problems]
    return severities.count("error"), severities.count("warning")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`; thousands are grouped: `12,000 scenes`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def tally(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`, naming only what there is; `no problems` when there is nothing."""
    errors, warnings = count(problems)
    parts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(
        warnings
    )
    return ", ".join(parts) or "no problems"


def verdict_line(checked: Checked, ink: Ink = PLAIN) -> str:
    """One line on one thing checked: `rules/a.yaml: fine (5 shot rules)`, `rules/b.yaml: 2 errors, 1 warning`."""
    name = ink(printable(checked.name), "bold")
    if not checked.problems:
        return f"{name}: {ink('fine', 'green')}" + (
            f" ({printable(checked.holds)})" if checked.holds else ""
        )
    worst = (
        "error" if any(problem.severity == "error" for problem in checked.problems) else "warning"
    )
    return f"{name}: {ink(tally(checked.problems), COLOUR[worst])}"


def total_line(verdict: Verdict) -> str:
    """One line on everything checked: `3 rule files and 1 film: 2 errors, 1 warning`."""
    rules = sum(checked.kind == "rules" for checked in verdict.checked)
    films = len(verdict.checked) - rules
    parts = [counted(rules, "rule file")] * bool(rules) + [counted(films, "film")] * bool(films)
    return f"{' and '.join(parts)}: {tally(verdict.problems)}"
