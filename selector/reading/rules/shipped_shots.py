"""Which of the rules that come with selector have a shot rule that somebody's rules lack.

In: the problems of a rule file. Out: the same, where a shot rule is not there with one more
sentence: whose it is, and how to use it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.data import SHIPPED_SHOTS, shipped_shot_rule
from selector.engine.rule_set_problems import NO_SUCH_SHOT_RULE
from selector.model.phrases import listed, quoted
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.problem import Problem
    from selector.reading.text.document import Problems


def with_those_that_have_it(problems: Iterable[Problem], *, extends: bool) -> Problems:
    """Problems, those of missing shot rules with the rules that have these.

    Args:
        problems: The problems, in order of location.
        extends: Whether the rules extend others, in place of which they would extend these.

    Returns:
        The problems, in the same order.
    """
    found = []
    for problem in problems:
        sentence = ""
        if problem.code in NO_SUCH_SHOT_RULE and not _is_certain(problem):
            name = fold(problem.at.written.strip("\"'"))
            sentence = _whose(name, extends=extends)
        hint = f"{problem.hint} {sentence}".rstrip()
        found.append(replace(problem, hint=hint))
    return tuple(found)


def _is_certain(problem: Problem) -> bool:
    """Whether the hint knows which shot rule of this file is meant."""
    return "Write `like: " in problem.hint


def _whose(name: str, *, extends: bool) -> str:
    """Which rule sets have a shot rule, and what to write; empty if none has it.

    Args:
        name: The name of the shot rule, folded.
        extends: As for `with_those_that_have_it`.
    """
    having = [each for each in SHIPPED_SHOTS if shipped_shot_rule(each, name)]
    if not having:
        return ""
    names = quoted(having, "and")
    is_in_all = len(having) == len(SHIPPED_SHOTS)
    them = f"{names}, which come with selector, have"
    if is_in_all:
        them = "All rules that come with selector have"
    elif len(having) == 1:
        them = f"{names}, which comes with selector, has"
    if extends:
        which = "it" if len(having) == 1 else "one of them"
        return f"{them} this shot rule: extend {which} instead, or copy the rule from there."
    if is_in_all:
        having = ["default"]
    lines = [f"`extends: {each}`" for each in having]
    return f"{them} this shot rule: write {listed(lines, 'or')} to use it."
