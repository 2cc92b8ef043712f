"""A rule file that extends others in; what all of them say together out, and every problem.

Each file is read by itself, so its problems are at its own lines. What is wrong with the chain is
said where `extends` is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.extended import laid_over
from selector.model.phrases import quoted
from selector.model.problem import Problem, Related, shown
from selector.reading.rules.parents import NotFound, versions_of
from selector.reading.rules.rule_file import RuleFile, read_rule_file

if TYPE_CHECKING:
    from selector.model.ruleset import RuleSet, Written
    from selector.reading.rules.parents import Find, Found

MOST_FILES = 16
"""How many files may extend one another."""


def with_parents(child: RuleFile, find: Find, identity: str) -> RuleFile:
    """A rule file laid over those that it extends.

    Args:
        child: What was read of the file.
        find: Finds the parent of the file.
        identity: Tells the file from every other.

    Returns:
        What they say together, as far as all of them can be read; and the problems of all.
    """
    chain = _Chain(find, identity)
    problems = list(child.problems)
    parents: list[tuple[str, RuleSet]] = []
    rule_set = child.rule_set
    while rule_set is not None and rule_set.extends is not None:
        found = chain.next(rule_set.extends)
        if isinstance(found, Problem):
            return RuleFile(rule_set=None, problems=tuple(sorted({*problems, found})))
        read = read_rule_file(found.source)
        problems += read.problems
        if read.rule_set is None:
            return RuleFile(rule_set=None, problems=tuple(sorted(problems)))
        wrong = chain.other_version(rule_set.extends, found, read.rule_set)
        if wrong is not None:
            problems.append(wrong)
        parents.append((found.name, read.rule_set))
        rule_set = read.rule_set
    laid = child.rule_set
    if laid is not None:
        laid = laid_over(laid, parents)
    return RuleFile(rule_set=laid, problems=tuple(sorted(problems)))


class _Chain:
    """The files that were found so far, from the child on."""

    def __init__(self, find: Find, identity: str) -> None:
        self._find = find
        self._met = {identity}
        self._written: list[Written[str]] = []

    def next(self, extends: Written[str]) -> Found | Problem:
        """The next parent, or why there is none."""
        found = self._find(extends.value)
        if isinstance(found, NotFound):
            return self._problem(extends, found.code, found.what, found.hint)
        if found.identity in self._met:
            names = [written.at.source.name for written in (*self._written, extends)]
            names.append(found.source.name)
            circle = " → ".join([f"`{shown(name)}`" for name in names])
            hint = "Delete the `extends` of one of these files."
            return self._problem(extends, "R244", f"`extends` is circular: {circle}.", hint)
        if len(self._met) == MOST_FILES:
            what = f"The chain of `extends` has more than {MOST_FILES} files."
            return self._problem(extends, "R242", what, "Merge some of them.")
        self._met.add(found.identity)
        self._written.append(extends)
        self._find = found.find
        return found

    def other_version(
        self, extends: Written[str], found: Found, rule_set: RuleSet
    ) -> Problem | None:
        """The problem of a parent in another version than its child wants; None if it is right."""
        if found.version is None or found.version == rule_set.version:
            return None
        name = shown(found.name)
        version = shown(rule_set.version)
        what = f"`{name}` is version {version}, not {shown(found.version)}."
        hint = f"Write `extends: {name} {version}` to use that one."
        versions = versions_of(found)
        if len(versions) > 1:
            pinned = [f"{name} {each}" for each in versions]
            what = f"`{name}` has no version {shown(found.version)}."
            hint = f"Its versions are {quoted(pinned, 'and')}."
        return Problem(
            at=extends.at,
            code="R245",
            what=what,
            hint=hint,
        )

    def _problem(
        self,
        extends: Written[str],
        code: str,
        what: str,
        hint: str,
    ) -> Problem:
        """A problem of the chain, with the files on the way to it."""
        related = [Related(at=each.at, what="Extended from here") for each in self._written]
        return Problem(
            at=extends.at,
            code=code,
            what=what,
            hint=hint,
            related=tuple(related),
        )
