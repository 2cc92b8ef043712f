"""Rule files in; `Rules` ready to select out.

The one way in for a pipeline, the command line and the tests.
"""

from __future__ import annotations

from pathlib import Path

from selector.data import data_dir
from selector.engine.compile import compile_rules
from selector.engine.rules import Rules
from selector.model.problem import ProblemError, Source, errors_of
from selector.reading.rules.rule_file import read_rule_file
from selector.reading.text.document import Problems
from selector.reading.text.file import read_source


def load_rules(path: str | Path | None = None) -> Rules:
    """The rules of a file; without a path the default rules that come with selector.

    Raises:
        ProblemError: The file cannot be read, or something in it is an error. Holds every problem
            found, warnings too.
    """
    if path is None:
        path = data_dir("rules") / "default.yaml"
    source, problems = read_source(path)
    if source is None:
        raise ProblemError(problems)
    rules, problems = check_rules(source)
    if rules is None:
        raise ProblemError(problems)
    return rules


def check_rules(source: Source) -> tuple[Rules | None, Problems]:
    """The rules, unless a problem is an error; and every problem, in order of location."""
    read = read_rule_file(source)
    if read.rule_set is None:
        return None, read.problems
    rules, found = compile_rules(read.rule_set)
    problems = tuple(sorted((*read.problems, *found)))
    if errors_of(problems):
        return None, problems
    return rules, problems
