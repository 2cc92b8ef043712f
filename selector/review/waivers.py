"""Waivers: findings that somebody has looked at and allows, with a reason, at their line.

    never: [{name: drafts, label: draft}]  # selector: allow R251 because legal wrote it

A comment at the end of a line allows what is found in that line, and one on a line of its own what
is found in the next line that is not a comment. Only warnings can be allowed: what has an error
cannot be used, whatever anybody says of it.

In: problems, and the texts that they are in. Out: the problems that are left, with those of the
waivers themselves, and the number of those that were waived.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

import yaml

from selector.model.codes import CODES
from selector.model.frozen import frozen
from selector.model.near_names import did_you_mean
from selector.model.problem import Location, Problem, Source, shown

_WAIVER = re.compile(r"(?:^|(?<=\s))#[ \t]*selector:[ \t]*allow\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\bbecause\b:?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;:]+|\band\b")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster one, where PyYAML has it."""
OF_WAIVERS = ("Y154", "Y155", "Y156")
"""The codes of what is wrong with waivers, which no waiver waives."""


@frozen
class Waived:
    """The problems that are left, by location, and how many were waived."""

    problems: tuple[Problem, ...]
    waived: int = 0


@frozen
class Waiver:
    """One comment.

    Attributes:
        at: Where it is.
        line: The line whose findings it allows; 0 if there is none.
        codes: The codes that it names.
        because: Its reason, or an empty text.
    """

    at: Location
    line: int
    codes: tuple[str, ...]
    because: str


def waive(
    problems: Iterable[Problem],
    sources: Sequence[Source],
    is_judged: Callable[[Source, str], bool],
) -> Waived:
    """The problems without those that waivers allow, and what is wrong with the waivers.

    Args:
        problems: What was found.
        sources: The texts whose waivers count.
        is_judged: Whether all problems of a code in a source would be among these, so that a waiver
            of it that waives none is one too many.

    Returns:
        What is left.
    """
    found = [waiver for source in sources for waiver in waivers_in(source)]
    by_line: dict[tuple[str, int], list[Waiver]] = {}
    for waiver in found:
        by_line.setdefault((waiver.at.file, waiver.line), []).append(waiver)
    left: list[Problem] = []
    used: set[tuple[Location, str]] = set()
    count = 0
    for problem in problems:
        allowed = False
        for waiver in by_line.get((problem.at.file, problem.at.line), ()):
            if problem.code in waiver.codes and _can_be_waived(problem.code):
                used.add((waiver.at, problem.code))
                allowed = True
        count += allowed
        if not allowed:
            left.append(problem)
    for waiver in found:
        left += _wrong_with(waiver, used, is_judged)
    return Waived(problems=tuple(sorted(left)), waived=count)


def waivers_in(source: Source) -> Iterator[Waiver]:
    """The waivers of a text, in its order."""
    if not source.may_waive:
        return
    lines = source.text.splitlines()
    below = _lines_below(lines)
    quoted: _Quoted | None = None
    for number, line in enumerate(lines, 1):
        matches = list(_WAIVER.finditer(line))
        if matches and quoted is None:
            quoted = _Quoted(source.text)
        comments = [each for each in matches if quoted and not quoted.has(number - 1, each.start())]
        if not comments:
            continue
        match = comments[0]
        before, *reasons = _BECAUSE.split(line[match.end() :], maxsplit=1)
        written = tuple(filter(None, _BETWEEN.split(before)))
        line_meant = number
        if not line[: match.start()].strip():
            line_meant = below[number - 1]
        yield Waiver(
            at=Location(
                source=source,
                line=number,
                column=match.start() + 1,
                end_line=number,
                end_column=len(line.rstrip()) + 1,
            ),
            line=line_meant,
            codes=tuple(dict.fromkeys(code.upper() for code in written)),
            because=" ".join(reasons).strip(),
        )


class _Quoted:
    """Where a YAML text has text of its own, in quotes or not: what is in there is no comment.

    Of a text that is not YAML, that goes up to the mistake.
    """

    def __init__(self, text: str) -> None:
        self._starts: list[tuple[int, int]] = []
        self._ends: list[tuple[int, int]] = []
        with suppress(yaml.YAMLError):
            for token in yaml.scan(text, Loader=_LOADER):
                if isinstance(token, yaml.ScalarToken):
                    start, end = token.start_mark, token.end_mark
                    self._starts.append((start.line, start.column))
                    self._ends.append((end.line, end.column))

    def has(self, line: int, column: int) -> bool:
        """Whether a place is within such a text; lines and columns are counted from 0."""
        nth = bisect_right(self._starts, (line, column)) - 1
        return nth >= 0 and (line, column) < self._ends[nth]


def _lines_below(lines: Sequence[str]) -> list[int]:
    """For each line the number of the first below it that says something; 0 if none does."""
    below = [0] * len(lines)
    found = 0
    for nth in reversed(range(len(lines))):
        below[nth] = found
        bare = lines[nth].strip()
        if bare and not bare.startswith("#"):
            found = nth + 1
    return below


def _can_be_waived(code: str) -> bool:
    return code in CODES and CODES[code].severity == "warning" and code not in OF_WAIVERS


def _wrong_with(
    waiver: Waiver,
    used: set[tuple[Location, str]],
    is_judged: Callable[[Source, str], bool],
) -> Iterator[Problem]:
    """What is wrong with one waiver."""
    source = waiver.at.source
    if not waiver.codes and is_judged(source, OF_WAIVERS[2]):
        hint = "Name it: `# selector: allow R251 because …`."
        yield _problem(waiver, "Y156", "This waiver does not say which warning it allows.", hint)
    if not waiver.because and is_judged(source, OF_WAIVERS[1]):
        hint = "Add one: `because` and your own words."
        yield _problem(waiver, "Y155", "This waiver gives no reason.", hint)
    for code in waiver.codes:
        if not _can_be_waived(code):
            if is_judged(source, OF_WAIVERS[2]):
                yield _cannot_be_waived(waiver, code)
        elif (waiver.at, code) not in used and is_judged(source, code):
            what = f"This waiver allows {code}, but there is no {code} on {_line(waiver)}."
            hint = "Delete it. A waiver belongs at the end of the line, or on the line above."
            yield _problem(waiver, "Y154", what, hint)


def _line(waiver: Waiver) -> str:
    return f"line {waiver.line}" if waiver.line else "any line below"


def _cannot_be_waived(waiver: Waiver, code: str) -> Problem:
    if code not in CODES:
        near = did_you_mean(code, filter(_can_be_waived, CODES))
        what = f"`{shown(code)}` is not a problem code."
        return _problem(waiver, "Y156", what, near or "`selector help` lists all codes.")
    if code in OF_WAIVERS:
        what = f"{code} is about waivers, and cannot be waived."
        return _problem(waiver, "Y156", what, "Correct the waiver.")
    what = f"{code} is an error, and errors cannot be waived."
    return _problem(waiver, "Y156", what, f"Fix it: `selector help {code}` says how.")


def _problem(waiver: Waiver, code: str, what: str, hint: str) -> Problem:
    return Problem(
        at=waiver.at,
        code=code,
        what=what,
        hint=hint,
    )
