"""Which of the rules that come with selector have a shot rule that somebody's rules lack.

In: the problems of a rule file. Out: the same, where a shot rule is not there with one more
sentence: whose it is, and how to use it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from selector.engine.rule_set_problems import NO_SUCH_SHOT_RULE
from selector.model.phrases import listed, quoted
from selector.model.vocabulary import fold
from selector.reading.rules.chain import with_parents
from selector.reading.rules.parents import beside, shipped_files
from selector.reading.rules.rule_file import read_rule_file
from selector.reading.text.file import read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from selector.model.problem import Problem
    from selector.model.ruleset import RuleSet
    from selector.reading.text.document import Problems


def with_those_that_have_it(problems: Iterable[Problem], *, extends: bool) -> Problems:
    """Problems, those of missing shot rules with the rules that have these.

    Args:
        problems: The problems, in order of location.
        extends: Whether the rules extend others, in place of which they would extend these.

    Returns:
        The problems, in the same order.
    """
    names_by_set = _names_by_set()
    found = []
    for problem in problems:
        sentence = ""
        if problem.code in NO_SUCH_SHOT_RULE and not _is_certain(problem):
            name = fold(problem.at.written.strip("\"'"))
            sentence = _whose(name, names_by_set, extends=extends)
        hint = f"{problem.hint} {sentence}".rstrip()
        found.append(replace(problem, hint=hint))
    return tuple(found)


def _is_certain(problem: Problem) -> bool:
    """Whether the hint knows which shot rule of this file is meant."""
    return "Write `like: " in problem.hint


@cache
def _names_by_set() -> Mapping[str, Collection[str]]:
    """The folded names and spellings of the shot rules of each rule set."""
    names: dict[str, Collection[str]] = {}
    for name, file in shipped_files().items():
        source, _ = read_source(file)
        if source is None:
            continue
        find = beside(Path(file).parent)
        read = with_parents(read_rule_file(source), find, file)
        if read.rule_set is not None:
            names[name] = set(_names_in(read.rule_set))
    return names


def _names_in(rule_set: RuleSet) -> Iterator[str]:
    for shot_rule in rule_set.shots:
        yield fold(shot_rule.name)
        for spelling in shot_rule.spellings:
            yield fold(spelling.value)


def _whose(name: str, names_by_set: Mapping[str, Collection[str]], *, extends: bool) -> str:
    """Which rule sets have a shot rule, and what to write; empty if none has it.

    Args:
        name: The name of the shot rule, folded.
        names_by_set: Those of each rule set.
        extends: As for `with_those_that_have_it`.
    """
    having = []
    for each, names_of_set in names_by_set.items():
        if name in names_of_set:
            having.append(each)
    if not having:
        return ""
    names = quoted(having, "and")
    is_in_all = len(having) == len(names_by_set)
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
