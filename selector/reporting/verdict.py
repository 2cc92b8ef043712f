"""What a check found, and the exit code that follows.

In: the problems of each rule file and film. Out: an exit code, and one line on each and on all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal

from selector.model.codes import UNDER_RULES
from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.model.problem import Problem
from selector.reporting.terminal import PLAIN, Ink, Style, printable

COLOUR: dict[str, Style] = {"error": "red", "warning": "magenta"}
"""The colour of each severity."""

FINE = 0
"""The exit code if nothing is wrong."""

FINDINGS = 1
"""The exit code if problems were found."""

UNUSABLE = 2
"""The exit code for wrong arguments, or for an input that cannot be read."""

UNREADABLE = frozenset(
    {"Y101", "Y102", "Y103", "F301", "F312", "B701", "B705", "B706", "B707", "B708"}
)
"""Codes of problems that leave nothing to look at; so do all problems of databases (D6xx)."""


@frozen
class Checked:
    """One rule file or film, a file of shot names, or the file of video models.

    `holds` is what is in it, such as `5 shot rules, 11 priorities`; `waived` is how many warnings
    are left out because somebody allows them; `notices` are what may be as it is meant.
    `looked_at` says what was looked at besides the files of a film, for when nothing is wrong.
    """

    name: str
    kind: Literal["rules", "film", "shot_names", "targets"]
    holds: str
    problems: tuple[Problem, ...]
    waived: int = 0
    notices: tuple[str, ...] = ()
    looked_at: str = ""


@frozen
class Verdict:
    """Everything that one run of `selector check` found, in the order of its arguments."""

    checked: tuple[Checked, ...]
    strict: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by file or film and then by location."""
        found: list[Problem] = []
        for checked in self.checked:
            found += checked.problems
        return tuple(found)

    @property
    def exit_code(self) -> int:
        """`FINE` (for warnings too, unless `strict`), `FINDINGS` or `UNUSABLE`."""
        return exit_code(self.problems, strict=self.strict)


_SLIPS = frozenset({"F351", "F354", "F360", "F365", "F366", "F389"})
"""Codes of what is most likely misspelt, or in a file that is in the wrong place."""


def worst_first(checked: Checked) -> list[Problem]:
    """The problems as people read them.

    A rule file is read from top to bottom. Of a film, which has several files, errors come first,
    then what is most likely a slip, then what pictures do not go for, then the rest: what touches
    most scenes first, and each by location.
    """
    if checked.kind != "film":
        return list(checked.problems)
    return sorted(checked.problems, key=_rank)


def _rank(problem: Problem) -> tuple[int, int]:
    if problem.severity == "error":
        return 0, 0
    if problem.code in _SLIPS:
        return 1, 0
    if problem.costs:
        return 2, -problem.scenes
    return _DOUBTS, -problem.scenes


def apart(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Problems of a film under headings, as people read them: what is wrong, and what may be meant.

    Args:
        problems: The problems, the worst first.

    Returns:
        The problems by their heading; by an empty one where they are all of one kind.
    """
    wrong = []
    doubtful = []
    for problem in problems:
        rank, _ = _rank(problem)
        if rank < _DOUBTS:
            wrong.append(problem)
        else:
            doubtful.append(problem)
    if not wrong or not doubtful:
        return {"": list(problems)}
    return {_WRONG: wrong, _DOUBTFUL: doubtful}


_DOUBTS = 3
_WRONG = "Mistakes, and pictures that are placed and not sent:"
_DOUBTFUL = "These may be as you want them:"


_ON_A_SCREEN = 6
"""How many findings on what rules do to a film fit on a screen, each with its line."""


def first_screen(problems: Sequence[Problem]) -> tuple[list[Problem], int]:
    """Problems without those of the least weight that would fill more than a screen.

    Args:
        problems: The problems of a film, as people read them.

    Returns:
        Those that are shown, and how many are not. Errors and slips always are.
    """
    shown = []
    left = _ON_A_SCREEN
    for problem in problems:
        if problem.code in UNDER_RULES:
            left -= 1
            if left < 0:
                continue
        shown.append(problem)
    return shown, len(problems) - len(shown)


def exit_code(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """The exit code for these problems; with `strict`, warnings count as errors."""
    found = tuple(problems)
    if any(map(_leaves_nothing, found)):
        return UNUSABLE
    errors, warnings = count(found)
    if errors or (strict and warnings):
        return FINDINGS
    return FINE


def _leaves_nothing(problem: Problem) -> bool:
    return problem.code in UNREADABLE or problem.code.startswith("D")


def count(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors, how many warnings."""
    severities = [problem.severity for problem in problems]
    errors = severities.count("error")
    return errors, len(severities) - errors


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`; thousands are grouped: `12,000 scenes`.

    Args:
        number: How many.
        noun: The noun for one.
        plural: The noun for any other number, if it is not the noun and an s.

    Returns:
        The number and the noun.
    """
    if number != 1:
        noun = plural or f"{noun}s"
    return f"{number:,} {noun}"


def counted_all(*counts: tuple[int, str]) -> list[str]:
    """The same for several numbers and their nouns, without those that are 0."""
    return [counted(number, noun) for number, noun in counts if number]


def tally(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`, naming only what there is; `no problems` when there is nothing."""
    errors, warnings = count(problems)
    parts = counted_all((errors, "error"), (warnings, "warning"))
    return ", ".join(parts) or "no problems"


def verdict_line(
    checked: Checked, ink: Ink = PLAIN, elsewhere: Mapping[str, Sequence[Problem]] | None = None
) -> str:
    """One line on one rule file or film: `a.yaml: fine (5 shot rules)`, `b.yaml: 2 errors`.

    Args:
        checked: What was found in it.
        ink: How to colour the line.
        elsewhere: What was found at it with something else that was checked, by the name of that.

    Returns:
        The line. What has a finding at it is not fine, whatever that was found with.
    """
    name = ink(printable(checked.name), "bold")
    if checked.problems:
        numbers = _coloured_tally(checked.problems, ink)
        return f"{name}: {numbers}{_waived(checked)}"
    if elsewhere:
        numbers = _coloured_tally(list(chain.from_iterable(elsewhere.values())), ink)
        films = listed(map(printable, elsewhere))
        return f"{name}: {numbers}, counted with {films}{_waived(checked)}"
    fine = ink("fine", "green")
    if checked.holds:
        fine += f" ({printable(checked.holds)})"
    return f"{name}: {fine}{_waived(checked)}"


def _coloured_tally(problems: Sequence[Problem], ink: Ink) -> str:
    errors, _ = count(problems)
    return ink(tally(problems), COLOUR["error"] if errors else COLOUR["warning"])


def _waived(checked: Checked) -> str:
    if not checked.waived:
        return ""
    return f", {counted(checked.waived, 'warning')} waived"


def total_line(verdict: Verdict) -> str:
    """One line on everything checked: `3 rule files and 1 film: 2 errors, 1 warning`."""
    kinds: list[str] = [checked.kind for checked in verdict.checked]
    rules, films = kinds.count("rules"), kinds.count("film")
    parts = counted_all((rules, "rule file"), (films, "film"))
    for kind, one, several in _OTHERS:
        number = kinds.count(kind)
        if number:
            parts.append(counted(number, one, several))
    return f"{listed(parts)}: {tally(verdict.problems)}"


_OTHERS = (
    ("shot_names", "file of shot names", "files of shot names"),
    ("targets", "file of video models", "files of video models"),
)
"""What is checked besides rule files and films: one of it, and several."""
